//! The published form of a draft, `ownup.draft/1`: a field once published keeps its name and meaning.

use schemars::JsonSchema;
use serde::Serialize;

use super::{DraftReport, line};
use crate::analysis::{self, CauseStatus, Verdict};
use crate::draft::{Draft, Move, WrittenSection};
use crate::report::json::{StoryFile, indented, rounded, schema_of};
use crate::report::phrases;
use crate::rules::cause::{Grade, Ingredient as Which, Link};
use crate::rules::say::{Origin, Suggestion};
use crate::rules::{self, Rule, Severity, shapes};
use crate::story::{self, Role, Story};
use crate::telling::Quote;
use crate::time::Millis;

/// The name and version of the form.
pub const SCHEMA: &str = "ownup.draft/1";

/// A draft. Lines count from 1; seconds are those the words would take at the speaker's pace.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "ownup.draft/1")]
pub struct Published {
    /// Always `ownup.draft/1`.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: &'static str,
    /// The story file.
    pub story: StoryFile,
    /// How fast it will be told.
    pub pace: Pace,
    /// All of it.
    pub total: Total,
    /// Rollback against decision.
    pub split: Split,
    /// The sections in the order written.
    pub sections: Vec<Section>,
    /// The roles for which nothing is written.
    pub unwritten: Vec<Role>,
    /// What is written of the cause.
    pub cause: Cause,
    /// The rules that fired, the weightiest first, then by line.
    pub findings: Vec<Finding>,
    /// What to cut and what to add.
    pub moves: Vec<PublishedMove>,
    /// The way the story runs.
    pub shape: Shape,
    /// What is reported without a verdict.
    pub remarks: Remarks,
}

/// The way the story runs.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Shape {
    /// What the story file says.
    pub declared: Option<story::Shape>,
    /// What the words say; null where no shape is clear.
    pub heard: Option<story::Shape>,
    /// The moments of the declared shape, else of the one heard.
    pub moments: Vec<Moment>,
}

/// A moment that stories of one shape have.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Moment {
    /// Its name, in kebab case.
    pub name: String,
    /// Whether it is written.
    pub present: bool,
    /// The words that tell it.
    pub quote: Option<String>,
    /// Their line.
    pub line: Option<usize>,
}

/// What is reported without a verdict.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Remarks {
    /// Where the change is said to have held; null where that is not written.
    pub evidence: Option<Remark>,
    /// The numbers in failure and cause, with what they count.
    pub numbers: Vec<Remark>,
    /// The roles in the order in which they are first written.
    pub order: Vec<Role>,
}

/// Some words and their line.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Remark {
    /// The words.
    pub quote: String,
    /// Their line.
    pub line: Option<usize>,
}

/// How fast it will be told.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Pace {
    /// Words a minute, pauses and all.
    pub wpm: f64,
    /// From how many takes that is known; 0 for the usual pace.
    pub takes: usize,
}

/// The whole story.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Total {
    /// Its words.
    pub words: usize,
    /// How long they would take.
    pub seconds: Millis,
    /// What the story aims at, where it says so.
    pub target_s: Option<Millis>,
}

/// Rollback against decision.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Split {
    /// Words on the repair.
    pub rollback_words: usize,
    /// Words on cause, lesson and change.
    pub decision_words: usize,
    /// How long the repair would take.
    pub rollback_s: Millis,
    /// How long the decision would take.
    pub decision_s: Millis,
    /// What the story aims at for the repair.
    pub rollback_target_s: Millis,
    /// What the story aims at for the decision.
    pub decision_target_s: Millis,
    /// Decision over rollback.
    pub ratio: Option<f64>,
    /// The worse of the two bands and the ratio.
    pub verdict: Verdict,
}

/// A section.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Section {
    /// What it is for.
    pub role: Role,
    /// Its heading.
    pub heading: String,
    /// The heading's line.
    pub line: usize,
    /// Its words.
    pub words: usize,
    /// How long they would take.
    pub seconds: Millis,
    /// Of all words, 0 to 1.
    pub share: f64,
    /// Its own target, where the story gives one.
    pub target_s: Option<Millis>,
}

/// What is written of the cause.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Cause {
    /// Three or four ingredients, two, or fewer.
    pub grade: Grade,
    /// Whether it is there, and in its place.
    pub status: CauseStatus,
    /// The sentence that carries most of it; when the grade is missing, the closest there is.
    pub quote: Option<String>,
    /// Its line.
    pub line: Option<usize>,
    /// The four things a cause statement is made of.
    pub ingredients: Ingredients,
    /// How deep it goes, each link once.
    pub depth: Vec<Link>,
    /// A sentence to write for each ingredient that is missing.
    pub say: Vec<Say>,
}

/// The four things a cause statement is made of.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Ingredients {
    /// "It broke because I …".
    pub causal_link: Ingredient,
    /// "I skipped the dry run".
    pub own_act: Ingredient,
    /// "I should have asked".
    pub counterfactual: Ingredient,
    /// "That was on me".
    pub ownership: Ingredient,
}

/// One of the four, with the words that say it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Ingredient {
    /// Whether it is written.
    pub present: bool,
    /// The words that say it.
    pub quote: Option<String>,
    /// Their line.
    pub line: Option<usize>,
}

/// A sentence to write.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Say {
    /// The ingredient it adds.
    pub ingredient: Which,
    /// The sentence; `…` where only the author knows how it goes on.
    pub text: String,
    /// Where its words come from.
    pub origin: Origin,
    /// The line after which it would go; null where it would come first.
    pub after_line: Option<usize>,
}

/// A rule that fired.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Finding {
    /// Which rule.
    pub rule: Rule,
    /// How much it weighs here.
    pub severity: Severity,
    /// The line of the words it rests on.
    pub line: Option<usize>,
    /// The words it rests on.
    pub quote: String,
    /// Why it matters, in one sentence.
    pub why: String,
    /// What to write instead, in one sentence.
    pub instead: String,
}

/// A change to the paper's length.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct PublishedMove {
    /// Which way.
    #[serde(rename = "do")]
    pub what: Way,
    /// In which role's sections.
    pub role: Role,
    /// How much.
    pub seconds: Millis,
    /// About as many words.
    pub words: usize,
    /// To cut: the line of the longest sentence. To add: the line after which it goes, null where
    /// the section is not there yet.
    pub line: Option<usize>,
}

/// Shorter or longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Way {
    /// Shorter.
    Cut,
    /// Longer.
    Add,
}

/// The JSON Schema of [`Published`].
#[must_use]
pub fn schema() -> serde_json::Value {
    schema_of::<Published>()
}

/// The draft as indented JSON.
pub(super) fn render(report: &DraftReport<'_>) -> String {
    indented(&Published::of(report))
}

impl Published {
    /// What a draft says, in published form.
    #[must_use]
    pub fn of(report: &DraftReport<'_>) -> Self {
        let (draft, story) = (report.draft, report.story);
        Self {
            schema: SCHEMA,
            story: StoryFile {
                title: story.title.clone(),
                path: report.paper.path.clone(),
                sha256: report.paper.sha256.clone(),
            },
            pace: Pace {
                wpm: rounded(draft.pace.wpm),
                takes: draft.pace.takes,
            },
            total: Total {
                words: draft.words,
                seconds: draft.time,
                target_s: story.targets.total,
            },
            split: split(draft, story),
            sections: draft.sections.iter().map(section).collect(),
            unwritten: draft.unwritten.clone(),
            cause: cause(report),
            findings: draft.findings.iter().map(finding).collect(),
            moves: draft.moves.iter().map(published_move).collect(),
            shape: shape(&draft.shape),
            remarks: remarks(&draft.remarks),
        }
    }
}

fn shape(shape: &shapes::Heard) -> Shape {
    let moment = |moment: &shapes::HeardMoment| Moment {
        name: moment.name.to_owned(),
        present: moment.quote.is_some(),
        quote: moment.quote.as_ref().map(|quote| quote.text.clone()),
        line: moment.quote.as_ref().and_then(line),
    };
    Shape {
        declared: shape.declared,
        heard: shape.heard,
        moments: shape.moments.iter().map(moment).collect(),
    }
}

fn remarks(remarks: &analysis::Remarks) -> Remarks {
    let remark = |quote: &Quote| Remark {
        quote: quote.text.clone(),
        line: line(quote),
    };
    Remarks {
        evidence: remarks.evidence.as_ref().map(remark),
        numbers: remarks.numbers.iter().map(remark).collect(),
        order: remarks.order.clone(),
    }
}

fn split(draft: &Draft, story: &Story) -> Split {
    Split {
        rollback_words: draft.rollback_words,
        decision_words: draft.decision_words,
        rollback_s: draft.split.rollback,
        decision_s: draft.split.decision,
        rollback_target_s: story.targets.rollback,
        decision_target_s: story.targets.decision,
        ratio: draft.split.ratio.map(rounded),
        verdict: draft.split.verdict,
    }
}

fn section(section: &WrittenSection) -> Section {
    Section {
        role: section.role,
        heading: section.heading.clone(),
        line: section.line,
        words: section.words,
        seconds: section.time,
        share: rounded(section.share),
        target_s: section.target,
    }
}

fn cause(report: &DraftReport<'_>) -> Cause {
    let (draft, cause) = (report.draft, &report.draft.cause);
    let one = |which| {
        let quote = report.written(which);
        Ingredient {
            present: quote.is_some(),
            quote: quote.map(|quote| quote.text.clone()),
            line: quote.and_then(line),
        }
    };
    Cause {
        grade: cause.grade(),
        status: draft.status,
        quote: cause.statement.as_ref().map(|quote| quote.text.clone()),
        line: cause.statement.as_ref().and_then(line),
        ingredients: Ingredients {
            causal_link: one(Which::CausalLink),
            own_act: one(Which::OwnAct),
            counterfactual: one(Which::Counterfactual),
            ownership: one(Which::Ownership),
        },
        depth: cause.depth.clone(),
        say: draft.say.iter().map(say).collect(),
    }
}

fn say(suggestion: &Suggestion) -> Say {
    Say {
        ingredient: suggestion.ingredient,
        text: suggestion.text.clone(),
        origin: suggestion.origin,
        after_line: suggestion.after.as_ref().and_then(line),
    }
}

fn finding(finding: &rules::Finding) -> Finding {
    Finding {
        rule: finding.rule,
        severity: finding.severity,
        line: line(&finding.quote),
        quote: finding.quote.text.clone(),
        why: phrases::why(finding.rule).to_owned(),
        instead: phrases::instead(finding.rule).to_owned(),
    }
}

fn published_move(change: &Move) -> PublishedMove {
    let (what, role, seconds, words, line) = match *change {
        Move::Cut {
            role,
            time,
            words,
            line,
        } => (Way::Cut, role, time, words, Some(line)),
        Move::Add {
            role,
            time,
            words,
            line,
        } => (Way::Add, role, time, words, line),
    };
    PublishedMove {
        what,
        role,
        seconds,
        words,
        line,
    }
}

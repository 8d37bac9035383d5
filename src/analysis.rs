//! What a take amounts to: the clock, the split, the cause, the findings.

mod doubts;
#[cfg(test)]
mod tests;
mod timing;

use std::cmp::Reverse;

pub(crate) use timing::{findings as findings_of_time, weigh};

use crate::alignment::{self, Alignment, Passage, Range};
use crate::clauses::Clause;
use crate::corrections::Corrected;
use crate::delivery::{self, Delivery};
use crate::meaning::{Embedder, Embedding, Wording};
use crate::rules::cause::{self, Cause, Grade};
use crate::rules::say::{self, Suggestion};
use crate::rules::{self, Finding, evidence, shapes};
use crate::story::{Month, Role, Story};
use crate::telling::{Place, Quote, Telling};
use crate::time::{Millis, Span};
use crate::transcript::Transcript;

/// The whole take on the clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clock {
    /// From the onset of the first word to the end of the last; nothing if there were none.
    pub told: Option<Span>,
    /// Of that, how long there was no speech.
    pub silence: Millis,
    /// How long the recording is.
    pub duration: Millis,
}

/// How a number of seconds stands to its band.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// As it should be.
    Within,
    /// Out of the band.
    Warn,
    /// Far out of the band.
    Fail,
}

/// The seconds on the repair against the seconds on the decision.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// Seconds told of the repair.
    pub rollback: Millis,
    /// Seconds told of cause, lesson and change.
    pub decision: Millis,
    /// What the repair may really have taken.
    pub rollback_range: Range,
    /// What the decision may really have taken.
    pub decision_range: Range,
    /// Decision over rollback; none without a rollback.
    pub ratio: Option<f64>,
    /// The worse of the two bands and the ratio.
    pub verdict: Verdict,
}

/// One section of the story, or a role that was told without being written.
#[derive(Clone, Debug, PartialEq)]
pub struct SectionTime {
    /// Its role.
    pub role: Role,
    /// The story's section, by index; none when it was not written.
    pub section: Option<usize>,
    /// The heading; the role's name when it was not written.
    pub heading: String,
    /// How long it was told, every return added up.
    pub seconds: Millis,
    /// The part of that which could as well be another section's.
    pub uncertain: Millis,
    /// How long it may really have been told.
    pub range: Range,
    /// Its share of the time told, from 0.0 to 1.0.
    pub share: f64,
    /// Its target, when the author gave one.
    pub target: Option<Millis>,
    /// Its share of the words on paper.
    pub paper_share: f64,
    /// When it was first told.
    pub first_start: Option<Millis>,
}

/// Where the cause stands between paper and voice.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum CauseStatus {
    /// Told, in its place.
    Said,
    /// Told only after the last sentence of the change.
    SaidLate,
    /// Strong on paper, less than partial aloud.
    WrittenNotSaid,
    /// Neither.
    Missing,
}

/// Why a stretch of recognition is doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// A word that lasts longer than words do.
    LongWord,
    /// Words the recogniser was unsure of.
    LowConfidence,
    /// Somebody spoke and no word was recognised.
    NoWordsInSpeech,
    /// Sound that never reached the recording.
    LostSamples,
}

/// A stretch in which the transcript cannot be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suspect {
    /// Where.
    pub span: Span,
    /// Why.
    pub doubt: Doubt,
}

/// Everything a report says about one take.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    /// The whole take on the clock.
    pub clock: Clock,
    /// Rollback against decision.
    pub split: Split,
    /// The story's sections in their order, then roles told without being written.
    pub sections: Vec<SectionTime>,
    /// Time told outside every section.
    pub aside: Millis,
    /// Which words belong where.
    pub alignment: Alignment,
    /// The take as the rules read it.
    pub telling: Telling,
    /// What was said of the cause.
    pub cause: Cause,
    /// The same on paper.
    pub on_paper: Cause,
    /// Where the cause stands between the two.
    pub status: CauseStatus,
    /// A sentence to say for each ingredient that is missing.
    pub say: Vec<Suggestion>,
    /// The rules that fired, the weightiest first, then by time.
    pub findings: Vec<Finding>,
    /// The way the story runs.
    pub shape: shapes::Heard,
    /// What is reported without a verdict.
    pub remarks: Remarks,
    /// How it was told.
    pub delivery: Delivery,
    /// The recogniser's mean probability over the words; none without words.
    pub mean_p: Option<f64>,
    /// Where the transcript is doubtful.
    pub suspects: Vec<Suspect>,
    /// What the speaker put right in it.
    pub put_right: PutRight,
}

/// What the speaker put right in a take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PutRight {
    /// How many corrections there are.
    pub corrections: usize,
    /// Whether they marked the cause statement.
    pub cause: bool,
}

/// What is reported of a telling without a verdict.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Remarks {
    /// Where the change is said to have held.
    pub evidence: Option<Quote>,
    /// The numbers in failure and cause, with what they count.
    pub numbers: Vec<Quote>,
    /// The roles in the order in which they were first told.
    pub order: Vec<Role>,
}

impl Remarks {
    /// Reads a telling.
    #[must_use]
    pub fn of(telling: &Telling) -> Self {
        Self {
            evidence: evidence::held(telling),
            numbers: evidence::numbers(telling),
            order: evidence::order(telling),
        }
    }
}

/// Judges a take of `story`, with all that was put right in it, told in the month `today`.
#[must_use]
pub fn analyse(
    story: &Story,
    heard: &Corrected,
    embedder: &dyn Embedder,
    today: Month,
) -> Analysis {
    let transcript = &heard.transcript;
    let clauses = heard.clauses();
    let alignment = alignment::align(story, heard, &clauses, embedder);
    let telling = as_told(transcript, &clauses, &alignment, embedder);
    let paper = Telling::of_story(story, embedder);
    let (cause, on_paper) = (cause_of(&telling, heard), cause::hear(&paper));
    let sections = timing::sections(story, &alignment);
    let split = timing::split(story, &alignment);
    let mut findings = rules::findings(&telling, &cause, story.happened, today);
    findings.extend(timing::findings(story, &split, &telling));
    findings.sort_by_key(|f| (Reverse(f.severity), f.quote.tokens.start));
    Analysis {
        clock: timing::clock(transcript),
        aside: timing::aside(&alignment),
        status: status(&cause, &on_paper, &telling),
        delivery: delivery::deliver(transcript, &alignment, said(&cause)),
        say: say::suggest(&telling, &cause, Some((&paper, &on_paper))),
        shape: shapes::hear(&telling, story.shape),
        remarks: Remarks::of(&telling),
        mean_p: doubts::mean_p(&transcript.words),
        suspects: doubts::suspects(transcript),
        put_right: PutRight {
            corrections: heard.count,
            cause: heard.marked().is_some(),
        },
        split,
        sections,
        alignment,
        telling,
        cause,
        on_paper,
        findings,
    }
}

/// The take as statements: sentences, parted also where the section changes.
fn as_told(
    transcript: &Transcript,
    clauses: &[Clause],
    alignment: &Alignment,
    embedder: &dyn Embedder,
) -> Telling {
    let texts: Vec<String> = clauses
        .iter()
        .map(|clause| transcript.text(clause.words.clone()))
        .collect();
    let embeddings = embedder.embed(&texts);
    let heard: Vec<(&Clause, Embedding)> = clauses.iter().zip(embeddings).collect();
    let mut telling = Telling::default();
    for passage in &alignment.passages {
        for sentence in within(passage, &heard).chunk_by(|(before, _), _| !before.closes) {
            let (first, last) = (sentence[0].0, sentence[sentence.len() - 1].0);
            let words = first.words.start..last.words.end;
            let spoken = transcript.words[words].iter();
            let placed = spoken.map(|word| (word.text.as_str(), Place::Heard(word.span)));
            telling.push(passage.role, placed);
            let wordings = sentence.iter().filter_map(|(_, e)| e.wording.as_ref());
            telling.put(Wording::together(wordings));
        }
    }
    telling
}

/// The clauses that a passage begins with and up to its end.
fn within<'a>(
    passage: &Passage,
    clauses: &'a [(&'a Clause, Embedding)],
) -> &'a [(&'a Clause, Embedding)] {
    let before = |at: usize| clauses.partition_point(|(clause, _)| clause.words.start < at);
    &clauses[before(passage.words.start)..before(passage.words.end)]
}

/// What is told of the cause; a telling's tokens are the take's words, so that a marked sentence is in both.
fn cause_of(telling: &Telling, heard: &Corrected) -> Cause {
    match heard.marked() {
        Some(marked) => cause::hear_marked(telling, marked),
        None => cause::hear(telling),
    }
}

/// When the cause statement was said.
fn said(cause: &Cause) -> Option<Span> {
    match cause.statement.as_ref()?.place {
        Place::Heard(span) => Some(span),
        Place::Written(_) => None,
    }
}

/// Where a cause stands that is told in `telling` and was written as `on_paper`.
pub(crate) fn status(cause: &Cause, on_paper: &Cause, telling: &Telling) -> CauseStatus {
    if cause.grade() == Grade::Missing {
        return match on_paper.grade() {
            Grade::Strong => CauseStatus::WrittenNotSaid,
            Grade::Partial | Grade::Missing => CauseStatus::Missing,
        };
    }
    let change = telling
        .statements
        .iter()
        .rfind(|s| s.role == Some(Role::Change));
    let told = [
        &cause.causal_link,
        &cause.own_act,
        &cause.counterfactual,
        &cause.ownership,
    ];
    let first = told
        .into_iter()
        .flatten()
        .map(|quote| quote.tokens.start)
        .min();
    match (change, first) {
        (Some(change), Some(first)) if first >= change.tokens.end => CauseStatus::SaidLate,
        _ => CauseStatus::Said,
    }
}

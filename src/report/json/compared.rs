//! The published form of a comparison, `ownup.compare/1`: a field once published keeps its name and meaning.

pub(super) mod fill;
#[cfg(test)]
mod tests;

use schemars::JsonSchema;
use serde::Serialize;

use crate::analysis::{CauseStatus, Verdict};
use crate::report::compared::Compared;
use crate::rules::cause::Grade;
use crate::rules::{Rule, Severity};
use crate::story::Role;
use crate::take::Ending;
use crate::time::Millis;

/// The name and version of the form.
pub const SCHEMA: &str = "ownup.compare/1";

/// Takes of one story side by side. Times are seconds; a field is null where there is nothing to say.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "ownup.compare/1")]
pub struct Published {
    /// Always `ownup.compare/1`.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: &'static str,
    /// The story that was told.
    pub story: StoryFile,
    /// The takes compared, by number.
    pub takes: Vec<Take>,
    /// The number of the last of them.
    pub this: u32,
    /// The number of the last but one.
    pub previous: u32,
    /// The number of the one that stands best.
    pub best: u32,
    /// Rollback, decision and the whole, against the previous take, the best and the target.
    pub split: SplitRows,
    /// The same for the sections, matched by role.
    pub sections: Vec<SectionRow>,
    /// What the story would take with every section at its best.
    pub sum_of_best_s: Option<Millis>,
    /// What the rules did between the previous take and this one.
    pub findings: Turnover,
    /// What should be said in every take, and where it was.
    pub statements: Vec<Survival>,
    /// Paper against voice, by role.
    pub drift: Vec<Drift>,
    /// The takes more than half of which is word for word the paper's.
    pub recited: Vec<u32>,
    /// Where the story was edited between the takes compared.
    pub edits: Vec<Edit>,
    /// What cannot be compared.
    pub cannot_compare: Vec<Gap>,
    /// Whether it is enough.
    pub enough: Enough,
    /// The split over all takes of the story, compared or not.
    pub course: Vec<Moment>,
}

/// The story file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StoryFile {
    /// Its title, as it was in the last take.
    pub title: String,
    /// As the person named it.
    pub path: String,
}

/// A take.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Take {
    /// Its number.
    pub number: u32,
    /// When it was recorded, in UTC.
    #[schemars(extend("format" = "date-time"))]
    pub recorded_at: String,
    /// The model that recognised the words.
    pub model: String,
    /// How it ended.
    pub ending: Ending,
    /// First word to last word.
    pub told_s: Millis,
    /// How many words were said.
    pub words: usize,
    /// Seconds told of the repair.
    pub rollback_s: Millis,
    /// Seconds told of cause, lesson and change.
    pub decision_s: Millis,
    /// Decision over rollback.
    pub ratio: Option<f64>,
    /// The worse of the two bands and the ratio.
    pub verdict: Verdict,
    /// How much of a cause statement was heard.
    pub cause: Grade,
    /// Where the cause stands between paper and voice.
    pub cause_status: CauseStatus,
    /// The roles of which nothing was told.
    pub untold: Vec<Role>,
    /// The rules that fired, each once.
    pub findings: Vec<Finding>,
    /// Of the words told of the story, those in runs of five and more that stand on paper too, 0 to 1.
    pub recited: Option<f64>,
}

/// A rule that fired.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Finding {
    /// Which rule.
    pub rule: Rule,
    /// How much it weighed.
    pub severity: Severity,
}

/// The rows about the whole take.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SplitRows {
    /// How it was repaired.
    pub rollback: Row,
    /// Cause, lesson and change.
    pub decision: Row,
    /// First word to last word.
    pub whole: Row,
}

/// This take, the previous one, the best, the target.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Row {
    /// In this take; null when it is neither written nor told there.
    pub this_s: Option<Millis>,
    /// In the previous one.
    pub previous_s: Option<Millis>,
    /// How much longer it is than in the previous one.
    pub delta_s: Option<Millis>,
    /// The nearest to the target of all takes compared.
    pub best_s: Option<Millis>,
    /// Which take that was.
    pub best_take: Option<u32>,
    /// What to aim at.
    pub target_s: Option<Millis>,
    /// Whether the story gives this target, or it was shared out by the words on paper.
    pub target_from: Option<TargetFrom>,
}

/// Whose a target is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum TargetFrom {
    /// The story's own, or the usual one of its bucket.
    Story,
    /// Shared out by the words on paper.
    Shared,
}

/// A row about a section.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SectionRow {
    /// Its role, by which it was matched.
    pub role: Role,
    /// Its heading.
    pub heading: String,
    /// Its seconds.
    #[serde(flatten)]
    pub row: Row,
}

/// What the rules did between the previous take and this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Turnover {
    /// They fire now and did not.
    pub gained: Vec<Finding>,
    /// They fired and do not now.
    pub lost: Vec<Finding>,
    /// They fire as before.
    pub kept: Vec<Finding>,
}

/// Something that should be said in every take.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Survival {
    /// What sort of thing it is.
    pub kind: Kind,
    /// Its name, as in `ownup.report/1`.
    pub name: String,
    /// The takes in which it was said, by number.
    pub said: Vec<Said>,
    /// Those in which it was listened for and not said.
    pub not_said: Vec<u32>,
}

/// What sort of thing should be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// One of the four parts of a cause statement.
    Ingredient,
    /// A moment of the story's shape.
    Moment,
}

/// Words that were said.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Said {
    /// In which take.
    pub take: u32,
    /// When they begin.
    pub start: Millis,
    /// The words.
    pub quote: String,
}

/// A role on paper and aloud.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Drift {
    /// The role.
    pub role: Role,
    /// Take by take.
    pub takes: Vec<Share>,
}

/// What a role has of paper and voice, 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Share {
    /// Which take.
    pub take: u32,
    /// Of the words on paper.
    pub paper_share: f64,
    /// Of the time told.
    pub share: f64,
    /// Of its spoken words, those in runs of five and more that stand on paper too; null when there are too few.
    pub recited: Option<f64>,
}

/// The story edited between two takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Edit {
    /// The last take before it.
    pub before: u32,
    /// The first take after it.
    pub after: u32,
    /// What was edited.
    pub changes: Vec<EditChange>,
}

/// One thing that was edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct EditChange {
    /// What was done.
    pub change: ChangeKind,
    /// The section's role; null when the order changed.
    pub role: Option<Role>,
    /// In words.
    pub text: String,
}

/// What was done to a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// A section is new.
    Added,
    /// A section is gone.
    Removed,
    /// A section's words are others.
    Reworded,
    /// The sections stand in another order.
    Reordered,
}

/// Something that stands in the way of a comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Gap {
    /// What it is.
    pub what: GapKind,
    /// The takes it is about.
    pub takes: Vec<u32>,
    /// The role it is about.
    pub role: Option<Role>,
    /// In words.
    pub text: String,
}

/// What stands in the way of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum GapKind {
    /// No word was recognised.
    Silent,
    /// It was started over or cut off.
    Unfinished,
    /// One of the two takes alone has this role.
    OnlyIn,
    /// The sections of this role were added up.
    AddedUp,
    /// It was told with other targets.
    OtherTargets,
    /// It runs as another shape.
    OtherShape,
    /// Its words were recognised by another model.
    OtherModel,
}

/// Whether it is enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Enough {
    /// Whether it is.
    pub reached: bool,
    /// The takes told from the story as it stands now.
    pub since_edit: Vec<u32>,
    /// Those of them that are complete and within the bands.
    pub good: Vec<u32>,
    /// How many more of those it needs.
    pub takes_to_go: usize,
    /// All that in one line, with what is missing.
    pub text: String,
}

/// The split of one take.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Moment {
    /// Its number.
    pub take: u32,
    /// Seconds told of the repair.
    pub rollback_s: Millis,
    /// Seconds told of cause, lesson and change.
    pub decision_s: Millis,
}

/// The JSON Schema of [`Published`].
#[must_use]
pub fn schema() -> serde_json::Value {
    let schema = schemars::generate::SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Published>();
    schema.to_value()
}

/// The comparison as indented JSON.
pub(in crate::report) fn render(compared: &Compared<'_>) -> String {
    let mut text = serde_json::to_string_pretty(&Published::of(compared))
        .expect("the published types have no map with other keys than strings");
    text.push('\n');
    text
}

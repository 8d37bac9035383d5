//! The published form of a report, `ownup.report/1`: a field once published keeps its name and meaning.

pub mod compared;
mod fill;
pub mod history;

pub(super) use fill::rounded;

use schemars::JsonSchema;
use serde::Serialize;

use super::Report;
use crate::analysis::{CauseStatus, Doubt, Verdict};
use crate::delivery::PausePlace;
use crate::rules::cause::{Grade, Ingredient as Which, Link};
use crate::rules::{Rule, Severity, say};
use crate::story::{Role, Shape};
use crate::take::{Ending, Source};
use crate::time::Millis;

/// The name and version of the form.
pub const SCHEMA: &str = "ownup.report/1";

/// A report. Times are seconds from the first sample; a field is null where there is nothing to say.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "ownup.report/1")]
pub struct Published {
    /// Always `ownup.report/1`.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: &'static str,
    /// The story that was told.
    pub story: StoryFile,
    /// The rehearsal.
    pub take: Take,
    /// The whole take on the clock.
    pub clock: Clock,
    /// Rollback against decision.
    pub split: Split,
    /// The story's sections in their order, then roles told without being written.
    pub sections: Vec<Section>,
    /// Seconds told outside every section.
    pub aside_s: Millis,
    /// What was told when: first word to last word, each ending where the next begins.
    pub spans: Vec<SpokenSpan>,
    /// What was said of the cause.
    pub cause: Cause,
    /// The rules that fired, the weightiest first, then by time.
    pub findings: Vec<Finding>,
    /// The way the story runs.
    pub shape: HeardShape,
    /// What is reported without a verdict.
    pub remarks: Remarks,
    /// How it was told.
    pub delivery: Delivery,
    /// Every word.
    pub words: Vec<Word>,
    /// How far the transcript can be trusted.
    pub quality: Quality,
    /// What a coach said about it, by the second.
    pub comments: Vec<Comment>,
    /// How many corrections of the speaker's are counted in; not there without any.
    #[serde(skip_serializing_if = "is_default")]
    pub corrections: usize,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The story file as it was when the take was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StoryFile {
    /// Its title.
    pub title: String,
    /// As the person named it.
    pub path: String,
    /// Of its bytes, in hexadecimal.
    pub sha256: String,
}

/// The rehearsal.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Take {
    /// Its number among the story's takes; null when it is not kept.
    pub number: Option<u32>,
    /// When it was recorded, in UTC.
    #[schemars(extend("format" = "date-time"))]
    pub recorded_at: String,
    /// Where its sound came from.
    pub source: Source,
    /// How it ended.
    pub ending: Ending,
    /// The model that recognised the words.
    pub model: String,
    /// How long the recording is.
    pub duration_s: Millis,
}

/// The whole take on the clock.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Clock {
    /// Onset of the first word.
    pub first_word_s: Option<Millis>,
    /// End of the last word.
    pub last_word_s: Option<Millis>,
    /// How long there was no speech between the two.
    pub silence_s: Millis,
}

/// Rollback against decision.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Split {
    /// Seconds told of the repair.
    pub rollback_s: Millis,
    /// Seconds told of cause, lesson and change.
    pub decision_s: Millis,
    /// What the story aims at for the repair.
    pub rollback_target_s: Millis,
    /// What the story aims at for the decision.
    pub decision_target_s: Millis,
    /// The shortest and the longest time that the repair may really have taken, nine times in ten.
    pub rollback_range_s: [Millis; 2],
    /// The same for the decision.
    pub decision_range_s: [Millis; 2],
    /// Decision over rollback.
    pub ratio: Option<f64>,
    /// The worse of the two bands and the ratio.
    pub verdict: Verdict,
}

/// A section, or a role that was told without being written.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Section {
    /// What it is for.
    pub role: Role,
    /// The heading; the role's name when it was not written.
    pub heading: String,
    /// How long it was told, every return added up.
    pub seconds: Millis,
    /// The part of that which could as well be another section's.
    pub uncertain_s: Millis,
    /// The shortest and the longest time that it may really have taken, nine times in ten.
    pub range_s: [Millis; 2],
    /// Of the time told, 0 to 1.
    pub share: f64,
    /// Its own target, where the story gives one.
    pub target_s: Option<Millis>,
    /// Of the words on paper, 0 to 1.
    pub paper_share: f64,
    /// When it was first told.
    pub first_start_s: Option<Millis>,
}

/// A run of words in one section.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SpokenSpan {
    /// What it is for; null for an aside.
    pub role: Option<Role>,
    /// Its place among the story's sections, from 0; null where none was written for it.
    pub section: Option<usize>,
    /// Onset of its first word.
    pub start: Millis,
    /// Onset of the next span's first word; for the last span the end of its last word.
    pub end: Millis,
    /// Its words.
    pub text: String,
    /// How sure the alignment is, 0 to 1.
    pub confidence: f64,
}

/// What was said of the cause.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Cause {
    /// Three or four ingredients, two, or fewer.
    pub grade: Grade,
    /// Where it stands between paper and voice.
    pub status: CauseStatus,
    /// The sentence that carries most of it; when the grade is missing, the closest there was.
    pub quote: Option<String>,
    /// When that begins.
    pub start: Option<Millis>,
    /// When that ends.
    pub end: Option<Millis>,
    /// Whether the speaker marked that as their cause statement; not there where they did not.
    #[serde(skip_serializing_if = "is_default")]
    pub marked: bool,
    /// The grade of the written story.
    pub on_paper: Grade,
    /// The four things a cause statement is made of.
    pub ingredients: Ingredients,
    /// How deep it goes, each link once.
    pub depth: Vec<Link>,
    /// A sentence to say for each ingredient that is missing.
    pub say: Vec<Say>,
}

/// A sentence to say.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Say {
    /// The ingredient it adds.
    pub ingredient: Which,
    /// The sentence; `…` where only the speaker knows how it goes on.
    pub text: String,
    /// Where its words come from.
    pub origin: say::Origin,
    /// When it would have gone; null where it would come first.
    pub at: Option<Millis>,
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
    /// Whether it was told.
    pub present: bool,
    /// The words that say it.
    pub quote: Option<String>,
    /// When they begin.
    pub start: Option<Millis>,
    /// When they end.
    pub end: Option<Millis>,
}

/// A rule that fired.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Finding {
    /// Which rule.
    pub rule: Rule,
    /// How much it weighs here.
    pub severity: Severity,
    /// When the words it rests on begin.
    pub start: Option<Millis>,
    /// When they end.
    pub end: Option<Millis>,
    /// The words it rests on.
    pub quote: String,
    /// Why it matters, in one sentence.
    pub why: String,
    /// What to say or do instead, in one sentence.
    pub instead: String,
}

/// What is reported without a verdict.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Remarks {
    /// Where the change is said to have held; null where that was not told.
    pub evidence: Option<Remark>,
    /// The numbers in failure and cause, with what they count.
    pub numbers: Vec<Remark>,
    /// The roles in the order in which they were first told.
    pub order: Vec<Role>,
    /// The whole told time.
    pub total: Total,
}

/// Some words and when they begin.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Remark {
    /// The words.
    pub quote: String,
    /// When they begin.
    pub start: Option<Millis>,
}

/// The whole told time against its band.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Total {
    /// First word to last.
    pub seconds: Millis,
    /// The shortest that is well.
    pub least_s: Millis,
    /// The longest that is well.
    pub most_s: Millis,
    /// Whether it is.
    pub within: bool,
}

/// The way the story runs.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct HeardShape {
    /// What the story file says.
    pub declared: Option<Shape>,
    /// What was heard; null where no shape is clear.
    pub heard: Option<Shape>,
    /// The moments of the declared or heard shape.
    pub moments: Vec<Moment>,
}

/// A moment that stories of one shape have.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Moment {
    /// Its name, in kebab case.
    pub name: String,
    /// Whether it was told.
    pub present: bool,
    /// The words that tell it.
    pub quote: Option<String>,
    /// When they begin.
    pub start: Option<Millis>,
}

/// How it was told.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Delivery {
    /// How many words were said.
    pub words: usize,
    /// Words a minute, first word to last.
    pub wpm: Option<f64>,
    /// Words a minute of speech.
    pub articulation_wpm: Option<f64>,
    /// Sounds and phrases that fill a silence.
    pub fillers: Fillers,
    /// Silences of 1.5 s and more.
    pub pauses: Vec<Pause>,
    /// Words said twice at once.
    pub restarts: Vec<Restart>,
    /// Words that take back what they stand beside; more common in speech than on paper.
    pub hedges: Vec<Filler>,
    /// Hesitation around the cause statement, where there is much more than elsewhere.
    pub flinch: Option<Flinch>,
}

/// Hesitation around the cause statement.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Flinch {
    /// Three seconds before the statement.
    pub start: Millis,
    /// The end of the statement.
    pub end: Millis,
    /// Silences over 0.7 s, fillers and restarts there.
    pub hesitations: usize,
    /// The same per ten words.
    pub per_ten_words: f64,
    /// The median of the take's sentences.
    pub usual_per_ten_words: f64,
}

/// The fillers that recognition left standing.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Fillers {
    /// How many were heard; recognition drops many.
    pub at_least: usize,
    /// How many of those a minute.
    pub per_minute: Option<f64>,
    /// Each of them.
    pub items: Vec<Filler>,
}

/// A filler.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Filler {
    /// In lower case, without punctuation.
    pub text: String,
    /// When it was said.
    pub start: Millis,
}

/// A silence.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Pause {
    /// When speech stopped.
    pub start: Millis,
    /// When it went on.
    pub end: Millis,
    /// Where it fell.
    pub place: PausePlace,
}

/// Words said twice at once.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Restart {
    /// When the first attempt began.
    pub start: Millis,
    /// The words, each time they were said, and the one they led to.
    pub text: String,
}

/// A word.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Word {
    /// As it was recognised.
    pub text: String,
    /// Its onset.
    pub start: Millis,
    /// Its end.
    pub end: Millis,
    /// The recogniser's probability, 0 to 1.
    pub p: f64,
    /// The role of the span it stands in; null for an aside.
    pub role: Option<Role>,
}

/// How far the transcript can be trusted.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Quality {
    /// The recogniser's mean probability over the words.
    pub mean_p: Option<f64>,
    /// Where the transcript is doubtful.
    pub suspects: Vec<Suspect>,
}

/// A stretch in which the transcript cannot be trusted.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Suspect {
    /// When it begins.
    pub start: Millis,
    /// When it ends.
    pub end: Millis,
    /// Why.
    pub why: Doubt,
}

/// What a coach said.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Comment {
    /// Its name, through all its edits.
    pub id: String,
    /// Who said it.
    pub author: String,
    /// The second it is about, or the first one.
    pub start: Millis,
    /// Where the stretch it is about ends; null when it is about a second.
    pub end: Option<Millis>,
    /// What it says.
    pub text: String,
}

/// The JSON Schema of [`Published`].
#[must_use]
pub fn schema() -> serde_json::Value {
    schema_of::<Published>()
}

/// The JSON Schema of a published type as it is written.
pub(super) fn schema_of<T: JsonSchema>() -> serde_json::Value {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    let schema = settings.into_generator().into_root_schema_for::<T>();
    schema.to_value()
}

/// The report as indented JSON.
pub(super) fn render(report: &Report<'_>) -> String {
    indented(&Published::of(report))
}

/// A published value as indented JSON.
pub(super) fn indented(value: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value)
        .expect("the published types have no map with other keys than strings");
    text.push('\n');
    text
}

#[cfg(test)]
mod tests;

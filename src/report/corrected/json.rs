//! The published form of a take's sentences, `ownup.correct/1`: a field once published keeps its name and meaning.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Line, Sheet};
use crate::corrections::{Change, Correction as Made};
use crate::report::json::{indented, rounded, schema_of};
use crate::story::Role;
use crate::time::Millis;

/// The name and version of the form.
pub const SCHEMA: &str = "ownup.correct/1";

/// A take's sentences and what was put right in them. Times are seconds from the first sample.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "ownup.correct/1")]
pub struct Published {
    /// Always `ownup.correct/1`.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: &'static str,
    /// The story that was told.
    pub story: StoryFile,
    /// The take's number.
    pub take: Option<u32>,
    /// What was said, each sentence beginning where the one before it ends.
    pub sentences: Vec<Sentence>,
    /// What was put right, in the order in which it was done.
    pub corrections: Vec<Correction>,
}

/// The story file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct StoryFile {
    /// Its title.
    pub title: String,
    /// As the person named it.
    pub path: String,
}

/// A sentence, parted where the section changes.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Sentence {
    /// Its number, from 1.
    pub number: usize,
    /// Onset of its first word.
    pub start: Millis,
    /// Onset of the next sentence's first word; for the last the end of its last word.
    pub end: Millis,
    /// What it is for; null for an aside.
    pub role: Option<Role>,
    /// Its place among the story's sections, from 0; null where none was written for it.
    pub section: Option<usize>,
    /// The section's heading, or what its role is called.
    pub heading: String,
    /// Its words.
    pub text: String,
    /// How sure its place is, 0 to 1.
    pub confidence: f64,
    /// Whether a person said so.
    pub placed: bool,
}

/// What a correction is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Where a stretch belongs.
    Place,
    /// What was said.
    Word,
    /// Which sentence is the cause statement.
    Cause,
}

/// Something put right. A field that another kind has is null.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Correction {
    /// Its number, from 1, by which it is undone.
    pub number: u32,
    /// When it was made, in UTC.
    #[schemars(extend("format" = "date-time"))]
    pub made_at: String,
    /// What it is about.
    pub kind: Kind,
    /// Onset of its first word.
    pub start: Millis,
    /// It is about the words that begin before this.
    pub end: Millis,
    /// A place's role; null for an aside.
    pub role: Option<Role>,
    /// A place's section, from 0, where it was named.
    pub section: Option<usize>,
    /// The words that were replaced.
    pub was: Option<String>,
    /// The words in their place.
    pub text: Option<String>,
}

/// The JSON Schema of [`Published`].
#[must_use]
pub fn schema() -> serde_json::Value {
    schema_of::<Published>()
}

/// The sheet as indented JSON.
pub(super) fn render(sheet: &Sheet<'_>) -> String {
    let report = &sheet.report;
    let sentence = |line: &Line| Sentence {
        number: line.number,
        start: line.span.start(),
        end: line.span.end(),
        role: line.role,
        section: line.section,
        heading: line.heading.clone(),
        text: report.transcript.text(line.words.clone()),
        confidence: rounded(f64::from(line.confidence)),
        placed: line.placed,
    };
    indented(&Published {
        schema: SCHEMA,
        story: StoryFile {
            title: report.story.title.clone(),
            path: report.take.story_path.clone(),
        },
        take: report.take.number,
        sentences: sheet.lines().iter().map(sentence).collect(),
        corrections: sheet.corrections.all.iter().map(correction).collect(),
    })
}

fn correction(made: &Made) -> Correction {
    let bare = Correction {
        number: made.id,
        made_at: format!("{:.0}", made.made_at),
        kind: Kind::Cause,
        start: made.span.start(),
        end: made.span.end(),
        role: None,
        section: None,
        was: None,
        text: None,
    };
    match &made.change {
        Change::Cause {} => bare,
        Change::Place { role, section } => Correction {
            kind: Kind::Place,
            role: *role,
            section: *section,
            ..bare
        },
        Change::Word { was, text } => Correction {
            kind: Kind::Word,
            was: Some(was.clone()),
            text: Some(text.clone()),
            ..bare
        },
    }
}

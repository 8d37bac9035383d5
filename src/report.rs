//! Lays a take's analysis out for a reader; `json` owns the published types, `phrases` the English.

pub mod json;

pub mod phrases;

mod markdown;

mod text;

#[cfg(test)]
mod fixtures;

use jiff::Timestamp;

use crate::analysis::Analysis;
use crate::story::{Role, Story};
use crate::telling::{Place, Quote};
use crate::time::{Millis, Span};
use crate::transcript::Transcript;

/// Where the sound of a take came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Recorded by this program.
    Microphone,
    /// Imported.
    File,
}

/// What a report says of the take besides its analysis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeFacts {
    /// Its number among the story's takes; none when it is not kept.
    pub number: Option<u32>,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Where its sound came from.
    pub source: Origin,
    /// The name of the model that recognised the words.
    pub model: String,
    /// The story file, as the person named it.
    pub story_path: String,
    /// The SHA-256 of the story file as it was, in hexadecimal.
    pub story_sha256: String,
}

/// Everything a report is made of.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    /// What the take amounts to.
    pub analysis: &'a Analysis,
    /// The story that was told.
    pub story: &'a Story,
    /// The words that were said.
    pub transcript: &'a Transcript,
    /// The take itself.
    pub take: &'a TakeFacts,
}

/// How a report is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For a terminal.
    #[default]
    Text,
    /// `ownup.report/1`.
    Json,
    /// For notes and web pages.
    Markdown,
}

/// Whether text carries colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paint {
    /// Letters only.
    #[default]
    Plain,
    /// With ANSI escape codes.
    Colour,
}

/// What a terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns, taken as 60 to 200.
    pub width: usize,
    /// Whether colours may be used.
    pub paint: Paint,
}

impl Report<'_> {
    /// Writes the report; `look` matters to [`Format::Text`] alone. It ends in a line break.
    #[must_use]
    pub fn render(&self, format: Format, look: Look) -> String {
        match format {
            Format::Text => text::render(self, look),
            Format::Json => json::render(self),
            Format::Markdown => markdown::render(self),
        }
    }

    /// The moment a cause statement that is not complete should be completed: after the
    /// statement, else where the cause is told, else after the failure.
    fn room_for_cause(&self) -> Option<Millis> {
        let statement = (self.analysis.cause.ingredients() > 1)
            .then_some(self.analysis.cause.statement.as_ref())
            .flatten()
            .and_then(heard)
            .map(Span::end);
        statement
            .or_else(|| self.first_told(Role::Cause))
            .or_else(|| self.last_told(Role::Failure))
    }

    fn first_told(&self, role: Role) -> Option<Millis> {
        let mut passages = self.analysis.alignment.passages.iter();
        passages
            .find(|passage| passage.role == Some(role))
            .map(|passage| passage.span.start())
    }

    fn last_told(&self, role: Role) -> Option<Millis> {
        let mut passages = self.analysis.alignment.passages.iter().rev();
        passages
            .find(|passage| passage.role == Some(role))
            .map(|passage| passage.span.end())
    }
}

/// When a quote was said, if it was.
fn heard(quote: &Quote) -> Option<Span> {
    match quote.place {
        Place::Heard(span) => Some(span),
        Place::Written(_) => None,
    }
}

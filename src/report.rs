//! Lays a take's analysis out for a reader; `json` owns the published types, `phrases` the English.

pub mod json;

pub mod compared;

pub mod history;

pub mod draft;

pub mod bank;

pub mod corrected;

pub mod rulebook;

pub mod models;

pub mod phrases;

mod markdown;

mod text;

mod subtitles;

mod csv;

mod html;

#[cfg(test)]
mod fixtures;

use jiff::Timestamp;

use crate::alignment::Passage;
use crate::analysis::Analysis;
use crate::comments::Comment;
use crate::rules::cause::Grade;
use crate::rules::say::Suggestion;
use crate::story::Story;
use crate::take::{Ending, Source};
use crate::telling::{Place, Quote};
use crate::time::Span;
use crate::transcript::Transcript;

/// What a report says of the take besides its analysis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakeFacts {
    /// Its number among the story's takes; none when it is not kept.
    pub number: Option<u32>,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// Where its sound came from.
    pub source: Source,
    /// How it ended.
    pub ending: Ending,
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
    /// What a coach said about it, by the second; only what still stands.
    pub comments: &'a [Comment],
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
    /// For a browser: one page that loads nothing.
    Html,
    /// Subtitles (`SubRip`).
    Srt,
    /// Subtitles (`WebVTT`).
    Vtt,
    /// For a spreadsheet: a row for each stretch, finding and comment.
    Csv,
}

/// How a draft or a bank is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SheetFormat {
    /// For a terminal.
    #[default]
    Text,
    /// `ownup.draft/1` or `ownup.bank/1`.
    Json,
    /// For notes.
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
            Format::Html => html::render(self),
            Format::Srt => subtitles::srt(self),
            Format::Vtt => subtitles::vtt(self),
            Format::Csv => csv::render(self),
        }
    }

    /// How much of a cause was heard, in a sentence, and whether the speaker marked it.
    fn graded(&self) -> String {
        let graded = match self.analysis.cause.grade() {
            Grade::Missing => format!("{}.", phrases::CAUSE_NOT_HEARD),
            grade => format!("The cause: {}.", phrases::grade(grade)),
        };
        if self.analysis.put_right.cause {
            format!("{graded} {}", phrases::MARKED)
        } else {
            graded
        }
    }

    /// What to say for the ingredients that are missing; nothing where the cause is strong without them.
    fn advised(&self) -> &[Suggestion] {
        match self.analysis.cause.grade() {
            Grade::Strong => &[],
            Grade::Partial | Grade::Missing => &self.analysis.say,
        }
    }
}

/// What to say, with the statement it follows; sentences of one place together, none twice.
fn by_place(suggestions: &[Suggestion]) -> Vec<(Option<&Quote>, Vec<&str>)> {
    let mut places: Vec<(Option<&Quote>, Vec<&str>)> = Vec::new();
    for suggestion in suggestions {
        let (after, text) = (suggestion.after.as_ref(), suggestion.text.as_str());
        if places.iter().any(|(_, texts)| texts.contains(&text)) {
            continue;
        }
        match places.iter_mut().find(|(place, _)| *place == after) {
            Some((_, texts)) => texts.push(text),
            None => places.push((after, vec![text])),
        }
    }
    places
}

/// A stretch's section in words: its heading, or what its role is called where none was written.
fn heading(report: &Report<'_>, passage: &Passage) -> String {
    let sections = &report.story.sections;
    let written = passage.section.and_then(|index| sections.get(index));
    match (written, passage.role) {
        (Some(section), _) => section.heading.clone(),
        (None, Some(role)) => role.name().to_owned(),
        (None, None) => "aside".to_owned(),
    }
}

/// Text on one line, without what would turn the line round or move a cursor.
#[must_use]
pub fn one_line(text: &str) -> String {
    let plain = harmless(text);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text without what would turn a line round, break it or move a cursor; its spaces stay.
#[must_use]
pub fn harmless(text: &str) -> String {
    let spaced = |c: char| {
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            ' '
        } else {
            c
        }
    };
    text.chars().filter(|&c| !turns(c)).map(spaced).collect()
}

/// Whether a character changes the direction of what stands around it.
pub(crate) fn turns(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// When a quote was said, if it was.
fn heard(quote: &Quote) -> Option<Span> {
    match quote.place {
        Place::Heard(span) => Some(span),
        Place::Written(_) => None,
    }
}

//! A comparison laid out for a reader.

mod csv;
mod html;
mod outline;
mod svg;

pub(in crate::report) use csv::record;
pub(in crate::report) use outline::{Outline, Survived, TableRow, Tone};

use super::{Look, json, markdown, text};
use crate::comparison::Comparison;

/// A comparison and the story it is of.
#[derive(Clone, Copy, Debug)]
pub struct Compared<'a> {
    /// The takes side by side.
    pub comparison: &'a Comparison<'a>,
    /// The story file, as the person named it.
    pub story_path: &'a str,
}

/// How a comparison is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For a terminal.
    Text,
    /// `ownup.compare/1`.
    Json,
    /// For notes.
    Markdown,
    /// One page with a picture, which loads nothing.
    Html,
    /// A line for each section of each take.
    Csv,
}

impl Compared<'_> {
    /// Writes the comparison; `look` matters to [`Form::Text`] alone. It ends in a line break.
    #[must_use]
    pub fn render(&self, form: Form, look: Look) -> String {
        match form {
            Form::Text => text::compared::render(self, look),
            Form::Json => json::compared::render(self),
            Form::Markdown => markdown::compared::render(self),
            Form::Html => html::render(self),
            Form::Csv => csv::render(self),
        }
    }
}

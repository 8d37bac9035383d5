//! A take's sentences with their numbers and places, and what was put right: what to correct is read here.

pub mod json;

mod text;

#[cfg(test)]
mod tests;

use std::ops::Range;

use super::{Look, Report, heading, one_line, phrases};
use crate::corrections::{Change, Corrected, Correction, Corrections};
use crate::story::{Role, Story};
use crate::time::Span;

/// How the sentences are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For a terminal.
    Text,
    /// `ownup.correct/1`.
    Json,
}

/// A take laid out for whoever corrects it.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// What the take amounts to.
    pub report: Report<'a>,
    /// The words, and which places are known.
    pub heard: &'a Corrected,
    /// What was put right.
    pub corrections: &'a Corrections,
}

/// A sentence of a take, parted where the section changes.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its number, from 1.
    pub number: usize,
    /// Its words, an index range of the transcript's.
    pub words: Range<usize>,
    /// From the onset of its first word to the onset of the next sentence's.
    pub span: Span,
    /// What it is for; none for an aside.
    pub role: Option<Role>,
    /// The story's section, by index; none for an aside or a role that was not written.
    pub section: Option<usize>,
    /// The section's heading, or what its role is called.
    pub heading: String,
    /// How sure its place is, 0 to 1.
    pub confidence: f32,
    /// Whether a person said so.
    pub placed: bool,
}

impl Sheet<'_> {
    /// Writes the sheet; `look` matters to [`Form::Text`] alone. It ends in a line break.
    #[must_use]
    pub fn render(&self, form: Form, look: Look) -> String {
        match form {
            Form::Text => text::render(self, look),
            Form::Json => json::render(self),
        }
    }

    /// The sentences, in the order in which they were said.
    #[must_use]
    pub fn lines(&self) -> Vec<Line> {
        let statements = &self.report.analysis.telling.statements;
        let numbered = (1..).zip(statements);
        numbered
            .filter_map(|(number, statement)| self.line(number, statement.tokens.clone()))
            .collect()
    }

    fn line(&self, number: usize, words: Range<usize>) -> Option<Line> {
        let all = &self.report.transcript.words;
        let passage = self.report.analysis.alignment.of_word(words.start)?;
        let (first, last) = (all.get(words.start)?, all.get(words.end - 1)?);
        let next = all.get(words.end).map(|word| word.span.start());
        Some(Line {
            number,
            span: Span::new(first.span.start(), next.unwrap_or(last.span.end())),
            role: passage.role,
            section: passage.section,
            heading: heading(&self.report, passage),
            confidence: passage.confidence,
            placed: self.heard.placement(words.start).is_some(),
            words,
        })
    }
}

/// The stretch of a correction as a reader is told it: `0:33-0:41`; of one word, `0:42`.
#[must_use]
pub fn when(correction: &Correction) -> String {
    let (start, end) = (correction.span.start(), correction.span.end());
    match &correction.change {
        Change::Word { was, .. } if !was.contains(' ') => start.to_string(),
        _ => format!("{start}-{end}"),
    }
}

/// A correction in words, after its second.
#[must_use]
pub fn described(correction: &Correction, story: &Story) -> String {
    match &correction.change {
        Change::Place { role, section } => {
            let written = section.and_then(|index| story.sections.get(index));
            let name = match (written, role) {
                (Some(section), _) => section.heading.as_str(),
                (None, Some(role)) => role.name(),
                (None, None) => return phrases::IS_ASIDE.to_owned(),
            };
            phrases::belongs_to(&one_line(name))
        }
        Change::Word { was, text } => phrases::now_reads(&one_line(was), &one_line(text)),
        Change::Cause {} => phrases::IS_CAUSE.to_owned(),
    }
}

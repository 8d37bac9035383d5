//! What a person put right in a take: where a stretch belongs, what a word was, which sentence is the cause.
//!
//! They are facts like the words themselves, kept beside them as `ownup.corrections/1`; the
//! words as they were recognised stay what they are, so that every correction can be taken back.

mod corrected;

mod read;

#[cfg(test)]
mod tests;

pub use corrected::{Corrected, Placement, Reference};
pub use read::CorrectionsError;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::story::Role;
use crate::time::{Millis, Span};

/// The schema that [`Corrections::to_json`] writes.
pub const SCHEMA: &str = "ownup.corrections/1";

/// The most corrections that one take may have.
pub const MOST_CORRECTIONS: usize = 1_000;

/// The longest text that can stand in place of another, in characters.
pub const LONGEST_TEXT: usize = 400;

/// One thing put right. It is about the words whose onset lies in its stretch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Saved", into = "Saved")]
pub struct Correction {
    /// Its number, from 1; one made later has a higher one.
    pub id: u32,
    /// When it was made.
    pub made_at: Timestamp,
    /// From the onset of its first word; this ends before the onset of the next.
    pub span: Span,
    /// What is so.
    pub change: Change,
}

/// What a person knows better.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "lowercase", deny_unknown_fields)]
pub enum Change {
    /// The stretch belongs there.
    Place {
        /// What it is for; none for an aside.
        role: Option<Role>,
        /// The section of the take's own story, by index, where the role alone does not say which.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        section: Option<usize>,
    },
    /// Other words were said there.
    Word {
        /// The words that it replaced, for the person who looks at it later.
        was: String,
        /// What was said; nothing where there was no word.
        text: String,
    },
    /// It is the sentence in which the speaker says that they were the cause.
    Cause {},
}

/// A correction as files carry it: seconds in place of a span.
#[derive(Clone, Serialize, Deserialize)]
struct Saved {
    id: u32,
    made_at: Timestamp,
    start: Millis,
    end: Millis,
    #[serde(flatten)]
    change: Change,
}

impl From<Saved> for Correction {
    fn from(saved: Saved) -> Self {
        Self {
            id: saved.id,
            made_at: saved.made_at,
            span: Span::new(saved.start, saved.end),
            change: saved.change,
        }
    }
}

impl From<Correction> for Saved {
    fn from(correction: Correction) -> Self {
        Self {
            id: correction.id,
            made_at: correction.made_at,
            start: correction.span.start(),
            end: correction.span.end(),
            change: correction.change,
        }
    }
}

/// Everything put right in one take, in the order in which it was done; of two that contradict, the later holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Each of them, by number.
    pub all: Vec<Correction>,
}

/// `corrections.json` as it is written.
#[derive(Serialize)]
struct Written<'a> {
    schema: &'static str,
    corrections: &'a [Correction],
}

impl Corrections {
    /// Adds one made at this moment, numbered after the last.
    pub fn add(&mut self, span: Span, change: Change, made_at: Timestamp) -> &Correction {
        let last = self.all.last().map_or(0, |last| last.id);
        let at = self.all.len();
        self.all.push(Correction {
            id: last.saturating_add(1),
            made_at,
            span,
            change,
        });
        &self.all[at]
    }

    /// The texts that stand in place of what was misheard, in the order in which they were given.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.all
            .iter()
            .filter_map(|correction| match &correction.change {
                Change::Word { text, .. } if !text.is_empty() => Some(text.as_str()),
                _ => None,
            })
    }

    /// Takes back the one of this number, or else the last; nothing where there is none.
    pub fn undo(&mut self, id: Option<u32>) -> Option<Correction> {
        let at = match id {
            Some(id) => self.all.iter().position(|correction| correction.id == id),
            None => self.all.len().checked_sub(1),
        };
        at.map(|at| self.all.remove(at))
    }

    /// The content of `corrections.json`.
    #[must_use]
    #[expect(
        clippy::missing_panics_doc,
        reason = "corrections can always be written as JSON"
    )]
    pub fn to_json(&self) -> String {
        let written = Written {
            schema: SCHEMA,
            corrections: &self.all,
        };
        let json = serde_json::to_string(&written).expect("corrections have string keys only");
        json + "\n"
    }
}

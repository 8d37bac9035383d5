//! What is wrong with a story file, where, and what to write instead.

use std::error::Error;
use std::fmt;

/// What is wrong with a story file, where, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoryError {
    /// The line it is on, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub hint: String,
}

impl StoryError {
    pub(super) fn new(line: usize, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            line,
            message: message.into(),
            hint: hint.into(),
        }
    }

    /// With the file's name in front, as editors and terminals link it: `surcharge.md:12: …`.
    #[must_use]
    pub fn at(&self, file: impl fmt::Display) -> String {
        format!("{file}:{}: {}", self.line, self.message)
    }
}

/// Without a file's name: `line 12: …`. The hint is not in it.
impl fmt::Display for StoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl Error for StoryError {}

//! Reads the story file: CommonMark with heading classes and YAML front matter.

use super::Story;

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

/// Reads a story.
///
/// # Errors
///
/// On the first thing that cannot be understood, with its line.
pub fn parse(_text: &str) -> Result<Story, StoryError> {
    todo!()
}

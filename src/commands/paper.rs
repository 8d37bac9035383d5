//! The story file, read for a command.
#![expect(clippy::disallowed_methods, reason = "a command's story is a file")]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, hinted, plain, reason};
use crate::library::StoredTake;
use crate::story::{self, Story};

/// A story with the text it was read from.
#[derive(Debug)]
pub(super) struct Paper {
    /// The file, as the person named it.
    pub(super) path: PathBuf,
    /// All of it.
    pub(super) text: String,
    /// What it says.
    pub(super) story: Story,
}

impl Paper {
    /// Reads a story file.
    pub(super) fn read(path: &Path) -> Result<Self, Failure> {
        let bytes = fs::read(path).map_err(|error| unreadable(path, &error))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let good = error.utf8_error().valid_up_to();
            let line = error.as_bytes()[..good]
                .split(|byte| *byte == b'\n')
                .count();
            hinted(
                format!("{}:{line}: this is not UTF-8 text", path.display()),
                "save the file as plain text, encoded in UTF-8",
            )
        })?;
        Self::parse(path, text)
    }

    /// Whether a file that cannot be read as a story begins like one.
    pub(super) fn is_meant_as_story(path: &Path) -> bool {
        fs::read(path).is_ok_and(|bytes| {
            let text = String::from_utf8_lossy(&bytes);
            text.trim_start_matches('\u{feff}').starts_with("---")
        })
    }

    /// The story as it was when a take was told.
    pub(super) fn of_take(path: &Path, stored: &StoredTake) -> Result<Self, Failure> {
        Self::parse(path, stored.story.clone()).map_err(|failure| Failure {
            message: format!(
                "the story as it was in take {}: {}",
                stored.id, failure.message
            ),
            ..failure
        })
    }

    /// Reads a story's text; `path` is what errors call it.
    pub(super) fn parse(path: &Path, text: String) -> Result<Self, Failure> {
        let story = story::parse(&text).map_err(|error| {
            let message = error.at(path.display());
            hinted(message, error.hint)
        })?;
        let path = path.to_owned();
        Ok(Self { path, text, story })
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let name = path.display();
    match error.kind() {
        io::ErrorKind::NotFound => hinted(
            format!("there is no story `{name}`"),
            "`ownup new TITLE` writes one to fill in",
        ),
        io::ErrorKind::IsADirectory => hinted(
            format!("`{name}` is a folder, not a story"),
            "name the story's file, such as `surcharge.md`",
        ),
        _ => plain(format!("cannot read `{name}`: {}", reason(error))),
    }
}

//! Takes on disk: beside the story file, one folder each, whole or not there at all.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is the module that keeps takes in files"
)]

mod folders;
mod known;
mod memory;
mod pending;
mod put_right;
mod remarks;
mod unread;

#[cfg(test)]
mod tests;

pub use known::Known;
pub use memory::Memory;
pub use pending::Pending;
pub use unread::Unread;

use std::ffi::OsStr;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::failure::{Failure, hinted, plain, reason};
use crate::take::{Take, TakeId};

const SOUND: &str = "audio.wav";
const STORY: &str = "story.md";
const FACTS: &str = "take.json";
const COMMENTS: &str = "comments.json";
const CORRECTIONS: &str = "corrections.json";

/// The takes of one story, in a folder beside it: `surcharge.md` has `surcharge.takes`.
///
/// The folder is found by the story's path alone, so that takes outlive the story file.
#[derive(Clone, Debug)]
pub struct Library {
    root: PathBuf,
}

/// A take that was kept, with the story as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredTake {
    /// Its number.
    pub id: TakeId,
    /// Its facts; their `id` is this number too.
    pub take: Take,
    /// The story file's text at the time.
    pub story: String,
    /// Where it is kept.
    pub folder: PathBuf,
}

impl StoredTake {
    /// Where its sound is, if it has any; a take of a transcript alone has none.
    #[must_use]
    pub fn sound(&self) -> PathBuf {
        self.folder.join(SOUND)
    }
}

/// A folder that should be a take and cannot be read as one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// The number in its name.
    pub id: TakeId,
    /// Where it is.
    pub folder: PathBuf,
    /// What is wrong with it.
    pub why: String,
}

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, folder, why } = self;
        write!(
            f,
            "take {id} in `{}` cannot be read: {why}",
            folder.display()
        )
    }
}

/// Everything found in a takes folder, by number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Shelf {
    /// The takes that can be read.
    pub takes: Vec<StoredTake>,
    /// Those that cannot.
    pub damaged: Vec<Damaged>,
}

impl Library {
    /// The takes of the story at this path, whether or not either exists.
    #[must_use]
    pub fn of_story(story: &Path) -> Self {
        let is_markdown = story
            .extension()
            .is_some_and(|extension| extension.eq_ignore_ascii_case("md"));
        let name = if is_markdown {
            story.file_stem()
        } else {
            story.file_name()
        };
        let mut name = name.unwrap_or(OsStr::new("story")).to_owned();
        name.push(".takes");
        Self {
            root: story.with_file_name(name),
        }
    }

    /// The folder the takes are in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.root
    }

    /// Makes a place for a new take of the story with this text, out of sight until it is whole.
    ///
    /// # Errors
    ///
    /// When the folder cannot be made or written to.
    pub fn begin(&self, story: &str) -> Result<Pending> {
        Pending::in_folder(&self.root, story)
    }

    /// The takes that were cut off before they were whole, by a crash or by a failure; the oldest first.
    ///
    /// # Errors
    ///
    /// When the takes folder cannot be read.
    pub fn left_over(&self) -> Result<Vec<Pending>> {
        pending::left_over(&self.root).map_err(|error| refused("read", &self.root, &error).into())
    }

    /// Reads every take; without a takes folder there are none.
    ///
    /// # Errors
    ///
    /// When the takes folder itself cannot be read. One bad take is no error.
    pub fn takes(&self) -> Result<Shelf> {
        let mut found = Shelf::default();
        for unread in self.unread()? {
            match unread.and_then(|unread| unread.read()) {
                Ok(take) => found.takes.push(take),
                Err(damaged) => found.damaged.push(damaged),
            }
        }
        Ok(found)
    }

    /// Fetches every take without looking into it, one after the other.
    ///
    /// # Errors
    ///
    /// As [`Self::takes`].
    pub fn unread(&self) -> Result<impl Iterator<Item = Result<Unread, Damaged>>> {
        let fetched = |(id, folder): (TakeId, PathBuf)| Unread::fetch(id, &folder);
        Ok(self.numbered()?.into_iter().map(fetched))
    }

    /// Reads one take.
    ///
    /// # Errors
    ///
    /// When there is no such take, and when it cannot be read.
    pub fn open(&self, id: TakeId) -> Result<StoredTake> {
        let folder = self.locate(id)?;
        let stored = Unread::fetch(id, &folder).and_then(|unread| unread.read());
        stored.map_err(|damaged| plain(damaged.to_string()).into())
    }

    /// Where a take is kept, whether or not it can be read.
    ///
    /// # Errors
    ///
    /// When there is no such take.
    pub fn locate(&self, id: TakeId) -> Result<PathBuf> {
        let numbered = self.numbered()?;
        match numbered.iter().find(|(number, _)| *number == id) {
            Some((_, folder)) => Ok(folder.clone()),
            None => Err(self.unknown(id, &numbered).into()),
        }
    }

    /// Reads the take with the highest number; none when there are no takes.
    ///
    /// # Errors
    ///
    /// When that take cannot be read: an older one in its place would mislead.
    pub fn last(&self) -> Result<Option<StoredTake>> {
        match self.numbered()?.pop() {
            Some((id, _)) => self.open(id).map(Some),
            None => Ok(None),
        }
    }

    /// Removes a take, readable or not; its number is not given out again.
    ///
    /// # Errors
    ///
    /// When there is no such take, and when its files cannot be removed.
    pub fn remove(&self, id: TakeId) -> Result<()> {
        let folder = self.locate(id)?;
        folders::retire(&self.root, id, &folder)
            .map_err(|error| refused("remove", &folder, &error).into())
    }

    /// The takes' folders by number, whether or not they can be read.
    fn numbered(&self) -> Result<Vec<(TakeId, PathBuf)>> {
        folders::numbered(&self.root).map_err(|error| refused("read", &self.root, &error).into())
    }

    fn unknown(&self, id: TakeId, numbered: &[(TakeId, PathBuf)]) -> Failure {
        let message = format!("there is no take {id} in `{}`", self.root.display());
        let numbers: Vec<String> = numbered.iter().map(|(id, _)| id.to_string()).collect();
        if numbers.is_empty() {
            hinted(message, "`ownup record` or `ownup import` makes the first")
        } else {
            hinted(message, format!("the takes are {}", numbers.join(", ")))
        }
    }
}

/// Why the system refused to do something with a folder of takes, and what to try.
fn refused(verb: &str, path: &Path, error: &io::Error) -> Failure {
    let message = format!("cannot {verb} `{}`: {}", path.display(), reason(error));
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => hinted(
            message,
            "takes are kept beside the story: move it to a folder you may write to",
        ),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => hinted(
            message,
            "make room on the disk: a minute of sound takes 2 MB",
        ),
        io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => hinted(
            message,
            "takes are kept in a folder of this name: move the file away",
        ),
        _ => plain(message),
    }
}

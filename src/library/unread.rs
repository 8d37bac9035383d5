//! A take's files, fetched and not looked into: what was judged before need not be read again.

use std::fs;
use std::hash::Hasher;
use std::io;
use std::path::{Path, PathBuf};

use super::{Damaged, FACTS, STORY, StoredTake, put_right, reason};
use crate::corrections::Corrections;
use crate::failure::Failure;
use crate::take::{Take, TakeId};

/// The text files of a take, as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unread {
    /// Its number.
    pub id: TakeId,
    /// Where it is kept.
    pub folder: PathBuf,
    facts: String,
    story: String,
    corrections: Option<Vec<u8>>,
}

impl Unread {
    pub(super) fn fetch(id: TakeId, folder: &Path) -> Result<Self, Damaged> {
        let fetched = |name| text(&folder.join(name)).map_err(|why| damaged(id, folder, why));
        Ok(Self {
            id,
            folder: folder.to_owned(),
            facts: fetched(FACTS)?,
            story: fetched(STORY)?,
            corrections: put_right::fetch(folder).map_err(|why| damaged(id, folder, why))?,
        })
    }

    /// Looks into it.
    ///
    /// # Errors
    ///
    /// When its facts are damaged, or those of a newer version.
    pub fn read(&self) -> Result<StoredTake, Damaged> {
        let take = Take::from_json(&self.facts)
            .map_err(|error| damaged(self.id, &self.folder, format!("`{FACTS}`: {error}")))?;
        Ok(StoredTake {
            id: self.id,
            take: Take {
                id: Some(self.id),
                ..take
            },
            story: self.story.clone(),
            folder: self.folder.clone(),
        })
    }

    /// What was put right in it.
    ///
    /// # Errors
    ///
    /// When that is damaged, or of a newer version.
    pub fn corrections(&self) -> Result<Corrections, Failure> {
        put_right::read(&self.folder, self.corrections.as_deref())
    }

    /// A fingerprint of its files: the length of each, and 64 bits over all their bytes.
    ///
    /// It has to tell an edited file from itself, and nobody who could forge one gains by it:
    /// whoever can write the take can write what is remembered of it. So it is the standard
    /// library's hash, five times as fast as a cryptographic one.
    pub(super) fn fingerprint(&self) -> String {
        let mut hasher = std::hash::DefaultHasher::new();
        hasher.write(self.facts.as_bytes());
        hasher.write(self.story.as_bytes());
        let corrections = self.corrections.as_deref().unwrap_or_default();
        hasher.write(corrections);
        let (facts, story) = (self.facts.len(), self.story.len());
        let corrections = corrections.len();
        format!("{facts}-{story}-{corrections}-{:016x}", hasher.finish())
    }
}

fn damaged(id: TakeId, folder: &Path, why: String) -> Damaged {
    Damaged {
        id,
        folder: folder.to_owned(),
        why,
    }
}

fn text(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| why(path, &error))
}

/// Why a take's file cannot be read, in words.
pub(super) fn why(path: &Path, error: &io::Error) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match error.kind() {
        io::ErrorKind::NotFound => format!("`{name}` is missing"),
        io::ErrorKind::InvalidData => format!("`{name}` is not text"),
        _ => format!("`{name}`: {}", reason(error)),
    }
}

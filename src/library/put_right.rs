//! A take's corrections on disk, in `corrections.json`: changed under a lock, replaced whole.

use std::fmt;
use std::fs;
use std::io;
use std::path::Path;

use anyhow::Result;

use super::unread::why;
use super::{CORRECTIONS, StoredTake, refused};
use crate::corrections::{Corrections, MOST_CORRECTIONS};
use crate::failure::{Failure, plain};

/// The file of a take's folder, as it is; none where nothing was put right.
pub(super) fn fetch(folder: &Path) -> Result<Option<Vec<u8>>, String> {
    let path = folder.join(CORRECTIONS);
    match fs::read(&path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        read => read.map(Some).map_err(|error| why(&path, &error)),
    }
}

/// Looks into it.
pub(super) fn read(folder: &Path, json: Option<&[u8]>) -> Result<Corrections, Failure> {
    match json {
        Some(json) => Corrections::from_json(json).map_err(|error| unreadable(folder, error)),
        None => Ok(Corrections::default()),
    }
}

fn unreadable(folder: &Path, why: impl fmt::Display) -> Failure {
    let name = folder.join(CORRECTIONS);
    plain(format!("`{}` cannot be read: {why}", name.display()))
}

impl StoredTake {
    /// What was put right in it.
    ///
    /// # Errors
    ///
    /// When there are corrections that cannot be read.
    pub fn corrections(&self) -> Result<Corrections, Failure> {
        let json = fetch(&self.folder).map_err(|why| unreadable(&self.folder, why))?;
        read(&self.folder, json.as_deref())
    }

    /// Keeps `after` in place of `before`; without any correction the take is as it was recorded.
    ///
    /// # Errors
    ///
    /// When they are no longer `before`, when they are too many, and when they cannot be
    /// written; then nothing changes.
    pub fn put_right(&self, before: &Corrections, after: &Corrections) -> Result<()> {
        let failed = |error: io::Error| refused("write to", &self.folder, &error);
        let folder = fs::File::open(&self.folder).map_err(failed)?;
        folder.lock().map_err(failed)?;
        if self.corrections()? != *before {
            let why = format!("take {} was corrected elsewhere meanwhile", self.id);
            return Err(plain(why).into());
        }
        if after.all.len() > MOST_CORRECTIONS {
            let why = format!(
                "take {} would have more than {MOST_CORRECTIONS} corrections",
                self.id
            );
            return Err(plain(why).into());
        }
        let written = if after == before {
            Ok(())
        } else if after.all.is_empty() {
            fs::remove_file(self.folder.join(CORRECTIONS))
        } else {
            self.replace(CORRECTIONS, &after.to_json())
        };
        Ok(written.map_err(failed)?)
    }
}

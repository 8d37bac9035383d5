//! What was found out about a take, remembered so that it need not be found out again.
//!
//! It lies in the take's own folder, so that removing a take, or deleting its folder, leaves none of
//! its words anywhere. It is believed only while the take's files, what was put right in
//! other takes, and the program are the same, byte for byte; otherwise, and when it is damaged or missing, it is as if it were not there.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::time::UNIX_EPOCH;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::{Known, Unread};

/// Hidden, as it is no part of the take.
const REMEMBERED: &str = ".judged.json";

/// What this program, and no other, remembers of takes.
#[derive(Clone, Debug)]
pub struct Memory {
    program: String,
}

/// The file.
#[derive(Serialize, Deserialize)]
struct Remembered<T> {
    program: String,
    take: String,
    judged: T,
}

impl Memory {
    /// The memory of the running program; none when it cannot tell which program it is.
    ///
    /// A version number alone would not do: between two releases rules change and it does not.
    #[must_use]
    pub fn of_this_program() -> Option<Self> {
        let path = env::current_exe().ok()?;
        let file = fs::metadata(&path).ok()?;
        let built = file.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        let (version, size) = (env!("CARGO_PKG_VERSION"), file.len());
        let (path, built) = (path.display(), built.as_nanos());
        Some(Self {
            program: format!("{version} {path} {size} {built}"),
        })
    }

    /// The same memory while this, and nothing else, is known from the story's takes.
    #[must_use]
    pub fn knowing(self, known: &Known) -> Self {
        let (program, known) = (self.program, known.fingerprint());
        Self {
            program: format!("{program} {known}"),
        }
    }

    /// What was remembered of this take as it is, if anything.
    #[must_use]
    pub fn recall<T: DeserializeOwned>(&self, take: &Unread) -> Option<T> {
        let json = fs::read(take.folder.join(REMEMBERED)).ok()?;
        let known: Remembered<T> = serde_json::from_slice(&json).ok()?;
        let is_this = known.program == self.program && known.take == take.fingerprint();
        is_this.then_some(known.judged)
    }

    /// Remembers something of this take, readable by its owner alone.
    ///
    /// # Errors
    ///
    /// When the take's folder cannot be written to.
    pub fn keep<T: Serialize>(&self, take: &Unread, judged: &T) -> io::Result<()> {
        let json = serde_json::to_vec(&Remembered {
            program: self.program.clone(),
            take: take.fingerprint(),
            judged,
        })?;
        let mut file = NamedTempFile::with_prefix_in(REMEMBERED, &take.folder)?;
        file.write_all(&json)?;
        file.persist(take.folder.join(REMEMBERED))?;
        Ok(())
    }
}

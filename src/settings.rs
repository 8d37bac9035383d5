//! What is remembered from one rehearsal to the next, in the person's configuration folder.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the module that keeps settings in a file"
)]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::Context;
use etcetera::{BaseStrategy, choose_base_strategy};
use serde::{Deserialize, Serialize};

/// `ownup/settings.json`, in the folder where this system keeps such things.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The microphone that was chosen last, by its id; none for the system's own choice.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub microphone: Option<String>,
}

/// Where settings are kept, and what is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// Nowhere: there is no home folder.
    Nowhere,
    /// Nothing so far; this file will be made when something is to be remembered.
    NotYet(PathBuf),
    /// This file, which can be read.
    Readable(PathBuf),
    /// This file, which cannot be read, and why; everything is at its default.
    Unreadable(PathBuf, String),
}

impl Settings {
    /// Reads them; where there are none, or none that can be read, everything is at its default.
    #[must_use]
    pub fn load() -> Self {
        let read = path().map(|path| read(&path));
        read.and_then(Result::ok).flatten().unwrap_or_default()
    }

    /// Where they are kept, and whether they can be read.
    #[must_use]
    pub fn kept() -> Kept {
        let Some(path) = path() else {
            return Kept::Nowhere;
        };
        match read(&path) {
            Ok(None) => Kept::NotYet(path),
            Ok(Some(_)) => Kept::Readable(path),
            Err(error) => Kept::Unreadable(path, format!("{error:#}")),
        }
    }

    /// Writes them.
    ///
    /// # Errors
    ///
    /// When there is no home folder, or the file cannot be written.
    pub fn save(&self) -> anyhow::Result<()> {
        let path = path().context("there is no home folder to keep settings in")?;
        let folder = path.parent().context("settings are kept in a folder")?;
        let failed = || format!("cannot write `{}`", path.display());
        fs::create_dir_all(folder).with_context(failed)?;
        let text = serde_json::to_string_pretty(self)?;
        fs::write(&path, text + "\n").with_context(failed)
    }
}

/// The settings in this file; none when there is no such file.
fn read(path: &Path) -> anyhow::Result<Option<Settings>> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(serde_json::from_str(&text)?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn path() -> Option<PathBuf> {
    let folders = choose_base_strategy().ok()?;
    Some(folders.config_dir().join("ownup").join("settings.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_not_there_is_no_fault_and_a_broken_one_is() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("settings.json");
        assert_eq!(read(&path).unwrap(), None);
        fs::write(&path, r#"{"microphone": "alsa:default"}"#).unwrap();
        let microphone = read(&path).unwrap().and_then(|kept| kept.microphone);
        assert_eq!(microphone.as_deref(), Some("alsa:default"));
        fs::write(&path, "microphone: alsa").unwrap();
        assert!(read(&path).is_err());
    }
}

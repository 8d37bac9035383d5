//! What is remembered from one rehearsal to the next, in the person's configuration folder.
#![expect(
    clippy::disallowed_methods,
    reason = "this is the module that keeps settings in a file"
)]

use std::fs;
use std::path::PathBuf;

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

impl Settings {
    /// Reads them; where there are none, or none that can be read, everything is at its default.
    #[must_use]
    pub fn load() -> Self {
        let text = path().and_then(|path| fs::read_to_string(path).ok());
        text.and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default()
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

fn path() -> Option<PathBuf> {
    let folders = choose_base_strategy().ok()?;
    Some(folders.config_dir().join("ownup").join("settings.json"))
}

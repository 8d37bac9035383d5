//! A take in the making: a hidden folder that becomes visible when it is whole.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use tempfile::TempDir;

use super::{FACTS, SOUND, STORY, StoredTake, folders, refused};
use crate::take::Take;

/// How the hidden folder's name begins.
const HIDDEN: &str = ".making-";

/// A place for a take that is not whole yet; dropped, it leaves nothing behind.
#[derive(Debug)]
pub struct Pending {
    // Dropped in this order: the takes folder must be empty to go.
    folder: TempDir,
    root: Root,
}

/// The takes folder; when it is dropped empty it goes too.
#[derive(Debug)]
struct Root(PathBuf);

impl Drop for Root {
    fn drop(&mut self) {
        // Refused unless empty, which is the point.
        let _ = fs::remove_dir(&self.0);
    }
}

impl Pending {
    pub(super) fn in_folder(root: &Path) -> Result<Self> {
        make_root(root).map_err(|error| refused("make", root, &error))?;
        let guard = Root(root.to_owned());
        let folder = hidden_folder(root).map_err(|error| refused("write to", root, &error))?;
        Ok(Self {
            folder,
            root: guard,
        })
    }

    /// Where the sound goes, as 16 kHz mono WAV, before [`Pending::keep`]; it may be left out.
    #[must_use]
    pub fn sound(&self) -> PathBuf {
        self.folder.path().join(SOUND)
    }

    /// Adds facts and story, and gives the take its number: from here on it is on the shelf.
    ///
    /// # Errors
    ///
    /// When a file cannot be written; then nothing is kept.
    pub fn keep(self, take: &Take, story: &str) -> Result<StoredTake> {
        let root = &self.root.0;
        self.complete(take, story)
            .map_err(|error| refused("write to", root, &error))?;
        let (id, folder) = folders::settle(root, self.folder.path(), take.recorded_at)
            .map_err(|error| refused("write to", root, &error))?;
        Ok(StoredTake {
            id,
            take: Take {
                id: Some(id),
                ..take.clone()
            },
            story: story.to_owned(),
            folder,
        })
    }

    fn complete(&self, take: &Take, story: &str) -> io::Result<()> {
        let folder = self.folder.path();
        write(&folder.join(STORY), story)?;
        write(&folder.join(FACTS), &take.to_json())?;
        match fs::File::open(self.sound()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            sound => close_to_others(&sound?),
        }
    }
}

/// Makes the takes folder, and no folder above it: a mistyped path is an error.
fn make_root(root: &Path) -> io::Result<()> {
    match folders::private_folder(root) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && root.is_dir() => Ok(()),
        made => made,
    }
}

/// Makes the hidden folder, and the takes folder again if another process has just found it empty.
fn hidden_folder(root: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(HIDDEN);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    match builder.tempdir_in(root) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            make_root(root)?;
            builder.tempdir_in(root)
        }
        made => made,
    }
}

/// Writes a private file that survives a power cut.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = fs::File::create_new(path)?;
    file.write_all(text.as_bytes())?;
    close_to_others(&file)
}

fn close_to_others(file: &fs::File) -> io::Result<()> {
    #[cfg(unix)]
    file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
    file.sync_all()
}

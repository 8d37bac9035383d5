//! A take in the making: a hidden folder that becomes visible when it is whole.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use jiff::Timestamp;
use tempfile::TempDir;

use super::{FACTS, SOUND, STORY, StoredTake, folders, refused};
use crate::failure::plain;
use crate::take::Take;

/// How the hidden folder's name begins.
const HIDDEN: &str = ".making-";

/// A place for a take that is not whole yet; dropped, it leaves nothing behind.
#[derive(Debug)]
pub struct Pending {
    // Dropped in this order: the takes folder must be empty to go.
    folder: TempDir,
    root: Root,
    /// Held as long as this process lives, so that nobody takes the folder for left over.
    _lock: fs::File,
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
        let (folder, lock) =
            hidden_folder(root).map_err(|error| refused("write to", root, &error))?;
        Ok(Self {
            folder,
            root: guard,
            _lock: lock,
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

    /// Gives the take up, but leaves its sound in the takes folder, and says where.
    ///
    /// # Errors
    ///
    /// When there is no sound, or it cannot be moved.
    pub fn rescue(self) -> Result<PathBuf> {
        let root = &self.root.0;
        let sound =
            surface(root, self.folder.path()).map_err(|error| refused("write to", root, &error))?;
        Ok(sound.ok_or_else(|| plain("no sound was recorded"))?)
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

/// Makes the hidden folder, and makes both again if another process has just cleared them away.
fn hidden_folder(root: &Path) -> io::Result<(TempDir, fs::File)> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(HIDDEN);
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    loop {
        let locked = builder.tempdir_in(root).and_then(|folder| {
            let lock = fs::File::open(folder.path())?;
            lock.lock()?;
            Ok((folder, lock))
        });
        match locked {
            Ok((folder, lock)) if folder.path().is_dir() => return Ok((folder, lock)),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => make_root(root)?,
            Err(error) => return Err(error),
        }
    }
}

/// Brings the sound of every folder that no process holds any more into the open.
pub(super) fn recover(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for name in folders::names(root)? {
        let folder = root.join(&name);
        if name.starts_with(HIDDEN) && folder.is_dir() {
            let lock = fs::File::open(&folder)?;
            if lock.try_lock().is_ok() {
                found.extend(surface(root, &folder)?);
                fs::remove_dir_all(&folder)?;
            }
        }
    }
    Ok(found)
}

/// Gives the sound in `folder` a name of its own in `root`; an empty file is none.
fn surface(root: &Path, folder: &Path) -> io::Result<Option<PathBuf>> {
    let sound = folder.join(SOUND);
    let about = match fs::metadata(&sound) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        about => about?,
    };
    if about.len() <= HEAD {
        return Ok(None);
    }
    let written = Timestamp::try_from(about.modified()?).unwrap_or(Timestamp::UNIX_EPOCH);
    let stamp = written.strftime("%Y%m%dT%H%M%S").to_string();
    for number in 1.. {
        let target = root.join(match number {
            1 => format!("recording-{stamp}.wav"),
            _ => format!("recording-{stamp}-{number}.wav"),
        });
        // A link never replaces a file, as a renaming would.
        match fs::hard_link(&sound, &target) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            linked => return linked.map(|()| Some(target)),
        }
    }
    Ok(None)
}

/// The bytes of a WAV file without sound.
const HEAD: u64 = 44;

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

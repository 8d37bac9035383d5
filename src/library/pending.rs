//! A take in the making: a hidden folder that becomes visible when it is whole.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use jiff::Timestamp;

use super::{FACTS, SOUND, STORY, StoredTake, folders, refused};
use crate::take::Take;

/// How the hidden folder's name begins.
const HIDDEN: &str = ".making-";

/// The bytes of a WAV file without sound.
const HEAD: u64 = 44;

/// A place for a take that is not whole yet.
///
/// Dropped, it leaves nothing behind, unless it is held: then its sound stays for [`super::Library::left_over`].
#[derive(Debug)]
pub struct Pending {
    // Dropped in this order: the takes folder must be empty to go.
    folder: Hidden,
    root: Root,
    /// Held as long as this process lives, so that nobody takes the folder for left over.
    _lock: fs::File,
}

/// The hidden folder.
#[derive(Debug)]
struct Hidden {
    path: PathBuf,
    at_drop: Fate,
}

/// What becomes of a hidden folder that was not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Removed,
    Left,
}

impl Drop for Hidden {
    fn drop(&mut self) {
        if self.at_drop == Fate::Removed {
            // After a renaming there is nothing to remove.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
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
    pub(super) fn in_folder(root: &Path, story: &str) -> Result<Self> {
        make_root(root).map_err(|error| refused("make", root, &error))?;
        let guard = Root(root.to_owned());
        let write_to = |error| refused("write to", root, &error);
        let (path, lock) = hidden_folder(root).map_err(write_to)?;
        let at_drop = Fate::Removed;
        let folder = Hidden { path, at_drop };
        write(&folder.path.join(STORY), story).map_err(write_to)?;
        Ok(Self {
            folder,
            root: guard,
            _lock: lock,
        })
    }

    /// Where the sound goes, as 16 kHz mono WAV, before [`Pending::keep`]; it may be left out.
    #[must_use]
    pub fn sound(&self) -> PathBuf {
        self.folder.path.join(SOUND)
    }

    /// The story as it was when the take began.
    ///
    /// # Errors
    ///
    /// When it cannot be read, as after a crash in the very moment it was written.
    pub fn story(&self) -> Result<String> {
        let path = self.folder.path.join(STORY);
        fs::read_to_string(&path).map_err(|error| refused("read", &path, &error).into())
    }

    /// When the take began, by the story's copy.
    #[must_use]
    pub fn begun(&self) -> Timestamp {
        let about = fs::metadata(self.folder.path.join(STORY));
        let written = about.and_then(|about| about.modified());
        let moment = written.ok().and_then(|at| Timestamp::try_from(at).ok());
        moment.unwrap_or(Timestamp::UNIX_EPOCH)
    }

    /// From now on only [`Pending::discard`] removes what is there, and [`Pending::keep`] makes it a take.
    pub fn hold(&mut self) {
        self.folder.at_drop = Fate::Left;
    }

    /// Removes what is there.
    pub fn discard(mut self) {
        self.folder.at_drop = Fate::Removed;
    }

    /// Adds the facts, and gives the take its number: from here on it is on the shelf.
    ///
    /// # Errors
    ///
    /// When a file cannot be written.
    pub fn keep(self, take: &Take) -> Result<StoredTake> {
        let root = &self.root.0;
        let story = self.story()?;
        self.complete(take)
            .map_err(|error| refused("write to", root, &error))?;
        let (id, folder) = folders::settle(root, &self.folder.path, take.recorded_at)
            .map_err(|error| refused("write to", root, &error))?;
        Ok(StoredTake {
            id,
            take: Take {
                id: Some(id),
                ..take.clone()
            },
            story,
            folder,
        })
    }

    fn complete(&self, take: &Take) -> io::Result<()> {
        let facts = self.folder.path.join(FACTS);
        // An earlier attempt may have been cut off here.
        match fs::remove_file(&facts) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        write(&facts, &take.to_json())?;
        match fs::File::open(self.sound()) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            sound => close_to_others(&sound?),
        }
    }
}

/// The takes in the making that no process holds any more; those without sound are cleared away.
pub(super) fn left_over(root: &Path) -> io::Result<Vec<Pending>> {
    let mut found = Vec::new();
    for name in folders::names(root)? {
        let path = root.join(&name);
        if !name.starts_with(HIDDEN) || !path.is_dir() {
            continue;
        }
        let lock = fs::File::open(&path)?;
        if lock.try_lock().is_err() {
            continue;
        }
        let sound = fs::metadata(path.join(SOUND));
        let at_drop = match sound {
            Ok(about) if about.len() > HEAD => Fate::Left,
            _ => Fate::Removed,
        };
        let pending = Pending {
            folder: Hidden { path, at_drop },
            root: Root(root.to_owned()),
            _lock: lock,
        };
        found.extend((at_drop == Fate::Left).then_some(pending));
    }
    found.sort_by_key(Pending::begun);
    Ok(found)
}

/// Makes the takes folder, and no folder above it: a mistyped path is an error.
fn make_root(root: &Path) -> io::Result<()> {
    match folders::private_folder(root) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && root.is_dir() => Ok(()),
        made => made,
    }
}

/// Makes the hidden folder, and makes both again if another process has just cleared them away.
fn hidden_folder(root: &Path) -> io::Result<(PathBuf, fs::File)> {
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
            Ok((folder, lock)) if folder.path().is_dir() => return Ok((folder.keep(), lock)),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => make_root(root)?,
            Err(error) => return Err(error),
        }
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

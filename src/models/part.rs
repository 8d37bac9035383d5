//! A file in the making: written by one process at a time, and there under its own name only when whole.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::sums;

/// What has come of a file so far; nobody else writes to it.
#[derive(Debug)]
pub(super) struct Part {
    file: File,
    path: PathBuf,
    length: u64,
}

impl Part {
    /// Opens it, or begins it; nothing if another process has it.
    pub(super) fn claim(path: &Path) -> io::Result<Option<Self>> {
        loop {
            let mut file = OpenOptions::new()
                .read(true)
                .write(true)
                .create(true)
                .truncate(false)
                .open(path)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Ok(None),
                Err(TryLockError::Error(error)) => return Err(error),
            }
            // Between the two lines above another process may have completed it, and given it its name.
            if is_at(&file, path)? {
                let length = file.seek(SeekFrom::End(0))?;
                let path = path.to_owned();
                return Ok(Some(Self { file, path, length }));
            }
        }
    }

    /// The bytes that are there.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    /// Throws away what has come.
    pub(super) fn restart(&mut self) -> io::Result<()> {
        self.file.set_len(0)?;
        self.length = self.file.seek(SeekFrom::Start(0))?;
        Ok(())
    }

    /// Adds what comes next.
    pub(super) fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.file.write_all(bytes)?;
        self.length += bytes.len() as u64;
        Ok(())
    }

    /// The checksum of what is there.
    pub(super) fn sha1(&mut self) -> io::Result<String> {
        self.file.seek(SeekFrom::Start(0))?;
        sums::sha1(&self.file)
    }

    /// Gives it its name, in the same folder; safe from a power cut.
    pub(super) fn keep_as(self, path: &Path) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.path, path)?;
        let folder = path.parent().unwrap_or(Path::new("."));
        File::open(folder)?.sync_all()
    }

    /// Removes it.
    pub(super) fn discard(self) -> io::Result<()> {
        fs::remove_file(&self.path)
    }
}

/// Whether this is the file that is found there.
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let ours = file.metadata()?;
    match fs::metadata(path) {
        Ok(there) => Ok((there.dev(), there.ino()) == (ours.dev(), ours.ino())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(path: &Path) -> Part {
        let part = Part::claim(path).expect("the folder is there");
        part.expect("nobody else has it")
    }

    #[test]
    fn it_is_written_by_one_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.part");
        let mut part = claim(&path);
        assert!(Part::claim(&path).unwrap().is_none());
        part.append(b"abc").unwrap();
        drop(part);
        assert_eq!(claim(&path).length(), 3);
    }

    #[test]
    fn it_goes_on_where_it_ended() {
        let folder = tempfile::tempdir().unwrap();
        let (path, whole) = (folder.path().join("a.part"), folder.path().join("a"));
        claim(&path).append(b"ab").unwrap();
        let mut part = claim(&path);
        part.append(b"c").unwrap();
        assert_eq!(part.sha1().unwrap(), sums::sha1(&b"abc"[..]).unwrap());
        part.keep_as(&whole).unwrap();
        assert_eq!(std::fs::read_to_string(whole).unwrap(), "abc");
        assert!(!path.exists());
    }

    #[test]
    fn a_part_that_was_completed_meanwhile_is_not_written_to() {
        let folder = tempfile::tempdir().unwrap();
        let (path, whole) = (folder.path().join("a.part"), folder.path().join("a"));
        claim(&path).append(b"abc").unwrap();
        let file = File::open(&path).unwrap();
        assert!(is_at(&file, &path).unwrap());
        claim(&path).keep_as(&whole).unwrap();
        assert!(!is_at(&file, &path).unwrap());
        claim(&path);
        assert!(!is_at(&file, &path).unwrap());
    }

    #[test]
    fn what_has_come_can_be_thrown_away() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.part");
        let mut part = claim(&path);
        part.append(b"abc").unwrap();
        part.restart().unwrap();
        part.append(b"d").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "d");
        part.discard().unwrap();
        assert!(!path.exists());
    }
}

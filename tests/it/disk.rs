//! A disk of a few kilobytes, for what happens when it is full or closed.

use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A disk in memory; it is gone when dropped.
pub(crate) struct Disk(TempDir);

impl Disk {
    /// One with so much room, as `384k`; none, and a line that says so, where it may not be mounted.
    pub(crate) fn mount(size: &str) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let disk = Self(folder);
        if disk.with(
            "mount",
            &["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"],
        ) {
            return Some(disk);
        }
        println!("SKIPPED: only root may mount a small disk");
        None
    }

    /// Allows no more writing.
    pub(crate) fn close(&self) {
        assert!(self.with("mount", &["-o", "remount,ro"]), "it was mounted");
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    fn with(&self, program: &str, args: &[&str]) -> bool {
        let mut command = Command::new(program);
        let command = command.args(args).arg(self.path()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        self.with("umount", &["--lazy"]);
    }
}

//! The files of a folder of training data.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The texts of a folder's files with their paths, in the order of their names.
pub(crate) fn texts(folder: &Path) -> Result<Vec<(PathBuf, String)>> {
    let listed =
        fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = listed
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path);
        let text = text.with_context(|| format!("cannot read {}", path.display()))?;
        Ok((path, text))
    };
    paths.into_iter().map(read).collect()
}

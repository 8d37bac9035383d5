//! Which folder is which take: names, numbers, and how a number is won.
//!
//! A number is claimed by making the hidden folder `.NNN`, which only one process can do.
//! The claim is given back once the take's own folder carries the number, and left behind
//! when the take is removed, so that no number is ever given out twice.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use crate::take::TakeId;

/// The takes' folders, by number and then by name; a folder that is not there holds none.
pub(super) fn numbered(root: &Path) -> io::Result<Vec<(TakeId, PathBuf)>> {
    let mut found: Vec<(TakeId, PathBuf)> = names(root)?
        .iter()
        .filter_map(|name| Some((number(name)?, root.join(name))))
        .filter(|(_, folder)| folder.is_dir())
        .collect();
    found.sort();
    Ok(found)
}

/// Gives `whole` the next free number, atomically, and returns both number and new place.
pub(super) fn settle(
    root: &Path,
    whole: &Path,
    recorded_at: Timestamp,
) -> io::Result<(TakeId, PathBuf)> {
    let id = claim_next(root)?;
    let stamp = recorded_at.strftime("%Y%m%dT%H%M%S");
    let folder = root.join(format!("{id:03}-{stamp}"));
    let moved = fs::rename(whole, &folder);
    // A claim that stays only means that its number is skipped.
    let _ = fs::remove_dir(claim(root, id));
    moved.map(|()| (id, folder))
}

/// Takes `folder` out of sight, deletes it, and leaves its number claimed for good.
pub(super) fn retire(root: &Path, id: TakeId, folder: &Path) -> io::Result<()> {
    let claim = claim(root, id);
    match private_folder(&claim) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
        _ => {}
    }
    let hidden = claim.join("removed");
    fs::rename(folder, &hidden)?;
    fs::remove_dir_all(&hidden)
}

/// Makes a folder that only its owner may enter.
pub(super) fn private_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

fn claim_next(root: &Path) -> io::Result<TakeId> {
    loop {
        let id = next(root)?;
        match private_folder(&claim(root, id)) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
            // Between the look and the claim another process may have
            // claimed this number, used it and given the claim back.
            Ok(()) if numbered(root)?.iter().any(|(used, _)| *used == id) => {
                fs::remove_dir(claim(root, id))?;
            }
            Ok(()) => return Ok(id),
        }
    }
}

/// The number after the highest ever given out.
fn next(root: &Path) -> io::Result<TakeId> {
    let used = names(root)?;
    let highest = used
        .iter()
        .filter_map(|name| number(name.strip_prefix('.').unwrap_or(name)))
        .max();
    let next = highest.map_or(Some(TakeId::FIRST), TakeId::next);
    next.ok_or_else(|| io::Error::other("there is no higher take number"))
}

fn claim(root: &Path, id: TakeId) -> PathBuf {
    root.join(format!(".{id:03}"))
}

/// The number that a name such as `003-20261122T140312` begins with.
fn number(name: &str) -> Option<TakeId> {
    let digits = name.split('-').next().unwrap_or(name);
    let plain = digits.len() >= 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if plain { digits.parse().ok() } else { None }
}

/// Every name in the folder; one that is not there has none.
pub(super) fn names(root: &Path) -> io::Result<Vec<String>> {
    let entries = match fs::read_dir(root) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries?,
    };
    let mut names = Vec::new();
    for entry in entries {
        names.extend(entry?.file_name().into_string());
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(name: &str, expected: Option<u32>) {
        assert_eq!(number(name).map(TakeId::number), expected, "{name}");
    }

    #[test]
    fn a_take_folder_begins_with_its_number() {
        check("003-20261122T140312", Some(3));
        check("1204-20261122T140312", Some(1204));
        check("003", Some(3));
        check("000-20261122T140312", None);
        check("3-20261122T140312", None);
        check("notes", None);
        check("2026 notes", None);
        check("+03-x", None);
        check("", None);
    }

    proptest! {
        #[test]
        fn any_name_is_looked_at_without_a_panic(name in "\\PC{0,30}") {
            let _ = number(&name);
        }

        #[test]
        fn a_number_is_read_back_from_the_name_made_of_it(n in 1..u32::MAX) {
            let id = TakeId::new(n).expect("from 1");
            prop_assert_eq!(number(&format!("{id:03}-20261122T140312")), Some(id));
        }
    }
}

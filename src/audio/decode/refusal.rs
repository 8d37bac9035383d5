//! Why a file is not read, in words that say what to do.

use std::io;
use std::path::Path;

use crate::failure::{Failure, hinted, plain};
use crate::time::Millis;

/// The kinds that are read.
const KINDS: &str = "WAV, FLAC, MP3, M4A (AAC) and OGG (Vorbis) are read";

/// First bytes of files that people have and that are not read, with the place they stand at.
const STRANGERS: [(usize, &[u8], &str); 9] = [
    (0, b"RF64", "64-bit WAV (RF64)"),
    (0, b"FORM", "AIFF"),
    (0, b"caff", "Core Audio"),
    (0, b"\x1a\x45\xdf\xa3", "WebM or Matroska"),
    (0, b"#!AMR", "AMR"),
    (0, b"\x30\x26\xb2\x75", "Windows Media"),
    (0, b".snd", "AU"),
    (0, b"wvpk", "WavPack"),
    (0, b"MThd", "MIDI"),
];

pub(super) fn unopened(path: &Path, error: &io::Error) -> Failure {
    let name = path.display();
    match error.kind() {
        io::ErrorKind::NotFound => hinted(
            format!("there is no file `{name}`"),
            "check the path; a name with spaces needs quotes around it",
        ),
        io::ErrorKind::PermissionDenied => hinted(
            format!("`{name}` may not be read"),
            format!("allow it with `chmod u+r {}`", quoted(path)),
        ),
        _ => plain(format!("cannot read `{name}`: {error}")),
    }
}

pub(super) fn folder(path: &Path) -> Failure {
    hinted(
        format!("`{}` is a folder, not a sound file", path.display()),
        "name the recordings in it",
    )
}

pub(super) fn empty(path: &Path) -> Failure {
    hinted(
        format!("`{}` is empty: it has no bytes at all", path.display()),
        "copy or export the recording again",
    )
}

pub(super) fn silent(path: &Path) -> Failure {
    hinted(
        format!("`{}` holds no sound: not one sample", path.display()),
        "copy or export the recording again",
    )
}

pub(super) fn too_short(path: &Path, length: Millis) -> Failure {
    hinted(
        format!("`{}` lasts only {:.2} s", path.display(), length.seconds()),
        "a telling takes half a second at the very least; is this the right file?",
    )
}

pub(super) fn damaged(path: &Path, why: &str) -> Failure {
    hinted(
        format!("`{}` is damaged: {why}", path.display()),
        "copy or export the recording again",
    )
}

pub(super) fn coding(path: &Path, what: &str) -> Failure {
    hinted(
        format!("`{}` holds {what}, which is not read here", path.display()),
        convert(path),
    )
}

pub(super) fn no_sound_track(path: &Path) -> Failure {
    hinted(
        format!("`{}` has no sound in it", path.display()),
        "name a recording with a sound track",
    )
}

/// A file that no reader claims, by its first bytes.
pub(super) fn unknown(path: &Path, head: &[u8]) -> Failure {
    let known = STRANGERS
        .iter()
        .find(|(at, magic, _)| head[*at..].starts_with(magic));
    if let Some((_, _, kind)) = known {
        return coding(path, &format!("{kind} sound"));
    }
    if is_text(head) {
        return hinted(
            format!("`{}` is a text file, not sound", path.display()),
            "the story comes first, then the recordings: `ownup import STORY AUDIO`",
        );
    }
    hinted(
        format!("`{}` is not a sound file that can be read", path.display()),
        format!("{KINDS}; {}", convert(path)),
    )
}

/// Whether the first bytes, zeros after the end, are words a person wrote.
fn is_text(head: &[u8]) -> bool {
    let end = head
        .iter()
        .rposition(|byte| *byte != 0)
        .map_or(0, |last| last + 1);
    let text = match str::from_utf8(&head[..end]) {
        Ok(text) => text,
        // The last character may be cut in two.
        Err(error) if error.error_len().is_none() => {
            str::from_utf8(&head[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return false,
    };
    !text.is_empty() && text.chars().all(|c| !c.is_control() || c.is_whitespace())
}

fn convert(path: &Path) -> String {
    let taken = path
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("wav"));
    let out = path.with_extension(if taken { "converted.wav" } else { "wav" });
    format!(
        "convert it first: `ffmpeg -i {} {}`",
        quoted(path),
        quoted(&out)
    )
}

/// A path as a shell takes it.
fn quoted(path: &Path) -> String {
    let name = path.display().to_string();
    let plain = |c: char| c.is_alphanumeric() || "/._-+,@%".contains(c);
    if name.chars().all(plain) {
        name
    } else {
        format!("'{}'", name.replace('\'', r"'\''"))
    }
}

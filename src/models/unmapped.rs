//! The built-in weights without the pages they lie in.
//!
//! Who loads weights makes a copy in the form they are computed with. Where the program is mapped into memory, what was
//! read for that stays resident beside the copy for as long as the program runs: 44 MB of the recogniser, 23 of the
//! sentence vectors. Read from the program's file into a buffer instead, it is gone when the buffer is.

use std::borrow::Cow;

/// Whisper `tiny.en`, in memory of its own that can be given back.
#[cfg(feature = "whisper")]
pub(crate) fn whisper() -> Cow<'static, [u8]> {
    unmapped(&super::WHISPER)
}

/// The sentence encoder, in memory of its own that can be given back.
#[cfg(feature = "meaning")]
pub(crate) fn minilm() -> Cow<'static, [u8]> {
    unmapped(&crate::meaning::WEIGHTS)
}

/// The same bytes, read from the program's own file; as they lie in memory where the system does not say where in the
/// file that is.
fn unmapped(bytes: &'static [u8]) -> Cow<'static, [u8]> {
    #[cfg(target_os = "linux")]
    let read = linux::read(bytes).map(Cow::Owned);
    #[cfg(not(target_os = "linux"))]
    let read = None;
    read.unwrap_or(Cow::Borrowed(bytes))
}

#[cfg(target_os = "linux")]
mod linux {
    use std::fs::{self, File};
    use std::ops::Range;
    use std::os::unix::fs::FileExt;

    /// So much at either end is compared.
    const PAGE: usize = 4_096;

    /// The bytes, from the file of the program that is running.
    pub(super) fn read(bytes: &[u8]) -> Option<Vec<u8>> {
        let maps = fs::read_to_string("/proc/self/maps").ok()?;
        let start = bytes.as_ptr().addr();
        let offset = maps
            .lines()
            .find_map(|line| offset(line, start, bytes.len()))?;
        let mut read = vec![0; bytes.len()];
        // The file that runs, also when another has taken its place since.
        let program = File::open("/proc/self/exe").ok()?;
        program.read_exact_at(&mut read, offset).ok()?;
        // Under an emulator it may be another one.
        let end = read.len().min(PAGE);
        let [first, last] = [0..end, read.len() - end..read.len()];
        let is_ours = |range: Range<usize>| read[range.clone()] == bytes[range];
        (is_ours(first) && is_ours(last)).then_some(read)
    }

    /// Where in the file so many bytes at an address are, if this line of `/proc/PID/maps` (`man proc_pid_maps`) is
    /// of a part of a file that holds all of them.
    pub(super) fn offset(line: &str, start: usize, length: usize) -> Option<u64> {
        let mut columns = line.split_ascii_whitespace();
        let address = |text| usize::from_str_radix(text, 16).ok();
        let (from, to) = columns.next()?.split_once('-')?;
        let (from, to) = (address(from)?, address(to)?);
        let before = u64::from_str_radix(columns.nth(1)?, 16).ok()?;
        let is_of_a_file = columns.nth(1)? != "0";
        let holds = from <= start && start.checked_add(length)? <= to;
        (is_of_a_file && holds).then(|| before + (start - from) as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::models::SILERO;

    #[cfg(target_os = "linux")]
    #[test]
    fn the_bytes_are_read_from_the_programs_file() {
        let Cow::Owned(read) = unmapped(&SILERO) else {
            panic!("not found in this program's file");
        };
        assert!(read == SILERO[..], "other bytes");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_line_tells_where_in_the_file_an_address_is() {
        let line = "55e43136e000-55e43a244000 r--p 00200000 08:01 1234   /usr/bin/ownup";
        let check = |line, start, length, expected| {
            assert_eq!(linux::offset(line, start, length), expected, "{line}");
        };
        check(line, 0x55e4_3136_e010, 16, Some(0x20_0010));
        check(line, 0x55e4_3a24_3ff0, 16, Some(0x8ed_5ff0 + 0x20_0000));
        check(line, 0x55e4_3a24_3ff0, 17, None);
        check(line, 0x55e4_3136_dfff, 16, None);
        check("7f00-7f10 rw-p 00000000 00:00 0", 0x7f00, 1, None);
        check("no such line", 0x7f00, 1, None);
    }
}

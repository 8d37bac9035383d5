//! Checksums, as digits.

use std::io::{self, Read};

use sha1::Sha1;
use sha2::{Digest, Sha256};

/// The SHA-1 sum of everything that can be read.
pub(super) fn sha1(mut from: impl Read) -> io::Result<String> {
    let mut sum = Sha1::new();
    io::copy(&mut from, &mut Sink(&mut sum))?;
    Ok(digits(&sum.finalize()))
}

/// The SHA-256 sum of these bytes.
pub(super) fn sha256(bytes: &[u8]) -> String {
    digits(&Sha256::digest(bytes))
}

struct Sink<'a>(&'a mut Sha1);

impl io::Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.update(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn digits(sum: &[u8]) -> String {
    let digits: Vec<String> = sum.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sums_are_those_of_the_standards() {
        let abc = "a9993e364706816aba3e25717850c26c9cd0d89d";
        assert_eq!(sha1(&b"abc"[..]).expect("memory can be read"), abc);
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256(b"abc"), abc);
    }
}

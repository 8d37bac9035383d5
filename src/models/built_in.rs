//! The weights in the program itself, and whether they are the committed ones.

use super::shelf::Soundness;
use super::{SILERO, sums};
#[cfg(feature = "meaning")]
use crate::meaning;

/// The committed checksums, from `models/`.
const SUMS: &str = include_str!("../../models/SHA256SUMS");

/// Every file of weights that this build holds, by its name in `models/`.
static FILES: &[(&str, &[u8])] = &[
    #[cfg(feature = "whisper")]
    ("ggml-tiny.en-q8_0.bin", &super::WHISPER),
    ("ggml-silero-v6.2.0.bin", &SILERO),
    #[cfg(feature = "meaning")]
    ("all-minilm-l6-v2-int8.onnx", &meaning::WEIGHTS),
    #[cfg(feature = "meaning")]
    ("all-minilm-l6-v2-tokenizer.json", &meaning::TOKENS),
];

/// Reads every built-in file and compares its checksum.
pub fn check() -> impl Iterator<Item = (&'static str, Soundness)> {
    FILES.iter().map(|(name, bytes)| {
        let sum = sums::sha256(bytes);
        (*name, Soundness::of(&sum, committed(name)))
    })
}

fn committed(name: &str) -> &'static str {
    let mut lines = SUMS.lines().filter_map(|line| line.split_once("  "));
    lines
        .find(|(_, file)| *file == name)
        .map_or("", |(sum, _)| sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_weights_are_the_committed_ones() {
        let checked: Vec<_> = check().collect();
        assert_eq!(checked.len(), FILES.len());
        for (name, soundness) in checked {
            assert_eq!(soundness, Soundness::Whole, "{name}");
        }
    }

    #[test]
    fn a_file_without_a_committed_checksum_is_damaged() {
        assert_eq!(committed("ggml-own.bin"), "");
        assert_eq!(Soundness::of("00", committed("own")), Soundness::Damaged);
    }
}

//! The real program, run as a person runs it.
#![expect(clippy::disallowed_methods, reason = "tests make and read files")]

mod harness;

#[cfg(all(feature = "whisper", feature = "meaning"))]
mod demo;

mod layers;

#[cfg(feature = "mic")]
mod microphone;

#[cfg(all(feature = "mic", feature = "whisper", feature = "meaning"))]
mod record;

mod sounds;

mod stories;

mod takes;

mod usage;

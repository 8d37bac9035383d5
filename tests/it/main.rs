//! The real program, run as a person runs it.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "tests make and read files"
)]

mod browser;

mod coach;

mod coach_page;

mod compare;

mod disk;

mod faults;

mod harness;

mod bank;

#[cfg(all(feature = "whisper", feature = "meaning"))]
mod demo;

mod draft;

mod layers;

#[cfg(all(feature = "mic", feature = "whisper", feature = "meaning"))]
mod licences;

#[cfg(feature = "mic")]
mod microphone;

#[cfg(all(feature = "mic", feature = "whisper", feature = "meaning"))]
mod record;

mod long;

mod names;

mod new;

mod rules;

mod sounds;

mod stories;

mod takes;

mod usage;

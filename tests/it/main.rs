//! The real program, run as a person runs it.
#![expect(clippy::disallowed_methods, reason = "tests make and read files")]

mod browser;

mod coach;

mod coach_page;

mod compare;

mod correct;

mod harness;

mod bank;

#[cfg(all(feature = "whisper", feature = "meaning"))]
mod demo;

mod draft;

mod layers;

#[cfg(feature = "mic")]
mod microphone;

#[cfg(all(feature = "mic", feature = "whisper", feature = "meaning"))]
mod record;

mod new;

mod rules;

mod sounds;

mod stories;

mod takes;

mod usage;

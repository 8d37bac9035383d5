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

mod correct;

mod disk;

mod faults;

mod harness;

mod bank;

#[cfg(all(feature = "whisper", feature = "meaning"))]
mod demo;

mod doctor;

mod draft;

mod layers;

#[cfg(all(feature = "mic", feature = "whisper", feature = "meaning"))]
mod licences;

#[cfg(feature = "mic")]
mod microphone;

#[cfg(all(feature = "mic", feature = "whisper", feature = "meaning"))]
mod record;

#[cfg(feature = "whisper")]
mod listener;

mod long;

mod models;

mod names;

mod new;

mod papers;

mod pull;

mod rules;

mod server;

mod sounds;

mod stories;

mod takes;

mod usage;

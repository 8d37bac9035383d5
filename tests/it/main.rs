//! The whole program from outside, in one binary.

#[cfg(feature = "mic")]
mod microphone;

//! Where sound comes from, a file or a microphone, and where it is kept.

pub mod resample;

pub mod wav;

pub mod decode;

pub mod microphone;

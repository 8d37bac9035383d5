//! Sound in, words out: a whole recording, or as it comes, with the same transcript either way.
//!
//! Everything is decided on the clock of the sound itself: voice activity is judged frame by frame,
//! and pieces are cut where that says so. How the sound is sliced on arrival makes no difference.
//!
//! Someone who stops wants the answer at once: `listener` says what is recognised when.

mod chunks;
mod crew;
mod doubts;
mod ear;
mod haste;
mod hearing;
mod listener;
pub mod recalled;
mod silero;
mod tape;
mod times;
mod voice;
#[cfg(feature = "whisper")]
mod whisper;
#[cfg(not(feature = "whisper"))]
#[path = "transcriber/without.rs"]
mod whisper;

use std::num::NonZero;

pub use self::haste::Haste;
pub use self::listener::Listener;

use crate::audio::Recording;
use crate::machine::Extension;
use crate::models::Model;
use crate::time::Millis;
use crate::transcript::Transcript;

/// The version of whisper.cpp in this program; none in a build without it.
#[must_use]
pub fn engine() -> Option<&'static str> {
    whisper::VERSION
}

/// The processor's extensions that whisper.cpp in this program was compiled for, and cannot do without.
///
/// A program compiled for one machine alone (`GGML_NATIVE=ON`) may need more than these, which whisper-rs does not tell.
#[must_use]
pub fn extensions() -> Vec<Extension> {
    whisper::extensions()
}

/// How to recognise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Threads to compute with: for a recording each on a piece of its own, for a listener all on one. There they
    /// wait for each other, which on a busy machine is far slower than one.
    pub threads: NonZero<usize>,
    /// The language spoken, as a code such as `en`.
    pub language: String,
    /// Words that may well be said, such as names; the first are dropped when there are more than some 60.
    pub vocabulary: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            threads: NonZero::<usize>::MIN,
            language: "en".to_owned(),
            vocabulary: Vec::new(),
        }
    }
}

/// When to recognise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// What the transcript needs, when it is certain to: for a recording.
    Needed,
    /// Also what it may need, as soon as it can be: for someone who is still speaking.
    Ahead,
}

/// Recognises a whole recording; `progress` is told how much of how much is done.
///
/// # Errors
///
/// As [`Listener::new`], [`Listener::push`] and [`Recording::play`].
pub fn transcribe(
    recording: &dyn Recording,
    model: &Model,
    options: &Options,
    progress: &mut dyn FnMut(Millis, Millis),
) -> anyhow::Result<Transcript> {
    let mut listener = Listener::of_recording(model, options)?;
    let whole = recording.length();
    recording.play(&mut |block| {
        listener.push(block)?;
        progress(listener.settled(), whole);
        Ok(())
    })?;
    let transcript = listener.finish()?;
    progress(whole, whole);
    Ok(transcript)
}

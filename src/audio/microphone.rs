//! Recording from a microphone: nothing waits in the callback, nothing is lost unseen, and the file is safe.
//!
//! The device's own thread mixes each frame to one sample and pushes it into a wait-free ring. A clerk
//! on another thread empties the ring, resamples, writes the file and hands the sound on. The clock
//! counts samples, so that it begins with the first one and stays true where some were lost.

use std::path::PathBuf;
use std::sync::mpsc::Sender;

use crate::failure::Failure;
use crate::time::{Millis, Span};

#[cfg(feature = "mic")]
mod ring;

#[cfg(feature = "mic")]
mod clerk;

#[cfg(feature = "mic")]
mod refusal;

#[cfg(feature = "mic")]
mod device;

#[cfg(feature = "mic")]
mod capture;

#[cfg(not(feature = "mic"))]
#[path = "microphone/absent.rs"]
mod capture;

pub use capture::{Recording, devices};

/// A microphone, as `ownup devices` lists it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    /// What `--device` takes.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Whether it is used when none is named.
    pub is_default: bool,
    /// Its own samples a second.
    pub rate: u32,
    /// How many channels it has.
    pub channels: u16,
}

/// Where recorded sound goes.
#[derive(Debug)]
pub struct Sink {
    /// The WAV file to write; it must not exist.
    pub path: PathBuf,
    /// Who listens while it is recorded, in blocks at 16 kHz.
    pub blocks: Option<Sender<Vec<f32>>>,
}

/// What a screen shows while it records.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Meter {
    /// How much has been recorded; silence until the first sample is not counted.
    pub elapsed: Millis,
    /// The loudest sample since the meter was last read, from 0.0 to 1.0.
    pub level: f32,
    /// How much was lost and is silent.
    pub lost: Millis,
    /// Whether it still records.
    pub state: State,
}

/// What a recording is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Sound is being kept.
    Recording,
    /// Sound is being dropped until it is resumed.
    Paused,
    /// It ended by itself: [`Recording::stop`] tells why.
    Ended,
}

/// What was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// The WAV file, 16 kHz mono, complete.
    pub path: PathBuf,
    /// How long it is.
    pub length: Millis,
    /// Where samples were lost because the machine was too busy; silence stands there.
    pub lost: Vec<Span>,
    /// How often the sound system itself lost some, it does not say how much.
    pub hiccups: usize,
    /// Why it ended before it was stopped, if it did.
    pub broke_off: Option<Failure>,
}

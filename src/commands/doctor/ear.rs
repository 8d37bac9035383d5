//! Opens the microphone as `ownup record` does, listens for a moment, and keeps nothing.

use std::thread;
use std::time::Duration;

use anyhow::Context;

use super::findings::{Choice, Level, Microphone, told};
use crate::audio::microphone::{self, Device, Recording, Sink, State};
use crate::failure::{Failure, plain};
use crate::settings::Settings;
use crate::terminal::Terminal;
use crate::time::Millis;

/// So long is listened, from the first sample.
const MOMENT: Millis = Millis(1_800);

/// A device that has just been opened may click.
const CLICK: Millis = Millis(300);

/// How often the level is read.
const TICK: Duration = Duration::from_millis(50);

/// Listens to the microphone asked for, that of the last time, or the system's own.
pub(super) fn listen(asked: Option<&str>, terminal: &Terminal) -> (Microphone, Level) {
    let choice = match (asked, Settings::load().microphone) {
        (Some("default"), _) | (None, None) => Choice::System,
        (Some(asked), _) => Choice::Asked(asked.to_owned()),
        (None, Some(remembered)) => Choice::Remembered(remembered),
    };
    let (choice, heard) = match (hear(choice.id(), terminal), choice) {
        (Err(why), Choice::Remembered(name)) => {
            (Choice::InPlaceOf(name, why), hear(None, terminal))
        }
        (heard, choice) => (choice, heard),
    };
    let known = |_: &Level| known(choice.id());
    let (opened, level) = match heard {
        Ok(level) => (Ok(known(&level)), level),
        Err(why) => (Err(why), Level::NotHeard),
    };
    (Microphone { choice, opened }, level)
}

/// How loud it is at this microphone; the error is why it cannot be opened.
fn hear(device: Option<&str>, terminal: &Terminal) -> Result<Level, Failure> {
    let folder = tempfile::tempdir()
        .context("nothing can be recorded for a moment, as there is no temporary folder")
        .map_err(|error| told(&error))?;
    let sink = Sink {
        path: folder.path().join("moment.wav"),
        blocks: None,
    };
    let recording = Recording::start(device, sink).map_err(|error| told(&error))?;
    let watching = terminal.spinner("listening for two seconds; say something");
    let peak = peak(&recording);
    drop(watching);
    Ok(match recording.stop() {
        Err(error) => Level::NoSound(told(&error)),
        Ok(recorded) if recorded.length < CLICK => {
            let why = recorded.broke_off;
            Level::NoSound(why.unwrap_or_else(|| plain("the microphone gave no sound")))
        }
        Ok(_) => Level::Peak(peak),
    })
}

/// The loudest sample of a moment.
fn peak(recording: &Recording) -> f32 {
    let mut peak = 0.0_f32;
    loop {
        thread::sleep(TICK);
        let meter = recording.meter();
        if meter.elapsed > CLICK {
            peak = peak.max(meter.level);
        }
        if meter.elapsed >= MOMENT || meter.state == State::Ended {
            return peak;
        }
    }
}

/// What the system knows of a microphone.
fn known(id: Option<&str>) -> Option<Device> {
    let mut devices = microphone::devices().unwrap_or_default().into_iter();
    devices.find(|device| match id {
        None => device.is_default,
        Some(id) => device.id == id || device.name == id,
    })
}

impl Choice {
    /// What the microphone is asked for as; none for the system's own.
    fn id(&self) -> Option<&str> {
        match self {
            Self::Asked(id) | Self::Remembered(id) => Some(id),
            Self::System | Self::InPlaceOf(..) => None,
        }
    }
}

//! Sound files of any common kind, read as 16 kHz mono: WAV through hound, FLAC, MP3, M4A and OGG through symphonia.
//!
//! What a file is, its first bytes say, not its name. It is mixed and resampled as it is read,
//! so that a long one is never held in its own rate and channels.
#![expect(clippy::disallowed_types, reason = "sound files are opened here")]

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;

use crate::audio::resample::{Resampler, mix};
use crate::audio::wav::{Flaw, Wave};
use crate::failure::Failure;
use crate::samples::Samples;
use crate::time::Millis;

mod compressed;

mod refusal;

/// The sound of a file, and what is wrong with it.
#[derive(Debug)]
pub struct Sound {
    /// All that could be read.
    pub samples: Samples,
    /// What a listener should know before trusting it.
    pub warnings: Vec<Warning>,
}

/// What could not be read of a file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The end is missing.
    CutShort {
        /// What could be read.
        read: Millis,
        /// How long it should be, where the file says.
        of: Option<Millis>,
    },
    /// Parts in between are damaged; silence stands in their place.
    Damaged {
        /// How much is silent because of it.
        lost: Millis,
    },
}

/// Shorter sound holds no telling.
const SHORTEST: Millis = Millis(500);

/// An end that is missing by less than this is how the encoder counts.
const TOLERANCE: Millis = Millis(250);

/// Less than this is not worth a word: the first frame of an MP3 that was cut from a longer one.
const UNHEARD: Millis = Millis(60);

/// Reads a sound file.
///
/// # Errors
/// A [`Failure`] that names the file: it is not there, empty, no sound file, of a kind that is not
/// read, damaged so that nothing can be read, or too short to hold a telling.
pub fn read(path: &Path) -> anyhow::Result<Sound> {
    let (file, head) = open(path)?;
    let decoded = if head.starts_with(b"RIFF") && head[8..].starts_with(b"WAVE") {
        read_wave(path, file)?
    } else {
        compressed::read(path, file, &head)?
    };
    let sound = Sound {
        warnings: decoded.warnings(),
        samples: Samples::at_16_khz(decoded.sound),
    };
    match sound.samples.length() {
        Millis::ZERO => Err(refusal::silent(path).into()),
        short if short < SHORTEST => Err(refusal::too_short(path, short).into()),
        _ => Ok(sound),
    }
}

/// Opens a file and looks at its first bytes (zeros where it is shorter).
fn open(path: &Path) -> Result<(File, [u8; HEAD]), Failure> {
    let unopened = |error: io::Error| refusal::unopened(path, &error);
    let mut file = File::open(path).map_err(unopened)?;
    let about = file.metadata().map_err(unopened)?;
    if about.is_dir() {
        return Err(refusal::folder(path));
    }
    if about.len() == 0 {
        return Err(refusal::empty(path));
    }
    let mut head = [0; HEAD];
    let mut seen = 0;
    loop {
        match file.read(&mut head[seen..]).map_err(unopened)? {
            0 => break,
            more => seen += more,
        }
    }
    file.rewind().map_err(unopened)?;
    Ok((file, head))
}

/// How many first bytes tell what a file is.
const HEAD: usize = 512;

fn read_wave(path: &Path, file: File) -> anyhow::Result<Decoded> {
    let unread = |flaw: Flaw| match flaw {
        Flaw::Broken(why) => refusal::damaged(path, why),
        Flaw::Coding(name) => refusal::coding(path, &format!("WAV sound coded as {name}")),
        Flaw::Io(error) => refusal::unopened(path, &error),
    };
    let mut wave = Wave::open(file).map_err(unread)?;
    let mut intake = Intake::default();
    let mut block = Vec::new();
    while wave.block(&mut block).map_err(unread)? {
        intake.frames(&block, wave.channels, wave.rate)?;
        block.clear();
    }
    let of_rate = |frames: u64| length(frames, wave.rate);
    Ok(intake.finish(wave.promised.map(of_rate)))
}

/// What `frames` at `rate` last.
fn length(frames: u64, rate: u32) -> Millis {
    Millis::from_seconds(frames as f64 / f64::from(rate.max(1)))
}

/// Takes frames as they are decoded and keeps them as 16 kHz mono.
#[derive(Default)]
struct Intake {
    resampler: Option<(u32, Resampler)>,
    mono: Vec<f32>,
    sound: Vec<f32>,
    lost: Millis,
}

impl Intake {
    /// Takes interleaved frames; the rate may change between two calls.
    fn frames(&mut self, interleaved: &[f32], channels: usize, rate: u32) -> anyhow::Result<()> {
        self.mono.clear();
        mix(interleaved, channels, &mut self.mono);
        if self.resampler.as_ref().is_none_or(|(now, _)| *now != rate) {
            self.begin(rate)?;
        }
        if let Some((_, resampler)) = &mut self.resampler {
            resampler.push(&self.mono, &mut self.sound);
        }
        Ok(())
    }

    /// Keeps the clock true over what cannot be decoded; `rate` is for silence before the first frames.
    fn silence(&mut self, seconds: f64, rate: u32) -> anyhow::Result<()> {
        if self.resampler.is_none() {
            self.begin(rate)?;
        }
        if let Some((rate, resampler)) = &mut self.resampler {
            let frames = (seconds * f64::from(*rate)).round() as u64;
            resampler.push_silence(frames, &mut self.sound);
            self.lost += Millis::from_seconds(seconds);
        }
        Ok(())
    }

    fn begin(&mut self, rate: u32) -> anyhow::Result<()> {
        self.complete();
        self.resampler = Some((rate, Resampler::new(rate)?));
        Ok(())
    }

    fn complete(&mut self) {
        if let Some((_, resampler)) = self.resampler.take() {
            resampler.finish(&mut self.sound);
        }
    }

    fn finish(mut self, promised: Option<Millis>) -> Decoded {
        self.complete();
        Decoded {
            sound: self.sound,
            promised,
            lost: self.lost,
            broke_off: false,
        }
    }
}

/// All that came out of a file.
struct Decoded {
    /// At 16 kHz.
    sound: Vec<f32>,
    /// How long the file says it is.
    promised: Option<Millis>,
    /// How much of it is silence in place of what could not be decoded.
    lost: Millis,
    /// Whether it ended in an error, not at its end.
    broke_off: bool,
}

impl Decoded {
    fn warnings(&self) -> Vec<Warning> {
        let read = Millis::of_sample(self.sound.len());
        let short = self.promised.is_some_and(|of| of - read > TOLERANCE);
        let cut = (short || self.broke_off).then_some(Warning::CutShort {
            read,
            of: self.promised.filter(|_| short),
        });
        let damaged = (self.lost > UNHEARD).then_some(Warning::Damaged { lost: self.lost });
        cut.into_iter().chain(damaged).collect()
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CutShort { read, of: Some(of) } => {
                write!(
                    f,
                    "the recording is cut off: {:.1} s of {:.1} s could be read",
                    read.seconds(),
                    of.seconds()
                )
            }
            Self::CutShort { read, of: None } => {
                write!(f, "the recording is cut off after {:.1} s", read.seconds())
            }
            Self::Damaged { lost } => {
                write!(
                    f,
                    "parts of the recording are damaged: {:.1} s could not be read and are silent",
                    lost.seconds()
                )
            }
        }
    }
}

#[cfg(test)]
mod tests;

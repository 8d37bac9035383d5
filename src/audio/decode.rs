//! Sound files of any common kind, read as 16 kHz mono: WAV through hound, FLAC, MP3, M4A and OGG through symphonia.
//!
//! What a file is, its first bytes say, not its name. It is mixed, resampled and handed on as it is read,
//! so that a long one is never held whole.
#![expect(clippy::disallowed_types, reason = "sound files are opened here")]

use std::fmt;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::{Path, PathBuf};

use crate::audio::resample::{Resampler, mix};
use crate::audio::wav::{Flaw, Wave};
use crate::audio::{Blocks, Recording};
use crate::failure::Failure;
use crate::samples;
use crate::time::Millis;

mod compressed;

mod refusal;

/// A sound file that has been read to its end once, and what is wrong with it.
#[derive(Debug)]
pub struct Sound {
    /// How much could be read.
    pub length: Millis,
    /// What a listener should know before trusting it.
    pub warnings: Vec<Warning>,
    path: PathBuf,
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

/// Silence stands for damage no longer than this and the sound that was heard: beyond that the times are damaged.
const MOST_SILENCE: Millis = Millis(60_000);

/// Reads a sound file to its end, to see whether it can be played.
///
/// # Errors
/// A [`Failure`] that names the file: it is not there, empty, no sound file, of a kind that is not
/// read, damaged so that nothing can be read, or too short to hold a telling.
pub fn read(path: &Path) -> anyhow::Result<Sound> {
    let decoded = decode(path, &mut |_| Ok(()))?;
    match Millis::of_sample(decoded.samples) {
        Millis::ZERO => Err(refusal::silent(path).into()),
        short if short < SHORTEST => Err(refusal::too_short(path, short).into()),
        length => Ok(Sound {
            length,
            warnings: decoded.warnings(),
            path: path.to_owned(),
        }),
    }
}

impl Recording for Sound {
    fn length(&self) -> Millis {
        self.length
    }

    fn play(&self, to: &mut Blocks<'_>) -> anyhow::Result<()> {
        decode(&self.path, to)?;
        Ok(())
    }
}

fn decode(path: &Path, to: &mut Blocks<'_>) -> anyhow::Result<Decoded> {
    let (file, head) = open(path)?;
    let intake = Intake::new(to);
    if head.starts_with(b"RIFF") && head[8..].starts_with(b"WAVE") {
        read_wave(path, file, intake)
    } else {
        compressed::read(path, file, intake, &head)
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

fn read_wave(path: &Path, file: File, mut intake: Intake<'_>) -> anyhow::Result<Decoded> {
    let unread = |flaw: Flaw| match flaw {
        Flaw::Broken(why) => refusal::damaged(path, why),
        Flaw::Coding(name) => refusal::coding(path, &format!("WAV sound coded as {name}")),
        Flaw::Io(error) => refusal::unopened(path, &error),
    };
    let mut wave = Wave::open(file).map_err(unread)?;
    let mut block = Vec::new();
    while wave.block(&mut block).map_err(unread)? {
        intake.frames(&block, wave.channels, wave.rate)?;
        block.clear();
    }
    let of_rate = |frames: u64| length(frames, wave.rate);
    let mut decoded = intake.finish()?;
    decoded.promised = wave.promised.map(of_rate);
    Ok(decoded)
}

/// What `frames` at `rate` last.
fn length(frames: u64, rate: u32) -> Millis {
    Millis::from_seconds(frames as f64 / f64::from(rate.max(1)))
}

/// Takes frames as they are decoded and hands them on as 16 kHz mono.
struct Intake<'a> {
    to: &'a mut Blocks<'a>,
    resampler: Option<(u32, Resampler)>,
    mono: Vec<f32>,
    /// What is ready to be handed on.
    ready: Vec<f32>,
    /// Silence that is kept back until there is sound: without any, there is nothing at all.
    silent: usize,
    /// Whether there was any sound.
    heard: bool,
    handed: usize,
    lost: Millis,
}

impl<'a> Intake<'a> {
    fn new(to: &'a mut Blocks<'a>) -> Self {
        Self {
            to,
            resampler: None,
            mono: Vec::new(),
            ready: Vec::new(),
            silent: 0,
            heard: false,
            handed: 0,
            lost: Millis::ZERO,
        }
    }

    /// Takes interleaved frames; the rate may change between two calls.
    fn frames(&mut self, interleaved: &[f32], channels: usize, rate: u32) -> anyhow::Result<()> {
        self.mono.clear();
        mix(interleaved, channels, &mut self.mono);
        self.heard |= !self.mono.is_empty();
        if self.resampler.as_ref().is_none_or(|(now, _)| *now != rate) {
            self.begin(rate)?;
        }
        if let Some((_, resampler)) = &mut self.resampler {
            resampler.push(&self.mono, &mut self.ready);
        }
        self.hand_on()
    }

    /// Keeps the clock true over what cannot be decoded; `rate` is for silence before the first frames.
    fn silence(&mut self, seconds: f64, rate: u32) -> anyhow::Result<()> {
        let seconds = seconds.min(self.room().seconds());
        if self.resampler.is_none() {
            self.begin(rate)?;
        }
        if let Some((rate, resampler)) = &mut self.resampler {
            let frames = (seconds * f64::from(*rate)).round() as u64;
            resampler.push_silence(frames, &mut self.ready);
            self.lost += Millis::from_seconds(seconds);
        }
        self.hand_on()
    }

    /// How much silence may still stand for damage.
    fn room(&self) -> Millis {
        let heard = Millis::of_sample(self.handed + self.silent) - self.lost;
        (MOST_SILENCE + heard - self.lost).max(Millis::ZERO)
    }

    fn begin(&mut self, rate: u32) -> anyhow::Result<()> {
        self.complete();
        self.resampler = Some((rate, Resampler::new(rate)?));
        Ok(())
    }

    fn complete(&mut self) {
        if let Some((_, resampler)) = self.resampler.take() {
            resampler.finish(&mut self.ready);
        }
    }

    fn hand_on(&mut self) -> anyhow::Result<()> {
        if !self.heard {
            self.silent += self.ready.len();
            self.ready.clear();
            return Ok(());
        }
        while self.silent > 0 {
            let block = [0.0; 4096];
            let now = self.silent.min(block.len());
            (self.to)(&block[..now])?;
            self.silent -= now;
            self.handed += now;
        }
        samples::tidy(&mut self.ready);
        (self.to)(&self.ready)?;
        self.handed += self.ready.len();
        self.ready.clear();
        Ok(())
    }

    /// Forgets the silence that was all there was.
    fn start_over(&mut self) {
        self.resampler = None;
        self.silent = 0;
        self.lost = Millis::ZERO;
    }

    fn finish(&mut self) -> anyhow::Result<Decoded> {
        self.complete();
        self.hand_on()?;
        Ok(Decoded {
            samples: self.handed,
            promised: None,
            lost: self.lost,
            broke_off: false,
        })
    }
}

/// All that came out of a file.
struct Decoded {
    /// At 16 kHz.
    samples: usize,
    /// How long the file says it is.
    promised: Option<Millis>,
    /// How much of it is silence in place of what could not be decoded.
    lost: Millis,
    /// Whether it ended in an error, not at its end.
    broke_off: bool,
}

impl Decoded {
    fn warnings(&self) -> Vec<Warning> {
        let read = Millis::of_sample(self.samples);
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

//! The clerk: empties the ring, resamples, writes the file, hands the sound on, and notices when no more comes.
#![expect(
    clippy::disallowed_methods,
    reason = "whether a device still answers can only be told by the clock on the wall"
)]

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use crate::audio::microphone::ring::{Outlet, Piece};
use crate::audio::microphone::{Meter, State};
use crate::audio::resample::Resampler;
use crate::audio::wav::{self, Writer};
use crate::failure::{self, Failure};
use crate::time::{Millis, Span};

/// How often the ring is emptied.
const TICK: Duration = Duration::from_millis(20);

/// How long a device that has delivered sound may be quiet before it is given up.
const PATIENCE: Duration = Duration::from_secs(2);

/// How long the first sound may take; two seconds have been seen on a busy machine.
const FIRST_PATIENCE: Duration = Duration::from_secs(6);

/// What was said last is still on its way when the recording is stopped: at least so long it is waited for,
const LINGER: Duration = Duration::from_millis(150);

/// and at most so long.
const LONGEST_LINGER: Duration = Duration::from_millis(1500);

/// What the clerk tells the screen, and what it is told.
#[derive(Default)]
pub(super) struct Board {
    pub(super) stop: AtomicBool,
    pub(super) paused: AtomicBool,
    ended: AtomicBool,
    elapsed: AtomicU64,
    lost: AtomicU64,
    level: AtomicU32,
}

impl Board {
    /// What a screen shows; the level starts anew.
    pub(super) fn meter(&self) -> Meter {
        let state = match (self.ended.load(Relaxed), self.paused.load(Relaxed)) {
            (true, _) => State::Ended,
            (false, true) => State::Paused,
            (false, false) => State::Recording,
        };
        Meter {
            elapsed: millis(self.elapsed.load(Relaxed)),
            level: f32::from_bits(self.level.swap(0, Relaxed)),
            lost: millis(self.lost.load(Relaxed)),
            state,
        }
    }
}

fn millis(count: u64) -> Millis {
    Millis(i64::try_from(count).unwrap_or(i64::MAX))
}

/// What the clerk works with.
pub(super) struct Clerk {
    /// Where the sound comes from.
    pub(super) outlet: Outlet,
    /// Says why, when the device is gone.
    pub(super) gone: Receiver<Failure>,
    /// The sound on its way.
    pub(super) tape: Tape,
    /// The file it goes to.
    pub(super) wav: Writer,
    /// Who else listens.
    pub(super) blocks: Option<Sender<Vec<f32>>>,
}

/// What the clerk knows at the end.
#[derive(Debug)]
pub(super) struct Account {
    /// How much is in the file.
    pub(super) length: Millis,
    /// Where silence stands for sound that was lost.
    pub(super) lost: Vec<Span>,
    /// Why it ended without being told to.
    pub(super) broke_off: Option<Failure>,
}

/// Works until told to stop or until no more sound comes, and completes the file.
pub(super) fn work(mut clerk: Clerk, board: &Board) -> Account {
    let why = clerk.watch(board).err();
    let account = clerk.close(board, why);
    board.ended.store(true, Relaxed);
    account
}

impl Clerk {
    /// Empties the ring again and again; the error is why it had to end untold.
    fn watch(&mut self, board: &Board) -> Result<(), Failure> {
        let mut patience = Patience::default();
        let mut stopping = None;
        loop {
            let heard = self.outlet.heard();
            self.outlet.drain(|piece| self.tape.add(&piece, board));
            self.hand_on(board)?;
            if let Ok(why) = self.gone.try_recv() {
                return Err(why);
            }
            patience.after(TICK, heard)?;
            if board.stop.load(Relaxed) {
                let (since, then) = *stopping.get_or_insert_with(|| (Instant::now(), heard));
                let waited = since.elapsed();
                if waited >= LONGEST_LINGER || (waited >= LINGER && heard > then) {
                    return Ok(());
                }
            }
            thread::sleep(TICK);
        }
    }

    /// Writes what is ready and passes it to whoever listens.
    fn hand_on(&mut self, board: &Board) -> Result<(), Failure> {
        let mut block = std::mem::take(&mut self.tape.ready);
        if block.is_empty() {
            return Ok(());
        }
        // Whoever listens now hears what will be heard again from the file.
        wav::round(&mut block);
        let peak = block
            .iter()
            .fold(0.0_f32, |peak, sample| peak.max(sample.abs()));
        // Among positive numbers the greater one has the greater bits.
        board.level.fetch_max(peak.to_bits(), Relaxed);
        self.wav.write(&block).map_err(|error| {
            failure::hinted(
                format!("the recording could not be written: {error:#}"),
                "make room on the disk; what was said until then is kept",
            )
        })?;
        board
            .elapsed
            .store(self.wav.length().0.unsigned_abs(), Relaxed);
        if let Some(listener) = &self.blocks {
            // Whoever stopped listening does not stop the recording.
            let _ = listener.send(block);
        }
        Ok(())
    }

    /// Keeps the rest and completes the file; a full disk costs only what does not fit.
    fn close(mut self, board: &Board, why: Option<Failure>) -> Account {
        self.outlet.finish(|piece| self.tape.add(&piece, board));
        self.tape.finish();
        let written = self.hand_on(board);
        let length = self.wav.length();
        let finished = self
            .wav
            .finish()
            .map_err(|error| failure::plain(format!("{error:#}")));
        Account {
            length,
            lost: self.tape.lost,
            broke_off: why.or(written.err()).or(finished.err()),
        }
    }
}

/// Sound between the ring and the file: from the device's rate to ours, silent where it was lost.
pub(super) struct Tape {
    rate: u32,
    resampler: Option<Resampler>,
    /// Frames kept so far at the device's rate, those lost included.
    frames: u64,
    lost: Vec<Span>,
    /// At 16 kHz.
    ready: Vec<f32>,
}

impl Tape {
    /// For a device with `rate` samples a second.
    pub(super) fn new(rate: u32) -> anyhow::Result<Self> {
        Ok(Self {
            rate,
            resampler: Some(Resampler::new(rate)?),
            frames: 0,
            lost: Vec::new(),
            ready: Vec::new(),
        })
    }

    /// Adds what came from the ring, unless the recording is paused.
    fn add(&mut self, piece: &Piece, board: &Board) {
        let Some(resampler) = self
            .resampler
            .as_mut()
            .filter(|_| !board.paused.load(Relaxed))
        else {
            return;
        };
        match *piece {
            Piece::Sound(samples) => {
                resampler.push(samples, &mut self.ready);
                self.frames += samples.len() as u64;
            }
            Piece::Lost(frames) => {
                resampler.push_silence(frames, &mut self.ready);
                self.note_loss(frames);
                let lost = self.lost.iter().map(|span| span.length()).sum::<Millis>();
                board.lost.store(lost.0.unsigned_abs(), Relaxed);
            }
        }
    }

    fn note_loss(&mut self, frames: u64) {
        let at = |frame: u64| millis(frame * 1000 / u64::from(self.rate));
        let span = Span::new(at(self.frames), at(self.frames + frames));
        self.frames += frames;
        match self.lost.last_mut() {
            Some(last) if last.end() == span.start() => *last = last.hull(span),
            _ => self.lost.push(span),
        }
    }

    fn finish(&mut self) {
        if let Some(resampler) = self.resampler.take() {
            resampler.finish(&mut self.ready);
        }
    }
}

/// Counts how long nothing has been heard.
///
/// Ticks are counted, not the time on the wall: while this program itself is held (Ctrl-Z), nobody is late.
#[derive(Default)]
struct Patience {
    heard: u64,
    quiet: Duration,
}

impl Patience {
    /// After another `tick`, when `heard` frames have come in all.
    fn after(&mut self, tick: Duration, heard: u64) -> Result<(), Failure> {
        if heard > self.heard {
            (self.heard, self.quiet) = (heard, Duration::ZERO);
            return Ok(());
        }
        self.quiet += tick;
        if heard == 0 && self.quiet >= FIRST_PATIENCE {
            return Err(failure::hinted(
                "the microphone gives no sound",
                "choose another one: `ownup devices` lists them",
            ));
        }
        if heard > 0 && self.quiet >= PATIENCE {
            return Err(failure::hinted(
                "the sound system stopped answering",
                "what was said until then is kept; check that the microphone is still plugged in",
            ));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;

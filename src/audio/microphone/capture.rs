//! A recording, from start to stop.

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread::{self, JoinHandle};

use anyhow::Context;

use crate::audio::microphone::clerk::{self, Account, Board, Clerk, Tape};
use crate::audio::microphone::device::{self, Open};
use crate::audio::microphone::{Device, Meter, Recorded, Sink};
use crate::audio::wav::Writer;
use crate::failure;
use crate::time::Millis;

/// A recording that runs until it is stopped or dropped.
pub struct Recording {
    line: Line,
    clerk: JoinHandle<Account>,
    hiccups: Arc<AtomicUsize>,
    path: PathBuf,
}

/// The open microphone; dropping it ends the recording and lets go of the device.
struct Line {
    stream: Option<cpal::Stream>,
    board: Arc<Board>,
}

/// Lists the microphones that answer; none is no error.
///
/// # Errors
/// If the sound system does not answer.
pub fn devices() -> anyhow::Result<Vec<Device>> {
    device::list()
}

impl Recording {
    /// Starts recording from `device` (its id or name), or from the default microphone.
    ///
    /// # Errors
    /// A [`failure::Failure`] when there is no such microphone or it cannot be used; nothing has been written then.
    pub fn start(device: Option<&str>, sink: Sink) -> anyhow::Result<Self> {
        let Open {
            stream,
            outlet,
            rate,
            hiccups,
            gone,
        } = device::open(device)?;
        let line = Line {
            stream: Some(stream),
            board: Arc::default(),
        };
        let clerk = Clerk {
            outlet,
            gone,
            tape: Tape::new(rate)?,
            wav: Writer::create(&sink.path)?,
            blocks: sink.blocks,
        };
        let board = Arc::clone(&line.board);
        let thread = thread::Builder::new().name("recording".to_owned());
        let clerk = thread.spawn(move || clerk::work(clerk, &board));
        Ok(Self {
            line,
            clerk: clerk.context("cannot start recording")?,
            hiccups,
            path: sink.path,
        })
    }

    /// What a screen shows now.
    #[must_use]
    pub fn meter(&self) -> Meter {
        self.line.board.meter()
    }

    /// Drops the sound from now on.
    pub fn pause(&self) {
        self.line.board.paused.store(true, Relaxed);
    }

    /// Keeps the sound again.
    pub fn resume(&self) {
        self.line.board.paused.store(false, Relaxed);
    }

    /// Waits for what was said last, completes the file, and lets go of the microphone.
    ///
    /// # Errors
    /// If nothing at all was recorded, and why.
    pub fn stop(self) -> anyhow::Result<Recorded> {
        self.line.board.stop.store(true, Relaxed);
        let account = self.clerk.join();
        let account = account.map_err(|_| failure::plain("the recording broke off"))?;
        if account.length == Millis::ZERO {
            let nothing = || failure::hinted("nothing was recorded", "speak first, then stop");
            return Err(account.broke_off.unwrap_or_else(nothing).into());
        }
        Ok(Recorded {
            path: self.path,
            length: account.length,
            lost: account.lost,
            hiccups: self.hiccups.load(Relaxed),
            broke_off: account.broke_off,
        })
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        self.board.stop.store(true, Relaxed);
        if let Some(stream) = self.stream.take() {
            device::let_go(stream);
        }
    }
}

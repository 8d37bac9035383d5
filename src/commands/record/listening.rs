//! Recognition on a thread of its own, while the person still speaks.

use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Context, Result, anyhow};

use super::controls::Controls;
use crate::commands::recognition;
use crate::failure::plain;
use crate::models::Model;
use crate::terminal::Terminal;
use crate::transcriber::{Listener, Options};
use crate::transcript::Transcript;

/// A recogniser at work; it ends when the sound does.
pub(super) struct Listening {
    thread: JoinHandle<Result<Transcript>>,
}

impl Listening {
    /// Loads the model, so that what is wrong with it shows before a word is said.
    pub(super) fn begin(args: &recognition::Args, sound: Receiver<Vec<f32>>) -> Result<Self> {
        let (model, options) = (args.model()?, args.options());
        let (loaded, ready) = mpsc::sync_channel(1);
        let thread = thread::spawn(move || listen(&model, &options, &sound, &loaded));
        match ready.recv() {
            Ok(()) => Ok(Self { thread }),
            Err(_) => Err(match joined(thread) {
                Ok(_) => anyhow!("recognition ended before it began"),
                Err(error) => error,
            }),
        }
    }

    /// Waits for the rest; Ctrl-C ends the wait.
    pub(super) fn finish(self, controls: &Controls, terminal: &Terminal) -> Result<Transcript> {
        let line = terminal.spinner("recognising the rest");
        while !self.thread.is_finished() {
            if controls.interrupted() {
                return Err(plain("interrupted before everything was recognised").into());
            }
            thread::sleep(Duration::from_millis(20));
        }
        drop(line);
        joined(self.thread)
    }
}

fn listen(
    model: &Model,
    options: &Options,
    sound: &Receiver<Vec<f32>>,
    loaded: &SyncSender<()>,
) -> Result<Transcript> {
    let mut listener = Listener::new(model, options)?;
    loaded.send(()).context("nobody waits for recognition")?;
    for block in sound {
        listener.push(&block)?;
    }
    listener.finish()
}

fn joined(thread: JoinHandle<Result<Transcript>>) -> Result<Transcript> {
    match thread.join() {
        Ok(result) => result,
        Err(_) => Err(anyhow!("recognition broke down")),
    }
}

//! Recognition on a thread of its own, while the person still speaks.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use anyhow::{Result, anyhow};

use super::controls::Controls;
use crate::commands::recognition;
use crate::failure::plain;
use crate::machine::Others;
use crate::models::Model;
use crate::terminal::Terminal;
use crate::time::SAMPLE_RATE;
use crate::transcriber::{Haste, Listener, Pace};
use crate::transcript::{Transcript, Word};

/// With more sound than this waiting, recognition is behind and does only what it must.
const BEHIND: usize = 5 * SAMPLE_RATE as usize;

/// A recogniser at work; it ends when the sound does.
pub(super) struct Listening {
    thread: JoinHandle<Result<Transcript>>,
    haste: Arc<OnceLock<Haste>>,
    words: Receiver<Vec<Word>>,
}

/// What the thread is given.
struct Task {
    model: Model,
    args: recognition::Args,
    sound: Receiver<Vec<f32>>,
    words: Sender<Vec<Word>>,
    haste: Arc<OnceLock<Haste>>,
}

impl Listening {
    /// Begins; the model is loaded meanwhile, and no sound is lost that comes before.
    pub(super) fn begin(args: &recognition::Args, sound: Receiver<Vec<f32>>) -> Result<Self> {
        let (sender, words) = mpsc::channel();
        let haste = Arc::default();
        let task = Task {
            model: args.model()?,
            args: args.clone(),
            sound,
            words: sender,
            haste: Arc::clone(&haste),
        };
        Ok(Self {
            thread: thread::spawn(move || task.listen()),
            haste,
            words,
        })
    }

    /// Whether it has ended, though there is more sound to come: it has failed.
    pub(super) fn has_failed(&self) -> bool {
        self.thread.is_finished()
    }

    /// The words as they now stand, if there are others than when this was last asked.
    pub(super) fn words(&self) -> Option<Vec<Word>> {
        self.words.try_iter().last()
    }

    /// Leaves out from now on what can be done without.
    pub(super) fn hurry(&self) {
        if let Some(haste) = self.haste.get() {
            haste.hurry();
        }
    }

    /// Waits for the rest; Ctrl-C ends the wait.
    pub(super) fn finish(self, controls: &Controls, terminal: &Terminal) -> Result<Transcript> {
        let line = terminal.spinner("recognising the rest");
        while !self.thread.is_finished() {
            if controls.interrupted() {
                return Err(plain("interrupted before everything was recognised").into());
            }
            thread::sleep(Duration::from_millis(5));
        }
        drop(line);
        self.join()
    }

    /// Waits for the rest, whatever happens.
    pub(super) fn join(self) -> Result<Transcript> {
        match self.thread.join() {
            Ok(result) => result,
            Err(_) => Err(anyhow!("recognition broke down")),
        }
    }
}

impl Task {
    fn listen(self) -> Result<Transcript> {
        let others = Others::watch();
        let mut listener = Listener::new(&self.model, &self.args.options(), Pace::Ahead)?;
        // Set once, here.
        let _ = self.haste.set(listener.haste());
        let mut known = 0;
        while let Ok(mut block) = self.sound.recv() {
            block.extend(self.sound.try_iter().flatten());
            let behind = block.len() > BEHIND;
            listener.set_pace(if behind { Pace::Needed } else { Pace::Ahead });
            listener.set_threads(self.args.threads_beside(others));
            listener.push(&block)?;
            let words: Vec<Word> = listener.words().cloned().collect();
            if words.len() != known {
                known = words.len();
                // Nobody may be looking.
                let _ = self.words.send(words);
            }
        }
        listener.finish()
    }
}

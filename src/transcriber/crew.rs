//! Pieces of a recording heard side by side, one to a thread.
//!
//! Two threads on one piece wait for each other hundreds of times a second, and spin while they do;
//! a thread with a piece of its own waits for nobody.

use std::num::NonZero;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use anyhow::{Result, anyhow};

use super::chunks::Piece;
use super::ear::{Care, Ear};
use crate::transcript::Word;

/// Threads that hear pieces.
pub(super) struct Crew {
    jobs: SyncSender<Job>,
    workers: Vec<JoinHandle<Result<Vec<Done>>>>,
    /// How many pieces were handed out.
    given: usize,
}

/// A piece to be heard.
struct Job {
    number: usize,
    sound: Vec<f32>,
    piece: Piece,
    care: Care,
}

/// What was heard in a piece.
struct Done {
    number: usize,
    words: Vec<Word>,
}

impl Crew {
    /// This many threads, with `ear` and others like it.
    ///
    /// # Errors
    ///
    /// When there is no memory for as many.
    pub(super) fn new(ear: Ear, threads: NonZero<usize>) -> Result<Self> {
        let others = (1..threads.get()).map(|_| ear.another());
        let mut ears = others.collect::<Result<Vec<Ear>>>()?;
        ears.push(ear);
        // One piece lies ready for each thread; what is beyond that waits in the recording.
        let (jobs, waiting) = sync_channel(threads.get());
        let waiting = Arc::new(Mutex::new(waiting));
        let work = |ear| {
            let waiting = Arc::clone(&waiting);
            thread::spawn(move || work(ear, &waiting))
        };
        Ok(Self {
            jobs,
            workers: ears.into_iter().map(work).collect(),
            given: 0,
        })
    }

    /// Hands out a piece; waits while every thread has enough to do.
    ///
    /// # Errors
    ///
    /// When no thread is left to take it.
    pub(super) fn give(&mut self, sound: &[f32], piece: Piece, care: Care) -> Result<()> {
        let job = Job {
            number: self.given,
            sound: sound.to_vec(),
            piece,
            care,
        };
        self.given += 1;
        self.jobs
            .send(job)
            .map_err(|_| anyhow!("recognition broke down"))
    }

    /// The words of all pieces, in the order in which they were given.
    ///
    /// # Errors
    ///
    /// When a piece could not be recognised.
    pub(super) fn finish(self) -> Result<Vec<Word>> {
        drop(self.jobs);
        let mut heard = Vec::with_capacity(self.given);
        for worker in self.workers {
            let done = worker.join();
            heard.extend(done.map_err(|_| anyhow!("recognition broke down"))??);
        }
        heard.sort_by_key(|done| done.number);
        Ok(heard.into_iter().flat_map(|done| done.words).collect())
    }
}

fn work(mut ear: Ear, waiting: &Mutex<Receiver<Job>>) -> Result<Vec<Done>> {
    let mut heard = Vec::new();
    loop {
        // Nothing can panic while this is locked.
        let job = waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .recv();
        let Ok(job) = job else { return Ok(heard) };
        heard.push(Done {
            number: job.number,
            words: ear.hear(&job.sound, &job.piece, job.care)?,
        });
    }
}

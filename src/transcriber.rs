//! Sound in, words out: a whole recording, or as it comes, with the same transcript either way.
//!
//! Everything is decided on the clock of the sound itself: voice activity is judged frame by frame,
//! pieces are cut where that says so, and each piece is recognised once. How the sound is sliced on
//! arrival makes no difference.

mod chunks;
mod doubts;
pub mod recalled;
mod silero;
mod times;
mod voice;
#[cfg(feature = "whisper")]
mod whisper;
#[cfg(not(feature = "whisper"))]
#[path = "transcriber/without.rs"]
mod whisper;

use std::num::NonZero;
use std::ops::Range;

use self::chunks::{Chunker, Piece};
use self::silero::Silero;
use self::times::Heard;
use self::voice::{FRAME, Frame};
use self::whisper::{Recogniser, Window};
use crate::models::Model;
use crate::samples::Samples;
use crate::speech::Speech;
use crate::time::{Millis, SAMPLE_RATE};
use crate::transcript::{Transcript, Word};

/// How to recognise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Threads to compute with. One while recording: two that wait for each other on a busy machine are far slower.
    pub threads: NonZero<usize>,
    /// The language spoken, as a code such as `en`.
    pub language: String,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            threads: NonZero::<usize>::MIN,
            language: "en".to_owned(),
        }
    }
}

/// Hears sound as it comes.
pub struct Listener {
    detector: Silero,
    recogniser: Recogniser,
    tape: Tape,
    chunker: Chunker,
    words: Vec<Word>,
}

impl Listener {
    /// Loads the weights.
    ///
    /// # Errors
    ///
    /// When the model cannot be loaded or does not know the language, or this build has no recognition.
    pub fn new(model: &Model, options: &Options) -> anyhow::Result<Self> {
        Ok(Self {
            recogniser: Recogniser::load(model, options)?,
            detector: Silero::new(),
            tape: Tape::default(),
            chunker: Chunker::default(),
            words: Vec::new(),
        })
    }

    /// Takes the sound that comes next, 16 kHz mono; recognises what is ready.
    ///
    /// # Errors
    ///
    /// When recognition itself fails.
    pub fn push(&mut self, sound: &[f32]) -> anyhow::Result<()> {
        self.tape.append(sound);
        while self.tape.end() - self.tape.judged >= FRAME {
            self.judge()?;
        }
        Ok(())
    }

    /// Recognises the rest and gives the transcript; without speech it has no words.
    ///
    /// # Errors
    ///
    /// When recognition itself fails.
    pub fn finish(mut self) -> anyhow::Result<Transcript> {
        if self.tape.end() > self.tape.judged {
            self.judge()?;
        }
        if let Some(piece) = self.chunker.finish() {
            self.recognise(&piece)?;
        }
        Ok(Transcript {
            words: self.words,
            speech: Speech::new(self.chunker.speech().collect()),
            duration: Millis::of_sample(self.tape.end()),
            lost: Speech::default(),
        })
    }

    /// The words recognised so far.
    #[must_use]
    pub fn words(&self) -> &[Word] {
        &self.words
    }

    /// Up to where every word has been recognised.
    #[must_use]
    pub fn settled(&self) -> Millis {
        Millis::of_sample(self.chunker.needed().min(self.tape.end()))
    }

    /// Hears whether there is speech in the next frame.
    fn judge(&mut self) -> anyhow::Result<()> {
        let start = self.tape.judged;
        let end = (start + FRAME).min(self.tape.end());
        let sound = self.tape.sound(start..end);
        let frame = Frame {
            speech: self.detector.judge(sound),
            level: level(sound),
        };
        self.tape.judged = end;
        if let Some(piece) = self.chunker.push(frame) {
            self.recognise(&piece)?;
        }
        self.tape.forget(self.chunker.needed());
        Ok(())
    }

    /// Finds the words in a piece.
    fn recognise(&mut self, piece: &Piece) -> anyhow::Result<()> {
        let mut words = self.hear(piece, Window::Sized)?;
        if doubts::doubtful(&words, &piece.speech) {
            words = doubts::better(words, self.hear(piece, Window::Full)?);
        }
        let words = doubts::plausible(words, &piece.speech);
        let spans = times::spans(&words, &piece.speech);
        self.words.extend(words.into_iter().zip(spans).map(spoken));
        Ok(())
    }

    /// What the recogniser hears in a piece.
    fn hear(&mut self, piece: &Piece, window: Window) -> anyhow::Result<Vec<Heard>> {
        let start = piece.sound.start;
        let end = piece.sound.end.min(self.tape.end());
        let tokens = self
            .recogniser
            .recognise(self.tape.sound(start..end), window)?;
        Ok(times::words(&tokens, Millis::of_sample(start)))
    }
}

fn spoken((heard, span): (Heard, crate::time::Span)) -> Word {
    Word {
        text: heard.text,
        span,
        p: heard.p,
    }
}

/// The root mean square.
fn level(sound: &[f32]) -> f32 {
    let energy: f32 = sound.iter().map(|s| s * s).sum();
    (energy / sound.len().max(1) as f32).sqrt()
}

/// Recognises a whole recording; `progress` is told how much of how much is done.
///
/// # Errors
///
/// As [`Listener::new`] and [`Listener::push`].
pub fn transcribe(
    sound: &Samples,
    model: &Model,
    options: &Options,
    progress: &mut dyn FnMut(Millis, Millis),
) -> anyhow::Result<Transcript> {
    let mut listener = Listener::new(model, options)?;
    let whole = sound.length();
    for second in sound.as_slice().chunks(SAMPLE_RATE as usize) {
        listener.push(second)?;
        progress(listener.settled(), whole);
    }
    let transcript = listener.finish()?;
    progress(whole, whole);
    Ok(transcript)
}

/// The sound that may still be needed, addressed by the samples' numbers in the whole take.
#[derive(Debug, Default)]
struct Tape {
    sound: Vec<f32>,
    /// The number of the first sample still here.
    start: usize,
    /// Up to where voice activity has been judged.
    judged: usize,
}

impl Tape {
    fn append(&mut self, sound: &[f32]) {
        let finite = |s: &f32| {
            if s.is_finite() {
                s.clamp(-1.0, 1.0)
            } else {
                0.0
            }
        };
        self.sound.extend(sound.iter().map(finite));
    }

    fn end(&self) -> usize {
        self.start + self.sound.len()
    }

    fn sound(&self, samples: Range<usize>) -> &[f32] {
        &self.sound[samples.start - self.start..samples.end - self.start]
    }

    /// Lets go of what comes before sample `needed`, in large steps.
    fn forget(&mut self, needed: usize) {
        let gone = needed.saturating_sub(self.start);
        if gone >= SAMPLE_RATE as usize * 10 {
            self.sound.drain(..gone);
            self.start = needed;
        }
    }
}

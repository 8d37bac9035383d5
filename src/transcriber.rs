//! Sound in, words out: a whole recording, or as it comes, with the same transcript either way.
//!
//! Everything is decided on the clock of the sound itself. Voice activity is judged in blocks that
//! start at fixed samples, pieces are cut where that says so, and each piece is recognised once; so how the
//! sound is sliced on arrival makes no difference.

mod chunks;
mod doubts;
pub mod recalled;
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
use self::times::Heard;
use self::voice::{FRAME, Frame};
use self::whisper::{Detector, Recogniser, Window};
use crate::models::Model;
use crate::samples::Samples;
use crate::speech::Speech;
use crate::time::{Millis, SAMPLE_RATE};
use crate::transcript::{Transcript, Word};

/// Voice activity is judged in blocks of so many samples.
const BLOCK: usize = 64 * FRAME;

/// The detector forgets everything between blocks, so it hears so many samples before each.
const LEAD: usize = 32 * FRAME;

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
    detector: Detector,
    recogniser: Recogniser,
    tape: Tape,
    chunker: Chunker,
    words: Vec<Word>,
    /// Up to where everything has been recognised.
    settled: Millis,
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
            detector: Detector::load()?,
            tape: Tape::default(),
            chunker: Chunker::default(),
            words: Vec::new(),
            settled: Millis::ZERO,
        })
    }

    /// Takes the sound that comes next, 16 kHz mono; recognises what is ready.
    ///
    /// # Errors
    ///
    /// When recognition itself fails.
    pub fn push(&mut self, sound: &[f32]) -> anyhow::Result<()> {
        self.tape.append(sound);
        while let Some(block) = self.tape.block() {
            self.judge(block)?;
        }
        Ok(())
    }

    /// Recognises the rest and gives the transcript; without speech it has no words.
    ///
    /// # Errors
    ///
    /// When recognition itself fails.
    pub fn finish(mut self) -> anyhow::Result<Transcript> {
        let rest = self.tape.judged..self.tape.end();
        if !rest.is_empty() {
            self.judge(rest)?;
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

    /// Up to where everything has been recognised.
    #[must_use]
    pub fn settled(&self) -> Millis {
        self.settled
    }

    /// Finds the speech in the next block.
    fn judge(&mut self, block: Range<usize>) -> anyhow::Result<()> {
        let lead = LEAD.min(block.start);
        let heard = self.tape.sound(block.start - lead..block.end);
        let speech = self.detector.probabilities(heard)?;
        let frames: Vec<Frame> = heard
            .chunks(FRAME)
            .zip(speech)
            .skip(lead / FRAME)
            .map(|(sound, &speech)| Frame {
                speech,
                level: level(sound),
            })
            .collect();
        for frame in frames {
            if let Some(piece) = self.chunker.push(frame) {
                self.recognise(&piece)?;
            }
        }
        self.tape.judged = block.end;
        self.settled = self
            .settled
            .max(Millis::of_sample(self.chunker.needed().min(block.end)));
        self.tape
            .forget(self.chunker.needed().min(block.end.saturating_sub(LEAD)));
        Ok(())
    }

    /// Finds the words in a piece.
    fn recognise(&mut self, piece: &Piece) -> anyhow::Result<()> {
        let start = Millis::of_sample(piece.sound.start);
        let sound = self
            .tape
            .sound(piece.sound.start..piece.sound.end.min(self.tape.end()));
        let mut heard = self.recogniser.recognise(sound, Window::Sized)?;
        if doubts::doubtful(&times::words(&heard), piece, start) {
            let again = self.recogniser.recognise(sound, Window::Full)?;
            heard = doubts::better(heard, again);
        }
        for token in &mut heard {
            token.end += start;
        }
        let words = doubts::plausible(times::words(&heard), &piece.speech);
        let spans = times::spans(&words, &piece.speech);
        self.words.extend(words.into_iter().zip(spans).map(spoken));
        Ok(())
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

    /// The next block, once all of it is here.
    fn block(&self) -> Option<Range<usize>> {
        let end = self.judged + BLOCK;
        (end <= self.end()).then_some(self.judged..end)
    }

    fn sound(&self, samples: Range<usize>) -> &[f32] {
        &self.sound[samples.start - self.start..samples.end - self.start]
    }

    /// Lets go of what comes before sample `needed`, in large steps.
    fn forget(&mut self, needed: usize) {
        let gone = needed.saturating_sub(self.start);
        if gone >= BLOCK {
            self.sound.drain(..gone);
            self.start = needed;
        }
    }
}

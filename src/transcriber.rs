//! Sound in, words out: a whole recording, or as it comes, with the same transcript either way.
//!
//! Everything is decided on the clock of the sound itself: voice activity is judged frame by frame,
//! and pieces are cut where that says so. How the sound is sliced on arrival makes no difference.
//!
//! Someone who stops wants the answer at once, and the last piece may be long. So the words of a piece
//! that was still open at the end, or had only just ended, are those of its drafts (`chunks`), all but the last
//! of which a live listener has heard by then, and that one too if there was time since the last breath.
//! A recording that is imported is heard the same way.

mod chunks;
mod crew;
mod doubts;
mod ear;
mod haste;
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

pub use self::haste::Haste;

use self::chunks::{Chunker, Cut, Piece};
use self::crew::Crew;
use self::ear::{Care, Ear};
use self::silero::Silero;
use self::voice::{FRAME, Frame};
use crate::audio::Recording;
use crate::machine::Extension;
use crate::models::Model;
use crate::speech::Speech;
use crate::time::{Millis, SAMPLE_RATE};
use crate::transcript::{Transcript, Word};

/// The version of whisper.cpp in this program; none in a build without it.
#[must_use]
pub fn engine() -> Option<&'static str> {
    whisper::VERSION
}

/// The processor's extensions that whisper.cpp in this program was compiled for, and cannot do without.
///
/// A program compiled for one machine alone (`GGML_NATIVE=ON`) may need more than these, which whisper-rs does not tell.
#[must_use]
pub fn extensions() -> Vec<Extension> {
    whisper::extensions()
}

/// How to recognise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// Threads to compute with: for a recording each on a piece of its own, for a listener all on one. There they
    /// wait for each other, which on a busy machine is far slower than one.
    pub threads: NonZero<usize>,
    /// The language spoken, as a code such as `en`.
    pub language: String,
    /// Words that may well be said, such as names; the first are dropped when there are more than some 60.
    pub vocabulary: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            threads: NonZero::<usize>::MIN,
            language: "en".to_owned(),
            vocabulary: Vec::new(),
        }
    }
}

/// When to recognise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// What the transcript needs, when it is certain to: for a recording.
    Needed,
    /// Also what it may need, as soon as it can be: for someone who is still speaking.
    Ahead,
}

/// The drafts of a piece that ended less than this before the end stand in for it,
const JUST_ENDED: Millis = Millis(4_000);

/// and if nobody has spoken since, less than this.
const LONG_SILENCE: Millis = Millis(60_000);

/// In a recording shorter than this nothing stands in for a piece: there is no wait to save.
const SHORT: Millis = Millis(40_000);

/// Hears sound as it comes.
pub struct Listener {
    detector: Silero,
    ears: Ears,
    haste: Haste,
    pace: Pace,
    tape: Tape,
    chunker: Chunker,
    /// The words of the pieces that will not change any more.
    words: Vec<Word>,
    /// The piece that ended last.
    closed: Option<Closed>,
    /// Those of the open piece.
    drafts: Vec<Hearing>,
    /// What its next draft will be, should nothing more be said before.
    guess: Option<Hearing>,
}

/// A piece, and its words once they have been recognised.
struct Hearing {
    piece: Piece,
    care: Care,
    words: Option<Vec<Word>>,
}

/// A piece that has ended, and may yet be replaced by its drafts.
struct Closed {
    whole: Hearing,
    drafts: Vec<Hearing>,
    /// The sample at which it was known to have ended.
    at: usize,
}

/// Who hears.
enum Ears {
    /// One ear, at once.
    One(Box<Ear>),
    /// Several, when they come to it: nobody asks for the words before the end.
    Crew(Crew),
}

impl Listener {
    /// Loads the weights.
    ///
    /// # Errors
    ///
    /// When the model cannot be loaded or does not know the language, or this build has no recognition.
    pub fn new(model: &Model, options: &Options, pace: Pace) -> anyhow::Result<Self> {
        let ear = Ear::load(model, options)?;
        Ok(Self::with(
            ear.haste().clone(),
            Ears::One(Box::new(ear)),
            pace,
        ))
    }

    /// One that hears several pieces at once, and so has no words before it finishes.
    fn of_recording(model: &Model, options: &Options) -> anyhow::Result<Self> {
        let alone = Options {
            threads: NonZero::<usize>::MIN,
            ..options.clone()
        };
        let ear = Ear::load(model, &alone)?;
        let haste = ear.haste().clone();
        let crew = Crew::new(ear, options.threads)?;
        Ok(Self::with(haste, Ears::Crew(crew), Pace::Needed))
    }

    fn with(haste: Haste, ears: Ears, pace: Pace) -> Self {
        Self {
            ears,
            haste,
            detector: Silero::new(),
            pace,
            tape: Tape::default(),
            chunker: Chunker::default(),
            words: Vec::new(),
            closed: None,
            drafts: Vec::new(),
            guess: None,
        }
    }

    /// Recognises on this many threads from now on.
    pub fn set_threads(&mut self, threads: NonZero<usize>) {
        if let Ears::One(ear) = &mut self.ears {
            ear.set_threads(threads);
        }
    }

    /// Changes the pace; the transcript stays the same.
    pub fn set_pace(&mut self, pace: Pace) {
        self.pace = pace;
    }

    /// What another thread hurries this listener with, before it finishes.
    #[must_use]
    pub fn haste(&self) -> Haste {
        self.haste.clone()
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
        let end = self.tape.end();
        let short = Millis::of_sample(end) < SHORT;
        if let Some(closed) = self.closed.take() {
            let just_ended = !self.has_passed(&closed);
            self.settle(closed, just_ended && !short)?;
        }
        let rest = self.chunker.finish();
        let last = rest.draft.map(|piece| self.draft(piece));
        self.drafts.extend(last);
        if let Some(piece) = rest.piece {
            let closed = Closed {
                whole: Hearing::new(piece, Care::Thorough),
                drafts: std::mem::take(&mut self.drafts),
                at: end,
            };
            self.settle(closed, !short)?;
        }
        let words = match self.ears {
            Ears::One(_) => self.words,
            Ears::Crew(crew) => crew.finish()?,
        };
        Ok(Transcript {
            words,
            speech: Speech::new(self.chunker.speech().collect()),
            duration: Millis::of_sample(end),
            ..Transcript::default()
        })
    }

    /// The words recognised so far, as they now stand.
    pub fn words(&self) -> impl Iterator<Item = &Word> {
        let latest = self.closed.iter().flat_map(Closed::words);
        let open = self.drafts.iter().flat_map(Hearing::words);
        self.words.iter().chain(latest).chain(open)
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
        let cut = self.chunker.push(frame);
        self.take(cut)?;
        if let Some(closed) = self.closed.take() {
            if self.has_passed(&closed) {
                self.settle(closed, false)?;
            } else {
                self.closed = Some(closed);
            }
        }
        if self.pace == Pace::Ahead {
            self.hear_ahead()?;
        }
        let kept = self.closed.as_ref().map(Closed::start);
        let needed = self.chunker.needed();
        self.tape.forget(kept.unwrap_or(needed).min(needed));
        Ok(())
    }

    fn take(&mut self, cut: Cut) -> anyhow::Result<()> {
        if let Some(piece) = cut.draft {
            let mut draft = self.draft(piece);
            if self.pace == Pace::Ahead {
                self.hear(&mut draft)?;
            }
            self.drafts.push(draft);
        }
        if let Some(piece) = cut.piece {
            if let Some(before) = self.closed.take() {
                self.settle(before, false)?;
            }
            self.closed = Some(Closed {
                whole: Hearing::new(piece, Care::Thorough),
                drafts: std::mem::take(&mut self.drafts),
                at: self.tape.judged,
            });
        }
        Ok(())
    }

    /// Hears what may be needed and can be known by now.
    ///
    /// A whole piece waits until its speaker goes on: who stops now is answered with its drafts.
    fn hear_ahead(&mut self) -> anyhow::Result<()> {
        if self.chunker.has_begun()
            && let Some(mut closed) = self.closed.take()
        {
            let heard = self.hear_unless_hurried(&mut closed.whole);
            self.closed = Some(closed);
            heard?;
        }
        let is_newest = self.tape.end() - self.tape.judged < FRAME;
        let Some(piece) = self.chunker.next_draft().filter(|_| is_newest) else {
            return Ok(());
        };
        let mut guess = self.draft(piece);
        self.hear(&mut guess)?;
        self.guess = Some(guess);
        Ok(())
    }

    /// A draft, which may have been guessed.
    fn draft(&mut self, piece: Piece) -> Hearing {
        let guess = self.guess.take_if(|guess| guess.piece == piece);
        guess.unwrap_or_else(|| Hearing::new(piece, Care::Quick))
    }

    /// Whether it has been too long since a piece ended for its drafts to stand in for it.
    fn has_passed(&self, closed: &Closed) -> bool {
        let patience = if self.chunker.has_begun() {
            JUST_ENDED
        } else {
            LONG_SILENCE
        };
        Millis::of_sample(self.tape.judged - closed.at) >= patience
    }

    /// Takes the words of a piece as they will stay.
    fn settle(&mut self, closed: Closed, drafted: bool) -> anyhow::Result<()> {
        let hearings = if drafted {
            closed.drafts
        } else {
            vec![closed.whole]
        };
        for mut hearing in hearings {
            self.hear(&mut hearing)?;
            self.words.extend(hearing.words.into_iter().flatten());
        }
        Ok(())
    }

    /// Finds the words in a piece, as long as they may be waited for.
    fn hear_unless_hurried(&mut self, whole: &mut Hearing) -> anyhow::Result<()> {
        let haste = self.haste.clone();
        if haste.is_wanted() || whole.words.is_some() {
            return Ok(());
        }
        haste.set_possible(true);
        let heard = self.hear(whole);
        haste.set_possible(false);
        heard.or_else(|error| {
            if haste.is_wanted() {
                Ok(())
            } else {
                Err(error)
            }
        })
    }

    /// Finds the words in a piece, unless they are known; or has them found by the end.
    fn hear(&mut self, hearing: &mut Hearing) -> anyhow::Result<()> {
        if hearing.words.is_some() {
            return Ok(());
        }
        let piece = &hearing.piece;
        let end = piece.sound.end.min(self.tape.end());
        let sound = self.tape.sound(piece.sound.start..end);
        match &mut self.ears {
            Ears::One(ear) => hearing.words = Some(ear.hear(sound, piece, hearing.care)?),
            Ears::Crew(crew) => crew.give(sound, piece.clone(), hearing.care)?,
        }
        Ok(())
    }
}

impl Hearing {
    fn new(piece: Piece, care: Care) -> Self {
        Self {
            piece,
            care,
            words: None,
        }
    }

    fn words(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().flatten()
    }
}

impl Closed {
    /// The first sample of it.
    fn start(&self) -> usize {
        let drafts = self.drafts.iter().map(|draft| draft.piece.sound.start);
        drafts
            .min()
            .unwrap_or(usize::MAX)
            .min(self.whole.piece.sound.start)
    }

    /// Its words, or for now those of its drafts.
    fn words(&self) -> impl Iterator<Item = &Word> {
        let stand_ins = if self.whole.words.is_none() {
            self.drafts.as_slice()
        } else {
            &[]
        };
        self.whole
            .words()
            .chain(stand_ins.iter().flat_map(Hearing::words))
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
/// As [`Listener::new`], [`Listener::push`] and [`Recording::play`].
pub fn transcribe(
    recording: &dyn Recording,
    model: &Model,
    options: &Options,
    progress: &mut dyn FnMut(Millis, Millis),
) -> anyhow::Result<Transcript> {
    let mut listener = Listener::of_recording(model, options)?;
    let whole = recording.length();
    recording.play(&mut |block| {
        listener.push(block)?;
        progress(listener.settled(), whole);
        Ok(())
    })?;
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

//! What is recognised when: sound as it comes, judged, cut and heard.
//!
//! The last piece may be long when someone stops. So the words of a piece that was still open at the end, had only just
//! ended, or was followed by nothing but silence, are those of its drafts (`chunks`), all but the last of which a live
//! listener has heard by then, and that one too if there was time since the last breath. A recording that is imported
//! is heard the same way.

use std::num::NonZero;

use super::chunks::{Chunker, Cut, Piece};
use super::crew::Crew;
use super::ear::{Care, Ear};
use super::haste::Haste;
use super::hearing::{Closed, Hearing};
use super::silero::Silero;
use super::tape::Tape;
use super::voice::{FRAME, Frame};
use super::{Options, Pace};
use crate::models::Model;
use crate::speech::Speech;
use crate::time::Millis;
use crate::transcript::{Transcript, Word};

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
    pub(super) fn of_recording(model: &Model, options: &Options) -> anyhow::Result<Self> {
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
        let latest = self.closed.as_ref();
        let passed = latest.is_some_and(|closed| self.has_passed(closed));
        if let Some(closed) = self.closed.take_if(|_| passed) {
            self.settle(closed, false)?;
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

/// The root mean square.
fn level(sound: &[f32]) -> f32 {
    let energy: f32 = sound.iter().map(|s| s * s).sum();
    (energy / sound.len().max(1) as f32).sqrt()
}

//! From the sound of one piece to its words with their times.

use std::num::NonZero;

use super::chunks::Piece;
use super::haste::Haste;
use super::times::{self, Heard};
use super::whisper::{Recogniser, Window};
use super::{Options, doubts};
use crate::models::Model;
use crate::time::Millis;
use crate::transcript::Word;

/// How carefully to hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    /// Once, and quickly: somebody waits for it, or will.
    Quick,
    /// With time, and again if that is doubtful.
    Thorough,
}

/// Hears pieces, each without regard to those before it.
pub(super) struct Ear {
    recogniser: Recogniser,
}

impl Ear {
    /// Loads the weights.
    ///
    /// # Errors
    ///
    /// As [`Recogniser::load`].
    pub(super) fn load(model: &Model, options: &Options) -> anyhow::Result<Self> {
        let recogniser = Recogniser::load(model, options)?;
        Ok(Self { recogniser })
    }

    /// Another one with the same weights.
    ///
    /// # Errors
    ///
    /// As [`Recogniser::another`].
    pub(super) fn another(&self) -> anyhow::Result<Self> {
        let recogniser = self.recogniser.another()?;
        Ok(Self { recogniser })
    }

    /// What makes a hearing fail that can be done without.
    pub(super) fn haste(&self) -> &Haste {
        self.recogniser.haste()
    }

    /// Computes with this many threads from now on.
    pub(super) fn set_threads(&mut self, threads: NonZero<usize>) {
        self.recogniser.set_threads(threads);
    }

    /// The words in `sound`, which is that of `piece`.
    ///
    /// # Errors
    ///
    /// When recognition itself fails.
    pub(super) fn hear(
        &mut self,
        sound: &[f32],
        piece: &Piece,
        care: Care,
    ) -> anyhow::Result<Vec<Word>> {
        let window = match care {
            Care::Quick => Window::Tight,
            Care::Thorough => Window::Sized,
        };
        let mut words = self.listen(sound, piece, window)?;
        if care == Care::Thorough && doubts::doubtful(&words, &piece.speech) {
            words = doubts::better(words, self.listen(sound, piece, Window::Full)?);
        }
        let words = doubts::plausible(words, &piece.speech);
        let spans = times::spans(&words, &piece.speech);
        let spoken = words.into_iter().zip(spans).map(|(heard, span)| Word {
            text: heard.text,
            span,
            p: heard.p,
        });
        Ok(spoken.collect())
    }

    fn listen(
        &mut self,
        sound: &[f32],
        piece: &Piece,
        window: Window,
    ) -> anyhow::Result<Vec<Heard>> {
        let tokens = self.recogniser.recognise(sound, window)?;
        Ok(times::words(&tokens, Millis::of_sample(piece.sound.start)))
    }
}

//! Pieces on their way to words.

use super::chunks::Piece;
use super::ear::Care;
use crate::transcript::Word;

/// A piece, and its words once they have been recognised.
pub(super) struct Hearing {
    pub(super) piece: Piece,
    pub(super) care: Care,
    pub(super) words: Option<Vec<Word>>,
}

/// A piece that has ended, and may yet be replaced by its drafts.
pub(super) struct Closed {
    pub(super) whole: Hearing,
    pub(super) drafts: Vec<Hearing>,
    /// The sample at which it was known to have ended.
    pub(super) at: usize,
}

impl Hearing {
    pub(super) fn new(piece: Piece, care: Care) -> Self {
        Self {
            piece,
            care,
            words: None,
        }
    }

    pub(super) fn words(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().flatten()
    }
}

impl Closed {
    /// The first sample of it.
    pub(super) fn start(&self) -> usize {
        let drafts = self.drafts.iter().map(|draft| draft.piece.sound.start);
        drafts
            .min()
            .unwrap_or(usize::MAX)
            .min(self.whole.piece.sound.start)
    }

    /// Its words, or for now those of its drafts.
    pub(super) fn words(&self) -> impl Iterator<Item = &Word> {
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

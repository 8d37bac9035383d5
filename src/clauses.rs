//! A transcript cut into clauses, at punctuation where there is any and at pauses and turns of phrase where there is none.

use std::ops::Range;

use crate::speech::Speech;
use crate::telling::norm;
use crate::time::{Millis, Span};
use crate::transcript::{Transcript, Word};

/// A stretch of words that is about one thing, as far as form can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its words, an index range of the transcript's.
    pub words: Range<usize>,
    /// From the onset of its first word to the end of its last.
    pub span: Span,
    /// Whether a sentence ends with it: by a full stop or a long pause.
    pub closes: bool,
    /// The silence before it; zero for the first.
    pub pause: Millis,
}

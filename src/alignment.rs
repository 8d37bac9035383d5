//! Which words belong to which section of the story, with a confidence.

use std::ops::Range;

use crate::story::Role;
use crate::time::{Millis, Span};

/// A run of words in one section, in a role that has no section, or in no section at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// What it is for; none for an aside.
    pub role: Option<Role>,
    /// The story's section, by index; none for an aside or a role that was not written.
    pub section: Option<usize>,
    /// Its words, an index range of the transcript's.
    pub words: Range<usize>,
    /// From the onset of its first word to the onset of the next passage's first word.
    pub span: Span,
    /// How sure the alignment is, from 0.0 to 1.0.
    pub confidence: f32,
    /// The part of its time that could as well be another section's.
    pub uncertain: Millis,
}

/// A take's words, each in one passage, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// The passages; they cover first word to last word without gap or overlap.
    pub passages: Vec<Passage>,
}

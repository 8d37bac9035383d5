//! A take as it is to be judged: with the story it tells, and with what people have put right.

use std::path::Path;

use anyhow::Result;

use super::paper::Paper;
use crate::corrections::Corrected;
use crate::library::{Known, Library, StoredTake};
use crate::take::Take;
use crate::terminal::Terminal;

/// Everything that a verdict on a take rests on.
pub(super) struct Case<'a> {
    /// The take; its words are those that were recognised.
    pub(super) take: &'a Take,
    /// The story that was told.
    pub(super) paper: &'a Paper,
    /// The words as they were said, as far as anybody knows.
    pub(super) heard: Corrected,
}

impl<'a> Case<'a> {
    /// A take of which nothing is known but itself.
    pub(super) fn alone(take: &'a Take, paper: &'a Paper) -> Self {
        let heard = Corrected::from(take.transcript.clone());
        Self { take, paper, heard }
    }

    /// A take that is new, or not kept at all, of a story that may have others.
    pub(super) fn new(take: &'a Take, paper: &'a Paper, terminal: &Terminal) -> Result<Self> {
        let mut case = Self::alone(take, paper);
        case.heard.references = known(&paper.path, terminal)?.for_take(take.id);
        Ok(case)
    }

    /// A kept take with what was put right in it.
    ///
    /// Corrections that cannot be read are as if there were none; [`known`] has said so.
    pub(super) fn kept(stored: &'a StoredTake, paper: &'a Paper, known: &Known) -> Self {
        let corrections = stored.corrections().unwrap_or_default();
        let mut heard = corrections.apply(&stored.take.transcript);
        heard.references = known.for_take(Some(stored.id));
        let take = &stored.take;
        Self { take, paper, heard }
    }
}

/// What is known of the story at `path` from its takes' corrections; those that cannot be read are
/// named in a line each.
pub(super) fn known(path: &Path, terminal: &Terminal) -> Result<Known> {
    let known = Library::of_story(path).known()?;
    for unreadable in &known.unreadable {
        terminal.warn(format_args!("{unreadable}; they are left out of account"));
    }
    Ok(known)
}

//! What stands in for whisper.cpp in a build without it: nothing, and a word about that.

use std::num::NonZero;

use super::Options;
use super::haste::Haste;
use super::times::Token;
use crate::failure::hinted;
use crate::machine::Extension;
use crate::models::Model;

/// There is no whisper.cpp here.
pub(super) const VERSION: Option<&str> = None;

/// What is not here needs nothing.
pub(super) fn extensions() -> Vec<Extension> {
    Vec::new()
}

/// How much of the encoder's window a piece is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Window {
    /// As much as the piece fills.
    Tight,
    /// That, and no less than a piece needs.
    Sized,
    /// All of it.
    Full,
}

/// A recogniser that cannot be had.
pub(super) enum Recogniser {}

impl Recogniser {
    /// Says that there is none.
    pub(super) fn load(_: &Model, _: &Options) -> anyhow::Result<Self> {
        let message = "this build of ownup cannot recognise speech";
        let hint = "give the words with `--transcript FILE`, or build with the feature `whisper`";
        Err(hinted(message, hint).into())
    }

    pub(super) fn another(&self) -> anyhow::Result<Self> {
        match *self {}
    }

    pub(super) fn haste(&self) -> &Haste {
        match *self {}
    }

    pub(super) fn set_threads(&mut self, _: NonZero<usize>) {
        match *self {}
    }

    pub(super) fn recognise(&mut self, _: &[f32], _: Window) -> anyhow::Result<Vec<Token>> {
        match *self {}
    }
}

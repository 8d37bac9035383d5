//! The first person tied to the outcome by cause: "it broke because I …", "it came down to my …".
//!
//! Connectives and their alternative lexicalisations after Prasad, Joshi and Webber, "Realization
//! of discourse relations by other means" (2010); what makes one a confession is its cause argument,
//! which must have the speaker for its subject.

mod backward;
mod forward;
mod subject;

use std::ops::Range;

use crate::rules::acts::Act;
use crate::rules::reading::Reading;

/// Told where this is there.
pub(super) const FIRES: &[&str] = &[
    "The boat sank because I left the plug out.",
    "it came down to my pride",
    "the reason it burned is that i had gone to bed",
    "I left the plug out, and that's what sank her.",
    "My not asking is why she left.",
    "The ladder I had tied slid down the wall.",
    "they all walked past it because hadn't told them",
    "the reason it burned is that never swept the flue",
];

/// Told where this is not.
pub(super) const SILENT: &[&str] = &[
    "The boat sank because the plug was rotten.",
    "It sank because we were late.",
    "I remember it because I was nine.",
    "I joined because I liked boats.",
    "I skipped lunch because I was busy.",
    "It failed because my manager moved the date.",
    "It failed because nobody had swept the flue.",
    "it burned because could not be reached",
];

/// How the speaker is named.
const SPEAKERS: &[&str] = &["i", "my", "me", "myself", "mine"];

/// The first place where the speaker is tied to the outcome.
pub(super) fn find(reading: &Reading<'_>, acts: &[Act]) -> Option<Range<usize>> {
    let found = [
        forward::find(reading, acts),
        backward::find(reading, acts),
        subject::find(reading, acts),
    ];
    found.into_iter().flatten().min_by_key(|hit| hit.start)
}

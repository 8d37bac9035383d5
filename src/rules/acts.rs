//! Who did what: every subject with its verb, as far as word order tells.
//!
//! Triples of agent, negation and verb generalise to unseen sentences far better than
//! patterns of words do; English puts the three in a fixed order, so a walk from the
//! subject over adverbs and auxiliaries finds the verb without a parser.

mod coordination;
mod subject;
mod verb_phrase;

use std::ops::Range;

use super::reading::Reading;
use coordination::coordinated;
pub(super) use subject::is_person;
use subject::subject;
use verb_phrase::walk;

/// Whose act it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agent {
    /// "I".
    Speaker,
    /// "we".
    We,
    /// A person or group other than the speaker.
    Other,
    /// "nobody", "everyone", "someone".
    Nobody,
}

/// How the verb is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tense {
    /// "skipped", "had skipped", "was skipping".
    Past,
    /// "skip", "am skipping".
    Present,
    /// Behind "would", "should", "can" and their like.
    Modal,
    /// A form of "be" with no verb behind it.
    State,
    /// "was told": done to the subject.
    Passive,
}

/// A subject and its verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Act {
    /// Whose.
    pub(super) agent: Agent,
    /// The subject's first word.
    pub(super) subject: usize,
    /// The verb's word.
    pub(super) verb: usize,
    /// The verb's base.
    pub(super) base: String,
    /// How it is told.
    pub(super) tense: Tense,
    /// Whether it is negated.
    pub(super) negated: bool,
    /// Whether "had" or "have" stands in front.
    pub(super) perfect: bool,
    /// Whether it was going on: "was driving".
    pub(super) ongoing: bool,
}

impl Act {
    /// From the subject to the verb.
    pub(super) fn words(&self) -> Range<usize> {
        self.subject..self.verb + 1
    }
}

/// The acts whose verb stands within `words`, of acts in order of their verbs.
pub(super) fn within(acts: &[Act], words: Range<usize>) -> &[Act] {
    let start = acts.partition_point(|act| act.verb < words.start);
    let end = acts.partition_point(|act| act.verb < words.end);
    &acts[start..end.max(start)]
}

/// The acts of a reading, in order of their verbs.
pub(super) fn acts(reading: &Reading<'_>) -> Vec<Act> {
    let mut found = Vec::new();
    let mut index = 0;
    while index < reading.words.len() {
        if let Some((agent, end)) = subject(reading, index)
            && let Some(act) = walk(reading, agent, index, end)
        {
            let next = act.verb + 1;
            let more = coordinated(reading, &act);
            found.push(act);
            found.extend(more);
            index = next.max(end);
            continue;
        }
        index += 1;
    }
    found.sort_by_key(|act| act.verb);
    found
}

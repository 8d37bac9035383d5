//! The cause in front of its connective: "I left it open, and that's what sank it".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::SPEAKERS;
use crate::rules::acts::{Act, Agent, Tense, within};
use crate::rules::cause::own_act::is_own;
use crate::rules::reading::{Reading, phrase};

/// Connectives whose cause stands in front.
static BACKWARD: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:that|this|it|which|and that|those|doing that) (?:is|was|'s|were|would be) (?:\w+ )?(?:why|what|how|the reason|where|when)(?: \w+)?",
        r"(?:that|which|this|it) (?:\w+ )?(?:caused|broke|killed|sank|cost|meant|ruined|triggered|spoiled|spoilt|did it|flooded|blew|wiped|wrecked|tripped)",
        r"(?:that|which|this) (?:\w+ )?(?:led|finished|brought|lost|sent|left|started|took|stopped|made)",
        r"(?:so|therefore|as a result|as a consequence|hence|consequently|thus|because of (?:that|it|this)|on account of that|for that reason|on the back of that|and so)",
    ])
});

/// Connectives that as often only go on telling.
const WEAK: &[&str] = &["and so", "so", "as a result", "therefore", "so that"];

/// What an outcome begins with behind a weak connective.
const OUTCOMES: &[&str] = &[
    "the",
    "it",
    "they",
    "nobody",
    "everything",
    "no",
    "all",
    "he",
    "she",
    "there",
    "in",
    "a",
    "an",
    "we",
    "our",
    "half",
    "two",
    "three",
];

/// The speaker's act, and the connective behind it.
pub(super) fn find(reading: &Reading<'_>, acts: &[Act]) -> Option<Range<usize>> {
    let hits = reading.find_all(&BACKWARD);
    hits.into_iter().find_map(|hit| tie(reading, acts, &hit))
}

fn tie(reading: &Reading<'_>, acts: &[Act], hit: &Range<usize>) -> Option<Range<usize>> {
    let text = reading.slice(hit.clone());
    let weak = WEAK.contains(&text);
    if !weak && text.contains("so ") || !is_outcome(reading, acts, hit) {
        return None;
    }
    let named = (1..4).any(|back| reading.before(hit.start, back) == "me");
    if named && !weak {
        return Some(hit.start.saturating_sub(3)..hit.end);
    }
    let reach = if weak { 13 } else { 29 };
    let sentence = reading.sentence(hit.start).start;
    let before = reading.sentence(sentence.saturating_sub(2)).start;
    let near = within(acts, hit.start.saturating_sub(reach).max(before)..hit.start);
    let is_cause =
        |act: &&Act| act.agent == Agent::Speaker && (act.ongoing || is_own(reading, act));
    let act = near.iter().rfind(is_cause)?;
    let other = near.iter().any(|other| {
        other.subject > act.verb && other.agent != Agent::Speaker && other.tense != Tense::Modal
    });
    (!other).then_some(act.subject..hit.end)
}

/// Whether what the connective opens is an outcome, no act of the speaker's.
fn is_outcome(reading: &Reading<'_>, acts: &[Act], hit: &Range<usize>) -> bool {
    let text = reading.slice(hit.clone());
    let (last, next) = (reading.at(hit.end - 1), reading.at(hit.end));
    if WEAK.contains(&text) {
        let speaker = within(acts, hit.end..hit.end + 10)
            .iter()
            .any(|act| act.subject < hit.end + 3 && act.agent == Agent::Speaker);
        return OUTCOMES.contains(&next) && !speaker;
    }
    if ["what", "how", "where", "when"]
        .iter()
        .any(|word| text.contains(word))
    {
        let person = matches!(last, "i" | "you" | "they" | "he" | "she");
        return !person
            && !SPEAKERS.contains(&next)
            && !text.ends_with("where the")
            && !text.contains("when");
    }
    last != "i" && (!SPEAKERS.contains(&last) || text.contains("why"))
}

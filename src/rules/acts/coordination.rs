//! Further verbs of the same subject: "muted it **and forgot**".

use super::subject::subject;
use super::{Act, Tense};
use crate::rules::lexicon::{ADVERBS, NEGATIONS, one_of};
use crate::rules::reading::Reading;
use crate::rules::verbs;

/// How far a coordinated verb may stand behind the first, in words.
const REACH: usize = 26;

/// The past verbs joined to `first` by "and", "but" or a comma, up to the next subject.
pub(super) fn coordinated(reading: &Reading<'_>, first: &Act) -> Vec<Act> {
    let told = first.perfect || !matches!(first.tense, Tense::Modal | Tense::Present);
    if !told {
        return Vec::new();
    }
    let end = (first.verb + 1..first.verb + REACH)
        .find(|&i| reading.stops(i) || i > first.verb + 1 && opens_clause(reading, i))
        .unwrap_or(first.verb + REACH);
    let mut found = Vec::new();
    let mut joined = false;
    for index in first.verb + 1..end {
        let word = reading.at(index);
        let joint = matches!(word, "and" | "then" | "but" | "or");
        joined |= joint || reading.words[index - 1].pauses;
        if !joined || joint || is_between(word) {
            continue;
        }
        joined = false;
        found.extend(base_at(reading, index).map(|base| joined_act(reading, first, index, base)));
    }
    found
}

fn joined_act(reading: &Reading<'_>, first: &Act, index: usize, base: String) -> Act {
    Act {
        agent: first.agent,
        subject: index,
        verb: index,
        base,
        tense: Tense::Past,
        negated: NEGATIONS.contains(&reading.before(index, 1)),
        perfect: first.perfect,
        ongoing: false,
    }
}

/// Whether another subject begins at `index`.
fn opens_clause(reading: &Reading<'_>, index: usize) -> bool {
    let pronoun = one_of(
        reading.at(index),
        "i we he she they it you nobody everyone everybody that which",
    );
    pronoun && subject(reading, index).is_some()
}

/// Whether `word` may stand between the joint and its verb.
fn is_between(word: &str) -> bool {
    NEGATIONS.contains(&word) || word == "did" || ADVERBS.contains(word) || word.ends_with("ly")
}

/// The verb at `index`: a past, or a base behind "did not".
fn base_at(reading: &Reading<'_>, index: usize) -> Option<String> {
    let supported = reading.before(index, 1) == "not" && reading.before(index, 2) == "did";
    let past = verbs::past(reading.at(index)).filter(|form| form.past);
    past.map(|form| form.base.into_owned())
        .or_else(|| supported.then(|| reading.at(index).to_owned()))
}

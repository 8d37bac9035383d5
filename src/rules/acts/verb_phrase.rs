//! From a subject to its verb: auxiliaries, negations and adverbs in between.

use std::sync::LazyLock;

use super::{Act, Agent, Tense};
use crate::rules::lexicon::{ADVERBS, Lexicon, MODALS, NEGATIONS, OTHERS, one_of, set};
use crate::rules::reading::Reading;
use crate::rules::verbs::{self, Form, past_after_subject};

/// How far a verb may stand behind its subject, in words.
const REACH: usize = 8;

/// What stood between subject and verb so far.
#[derive(Default)]
struct Seen {
    negated: bool,
    modal: bool,
    /// "had" or "have", by its tense.
    have: Option<Tense>,
    /// A form of "be", by its tense.
    be: Option<Tense>,
    /// "did" or "do", by its tense.
    support: Option<Tense>,
}

/// The act of the subject at `subject` whose verb stands at `start` or not far behind.
pub(super) fn walk(
    reading: &Reading<'_>,
    agent: Agent,
    subject: usize,
    start: usize,
) -> Option<Act> {
    let mut seen = Seen::default();
    let end =
        (start..start + REACH).find(|&i| !take(reading.at(i), reading.at(i + 1), &mut seen))?;
    let word = reading.at(end);
    let (base, tense) = verb(word, &seen)?;
    let named = agent == Agent::Other && !OTHERS.contains(&reading.at(subject));
    let alone = seen.have.is_none() && seen.support.is_none() && seen.be.is_none();
    if named && alone && tense == Tense::Present && !agrees(reading.at(start - 1), word) {
        return None;
    }
    // Where the verb itself was not said, or there is none, its auxiliary stands for it.
    let unsaid = tense == Tense::State || reading.stops(end);
    let verb = if unsaid { end - 1 } else { end };
    Some(Act {
        agent,
        subject,
        verb,
        base,
        tense,
        negated: seen.negated,
        perfect: seen.have.is_some(),
        ongoing: seen.be.is_some() && reading.at(verb).ends_with("ing"),
    })
}

/// Whether a word behind a noun can be its present verb: "the nurse prepares", "the nurses prepare".
fn agrees(noun: &str, word: &str) -> bool {
    word.ends_with('s') != noun.ends_with('s') && word.len() > 2
}

/// Notes an auxiliary, negation or adverb; false when `word` is none.
fn take(word: &str, next: &str, seen: &mut Seen) -> bool {
    match word {
        _ if NEGATIONS.contains(&word) => seen.negated = true,
        _ if MODALS.contains(&word) => seen.modal = true,
        "had" | "'d" if is_would(word, next) => seen.modal = true,
        "had" | "'d" if seen.have != Some(Tense::Past) => seen.have = Some(Tense::Past),
        "have" | "has" if seen.have.is_none() => seen.have = Some(Tense::Present),
        "did" if seen.support.is_none() => seen.support = Some(Tense::Past),
        "do" | "does" if seen.support.is_none() => seen.support = Some(Tense::Present),
        "was" | "were" => seen.be = Some(Tense::Past),
        "am" | "is" | "are" | "'s" => seen.be = Some(Tense::Present),
        "been" | "be" | "being" if seen.have.is_some() || seen.modal || seen.be.is_some() => {
            seen.be = seen.be.or(Some(Tense::Past));
        }
        "to" if seen.modal => {}
        _ => return is_adverb(word),
    }
    true
}

/// Whether "'d" or "had" asserts nothing: "I'd have", "I'd better".
fn is_would(word: &str, next: &str) -> bool {
    next == "better" || word == "'d" && one_of(next, "have be love like rather say call")
}

fn is_adverb(word: &str) -> bool {
    let manner = word.ends_with("ly") && word.len() > 4;
    ADVERBS.contains(word) || manner && !matches!(word, "rely" | "reply" | "apply")
}

/// The verb at the end of the auxiliaries and its tense; nothing when `word` can be none.
fn verb(word: &str, seen: &Seen) -> Option<(String, Tense)> {
    if let Some(be) = seen.be {
        return Some(behind_be(word, be, seen));
    }
    if matches!(word, "" | "." | "?") {
        return cut_off(seen);
    }
    let form = past_after_subject(word);
    if seen.modal {
        return Some((base_of(form, word), Tense::Modal));
    }
    if let Some(have) = seen.have {
        let done = form.filter(|form| form.participle);
        return Some(done.map_or_else(
            || ("have".to_owned(), have),
            |form| (form.base.into_owned(), Tense::Past),
        ));
    }
    if let Some(tense) = seen.support {
        return Some((word.to_owned(), tense));
    }
    match form.filter(|form| form.past) {
        Some(form) => Some((form.base.into_owned(), Tense::Past)),
        None if NOT_A_VERB.contains(word) => None,
        None => Some((word.to_owned(), Tense::Present)),
    }
}

/// "was driving", "was told", "was tired".
fn behind_be(word: &str, be: Tense, seen: &Seen) -> (String, Tense) {
    if let Some(base) = verbs::progressive(word) {
        return (base, if seen.modal { Tense::Modal } else { be });
    }
    match verbs::past(word).filter(|form| form.participle) {
        Some(form) => (form.base.into_owned(), Tense::Passive),
        None => ("be".to_owned(), Tense::State),
    }
}

/// A sentence that ends with its auxiliary: "I didn't."
fn cut_off(seen: &Seen) -> Option<(String, Tense)> {
    let (main, tense) = match (seen.support, seen.have) {
        (Some(tense), _) => ("do", tense),
        (None, Some(tense)) => ("have", tense),
        (None, None) => return None,
    };
    Some((
        main.to_owned(),
        if seen.modal { Tense::Modal } else { tense },
    ))
}

fn base_of(form: Option<Form>, word: &str) -> String {
    form.map_or_else(|| word.to_owned(), |form| form.base.into_owned())
}

/// Words that cannot be a present verb behind a subject.
static NOT_A_VERB: Lexicon = LazyLock::new(|| {
    set(
        "the a an and or but because of in on at for with from to who that which my our his her \
         their i we he she they it you me us as if when while by than nobody this these those \
         what how why out up down one two no",
    )
});

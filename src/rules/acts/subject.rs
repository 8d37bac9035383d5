//! Which word is a subject, and whose: pronouns, people by name or noun, doers by their ending.

use std::sync::LazyLock;

use super::Agent;
use crate::rules::lexicon::{Lexicon, NOBODY, OTHERS, PEOPLE, THINGS_IN_ER, one_of, set};
use crate::rules::reading::Reading;
use crate::rules::verbs;

/// The subject that begins at `index`, and the word behind it.
pub(super) fn subject(reading: &Reading<'_>, index: usize) -> Option<(Agent, usize)> {
    let word = reading.at(index);
    let after = index + 1;
    if is_swallowed(reading, index) {
        return Some((Agent::Speaker, index));
    }
    match word {
        "i" => return Some((Agent::Speaker, aside(reading, after))),
        "we" => return Some((Agent::We, aside(reading, after))),
        "no" if reading.at(after) == "one" => {
            return Some((Agent::Nobody, past_place(reading, index + 2)));
        }
        "none" if reading.at(after) == "of" => {
            let us = reading.at(index + 2) == "us";
            return Some((if us { Agent::We } else { Agent::Nobody }, index + 3));
        }
        _ => {}
    }
    if NOBODY.contains(&word) {
        let end = if reading.at(after) == "else" {
            after + 1
        } else {
            after
        };
        return Some((Agent::Nobody, past_place(reading, end)));
    }
    if OTHERS.contains(&word) {
        return Some((Agent::Other, after));
    }
    if is_person(reading.at(after)) {
        return None;
    }
    let governed = governed(reading, index);
    let doer = is_doer(word)
        && one_of(
            reading.before(index, 1),
            "the our my a their his her two three",
        );
    if !governed
        && (doer || reading.words[index].name || is_person(word))
        && (reading.at(after) != "'s"
            || verbs::past(reading.at(after + 1)).is_some_and(|form| form.participle))
    {
        return Some((Agent::Other, past_place(reading, after)));
    }
    None
}

/// "It broke because hadn't told them": where English needs a subject and none is heard, "I" is the one that is
/// swallowed, or lost by a recogniser.
fn is_swallowed(reading: &Reading<'_>, index: usize) -> bool {
    let needed = match reading.before(index, 1) {
        "because" => true,
        "that" => one_of(reading.before(index, 2), "is was 's"),
        _ => false,
    };
    let (word, next) = (reading.at(index), reading.at(index + 1));
    let passive = one_of(reading.at(index + 2), "be been");
    let omitted = one_of(word, "had did have could") && next == "not" && !passive;
    let verb = index + usize::from(word == "never");
    let done = || {
        verbs::past(reading.at(verb)).is_some_and(|form| form.past)
            && one_of(
                reading.at(verb + 1),
                "the a an my it them him her every all no",
            )
    };
    needed && (omitted || done())
}

/// Whether a preposition or a verb in front makes the noun at `index` an object.
fn governed(reading: &Reading<'_>, index: usize) -> bool {
    let mut first = index;
    for _ in 0..3 {
        let word = reading.before(first, 1);
        if word.is_empty() || one_of(word, ". ? , and or but so because that then") {
            return false;
        }
        if PREPOSITIONS.contains(word) {
            return !(word == "of" && is_quantity(reading.before(first, 2)));
        }
        if one_of(word, "the a an my our his her their") {
            let behind = reading.before(first, 2);
            if behind == "of" && is_quantity(reading.before(first, 3)) {
                return false;
            }
            return PREPOSITIONS.contains(behind) || verbs::past(behind).is_some_and(|f| f.past);
        }
        first -= 1;
    }
    false
}

/// "Two of the guests": the guests are the subject all the same.
fn is_quantity(word: &str) -> bool {
    one_of(
        word,
        "one two three four five some most half all many several each none both few any",
    )
}

static PREPOSITIONS: Lexicon = LazyLock::new(|| {
    set(
        "to for with by from of at about on in into against without as like between behind under \
         over after told asked than",
    )
});

/// Whether `word` names a person or a group.
pub(in crate::rules) fn is_person(word: &str) -> bool {
    let single = word.strip_suffix('s').unwrap_or(word);
    PEOPLE.contains(word)
        || PEOPLE.contains(single)
        || word.ends_with("ist") && word.len() > 6
        || (single.ends_with("man") || single.ends_with("men")) && single.len() > 5
}

/// Whether a noun's ending makes it one who does something: "the scaffolders".
fn is_doer(word: &str) -> bool {
    let single = word.strip_suffix('s').unwrap_or(word);
    single.len() > 4
        && (single.ends_with("er") || single.ends_with("or"))
        && !THINGS_IN_ER.contains(single)
}

/// Steps over "on the other team" behind a subject.
fn past_place(reading: &Reading<'_>, index: usize) -> usize {
    if !one_of(reading.at(index), "on in at of from over as") {
        return index;
    }
    let mut end = index + 1;
    for _ in 0..4 {
        if reading.stops(end)
            || one_of(reading.at(end), "had was were did has is")
            || is_person(reading.at(end))
        {
            break;
        }
        end += 1;
    }
    if is_person(reading.at(end)) {
        end + 1
    } else {
        end
    }
}

/// Steps over a parenthesis between commas behind a pronoun: "we, as a group, were".
fn aside(reading: &Reading<'_>, index: usize) -> usize {
    if index == 0 || !reading.words[index - 1].pauses {
        return index;
    }
    let limit = (index + 7).min(reading.words.len());
    (index..limit)
        .take_while(|&i| !reading.stops(i))
        .find(|&i| reading.words[i].pauses)
        .map_or(index, |i| i + 1)
}

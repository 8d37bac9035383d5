//! Who did what: every subject with its verb, as far as word order tells.
//!
//! Triples of agent, negation and verb generalise to unseen sentences far better than
//! patterns of words do; English puts the three in a fixed order, so a walk from the
//! subject over adverbs and auxiliaries finds the verb without a parser.

use std::ops::Range;

use super::lexicon::{ADVERBS, MODALS, NEGATIONS, NOBODY, OTHERS, PEOPLE, THINGS_IN_ER};
use super::reading::Reading;
use super::verbs::{self, past_after_subject};

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

/// The subject that begins at `index`, and the word behind it.
fn subject(reading: &Reading<'_>, index: usize) -> Option<(Agent, usize)> {
    let word = reading.at(index);
    let after = index + 1;
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
        && matches!(
            reading.before(index, 1),
            "the" | "our" | "my" | "a" | "their" | "his" | "her" | "two" | "three"
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

/// Whether a preposition or a verb in front makes the noun at `index` an object.
fn governed(reading: &Reading<'_>, index: usize) -> bool {
    let mut first = index;
    for _ in 0..3 {
        let word = reading.before(first, 1);
        if word.is_empty()
            || matches!(
                word,
                "." | "?" | "," | "and" | "or" | "but" | "so" | "because" | "that" | "then"
            )
        {
            return false;
        }
        if PREPOSITIONS.contains(&word) {
            return !(word == "of" && is_quantity(reading.before(first, 2)));
        }
        if matches!(
            word,
            "the" | "a" | "an" | "my" | "our" | "his" | "her" | "their"
        ) {
            let behind = reading.before(first, 2);
            if behind == "of" && is_quantity(reading.before(first, 3)) {
                return false;
            }
            return PREPOSITIONS.contains(&behind) || verbs::past(behind).is_some_and(|f| f.past);
        }
        first -= 1;
    }
    false
}

/// "Two of the guests": the guests are the subject all the same.
fn is_quantity(word: &str) -> bool {
    matches!(
        word,
        "one"
            | "two"
            | "three"
            | "four"
            | "five"
            | "some"
            | "most"
            | "half"
            | "all"
            | "many"
            | "several"
            | "each"
            | "none"
            | "both"
            | "few"
            | "any"
    )
}

const PREPOSITIONS: &[&str] = &[
    "to", "for", "with", "by", "from", "of", "at", "about", "on", "in", "into", "against",
    "without", "as", "like", "between", "behind", "under", "over", "after", "told", "asked",
    "than",
];

/// Whether `word` names a person or a group.
pub(super) fn is_person(word: &str) -> bool {
    let single = word.strip_suffix('s').unwrap_or(word);
    PEOPLE.contains(&word)
        || PEOPLE.contains(&single)
        || word.ends_with("ist") && word.len() > 6
        || (single.ends_with("man") || single.ends_with("men")) && single.len() > 5
}

/// Whether a noun's ending makes it one who does something: "the scaffolders".
fn is_doer(word: &str) -> bool {
    let single = word.strip_suffix('s').unwrap_or(word);
    single.len() > 4
        && (single.ends_with("er") || single.ends_with("or"))
        && !THINGS_IN_ER.contains(&single)
}

/// Steps over "on the other team" behind a subject.
fn past_place(reading: &Reading<'_>, index: usize) -> usize {
    if !matches!(
        reading.at(index),
        "on" | "in" | "at" | "of" | "from" | "over" | "as"
    ) {
        return index;
    }
    let mut end = index + 1;
    for _ in 0..4 {
        if reading.stops(end)
            || matches!(
                reading.at(end),
                "had" | "was" | "were" | "did" | "has" | "is"
            )
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

/// Whether a word behind a noun can be its present verb: "the nurse prepares", "the nurses prepare".
fn present_of_noun(noun: &str, word: &str) -> bool {
    word.ends_with('s') != noun.ends_with('s') && word.len() > 2
}

/// What the auxiliaries said so far.
#[derive(Default)]
struct Seen {
    negated: bool,
    modal: bool,
    perfect: bool,
    had: bool,
    be: Option<Tense>,
    did: bool,
    does: bool,
}

/// From a subject to its verb, over adverbs, auxiliaries and negations.
fn walk(reading: &Reading<'_>, agent: Agent, subject: usize, start: usize) -> Option<Act> {
    let mut seen = Seen::default();
    for index in start..start + 8 {
        let word = reading.at(index);
        if take_auxiliary(word, reading.at(index + 1), &mut seen) {
            continue;
        }
        let (base, tense) = verb(word, &seen)?;
        let noun = agent == Agent::Other && !OTHERS.contains(&reading.at(subject));
        if noun
            && tense == Tense::Present
            && !seen.perfect
            && !seen.does
            && seen.be.is_none()
            && !present_of_noun(reading.at(start - 1), word)
        {
            return None;
        }
        let verb = if tense == Tense::State {
            index - 1
        } else {
            index
        };
        return Some(Act {
            agent,
            subject,
            verb,
            base,
            tense,
            negated: seen.negated,
            perfect: seen.perfect || seen.had,
            ongoing: seen.be.is_some() && reading.at(verb).ends_with("ing"),
        });
    }
    None
}

/// Notes an auxiliary, negation or adverb; false when `word` is none.
fn take_auxiliary(word: &str, next: &str, seen: &mut Seen) -> bool {
    match word {
        _ if NEGATIONS.contains(&word) => seen.negated = true,
        _ if MODALS.contains(&word) => seen.modal = true,
        "had" | "'d" if !seen.had => {
            if next == "better"
                || (word == "'d"
                    && matches!(
                        next,
                        "have" | "be" | "love" | "like" | "rather" | "say" | "call"
                    ))
            {
                seen.modal = true;
            } else {
                seen.had = true;
            }
        }
        "have" | "has" if !seen.perfect => seen.perfect = true,
        "did" if !seen.did => seen.did = true,
        "do" | "does" if !seen.does => seen.does = true,
        "was" | "were" => seen.be = Some(Tense::Past),
        "am" | "is" | "are" | "'s" => seen.be = Some(Tense::Present),
        "been" | "be" | "being" if seen.perfect || seen.had || seen.modal || seen.be.is_some() => {
            seen.be = seen.be.or(Some(Tense::Past));
        }
        "to" if seen.modal => {}
        _ => {
            return ADVERBS.contains(&word)
                || (word.ends_with("ly")
                    && word.len() > 4
                    && word != "rely"
                    && word != "reply"
                    && word != "apply");
        }
    }
    true
}

/// The verb at the end of the auxiliaries and its tense; nothing when `word` can be none.
fn verb(word: &str, seen: &Seen) -> Option<(String, Tense)> {
    if let Some(be) = seen.be {
        if let Some(base) = verbs::progressive(word) {
            let tense = if seen.modal { Tense::Modal } else { be };
            return Some((base, tense));
        }
        return Some(match verbs::past(word).filter(|form| form.participle) {
            Some(form) => (form.base.into_owned(), Tense::Passive),
            None => ("be".to_owned(), Tense::State),
        });
    }
    if matches!(word, "" | "." | "?") {
        let main = if seen.did || seen.does {
            "do"
        } else if seen.had || seen.perfect {
            "have"
        } else {
            return None;
        };
        let tense = if seen.modal {
            Tense::Modal
        } else if seen.does || seen.perfect {
            Tense::Present
        } else {
            Tense::Past
        };
        return Some((main.to_owned(), tense));
    }
    let form = past_after_subject(word);
    if seen.modal {
        let base = form.map_or_else(|| word.to_owned(), |f| f.base.into_owned());
        return Some((base, Tense::Modal));
    }
    if seen.had || seen.perfect {
        return Some(match form.filter(|f| f.participle) {
            Some(form) => (form.base.into_owned(), Tense::Past),
            None if seen.had => ("have".to_owned(), Tense::Past),
            None => ("have".to_owned(), Tense::Present),
        });
    }
    if seen.did {
        return Some((word.to_owned(), Tense::Past));
    }
    if seen.does {
        return Some((word.to_owned(), Tense::Present));
    }
    Some(match form.filter(|f| f.past) {
        Some(form) => (form.base.into_owned(), Tense::Past),
        None if NOT_A_VERB.contains(&word) => return None,
        None => (word.to_owned(), Tense::Present),
    })
}

/// Words that cannot be a present verb behind a subject.
const NOT_A_VERB: &[&str] = &[
    "the", "a", "an", "and", "or", "but", "because", "of", "in", "on", "at", "for", "with", "from",
    "to", "who", "that", "which", "my", "our", "his", "her", "their", "i", "we", "he", "she",
    "they", "it", "you", "me", "us", "as", "if", "when", "while", "by", "than", "nobody", "this",
    "these", "those", "what", "how", "why", "out", "up", "down", "one", "two", "no",
];

/// Further verbs of the same subject: "muted it **and forgot**".
fn coordinated(reading: &Reading<'_>, first: &Act) -> Vec<Act> {
    let mut found = Vec::new();
    if matches!(first.tense, Tense::Modal | Tense::Present) && !first.perfect {
        return found;
    }
    let mut joined = false;
    for index in first.verb + 1..first.verb + 26 {
        let word = reading.at(index);
        if reading.stops(index)
            || (index > first.verb + 1
                && subject(reading, index).is_some()
                && is_subject_pronoun(word))
        {
            break;
        }
        if matches!(word, "and" | "then" | "but" | "or") || reading.words[index - 1].pauses {
            joined = true;
        }
        if !joined || matches!(word, "and" | "then" | "but" | "or") {
            continue;
        }
        let negated = NEGATIONS.contains(&word) || word == "did";
        if negated || ADVERBS.contains(&word) || word.ends_with("ly") {
            continue;
        }
        joined = false;
        let behind_did = reading.before(index, 1) == "not" && reading.before(index, 2) == "did";
        let form = verbs::past(word).filter(|form| form.past);
        let Some(base) = form
            .map(|f| f.base.into_owned())
            .or_else(|| behind_did.then(|| word.to_owned()))
        else {
            continue;
        };
        found.push(Act {
            agent: first.agent,
            subject: index,
            verb: index,
            base,
            tense: Tense::Past,
            negated: NEGATIONS.contains(&reading.before(index, 1)),
            perfect: first.perfect,
            ongoing: false,
        });
    }
    found
}

fn is_subject_pronoun(word: &str) -> bool {
    matches!(
        word,
        "i" | "we"
            | "he"
            | "she"
            | "they"
            | "it"
            | "you"
            | "nobody"
            | "everyone"
            | "everybody"
            | "that"
            | "which"
    )
}

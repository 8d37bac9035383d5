//! What is practised now: a standing rule of the speaker's own, or any change at all.
//!
//! A rule has a first person, a present and a trigger: "before I quote a date I ask the mill".

mod impersonal;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::acts::{Act, Agent, Tense};
use super::lexicon::{Lexicon, one_of, set};
use super::reading::{Reading, phrase};
use super::scene::Part;
use super::verbs::among;

/// When it is done: a trigger, a condition, a schedule.
static TRIGGER: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"every (?:\w+ )?\w+",
        r"each (?:\w+ )?\w+",
        r"any \w+",
        r"before \w+",
        r"until",
        r"unless",
        r"without",
        r"whenever",
        r"when(?:ever)? (?:i|a|an|the|it|they|he|she|we|someone|somebody|my|that|there|people|\w+ing)(?: \w+)?",
        r"if (?:i|a|an|the|it|they|he|she|we|someone|somebody|my|that|there|one|two|people|we are|any|\w+) \w+",
        r"(?:after|once) (?:i|a|an|the|it|they|he|she|each|every|any|that|\w+ing)",
        r"as soon as",
        r"the (?:moment|minute|day|night|morning|week|evening|hour|afternoon|monday|friday|month) (?:before|after|i|that|of|a|it)",
        r"(?:first|last) thing",
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?: \w+)?",
        r"(?:january|april|june|july|october|quarter|month end|year end)",
        r"(?:on|at|in|by) (?:the )?(?:first|second|third|last|start|end|beginning|twenty \w+|fifteenth|tenth|open|close|noon|midnight|three|four|five|six|seven|eight|nine|ten|morning|evening) ?(?:of)?",
        r"(?:once|twice|three times) (?:a|per|every|each|from)",
        r"(?:daily|weekly|monthly|nightly|quarterly|hourly)",
        r"(?:a|the) (?:day|week|hour|night|month) (?:before|ahead|earlier|in advance)",
        r"never",
        r"always",
        r"no longer",
        r"(?:not|nothing|no \w+)(?: \w+){0,8} (?:anymore|any more|until|unless|without|before|by)",
        r"whatever",
        r"first",
        r"anything (?:over|above|under|below|that|i|with|on)",
        r"(?:nothing|no \w+|nobody) (?:goes|leaves|starts|runs|gets|ships|ship|go|leave|is|moves|happens|comes|enters|passes|prints|flies|sails)",
        r"twice",
        r"out of (?:every|each|ten|five)",
        r"days? (?:before|i)",
        r"over \w+ (?:\w+ )?(?:i|gets|goes)",
        r"or not",
        r"next to (?:it|each|every)",
        r"at (?:each|every|a|the) \w+",
        r"two (?:\w+ )?(?:people|signatures|buildings|pairs|lines|numbers)",
        r"as i \w+",
        r"while i \w+",
        r"(?:says|reads|shows) (?:under|over|above|below|\w+)",
        r"the night",
        r"in (?:that|this) order",
        r"then i",
        r"where(?:ver)? (?:i|the|a)",
        r"(?:my|the|an?) (?:calendar|alarm|reminder|timer|diary|phone)(?: \w+){0,3}",
        r"minutes? (?:of|before|after|on)",
        r"per \w+",
        r"(?:one|two|a|three) \w+ (?:a|per|every|each) (?:week|month|day|year|shift|quarter|fortnight)",
        r"(?:first|second|third) \w+ in a",
        r"on my \w+",
        r"under my name",
        r"a standing",
        r"end of (?:the|each|every) (?:day|week|shift|month)",
    ])
});

/// Feelings, resolve and effort: no practice however often.
static INNER: Lexicon = LazyLock::new(|| {
    set(
        "be feel think try hope want believe know trust care respect sleep worry need mean like \
         love suppose guess remember appreciate value understand realise realize learn promise \
         vow hate regret see become grow live have listen forgive wish intend plan consider \
         reckon do miss say swear embrace strive aim focus take teach seem find continue carry \
         keep decide go",
    )
});

/// What is only felt or meant, whatever gate stands in front of it.
static WISHES: Lexicon = LazyLock::new(|| {
    set(
        "be feel try hope want think mean wish believe plan intend know love like care worry need \
         guess suppose remember decide keep do respect trust learn",
    )
});

/// Weak verbs that an object makes a practice: "I say it aloud", "I have them read it back".
const LIGHT: &str = "say have take do see listen teach find keep go";

/// Such objects.
const OBJECTS: &str =
    "it the them out her him my a each every one two yes no not to round right back through in";

/// Forms that are past and present alike.
const EITHER: &str = "put set read cut let hit shut split spread cast quit";

/// Openings behind which nothing is claimed.
const HEDGES: &str = "if wish should could when because before unless until that what whatever";

/// How many habits in a row make a routine without a trigger.
const ROUTINE: usize = 3;

/// Where a standing practice of the speaker's is told.
pub(super) fn personal_rule(part: &Part<'_>) -> Option<Range<usize>> {
    let reading = &part.reading;
    let habits: Vec<&Act> = part
        .acts
        .iter()
        .filter(|act| is_habit(reading, act))
        .collect();
    let ruled = habits
        .iter()
        .find(|act| refuses(reading, act) || has_trigger(reading, act));
    let present = habits.iter().filter(|act| act.tense == Tense::Present);
    let routine = if present.clone().count() >= ROUTINE {
        present.clone().next()
    } else {
        None
    };
    let told = ruled.or(routine).map(|act| reading.sentence(act.subject));
    told.or_else(|| impersonal::find(part))
}

/// "I" with a present verb that is something done, or a refusal: "I won't", "I never".
fn is_habit(reading: &Reading<'_>, act: &Act) -> bool {
    let asked = reading.before(act.subject, 1) == "did";
    if act.agent != Agent::Speaker || asked || !is_present(reading, act) {
        return false;
    }
    let gated = is_gated(reading, act);
    if refuses(reading, act) {
        return true;
    }
    let unchanged = reading.slice(act.words()).contains("still") && !act.negated && !gated;
    if unchanged || is_intended(reading, act) {
        return false;
    }
    let done = !among(&act.base, &INNER) || is_standing(reading, act);
    gated && !among(&act.base, &WISHES) || done && !one_of(reading.before(act.subject, 1), HEDGES)
}

/// Whether it is done now, or has been since.
fn is_present(reading: &Reading<'_>, act: &Act) -> bool {
    match act.tense {
        Tense::Present => !act.perfect || reading.before(act.verb, 1) == "have",
        Tense::Modal => act.negated && matches!(reading.at(act.subject + 1), "will" | "can"),
        Tense::Past if act.perfect => has_held(reading, act),
        Tense::Past => one_of(reading.at(act.verb), EITHER) && act.verb == act.subject + 1,
        Tense::State | Tense::Passive => false,
    }
}

/// "I keep meaning to": no practice.
fn is_intended(reading: &Reading<'_>, act: &Act) -> bool {
    one_of(&act.base, "go mean plan keep")
        && one_of(
            reading.at(act.verb + 1),
            "to saying meaning telling thinking forgetting",
        )
}

/// Whether a gate stands near: "before", "until", "every".
fn is_gated(reading: &Reading<'_>, act: &Act) -> bool {
    let near = act.subject.saturating_sub(6)..act.verb + 10;
    near.into_iter()
        .any(|i| one_of(reading.at(i), "before until unless every each"))
}

/// "I won't cut from a single card", "I don't sign until I've counted", "I send nothing I haven't read": a refusal
/// is a rule by itself.
fn refuses(reading: &Reading<'_>, act: &Act) -> bool {
    let never = act.tense == Tense::Modal && reading.at(act.subject + 1) == "will";
    let nothing = one_of(reading.at(act.verb + 1), "nothing no nobody none");
    let gate = (act.verb + 1..act.verb + 12).any(|i| {
        one_of(reading.at(i), "until unless without before")
            || nothing && reading.slice(i..i + 3) == "i have not"
    });
    act.negated && never || (act.negated || nothing) && gate && act.tense == Tense::Present
}

/// A weak verb with an object that makes it a practice.
fn is_standing(reading: &Reading<'_>, act: &Act) -> bool {
    one_of(&act.base, LIGHT)
        && one_of(reading.at(act.verb + 1), OBJECTS)
        && !one_of(
            reading.at(act.verb + 2),
            "seriously lot better more feeling be",
        )
}

/// "Since then I have sounded every trunk": begun then and still so.
fn has_held(reading: &Reading<'_>, act: &Act) -> bool {
    reading.at(act.subject + 1) == "have"
        && reading
            .sentence(act.subject)
            .any(|i| one_of(reading.at(i), "since every each never always"))
}

/// Whether the sentence of an act, or its surroundings in unpunctuated speech, says when.
fn has_trigger(reading: &Reading<'_>, act: &Act) -> bool {
    let sentence = reading.sentence(act.subject);
    let start = sentence.start.max(act.subject.saturating_sub(25));
    reading.has_in(start..sentence.end.min(act.verb + 25), &TRIGGER)
}

/// Where something was done once: "I wrote a runbook", "we bought new scales".
pub(super) fn one_off(part: &Part<'_>) -> bool {
    part.acts.iter().any(|act| {
        let known = act.agent != Agent::Nobody;
        let done = matches!(act.tense, Tense::Past | Tense::Passive)
            || act.tense == Tense::Present && act.perfect;
        let intent = among(&act.base, &INNER) || one_of(&act.base, "get send come");
        known && done && !act.negated && !intent
    })
}

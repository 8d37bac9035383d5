//! Rules told without an "I": "no van leaves until …", "every Monday, the scales".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::rules::acts::{Agent, Tense};
use crate::rules::lexicon::one_of;
use crate::rules::reading::{Reading, phrase};
use crate::rules::scene::Part;

/// Rules told without an "I": "no van leaves until …", "borrowed tools go on a red cord".
static IMPERSONAL: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:nothing|no \w+(?: \w+){0,3}|none of (?:it|them)|not one \w+)(?: \w+){0,5} (?:goes|leaves|starts|runs|gets|ships|ship|go|leave|is|moves|happens|comes|passes|prints|flies|sails|opens|closes|enters|reaches|touches)(?: \w+){0,10} (?:until|unless|without|before|by|till|under|after)",
        r"(?:every|each|any|all|anything|borrowed|both|half|\w+s)(?: \w+){0,7} (?:gets|goes|get|go|comes|starts|sits|waits|needs|stays|opens|carries|has)(?: \w+){0,12} (?:i|me|my|next to it|twice|two|before|until|without|a second)",
        r"\w+ (?:stays?|waits?|goes|go|sits?|remains?|does not (?:leave|go|start|run|move|get)|do not (?:leave|go|start|run|move|get)) (?:\w+ ){0,6}(?:until|unless|before|without)",
        r"if (?:it|a|the|one|any)(?: \w+){1,4} the \w+ (?:stops|goes|waits|stays|comes|gets)",
        r"(?:i have to|i must|i am (?:not|only|never) allowed to|i get to)(?: \w+){1,8} (?:until|before|unless|every|each|first|without)",
        r"whoever(?: \w+){1,4} (?:goes|speaks|signs|reads|starts|checks)",
        r"my rule (?:is|now)",
        r"the rule (?:is|i|now)",
        r"(?:each|every) (?:\w+ ){1,3}(?:torque|say|write|check|count|read|call|ring|ask|test|weigh|measure|photograph) it",
        r"(?:my|a) (?:\w+ ){0,3}(?:goes on|comes out|comes up|goes in|gets) (?:\w+ ){0,4}(?:every|each|before|until|first)",
    ])
});

/// Orders to oneself: "each bolt, torque it, say it".
static ORDER: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:every|each|any|before|first|always|never)(?: \w+){0,6} (?:goes|gets|check|count|ring|call|ask|write|test|weigh|measure|read|say|stop|wait|phone|open|turn|put|photograph|print)(?: \w+)?(?: it| them| the| twice| first| aloud)?(?: \w+){0,6} (?:i|me|my|mine|myself)",
    ])
});

/// What a sentence that is a rule opens with.
const OPENINGS: &str = "every each before no nothing whenever any";

/// What keeps such a sentence from being one.
const TOLD: &str = "was were had did person matters changed change we not";

/// Where such a rule is told, and not as a group's.
pub(super) fn find(part: &Part<'_>) -> Option<Range<usize>> {
    let reading = &part.reading;
    let own = |hit: &Range<usize>| !is_collective(reading, hit.start);
    let stated = reading.find_all(&IMPERSONAL).into_iter().find(own);
    stated
        .or_else(|| reading.find(&ORDER).filter(own))
        .or_else(|| headed(part))
}

/// A sentence that opens with its trigger and tells nothing of the past.
fn headed(part: &Part<'_>) -> Option<Range<usize>> {
    let reading = &part.reading;
    let openings = (0..reading.words.len()).filter(|&i| i == 0 || reading.stops(i - 1));
    let skipped = openings.map(|i| i + usize::from(matches!(reading.at(i), "so" | "and" | "now")));
    let mut sentences = skipped.map(|start| start..reading.sentence(start).end.max(start));
    sentences.find(|sentence| is_headed(part, sentence))
}

fn is_headed(part: &Part<'_>, sentence: &Range<usize>) -> bool {
    let reading = &part.reading;
    let start = sentence.start;
    let opens =
        one_of(reading.at(start), OPENINGS) && reading.at(start + 1) != "one" && sentence.len() > 3;
    opens
        && !sentence.clone().any(|i| one_of(reading.at(i), TOLD))
        && !is_collective(reading, start)
        && !part.acts.iter().any(|act| {
            let gate = act.perfect || act.tense == Tense::Present;
            let habit = act.agent == Agent::Speaker && gate;
            sentence.contains(&act.verb) && !habit
        })
}

/// Whether the sentence at `index` is about a group and not the speaker.
fn is_collective(reading: &Reading<'_>, index: usize) -> bool {
    let mut sentence = reading.sentence(index);
    let group = sentence
        .clone()
        .any(|i| one_of(reading.at(i), "we our us team company department"));
    group && !sentence.any(|i| matches!(reading.at(i), "i" | "me" | "my"))
}

//! What is practised now: a standing rule of the speaker's own, or any change at all.
//!
//! A rule has a first person, a present and a trigger: "before I quote a date I ask the mill".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::acts::{Act, Agent, Tense};
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
const INNER: &[&str] = &[
    "be",
    "feel",
    "think",
    "try",
    "hope",
    "want",
    "believe",
    "know",
    "trust",
    "care",
    "respect",
    "sleep",
    "worry",
    "need",
    "mean",
    "like",
    "love",
    "suppose",
    "guess",
    "remember",
    "appreciate",
    "value",
    "understand",
    "realise",
    "realize",
    "learn",
    "promise",
    "vow",
    "hate",
    "regret",
    "see",
    "become",
    "grow",
    "live",
    "have",
    "listen",
    "forgive",
    "wish",
    "intend",
    "plan",
    "consider",
    "reckon",
    "do",
    "miss",
    "say",
    "swear",
    "embrace",
    "strive",
    "aim",
    "focus",
    "take",
    "teach",
    "seem",
    "find",
    "continue",
    "carry",
    "keep",
    "decide",
    "go",
];

/// Forms that are past and present alike.
const EITHER: &[&str] = &[
    "put", "set", "read", "cut", "let", "hit", "shut", "split", "spread", "cast", "quit",
];

/// Rules told without an "I": "no van leaves until …", "borrowed tools go on a red cord".
static IMPERSONAL: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:nothing|no \w+(?: \w+){0,3}|none of (?:it|them)|not one \w+)(?: \w+){0,5} (?:goes|leaves|starts|runs|gets|ships|ship|go|leave|is|moves|happens|comes|passes|prints|flies|sails|opens|closes|enters|reaches|touches)(?: \w+){0,10} (?:until|unless|without|before|by|till|under|after)",
        r"(?:every|each|any|all|anything|borrowed|both|half|\w+s)(?: \w+){0,7} (?:gets|goes|get|go|comes|starts|sits|waits|needs|stays|opens|carries|has)(?: \w+){0,12} (?:i|me|my|next to it|twice|two|before|until|without|a second)",
        r"\w+ (?:stays?|waits?|goes|go|sits?|remains?|does not (?:leave|go|start|run|move|get)|do not (?:leave|go|start|run|move|get)) (?:\w+ ){0,6}(?:until|unless|before|without)",
        r"if (?:it|a|the|one|any)(?: \w+){1,4} the \w+ (?:stops|goes|waits|stays|comes|gets)",
        r"my rule (?:is|now)",
        r"the rule (?:is|i|now)",
        r"(?:each|every) (?:\w+ ){1,3}(?:torque|say|write|check|count|read|call|ring|ask|test|weigh|measure|photograph) it",
        r"(?:my|a) (?:\w+ ){0,3}(?:goes on|comes out|comes up|goes in|gets) (?:\w+ ){0,4}(?:every|each|before|until|first)",
    ])
});

/// Where a standing practice of the speaker's is told.
pub(super) fn personal_rule(part: &Part<'_>) -> Option<Range<usize>> {
    let reading = &part.reading;
    let act = part
        .acts
        .iter()
        .find(|act| is_habit(reading, act) && (refuses(reading, act) || has_trigger(reading, act)));
    let habits: Vec<&Act> = part
        .acts
        .iter()
        .filter(|act| is_habit(reading, act) && act.tense == Tense::Present)
        .collect();
    let routine = (habits.len() >= 3).then(|| habits[0]);
    let told = act.or(routine).map(|act| reading.sentence(act.subject));
    let impersonal = reading
        .find_all(&IMPERSONAL)
        .into_iter()
        .find(|hit| !collective(reading, hit.start));
    told.or(impersonal).or_else(|| imperative(part))
}

/// "I" with a present verb that is something done, or a refusal: "I won't", "I never".
fn is_habit(reading: &Reading<'_>, act: &Act) -> bool {
    if act.agent != Agent::Speaker {
        return false;
    }
    let base = act.base.as_str();
    let gated = (act.subject.saturating_sub(6)..act.verb + 10).any(|i| {
        matches!(
            reading.at(i),
            "before" | "until" | "unless" | "every" | "each"
        )
    });
    if reading.slice(act.words()).contains("still") && !act.negated && !gated {
        return false;
    }
    if reading.before(act.subject, 1) == "did" {
        return false;
    }
    let spoken = matches!(
        base,
        "say" | "have" | "take" | "do" | "see" | "listen" | "teach" | "find" | "keep" | "go"
    ) && standing(reading, act);
    let present = match act.tense {
        Tense::Present => !act.perfect || reading.before(act.verb, 1) == "have",
        Tense::Modal => matches!(reading.at(act.subject + 1), "will" | "can") && act.negated,
        Tense::Past => {
            EITHER.contains(&reading.at(act.verb)) && !act.perfect && act.verb == act.subject + 1
                || act.perfect && held(reading, act)
        }
        Tense::State | Tense::Passive => false,
    };
    let intended = matches!(base, "go" | "mean" | "plan" | "keep")
        && matches!(
            reading.at(act.verb + 1),
            "to" | "saying" | "meaning" | "telling" | "thinking" | "forgetting"
        );
    if act.negated && present && refuses(reading, act) {
        return true;
    }
    present
        && !intended
        && (!among(base, INNER) || spoken)
        && !HEDGE.contains(&reading.before(act.subject, 1))
}

/// "I won't cut from a single card": a refusal is a rule by itself.
fn refuses(reading: &Reading<'_>, act: &Act) -> bool {
    let gate = (act.verb + 1..act.verb + 12)
        .any(|i| matches!(reading.at(i), "until" | "unless" | "without" | "before"));
    act.negated
        && (act.tense == Tense::Modal && reading.at(act.subject + 1) == "will"
            || gate && act.tense == Tense::Present)
}

/// Openings behind which nothing is claimed.
const HEDGE: &[&str] = &[
    "if", "wish", "should", "could", "when", "because", "before", "unless", "until", "that",
    "what", "whatever",
];

/// A weak verb made a practice by its object: "I say it aloud", "I have them read it back".
fn standing(reading: &Reading<'_>, act: &Act) -> bool {
    matches!(
        reading.at(act.verb + 1),
        "it" | "the"
            | "them"
            | "out"
            | "her"
            | "him"
            | "my"
            | "a"
            | "each"
            | "every"
            | "one"
            | "two"
            | "yes"
            | "no"
            | "not"
            | "to"
            | "round"
            | "right"
            | "back"
            | "through"
            | "in"
    ) && !matches!(
        reading.at(act.verb + 2),
        "seriously" | "lot" | "better" | "more" | "feeling" | "be"
    )
}

/// "Since then I have sounded every trunk": begun then and still so.
fn held(reading: &Reading<'_>, act: &Act) -> bool {
    let sentence = reading.sentence(act.subject);
    matches!(reading.at(act.subject + 1), "have") && reading.has_in(sentence, &HELD)
}

static HELD: LazyLock<Regex> =
    LazyLock::new(|| phrase(&[r"(?:since|ever since|every|each|never|always)"]));

/// Whether the sentence of an act, or its surroundings in unpunctuated speech, says when.
fn has_trigger(reading: &Reading<'_>, act: &Act) -> bool {
    let sentence = reading.sentence(act.subject);
    let window =
        sentence.start.max(act.subject.saturating_sub(25))..sentence.end.min(act.verb + 25);
    reading.has_in(window, &TRIGGER)
}

/// Whether the subject there is a group.
fn collective(reading: &Reading<'_>, index: usize) -> bool {
    let sentence = reading.sentence(index);
    sentence.clone().any(|i| {
        matches!(
            reading.at(i),
            "we" | "our" | "us" | "team" | "company" | "department"
        )
    }) && !sentence
        .clone()
        .any(|i| matches!(reading.at(i), "i" | "me" | "my"))
}

/// "Each bolt, torque it, say it": orders to oneself.
fn imperative(part: &Part<'_>) -> Option<Range<usize>> {
    let reading = &part.reading;
    reading
        .find(&ORDER)
        .filter(|hit| !collective(reading, hit.start))
}

static ORDER: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:every|each|any|before|first|always|never)(?: \w+){0,6} (?:goes|gets|check|count|ring|call|ask|write|test|weigh|measure|read|say|stop|wait|phone|open|turn|put|photograph|print)(?: \w+)?(?: it| them| the| twice| first| aloud)?(?: \w+){0,6} (?:i|me|my|mine|myself)",
    ])
});

/// Nothing has changed, or it was only meant to.
static UNCHANGED: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:is|'s|its|stays|all) the same",
        r"did (?:it|i|we|that|anything|you)(?: \w+){0,2} change(?: \w+){0,8} (?:no|not)",
        r"should (?:\w+ )?have (?:some|a|any)(?: \w+){0,4}",
        r"not changed (?:anything|a thing|it|much)",
        r"nothing (?:\w+ )?(?:'s |has |have |is |had |was )?(?:\w+ )?(?:changed|different|changes|new|came|happened)",
        r"(?:no|not much|not a lot|little) (?:\w+ )?(?:has |have |'s )?(?:changes?|changed|different|difference)",
        r"(?:has|have|did|do|does|is|would|will) not (?:\w+ )?(?:changed?|happened|happen|do anything|done anything|got round|gotten round|got around|gotten around|started|set (?:it|that|one) up|do it differently|done it yet|stuck|materialised|come to|do much|done much|bother|bothered)",
        r"not (?:yet|there yet|so far|much)",
        r"(?:still|carry on|carried on|continue|keep|kept|carrying on|go on|work|going)(?: \w+){0,6} (?:same|as before|like before|the way (?:i|we) (?:always|did)|as (?:i|we) (?:always|did))",
        r"(?:the )?same (?:as|way|me|spreadsheet|again|then|old|process|list|routine|system|thing)",
        r"(?:been |was |am |still )?(?:meaning|planning|intending|hoping|wanting|supposed|thinking) (?:to|of|about)",
        r"i (?:always |still |do |really |fully )?(?:mean|plan|intend|hope|aim|want|ought|need) to(?: \w+)?",
        r"i (?:would|'d) (?:\w+ )?(?:like|love) to(?: \w+)?",
        r"(?:i am|i was|'m|we are) (?:\w+ )?(?:going|planning|hoping) to",
        r"(?:some day|someday|one day|one of these days|at some point|sooner or later|eventually|next year|soon)",
        r"on my (?:list|to do list|to do|agenda|radar)",
        r"(?:wore|worn|fell|fallen|died|slipped|faded|petered) (?:off|away|out|back|by)",
        r"(?:stopped|gave up|given up|quit|dropped) (?:doing |it|that|again|after)",
        r"i (?:should|ought to|might)(?: \w+){0,3} (?:something|do|start|set|write|make|get|ask|differently|put)",
        r"i (?:keep|kept) (?:saying|telling|meaning|forgetting|promising)",
        r"(?:still|have) (?:have |has |had )?not",
        r"not really(?: \.| i| it| we)?",
        r"not (?:changed|changing) (?:anything|a thing|much)",
        r"would not change (?:anything|a thing|much)",
        r"(?:there was|a lot of|plenty of) talk",
        r"i say (?:out loud )?and do not",
        r"(?:got|get|gotten|getting) (?:round|around) to",
        r"still (?:on|using|the same|do|doing|send|use|there|in|working|run|thing|write|sign|with|approve|open)",
        r"no (?:not|nothing|we carry|change)",
        r"never (?:got|gotten|did|happened|came|started|made it|wrote|built|finished)",
        r"(?:as|like|same as) (?:before|then|ever)",
        r"carry on",
        r"has to change",
        r"to be decided",
        r"i do not (?:have|know)(?: \w+){0,3} (?:yet|one|what)",
        r"no time",
        r"back to (?:normal|how|the way|my old)",
        r"it is what it is",
        r"changed \? (?:no|not)",
        r"\. not \.",
        r"not it (?:has|is|'s) been fine",
        r"(?:as|how) it (?:was|always was|is)",
        r"(?:still|all) the same",
        r"for now (?:it )?(?:is|'s) the same",
    ])
});

/// Where no more than an intention is told.
pub(super) fn unchanged(reading: &Reading<'_>) -> Option<Range<usize>> {
    reading.find(&UNCHANGED)
}

/// Where a change was made and did not last.
pub(super) fn lapsed(reading: &Reading<'_>) -> bool {
    reading.has(&LAPSED)
}

static LAPSED: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:it|that|which|habit|then) (?:\w+ )?(?:wore|worn|fell|fallen|died|slipped|faded|petered|tailed|trailed|drifted) (?:off|away|out|back|by)",
        r"(?:did not|has not|have not|never) (?:last|lasted|stick|stuck|hold|keep it up|kept it up)",
        r"(?:stopped|gave up|given up|quit|dropped|abandoned) (?:doing |using )?(?:it|that|again|after|them)",
        r"(?:back to|old) (?:normal|how|the way|my old|habits|ways)",
        r"for (?:about |around )?(?:a|two|three|the first|six) (?:\w+ )?(?:weeks?|months?|days?)(?: \w+){0,8} (?:then|after that|but)",
        r"lapsed",
    ])
});

/// Where something was done once: "I wrote a runbook", "we bought new scales".
pub(super) fn one_off(part: &Part<'_>) -> bool {
    part.acts.iter().any(|act| {
        let doing = matches!(act.agent, Agent::Speaker | Agent::We | Agent::Other)
            && matches!(act.tense, Tense::Past | Tense::Present | Tense::Passive);
        let intent = among(&act.base, INNER)
            || matches!(
                act.base.as_str(),
                "keep" | "get" | "send" | "carry" | "continue" | "go" | "come"
            );
        doing && !act.negated && !intent && !(act.tense == Tense::Present && !act.perfect)
    })
}

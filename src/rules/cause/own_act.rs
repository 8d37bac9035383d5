//! A named act or omission of the speaker's own: "I skipped the dry run".
//!
//! In the parts where failure and cause are told, a past verb behind "I" is an act unless it
//! is a state, a job, something said in passing or part of the repair; with a negation even
//! most of these are omissions ("I never asked").

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::denial;
use crate::rules::acts::{Act, Agent, Tense};
use crate::rules::reading::{Reading, phrase};
use crate::rules::strength;
use crate::rules::verbs;
use crate::rules::verbs::among;

/// States and perceptions: no act, negated or not.
const STATES: &[&str] = &[
    "be",
    "have",
    "want",
    "like",
    "love",
    "hope",
    "mean",
    "need",
    "remember",
    "recall",
    "wish",
    "prefer",
    "enjoy",
    "hate",
    "fear",
    "deserve",
    "seem",
    "exist",
    "grow",
    "live",
    "agree",
    "care",
    "think",
    "feel",
    "know",
    "understand",
    "own",
    "suppose",
    "sleep",
    "reckon",
    "accept",
    "believe",
    "get",
    "mind",
    "deny",
    "admit",
    "promise",
    "cry",
    "become",
    "fail",
    "dispute",
    "regret",
    "tend",
];

/// States whose absence is an omission all the same: "I never cared to look" is none, "I did not think to ask" is.
const OMITTED: &[&str] = &["get", "think", "mind"];

/// Jobs, biography, perceptions, talk and repair: an act of the failure only when negated or given as its cause.
const NEUTRAL: &[&str] = &[
    "join",
    "mentor",
    "study",
    "train",
    "work",
    "serve",
    "inherit",
    "maintain",
    "start",
    "begin",
    "finish",
    "move",
    "graduate",
    "volunteer",
    "supervise",
    "coordinate",
    "handle",
    "support",
    "qualify",
    "see",
    "hear",
    "notice",
    "find",
    "discover",
    "realise",
    "realize",
    "learn",
    "meet",
    "wonder",
    "wake",
    "come",
    "go",
    "arrive",
    "sit",
    "stand",
    "drive",
    "walk",
    "say",
    "ask",
    "mention",
    "explain",
    "answer",
    "reply",
    "thank",
    "apologise",
    "apologize",
    "ring",
    "phone",
    "call",
    "fix",
    "restore",
    "roll",
    "recover",
    "repair",
    "replace",
    "build",
    "design",
    "lead",
    "manage",
    "head",
    "spend",
    "rescue",
    "call",
    "report",
    "expect",
    "look",
    "watch",
    "teach",
    "coach",
    "try",
    "use",
    "wear",
    "eat",
    "help",
    "do",
    "stay",
    "happen",
    "end",
    "confess",
];

/// What one runs, holds or takes as a job.
static JOB: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:ran|run|running|led|managed|had|kept|looked after|headed|covered) (?:\w+ ){0,3}(?:team|shop|kitchen|department|floor|project|service|desk|back|ward|crew|programme|program|platform|shift|section|site|branch|warehouse|squad|group|class|clinic|practice|account|sheets)",
        r"(?:took|take|taking) (?:\w+ ){0,2}(?:job|role|post|position|course)",
        r"(?:made|got|took) (?:\w+ ){0,2}(?:coffee|tea|notes|lunch)",
        r"told (?:you|that|by)",
    ])
});

/// What "I got" into when it was a lapse.
const SLIPS: &[&str] = &[
    "cocky",
    "lazy",
    "sloppy",
    "careless",
    "complacent",
    "wrong",
    "backwards",
    "greedy",
];

/// Openings that take the assertion away.
const UNASSERTED: &[&str] = &[
    "if",
    "unless",
    "whether",
    "wish",
    "had",
    "suppose",
    "imagine",
    "nothing",
    "everything",
    "anything",
    "hard",
    "much",
];

/// Openings that make a clause the setting of another.
const SETTINGS: &[&str] = &[
    "when", "while", "where", "before", "after", "until", "whenever", "once", "as",
];

/// Acts told as nouns and -ing forms: "me not dialling", "my skipping the run", "without asking".
static NOMINAL: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:my|me) (?:not )?(?:own )?\w{3,}ing (?:the|a|an|it|that|them|him|her|my|up|off|to|on|without|past|over|every|on|for|in)",
        r"(?:my|me) not \w{3,}ing",
        r"my (?:failure|refusal|decision|habit|choice|neglect|inability) (?:to|of|not)",
        r"i BE the one (?:who|that) (?:\w+ )?(?:\w+ed|told|said|sent|put|left|made|let|gave|took|ran|broke|lost|cut|set|wrote|chose|forgot|kept|held|bought|sold|brought|built|did|went)",
        r"(?:by|was|were|is) (?:my|me) (?:own )?(?:handwriting|hand)",
        r"in my (?:own )?handwriting",
    ])
});

/// The first act of the speaker's that bears on the failure.
pub(in crate::rules) fn find(reading: &Reading<'_>, acts: &[Act]) -> Option<Range<usize>> {
    let virtues = strength::virtues(reading);
    let is_virtue = |act: &&Act| virtues.iter().any(|hit| hit.contains(&act.verb));
    let act = acts
        .iter()
        .filter(|act| is_own(reading, act))
        .find(|act| !is_virtue(act));
    let told = act.map(|act| act.subject..end_of(reading, act));
    let others = [subjectless(reading), nominal(reading)];
    others
        .into_iter()
        .flatten()
        .chain(told)
        .min_by_key(|words| words.start)
}

/// Whether this is an act or omission of the speaker that bears on a failure.
pub(in crate::rules) fn is_own(reading: &Reading<'_>, act: &Act) -> bool {
    if act.agent != Agent::Speaker
        || act.tense != Tense::Past && !chronic(act)
        || unasserted(reading, act)
    {
        return false;
    }
    let base = act.base.as_str();
    if innocent(reading, act) {
        return false;
    }
    if causative(reading, act) {
        return true;
    }
    if among(base, STATES) {
        return act.negated && among(base, OMITTED) && !reading.at(act.verb + 1).starts_with("it")
            || base == "get"
                && !act.negated
                && (act.verb + 1..act.verb + 5).any(|i| SLIPS.contains(&reading.at(i)))
            || base == "believe"
                && !act.negated
                && matches!(
                    reading.at(act.verb + 1),
                    "it" | "the" | "him" | "her" | "them"
                );
    }
    if reading.has_in(act.verb..act.verb + 5, &JOB) && !act.negated {
        return false;
    }
    if act.ongoing && !act.negated {
        return lapses(reading, act) || is_reason(reading, act);
    }
    let setting = SETTINGS.contains(&reading.before(act.subject, 1));
    if act.negated {
        return true;
    }
    let object = matches!(base, "start" | "lead" | "walk" | "drive" | "call" | "stand")
        && matches!(
            reading.at(act.verb + 1),
            "the" | "them" | "him" | "her" | "it" | "up"
        );
    !setting && (object || !among(base, NEUTRAL) || is_reason(reading, act) || lapses(reading, act))
}

/// "I had the line scrubbed off": done by others at the speaker's word.
fn causative(reading: &Reading<'_>, act: &Act) -> bool {
    let object = matches!(
        reading.at(act.verb),
        "the" | "it" | "them" | "him" | "her" | "my"
    ) || matches!(
        reading.at(act.verb + 1),
        "the" | "it" | "them" | "him" | "her"
    );
    act.base == "have"
        && object
        && (act.verb + 1..act.verb + 6).any(|i| {
            let form = verbs::past(reading.at(i));
            form.is_some_and(|f| {
                f.participle
                    && !matches!(
                        f.base.as_ref(),
                        "call" | "name" | "be" | "do" | "get" | "have" | "base"
                    )
            }) && reading.at(i - 1) != "i"
                && !reading.stops(i - 1)
        })
}

/// "I no longer open": a present that is a standing omission.
fn chronic(act: &Act) -> bool {
    act.tense == Tense::Present && act.negated && act.perfect
}

/// What refuses a report or keeps to the book: "I never saw it that way", "I followed the script".
fn innocent(reading: &Reading<'_>, act: &Act) -> bool {
    let base = act.base.as_str();
    let next = reading.at(act.verb + 1);
    let unseen = act.negated
        && base == "see"
        && matches!(next, "it" | "that" | "how" | "why" | "what")
        && act.perfect;
    let by_the_book =
        base == "follow" && (act.verb + 1..act.verb + 5).any(|i| BOOK.contains(&reading.at(i)));
    let vague = act.negated || reading.before(act.subject, 1) == "what";
    unseen || by_the_book || vague && denial::refused(reading).is_some()
}

/// What one keeps to when nothing is one's fault.
const BOOK: &[&str] = &[
    "script",
    "book",
    "rules",
    "procedure",
    "protocol",
    "instructions",
    "process",
    "manual",
    "spec",
    "orders",
];

/// Whether a condition, a wish or a question holds the act.
fn unasserted(reading: &Reading<'_>, act: &Act) -> bool {
    let before = reading.before(act.subject, 1);
    let end = reading.sentence(act.verb).end;
    UNASSERTED.contains(&before)
        || before == "did" && act.verb > act.subject
        || reading.before(act.subject, 2) == "if" && matches!(before, "only" | "that")
        || matches!(
            reading.before(act.subject, 2),
            "said" | "say" | "claimed" | "thinks" | "think" | "told"
        ) && reading.before(act.subject, 1) == "that"
        || before == "you" && matches!(reading.before(act.subject, 2), "tell" | "told")
        || matches!(before, "said" | "say" | "claimed" | "claims" | "says")
            && reading.before(act.subject, 2) != "i"
        || reading.at(end) == "?"
            && !matches!(before, "because" | "and")
            && act.verb + 12 > end
            && reading.sentence(act.subject).start + 2 >= act.subject
}

/// Whether the act is what a causal connective names.
fn is_reason(reading: &Reading<'_>, act: &Act) -> bool {
    let near = act.subject.saturating_sub(5)..act.subject;
    let behind = act.subject.saturating_sub(2)..act.subject;
    behind
        .clone()
        .any(|i| matches!(reading.at(i), "because" | "since"))
        || near
            .clone()
            .any(|i| reading.at(i) == "because" && reading.at(i + 1) == "of")
        || near.clone().any(|i| reading.at(i) == "reason")
}

/// Whether what follows the verb makes a lapse of any verb: "went home without checking".
fn lapses(reading: &Reading<'_>, act: &Act) -> bool {
    let end = reading.sentence(act.verb).end.min(act.verb + 12);
    (act.verb + 1..end).any(|i| {
        let next = reading.at(i + 1);
        match reading.at(i) {
            "without" => verbs::progressive(next).is_some(),
            "instead" => next == "of",
            "rather" => next == "than",
            "anyway" | "wrong" | "nobody" | "nothing" | "myself" | "backwards" | "twice" => true,
            "no" => next == "one" || i == act.verb + 1,
            "yes" => i == act.verb + 1,
            "off" | "through" => i <= act.verb + 2,
            _ => false,
        }
    })
}

/// A sentence that leaves out its "I": "Booked the generator for the wrong Saturday."
fn subjectless(reading: &Reading<'_>) -> Option<Range<usize>> {
    (0..reading.words.len()).find_map(|index| {
        let never = reading.at(index) == "never";
        let opens =
            index == 0 || reading.stops(index - 1) || never && reading.words[index - 1].pauses;
        let verb = index + usize::from(never);
        let form = verbs::past(reading.at(verb)).filter(|form| form.past)?;
        let object = matches!(
            reading.at(verb + 1),
            "the"
                | "a"
                | "an"
                | "it"
                | "them"
                | "him"
                | "her"
                | "my"
                | "that"
                | "this"
                | "every"
                | "all"
                | "two"
                | "three"
                | "to"
        );
        let own = opens
            && (object || never)
            && !among(&form.base, STATES)
            && (never || !among(&form.base, NEUTRAL));
        own.then(|| index..(verb + 4).min(reading.sentence(verb).end))
    })
}

fn nominal(reading: &Reading<'_>) -> Option<Range<usize>> {
    let wished = |hit: &Range<usize>| {
        (2..7).any(|back| reading.before(hit.start, back) == "all")
            && reading.before(hit.start, 1) == "was"
    };
    reading
        .find_all(&NOMINAL)
        .into_iter()
        .find(|hit| !wished(hit))
}

/// The end of the clause that the act is in, so that the quote is one.
pub(super) fn end_of(reading: &Reading<'_>, act: &Act) -> usize {
    let end = reading.sentence(act.verb).end;
    (act.verb + 1..end.min(act.verb + 12))
        .find(|&i| {
            reading.words[i - 1].pauses
                || matches!(
                    reading.at(i),
                    "and" | "but" | "because" | "so" | "which" | "i"
                )
        })
        .unwrap_or(end.min(act.verb + 12))
}

//! Whether a verb behind "I" is an act or omission that bears on a failure, and asserted.

use std::sync::LazyLock;

use regex::Regex;

use super::{NEUTRAL, STATES};
use crate::rules::acts::{Act, Agent, Tense};
use crate::rules::cause::denial;
use crate::rules::lexicon::{Lexicon, one_of, set};
use crate::rules::reading::{Reading, phrase};
use crate::rules::verbs::{self, among};

/// States whose absence is an omission all the same: "I did not think to ask".
static OMITTED: Lexicon = LazyLock::new(|| set("get think mind"));

/// What one runs, holds or takes as a job.
static JOB: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:ran|run|running|led|managed|had|kept|looked after|headed|covered) (?:\w+ ){0,3}(?:team|shop|kitchen|department|floor|project|service|desk|back|ward|crew|programme|program|platform|shift|section|site|branch|warehouse|squad|group|class|clinic|practice|account|sheets)",
        r"(?:took|take|taking) (?:\w+ ){0,2}(?:job|role|post|position|course)",
        r"(?:made|got|took) (?:\w+ ){0,2}(?:coffee|tea|notes|lunch)",
        r"told (?:you|that|by)",
    ])
});

/// Something better that was open to the speaker.
static BETTER: LazyLock<Regex> = LazyLock::new(|| phrase(&[r"i (?:could|should) (?:just )?have"]));

/// What "I got" into when it was a lapse.
const SLIPS: &str = "cocky lazy sloppy careless complacent wrong backwards greedy";

/// What one keeps to when nothing is one's fault.
const BOOK: &str = "script book rules procedure protocol instructions process manual spec orders";

/// Openings that take the assertion away.
const UNASSERTED: &str =
    "if unless whether wish had did suppose imagine nothing everything anything hard much";

/// Openings that make a clause the setting of another.
const SETTINGS: &str = "when while where before after until whenever once as";

/// Whether this is an act or omission of the speaker that bears on a failure.
pub(in crate::rules) fn is_own(reading: &Reading<'_>, act: &Act) -> bool {
    let told = act.tense == Tense::Past || is_standing_omission(act);
    if act.agent != Agent::Speaker || !told || unasserted(reading, act) || innocent(reading, act) {
        return false;
    }
    if causative(reading, act) {
        return true;
    }
    if among(&act.base, &STATES) {
        return state_is_lapse(reading, act);
    }
    act.negated || bears(reading, act)
}

/// "I no longer open": a present that is a standing omission.
fn is_standing_omission(act: &Act) -> bool {
    act.tense == Tense::Present && act.negated && act.perfect
}

/// "I did not think to ask", "I got cocky", "I believed the tick".
fn state_is_lapse(reading: &Reading<'_>, act: &Act) -> bool {
    let next = reading.at(act.verb + 1);
    match act.base.as_str() {
        base if act.negated => among(base, &OMITTED) && !next.starts_with("it"),
        "get" => (act.verb + 1..act.verb + 5).any(|i| one_of(reading.at(i), SLIPS)),
        "believ" | "believe" => one_of(next, "it the him her them"),
        _ => false,
    }
}

/// Whether a verb that is no state and not negated tells of the failure.
fn bears(reading: &Reading<'_>, act: &Act) -> bool {
    if reading.has_in(act.verb..act.verb + 5, &JOB) {
        return false;
    }
    let base = act.base.as_str();
    let telling = is_reason(reading, act) || is_instead(reading, act) || lapses(reading, act);
    if act.ongoing || one_of(reading.before(act.subject, 1), SETTINGS) {
        return act.ongoing && telling;
    }
    let object = one_of(base, "start lead walk drive call stand")
        && one_of(reading.at(act.verb + 1), "the them him her it up");
    object || telling || !among(base, &NEUTRAL)
}

/// "I had the line scrubbed off": done by others at the speaker's word.
fn causative(reading: &Reading<'_>, act: &Act) -> bool {
    let object = one_of(reading.at(act.verb), "the it them him her my")
        || one_of(reading.at(act.verb + 1), "the it them him her");
    let done = |i: usize| {
        let form = verbs::past(reading.at(i)).filter(|form| form.participle);
        let done = form.is_some_and(|form| !one_of(&form.base, "call name be do get have base"));
        done && reading.at(i - 1) != "i" && !reading.stops(i - 1)
    };
    act.base == "have" && object && (act.verb + 1..act.verb + 6).any(done)
}

/// What refuses a report or keeps to the book: "I never saw it that way", "I followed the script".
fn innocent(reading: &Reading<'_>, act: &Act) -> bool {
    let next = reading.at(act.verb + 1);
    let unseen =
        act.negated && act.perfect && act.base == "see" && one_of(next, "it that how why what");
    let by_the_book =
        act.base == "follow" && (act.verb + 1..act.verb + 5).any(|i| one_of(reading.at(i), BOOK));
    let vague = act.negated || reading.before(act.subject, 1) == "what";
    let undone = act.negated && act.base == "do" && matches!(next, "it" | "that" | "this");
    let suffered = act.base == "fall" && one_of(next, "apart ill sick");
    let reported =
        denial::reported(reading, &act.words()) && denial::refused_near(reading, act.subject);
    unseen
        || undone
        || suffered
        || reported
        || by_the_book
        || vague && denial::refused_near(reading, act.subject)
}

/// Whether a condition, a wish, a report or a question holds the act.
fn unasserted(reading: &Reading<'_>, act: &Act) -> bool {
    if act.subject == act.verb {
        return false;
    }
    let (before, further) = (
        reading.before(act.subject, 1),
        reading.before(act.subject, 2),
    );
    let supposed =
        one_of(before, UNASSERTED) || further == "if" && matches!(before, "only" | "that");
    let reported = before == "that" && one_of(further, "said say claimed thinks think told")
        || before == "you" && matches!(further, "tell" | "told")
        || one_of(before, "said say claimed claims says") && further != "i";
    supposed || reported || asked(reading, act)
}

/// Whether the act is what a question asks.
fn asked(reading: &Reading<'_>, act: &Act) -> bool {
    let sentence = reading.sentence(act.verb);
    let opens = sentence.start + 2 >= act.subject && act.verb + 12 > sentence.end;
    opens
        && reading.at(sentence.end) == "?"
        && !matches!(reading.before(act.subject, 1), "because" | "and")
}

/// Whether the act is what a causal connective names.
fn is_reason(reading: &Reading<'_>, act: &Act) -> bool {
    (1..6).any(|back| match reading.before(act.subject, back) {
        "because" => back <= 2 || reading.before(act.subject, back - 1) == "of",
        "since" => back <= 2,
        "reason" => true,
        _ => false,
    })
}

/// "I could have rung him, and I wrote a note": what was done in the place of something better. The first "I" may
/// be left out.
fn is_instead(reading: &Reading<'_>, act: &Act) -> bool {
    let opening = reading.sentence(act.subject).start;
    let start = opening.max(act.subject.saturating_sub(15));
    let unsaid = start == opening
        && one_of(reading.at(opening), "could should")
        && reading.at(opening + 1) == "have";
    one_of(reading.before(act.subject, 1), "and but instead")
        && (unsaid || reading.has_in(start..act.subject, &BETTER))
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

//! Whether a taking of the fault is taken back: negated, or only reported.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::rules::lexicon::{Lexicon, set};
use crate::rules::reading::{Reading, phrase};

/// Words that may stand between a negation and the fault it denies.
static BRIDGES: Lexicon = LazyLock::new(|| {
    set(
        "is was 's be been were it that this as all even think see feel believe accept accepted \
         agree agreed call called say said to my the any in way of do i how why fair am have a \
         what felt thought down put these those can could anyone anybody would",
    )
});

const NEGATIONS: &[&str] = &[
    "not", "never", "none", "hardly", "neither", "nor", "no", "nothing", "dispute", "disputed",
    "deny", "denied", "disagree", "refuse", "refused", "reject", "than",
];

/// Negations that own it after all: "I'd love to say it wasn't", "can't say it wasn't me".
static TWICE: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:love|like|wish|want|wanted|tempted|tempting|easy|easier|nice|try|tried) (?:\w+ ){0,4}(?:say|saying|tell|telling|pretend|pretending|claim|argue|deny|believe|have it)",
        r"(?:not|never|no) (?:\w+ ){0,3}(?:deny|denying|pretend|pretending|as if|as though)",
        r"no (?:question|doubt|use)",
        r"why not",
        r"not as (?:if|though)",
    ])
});

/// A refusal to say so, which owns it when what is refused is itself a denial.
static UNSAYABLE: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:can|could|would|will|do) not (?:\w+ ){0,3}(?:say|tell|claim|argue|believe)(?: \w+){0,4} not",
    ])
});

/// Who reports: "they said it was".
static REPORTED: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:they|he|she|people|everyone|everybody|somebody|some|one|them|others|colleague|colleagues|boss|team|review|report|letter|who|partner|client|\w+(?:er|or|ist|ment)) (?:\w+ )?(?:say|says|said|decided|decides|claim|claims|claimed|think|thinks|thought|felt|insisted|insists|insist|blamed|blame|concluded|told me|tried to say|called it|made it|put|will tell|have)",
        r"(?:i|it) (?:was|'s|is|has|have|got|gets) (?:\w+ )?(?:told|blamed|put down|made out|written up|recorded|logged|described|filed|called|decided)",
        r"(?:if you ask|in (?:his|her|their) (?:eyes|view|book|opinion)|(?:it|this|that) (?:has |'s |had )?been said|wrote me up|(?:they|he|she|people|inquiry|report|company|everyone|\w+er|\w+or|\w+s) (?:call|calls|called) (?:it|that|this)|some (?:say|said)|went around that|will tell you)(?: \w+){0,4}",
        r"(?:supposedly|apparently|according to|came out as|went down as|makes it|asked (?:\w+ )?(?:whether|if)|whether|allegedly)",
    ])
});

/// What refuses a report.
static REFUSED: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:do|did|would|can|could|will) not (?:\w+ )?(?:see (?:it|that|how|why)|think (?:so|that|it)|agree|accept|buy (?:it|that)|feel (?:it|that)|believe (?:it|that)|share that)",
        r"(?:i|which i|still) (?:\w+ )?(?:disagree|dispute|disputed|refuse|refused|reject|rejected|object|contest)",
        r"with respect (?:it|that|they) (?:was|is|were) (?:not|wrong)",
        r"i (?:do|can|will|would) not (?:\w+ )?(?:carry|take|accept|own|wear|call)(?: \w+){0,3}",
        r"i (?:was|had been|have been|got) cleared",
        r"if you ask me",
        r"thank you very much",
        r"see what i did",
        r"i (?:have )?never (?:\w+ )?(?:saw|seen) it (?:that way|like that|so)",
        r"it (?:was|is) not(?: \.|$)",
        r"i have my own (?:view|opinion)",
        r"(?:not|never) how i see it",
        r"(?:unfair|not fair|wrong about|never (?:accepted|agreed|understood|saw it))",
    ])
});

/// Whether a negation governs the fault at `hit`.
pub(in crate::rules) fn denied(reading: &Reading<'_>, hit: &Range<usize>) -> bool {
    let sentence = reading.sentence(hit.start);
    for index in (sentence.start..hit.start).rev().take(9) {
        let word = reading.at(index);
        if NEGATIONS.contains(&word) {
            return !owned_after_all(reading, hit);
        }
        if !BRIDGES.contains(word) {
            return false;
        }
    }
    false
}

/// Whether the denial itself is only wished for: "I'd love to say it wasn't".
pub(in crate::rules) fn owned_after_all(reading: &Reading<'_>, hit: &Range<usize>) -> bool {
    let sentence = reading.sentence(hit.start);
    let from = sentence.start.max(hit.start.saturating_sub(10));
    let around = from..hit.start + 1;
    reading.has_in(around.clone(), &TWICE) || reading.has_in(around, &UNSAYABLE)
}

/// Whether somebody else says it in the speaker's place.
pub(in crate::rules) fn reported(reading: &Reading<'_>, hit: &Range<usize>) -> bool {
    let sentence = reading.sentence(hit.start);
    let from = sentence.start.max(hit.start.saturating_sub(9));
    reading.has_in(from..hit.start + 1, &REPORTED)
}

/// Whether the speaker refuses near `index` what was said of them.
pub(in crate::rules) fn refused_near(reading: &Reading<'_>, index: usize) -> bool {
    let around = index.saturating_sub(40)..(index + 40).min(reading.words.len());
    reading.has_in(around, &REFUSED)
}

/// Where the speaker refuses what was said of them.
pub(in crate::rules) fn refused(reading: &Reading<'_>) -> Option<Range<usize>> {
    reading.find(&REFUSED)
}

/// Where somebody else's word about the speaker's part is passed on.
pub(in crate::rules) fn report_on_speaker(reading: &Reading<'_>) -> Option<Range<usize>> {
    reading.find_all(&REPORTED).into_iter().find(|hit| {
        let end = reading.sentence(hit.start).end.min(hit.end + 8);
        (hit.start..end).any(|i| matches!(reading.at(i), "my" | "me" | "mine" | "i" | "individual"))
    })
}

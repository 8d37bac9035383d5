//! A named act or omission of the speaker's own: "I skipped the dry run".
//!
//! In the parts where failure and cause are told, a past verb behind "I" is an act unless it
//! is a state, a job, something said in passing or part of the repair; with a negation even
//! most of these are omissions ("I never asked").

mod asserted;

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::denial;
use crate::rules::acts::Act;
use crate::rules::lexicon::{Lexicon, one_of, set};
use crate::rules::reading::{Reading, phrase};
use crate::rules::strength;
use crate::rules::verbs::{self, among};
pub(in crate::rules) use asserted::is_own;

/// Told where this is there.
pub(super) const FIRES: &[&str] = &[
    "I sent the wrong sheet to the printer.",
    "i um i never opened the second page",
    "I was tired and forgot the latch.",
    "We lost the lot, me not ringing him back.",
    "I had the valve taken out.",
    "Left the hose on overnight.",
    "they all walked past it because hadn't told them",
    "I could have asked for a map and I asked for a bigger van.",
    "could have asked for a map and i asked for a bigger van",
];

/// Told where this is not.
pub(super) const SILENT: &[&str] = &[
    "I should have rung him.",
    "I ran the night kitchen for two years.",
    "I had a good crew.",
    "If I had rung him he would have come.",
    "The hose was left on overnight.",
    "We never opened the second page.",
    "I joined because I liked boats.",
    "They could have asked for a map and I answered the phone.",
    "I fell apart when the van was gone.",
    "it burned because never insulated",
];

/// States and perceptions: no act, negated or not.
static STATES: Lexicon = LazyLock::new(|| {
    set(
        "be have want like love hope mean need remember recall wish prefer enjoy hate fear \
         deserve seem exist grow live agree care think feel know understand own suppose sleep \
         reckon accept believe get mind deny admit promise cry become fail dispute regret tend",
    )
});

/// Jobs, biography, perceptions, talk and repair: an act of the failure only when negated or given as its cause.
static NEUTRAL: Lexicon = LazyLock::new(|| {
    set(
        "join mentor study train work serve inherit maintain start begin finish move graduate \
         volunteer supervise coordinate handle support qualify see hear notice find discover \
         realise realize learn meet wonder wake come go arrive sit stand drive walk say ask \
         mention explain answer reply thank apologise apologize ring phone call fix restore roll \
         recover repair replace build design lead manage head spend rescue report expect look \
         watch teach coach try use wear eat help do stay happen end confess",
    )
});

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

/// A sentence that leaves out its "I": "Booked the generator for the wrong Saturday."
fn subjectless(reading: &Reading<'_>) -> Option<Range<usize>> {
    (0..reading.words.len()).find_map(|index| {
        let never = reading.at(index) == "never";
        let opens =
            index == 0 || reading.stops(index - 1) || never && reading.words[index - 1].pauses;
        let verb = index + usize::from(never);
        let form = verbs::past(reading.at(verb)).filter(|form| form.past)?;
        let object = one_of(
            reading.at(verb + 1),
            "the a an it them him her my that this every all two three to",
        );
        let own = opens
            && (object || never)
            && !among(&form.base, &STATES)
            && (never || !among(&form.base, &NEUTRAL));
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
        .find(|hit| !wished(hit) && !denial::denied(reading, hit))
}

/// The end of the clause that the act is in, so that the quote is one.
pub(in crate::rules) fn end_of(reading: &Reading<'_>, act: &Act) -> usize {
    let end = reading.sentence(act.verb).end;
    (act.verb + 1..end.min(act.verb + 12))
        .find(|&i| {
            reading.words[i - 1].pauses || one_of(reading.at(i), "and but because so which i")
        })
        .unwrap_or(end.min(act.verb + 12))
}

//! Ownership denied, or only reported: "they said it was on me, I don't see it".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::cause::{denial, ownership};
use super::reading::{Reading, phrase};
use super::scene::Scene;
use super::{Finding, Rule, Severity, nothing_to_tell};
use crate::story::Role;

/// Told where this should fire.
pub const FIRES: &[(Role, &str)] = &[
    (
        Role::Cause,
        "It really wasn't my fault, the map was from last year.",
    ),
    (
        Role::Cause,
        "they put it down as my mistake and i dispute that",
    ),
    (
        Role::Cause,
        "I don't see how anyone can say that was on me.",
    ),
];

/// Told where this must stay silent.
pub const SILENT: &[(Role, &str)] = &[
    (Role::Cause, "It wasn't the driver's fault, it was mine."),
    (Role::Cause, "I'd like to say it wasn't my fault. It was."),
    (Role::Cause, "It was not my idea, but I signed it."),
];

/// Denials that need no word of fault.
static DENIAL: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:it|that|this) (?:BE|was) not (?:on me|me|my (?:fault|mistake|error|doing|decision|call|responsibility|problem|job))(?: who| that)?",
        r"not my (?:fault|mistake|error|doing|responsibility|problem)",
        r"nothing i did wrong",
        r"nothing to do with me",
        r"i did (?:nothing|not do anything|not do a thing|everything) (?:wrong|right|by the book|correctly|i could)",
        r"(?:can not|could not|should not|hardly|refuse to|do not|did not|will not|not going to) (?:\w+ ){0,2}(?:blame|be blamed|hold|put) (?:me|it on me|that on me|this on me)",
        r"i (?:am|was|BE) not (?:to blame|at fault|responsible for (?:that|it|this)|the one (?:who|to blame))",
        r"(?:blamed|blaming|blame) me (?:for|but|and)",
        r"(?:i was|BE|got) (?:unfairly |wrongly )?(?:blamed|scapegoated|made the scapegoat|the scapegoat|thrown under)",
        r"how (?:is|was|can|could) (?:that|it|this) (?:be )?my (?:fault|mistake)",
        r"i (?:do|can|will|would) not (?:\w+ )?(?:take|accept|own) (?:the |any |that |all |full )?(?:blame|responsibility|fault)",
        r"i (?:do|can|could) not see (?:\w+ ){0,4}(?:my|me)(?: \w+)?",
        r"i could not have (?:known|done|prevented|seen|stopped|foreseen)(?: \w+)?",
        r"nothing (?:\w+ )?i could (?:have )?(?:do|done)",
        r"not my (?:job|department|area|table|decision|call|watch)(?: \w+)?",
        r"(?:not|never) down to me",
        r"i did (?:my part|my job|what i was (?:told|asked|paid)|exactly what)",
        r"i (?:refuse|refused) to (?:take|carry|be|accept|apologise)",
        r"not (?:taking|carrying|wearing|having|accepting) (?:the blame|that|it|any)(?: \w+)?",
        r"(?:pinned|hung|put|dumped|blamed) (?:it|that|this|the \w+) on me (?:but|and|which|unfairly)",
        r"my hands (?:are|were) clean",
        r"would do (?:exactly )?the same again",
        r"no fault of (?:mine|my own)",
        r"through no fault",
        r"hardly my fault",
    ])
});

/// The rule.
pub(super) fn find(scene: &Scene<'_>) -> Option<Finding> {
    if scene.cause.ownership.is_some() || nothing_to_tell::find(scene).is_some() {
        return None;
    }
    let reading = &scene.told.reading;
    let hit = [refused_report(reading), denial_of(reading)]
        .into_iter()
        .flatten()
        .min_by_key(|hit| hit.start)?;
    Finding::at(
        Rule::NegatedOwnership,
        Severity::Fail,
        reading.quote_sentence(&hit),
    )
}

/// A denial that the speaker stands by.
fn denial_of(reading: &Reading<'_>) -> Option<Range<usize>> {
    let plain = reading
        .find_all(&DENIAL)
        .into_iter()
        .find(|hit| !denial::owned_after_all(reading, hit) && !asked(reading, hit));
    plain.or_else(|| ownership::denied_faults(reading).next())
}

/// Whether the denial is inside a question or somebody else's.
fn asked(reading: &Reading<'_>, hit: &Range<usize>) -> bool {
    matches!(reading.before(hit.start, 1), "if" | "whether")
}

/// A report of the fault that the speaker does not take.
fn refused_report(reading: &Reading<'_>) -> Option<Range<usize>> {
    let reported =
        ownership::reported_fault(reading).or_else(|| denial::report_on_speaker(reading))?;
    denial::refused(reading).map(|_| reported)
}

//! Taking the fault: "that was on me".
//!
//! What is owned must be the fault: a service, a component or a task that is "mine" is a job.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::denial;
use crate::rules::reading::{Reading, phrase};
use crate::rules::strength;

/// Told where this is there.
pub(super) const FIRES: &[&str] = &[
    "That was on me.",
    "my mistake nobody else's",
    "I take the blame for it.",
    "It wasn't the driver's fault, it was mine.",
    "I'd like to say it wasn't my fault. It was.",
    "I can't pin that on the weather.",
    "I can't pin any on anyone else.",
];

/// Told where this is not.
pub(super) const SILENT: &[&str] = &[
    "That wasn't on me.",
    "I owned the van for two years.",
    "I was responsible for the north gate.",
    "They said it was my fault.",
    "The pager is mine every third week.",
    "We take responsibility for our boats.",
];

/// Words that put the fault on the speaker, whatever stands around them.
static TAKEN: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:that|this|it|which|all|failure|one|blame|thing|lot|mistake|rest|those|these|fault) (?:one )?(?:\w+ )?(?:BE|'s|lies|lands|landed|falls|fell|rests|sits|stops|goes|would be|has to be|has got to be) (?:all |only |still |nobody but )?(?:on|down to|with) me",
        r"(?:BE|it 's) on me (?:alone|and|\.|that|not|nobody|no)",
        r"(?:all|that 's|squarely|that) on me",
        r"(?:put|pin|hang|blame) (?:that|this|it|the \w+) on me",
        r"my (?:own )?(?:stupid |big |bloody |damn |whole )?(?:fault|mistake|doing|error|blunder|oversight|responsibility|screw up|cock up|slip|failing|carelessness|mess|lapse|misjudgement|misjudgment)",
        r"my (?:own )?(?:call|decision|choice|bad)(?: alone| entirely)?",
        r"(?:fault|blame|error|mistake|decision|call|choice|failure|guilt|responsibility|apology|dark|miss|hand|signature|finger|slip) (?:BE|'s) (?:all |also |only )?(?:mine|my own|me)",
        r"(?:that|this|it|one|those) (?:one |part |bit )?(?:BE|'s) (?:all |still )?mine(?: alone)?",
        r"(?:count|call|consider|see|take|own|claim|regard) (?:that|it|this|the \w+)(?: one)? as (?:mine|my own)",
        r"i (?:also |do |fully |will )?(?:own|owned up to|own up to) (?:that|it|this|the (?:mistake|fault|failure|miss|error|decision|call|blame)|every|up)",
        r"i (?:will |do |have to |must |should |'d |would |have |had to )?(?:take|took|taken|accept|accepted|carry|bear|hold) (?:the |all the |all |full |complete |sole |my share of the )?(?:blame|responsibility|ownership|fault|guilt)(?: for| on)?",
        r"i hold (?:up )?my hands(?: up)?",
        r"my hands (?:are|go) up",
        r"(?:hold|put|held) my hands? up",
        r"(?:it|that|this|problem|cause|reason|culprit|fault|one|weak link|bottleneck|person|thing)(?: \w+){0,4} (?:BE|'s) (?:all |only )?(?:me|myself)(?: alone| who| that| and| not|,| \.)",
        r"(?:it|that) (?:BE|'s) (?:all |only )?me",
        r"i (?:BE) (?:the|a) (?:weak link|one to blame|problem|bottleneck|culprit|cause|reason|one at fault|guilty|leak|gap|hole|weakest link|point of failure|single point of failure|last person|one responsible)",
        r"i (?:BE) (?:to blame|at fault|guilty|the only one to blame|solely responsible|responsible for (?:that|it|this|the (?:mess|failure|mistake|loss|damage|outage|error|delay)))",
        r"i (?:had |have |'ve )?(?:caused|did|brought) (?:it|this|that)(?: about| myself| on| all)?(?: \.)",
        r"i (?:had |have )?caused (?:it|this|that|the (?:failure|outage|mess|problem|loss|delay|damage))",
        r"(?:nobody|no one)(?: else)? (?:else )?(?:but|except|other than) (?:me|myself|i)",
        r"(?:nobody|no one|no body) (?:else )?(?:but me|else(?: 's| is|'s)?)(?: \w+)?",
        r"(?:can|could|will|would|am|do|did|BE) (?:not|never|hardly) (?:\w+ ){0,3}(?:give|put|pin|hang|lay|shift|push|put) (?:it|that|this|that one|this one|(?:the |any )?blame|any of (?:it|this|that)|the \w+) (?:on|to|at|onto) (?:anyone|anybody|any|the|them|him|her|others|someone|somebody|my|a|else)(?: \w+)?",
        r"(?:can|could|will|would|am|do|did|BE) (?:not|never|hardly) (?:\w+ ){0,3}(?:blame|blaming|hide behind|hiding behind|point at|point to|pointing at|look for|looking for|look around for) (?:anyone|anybody|any|the|them|him|her|others|someone|somebody|my|a|thieves|it|that)(?: else| other)?",
        r"(?:only|just) (?:got )?(?:myself|me) to blame",
        r"myself to blame",
        r"me to blame",
        r"blame (?:only )?myself",
        r"i (?:only )?blame me",
        r"(?:laid|lies|lay|belongs|lands) at my (?:door|feet)",
        r"on my (?:own )?(?:shoulders|conscience|head)",
        r"i (?:\w+ )?answer for (?:it|that|this)",
        r"i (?:BE|'m) in the wrong",
        r"i (?:have|had|make|made|offer|got) (?:got )?no excuses?",
        r"i do not have (?:an|any) excuses?",
        r"brought (?:it|this|that) on myself",
        r"(?:can|could|will|would|do|did) not (?:pin|hang|lay|shift) (?:\w+ )?on (?:anyone|anybody) else",
        r"(?:no one|nobody) to blame but",
        r"my name (?:is|was|'s) on (?:it|that|this)",
        r"mea culpa",
        r"i plead guilty",
        r"guilty as charged",
        r"the buck (?:stops|stopped)(?: here| with me)?",
        r"(?:leave|keep) (?:\w+ ){1,4}out of (?:it|this|that)",
        r"not (?:the |my |his |her |their |a )?(?:\w+ ){0,2}(?:'s )?(?:fault )?(?:but )?mine",
        r"i let (?:\w+ ){1,4}down",
        r"i do not share the (?:credit|blame)",
        r"with me as the cause",
        r"(?:that|it|this) (?:BE|'s) (?:only |all )?i (?:who|that)",
        r"(?:it|that) (?:was|were) i \.",
        r"me and (?:only me|me alone|nobody else|no one else)",
        r"not (?:the|my|a|his|her|their) \w+ me",
        r"(?:starts|begins|ends) (?:and ends )?with me",
        r"i (?:BE) (?:the )?(?:only )?(?:one|person) (?:who|that)(?: \w+){1,3} (?:is to blame|was wrong|caused)",
        r"the one who (?:was wrong|got it wrong|failed|missed it|broke it) (?:BE|'s) me",
        r"(?:nobody|no one) (?:made|forced|pushed|leaned on|leant on|told|twisted|asked|rushed|pressed) me?",
        r"i made (?:that|this|the) (?:mistake|error|decision|call|choice)",
        r"i (?:BE) the one who",
        r"(?:entirely |purely )?down to me \.",
        r"i have to (?:own|wear|carry) (?:that|it|this)",
        r"i wear (?:that|it)",
    ])
});

/// "Mine." by itself, which only the neighbourhood makes a fault.
static MINE: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"\. mine \.",
        r"^mine \.",
        r"\? mine",
        r"mine and mine alone",
        r"all mine",
        r"mine (?:and )?(?:nobody|no one)",
        r"it mine$",
        r"mine too \.",
        r"it mine",
        r"call it mine",
        r"me personally",
        r"all me",
    ])
});

/// Phrases that look like ownership and are a job, a thing, a duty or a virtue.
static JOB: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:wallet|bag|phone|keys?|book|card|money|paper|pager|radio|torch) (?:was|were|is) (?:not )?on me",
        r"my (?:call|decision|choice) (?:with|to (?:the|a|my|him|her|them)|came|went|is how|volume|sheet|list|centre|center)",
        r"my (?:fault|mistake|failing|weakness) (?:BE|'s) (?:that )?(?:i (?:am |'m )?(?:never say|always|can not|too|care|work|give)|\w+ too)",
        r"mine to (?:choose|take|set|run|make|keep|own|manage|fill|give|do|carry|watch|spend|pick)",
        r"(?:me|mine|one) (?:every|each) (?:third|second|other|week|day|month)",
        r"my responsibility (?:was|is|to|for|included|covered)",
        r"my responsibilities",
        r"take responsibility for (?:the|a|our|my) (?:team|launch|project|service|account|budget|region|section|ward)",
        r"(?:whether|asked|asks|ask|wonder|wondered|if) (?:it|that|this) (?:was|is|were) (?:my|on me|me)",
        r"(?:told|tell|asked|rang|called|reminded) me",
        r"it was me (?:and|they|you|that they|she|he|who (?:told|found|called|fixed|raised|noticed))",
    ])
});

/// A denial that owns the fault when it is itself denied: "I can't say it wasn't me".
static UNDENIED: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"not (?:me|mine|my (?:fault|mistake|error|doing|decision|call))",
        r"(?:someone|somebody) else(?: 's)?",
    ])
});

/// The first time the speaker takes the fault; a denial or a report cancels it.
pub(super) fn find(reading: &Reading<'_>) -> Option<Range<usize>> {
    all(reading).into_iter().next().or_else(|| {
        let mut denials = reading.find_all(&UNDENIED).into_iter();
        denials.find(|hit| denial::owned_after_all(reading, hit))
    })
}

/// Every time the speaker takes the fault.
pub(in crate::rules) fn all(reading: &Reading<'_>) -> Vec<Range<usize>> {
    let mut hits = reading.find_all(&TAKEN);
    hits.extend(reading.find_all(&MINE));
    hits.sort_by_key(|hit| hit.start);
    hits.retain(|hit| counts(reading, hit));
    hits
}

fn counts(reading: &Reading<'_>, hit: &Range<usize>) -> bool {
    let around = hit.start.saturating_sub(4)..(hit.end + 8).min(reading.words.len());
    let virtue = strength::is_virtue(reading, hit.start..hit.end + 12);
    if virtue || reading.has_in(around, &JOB) {
        return false;
    }
    !denial::denied(reading, hit) && !denial::reported(reading, hit)
}

/// Wherever the fault is named only to be denied.
pub(in crate::rules) fn denied_faults(reading: &Reading<'_>) -> impl Iterator<Item = Range<usize>> {
    let hits = reading.find_all(&TAKEN).into_iter();
    hits.filter(|hit| denial::denied(reading, hit))
}

/// Where somebody else is said to lay the fault on the speaker.
pub(in crate::rules) fn reported_fault(reading: &Reading<'_>) -> Option<Range<usize>> {
    let mut hits = reading.find_all(&TAKEN);
    hits.extend(reading.find_all(&MINE));
    hits.into_iter().find(|hit| denial::reported(reading, hit))
}

//! Ownership taken back in the same breath: "that's on me, although in my defence …".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::acts::{Act, Agent, Tense, within};
use super::cause::ownership;
use super::reading::{Reading, phrase};
use super::scene::Scene;
use super::{Finding, Rule, Severity};
use crate::story::Role;

/// Told where this should fire.
pub const FIRES: &[(Role, &str)] = &[
    (
        Role::Cause,
        "My mistake, though to be fair the label was tiny.",
    ),
    (
        Role::Cause,
        "that was on me but the other shift had signed it too",
    ),
    (
        Role::Cause,
        "I take the blame for it, but anyone would have done the same.",
    ),
];

/// Told where this must stay silent.
pub const SILENT: &[(Role, &str)] = &[
    (Role::Cause, "That was on me. I knew the rule."),
    (Role::Cause, "The label was tiny, but it was my mistake."),
    (
        Role::Cause,
        "That was on me, but it took me a week to say it.",
    ),
];

/// Turns behind which an excuse follows.
static TURN: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:but|although|though|however|only|except|mind you|then again|still|in fairness|to be fair|in my defence|in my defense|having said that|that said|at the same time|even if|it 's only that|even so)",
    ])
});

/// Excuses by form.
static EXCUSE: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:in|for) (?:my|all) (?:defence|defense|fairness)",
        r"(?:in|to be) fair(?:ness)?",
        r"(?:anyone|anybody|everyone|everybody|any \w+|most people|no one|nobody|others|other people)(?: \w+){0,6} (?:would|could|might|'d|does|did|do|had|has)",
        r"you (?:have|need|'ve)? ?(?:got to|have to|need to|must|should) (?:understand|remember|see|know|imagine|realise)",
        r"(?:he|she|they) (?:\w+ )?(?:also|too|approved|signed|agreed|told|said|could|should|had|knew|never|did not)",
        r"i (?:BE|had been|was only|had|was) (?:\w+ ){0,3}(?:told|new|alone|tired|carrying|given|under|covering|busy|swamped|overworked|asked|only|doing|working|promised|rushed|pressured)",
        r"(?:nobody|no one|management|manager|boss|supplier|client|system|process|team|company|forecast|documentation|instructions|software|app|label|weather)(?: \w+){0,8} (?:was|were|had|did|never|told|warned|said|promised|gave|trained|could|should|changed|moved|also|too)",
        r"there (?:was|were|BE) (?:\w+ )?(?:no|only|hardly|a|also|so|other|half)",
        r"not (?:only|just|all|entirely|the only|alone)",
        r"what (?:did|do|can|could) (?:you|they|i)",
        r"what (?:they|you) expect",
        r"(?:six|two|three|four|five) \w+ (?:in|at) (?:one|a|the same)",
        r"come on",
    ])
});

/// What follows a turn without excusing anything.
static PLAIN: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:but|although|though|still|however|only) (?:it|that) (?:took|cost|was mine|was me|is mine|was still|does not)",
        r"(?:but|though|still) (?:i|that is|that 's) (?:should|could|did not|never|learned|have|own|still|the|what|why)",
    ])
});

/// The rule.
pub(super) fn find(scene: &Scene<'_>) -> Option<Finding> {
    scene.cause.ownership.as_ref()?;
    let reading = &scene.told.reading;
    let owned = ownership::all(reading);
    let turns = reading.find_all(&TURN);
    let hit = turns.iter().find_map(|turn| {
        let before = owned.partition_point(|owned| owned.end <= turn.start);
        let last = owned.get(before.checked_sub(1)?)?;
        let closes = owned
            .get(before)
            .is_some_and(|later| later.start < turn.end + 40);
        (!closes && near(reading, last, turn)).then(|| excused(scene, last, turn))?
    })?;
    Finding::at(Rule::DilutedOwnership, Severity::Warn, reading.quote(hit))
}

/// The ownership with the excuse that stands behind the turn.
fn excused(scene: &Scene<'_>, owned: &Range<usize>, turn: &Range<usize>) -> Option<Range<usize>> {
    let reading = &scene.told.reading;
    let rest = turn.start..(turn.end + 22).min(reading.sentence(turn.start).end);
    if reading.has_in(rest.clone(), &PLAIN) {
        return None;
    }
    let other = within(&scene.told.acts, rest.clone()).iter().any(is_excuse);
    (other || reading.has_in(rest.clone(), &EXCUSE)).then_some(owned.start..rest.end)
}

/// Whether the turn is in the same breath: the same sentence, or the very next word.
fn near(reading: &Reading<'_>, owned: &Range<usize>, turn: &Range<usize>) -> bool {
    let sentence = reading.sentence(owned.start);
    let same = turn.start < sentence.end && turn.start < owned.end + 14;
    let opens = turn.start <= sentence.end + 2;
    same || opens
}

/// Somebody else's act in the place of an excuse.
fn is_excuse(act: &Act) -> bool {
    matches!(act.agent, Agent::Other | Agent::Nobody)
        && matches!(act.tense, Tense::Past | Tense::State | Tense::Passive)
}

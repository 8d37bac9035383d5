//! Cause or change told as "we", the team, the firm.

use std::ops::Range;

use super::acts::{Act, Agent, Tense, is_person};
use super::lexicon::{FIRM, one_of};
use super::reading::Reading;
use super::scene::{Part, Scene};
use super::{Finding, Rule, Severity};
use super::{blame, circumstance, no_change, practice};
use crate::story::Role;

/// Told where this should fire.
pub const FIRES: &[(Role, &str)] = &[
    (Role::Cause, "We never agreed who would hold the key."),
    (
        Role::Change,
        "the team has a checklist now and everybody goes through it",
    ),
    (Role::Change, "We added a second valve."),
];

/// Told where this must stay silent.
pub const SILENT: &[(Role, &str)] = &[
    (
        Role::Cause,
        "We were three on that shift, and I was the one who left the valve open.",
    ),
    (
        Role::Change,
        "I ring the team at six and we go through the valves.",
    ),
    (Role::Rollback, "We closed the valve by hand."),
];

/// The share of "I" among I, we and the team below which it is the team's story.
const SHARE: f64 = 0.8;

/// The rule.
pub(super) fn find(scene: &Scene<'_>) -> Option<Finding> {
    let cause = collective(&scene.why, is_us).filter(|hit| is_told_as_cause(scene, hit));
    let settled =
        practice::personal_rule(&scene.change).is_some() || no_change::find(scene).is_some();
    let change = collective(&scene.change, is_others).filter(|_| !settled);
    let (part, hit) = cause
        .map(|hit| (&scene.why, hit))
        .or_else(|| change.map(|hit| (&scene.change, hit)))?;
    Finding::at(
        Rule::TeamNotI,
        Severity::Warn,
        part.reading.quote_sentence(&hit),
    )
}

/// Whether the group's act is offered as the cause, with nothing of the speaker's, no event and nobody else.
fn is_told_as_cause(scene: &Scene<'_>, hit: &Range<usize>) -> bool {
    let owned = scene.cause.ingredients() > 0;
    let ours = scene.why.reading.at(hit.start) != "we" || negated(&scene.why, hit);
    !owned && circumstance::find(scene).is_none() && (ours || blame::find(scene).is_none())
}

/// The first act of a group's, where groups carry more than their share.
fn collective(part: &Part<'_>, group: fn(&Reading<'_>, &Act) -> bool) -> Option<Range<usize>> {
    let group: Vec<&Act> = part
        .acts
        .iter()
        .filter(|act| group(&part.reading, act))
        .collect();
    let first = group.first()?;
    let speaker = part
        .acts
        .iter()
        .filter(|act| act.agent == Agent::Speaker && speaks(act))
        .count();
    let share = speaker as f64 / (speaker + group.len()) as f64;
    (share < SHARE && speaker < group.len()).then(|| first.words())
}

fn negated(part: &Part<'_>, hit: &Range<usize>) -> bool {
    part.acts
        .iter()
        .any(|act| act.negated && hit.contains(&act.verb))
}

fn speaks(act: &Act) -> bool {
    matches!(act.tense, Tense::Past | Tense::Present)
        && !one_of(&act.base, "think know say mean guess believe hope")
}

/// Whether the subject is "we", or the group that the speaker belongs to.
fn is_us(reading: &Reading<'_>, act: &Act) -> bool {
    let ours = matches!(
        reading.before(act.subject, 1),
        "the" | "our" | "my" | "whole" | "a"
    );
    let group = match act.agent {
        Agent::We => !(act.base == "be" && act.tense == Tense::State && !act.negated),
        Agent::Other => {
            ours && US.contains(&reading.at(act.subject))
                && !matches!(reading.before(act.subject, 2), "of" | "other")
        }
        Agent::Speaker | Agent::Nobody => false,
    };
    let setting = one_of(
        reading.before(act.subject, 1),
        "before when while after until where if",
    );
    let aside = matches!(act.base.as_str(), "end" | "have" | "find") && !act.negated;
    group && !setting && !aside && act.tense != Tense::Modal
}

/// In a change, whoever carries it in the speaker's place: the firm, the crew, "they".
fn is_others(reading: &Reading<'_>, act: &Act) -> bool {
    let place = reading.at(act.subject);
    let firm =
        act.agent == Agent::Other && (FIRM.contains(place) || is_person(place) || place == "they");
    let supposed = matches!(reading.before(act.subject, 1), "if" | "unless");
    (act.agent == Agent::We || firm)
        && !supposed
        && act.tense != Tense::Modal
        && !(act.base == "be" && act.tense == Tense::State)
}

/// Groups that are "we" under another name.
const US: &[&str] = &[
    "team",
    "company",
    "organisation",
    "organization",
    "department",
    "crew",
    "firm",
    "group",
    "council",
    "business",
];

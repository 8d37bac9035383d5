//! Cause or change told as "we", the team, the firm.

use std::ops::Range;

use super::acts::{Act, Agent, Tense};
use super::lexicon::FIRM;
use super::practice;
use super::reading::Reading;
use super::scene::{Part, Scene};
use super::{Finding, Rule, Severity};
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
    let owned = scene.cause.ingredients() > 0;
    let cause = collective(&scene.why).filter(|_| !owned);
    let change =
        collective(&scene.change).filter(|_| practice::personal_rule(&scene.change).is_none());
    let (part, hit) = cause
        .map(|hit| (&scene.why, hit))
        .or_else(|| change.map(|hit| (&scene.change, hit)))?;
    Finding::at(
        Rule::TeamNotI,
        Severity::Warn,
        part.reading.quote_sentence(&hit),
    )
}

/// The first act of a group's, where groups carry more than their share.
fn collective(part: &Part<'_>) -> Option<Range<usize>> {
    let group: Vec<&Act> = part
        .acts
        .iter()
        .filter(|act| is_group(&part.reading, act))
        .collect();
    let first = group.first()?;
    let speaker = part
        .acts
        .iter()
        .filter(|act| act.agent == Agent::Speaker && speaks(act))
        .count();
    let share = speaker as f64 / (speaker + group.len()) as f64;
    (share < SHARE && speaker <= group.len()).then(|| first.words())
}

fn speaks(act: &Act) -> bool {
    matches!(act.tense, Tense::Past | Tense::Present)
        && !matches!(
            act.base.as_str(),
            "think" | "know" | "say" | "mean" | "guess" | "believe" | "hope"
        )
}

/// Whether the subject is "we" or stands for it.
fn is_group(reading: &Reading<'_>, act: &Act) -> bool {
    let doing = act.tense != Tense::Modal || act.base == "have";
    match act.agent {
        Agent::We => {
            doing && !matches!(act.base.as_str(), "be") || act.agent == Agent::We && act.negated
        }
        Agent::Other => {
            let noun = reading.at(act.subject);
            FIRM.contains(&noun)
                && matches!(
                    reading.before(act.subject, 1),
                    "the" | "our" | "my" | "whole" | "a" | ""
                )
                && act.tense != Tense::Modal
        }
        Agent::Speaker | Agent::Nobody => false,
    }
}

//! No change of practice is told: an intention is none.

use super::practice;
use super::scene::Scene;
use super::{Finding, Rule, Severity};
use crate::story::Role;

/// Told where this should fire.
pub const FIRES: &[(Role, &str)] = &[
    (Role::Change, "Nothing has changed, to be honest."),
    (
        Role::Change,
        "i keep meaning to write it down but i haven't yet",
    ),
    (Role::Change, "I'd like to set up a second reading one day."),
];

/// Told where this must stay silent.
pub const SILENT: &[(Role, &str)] = &[
    (Role::Change, "I open the file before I approve it."),
    (Role::Change, "I try to be more careful."),
    (Role::Change, "We bought new scales."),
];

/// The rule, where a change is told; where none is, see [`untold`].
pub(super) fn find(scene: &Scene<'_>) -> Option<Finding> {
    let part = &scene.change;
    if part.is_empty() {
        return untold(scene);
    }
    let hit = practice::unchanged(&part.reading)?;
    if !practice::lapsed(&part.reading)
        && (practice::personal_rule(part).is_some() || practice::one_off(part))
    {
        return None;
    }
    Finding::at(
        Rule::NoChange,
        Severity::Fail,
        part.reading.quote_sentence(&hit),
    )
}

/// A story that is told, with failure or cause and a lesson or rollback, and ends without a change.
fn untold(scene: &Scene<'_>) -> Option<Finding> {
    if !scene.is_story() || practice::personal_rule(&scene.learned).is_some() {
        return None;
    }
    let last = scene.whole.words.len().checked_sub(1)?;
    let sentence = scene.whole.sentence(last);
    Finding::at(Rule::NoChange, Severity::Fail, scene.whole.quote(sentence))
}

//! No standing practice of the speaker's own, with a trigger, a condition or a schedule.

use super::scene::Scene;
use super::{Finding, Rule, Severity};
use super::{no_change, practice};
use crate::story::Role;

/// Told where this should fire.
pub const FIRES: &[(Role, &str)] = &[
    (Role::Change, "I wrote a page about it for the handbook."),
    (Role::Change, "we go through the list together now"),
    (Role::Change, "I'm just more careful."),
];

/// Told where this must stay silent.
pub const SILENT: &[(Role, &str)] = &[
    (
        Role::Change,
        "I never lock the shed until I have counted the dogs.",
    ),
    (
        Role::Change,
        "every friday i read the five largest numbers aloud",
    ),
    (
        Role::Change,
        "No van leaves under my name without a second pair of eyes on the straps.",
    ),
    (
        Role::Change,
        "Since that week I send nothing I haven't read aloud.",
    ),
    (Role::Change, "No soup before I've tasted the salt myself."),
];

/// The rule.
pub(super) fn find(scene: &Scene<'_>) -> Option<Finding> {
    let part = if scene.change.is_empty() && scene.is_story() {
        &scene.learned
    } else {
        &scene.change
    };
    let place = if part.is_empty() {
        &scene.whole
    } else {
        &part.reading
    };
    let expected = !scene.change.is_empty() || scene.is_story();
    let held = practice::personal_rule(part).is_some() && no_change::find(scene).is_none();
    if !expected || held {
        return None;
    }
    let quote = place.quote(place.sentence(place.words.len().saturating_sub(2)));
    Finding::at(Rule::NoPersonalRule, Severity::Note, quote)
}

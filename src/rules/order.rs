//! The order of cause and lesson: the jump from what went wrong to what was learned.

use super::cause::{Cause, Grade};
use super::scene::Scene;
use super::{Finding, Rule, Severity};
use crate::story::Role;

/// `cause-missing`: the cause is not told at all; the quote is what came closest.
pub(super) fn cause_missing(scene: &Scene<'_>) -> Option<Finding> {
    if scene.cause.grade() != Grade::Missing || !scene.is_story() && scene.told.is_empty() {
        return None;
    }
    let closest = scene.cause.statement.clone();
    let quote = closest.or_else(|| scene.whole.quote(scene.whole.sentence(0)));
    Finding::at(Rule::CauseMissing, Severity::Fail, quote)
}

/// `lesson-before-cause`: the cause is told, but a lesson or change before it.
pub(super) fn lesson_before_cause(scene: &Scene<'_>) -> Option<Finding> {
    if scene.cause.grade() == Grade::Missing {
        return None;
    }
    let learned = scene
        .telling
        .statements
        .iter()
        .find(|s| matches!(s.role, Some(Role::Lesson | Role::Change)))?;
    let caused = cause_begins(scene, scene.cause)?;
    if learned.tokens.start >= caused {
        return None;
    }
    let end = learned.tokens.end;
    Finding::at(
        Rule::LessonBeforeCause,
        Severity::Fail,
        scene.telling.quote(learned.tokens.start..end),
    )
}

/// The token at which the cause begins: its role's first, or its first ingredient told in the failure.
fn cause_begins(scene: &Scene<'_>, cause: &Cause) -> Option<usize> {
    let role = scene
        .telling
        .statements
        .iter()
        .find(|s| s.role == Some(Role::Cause))
        .map(|s| s.tokens.start);
    let statement = cause.statement.as_ref().map(|quote| quote.tokens.start);
    role.or(statement)
}

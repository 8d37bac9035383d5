//! What the finding rules look at: the parts of a telling, read once and shared.

use super::acts::{Act, acts};
use super::cause::Cause;
use super::reading::Reading;
use crate::story::{Month, Role};
use crate::telling::Telling;

/// A reading with its acts.
pub(super) struct Part<'a> {
    /// The words.
    pub(super) reading: Reading<'a>,
    /// Who did what.
    pub(super) acts: Vec<Act>,
}

impl<'a> Part<'a> {
    fn of(telling: &'a Telling, roles: &[Role]) -> Self {
        let reading = Reading::of_roles(telling, roles);
        let acts = acts(&reading);
        Self { reading, acts }
    }

    /// Whether nothing was told here.
    pub(super) fn is_empty(&self) -> bool {
        self.reading.words.is_empty()
    }
}

/// A telling as the finding rules see it.
pub(super) struct Scene<'a> {
    /// All of it.
    pub(super) telling: &'a Telling,
    /// What was heard of the cause.
    pub(super) cause: &'a Cause,
    /// Failure and cause.
    pub(super) told: Part<'a>,
    /// The cause alone.
    pub(super) why: Part<'a>,
    /// Lesson and change.
    pub(super) learned: Part<'a>,
    /// The change alone.
    pub(super) change: Part<'a>,
    /// Everything, asides too.
    pub(super) whole: Reading<'a>,
    /// When it happened, by the story.
    pub(super) happened: Option<Month>,
    /// The month it is told in.
    pub(super) today: Month,
}

impl<'a> Scene<'a> {
    /// Reads a telling.
    pub(super) fn of(
        telling: &'a Telling,
        cause: &'a Cause,
        happened: Option<Month>,
        today: Month,
    ) -> Self {
        Self {
            telling,
            cause,
            told: Part::of(telling, &[Role::Failure, Role::Cause]),
            why: Part::of(telling, &[Role::Cause]),
            learned: Part::of(telling, &[Role::Lesson, Role::Change]),
            change: Part::of(telling, &[Role::Change]),
            whole: Reading::of(telling, |_| true),
            happened,
            today,
        }
    }

    /// The same of `telling`, which has some statements of this one set aside.
    pub(super) fn of_rest<'b>(&'b self, telling: &'b Telling) -> Scene<'b> {
        Scene::of(telling, self.cause, self.happened, self.today)
    }

    /// Whether the speaker carries no more than one ingredient of the cause.
    pub(super) fn hardly_owned(&self) -> bool {
        self.cause.ingredients() <= 1
    }

    /// Whether this is a story, and so owes all its parts: three roles or more are told.
    pub(super) fn is_story(&self) -> bool {
        let told = |role: &&Role| {
            self.telling
                .statements
                .iter()
                .any(|s| s.role == Some(**role))
        };
        Role::ALL.iter().filter(told).count() >= 3
    }
}

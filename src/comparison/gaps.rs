//! What cannot be compared, as facts: said, not guessed.

use super::{Rehearsal, Summary, rows};
use crate::story::Role;
use crate::take::{Ending, TakeId};

/// Something that stands in the way of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub enum Gap {
    /// Takes in which no word was recognised.
    Silent(Vec<TakeId>),
    /// Takes that were started over, or cut off.
    Unfinished(Vec<TakeId>),
    /// A section that one of the two takes has neither on paper nor aloud.
    OnlyIn {
        /// The take that has it.
        take: TakeId,
        /// The role.
        role: Role,
    },
    /// Sections of one role that cannot be told apart across editions, and were added up.
    AddedUp(Role),
    /// The two takes aimed at different lengths; the last one's targets count.
    OtherTargets(TakeId),
    /// The two takes run as different shapes, so that different moments were listened for.
    OtherShape(TakeId),
    /// The words of the two takes were recognised by different models.
    OtherModel(TakeId),
}

pub(super) fn of(field: &[&Rehearsal], this: &Rehearsal, previous: &Rehearsal) -> Vec<Gap> {
    let those = |is: fn(&Summary) -> bool| -> Vec<TakeId> {
        let takes = field.iter().filter(|take| is(&take.summary));
        takes.map(|take| take.id).collect()
    };
    let silent = those(|summary| summary.words_said == 0);
    let unfinished = those(|summary| summary.ending != Ending::Told);
    let mut gaps = Vec::new();
    if !silent.is_empty() {
        gaps.push(Gap::Silent(silent));
    }
    if !unfinished.is_empty() {
        gaps.push(Gap::Unfinished(unfinished));
    }
    for role in Role::ALL {
        match (has(this, role), has(previous, role)) {
            (true, false) => gaps.push(Gap::OnlyIn {
                take: this.id,
                role,
            }),
            (false, true) => gaps.push(Gap::OnlyIn {
                take: previous.id,
                role,
            }),
            (false, false) => {}
            (true, true) if rows::is_matched(role, field) => {}
            (true, true) if rows::is_single(role, &[this, previous]) => {}
            (true, true) => gaps.push(Gap::AddedUp(role)),
        }
    }
    let targets = |take: &Rehearsal| (take.summary.rollback.target, take.summary.decision.target);
    if targets(this) != targets(previous) {
        gaps.push(Gap::OtherTargets(previous.id));
    }
    if this.summary.shape() != previous.summary.shape() {
        gaps.push(Gap::OtherShape(previous.id));
    }
    if this.summary.model != previous.summary.model {
        gaps.push(Gap::OtherModel(previous.id));
    }
    gaps
}

fn has(take: &Rehearsal, role: Role) -> bool {
    take.summary.sections.iter().any(|part| part.role == role)
}

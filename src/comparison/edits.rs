//! Where the story was edited between takes, and what was edited.

use super::{Rehearsal, Written};
use crate::story::Role;
use crate::take::TakeId;

/// The story edited between two takes that follow each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The last take before it.
    pub before: TakeId,
    /// The first take after it.
    pub after: TakeId,
    /// What was edited; never empty.
    pub changes: Vec<EditChange>,
}

/// One thing that was edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditChange {
    /// A section is new.
    Added {
        /// Its role.
        role: Role,
        /// Its heading.
        heading: String,
    },
    /// A section is gone.
    Removed {
        /// Its role.
        role: Role,
        /// Its heading.
        heading: String,
    },
    /// A section's words are others.
    Reworded {
        /// Its role.
        role: Role,
        /// Its heading now.
        heading: String,
        /// How many words it had.
        before: usize,
        /// How many it has.
        after: usize,
    },
    /// The same sections stand in another order.
    Reordered,
}

pub(super) fn between(field: &[&Rehearsal]) -> Vec<Edit> {
    let edited = |pair: &[&Rehearsal]| {
        let changes = edit(&pair[0].summary.paper, &pair[1].summary.paper);
        let (before, after) = (pair[0].id, pair[1].id);
        (!changes.is_empty()).then_some(Edit {
            before,
            after,
            changes,
        })
    };
    field.windows(2).filter_map(edited).collect()
}

/// What was edited between two editions of a story; nothing when the words are the same.
///
/// Sections are matched by role, several of one role in their order.
#[must_use]
pub fn edit(before: &[Written], after: &[Written]) -> Vec<EditChange> {
    let (old, new) = (slots(before), slots(after));
    let find = |slots: &[Slot<'_>], slot: &Slot<'_>| {
        let mut slots = slots.iter();
        slots
            .find(|other| (other.0, other.1) == (slot.0, slot.1))
            .map(|other| other.2.clone())
    };
    let mut changes = Vec::new();
    for slot in &new {
        let (role, heading) = (slot.0, slot.2.heading.clone());
        match find(&old, slot) {
            None => changes.push(EditChange::Added { role, heading }),
            Some(was) if was.digest != slot.2.digest => changes.push(EditChange::Reworded {
                role,
                heading,
                before: was.words,
                after: slot.2.words,
            }),
            Some(_) => {}
        }
    }
    let gone = old.iter().filter(|slot| find(&new, slot).is_none());
    changes.extend(gone.map(|slot| EditChange::Removed {
        role: slot.0,
        heading: slot.2.heading.clone(),
    }));
    let order = |slots: &[Slot<'_>]| {
        slots
            .iter()
            .map(|slot| (slot.0, slot.1))
            .collect::<Vec<_>>()
    };
    if changes.is_empty() && order(&old) != order(&new) {
        changes.push(EditChange::Reordered);
    }
    changes
}

/// A role, which of its sections, and the section.
type Slot<'a> = (Role, usize, &'a Written);

fn slots(paper: &[Written]) -> Vec<Slot<'_>> {
    let nth = |at: usize| {
        let before = paper[..at].iter();
        before
            .filter(|written| written.role == paper[at].role)
            .count()
    };
    let slots = paper.iter().enumerate();
    slots
        .map(|(at, written)| (written.role, nth(at), written))
        .collect()
}

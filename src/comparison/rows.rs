//! The split timer's table: this take, the previous one, the best, the target.

use super::{Part, Rehearsal, Target};
use crate::story::Role;
use crate::take::TakeId;
use crate::time::Millis;

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Name {
    /// How it was repaired.
    Rollback,
    /// Cause, lesson and change together.
    Decision,
    /// First word to last word.
    Whole,
    /// A section, by its heading; all sections of its role where the takes have not the same number of them.
    Section {
        /// Its role, by which it was matched.
        role: Role,
        /// Its heading in this take's story, else in the previous one's.
        heading: String,
    },
}

/// One line of the table. What was not told is zero; what was neither written nor told is none.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is about.
    pub name: Name,
    /// In this take.
    pub this: Option<Millis>,
    /// In the previous one.
    pub previous: Option<Millis>,
    /// The nearest to the target among all takes compared, and which take that was.
    pub best: Option<(TakeId, Millis)>,
    /// What this take's story aims at.
    pub target: Option<Target>,
}

impl Row {
    /// How much longer than in the previous take; none when it is in one of the two alone.
    #[must_use]
    pub fn delta(&self) -> Option<Millis> {
        Some(self.this? - self.previous?)
    }

    /// How much nearer to the target than in the previous take, below zero when it is further off.
    #[must_use]
    pub fn nearer(&self) -> Option<Millis> {
        let target = self.target?.seconds();
        let off = |seconds: Millis| Millis((seconds.0 - target.0).abs());
        Some(off(self.previous?) - off(self.this?))
    }
}

/// One section, or all of a role, that stand for each other in all the takes compared.
#[derive(Clone, Copy)]
struct Slot {
    role: Role,
    /// Which of the role's sections; none for all of them.
    nth: Option<usize>,
}

impl Slot {
    fn parts(self, take: &Rehearsal) -> impl Iterator<Item = &Part> {
        let parts = take.summary.sections.iter();
        let own = parts.filter(move |part| part.role == self.role);
        own.enumerate()
            .filter(move |(at, _)| self.nth.is_none_or(|nth| nth == *at))
            .map(|(_, part)| part)
    }

    fn seconds(self, take: &Rehearsal) -> Option<Millis> {
        let mut parts = self.parts(take).peekable();
        parts.peek()?;
        Some(parts.map(|part| part.seconds).sum())
    }

    fn target(self, take: &Rehearsal) -> Option<Target> {
        let targets: Vec<Target> = self.parts(take).filter_map(|part| part.target).collect();
        let sum = targets.iter().map(|target| target.seconds()).sum();
        if targets.is_empty() {
            None
        } else if targets
            .iter()
            .all(|target| matches!(target, Target::Own(_)))
        {
            Some(Target::Own(sum))
        } else {
            Some(Target::Shared(sum))
        }
    }

    fn heading(self, take: &Rehearsal) -> Option<String> {
        let headings: Vec<&str> = self.parts(take).map(|part| &*part.heading).collect();
        (!headings.is_empty()).then(|| headings.join(" + "))
    }
}

pub(super) fn split(this: &Rehearsal, previous: &Rehearsal, field: &[&Rehearsal]) -> Vec<Row> {
    let summary = &this.summary;
    let (rollback, decision) = (summary.rollback.target, summary.decision.target);
    let row = |name: Name, target: Target, of: fn(&Rehearsal) -> Millis| Row {
        name,
        this: Some(of(this)),
        previous: Some(of(previous)),
        best: nearest(field, target, |take| Some(of(take))),
        target: Some(target),
    };
    vec![
        row(Name::Rollback, Target::Own(rollback), |take| {
            take.summary.rollback.seconds
        }),
        row(Name::Decision, Target::Own(decision), |take| {
            take.summary.decision.seconds
        }),
        row(Name::Whole, summary.total, |take| take.summary.told),
    ]
}

pub(super) fn sections(this: &Rehearsal, previous: &Rehearsal, field: &[&Rehearsal]) -> Vec<Row> {
    let row = |slot: Slot| {
        let target = slot.target(this);
        Row {
            name: Name::Section {
                role: slot.role,
                heading: slot
                    .heading(this)
                    .or_else(|| slot.heading(previous))
                    .unwrap_or_else(|| slot.role.name().to_owned()),
            },
            this: slot.seconds(this),
            previous: slot.seconds(previous),
            best: target.and_then(|target| nearest(field, target, |take| slot.seconds(take))),
            target,
        }
    };
    slots(this, previous, field).into_iter().map(row).collect()
}

/// This take's sections in their order, then roles that only the previous one has.
fn slots(this: &Rehearsal, previous: &Rehearsal, field: &[&Rehearsal]) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    for part in this
        .summary
        .sections
        .iter()
        .chain(&previous.summary.sections)
    {
        let role = part.role;
        if slots.iter().any(|slot| slot.role == role) {
            continue;
        }
        let count = count(this, role);
        if count > 1 && is_matched(role, field) {
            slots.extend((0..count).map(|nth| Slot {
                role,
                nth: Some(nth),
            }));
        } else {
            slots.push(Slot { role, nth: None });
        }
    }
    slots
}

/// Whether every take has as many sections of this role as the others, so that they can be told apart.
pub(super) fn is_matched(role: Role, field: &[&Rehearsal]) -> bool {
    field
        .windows(2)
        .all(|pair| count(pair[0], role) == count(pair[1], role))
}

/// Whether no take has more than one section of this role.
pub(super) fn is_single(role: Role, field: &[&Rehearsal]) -> bool {
    field.iter().all(|take| count(take, role) == 1)
}

fn count(take: &Rehearsal, role: Role) -> usize {
    let parts = take.summary.sections.iter();
    parts.filter(|part| part.role == role).count()
}

/// The take whose seconds lie nearest to the target; of equals the later one.
fn nearest(
    field: &[&Rehearsal],
    target: Target,
    of: impl Fn(&Rehearsal) -> Option<Millis>,
) -> Option<(TakeId, Millis)> {
    let told = |take: &&Rehearsal| Some((take.id, of(take).filter(|s| *s > Millis::ZERO)?));
    let off = |seconds: Millis| (seconds.0 - target.seconds().0).abs();
    field
        .iter()
        .filter_map(told)
        .min_by_key(|(id, seconds)| (off(*seconds), std::cmp::Reverse(*id)))
}

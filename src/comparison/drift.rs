//! From paper to voice: how each section's share of the words became its share of the time.

use super::recital::{ENOUGH_WORDS, RECITAL};
use super::{Part, Rehearsal, Summary};
use crate::story::Role;
use crate::take::TakeId;
use crate::time::Millis;

/// One role over the takes compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Drift {
    /// The role.
    pub role: Role,
    /// Each take in order.
    pub takes: Vec<(TakeId, Share)>,
}

/// What a role has of paper and of voice, from 0.0 to 1.0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// Of the words on paper.
    pub paper: f64,
    /// Of the time told.
    pub voice: f64,
    /// Of its spoken words, those in runs copied from the paper; none when there are too few to tell.
    pub copied: Option<f64>,
}

/// The roles of this take's story in its order, then others that were told or written in any take.
pub(super) fn of(this: &Rehearsal, field: &[&Rehearsal]) -> Vec<Drift> {
    let mut roles: Vec<Role> = Vec::new();
    let parts = std::iter::once(&this)
        .chain(field)
        .flat_map(|take| &take.summary.sections);
    for part in parts {
        if !roles.contains(&part.role) {
            roles.push(part.role);
        }
    }
    let drift = |role| Drift {
        role,
        takes: field
            .iter()
            .map(|take| (take.id, share(&take.summary, role)))
            .collect(),
    };
    roles.into_iter().map(drift).collect()
}

fn share(summary: &Summary, role: Role) -> Share {
    let parts: Vec<&Part> = summary
        .sections
        .iter()
        .filter(|part| part.role == role)
        .collect();
    let written = summary.paper.iter().filter(|written| written.role == role);
    let seconds: Millis = parts.iter().map(|part| part.seconds).sum();
    Share {
        paper: of_whole(written.map(|w| w.words).sum(), summary.paper_words()),
        voice: seconds.0.max(0) as f64 / summary.told.0.max(1) as f64,
        copied: copied(
            parts.iter().map(|part| part.copied).sum(),
            parts.iter().map(|part| part.words).sum(),
            ENOUGH_WORDS / 3,
        ),
    }
}

fn of_whole(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn copied(copied: usize, words: usize, least: usize) -> Option<f64> {
    (words >= least).then(|| of_whole(copied, words))
}

impl Summary {
    /// The share of the words told of the story that stand in runs copied from the paper, from 0.0 to
    /// 1.0; none when there are too few to tell.
    #[must_use]
    pub fn recited(&self) -> Option<f64> {
        copied(self.copied, self.words, ENOUGH_WORDS)
    }
}

pub(super) fn recited(field: &[&Rehearsal]) -> Vec<TakeId> {
    let recital = |take: &&&Rehearsal| take.summary.recited().is_some_and(|share| share > RECITAL);
    field.iter().filter(recital).map(|take| take.id).collect()
}

//! When to stop: two complete takes within the bands since the story's last edit.

use super::{Bar, History, Rehearsal, Summary, edit};
use crate::analysis::Verdict;
use crate::rules::Severity;
use crate::story::Role;
use crate::take::{Ending, TakeId};

/// So many good takes are enough.
const TAKES: usize = 2;

/// How far it is to enough.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Enough {
    /// The takes told from the story as it stands now, by number.
    pub since_edit: Vec<TakeId>,
    /// Those of them that are complete and within the bands.
    pub good: Vec<TakeId>,
    /// What the last of them lacks; empty when it is good, or when there is none.
    pub missing: Vec<Missing>,
}

/// What a take lacks to count.
#[derive(Clone, Debug, PartialEq)]
pub enum Missing {
    /// It was not told to its end.
    Unfinished,
    /// Nothing was told of these.
    Untold(Vec<Role>),
    /// The rollback is out of its band.
    Rollback(Bar),
    /// The decision is out of its band.
    Decision(Bar),
    /// The decision is less than twice the rollback.
    Ratio(f64),
}

impl Enough {
    /// Whether there is no need for another take.
    #[must_use]
    pub fn is_reached(&self) -> bool {
        self.good.len() >= TAKES
    }

    /// How many more good takes it needs.
    #[must_use]
    pub fn takes_to_go(&self) -> usize {
        TAKES.saturating_sub(self.good.len())
    }
}

/// Whether it is enough, or what is missing until then.
///
/// A story that cannot be read any more stands as it was in the last take.
#[must_use]
pub fn enough(history: &History) -> Enough {
    let since = since_edit(history);
    let good = since
        .iter()
        .filter(|take| missing(&take.summary).is_empty());
    Enough {
        since_edit: since.iter().map(|take| take.id).collect(),
        good: good.map(|take| take.id).collect(),
        missing: since
            .last()
            .map(|take| missing(&take.summary))
            .unwrap_or_default(),
    }
}

fn since_edit(history: &History) -> &[Rehearsal] {
    let takes = &history.takes;
    let Some(last) = takes.last() else {
        return takes;
    };
    let now = history.paper.as_ref().unwrap_or(&last.summary.paper);
    let edited = |take: &Rehearsal| !edit(&take.summary.paper, now).is_empty();
    let first = takes.iter().rposition(edited).map_or(0, |at| at + 1);
    &takes[first..]
}

fn missing(summary: &Summary) -> Vec<Missing> {
    let untold: Vec<Role> = summary.untold().collect();
    let told = |role| !untold.contains(&role);
    let decision = [Role::Cause, Role::Lesson, Role::Change]
        .into_iter()
        .any(told);
    let (rollback_is_off, decision_is_off) = (
        told(Role::Rollback) && !summary.rollback.is_within(),
        decision && !summary.decision.is_within(),
    );
    let mut missing = Vec::new();
    if summary.ending != Ending::Told {
        missing.push(Missing::Unfinished);
    }
    if rollback_is_off {
        missing.push(Missing::Rollback(summary.rollback));
    }
    if decision_is_off {
        missing.push(Missing::Decision(summary.decision));
    }
    if missing.is_empty() && untold.is_empty() && summary.verdict > Verdict::Within {
        missing.extend(summary.ratio().map(Missing::Ratio));
    }
    if !untold.is_empty() {
        missing.push(Missing::Untold(untold));
    }
    missing
}

/// What must still change before the interview, however good the lengths are: by the last take.
#[must_use]
pub fn must_change(history: &History) -> Option<super::Fired> {
    let last = history.takes.last()?;
    let mut findings = last.summary.findings.iter().copied();
    findings.find(|fired| fired.severity == Severity::Fail)
}

//! Takes of one story side by side: what changed, what lasted, and whether it is enough.
//!
//! The table is that of a split timer, as runners and speed runners use them: this time, the
//! last one, the best and the target, and the sum of the best sections.

mod drift;
mod edits;
mod enough;
mod gaps;
mod recital;
mod rows;
mod summary;
mod survival;
mod targets;

#[cfg(test)]
pub(crate) mod tests;

pub use drift::{Drift, Share};
pub use edits::{Edit, EditChange, edit};
pub use enough::{Enough, Missing, enough, must_change};
pub use gaps::Gap;
pub use recital::{ENOUGH_WORDS, RECITAL};
pub use rows::{Name, Row};
pub use summary::{Bar, Fired, Key, Part, Rehearsal, Said, Statement, Summary, Written, paper};
pub use survival::Survival;
pub use targets::Target;

use std::cmp::Reverse;

use crate::take::{Ending, TakeId};
use crate::time::Millis;

/// Every take of a story that can be read, and the story as it stands now.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// The takes, by number.
    pub takes: Vec<Rehearsal>,
    /// The paper now; none when the file is gone or cannot be read.
    pub paper: Option<Vec<Written>>,
}

/// Which takes to compare.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Selection {
    /// The last two, with the best of all.
    Latest,
    /// Every one.
    All,
    /// These; naming one twice compares it with itself.
    Takes(Vec<TakeId>),
}

/// What a rule did between the previous take and this one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Turnover {
    /// It fires now and did not.
    pub gained: Vec<Fired>,
    /// It fired and does not now.
    pub lost: Vec<Fired>,
    /// It fires as before.
    pub kept: Vec<Fired>,
}

/// Takes side by side.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison<'a> {
    /// Every take of the story, for its course.
    pub course: &'a [Rehearsal],
    /// The takes compared, each once, by number.
    pub field: Vec<&'a Rehearsal>,
    /// Those of them to be shown one by one.
    pub shown: Vec<&'a Rehearsal>,
    /// The last of them.
    pub this: &'a Rehearsal,
    /// The last but one.
    pub previous: &'a Rehearsal,
    /// The one that stands best.
    pub best: &'a Rehearsal,
    /// Rollback, decision and the whole.
    pub split: Vec<Row>,
    /// The sections, as this take's paper has them, then what only the previous take has.
    pub sections: Vec<Row>,
    /// What the story would take with every section at its best; none when a section has no best.
    pub sum_of_best: Option<Millis>,
    /// Findings gained and lost.
    pub findings: Turnover,
    /// What should be said in every take, and where it was.
    pub survival: Vec<Survival<'a>>,
    /// Paper against voice, by section.
    pub drift: Vec<Drift>,
    /// The takes that were recited rather than told.
    pub recited: Vec<TakeId>,
    /// Where the story was edited between the takes compared.
    pub edits: Vec<Edit>,
    /// What cannot be compared.
    pub gaps: Vec<Gap>,
    /// Whether it is enough, or what is missing.
    pub enough: Enough,
    /// What must change before the interview, whatever the lengths.
    pub must_change: Option<Fired>,
}

/// Compares takes; nothing when there are fewer than two to compare.
///
/// The order of the numbers in a [`Selection`] does not matter; a number that is no take is passed over.
#[must_use]
pub fn compare<'a>(history: &'a History, selection: &Selection) -> Option<Comparison<'a>> {
    let chosen = chosen(history, selection);
    let [.., previous, this] = *chosen.as_slice() else {
        return None;
    };
    let mut field = chosen.clone();
    field.dedup_by_key(|take| take.id);
    let best = best(&field)?;
    let shown = match selection {
        Selection::Latest => focus(&[best, previous, this]),
        Selection::All | Selection::Takes(_) => field.clone(),
    };
    let sections = rows::sections(this, previous, &field);
    Some(Comparison {
        course: &history.takes,
        split: rows::split(this, previous, &field),
        sum_of_best: sections
            .iter()
            .filter(|row| row.target.is_some())
            .map(|row| row.best.map(|(_, seconds)| seconds))
            .sum(),
        sections,
        findings: turnover(&previous.summary, &this.summary),
        survival: survival::of(this, &field),
        drift: drift::of(this, &field),
        recited: drift::recited(&field),
        edits: edits::between(&field),
        gaps: gaps::of(&field, this, previous),
        enough: enough(history),
        must_change: must_change(history),
        field,
        shown,
        this,
        previous,
        best,
    })
}

fn chosen<'a>(history: &'a History, selection: &Selection) -> Vec<&'a Rehearsal> {
    let Selection::Takes(ids) = selection else {
        return history.takes.iter().collect();
    };
    let mut ids = ids.clone();
    ids.sort_unstable();
    let find = |id| history.takes.iter().find(|take| take.id == id);
    ids.into_iter().filter_map(find).collect()
}

fn focus<'a>(takes: &[&'a Rehearsal]) -> Vec<&'a Rehearsal> {
    let mut focus = takes.to_vec();
    focus.sort_unstable_by_key(|take| take.id);
    focus.dedup_by_key(|take| take.id);
    focus
}

/// The take that stands best, among those told to their end: by its split, then its cause, then what is told at all, then how near
/// it is to the targets; of equals the later one. How big the failure was does not matter.
fn best<'a>(field: &[&'a Rehearsal]) -> Option<&'a Rehearsal> {
    let rank = |take: &&Rehearsal| {
        let summary = &take.summary;
        let off = |bar: Bar| (bar.seconds.0 - bar.target.0).abs();
        (
            summary.words_said == 0,
            summary.ending != Ending::Told,
            summary.verdict,
            Reverse(summary.grade),
            summary.untold().count(),
            off(summary.rollback) + off(summary.decision),
            Reverse(take.id),
        )
    };
    field.iter().copied().min_by_key(rank)
}

fn turnover(before: &Summary, now: &Summary) -> Turnover {
    let fires = |summary: &Summary, fired: &Fired| {
        summary
            .findings
            .iter()
            .any(|known| known.rule == fired.rule)
    };
    let (kept, gained) = now.findings.iter().partition(|fired| fires(before, fired));
    let gone = before.findings.iter().filter(|fired| !fires(now, fired));
    Turnover {
        gained,
        kept,
        lost: gone.copied().collect(),
    }
}

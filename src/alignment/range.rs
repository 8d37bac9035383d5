//! How many seconds a place may really have taken, given what speaks for other ways of telling.

use super::chain::{Chain, Order};
use super::{Alignment, Place};
use crate::time::Millis;

/// So many ways of telling are drawn.
const DRAWS: usize = 400;

/// The draws begin here, so that a report is the same each time.
const SEED: u64 = 20_261_125;

/// One draw in so many lies under a range, and as many above it: the range holds nine in ten.
const TAIL: usize = 20;

/// Nine in ten sections begin within this of where they are heard to (69 of them in 13 spoken takes with known times).
const ONSET: Millis = Millis(40);

/// A length of time that is not known exactly: nine in ten are no shorter and no longer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Range {
    /// The shortest.
    pub low: Millis,
    /// The longest.
    pub high: Millis,
}

impl Range {
    /// A length that is known.
    #[must_use]
    pub fn exactly(length: Millis) -> Self {
        Self {
            low: length,
            high: length,
        }
    }

    /// How far the length may be from `length`, which lies in it.
    #[must_use]
    pub fn around(self, length: Millis) -> Millis {
        (self.high - length).max(length - self.low)
    }
}

/// One way in which a take may have been told: how long each place took.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draw(Vec<(Place, Millis)>);

impl Draw {
    fn add(&mut self, place: Place, length: Millis) {
        match self.0.iter_mut().find(|(known, _)| *known == place) {
            Some((_, total)) => *total += length,
            None => self.0.push((place, length)),
        }
    }

    fn length(&self, is_it: &impl Fn(Place) -> bool) -> Millis {
        let own = self.0.iter().filter(|(place, _)| is_it(*place));
        own.map(|(_, length)| *length).sum()
    }
}

/// Draws ways of telling, each as often as the chain thinks it likely.
///
/// `lengths` has each clause's length; `place` says where a clause belongs, given its state.
pub(super) fn draws(
    order: &Order,
    chain: &Chain,
    lengths: &[Millis],
    place: impl Fn(usize, usize) -> Place,
) -> Vec<Draw> {
    let mut chance = fastrand::Rng::with_seed(SEED);
    let paths = order.paths(chain);
    let draw = |_| {
        let mut draw = Draw::default();
        for (clause, state) in paths.draw(&mut chance).into_iter().enumerate() {
            draw.add(place(clause, state), lengths[clause]);
        }
        draw
    };
    (0..DRAWS).map(draw).collect()
}

impl Alignment {
    /// How long the places of a kind took together.
    pub fn length(&self, is_it: impl Fn(Place) -> bool) -> Millis {
        let own = self.passages.iter().filter(|p| is_it(p.place()));
        own.map(|passage| passage.span.length()).sum()
    }

    /// How long they may really have taken.
    pub fn range(&self, is_it: impl Fn(Place) -> bool) -> Range {
        let heard = self.length(&is_it);
        let mut drawn: Vec<Millis> = self.draws.iter().map(|d| d.length(&is_it)).collect();
        drawn.sort_unstable();
        let tail = drawn.len() / TAIL;
        let low = drawn.get(tail).map_or(heard, |low| heard.min(*low));
        let high = drawn
            .iter()
            .nth_back(tail)
            .map_or(heard, |high| heard.max(*high));
        if high == Millis::ZERO {
            return Range::default();
        }
        let allowance = self.allowance(is_it);
        Range {
            low: (low - allowance).max(Millis::ZERO),
            high: high + allowance,
        }
    }

    /// What the onsets at which these places begin and end may be off together; they are so independently.
    fn allowance(&self, is_it: impl Fn(Place) -> bool) -> Millis {
        let own: Vec<bool> = self.passages.iter().map(|p| is_it(p.place())).collect();
        let edges = own.windows(2).filter(|pair| pair[0] != pair[1]).count();
        Millis((ONSET.0 as f64 * (edges as f64).sqrt()).round() as i64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alignment::Passage;
    use crate::story::Role;
    use crate::time::Span;

    const CAUSE: Place = (Some(Role::Cause), Some(0));
    const ROLLBACK: Place = (Some(Role::Rollback), Some(1));

    /// Twenty seconds of cause and ten of rollback, `moved` seconds of which are the cause's in `often` draws of ten.
    fn alignment(moved: i64, often: usize) -> Alignment {
        let passage = |(role, section): Place, start: i64, end: i64| Passage {
            role,
            section,
            words: 0..0,
            span: Span::new(Millis(start * 1000), Millis(end * 1000)),
            confidence: 1.0,
            uncertain: Millis::ZERO,
        };
        let draw = |at: usize| {
            let moved = if at % 10 < often { moved } else { 0 };
            let cause = Millis((20 + moved) * 1000);
            Draw(vec![(CAUSE, cause), (ROLLBACK, Millis(30_000) - cause)])
        };
        Alignment {
            passages: vec![passage(CAUSE, 0, 20), passage(ROLLBACK, 20, 30)],
            draws: (0..100).map(draw).collect(),
        }
    }

    fn check(moved: i64, often: usize, place: Place, expected: [i64; 2]) {
        let range = alignment(moved, often).range(|other| other == place);
        assert_eq!([range.low.0, range.high.0], expected);
    }

    #[test]
    fn what_is_certain_is_as_exact_as_an_onset_is_heard() {
        check(0, 0, CAUSE, [19_960, 20_040]);
    }

    #[test]
    fn what_belongs_elsewhere_in_many_draws_widens_both_ranges() {
        check(4, 3, CAUSE, [19_960, 24_040]);
        check(4, 3, ROLLBACK, [5_960, 10_040]);
    }

    #[test]
    fn a_range_holds_what_was_heard_even_if_it_is_rare() {
        check(4, 10, CAUSE, [19_960, 24_040]);
    }

    #[test]
    fn what_nobody_thinks_was_told_took_no_time() {
        check(4, 3, (Some(Role::Lesson), None), [0, 0]);
    }
}

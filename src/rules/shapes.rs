//! The three shapes such stories have, each by the moments that belong to it.
//!
//! A moment is data: the roles it is told in and the phrases that tell it. They are loose on
//! purpose, since a shape takes several of them and one alone says little.

mod interpersonal;
mod maintenance;
mod over_confident;

#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use regex::Regex;

use super::reading::Reading;
use crate::story::{Role, Shape};
use crate::telling::{Quote, Telling};

/// Fewer moments than this are no shape.
const ENOUGH: usize = 2;

/// A moment that stories of one shape have.
#[derive(Debug)]
pub struct Moment {
    /// Its published name, in kebab case.
    pub name: &'static str,
    /// What it is, as the end of "it lacks …".
    pub what: &'static str,
    /// The roles it is told in.
    pub roles: &'static [Role],
    /// The phrases that tell it.
    listens_for: LazyLock<Regex>,
    /// Told where it is there.
    pub fires: &'static [&'static str],
    /// Told where it is not.
    pub silent: &'static [&'static str],
}

/// A moment, and the words that tell it.
#[derive(Clone, Debug, PartialEq)]
pub struct HeardMoment {
    /// Its published name.
    pub name: &'static str,
    /// What it is, as the end of "it lacks …".
    pub what: &'static str,
    /// Where it was told.
    pub quote: Option<Quote>,
}

/// The way a story runs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heard {
    /// What the story file says.
    pub declared: Option<Shape>,
    /// What was heard; none where no shape is clear.
    pub heard: Option<Shape>,
    /// The moments of the declared shape, else of the one heard.
    pub moments: Vec<HeardMoment>,
}

/// The moments of a shape, in the order in which they are usually told.
#[must_use]
pub fn moments(shape: Shape) -> &'static [Moment; 5] {
    match shape {
        Shape::OverConfidentDecision => &over_confident::MOMENTS,
        Shape::SkippedMaintenance => &maintenance::MOMENTS,
        Shape::InterpersonalMisread => &interpersonal::MOMENTS,
    }
}

/// Hears the shape of a telling: the one with most moments; a tie, or fewer than two, is none.
#[must_use]
pub fn hear(telling: &Telling, declared: Option<Shape>) -> Heard {
    let mut readings = Readings {
        telling,
        read: Vec::new(),
    };
    let counted = Shape::ALL.map(|shape| {
        let told = told(&mut readings, shape);
        let count = told.iter().filter(|moment| moment.quote.is_some()).count();
        (shape, count, told)
    });
    let most = counted.iter().map(|(_, count, _)| *count).max();
    let most = most.filter(|most| *most >= ENOUGH).unwrap_or(usize::MAX);
    let mut best = counted.iter().filter(|(_, count, _)| *count == most);
    let heard = match (best.next(), best.next()) {
        (Some((shape, ..)), None) => Some(*shape),
        _ => None,
    };
    let shown = declared.or(heard);
    let moments = counted
        .into_iter()
        .find(|(shape, ..)| Some(*shape) == shown);
    Heard {
        declared,
        heard,
        moments: moments.map(|(.., told)| told).unwrap_or_default(),
    }
}

fn told(readings: &mut Readings<'_>, shape: Shape) -> Vec<HeardMoment> {
    let hear = |moment: &Moment| HeardMoment {
        name: moment.name,
        what: moment.what,
        quote: moment.find(readings.of(moment.roles)),
    };
    moments(shape).iter().map(hear).collect()
}

/// A telling read by roles, each set of them once: reading takes longer than listening.
struct Readings<'a> {
    telling: &'a Telling,
    read: Vec<(&'static [Role], Reading<'a>)>,
}

impl<'a> Readings<'a> {
    fn of(&mut self, roles: &'static [Role]) -> &Reading<'a> {
        let known = self.read.iter().position(|(read, _)| *read == roles);
        let at = known.unwrap_or_else(|| {
            let reading = Reading::of_roles(self.telling, roles);
            self.read.push((roles, reading));
            self.read.len() - 1
        });
        &self.read[at].1
    }
}

impl Moment {
    /// The sentence that tells it.
    fn find(&self, reading: &Reading<'_>) -> Option<Quote> {
        let hit = reading.find(&self.listens_for)?;
        reading.quote_sentence(&hit)
    }
}

//! The trained weights of the alignment, one set for each kind of vectors.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::chain::{Chain, Order, STATES};
use super::features::Features;
use super::pauses;
use crate::clauses::Clause;
use crate::meaning::Kind;

static MINILM: LazyLock<Weights> =
    LazyLock::new(|| read(include_str!("../../models/roles/minilm.json")).scaled(SURER));
static STEMS: LazyLock<Weights> =
    LazyLock::new(|| read(include_str!("../../models/roles/stems.json")));

/// How many times as sure it is of a spoken take as training on written ones made it: the inverse of a temperature
/// (Guo et al. 2017, "On calibration of modern neural networks"; `models/roles/README.md` has the figures).
const SURER: f64 = 1.3;

/// What training yields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// For each state, a weight for each of the clause's features.
    pub features: Vec<Vec<f64>>,
    /// A weight for each of the [`LIKENESSES`](super::LIKENESSES), the same for every role.
    pub likeness: Vec<f64>,
    /// What is known about order.
    pub order: Order,
}

impl Weights {
    /// The weights trained on vectors of this kind.
    #[must_use]
    pub fn trained(kind: Kind) -> &'static Self {
        match kind {
            Kind::MiniLm => &MINILM,
            Kind::Stems => &STEMS,
        }
    }

    /// Everything that speaks for one state or another made `times` as strong.
    fn scaled(mut self, times: f64) -> Self {
        let features = self.features.iter_mut().flatten();
        let scores = features.chain(&mut self.likeness);
        scores
            .chain(self.order.scores())
            .for_each(|score| *score *= times);
        self
    }

    /// What the words of each clause say about its role.
    #[must_use]
    pub fn chain(&self, features: &Features, clauses: &[Clause]) -> Chain {
        let score = |index: usize, state: usize| {
            let own = dot(&self.features[state], &features.clauses[index]);
            own + dot(&self.likeness, &features.likeness[index][state])
        };
        Chain {
            emissions: (0..features.clauses.len())
                .map(|index| std::array::from_fn::<f64, STATES, _>(|state| score(index, state)))
                .collect(),
            closes: clauses.iter().map(|clause| clause.closes).collect(),
            turns: pauses::turns(clauses),
        }
    }
}

fn read(json: &str) -> Weights {
    serde_json::from_str(json).expect("the committed weights are whole, which a test holds")
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alignment::features::width;
    use crate::alignment::likeness::LIKENESSES;

    #[test]
    fn the_committed_weights_fit_the_features() {
        for kind in [Kind::MiniLm, Kind::Stems] {
            let weights = Weights::trained(kind);
            assert_eq!(weights.features.len(), STATES);
            assert!(weights.features.iter().all(|row| row.len() == width(kind)));
            assert_eq!(weights.likeness.len(), LIKENESSES);
        }
    }
}

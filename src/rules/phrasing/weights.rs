//! What training yields, and what it says of a passage.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::{Label, Passage, position};
use crate::meaning::{Kind, Wording};
use crate::story::Role;

static MINILM: LazyLock<Weights> =
    LazyLock::new(|| read(include_str!("../../../models/rules/minilm.json")));
static STEMS: LazyLock<Weights> =
    LazyLock::new(|| read(include_str!("../../../models/rules/stems.json")));

/// For each label a sum of weights, which is the logarithm of the odds that it holds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// For each label, in the order of [`Label::ALL`], what holds before any word.
    pub bias: Vec<f32>,
    /// For each label, how much it counts that the rule fires.
    pub fired: Vec<f32>,
    /// For each label, a weight for each role the passage may be told in.
    pub roles: Vec<Vec<f32>>,
    /// For each label, a weight for each component of a [`Wording`]; none where words are all there is.
    pub wording: Vec<Vec<f32>>,
    /// For each label, a weight for each of the [`Heads`](crate::meaning::Heads); none where words are all there is.
    pub heads: Vec<Vec<f32>>,
    /// For each run of words, the labels it speaks for or against, by index, with how much.
    pub runs: BTreeMap<String, Vec<(usize, f32)>>,
}

impl Weights {
    /// The weights trained beside embeddings of this kind.
    #[must_use]
    pub fn trained(kind: Kind) -> &'static Self {
        match kind {
            Kind::MiniLm => &MINILM,
            Kind::Stems => &STEMS,
        }
    }

    /// The weights for a passage of which the wording is known, or is not.
    pub(super) fn fitting(wording: Option<&Wording>) -> &'static Self {
        Self::trained(wording.map_or(Kind::Stems, |_| Kind::MiniLm))
    }

    /// For each label the logarithm of the odds that it holds of a passage in which no rule has fired.
    #[must_use]
    pub fn odds(&self, passage: &Passage) -> [f32; Label::ALL.len()] {
        let role = Role::ALL.iter().position(|role| *role == passage.role);
        let role = role.unwrap_or_default();
        let mut odds = self.said(passage);
        for (label, odds) in odds.iter_mut().enumerate() {
            *odds += self.bias[label] + self.roles[label][role];
        }
        odds
    }

    /// For each label how much the words of a passage speak for it.
    pub(super) fn said(&self, passage: &Passage) -> [f32; Label::ALL.len()] {
        let components = passage.wording.as_ref().map_or(&[][..], Wording::as_slice);
        let found = passage
            .wording
            .iter()
            .flat_map(|w| w.found().rules.activations());
        let found: Vec<f32> = found.collect();
        let mut said = std::array::from_fn(|label| {
            weighed(&self.wording, label, components) + weighed(&self.heads, label, &found)
        });
        for run in &passage.runs {
            for (label, weight) in self.runs.get(run).into_iter().flatten() {
                said[*label] += weight;
            }
        }
        said
    }

    /// How much it counts that the rule of `label` fires.
    pub(super) fn verdict(&self, label: Label) -> f32 {
        self.fired[position(label)]
    }
}

/// How much components speak for a label, by its weights for them, if it has any.
fn weighed(weights: &[Vec<f32>], label: usize, components: &[f32]) -> f32 {
    let weights = weights.get(label).map_or(&[][..], Vec::as_slice);
    weights.iter().zip(components).map(|(w, x)| w * x).sum()
}

fn read(json: &str) -> Weights {
    serde_json::from_str(json).expect("the committed weights are whole, which a test holds")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::meaning::{RULES_HEADS, WORDING};

    #[test]
    fn the_committed_weights_fit_the_labels() {
        let labels = Label::ALL.len();
        for (kind, width) in [
            (Kind::MiniLm, Some((WORDING, RULES_HEADS))),
            (Kind::Stems, None),
        ] {
            let weights = Weights::trained(kind);
            assert_eq!(weights.bias.len(), labels);
            assert_eq!(weights.fired.len(), labels);
            let roles: Vec<usize> = weights.roles.iter().map(Vec::len).collect();
            assert_eq!(roles, vec![Role::ALL.len(); labels]);
            let wording = weights.wording.iter().map(Vec::len);
            let found: Vec<_> = wording.zip(weights.heads.iter().map(Vec::len)).collect();
            assert_eq!(found, width.map_or(vec![], |width| vec![width; labels]));
            let mut named = weights.runs.values().flatten();
            assert!(named.all(|(label, _)| *label < labels));
        }
    }
}

//! Attention heads trained to hear how something is put: each looks at the tokens that matter to it, wherever they stand.
//!
//! A mean over tokens drowns one telling word among fifty. A head weighs each token by a softmax
//! of its scores before it averages (attention pooling; Lin et al. 2017, a structured self-attentive
//! sentence embedding). They read the hidden states of layer 3 of the sentence encoder. Some are trained with the
//! rules' second opinion (`examples/train_rules.rs`), some with the alignment (`examples/train_roles.rs`).

#[cfg(feature = "meaning")]
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::WIDTH;

/// How many heads the rules have: 128 of each of two trainings.
pub const RULES_HEADS: usize = 256;

/// How many heads the alignment has: 64 of each of three trainings.
pub const ROLES_HEADS: usize = 192;

#[cfg(feature = "meaning")]
static OF_RULES: LazyLock<Heads> =
    LazyLock::new(|| read(include_str!("../../models/rules/heads.json")));
#[cfg(feature = "meaning")]
static OF_ROLES: LazyLock<Heads> =
    LazyLock::new(|| read(include_str!("../../models/roles/heads.json")));

#[cfg(feature = "meaning")]
fn read(json: &str) -> Heads {
    serde_json::from_str(json).expect("the committed heads are whole, which a test holds")
}

/// What each head looks for in a token, and what it takes from it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heads {
    /// For each of the [`WIDTH`] components of a token's state, a weight for each head's score, then for each head's value.
    pub weights: Vec<f32>,
    /// What is added to each head's value.
    pub bias: Vec<f32>,
}

impl Heads {
    /// The committed ones that the rules listen with.
    #[cfg(feature = "meaning")]
    #[must_use]
    pub fn of_rules() -> &'static Self {
        &OF_RULES
    }

    /// The committed ones that sections are told apart with.
    #[cfg(feature = "meaning")]
    #[must_use]
    pub fn of_roles() -> &'static Self {
        &OF_ROLES
    }

    /// How many they are.
    fn count(&self) -> usize {
        self.bias.len()
    }

    /// For each head a token's score, then for each head its value.
    fn of_token(&self, state: &[f32]) -> Vec<f32> {
        let mut found = vec![0.0; self.count()];
        found.extend(&self.bias);
        for (x, weights) in state.iter().zip(self.weights.chunks_exact(found.len())) {
            for (found, weight) in found.iter_mut().zip(weights) {
                *found += x * weight;
            }
        }
        found
    }

    /// What the heads find in a text of these tokens' states, [`WIDTH`] components each, one token after the other.
    #[must_use]
    pub fn pooled(&self, states: &[f32]) -> Pooled {
        let tokens = states.chunks_exact(WIDTH).map(|state| self.of_token(state));
        let tokens: Vec<_> = tokens.collect();
        let tokens = tokens.iter().map(|found| found.split_at(self.count()));
        Pooled::mean(self.count(), tokens)
    }
}

/// What each head finds in some tokens.
#[derive(Clone, Debug, PartialEq)]
pub struct Pooled {
    /// How much these tokens weigh beside others, as the logarithm of the sum of their scores' exponentials.
    weights: Vec<f32>,
    /// The weighted mean of their values.
    values: Vec<f32>,
}

impl Pooled {
    /// What heads find in several texts together; as if they had been one.
    #[must_use]
    pub fn together<'a>(parts: impl Iterator<Item = &'a Self> + Clone) -> Self {
        let heads = parts.clone().next().map_or(0, |part| part.values.len());
        let parts = parts.map(|part| (part.weights.as_slice(), part.values.as_slice()));
        Self::mean(heads, parts)
    }

    /// The mean of values by the softmax of scores; of none, zeros that weigh nothing.
    fn mean<'a>(heads: usize, parts: impl Iterator<Item = (&'a [f32], &'a [f32])> + Clone) -> Self {
        let mut highest = vec![f32::MIN; heads];
        for (scores, _) in parts.clone() {
            for (highest, score) in highest.iter_mut().zip(scores) {
                *highest = highest.max(*score);
            }
        }
        let (mut total, mut values) = (vec![0.0; heads], vec![0.0; heads]);
        for (scores, own) in parts {
            for head in 0..heads {
                let share = (scores[head] - highest[head]).exp();
                total[head] += share;
                values[head] += share * own[head];
            }
        }
        for (value, total) in values.iter_mut().zip(&total) {
            *value /= f32::max(*total, f32::MIN_POSITIVE);
        }
        let weights = highest.iter().zip(&total).map(|(h, t)| h + t.ln());
        Self {
            weights: weights.collect(),
            values,
        }
    }

    /// For each head how strongly it speaks up, by the sigmoid-weighted linear unit
    /// (`SiLU`; Elfwing, Uchibe & Doya 2018).
    pub fn activations(&self) -> impl Iterator<Item = f32> {
        self.values.iter().map(|x| x / (1.0 + (-x).exp()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many heads these tests have.
    const HEADS: usize = 5;

    /// Heads whose score and value are a token's first two components.
    fn plain() -> Heads {
        let mut weights = vec![0.0; WIDTH * 2 * HEADS];
        weights[..HEADS].fill(1.0);
        weights[3 * HEADS..4 * HEADS].fill(1.0);
        Heads {
            weights,
            bias: vec![0.0; HEADS],
        }
    }

    fn token(score: f32, value: f32) -> Vec<f32> {
        let mut state = vec![score, value];
        state.resize(WIDTH, 0.0);
        state
    }

    #[test]
    fn a_head_hears_the_token_that_it_looks_for() {
        let states = [token(0.0, 1.0), token(9.0, 5.0), token(0.0, 1.0)].concat();
        let pooled = plain().pooled(&states);
        assert!(
            (pooled.values[0] - 5.0).abs() < 0.01,
            "{:?}",
            pooled.values[0]
        );
        assert!((pooled.weights[0] - 9.0).abs() < 0.01);
    }

    #[test]
    fn texts_together_are_as_if_they_had_been_one() {
        let (one, other) = (
            token(1.0, 2.0),
            [token(3.0, -1.0), token(0.5, 4.0)].concat(),
        );
        let apart = [plain().pooled(&one), plain().pooled(&other)];
        let together = Pooled::together(apart.iter());
        let whole = plain().pooled(&[one, other].concat());
        assert!((together.values[0] - whole.values[0]).abs() < 1e-5);
        assert!((together.weights[0] - whole.weights[0]).abs() < 1e-5);
    }

    #[test]
    fn nothing_adds_nothing() {
        let text = plain().pooled(&token(1.0, 2.0));
        let with_nothing = [plain().pooled(&[]), text.clone()];
        assert_eq!(Pooled::together(with_nothing.iter()), text);
        let nothing = [plain().pooled(&[]), plain().pooled(&[])];
        let still = Pooled::together(nothing.iter());
        assert!(still.activations().all(|x| x == 0.0));
    }

    #[cfg(feature = "meaning")]
    #[test]
    fn the_committed_heads_are_whole() {
        for (heads, count) in [
            (Heads::of_rules(), RULES_HEADS),
            (Heads::of_roles(), ROLES_HEADS),
        ] {
            assert_eq!(heads.weights.len(), WIDTH * 2 * count);
            assert_eq!(heads.bias.len(), count);
        }
    }
}

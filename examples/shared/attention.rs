//! What attention heads make of a text's tokens, and how that changes with what they give for each token.

use std::mem::swap;

use ndarray::{Array1, ArrayView1, ArrayView2, ArrayViewMut2, Axis, Zip};
use ownup::meaning::{Heads, WIDTH};

use crate::measure::{Measure, rounded};

/// What each head finds in a text, and how strongly it speaks up.
pub(crate) struct Attention {
    /// The mean of its values.
    pooled: Array1<f32>,
    /// That, times this (the sigmoid-weighted linear unit), is how strongly it speaks up.
    open: Array1<f32>,
}

impl Attention {
    /// Of what heads give for each token: in a row of `tokens` the scores, then the values but for `bias`. The scores
    /// become shares of attention.
    pub(crate) fn of(mut tokens: ArrayViewMut2<'_, f32>, bias: &[f32]) -> Self {
        let (mut scores, mut values) = tokens.view_mut().split_at(Axis(1), bias.len());
        values += &ArrayView1::from(bias);
        attend(&mut scores);
        let pooled = (&scores * &values).sum_axis(Axis(0));
        Self {
            open: pooled.mapv(|x| 1.0 / (1.0 + (-x).exp())),
            pooled,
        }
    }

    /// How strongly each head speaks up.
    pub(crate) fn activations(&self) -> Array1<f32> {
        &self.pooled * &self.open
    }

    /// Turns the slope by how strongly the heads speak up into that by what they find, which is that of `bias` too; and
    /// `tokens`, as [`Attention::of`] left them, into the slopes by what the heads give for each.
    pub(crate) fn turn(&self, mut tokens: ArrayViewMut2<'_, f32>, slope: &mut Array1<f32>) {
        // The derivative of the sigmoid-weighted linear unit.
        *slope *= &(&self.open * (1.0 + &self.pooled * (1.0 - &self.open)));
        let (mut shares, mut values) = tokens.view_mut().split_at(Axis(1), slope.len());
        values -= &self.pooled;
        values *= &shares;
        shares *= &*slope;
        values *= &*slope;
        Zip::from(shares).and(values).for_each(swap);
    }
}

/// Turns each head's scores into its shares of attention, which add up to one (softmax).
fn attend(scores: &mut ArrayViewMut2<'_, f32>) {
    for mut head in scores.columns_mut() {
        let highest = head.fold(f32::MIN, |a, &b| a.max(b));
        head.mapv_inplace(|score| (score - highest).exp());
        let total = head.sum();
        head /= total;
    }
}

/// So many heads from the front of a row, as an optimiser has it, and what comes after them.
pub(crate) fn split_heads(row: &[f64], count: usize) -> (Heads, Vec<f32>) {
    let mut row = row.iter().map(|&weight| weight as f32);
    let heads = Heads {
        weights: row.by_ref().take(WIDTH * 2 * count).collect(),
        bias: row.by_ref().take(count).collect(),
    };
    (heads, row.collect())
}

/// A matrix that lies row by row in `data`.
pub(crate) fn matrix(rows: usize, columns: usize, data: &[f32]) -> ArrayView2<'_, f32> {
    ArrayView2::from_shape((rows, columns), data).expect("as many as rows and columns make")
}

/// Heads of several trainings beside one another.
pub(crate) fn beside<'a>(parts: impl Iterator<Item = &'a Heads> + Clone) -> Heads {
    let mut weights = Vec::new();
    for component in 0..WIDTH {
        for half in 0..2 {
            for part in parts.clone() {
                let count = part.bias.len();
                weights.extend(&part.weights[(2 * component + half) * count..][..count]);
            }
        }
    }
    Heads {
        weights,
        bias: parts.flat_map(|part| part.bias.iter().copied()).collect(),
    }
}

/// Heads for states as they are, of such as were trained on states brought to a measure.
pub(crate) fn undone(heads: &Heads, measure: &Measure) -> Heads {
    let (mut heads, count) = (heads.clone(), heads.bias.len());
    for of in 0..2 * count {
        let column = heads.weights.iter().skip(of).step_by(2 * count);
        let column: Vec<f64> = column.copied().map(f64::from).collect();
        let (column, shift) = measure.undone(&column);
        for (row, weight) in column.into_iter().enumerate() {
            heads.weights[row * 2 * count + of] = rounded(weight);
        }
        // A score counts beside those of the head's other tokens, which are shifted alike.
        if of >= count {
            heads.bias[of - count] = rounded(f64::from(heads.bias[of - count]) + shift);
        }
    }
    heads
}

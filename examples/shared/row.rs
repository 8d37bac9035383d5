//! All weights of the alignment in one row, as an optimiser wants them.

use ownup::alignment::chain::{Order, STATES};
use ownup::alignment::{LIKENESSES, WIDTH, Weights};

/// How strongly weights are held to zero: features, the wording's, likenesses, order.
const RIDGE: [f64; 4] = [24.0, 8.0, 0.04, 0.2];

/// In a row of all weights: likenesses and order, which come after the features.
const OTHERS: usize = LIKENESSES + 2 * STATES + 2 * STATES * STATES;

/// The length of a row, if a clause has so many features.
pub(crate) fn size(width: usize) -> usize {
    STATES * width + OTHERS
}

/// The weights that a row holds.
pub(crate) fn unpack(row: &[f64]) -> Weights {
    let width = (row.len() - OTHERS) / STATES;
    let mut rest = row.iter().copied();
    let mut take = |n: usize| -> Vec<f64> { rest.by_ref().take(n).collect() };
    let scores = |v: Vec<f64>| -> [f64; STATES] { v.try_into().expect("a score a state") };
    let features = (0..STATES).map(|_| take(width)).collect();
    let likeness = take(LIKENESSES);
    let (first, last) = (scores(take(STATES)), scores(take(STATES)));
    let mut transitions = || std::array::from_fn(|_| scores(take(STATES)));
    let order = Order {
        first,
        last,
        within: transitions(),
        across: transitions(),
    };
    Weights {
        features,
        likeness,
        order,
    }
}

/// The row that holds these weights.
pub(crate) fn pack(weights: &Weights) -> Vec<f64> {
    let mut row: Vec<f64> = weights.features.concat();
    row.extend(&weights.likeness);
    row.extend(weights.order.first);
    row.extend(weights.order.last);
    row.extend(weights.order.within.as_flattened());
    row.extend(weights.order.across.as_flattened());
    row
}

/// With four digits each, which are enough, and keep the file small.
pub(crate) fn rounded(weights: &Weights) -> Weights {
    let row = pack(weights).into_iter().map(|w| (w * 1e4).round() / 1e4);
    unpack(&row.collect::<Vec<f64>>())
}

/// How strongly the weight at `index` of a row of `size` is held to zero.
pub(crate) fn ridge(index: usize, size: usize) -> f64 {
    let features = size - OTHERS;
    match index {
        i if i < features && i % (features / STATES) < WIDTH => RIDGE[0],
        i if i < features => RIDGE[1],
        i if i < features + LIKENESSES => RIDGE[2],
        _ => RIDGE[3],
    }
}

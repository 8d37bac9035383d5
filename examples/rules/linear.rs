//! Words and how a passage is put on the whole: a logistic regression a label, with a ridge, by L-BFGS.

use std::collections::BTreeMap;

use ownup::rules::phrasing::{Label, Weights};
use ownup::story::Role;

use super::measure::{Measure, rounded};
use super::minimise::{axpy, minimise};
use super::passages::{COPIES, Example};

/// How strongly the weights of words are held to zero.
const RIDGE: f64 = 0.8;

/// How strongly those of a wording's components are, once each has a variance of one.
const RIDGE_OF_WORDING: f64 = 30.0;

/// Steps of the optimiser.
const STEPS: usize = 80;

/// In how many passages a run of words must occur to be looked at.
const COMMON: usize = 3;

/// Weights smaller than this are left out.
const SMALL: f64 = 0.03;

/// An example as a row: bias, role and runs, which are there or not; how it is put; and the truth.
struct Row<'a> {
    there: Vec<usize>,
    wording: &'a [f64],
    truth: f64,
}

const FIXED: usize = 1 + Role::ALL.len();

fn vocabulary(examples: &[&Example]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for run in examples.iter().flat_map(|example| &example.passage.runs) {
        *counts.entry(run).or_default() += 1;
    }
    let common = counts
        .into_iter()
        .filter(|(_, count)| *count >= COPIES * COMMON);
    common.map(|(run, _)| run.to_owned()).collect()
}

pub(crate) fn train(examples: &[&Example], measure: &Measure) -> Weights {
    let known = vocabulary(examples);
    let at: BTreeMap<&str, usize> = known.iter().map(String::as_str).zip(0..).collect();
    let mut weights = Weights {
        bias: Vec::new(),
        fired: vec![0.0; Label::ALL.len()],
        roles: Vec::new(),
        wording: Vec::new(),
        heads: Vec::new(),
        runs: BTreeMap::new(),
    };
    for label in 0..Label::ALL.len() {
        let own = examples.iter().filter(|one| one.is_heard_for(label));
        let rows: Vec<Row<'_>> = own.map(|one| row(one, label, &at)).collect();
        let sparse = FIXED + known.len();
        let size = sparse + examples[0].wording.len();
        let fitted = minimise(size, STEPS, &|at| objective(at, &rows, sparse));
        let (fixed, rest) = fitted.split_at(FIXED);
        let (of_runs, of_wording) = rest.split_at(known.len());
        let (of_wording, shift) = measure.undone(of_wording);
        weights.bias.push(rounded(fixed[0] + shift));
        weights
            .roles
            .push(fixed[1..].iter().copied().map(rounded).collect());
        if !of_wording.is_empty() {
            weights
                .wording
                .push(of_wording.into_iter().map(rounded).collect());
        }
        for (run, &weight) in known.iter().zip(of_runs) {
            if weight.abs() >= SMALL {
                let entry = weights.runs.entry(run.clone()).or_default();
                entry.push((label, rounded(weight)));
            }
        }
    }
    weights
}

fn row<'a>(example: &'a Example, label: usize, known: &BTreeMap<&str, usize>) -> Row<'a> {
    let mut there = vec![0, 1 + example.role];
    let runs = example.passage.runs.iter();
    there.extend(runs.filter_map(|run| Some(FIXED + known.get(run.as_str())?)));
    Row {
        there,
        wording: &example.wording,
        truth: example.truth(label),
    }
}

/// The negative log-likelihood with its ridge, and its gradient; the bias is free.
fn objective(at: &[f64], rows: &[Row<'_>], sparse: usize) -> (f64, Vec<f64>) {
    let ridge = |index: usize| match index {
        0 => 0.0,
        index if index < sparse => RIDGE,
        _ => RIDGE_OF_WORDING,
    };
    let mut loss: f64 = at.iter().enumerate().map(|(i, w)| ridge(i) * w * w).sum();
    let mut gradient: Vec<f64> = (0..at.len()).map(|i| 2.0 * ridge(i) * at[i]).collect();
    for row in rows {
        let there: f64 = row.there.iter().map(|&feature| at[feature]).sum();
        let put: f64 = at[sparse..]
            .iter()
            .zip(row.wording)
            .map(|(w, x)| w * x)
            .sum();
        let p = 1.0 / (1.0 + (-(there + put)).exp());
        let likely = if row.truth > 0.5 { p } else { 1.0 - p };
        loss -= likely.max(1e-12).ln();
        let slope = p - row.truth;
        for &feature in &row.there {
            gradient[feature] += slope;
        }
        axpy(&mut gradient[sparse..], slope, row.wording);
    }
    (loss, gradient)
}

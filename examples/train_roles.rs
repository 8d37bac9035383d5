//! Trains the weights of the alignment on the written takes in `models/roles/takes`.
//!
//! `cargo run --release --example train_roles` cross-validates by domain, prints the
//! share of words given their right role, trains on everything and writes
//! `models/roles/minilm.json` and `models/roles/stems.json`. With `-- --ablate` it writes nothing: it
//! cross-validates again with each part of what the alignment looks at left out.
#![expect(
    clippy::disallowed_methods,
    reason = "a program of the workshop, not of the product: it reads and writes files itself"
)]

#[path = "shared/adam.rs"]
mod adam;
#[path = "shared/folder.rs"]
mod folder;
#[path = "shared/noise.rs"]
mod noise;
#[path = "shared/row.rs"]
mod row;
#[path = "shared/sureness.rs"]
mod sureness;
#[path = "shared/takes.rs"]
mod takes;

use std::fs;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use ownup::alignment::chain::{Chain, Order, STATES, Scores};
use ownup::alignment::{Features, LIKENESSES, OWN_LIKENESSES, WIDTH, Weights, features};
use ownup::clauses::{self, Clause};
use ownup::meaning::{self, Embedder, MiniLm, Remembered, Stems, WORDING};
use ownup::story::Role;

use self::adam::Adam;
use self::noise::Noise;
use self::row::{pack, ridge, rounded, unpack};
use self::sureness::Sureness;
use self::takes::{Take, misheard, read_takes};

/// How often every take is looked at. More makes the weights surer of takes they know and worse at others.
const EPOCHS: usize = 15;

/// So many takes are looked at for each step.
const BATCH: usize = 30;

/// How far a step goes at first; it shortens to nothing along a cosine (Loshchilov & Hutter 2017).
const STEP: f64 = 0.01;

/// Parts of the cross-validation.
const FOLDS: usize = 3;

/// Where the noise begins; the same seed gives the same weights.
const SEED: u64 = 20_261_122;

/// Where each group of a clause's features begins: its vector, its neighbours', surface, place; and the constant.
const GROUPS: [usize; 5] = [0, meaning::WIDTH, 2 * meaning::WIDTH, WIDTH - 5, WIDTH - 1];

/// What can be left out: features of the clause, likenesses to the paper.
const PARTS: [(&str, Range<usize>, Range<usize>); 10] = [
    ("nothing", 0..0, 0..0),
    ("its vector", GROUPS[0]..GROUPS[1], 0..0),
    ("its neighbours' vectors", GROUPS[1]..GROUPS[2], 0..0),
    ("both", GROUPS[0]..GROUPS[2], 0..0),
    ("what it looks like", GROUPS[2]..GROUPS[3], 0..0),
    ("its place in the take", GROUPS[3]..GROUPS[4], 0..0),
    ("its wording", WIDTH..WIDTH + WORDING, 0..0),
    ("likeness to the paper", 0..0, 0..LIKENESSES),
    ("its neighbours' likeness", 0..0, OWN_LIKENESSES..LIKENESSES),
    ("all but likeness", 0..GROUPS[4], 0..0),
];

/// A take as the optimiser sees it.
struct Example {
    features: Features,
    clauses: Vec<Clause>,
    states: Vec<usize>,
    words: Vec<f64>,
}

fn main() -> Result<()> {
    let takes = read_takes(Path::new("models/roles/takes"))?;
    println!(
        "{} takes, {} words",
        takes.len(),
        takes.iter().map(|t| t.roles.len()).sum::<usize>()
    );
    let heard = |take: &Take| [take.clone(), misheard(take, SEED)];
    let takes: Vec<Take> = takes.iter().flat_map(heard).collect();
    // The takes of a domain share their story.
    let minilm = Remembered::new(MiniLm::new(2));
    if std::env::args().any(|argument| argument == "--ablate") {
        ablate(&takes, &minilm);
        return Ok(());
    }
    train("minilm", &minilm, &takes)?;
    train("stems", &Remembered::new(Stems), &takes)
}

/// Cross-validates without each part of what the alignment looks at.
fn ablate(takes: &[Take], embedder: &dyn Embedder) {
    let mut examples: Vec<Example> = takes.iter().map(|take| example(take, embedder)).collect();
    let whole: Vec<Features> = examples.iter().map(|e| e.features.clone()).collect();
    for (name, features, likeness) in PARTS {
        for (example, whole) in examples.iter_mut().zip(&whole) {
            example.features = whole.clone();
            for clause in &mut example.features.clauses {
                clause[features.clone()].fill(0.0);
            }
            for clause in &mut example.features.likeness {
                for of in clause {
                    of[likeness.clone()].fill(0.0);
                }
            }
        }
        println!("left out: {name}");
        cross_validate(takes, &examples);
    }
}

fn train(name: &str, embedder: &dyn Embedder, takes: &[Take]) -> Result<()> {
    let examples: Vec<Example> = takes.iter().map(|take| example(take, embedder)).collect();
    println!(
        "{name}: {} clauses",
        examples.iter().map(|e| e.states.len()).sum::<usize>()
    );
    cross_validate(takes, &examples);
    let everything: Vec<&Example> = examples.iter().collect();
    let weights = rounded(&fit(&everything));
    let path = format!("models/roles/{name}.json");
    fs::write(&path, serde_json::to_string(&weights)?)
        .with_context(|| format!("cannot write {path}"))
}

/// Prints the share of words given their right role, in domains not trained on.
fn cross_validate(takes: &[Take], examples: &[Example]) {
    let mut domains: Vec<&str> = takes.iter().map(|take| take.domain.as_str()).collect();
    domains.dedup();
    let fold_of = |take: &Take| domains.iter().position(|d| *d == take.domain).unwrap_or(0) % FOLDS;
    let (mut confusion, mut all) = ([[0.0; STATES]; STATES], (0.0, 0.0));
    let mut sureness = Sureness::default();
    for fold in 0..FOLDS {
        let (held, seen): (Vec<_>, Vec<_>) = takes
            .iter()
            .zip(examples)
            .partition(|(take, _)| fold_of(take) == fold);
        let weights = fit(&seen.iter().map(|(_, e)| *e).collect::<Vec<_>>());
        let (mut right, mut total) = (0.0, 0.0);
        for (_, example) in held {
            let chain = chain(&weights, example);
            sureness.count(&weights.order, &chain, (&example.states, &example.words));
            for ((&truth, &words), guess) in example
                .states
                .iter()
                .zip(&example.words)
                .zip(weights.order.marginals(&chain).likeliest())
            {
                confusion[truth][guess] += words;
                total += words;
                right += if truth == guess { words } else { 0.0 };
            }
        }
        println!(
            "  fold {fold}: {:.1} % of words right",
            100.0 * right / total
        );
        all = (all.0 + right, all.1 + total);
    }
    println!(
        "  unseen domains: {:.1} % of words right",
        100.0 * all.0 / all.1
    );
    println!("  {sureness}");
    for (state, row) in confusion.iter().enumerate() {
        let sum: f64 = row.iter().sum();
        let shares: Vec<String> = row
            .iter()
            .map(|w| format!("{:4.0}", 100.0 * w / sum))
            .collect();
        println!(
            "  {:9}{}",
            Role::ALL.get(state).map_or("aside", |r| r.name()),
            shares.join("")
        );
    }
}

fn example(take: &Take, embedder: &dyn Embedder) -> Example {
    let clauses = clauses::cut(&take.transcript);
    let states = clauses
        .iter()
        .map(|clause| commonest(&take.roles[clause.words.clone()]))
        .collect();
    Example {
        features: features(&take.story, &take.transcript, &clauses, embedder),
        states,
        words: clauses
            .iter()
            .map(|clause| clause.words.len() as f64)
            .collect(),
        clauses,
    }
}

fn commonest(roles: &[usize]) -> usize {
    let count = |state: usize| roles.iter().filter(|&&role| role == state).count();
    (0..STATES)
        .max_by_key(|&state| (count(state), STATES - state))
        .unwrap_or(0)
}

/// How the negative log-likelihood of a batch, as a mean, and the ridge's share of one take change with the weights.
fn slope(row: &[f64], batch: &[&Example], takes: usize) -> Vec<f64> {
    let weights = unpack(row);
    let mut gradient = unpack(&vec![0.0; row.len()]);
    for example in batch {
        let chain = chain(&weights, example);
        surprise(&weights.order, &chain, example, &mut gradient);
    }
    let of_ridge = |index: usize| 2.0 * ridge(index, row.len()) * row[index] / takes as f64;
    let gradient = pack(&gradient).into_iter().enumerate();
    gradient
        .map(|(index, slope)| slope / batch.len() as f64 + of_ridge(index))
        .collect()
}

/// What speaks for each state. The pauses of these takes are made up, and say nothing.
fn chain(weights: &Weights, example: &Example) -> Chain {
    let mut chain = weights.chain(&example.features, &example.clauses);
    chain.turns.fill(0.0);
    chain
}

/// Adds to `gradient` what would make the true roles of a take less likely.
fn surprise(order: &Order, chain: &Chain, example: &Example, gradient: &mut Weights) {
    let marginals = order.marginals(chain);
    let truth = &example.states;
    let last = truth.len() - 1;
    for (index, expected) in marginals.states.iter().enumerate() {
        let excess: Scores = std::array::from_fn(|state| {
            expected[state] - f64::from(u8::from(state == truth[index]))
        });
        for (state, excess) in excess.into_iter().enumerate() {
            let features = &example.features.clauses[index];
            axpy(&mut gradient.features[state], excess, features);
            let likeness = &example.features.likeness[index][state];
            axpy(&mut gradient.likeness, excess, likeness);
            gradient.order.first[state] += if index == 0 { excess } else { 0.0 };
            gradient.order.last[state] += if index == last { excess } else { 0.0 };
        }
    }
    for (index, expected) in marginals.steps.iter().enumerate() {
        let slopes = if chain.closes[index] {
            &mut gradient.order.across
        } else {
            &mut gradient.order.within
        };
        axpy(slopes.as_flattened_mut(), 1.0, expected.as_flattened());
        slopes[truth[index]][truth[index + 1]] -= 1.0;
    }
}

fn axpy(into: &mut [f64], factor: f64, row: &[f64]) {
    for (total, x) in into.iter_mut().zip(row) {
        *total += factor * x;
    }
}

fn fit(examples: &[&Example]) -> Weights {
    let mut row = vec![0.0; row::size(examples[0].features.clauses[0].len())];
    let (mut adam, mut noise) = (Adam::new(row.len()), Noise(SEED));
    let mut shuffled = examples.to_vec();
    let steps = EPOCHS * examples.len().div_ceil(BATCH);
    let mut step = 0_usize;
    for _ in 0..EPOCHS {
        noise.shuffle(&mut shuffled);
        for batch in shuffled.chunks(BATCH) {
            let done = step as f64 / steps as f64;
            let length = STEP * (1.0 + (std::f64::consts::PI * done).cos()) / 2.0;
            let gradient = slope(&row, batch, examples.len());
            adam.step(&mut row, &gradient, length);
            step += 1;
        }
    }
    unpack(&row)
}

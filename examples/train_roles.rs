//! Trains the weights of the alignment on the written takes in `models/roles/takes`.
//!
//! `cargo run --release --example train_roles` cross-validates by domain, prints the share of words given their right
//! role, trains on everything and writes `models/roles/minilm.json`, with the heads that look at clauses
//! `models/roles/heads.json`, and, with words only, `models/roles/stems.json`. With `-- --ablate` it writes nothing: it
//! leaves out each part of what the alignment looks at, and validates on one part of the domains.
#![expect(
    clippy::disallowed_methods,
    reason = "a program of the workshop, not of the product: it reads and writes files itself"
)]

#[path = "shared/adam.rs"]
mod adam;
#[path = "shared/attention.rs"]
mod attention;
#[path = "shared/chance.rs"]
mod chance;
#[path = "roles/example.rs"]
mod example;
#[path = "roles/fit.rs"]
mod fit;
#[path = "shared/folder.rs"]
mod folder;
#[path = "shared/measure.rs"]
mod measure;
#[path = "roles/network.rs"]
mod network;
#[path = "shared/noise.rs"]
mod noise;
#[path = "shared/row.rs"]
mod row;
#[path = "shared/source.rs"]
mod source;
#[path = "shared/sureness.rs"]
mod sureness;
#[path = "shared/takes.rs"]
mod takes;

use std::fs;
use std::mem::take;
use std::ops::Range;
use std::path::Path;

use anyhow::{Context, Result};
use ownup::alignment::chain::STATES;
use ownup::alignment::{Features, LIKENESSES, OWN_LIKENESSES, WIDTH};
use ownup::meaning::{self, WORDING};
use ownup::story::Role;
use serde::Serialize;

use self::example::{Example, examples};
use self::fit::{SEEDS, fit};
use self::row::rounded;
use self::source::Source;
use self::sureness::Sureness;
use self::takes::{Take, misheard, read_takes};

/// Parts of the cross-validation.
const FOLDS: usize = 3;

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

fn main() -> Result<()> {
    let takes = read_takes(Path::new("models/roles/takes"))?;
    println!(
        "{} takes, {} words",
        takes.len(),
        takes.iter().map(|t| t.roles.len()).sum::<usize>()
    );
    let heard = |take: &Take| [take.clone(), misheard(take, SEEDS[0])];
    let takes: Vec<Take> = takes.iter().flat_map(heard).collect();
    if std::env::args().any(|argument| argument == "--ablate") {
        ablate(&takes);
        return Ok(());
    }
    train("minilm", &Source::minilm(), &takes)?;
    train("stems", &Source::Stems, &takes)
}

/// Validates without each part of what the alignment looks at.
fn ablate(takes: &[Take]) {
    let validate = |examples: &[Example]| cross_validate(takes, examples, 0..1);
    let (mut examples, _) = examples(takes, &Source::minilm());
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
        validate(&examples);
    }
    for (example, whole) in examples.iter_mut().zip(whole) {
        example.features = whole;
        take(&mut example.states);
    }
    println!("left out: what heads find");
    validate(&examples);
}

fn train(name: &str, source: &Source, takes: &[Take]) -> Result<()> {
    let (examples, measure) = examples(takes, source);
    println!(
        "{name}: {} clauses",
        examples.iter().map(|e| e.truth.len()).sum::<usize>()
    );
    cross_validate(takes, &examples, 0..FOLDS);
    let everything: Vec<&Example> = examples.iter().collect();
    let model = fit(&everything);
    if let Some(heads) = model.heads(&measure) {
        write("heads", &heads)?;
    }
    write(name, &rounded(&model.whole()))
}

fn write(name: &str, weights: &impl Serialize) -> Result<()> {
    let path = format!("models/roles/{name}.json");
    fs::write(&path, serde_json::to_string(weights)?)
        .with_context(|| format!("cannot write {path}"))
}

/// Prints the share of words given their right role, in domains not trained on, each of `parts` being left out in turn.
fn cross_validate(takes: &[Take], examples: &[Example], parts: Range<usize>) {
    let mut domains: Vec<&str> = takes.iter().map(|take| take.domain.as_str()).collect();
    domains.dedup();
    let fold_of = |take: &Take| domains.iter().position(|d| *d == take.domain).unwrap_or(0) % FOLDS;
    let (mut confusion, mut all) = ([[0.0; STATES]; STATES], (0.0, 0.0));
    let mut sureness = Sureness::default();
    for fold in parts {
        let (held, seen): (Vec<_>, Vec<_>) = takes
            .iter()
            .zip(examples)
            .partition(|(take, _)| fold_of(take) == fold);
        let model = fit(&seen.iter().map(|(_, e)| *e).collect::<Vec<_>>());
        let (mut right, mut total) = (0.0, 0.0);
        for (_, example) in held {
            let (order, chain) = (&model.field.order, model.chain(example));
            sureness.count(order, &chain, (&example.truth, &example.words));
            for ((&truth, &words), guess) in example
                .truth
                .iter()
                .zip(&example.words)
                .zip(order.marginals(&chain).likeliest())
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

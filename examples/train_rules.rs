//! Trains the second opinion of the rules on the labelled passages in `models/rules/passages`.
//!
//! `cargo run --release --example train_rules` cross-validates by file group (each was written by
//! somebody else, in other domains), prints precision and recall by label for the rules alone and
//! with the second opinion, trains on everything and writes `models/rules/weights.json`.
#![expect(
    clippy::disallowed_methods,
    reason = "a program of the workshop, not of the product: it reads and writes files itself"
)]

#[path = "shared/minimise.rs"]
mod minimise;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use ownup::rules::by_rule;
use ownup::rules::phrasing::{LIKELY, Label, UNLIKELY, Weights, passages};
use ownup::story::{Month, Role};
use ownup::telling::{Place, Telling};
use serde::Deserialize;

use self::minimise::{axpy, minimise};

/// How strongly weights are held to zero.
const RIDGE: f64 = 0.8;

/// Steps of the optimiser.
const STEPS: usize = 80;

/// In how many passages a run of words must occur to be looked at.
const COMMON: usize = 3;

/// Weights smaller than this are left out.
const SMALL: f64 = 0.03;

/// The month the passages are told in.
const TODAY: Month = Month {
    year: 2026,
    month: 11,
};

/// A labelled passage, as its file has it.
#[derive(Deserialize)]
struct Line {
    id: String,
    role: String,
    text: String,
    labels: Vec<String>,
}

/// A labelled passage as the optimiser sees it.
struct Example {
    /// Who wrote it: the first letter of its id.
    group: char,
    role: usize,
    labels: Vec<usize>,
    /// What the rules alone hear.
    fired: Vec<usize>,
    runs: BTreeSet<String>,
}

/// An example as a sparse row: bias, verdict, roles, runs.
struct Row {
    features: Vec<usize>,
    truth: f64,
}

const FIXED: usize = 2 + Role::ALL.len();

fn main() -> Result<()> {
    let examples = read(Path::new("models/rules/passages"))?;
    println!("{} examples, half of them without marks", examples.len());
    cross_validate(&examples);
    let everything: Vec<&Example> = examples.iter().collect();
    let weights = train(&everything);
    let path = "models/rules/weights.json";
    fs::write(path, serde_json::to_string(&weights)?)
        .with_context(|| format!("cannot write {path}"))
}

fn read(folder: &Path) -> Result<Vec<Example>> {
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let mut examples = Vec::new();
    for path in paths {
        for line in fs::read_to_string(&path)?.lines() {
            let line: Line = serde_json::from_str(line)
                .with_context(|| format!("{}: {line}", path.display()))?;
            examples.push(example(&line, &line.text)?);
            examples.push(example(&line, &unmarked(&line.text))?);
        }
    }
    Ok(examples)
}

/// As recognition may write it: no capitals, no marks.
fn unmarked(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || "'’".contains(c);
    text.to_lowercase().replace(|c| !plain(c), " ")
}

fn example(line: &Line, text: &str) -> Result<Example> {
    let role = Role::ALL
        .iter()
        .position(|role| role.name() == line.role)
        .with_context(|| format!("{}: no role `{}`", line.id, line.role))?;
    let mut telling = Telling::default();
    for sentence in text.split_inclusive(['.', '?', '!']) {
        let words = sentence.split_whitespace();
        let placed = words.map(|word| (word, Place::Written(1)));
        telling.push(Some(Role::ALL[role]), placed);
    }
    let known = |id: &String| {
        let label = Label::ALL.iter().position(|label| label.id() == id);
        label.with_context(|| format!("{}: no label `{id}`", line.id))
    };
    let fired = by_rule(&telling, TODAY);
    Ok(Example {
        group: line.id.chars().next().unwrap_or('-'),
        role,
        labels: line.labels.iter().map(known).collect::<Result<_>>()?,
        fired: (0..Label::ALL.len())
            .filter(|&label| fired.contains(&Label::ALL[label]))
            .collect(),
        runs: passages(&telling)
            .into_iter()
            .flat_map(|passage| passage.runs)
            .collect(),
    })
}

/// Those examples in whose role `label` is listened for.
fn heard_for<'a>(examples: &[&'a Example], label: usize) -> Vec<&'a Example> {
    let roles = Label::ALL[label].roles();
    let own = examples.iter().copied();
    own.filter(|example| roles.contains(&Role::ALL[example.role]))
        .collect()
}

fn vocabulary(examples: &[&Example]) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for run in examples.iter().flat_map(|example| &example.runs) {
        *counts.entry(run).or_default() += 1;
    }
    // Every passage is there twice.
    let common = counts.into_iter().filter(|(_, count)| *count >= 2 * COMMON);
    common.map(|(run, _)| run.to_owned()).collect()
}

fn train(examples: &[&Example]) -> Weights {
    let known = vocabulary(examples);
    let at: BTreeMap<&str, usize> = known.iter().map(String::as_str).zip(0..).collect();
    let mut weights = Weights {
        bias: Vec::new(),
        fired: Vec::new(),
        roles: Vec::new(),
        runs: BTreeMap::new(),
    };
    for label in 0..Label::ALL.len() {
        let own = heard_for(examples, label);
        let rows: Vec<Row> = own.iter().map(|e| row(e, label, &at)).collect();
        let fitted = minimise(FIXED + known.len(), STEPS, &|at| objective(at, &rows));
        let rounded = |w: &f64| ((w * 1e3).round() / 1e3) as f32;
        weights.bias.push(rounded(&fitted[0]));
        weights.fired.push(rounded(&fitted[1]));
        let roles = fitted[2..FIXED].iter().map(rounded).collect();
        weights.roles.push(roles);
        for (run, weight) in known.iter().zip(&fitted[FIXED..]) {
            if weight.abs() >= SMALL {
                let entry = weights.runs.entry(run.clone()).or_default();
                entry.push((label, rounded(weight)));
            }
        }
    }
    weights
}

fn row(example: &Example, label: usize, known: &BTreeMap<&str, usize>) -> Row {
    let mut features = vec![0, 2 + example.role];
    if example.fired.contains(&label) {
        features.push(1);
    }
    let runs = example.runs.iter();
    features.extend(runs.filter_map(|run| Some(FIXED + known.get(run.as_str())?)));
    Row {
        features,
        truth: f64::from(u8::from(example.labels.contains(&label))),
    }
}

/// The negative log-likelihood with its ridge, and its gradient; bias and verdict are free.
fn objective(at: &[f64], rows: &[Row]) -> (f64, Vec<f64>) {
    let mut gradient = vec![0.0; at.len()];
    axpy(&mut gradient, 2.0 * RIDGE, at);
    let mut loss: f64 = at.iter().map(|w| RIDGE * w * w).sum();
    for free in 0..2 {
        loss -= RIDGE * at[free] * at[free];
        gradient[free] = 0.0;
    }
    for row in rows {
        let odds: f64 = row.features.iter().map(|&feature| at[feature]).sum();
        let p = 1.0 / (1.0 + (-odds).exp());
        let likely = if row.truth > 0.5 { p } else { 1.0 - p };
        loss -= likely.max(1e-12).ln();
        for &feature in &row.features {
            gradient[feature] += p - row.truth;
        }
    }
    (loss, gradient)
}

/// Right, wrong and missed.
#[derive(Clone, Copy, Default)]
struct Tally {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Tally {
    fn count(&mut self, truth: bool, said: bool) {
        match (truth, said) {
            (true, true) => self.right += 1,
            (false, true) => self.wrong += 1,
            (true, false) => self.missed += 1,
            (false, false) => {}
        }
    }

    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |of: usize| self.right as f64 / (self.right + of).max(1) as f64;
        write!(f, "P {:.3} R {:.3}", share(self.wrong), share(self.missed))
    }
}

fn cross_validate(examples: &[Example]) {
    let groups: BTreeSet<char> = examples.iter().map(|example| example.group).collect();
    let mut alone = [Tally::default(); Label::ALL.len()];
    let mut aided = alone;
    for group in groups {
        let (held, seen): (Vec<&Example>, Vec<&Example>) =
            examples.iter().partition(|example| example.group == group);
        let weights = train(&seen);
        for label in 0..Label::ALL.len() {
            for example in heard_for(&held, label) {
                let truth = example.labels.contains(&label);
                alone[label].count(truth, example.fired.contains(&label));
                let likely = if example.fired.contains(&label) {
                    UNLIKELY
                } else {
                    LIKELY
                };
                aided[label].count(truth, odds(&weights, example, label) > likely);
            }
        }
    }
    let (mut of_alone, mut of_aided) = (Tally::default(), Tally::default());
    for (label, (alone, aided)) in alone.iter().zip(&aided).enumerate() {
        println!("{:24} {alone}   {aided}", Label::ALL[label].id());
        of_alone.add(*alone);
        of_aided.add(*aided);
    }
    println!("{:24} {of_alone}   {of_aided}", "all");
}

fn odds(weights: &Weights, example: &Example, label: usize) -> f32 {
    let verdict = if example.fired.contains(&label) {
        weights.fired[label]
    } else {
        0.0
    };
    let runs = example.runs.iter().filter_map(|run| weights.runs.get(run));
    let runs = runs.flatten().filter(|(of, _)| *of == label);
    weights.bias[label]
        + weights.roles[label][example.role]
        + verdict
        + runs.map(|(_, weight)| weight).sum::<f32>()
}

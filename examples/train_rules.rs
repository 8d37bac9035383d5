//! Trains the second opinion of the rules on the labelled passages in `models/rules/passages`.
//!
//! `cargo run --release --example train_rules` cross-validates by writer, prints precision and recall by
//! label for the rules alone and with the second opinion, trains on everything and writes
//! `models/rules/minilm.json`, with how passages are put, and `models/rules/stems.json`, with their words only.
#![expect(
    clippy::disallowed_methods,
    reason = "a program of the workshop, not of the product: it reads and writes files itself"
)]

#[path = "shared/measure.rs"]
mod measure;
#[path = "shared/minimise.rs"]
mod minimise;
#[path = "shared/noise.rs"]
mod noise;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use ownup::meaning::{Embedder, MiniLm, Stems, Wording};
use ownup::rules::by_rule;
use ownup::rules::phrasing::{Fired, Label, Passage, Weights, passages};
use ownup::story::{Month, Role};
use ownup::telling::{Place, Telling};
use serde::Deserialize;

use self::measure::Measure;
use self::minimise::{axpy, minimise};
use self::noise::Noise;

/// How strongly the weights of words are held to zero.
const RIDGE: f64 = 0.8;

/// How strongly those of a wording's components are, once each has a variance of one.
const RIDGE_OF_WORDING: f64 = 30.0;

/// The share of words that are lost in a passage as a recogniser may hear it, and as many are taken for others.
const MISHEARD: f64 = 0.03;

/// Where the noise begins; the same seed gives the same weights.
const SEED: u64 = 20_261_128;

/// Steps of the optimiser.
const STEPS: usize = 80;

/// In how many passages a run of words must occur to be looked at.
const COMMON: usize = 3;

/// Parts of the cross-validation; each has other writers.
const FOLDS: usize = 4;

/// How often each passage is there.
const COPIES: usize = 3;

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
    /// Its part in the cross-validation, which is that of all its writer's passages.
    fold: usize,
    /// Whether it is as a recogniser may hear it; such are trained on, but not counted.
    is_misheard: bool,
    role: usize,
    labels: Vec<usize>,
    /// What the rules alone hear.
    fired: Vec<usize>,
    /// Its words, and how it is put.
    passage: Passage,
    /// How it is put, brought to one measure; nothing where words are all there is.
    wording: Vec<f64>,
}

/// An example as a row: bias, role and runs, which are there or not; how it is put; and the truth.
struct Row<'a> {
    there: Vec<usize>,
    wording: &'a [f64],
    truth: f64,
}

const FIXED: usize = 1 + Role::ALL.len();

fn main() -> Result<()> {
    train_with("minilm", &MiniLm::new(2))?;
    train_with("stems", &Stems)
}

fn train_with(name: &str, embedder: &dyn Embedder) -> Result<()> {
    let mut examples = read(Path::new("models/rules/passages"), embedder)?;
    println!("{name}: {} examples", examples.len());
    let measure = Measure::of(examples.iter().map(|example| example.wording.as_slice()));
    for example in &mut examples {
        measure.apply(&mut example.wording);
    }
    let unseen = unseen(&examples, &measure);
    cross_validate(&unseen);
    let everything: Vec<&Example> = examples.iter().collect();
    let mut weights = train(&everything, &measure);
    for label in 0..Label::ALL.len() {
        Trust::of(&unseen.iter().collect::<Vec<_>>(), label).apply(&mut weights, label);
    }
    let path = format!("models/rules/{name}.json");
    fs::write(&path, serde_json::to_string(&weights)?)
        .with_context(|| format!("cannot write {path}"))
}

/// Each passage three times: as it is, without marks, and misheard.
fn read(folder: &Path, embedder: &dyn Embedder) -> Result<Vec<Example>> {
    let mut paths: Vec<_> = fs::read_dir(folder)?
        .map(|entry| entry.map(|e| e.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let mut lines = Vec::new();
    for path in paths {
        for line in fs::read_to_string(&path)?.lines() {
            let read = serde_json::from_str(line);
            let line: Line = read.with_context(|| format!("{}: {line}", path.display()))?;
            lines.push(line);
        }
    }
    let texts = lines.iter().flat_map(|line| line.text.split_whitespace());
    let vocabulary: Vec<&str> = texts.collect();
    let mut noise = Noise(SEED);
    let mut examples = Vec::new();
    for line in &lines {
        let unmarked = unmarked(&line.text);
        let misheard = misheard(&unmarked, &vocabulary, &mut noise);
        examples.push(example(line, &line.text, embedder)?);
        examples.push(example(line, &unmarked, embedder)?);
        examples.push(Example {
            is_misheard: true,
            ..example(line, &misheard, embedder)?
        });
    }
    Ok(examples)
}

/// A number that the passages of one writer share: that of the letters which their ids begin with.
fn writer(line: &Line) -> usize {
    let letters = line.id.bytes().take_while(u8::is_ascii_alphabetic);
    letters.map(usize::from).sum()
}

/// As recognition may write it: no capitals, no marks.
fn unmarked(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || "'’".contains(c);
    text.to_lowercase().replace(|c| !plain(c), " ")
}

/// With some words lost, and some taken for others.
fn misheard(text: &str, vocabulary: &[&str], noise: &mut Noise) -> String {
    let mut heard = Vec::new();
    for word in text.split_whitespace() {
        if noise.happens(MISHEARD) {
            continue;
        }
        let other = unmarked(vocabulary[noise.below(vocabulary.len())]);
        let is_other = noise.happens(MISHEARD);
        heard.push(if is_other { other } else { word.to_owned() });
    }
    heard.join(" ")
}

fn example(line: &Line, text: &str, embedder: &dyn Embedder) -> Result<Example> {
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
    let telling = telling.embedded(embedder);
    let known = |id: &String| {
        let label = Label::ALL.iter().position(|label| label.id() == id);
        label.with_context(|| format!("{}: no label `{id}`", line.id))
    };
    let fired = by_rule(&telling, TODAY);
    let passage = whole(&telling, Role::ALL[role]);
    let wording = passage.wording.as_ref().map_or(&[][..], Wording::as_slice);
    Ok(Example {
        fold: writer(line) % FOLDS,
        is_misheard: false,
        role,
        labels: line.labels.iter().map(known).collect::<Result<_>>()?,
        fired: (0..Label::ALL.len())
            .filter(|&label| fired.contains(&Label::ALL[label]))
            .collect(),
        wording: wording.iter().copied().map(f64::from).collect(),
        passage,
    })
}

/// A telling of one role as a single passage.
fn whole(telling: &Telling, role: Role) -> Passage {
    let wordings = telling.statements.iter().filter_map(|s| s.wording.as_ref());
    Passage {
        role,
        tokens: 0..telling.tokens.len(),
        runs: passages(telling)
            .into_iter()
            .flat_map(|passage| passage.runs)
            .collect(),
        wording: Wording::together(wordings),
    }
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
    for run in examples.iter().flat_map(|example| &example.passage.runs) {
        *counts.entry(run).or_default() += 1;
    }
    let common = counts
        .into_iter()
        .filter(|(_, count)| *count >= COPIES * COMMON);
    common.map(|(run, _)| run.to_owned()).collect()
}

fn train(examples: &[&Example], measure: &Measure) -> Weights {
    let known = vocabulary(examples);
    let at: BTreeMap<&str, usize> = known.iter().map(String::as_str).zip(0..).collect();
    let mut weights = Weights {
        bias: Vec::new(),
        fired: vec![0.0; Label::ALL.len()],
        roles: Vec::new(),
        wording: Vec::new(),
        runs: BTreeMap::new(),
    };
    for label in 0..Label::ALL.len() {
        let own = heard_for(examples, label);
        let rows: Vec<Row<'_>> = own.iter().map(|e| row(e, label, &at)).collect();
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

/// Three digits after the point are enough, and keep the file small.
fn rounded(weight: f64) -> f32 {
    ((weight * 1e3).round() / 1e3) as f32
}

fn row<'a>(example: &'a Example, label: usize, known: &BTreeMap<&str, usize>) -> Row<'a> {
    let mut there = vec![0, 1 + example.role];
    let runs = example.passage.runs.iter();
    there.extend(runs.filter_map(|run| Some(FIXED + known.get(run.as_str())?)));
    Row {
        there,
        wording: &example.wording,
        truth: f64::from(u8::from(example.labels.contains(&label))),
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
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = |of: usize| self.right as f64 / (self.right + of).max(1) as f64;
        write!(f, "P {:.3} R {:.3}", share(self.wrong), share(self.missed))
    }
}

/// A passage by a writer whose passages were not trained on, and what is thought of it.
struct Unseen<'a> {
    example: &'a Example,
    odds: [f32; Label::ALL.len()],
}

impl Unseen<'_> {
    fn is_told_in(&self, label: usize) -> bool {
        let roles = Label::ALL[label].roles();
        roles.contains(&self.example.passage.role)
    }

    fn fired(&self, label: usize) -> bool {
        self.example.fired.contains(&label)
    }
}

/// What is thought of each passage by weights trained on the other writers'.
fn unseen<'a>(examples: &'a [Example], measure: &Measure) -> Vec<Unseen<'a>> {
    let mut unseen = Vec::new();
    for fold in 0..FOLDS {
        let (held, seen): (Vec<&Example>, Vec<&Example>) =
            examples.iter().partition(|example| example.fold == fold);
        let weights = train(&seen, measure);
        unseen.extend(held.into_iter().map(|example| Unseen {
            example,
            odds: weights.odds(&example.passage),
        }));
    }
    unseen
}

/// How far to trust what is thought of a passage, and how far the rule (stacked generalisation, Wolpert 1992):
/// on passages trained on, words and wording look better than they are.
struct Trust {
    bias: f64,
    thought: f64,
    fired: f64,
}

impl Trust {
    /// From passages that were not trained on.
    fn of(unseen: &[&Unseen<'_>], label: usize) -> Self {
        let own = unseen.iter().filter(|one| one.is_told_in(label));
        let rows: Vec<([f64; 3], f64)> = own
            .map(|one| {
                let fired = f64::from(u8::from(one.fired(label)));
                let truth = one.example.labels.contains(&label);
                let row = [1.0, f64::from(one.odds[label]), fired];
                (row, f64::from(u8::from(truth)))
            })
            .collect();
        let fitted = minimise(3, STEPS, &|at| {
            let mut loss: f64 = at.iter().map(|w| 0.1 * w * w).sum();
            let mut gradient: Vec<f64> = at.iter().map(|w| 0.2 * w).collect();
            for (row, truth) in &rows {
                let odds: f64 = at.iter().zip(row).map(|(w, x)| w * x).sum();
                let p = 1.0 / (1.0 + (-odds).exp());
                let likely = if *truth > 0.5 { p } else { 1.0 - p };
                loss -= likely.max(1e-12).ln();
                axpy(&mut gradient, p - truth, row);
            }
            (loss, gradient)
        });
        Self {
            bias: fitted[0],
            thought: fitted[1],
            fired: fitted[2],
        }
    }

    fn odds(&self, thought: f32, fired: bool) -> f64 {
        self.bias + self.thought * f64::from(thought) + if fired { self.fired } else { 0.0 }
    }

    fn apply(&self, weights: &mut Weights, label: usize) {
        let scale = |weight: &mut f32| *weight = rounded(self.thought * f64::from(*weight));
        weights.fired[label] = rounded(self.fired);
        weights.bias[label] = rounded(self.bias + self.thought * f64::from(weights.bias[label]));
        weights.roles[label].iter_mut().for_each(scale);
        if let Some(wording) = weights.wording.get_mut(label) {
            wording.iter_mut().for_each(scale);
        }
        let runs = weights.runs.values_mut().flatten();
        runs.filter(|(of, _)| *of == label)
            .for_each(|(_, weight)| scale(weight));
    }
}

/// What is thought of a passage not trained on, when one label is asked for.
struct Judged {
    label: usize,
    truth: bool,
    fired: bool,
    /// The logarithm of the odds, the verdict counted in.
    odds: f64,
}

/// Judges each passage, trusting as the other writers' passages suggest.
fn judged(unseen: &[Unseen<'_>]) -> Vec<Judged> {
    let mut judged = Vec::new();
    for fold in 0..FOLDS {
        let (held, seen): (Vec<&Unseen<'_>>, Vec<_>) =
            unseen.iter().partition(|one| one.example.fold == fold);
        for label in 0..Label::ALL.len() {
            let trust = Trust::of(&seen, label);
            let counted = |one: &&&Unseen<'_>| one.is_told_in(label) && !one.example.is_misheard;
            judged.extend(held.iter().filter(counted).map(|one| Judged {
                label,
                truth: one.example.labels.contains(&label),
                fired: one.fired(label),
                odds: trust.odds(one.odds[label], one.fired(label)),
            }));
        }
    }
    judged
}

impl Judged {
    /// Whether it is heard, when so much more than in the product must speak for it.
    fn is_heard(&self, more: f64) -> bool {
        let fired = if self.fired { Fired::Yes } else { Fired::No };
        self.odds > more + f64::from(Label::ALL[self.label].threshold(fired))
    }
}

/// Prints how right the rules alone are, and with the second opinion, on passages not trained on; and what
/// other thresholds would give.
fn cross_validate(unseen: &[Unseen<'_>]) {
    let judged = judged(unseen);
    let count = |label: Option<usize>, said: &dyn Fn(&Judged) -> bool| {
        let mut tally = Tally::default();
        let asked = judged
            .iter()
            .filter(|one| label.is_none_or(|label| one.label == label));
        asked.for_each(|one| tally.count(one.truth, said(one)));
        tally
    };
    let named = Label::ALL.iter().map(|label| label.id()).enumerate();
    let named = named.map(|(label, id)| (Some(label), id));
    for (label, id) in named.chain([(None, "all")]) {
        let alone = count(label, &|one| one.fired);
        let aided = count(label, &|one| one.is_heard(0.0));
        println!("{id:24} {alone}   {aided}");
    }
    for more in [-1.0, -0.5, 0.5, 1.0] {
        let aided = count(None, &|one| one.is_heard(more));
        println!("with thresholds {more:+.1}: {aided}");
    }
}

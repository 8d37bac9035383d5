//! The labelled passages, as the optimisers see them.

use std::path::Path;

use anyhow::{Context, Result};
use ownup::meaning::Wording;
use ownup::rules::by_rule;
use ownup::rules::phrasing::{Label, Passage, passages};
use ownup::story::{Month, Role};
use ownup::telling::{Place, Telling};
use serde::Deserialize;

use super::folder::texts;
use super::noise::Noise;
use super::source::Source;

/// The share of words that are lost in a passage as a recogniser may hear it, and as many are taken for others.
const MISHEARD: f64 = 0.03;

/// Where the noise begins; the same seed gives the same weights.
const SEED: u64 = 20_261_128;

/// Parts of the cross-validation; each has other writers.
pub(crate) const FOLDS: usize = 4;

/// How often each passage is there.
pub(crate) const COPIES: usize = 3;

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

/// A labelled passage as the optimisers see it.
pub(crate) struct Example {
    /// Its part in the cross-validation, which is that of all its writer's passages.
    pub(crate) fold: usize,
    /// Whether it is as a recogniser may hear it; such are trained on, but not counted.
    pub(crate) is_misheard: bool,
    pub(crate) role: usize,
    pub(crate) labels: Vec<usize>,
    /// What the rules alone hear.
    pub(crate) fired: Vec<usize>,
    /// Its words, and how it is put.
    pub(crate) passage: Passage,
    /// How it is put; nothing where words are all there is.
    pub(crate) wording: Vec<f64>,
    /// The hidden states of its tokens, one after the other; nothing where words are all there is.
    pub(crate) states: Vec<f32>,
}

/// Each passage three times: as it is, without marks, and misheard.
pub(crate) fn read(folder: &Path, source: &Source) -> Result<Vec<Example>> {
    let lines = lines(folder)?;
    let texts = lines.iter().flat_map(|line| line.text.split_whitespace());
    let vocabulary: Vec<&str> = texts.collect();
    let mut noise = Noise(SEED);
    let mut tellings = Vec::new();
    for line in &lines {
        let unmarked = unmarked(&line.text);
        let misheard = misheard(&unmarked, &vocabulary, &mut noise);
        for text in [&line.text, &unmarked, &misheard] {
            tellings.push(telling(line, text)?);
        }
    }
    source.learn(tellings.iter().flat_map(said));
    let heard = tellings.into_iter().enumerate();
    let examples = heard.map(|(at, telling)| {
        let is_misheard = at % COPIES == COPIES - 1;
        example(&lines[at / COPIES], is_misheard, telling, source)
    });
    examples.collect()
}

fn lines(folder: &Path) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for (path, text) in texts(folder)? {
        for line in text.lines() {
            let read = serde_json::from_str(line);
            let line: Line = read.with_context(|| format!("{}: {line}", path.display()))?;
            lines.push(line);
        }
    }
    Ok(lines)
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

fn role(line: &Line) -> Result<usize> {
    let role = Role::ALL.iter().position(|role| role.name() == line.role);
    role.with_context(|| format!("{}: no role `{}`", line.id, line.role))
}

fn telling(line: &Line, text: &str) -> Result<Telling> {
    let role = Role::ALL[role(line)?];
    let mut telling = Telling::default();
    for sentence in text.split_inclusive(['.', '?', '!']) {
        let words = sentence.split_whitespace();
        let placed = words.map(|word| (word, Place::Written(1)));
        telling.push(Some(role), placed);
    }
    Ok(telling)
}

fn example(line: &Line, is_misheard: bool, telling: Telling, source: &Source) -> Result<Example> {
    let role = role(line)?;
    let telling = telling.embedded(source);
    let known = |id: &String| {
        let label = Label::ALL.iter().position(|label| label.id() == id);
        label.with_context(|| format!("{}: no label `{id}`", line.id))
    };
    let fired = by_rule(&telling, TODAY);
    let passage = whole(&telling, Role::ALL[role]);
    let wording = passage.wording.as_ref().map_or(&[][..], Wording::as_slice);
    Ok(Example {
        fold: writer(line) % FOLDS,
        is_misheard,
        role,
        labels: line.labels.iter().map(known).collect::<Result<_>>()?,
        fired: (0..Label::ALL.len())
            .filter(|&label| fired.contains(&Label::ALL[label]))
            .collect(),
        wording: wording.iter().copied().map(f64::from).collect(),
        states: said(&telling)
            .flat_map(|text| source.states(&text))
            .collect(),
        passage,
    })
}

/// Each sentence of a telling.
fn said(telling: &Telling) -> impl Iterator<Item = String> {
    let statements = telling.statements.iter();
    statements.map(|statement| telling.text(statement))
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

impl Example {
    /// Whether `label` is listened for in its role.
    pub(crate) fn is_heard_for(&self, label: usize) -> bool {
        let roles = Label::ALL[label].roles();
        roles.contains(&Role::ALL[self.role])
    }

    /// 1.0 if its writer has given it the label, else 0.0.
    pub(crate) fn truth(&self, label: usize) -> f64 {
        f64::from(u8::from(self.labels.contains(&label)))
    }
}

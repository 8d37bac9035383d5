//! Trains the second opinion of the rules on the labelled passages in `models/rules/passages`.
//!
//! `cargo run --release --example train_rules` cross-validates by writer, prints precision and recall by
//! label for the rules alone and with the second opinion, trains on everything and writes
//! `models/rules/minilm.json`, with how passages are put, `models/rules/heads.json`, with what listens to that, and
//! `models/rules/stems.json`, with their words only.
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
#[path = "shared/folder.rs"]
mod folder;
#[path = "rules/linear.rs"]
mod linear;
#[path = "shared/measure.rs"]
mod measure;
#[path = "shared/minimise.rs"]
mod minimise;
#[path = "rules/network.rs"]
mod network;
#[path = "shared/noise.rs"]
mod noise;
#[path = "rules/passages.rs"]
mod passages;
#[path = "shared/source.rs"]
mod source;
#[path = "rules/trust.rs"]
mod trust;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use ownup::meaning::WIDTH;
use ownup::rules::phrasing::Label;
use serde::Serialize;

use self::measure::Measure;
use self::network::Network;
use self::passages::{Example, FOLDS};
use self::source::Source;
use self::trust::{Trust, Unseen, cross_validate};

fn main() -> Result<()> {
    train_with("minilm", &Source::minilm())?;
    train_with("stems", &Source::Stems)
}

fn train_with(name: &str, source: &Source) -> Result<()> {
    let mut examples = passages::read(Path::new("models/rules/passages"), source)?;
    println!("{name}: {} examples", examples.len());
    let measure = Measure::of(examples.iter().map(|example| example.wording.as_slice()));
    let states = Measure::of(examples.iter().flat_map(|e| e.states.chunks_exact(WIDTH)));
    for example in &mut examples {
        example.wording = measure.brought(&example.wording).collect();
        for state in example.states.chunks_exact_mut(WIDTH) {
            states.bring(state);
        }
    }
    let unseen = unseen(&examples, &measure);
    cross_validate(&unseen);
    let everything: Vec<&Example> = examples.iter().collect();
    let mut weights = linear::train(&everything, &measure);
    let network = network(&everything);
    for label in 0..Label::ALL.len() {
        let trust = Trust::of(&unseen.iter().collect::<Vec<_>>(), label);
        trust.apply(&mut weights, network.as_ref(), label);
    }
    if let Some(network) = network {
        write("heads", &attention::undone(&network.heads, &states))?;
    }
    write(name, &weights)
}

fn write(name: &str, weights: &impl Serialize) -> Result<()> {
    let path = format!("models/rules/{name}.json");
    fs::write(&path, serde_json::to_string(weights)?)
        .with_context(|| format!("cannot write {path}"))
}

/// Heads trained on examples; none where words are all there is.
fn network(examples: &[&Example]) -> Option<Network> {
    let is_known = examples.iter().any(|example| !example.states.is_empty());
    is_known.then(|| network::train(examples))
}

/// What is thought of each passage by weights trained on the other writers'.
fn unseen<'a>(examples: &'a [Example], measure: &Measure) -> Vec<Unseen<'a>> {
    let mut unseen = Vec::new();
    for fold in 0..FOLDS {
        let (held, seen): (Vec<&Example>, Vec<&Example>) =
            examples.iter().partition(|example| example.fold == fold);
        let weights = linear::train(&seen, measure);
        let network = network(&seen);
        unseen.extend(held.into_iter().map(|example| {
            Unseen {
                example,
                linear: weights.odds(&example.passage),
                heads: network
                    .as_ref()
                    .map_or([0.0; _], |network| network.odds(example)),
            }
        }));
    }
    unseen
}

//! Training by Adam: the random field's weights, and with them the heads that look at the clauses.

use std::f64::consts::PI;
use std::thread;

use ownup::alignment::Weights;
use ownup::alignment::chain::{Chain, Marginals, Scores};
use ownup::meaning::Heads;

use crate::adam::Adam;
use crate::attention::{beside, undone};
use crate::example::Example;
use crate::measure::Measure;
use crate::network::{self, Network};
use crate::noise::Noise;
use crate::row::{pack, ridge, size, unpack};

/// How often every take is looked at. More makes the weights surer of takes they know and worse at others.
const EPOCHS: usize = 15;

/// So many takes are looked at for each step.
const BATCH: usize = 30;

/// How far a step of the field's weights goes at first, and one of the heads'; both shorten to nothing along a cosine
/// (Loshchilov & Hutter 2017).
const STEPS: [f64; 2] = [0.01, 0.001];

/// How strongly the heads' weights are held to zero.
const RIDGE: f64 = 1e-2;

/// Where the noise begins; the same seeds give the same weights. Heads find other things from each beginning, and the
/// mean of several trainings is surer of what is right (deep ensembles; Lakshminarayanan, Pritzel & Blundell 2017).
pub(crate) const SEEDS: [u64; 3] = [20_261_122, 20_261_123, 20_261_124];

/// What training yields.
pub(crate) struct Model {
    /// The field's weights, but for those of what heads find.
    pub(crate) field: Weights,
    /// Of each training; none where words are all there is.
    networks: Vec<Network>,
}

impl Model {
    /// Of weights in rows, as the optimisers have them.
    fn of(field: &[f64], network: &[f64]) -> Self {
        let network = (!network.is_empty()).then(|| Network::of(network));
        Self {
            field: unpack(field),
            networks: network.into_iter().collect(),
        }
    }

    /// What says the mean of what all of these say.
    fn mean(models: Vec<Self>) -> Self {
        let share = 1.0 / models.len() as f64;
        let mut field = vec![0.0; pack(&models[0].field).len()];
        let mut networks = Vec::new();
        for model in models {
            axpy(&mut field, share, &pack(&model.field));
            networks.extend(model.networks.into_iter().map(|n| n.times(share as f32)));
        }
        Self {
            field: unpack(&field),
            networks,
        }
    }

    /// What speaks for each state of an example.
    pub(crate) fn chain(&self, example: &Example) -> Chain {
        let mut chain = self.without_heads(example);
        for network in &self.networks {
            network.look(example).add(network, &mut chain.emissions);
        }
        chain
    }

    /// The pauses of these takes are made up, and say nothing.
    fn without_heads(&self, example: &Example) -> Chain {
        let mut chain = self.field.chain(&example.features, &example.clauses);
        chain.turns.fill(0.0);
        chain
    }

    /// The weights with those of what heads find, which come last.
    pub(crate) fn whole(&self) -> Weights {
        let mut weights = self.field.clone();
        for (state, features) in weights.features.iter_mut().enumerate() {
            features.extend(self.networks.iter().flat_map(|n| n.of_state(state)));
        }
        weights
    }

    /// The heads for states as they are; none where words are all there is.
    pub(crate) fn heads(&self, measure: &Measure) -> Option<Heads> {
        let heads = self.networks.iter().map(|n| undone(&n.heads, measure));
        let heads: Vec<Heads> = heads.collect();
        (!heads.is_empty()).then(|| beside(heads.iter()))
    }

    /// How the negative log-likelihood of some examples, added up, changes with the weights of each row.
    fn slope(&self, examples: &[&Example], noise: &mut Noise) -> [Vec<f64>; 2] {
        let mut gradient = unpack(&vec![0.0; pack(&self.field).len()]);
        let mut of_network = vec![0.0; network::SIZE * self.networks.len()];
        for example in examples {
            let mut chain = self.without_heads(example);
            let look = self
                .networks
                .first()
                .map(|network| (network, network.glance(example, noise)));
            if let Some((network, look)) = &look {
                look.add(network, &mut chain.emissions);
            }
            let marginals = self.field.order.marginals(&chain);
            let excess = surprise((example, &chain), &marginals, &mut gradient);
            if let Some((network, look)) = look {
                look.turn(network, (example, &excess), &mut of_network);
            }
        }
        [pack(&gradient), of_network]
    }
}

/// Adds to `gradient` what would make the true roles of a take less likely, and gives it for what speaks for each state
/// at each clause.
fn surprise(
    (example, chain): (&Example, &Chain),
    marginals: &Marginals,
    gradient: &mut Weights,
) -> Vec<Scores> {
    let truth = &example.truth;
    let mut all = Vec::new();
    for (index, expected) in marginals.states.iter().enumerate() {
        let excess: Scores = std::array::from_fn(|state| {
            expected[state] - f64::from(u8::from(state == truth[index]))
        });
        all.push(excess);
        for (state, excess) in excess.into_iter().enumerate() {
            let features = &example.features.clauses[index];
            axpy(&mut gradient.features[state], excess, features);
            let likeness = &example.features.likeness[index][state];
            axpy(&mut gradient.likeness, excess, likeness);
            gradient.order.first[state] += if index == 0 { excess } else { 0.0 };
            gradient.order.last[state] += if index == truth.len() - 1 {
                excess
            } else {
                0.0
            };
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
    all
}

fn axpy(into: &mut [f64], factor: f64, row: &[f64]) {
    for (total, x) in into.iter_mut().zip(row) {
        *total += factor * x;
    }
}

/// Whether there is more than words.
fn have_states(examples: &[&Example]) -> bool {
    examples.iter().any(|example| !example.states.is_empty())
}

/// Trains on examples.
pub(crate) fn fit(examples: &[&Example]) -> Model {
    let seeds = if have_states(examples) {
        &SEEDS[..]
    } else {
        &SEEDS[..1]
    };
    let fits = seeds.iter().map(|&seed| fit_once(examples, seed));
    Model::mean(fits.collect())
}

fn fit_once(examples: &[&Example], seed: u64) -> Model {
    let mut noise = Noise(seed);
    let mut field = vec![0.0; size(examples[0].features.clauses[0].len())];
    let mut network = if have_states(examples) {
        Network::start(&mut noise)
    } else {
        Vec::new()
    };
    let mut adams = [Adam::new(field.len()), Adam::new(network.len())];
    let mut shuffled = examples.to_vec();
    let steps = EPOCHS * examples.len().div_ceil(BATCH);
    let mut step = 0_usize;
    for _ in 0..EPOCHS {
        noise.shuffle(&mut shuffled);
        for batch in shuffled.chunks(BATCH) {
            let [mut of_field, mut of_network] =
                slope(&Model::of(&field, &network), batch, &mut noise);
            for (index, slope) in of_field.iter_mut().enumerate() {
                *slope += 2.0 * ridge(index, field.len()) * field[index] / examples.len() as f64;
            }
            axpy(&mut of_network, RIDGE, &network);
            let done = step as f64 / steps as f64;
            let [length, of_heads] = STEPS.map(|step| step * (1.0 + (PI * done).cos()) / 2.0);
            adams[0].step(&mut field, &of_field, length);
            adams[1].step(&mut network, &of_network, of_heads);
            step += 1;
        }
    }
    Model::of(&field, &network)
}

/// The mean slope over some examples, on two threads.
fn slope(model: &Model, batch: &[&Example], noise: &mut Noise) -> [Vec<f64>; 2] {
    let (one, other) = batch.split_at(batch.len() / 2);
    // Noise of its own, which may begin anywhere but at nought.
    let mut own = Noise(1 + noise.below(1 << 53) as u64);
    let (mut one, other) = thread::scope(|scope| {
        let one = scope.spawn(|| model.slope(one, &mut own));
        let other = model.slope(other, noise);
        (one.join().expect("adding up does not panic"), other)
    });
    for (one, other) in one.iter_mut().zip(&other) {
        axpy(one, 1.0, other);
        for slope in one {
            *slope /= batch.len() as f64;
        }
    }
    one
}

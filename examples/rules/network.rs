//! Attention heads that look at a passage's tokens, and what each of them says of each label, trained together by Adam.

use std::ops::Range;
use std::thread;

use ndarray::{Array1, Array2, ArrayView1, ArrayViewMut1, ArrayViewMut2, Axis, Slice};
use ownup::meaning::{Heads, RULES_HEADS, WIDTH};
use ownup::rules::phrasing::Label;
use ownup::story::Role;

use super::adam::Adam;
use super::attention::{Attention, beside, matrix, split_heads};
use super::noise::Noise;
use super::passages::Example;

/// How often every example is looked at.
const EPOCHS: usize = 8;

/// So many examples are looked at between two steps.
const BATCH: usize = 64;

/// The length of the first step; later ones are shorter, evenly to nothing.
const LENGTH: f64 = 1e-3;

/// The share of heads that are not heard at a time (dropout; Srivastava et al. 2014).
const DROPPED: f64 = 0.5;

/// The share of tokens that the heads do not see at a time.
const MISSED: f64 = 0.1;

/// Where the noise of each training begins; the same seeds give the same weights. Heads find other things from each
/// beginning, and the mean of two trainings is surer of what is right (deep ensembles; Lakshminarayanan, Pritzel &
/// Blundell 2017).
const SEEDS: [u64; 2] = [20_261_129, 20_261_135];

/// How many heads one training has.
const HEADS: usize = RULES_HEADS / SEEDS.len();

const LABELS: usize = Label::ALL.len();

/// Weights of a label in one training: bias, roles, heads.
const OF_LABEL: usize = 1 + Role::ALL.len() + HEADS;

const OF_HEADS: usize = WIDTH * 2 * HEADS;

/// Heads, and what they say.
pub(crate) struct Network {
    pub(crate) heads: Heads,
    /// For each label what holds before any word, its roles' weights, and its heads'.
    of_labels: Vec<f32>,
}

impl Network {
    /// Of weights in a row, as the optimiser has them.
    fn of(weights: &[f64]) -> Self {
        let (heads, of_labels) = split_heads(weights, HEADS);
        Self { heads, of_labels }
    }

    /// What says the mean of what all of these say.
    fn mean(networks: &[Self]) -> Self {
        let share = 1.0 / networks.len() as f32;
        let mut of_labels = Vec::new();
        for label in 0..LABELS {
            let own: Vec<_> = networks.iter().map(|one| one.of_label(label)).collect();
            of_labels.push(share * own.iter().map(|(bias, ..)| bias).sum::<f32>());
            for role in 0..Role::ALL.len() {
                of_labels.push(share * own.iter().map(|(_, roles, _)| roles[role]).sum::<f32>());
            }
            let said = own.iter().flat_map(|(.., heads)| *heads);
            of_labels.extend(said.map(|weight| share * weight));
        }
        Self {
            heads: beside(networks.iter().map(|network| &network.heads)),
            of_labels,
        }
    }

    /// For a label its bias, its roles' weights and its heads'.
    pub(crate) fn of_label(&self, label: usize) -> (f32, &[f32], &[f32]) {
        let count = self.of_labels.len() / LABELS;
        let own = &self.of_labels[label * count..][..count];
        let (roles, heads) = own[1..].split_at(Role::ALL.len());
        (own[0], roles, heads)
    }

    /// For each label the logarithm of the odds that it holds.
    pub(crate) fn odds(&self, example: &Example) -> [f32; LABELS] {
        let found: Vec<f32> = self.heads.pooled(&example.states).activations().collect();
        std::array::from_fn(|label| self.odds_of(label, example.role, &found))
    }

    fn odds_of(&self, label: usize, role: usize, found: &[f32]) -> f32 {
        let (bias, roles, heads) = self.of_label(label);
        let said: f32 = heads.iter().zip(found).map(|(w, x)| w * x).sum();
        bias + roles[role] + said
    }

    /// The slope of the negative log-likelihood of some examples, added up, some tokens and heads being left out.
    fn slope(&self, examples: &[&Example], noise: &mut Noise) -> Slope {
        let mut rows = Vec::new();
        let looks: Vec<Look<'_>> = examples
            .iter()
            .map(|example| Look::at(example, noise, &mut rows))
            .collect();
        let states = matrix(rows.len() / WIDTH, WIDTH, &rows);
        let weights = matrix(WIDTH, 2 * HEADS, &self.heads.weights);
        let mut found = states.dot(&weights);
        let mut slope = Slope::new();
        for look in looks {
            let rows = Slice::from(look.rows.clone());
            self.turn(&look, found.slice_axis_mut(Axis(0), rows), &mut slope);
        }
        slope.heads = states.t().dot(&found);
        slope
    }

    /// Turns what heads give for an example's tokens into the slope there, and adds up that of what they say.
    fn turn(&self, look: &Look<'_>, mut tokens: ArrayViewMut2<'_, f32>, slope: &mut Slope) {
        let attention = Attention::of(tokens.view_mut(), &self.heads.bias);
        let heard = attention.activations() * &look.kept;
        let role = look.example.role;
        let mut of_pooled = Array1::<f32>::zeros(HEADS);
        for label in (0..LABELS).filter(|&label| look.example.is_heard_for(label)) {
            let odds = self.odds_of(label, role, heard.as_slice().unwrap_or_default());
            let wrong = 1.0 / (1.0 + (-odds).exp()) - look.example.truth(label) as f32;
            let own = &mut slope.labels[label * OF_LABEL..][..OF_LABEL];
            own[0] += wrong;
            own[1 + role] += wrong;
            let of_heads = &mut own[1 + Role::ALL.len()..];
            ArrayViewMut1::from(of_heads).scaled_add(wrong, &heard);
            of_pooled.scaled_add(wrong, &ArrayView1::from(self.of_label(label).2));
        }
        of_pooled *= &look.kept;
        attention.turn(tokens, &mut of_pooled);
        slope.bias += &of_pooled;
    }
}

/// An example as it is looked at once.
struct Look<'a> {
    example: &'a Example,
    /// Its tokens among those of the examples looked at together.
    rows: Range<usize>,
    /// For each head how much it counts: nothing, or more than one to make up for those.
    kept: Array1<f32>,
}

impl<'a> Look<'a> {
    /// Appends its tokens' states to `rows`, some of them missing.
    fn at(example: &'a Example, noise: &mut Noise, rows: &mut Vec<f32>) -> Self {
        let start = rows.len() / WIDTH;
        for (at, state) in example.states.chunks_exact(WIDTH).enumerate() {
            if at == 0 || !noise.happens(MISSED) {
                rows.extend_from_slice(state);
            }
        }
        Self {
            example,
            rows: start..rows.len() / WIDTH,
            kept: Array1::from_shape_fn(HEADS, |_| noise.kept(DROPPED)),
        }
    }
}

/// How the negative log-likelihood changes with each weight.
struct Slope {
    heads: Array2<f32>,
    bias: Array1<f32>,
    labels: Vec<f32>,
}

impl Slope {
    fn new() -> Self {
        Self {
            heads: Array2::zeros((WIDTH, 2 * HEADS)),
            bias: Array1::zeros(HEADS),
            labels: vec![0.0; LABELS * OF_LABEL],
        }
    }

    /// In the order of the weights.
    fn iter(&self) -> impl Iterator<Item = f32> {
        let rest = self.bias.iter().chain(&self.labels);
        self.heads.iter().chain(rest).copied()
    }
}

/// Trains heads on examples whose states have been brought to one measure, each training on a thread.
pub(crate) fn train(examples: &[&Example]) -> Network {
    let networks = thread::scope(|scope| {
        let trainings = SEEDS.map(|seed| scope.spawn(move || train_once(examples, seed)));
        trainings.map(|training| training.join().expect("training does not panic"))
    });
    Network::mean(&networks)
}

fn train_once(examples: &[&Example], seed: u64) -> Network {
    let mut noise = Noise(seed);
    let mut weights = vec![0.0; OF_HEADS + HEADS + LABELS * OF_LABEL];
    for weight in &mut weights[..OF_HEADS] {
        *weight = 0.05 * noise.normal();
    }
    for own in weights[OF_HEADS + HEADS..].chunks_exact_mut(OF_LABEL) {
        for weight in &mut own[1 + Role::ALL.len()..] {
            *weight = 0.05 * noise.normal();
        }
    }
    let mut adam = Adam::new(weights.len());
    let steps = EPOCHS * examples.len().div_ceil(BATCH);
    let mut order: Vec<&Example> = examples.to_vec();
    let mut step = 0.0;
    for _ in 0..EPOCHS {
        noise.shuffle(&mut order);
        for batch in order.chunks(BATCH) {
            let slope = Network::of(&weights).slope(batch, &mut noise);
            let share = 1.0 / batch.len() as f64;
            let slope: Vec<f64> = slope.iter().map(|x| share * f64::from(x)).collect();
            let length = LENGTH * (1.0 - step / steps as f64);
            adam.step(&mut weights, &slope, length);
            step += 1.0;
        }
    }
    Network::of(&weights)
}

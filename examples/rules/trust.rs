//! How far to trust each opinion on a passage, and how right all of it is on passages by other writers.

use ownup::rules::phrasing::{Fired, Label, Weights};
use ownup::story::Role;

use super::measure::rounded;
use super::minimise::{axpy, minimise};
use super::network::Network;
use super::passages::{Example, FOLDS};

/// Steps of the optimiser.
const STEPS: usize = 80;

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
pub(crate) struct Unseen<'a> {
    pub(crate) example: &'a Example,
    /// By words and how it is put on the whole.
    pub(crate) linear: [f32; Label::ALL.len()],
    /// By heads; zeros where there are none.
    pub(crate) heads: [f32; Label::ALL.len()],
}

impl Unseen<'_> {
    fn fired(&self, label: usize) -> bool {
        self.example.fired.contains(&label)
    }

    /// What is added up for a label: a constant, what is thought, and whether the rule fires.
    fn row(&self, label: usize) -> [f64; 4] {
        let thought = [self.linear, self.heads].map(|odds| f64::from(odds[label]));
        let fired = f64::from(u8::from(self.fired(label)));
        [1.0, thought[0], thought[1], fired]
    }
}

/// How far to trust what is thought of a passage, and how far the rule (stacked generalisation, Wolpert 1992):
/// on passages trained on, words and wording look better than they are.
pub(crate) struct Trust {
    /// How much each thing in a row counts.
    weights: [f64; 4],
}

impl Trust {
    /// From passages that were not trained on.
    pub(crate) fn of(unseen: &[&Unseen<'_>], label: usize) -> Self {
        let own = unseen.iter().filter(|one| one.example.is_heard_for(label));
        let rows: Vec<([f64; 4], f64)> = own
            .map(|one| (one.row(label), one.example.truth(label)))
            .collect();
        let fitted = minimise(4, STEPS, &|at| {
            let mut loss: f64 = at.iter().map(|w| 0.1 * w * w).sum();
            let mut gradient: Vec<f64> = at.iter().map(|w| 0.2 * w).collect();
            for (row, truth) in &rows {
                let p = 1.0 / (1.0 + (-dot(at, row)).exp());
                let likely = if *truth > 0.5 { p } else { 1.0 - p };
                loss -= likely.max(1e-12).ln();
                axpy(&mut gradient, p - truth, row);
            }
            (loss, gradient)
        });
        Self {
            weights: std::array::from_fn(|at| fitted[at]),
        }
    }

    /// Counts both opinions for a label as far as they are trusted.
    pub(crate) fn apply(&self, weights: &mut Weights, network: Option<&Network>, label: usize) {
        let [bias, linear, heads, fired] = self.weights;
        let scale = |weight: &mut f32| *weight = rounded(linear * f64::from(*weight));
        weights.fired[label] = rounded(fired);
        if let Some(wording) = weights.wording.get_mut(label) {
            wording.iter_mut().for_each(scale);
        }
        let runs = weights.runs.values_mut().flatten();
        runs.filter(|(of, _)| *of == label)
            .for_each(|(_, weight)| scale(weight));
        let none = (0.0, [0.0; Role::ALL.len()].as_slice(), [].as_slice());
        let (own_bias, own_roles, found) = network.map_or(none, |network| network.of_label(label));
        let both = |weight: f32, own: f32| linear * f64::from(weight) + heads * f64::from(own);
        weights.bias[label] = rounded(bias + both(weights.bias[label], own_bias));
        for (role, own) in weights.roles[label].iter_mut().zip(own_roles) {
            *role = rounded(both(*role, *own));
        }
        if !found.is_empty() {
            let scaled = found
                .iter()
                .map(|&weight| rounded(heads * f64::from(weight)));
            weights.heads.push(scaled.collect());
        }
    }
}

fn dot(weights: &[f64], row: &[f64]) -> f64 {
    weights.iter().zip(row).map(|(w, x)| w * x).sum()
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
            let counted =
                |one: &&&Unseen<'_>| one.example.is_heard_for(label) && !one.example.is_misheard;
            judged.extend(held.iter().filter(counted).map(|one| Judged {
                label,
                truth: one.example.truth(label) > 0.5,
                fired: one.fired(label),
                odds: dot(&trust.weights, &one.row(label)),
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

    /// The negative logarithm of how likely the truth was thought.
    fn loss(&self) -> f64 {
        let against = if self.truth { -self.odds } else { self.odds };
        against.exp().ln_1p()
    }
}

/// Prints how right the rules alone are, and with the second opinion, on passages not trained on; and what
/// other thresholds would give.
pub(crate) fn cross_validate(unseen: &[Unseen<'_>]) {
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
    let loss: f64 = judged.iter().map(Judged::loss).sum();
    println!("loss {:.4}", loss / judged.len() as f64);
    for more in [-1.0, -0.5, 0.5, 1.0] {
        let aided = count(None, &|one| one.is_heard(more));
        println!("with thresholds {more:+.1}: {aided}");
    }
}

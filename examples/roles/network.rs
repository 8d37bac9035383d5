//! Attention heads that look at a clause's tokens, and what each of them says of each state.

use ndarray::{Array1, Array2, ArrayView1, ArrayView2, Axis, Slice};
use ownup::alignment::chain::{STATES, Scores};
use ownup::meaning::{Heads, ROLES_HEADS, WIDTH};

use crate::attention::{Attention, matrix, split_heads};
use crate::example::Example;
use crate::fit::SEEDS;
use crate::noise::Noise;

/// The share of heads that are not heard in a take at a time (dropout; Srivastava et al. 2014).
const DROPPED: f64 = 0.6;

/// How many heads one training has.
const HEADS: usize = ROLES_HEADS / SEEDS.len();

const OF_HEADS: usize = WIDTH * 2 * HEADS;

/// How many weights there are.
pub(crate) const SIZE: usize = OF_HEADS + HEADS + STATES * HEADS;

/// Heads, and what they say.
pub(crate) struct Network {
    pub(crate) heads: Heads,
    /// For each state a weight for each head.
    of_states: Array2<f32>,
}

impl Network {
    /// Of weights in a row, as the optimiser has them.
    pub(crate) fn of(weights: &[f64]) -> Self {
        let (heads, of_states) = split_heads(weights, HEADS);
        Self {
            heads,
            of_states: matrix(STATES, HEADS, &of_states).to_owned(),
        }
    }

    /// Where training begins.
    pub(crate) fn start(noise: &mut Noise) -> Vec<f64> {
        let mut weights: Vec<f64> = (0..SIZE).map(|_| 0.05 * noise.normal()).collect();
        weights[OF_HEADS..OF_HEADS + HEADS].fill(0.0);
        weights
    }

    /// The same, what it says counting so many times.
    pub(crate) fn times(mut self, factor: f32) -> Self {
        self.of_states *= factor;
        self
    }

    /// For a state a weight for each head.
    pub(crate) fn of_state(&self, state: usize) -> impl Iterator<Item = f64> {
        self.of_states
            .row(state)
            .to_vec()
            .into_iter()
            .map(f64::from)
    }

    /// All heads at an example's clauses.
    pub(crate) fn look(&self, example: &Example) -> Look {
        self.look_with(example, Array1::ones(HEADS))
    }

    /// Some of the heads at an example's clauses, as if they were all.
    pub(crate) fn glance(&self, example: &Example, noise: &mut Noise) -> Look {
        self.look_with(
            example,
            Array1::from_shape_fn(HEADS, |_| noise.kept(DROPPED)),
        )
    }

    fn look_with(&self, example: &Example, kept: Array1<f32>) -> Look {
        let weights = matrix(WIDTH, 2 * HEADS, &self.heads.weights);
        let mut tokens = states(example).dot(&weights);
        let clause = |rows: &std::ops::Range<usize>| {
            let own = tokens.slice_axis_mut(Axis(0), Slice::from(rows.clone()));
            Attention::of(own, &self.heads.bias)
        };
        let clauses = example.tokens.iter().map(clause).collect();
        Look {
            tokens,
            clauses,
            kept,
        }
    }
}

fn states(example: &Example) -> ArrayView2<'_, f32> {
    matrix(example.states.len() / WIDTH, WIDTH, &example.states)
}

/// What heads find in an example's clauses.
pub(crate) struct Look {
    /// What they give for each token.
    tokens: Array2<f32>,
    clauses: Vec<Attention>,
    /// For each head how much it counts: nothing, or more than one to make up for those.
    kept: Array1<f32>,
}

impl Look {
    /// Adds what the heads say to what speaks for each state at each clause.
    pub(crate) fn add(&self, network: &Network, emissions: &mut [Scores]) {
        for (clause, scores) in self.clauses.iter().zip(emissions) {
            let said = network.of_states.dot(&(clause.activations() * &self.kept));
            for (score, said) in scores.iter_mut().zip(said) {
                *score += f64::from(said);
            }
        }
    }

    /// Adds to `slope` how the negative log-likelihood changes with the weights, if that is how it changes with what
    /// speaks for each state at each clause.
    pub(crate) fn turn(
        mut self,
        network: &Network,
        (example, excess): (&Example, &[Scores]),
        slope: &mut [f64],
    ) {
        let mut of_bias = Array1::<f32>::zeros(HEADS);
        let mut of_states = Array2::<f32>::zeros((STATES, HEADS));
        let clauses = self.clauses.iter().zip(&example.tokens).zip(excess);
        for ((clause, rows), excess) in clauses {
            let excess = Array1::from_iter(excess.iter().map(|&x| x as f32));
            let heard = clause.activations() * &self.kept;
            for (mut own, &excess) in of_states.rows_mut().into_iter().zip(&excess) {
                own.scaled_add(excess, &heard);
            }
            let mut of_heads = network.of_states.t().dot(&excess) * &self.kept;
            let own = self
                .tokens
                .slice_axis_mut(Axis(0), Slice::from(rows.clone()));
            clause.turn(own, &mut of_heads);
            of_bias += &ArrayView1::from(&of_heads);
        }
        let of_weights = states(example).t().dot(&self.tokens);
        let all = of_weights.iter().chain(&of_bias).chain(&of_states);
        for (slope, &own) in slope.iter_mut().zip(all) {
            *slope += f64::from(own);
        }
    }
}

//! A linear-chain conditional random field over roles (Lafferty et al. 2001): decoding and marginals.

use serde::{Deserialize, Serialize};

/// Six roles and the aside.
pub const STATES: usize = 7;

/// A score for each state.
pub type Scores = [f64; STATES];

/// What it costs to go from one state to the next, `[from][to]`.
pub type Transitions = [Scores; STATES];

/// The part of the weights that knows about order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Order {
    /// For the first clause.
    pub first: Scores,
    /// For the last clause.
    pub last: Scores,
    /// Between two clauses of one sentence.
    pub within: Transitions,
    /// From the end of a sentence to the next.
    pub across: Transitions,
}

/// A take to be labelled: what speaks for each state at each clause, and where sentences end.
#[derive(Clone, Debug, Default)]
pub struct Chain {
    /// For each clause, what its own words say.
    pub emissions: Vec<Scores>,
    /// For each clause, whether a sentence ends with it.
    pub closes: Vec<bool>,
    /// For each clause, how much the silence before it speaks for another state than that of the clause before.
    pub turns: Vec<f64>,
}

impl Chain {
    /// Lets no other state than `state` be at clause `index`; its neighbours are weighed accordingly.
    ///
    /// A person names one sentence of a misplaced stretch, and the others follow; `models/roles/README.md`
    /// has the figures.
    pub fn hold(&mut self, index: usize, state: usize) {
        for (other, score) in self.emissions[index].iter_mut().enumerate() {
            if other != state {
                *score = f64::NEG_INFINITY;
            }
        }
    }
}

/// How likely each state is at each clause, and each step between two.
#[derive(Clone, Debug, Default)]
pub struct Marginals {
    /// For each clause, the probability of each state.
    pub states: Vec<Scores>,
    /// For each clause but the last, the probability of each step to the next.
    pub steps: Vec<Transitions>,
    /// The logarithm of the normaliser.
    pub log_partition: f64,
}

impl Marginals {
    /// The likeliest state of each clause (posterior decoding).
    ///
    /// It is right for more clauses than the likeliest sequence of states, and as sure as the probability it is told with.
    #[must_use]
    pub fn likeliest(&self) -> Vec<usize> {
        self.states.iter().map(argmax).collect()
    }
}

impl Order {
    /// Every score, to be changed.
    pub(super) fn scores(&mut self) -> impl Iterator<Item = &mut f64> {
        let steps = self.within.iter_mut().chain(&mut self.across).flatten();
        self.first.iter_mut().chain(&mut self.last).chain(steps)
    }

    /// The transitions that hold after clause `index` of `chain`.
    #[must_use]
    pub fn after(&self, chain: &Chain, index: usize) -> Transitions {
        let learned = if chain.closes[index] {
            &self.across
        } else {
            &self.within
        };
        let turn = chain.turns[index + 1];
        std::array::from_fn(|a| {
            std::array::from_fn(|b| learned[a][b] + if a == b { 0.0 } else { turn })
        })
    }

    /// The probabilities of states and steps (forward–backward, in logarithms).
    #[must_use]
    pub fn marginals(&self, chain: &Chain) -> Marginals {
        let count = chain.emissions.len();
        if count == 0 {
            return Marginals::default();
        }
        let (forward, backward) = (self.forward(chain), self.backward(chain));
        let log_partition = log_sum(&add(&forward[count - 1], &self.last));
        let states = (0..count)
            .map(|i| {
                std::array::from_fn(|s| (forward[i][s] + backward[i][s] - log_partition).exp())
            })
            .collect();
        let steps = (1..count)
            .map(|i| {
                let transitions = self.after(chain, i - 1);
                let arriving = add(&chain.emissions[i], &backward[i]);
                std::array::from_fn(|a| {
                    std::array::from_fn(|b| {
                        (forward[i - 1][a] + transitions[a][b] + arriving[b] - log_partition).exp()
                    })
                })
            })
            .collect();
        Marginals {
            states,
            steps,
            log_partition,
        }
    }

    /// What sequences of states are drawn from.
    #[must_use]
    pub fn paths<'a>(&'a self, chain: &'a Chain) -> Paths<'a> {
        Paths {
            order: self,
            chain,
            forward: self.forward(chain),
        }
    }

    fn forward(&self, chain: &Chain) -> Vec<Scores> {
        if chain.emissions.is_empty() {
            return Vec::new();
        }
        let mut forward = vec![add(&chain.emissions[0], &self.first)];
        for index in 1..chain.emissions.len() {
            let transitions = self.after(chain, index - 1);
            let before = forward[index - 1];
            let arrived: Scores = std::array::from_fn(|to| {
                log_sum(&std::array::from_fn(|from| {
                    before[from] + transitions[from][to]
                }))
            });
            forward.push(add(&arrived, &chain.emissions[index]));
        }
        forward
    }

    fn backward(&self, chain: &Chain) -> Vec<Scores> {
        let count = chain.emissions.len();
        let mut backward = vec![self.last; count];
        for index in (0..count - 1).rev() {
            let transitions = self.after(chain, index);
            let arriving = add(&chain.emissions[index + 1], &backward[index + 1]);
            backward[index] =
                std::array::from_fn(|from| log_sum(&add(&transitions[from], &arriving)));
        }
        backward
    }
}

/// All sequences of states, each as likely as it is.
#[derive(Clone, Debug)]
pub struct Paths<'a> {
    order: &'a Order,
    chain: &'a Chain,
    forward: Vec<Scores>,
}

impl Paths<'_> {
    /// One of them (forward filtering, backward sampling: Scott 2002, "Bayesian methods for hidden Markov models").
    pub fn draw(&self, chance: &mut fastrand::Rng) -> Vec<usize> {
        let Some(last) = self.forward.last() else {
            return Vec::new();
        };
        let mut state = pick(&add(last, &self.order.last), chance);
        let mut path = vec![state];
        for index in (0..self.forward.len() - 1).rev() {
            let transitions = self.order.after(self.chain, index);
            let leading = std::array::from_fn(|from| transitions[from][state]);
            state = pick(&add(&self.forward[index], &leading), chance);
            path.push(state);
        }
        path.reverse();
        path
    }
}

/// A state, each as often as its score has it.
fn pick(scores: &Scores, chance: &mut fastrand::Rng) -> usize {
    let total = log_sum(scores);
    let mut left = chance.f64();
    for (state, score) in scores.iter().enumerate() {
        left -= (score - total).exp();
        if left < 0.0 {
            return state;
        }
    }
    argmax(scores)
}

fn add(a: &Scores, b: &Scores) -> Scores {
    std::array::from_fn(|s| a[s] + b[s])
}

fn argmax(scores: &Scores) -> usize {
    (1..STATES).fold(0, |best, s| if scores[s] > scores[best] { s } else { best })
}

fn log_sum(scores: &Scores) -> f64 {
    let largest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    largest + scores.iter().map(|s| (s - largest).exp()).sum::<f64>().ln()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Stays where it is unless the words speak for a change.
    fn sticky() -> Order {
        let stay: Transitions =
            std::array::from_fn(|a| std::array::from_fn(|b| if a == b { 2.0 } else { 0.0 }));
        Order {
            first: [0.0; STATES],
            last: [0.0; STATES],
            within: stay,
            across: stay,
        }
    }

    fn likeliest(chain: &Chain) -> Vec<usize> {
        sticky().marginals(chain).likeliest()
    }

    fn chain(likely: &[usize], strength: f64) -> Chain {
        Chain {
            emissions: likely
                .iter()
                .map(|&l| std::array::from_fn(|s| if s == l { strength } else { 0.0 }))
                .collect(),
            closes: vec![false; likely.len()],
            turns: vec![0.0; likely.len()],
        }
    }

    #[test]
    fn one_doubtful_clause_does_not_leave_the_section() {
        assert_eq!(likeliest(&chain(&[1, 1, 3, 1, 1], 1.0)), [1; 5]);
    }

    #[test]
    fn a_clear_change_is_followed() {
        assert_eq!(likeliest(&chain(&[1, 1, 3, 3], 5.0)), [1, 1, 3, 3]);
    }

    #[test]
    fn a_silence_moves_a_change_to_where_it_is() {
        let mut chain = chain(&[1, 1, 3, 3, 3], 3.0);
        chain.emissions[2] = [0.0; STATES];
        chain.turns[3] = 1.5;
        assert_eq!(likeliest(&chain), [1, 1, 1, 3, 3]);
        chain.turns = vec![0.0, 0.0, 1.5, -1.5, 0.0];
        assert_eq!(likeliest(&chain), [1, 1, 3, 3, 3]);
    }

    #[test]
    fn a_held_clause_is_what_it_is_held_to_and_draws_its_neighbours_along() {
        let mut held = chain(&[1, 1, 1, 1, 1], 0.5);
        held.hold(2, 4);
        assert_eq!(likeliest(&held), [4; 5]);
        let marginals = sticky().marginals(&held);
        assert!((marginals.states[2][4] - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_probabilities_of_a_clause_sum_to_one() {
        let mut held = chain(&[0, 2, 2, 6], 1.5);
        sum_to_one(&sticky().marginals(&held));
        held.hold(0, 6);
        held.hold(1, 5);
        sum_to_one(&sticky().marginals(&held));
    }

    fn sum_to_one(marginals: &Marginals) {
        for states in &marginals.states {
            assert!(
                (states.iter().sum::<f64>() - 1.0).abs() < 1e-9,
                "{states:?}"
            );
        }
        for (step, states) in marginals.steps.iter().zip(&marginals.states) {
            for (from, p) in step.iter().zip(states) {
                assert!((from.iter().sum::<f64>() - p).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn states_are_drawn_as_often_as_they_are_likely() {
        let mut chain = chain(&[1, 1, 3, 3], 1.5);
        chain.hold(0, 1);
        let order = sticky();
        let (paths, mut chance) = (order.paths(&chain), fastrand::Rng::with_seed(1));
        let mut counts = [[0.0; STATES]; 4];
        for _ in 0..4_000 {
            for (count, state) in counts.iter_mut().zip(paths.draw(&mut chance)) {
                count[state] += 1.0 / 4_000.0;
            }
        }
        let marginals = order.marginals(&chain).states;
        for (counted, likely) in counts.as_flattened().iter().zip(marginals.as_flattened()) {
            assert!((counted - likely).abs() < 0.04, "{counts:?} {marginals:?}");
        }
    }

    #[test]
    fn a_take_without_words_has_no_states() {
        let nothing = Chain::default();
        assert!(
            sticky()
                .paths(&nothing)
                .draw(&mut fastrand::Rng::new())
                .is_empty()
        );
        assert!(likeliest(&Chain::default()).is_empty());
        assert!(sticky().marginals(&Chain::default()).states.is_empty());
    }
}

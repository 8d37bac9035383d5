//! Whether the alignment is as sure as it is right, and whether its ranges hold the truth.

use std::fmt;

use ownup::alignment::chain::{Chain, Order, STATES};

/// Ways of telling drawn for a range.
const DRAWS: usize = 200;

/// Of these, so many lie under a range and so many above it.
const TAIL: usize = DRAWS / 20;

/// Confidences are counted in so many bins of one width.
const BINS: usize = 10;

/// The true states of a take's clauses, and each clause's words.
pub(crate) type Truth<'a> = (&'a [usize], &'a [f64]);

/// What was counted over many takes.
#[derive(Default)]
pub(crate) struct Sureness {
    /// For each bin: words, the sum of their confidences, and how many were right.
    bins: [[f64; 3]; BINS],
    /// Roles told or drawn, and those whose words lie in their range.
    ranges: [usize; 2],
    /// The sum of the ranges' widths, in words.
    width: f64,
}

impl Sureness {
    /// Counts a take in, as the true states and each clause's words have it.
    pub(crate) fn count(&mut self, order: &Order, chain: &Chain, (truth, words): Truth<'_>) {
        let marginals = order.marginals(chain);
        let guessed = marginals.likeliest();
        for (index, &guess) in guessed.iter().enumerate() {
            let confidence = marginals.states[index][guess];
            let right = f64::from(u8::from(guess == truth[index]));
            let bin = ((confidence * BINS as f64) as usize).min(BINS - 1);
            let added = [1.0, confidence, right].map(|share| share * words[index]);
            for (sum, added) in self.bins[bin].iter_mut().zip(added) {
                *sum += added;
            }
        }
        let told = |path: &[usize]| {
            let mut told = [0.0; STATES];
            for (state, words) in path.iter().zip(words) {
                told[*state] += words;
            }
            told
        };
        let (paths, mut chance) = (order.paths(chain), fastrand::Rng::with_seed(1));
        let drawn: Vec<[f64; STATES]> =
            (0..DRAWS).map(|_| told(&paths.draw(&mut chance))).collect();
        let heard = told(&guessed);
        for (state, truth) in told(truth).into_iter().enumerate().take(STATES - 1) {
            let mut lengths: Vec<f64> = drawn.iter().map(|told| told[state]).collect();
            lengths.sort_by(f64::total_cmp);
            let (low, high) = (
                lengths[TAIL].min(heard[state]),
                lengths[DRAWS - 1 - TAIL].max(heard[state]),
            );
            if high > 0.0 || truth > 0.0 {
                self.ranges[0] += 1;
                self.ranges[1] += usize::from((low..=high).contains(&truth));
                self.width += high - low;
            }
        }
    }
}

impl fmt::Display for Sureness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: f64 = self.bins.iter().map(|bin| bin[0]).sum();
        let error: f64 = self
            .bins
            .iter()
            .map(|[_, sure, right]| (sure - right).abs())
            .sum();
        let ranges = self.ranges[0].max(1) as f64;
        write!(
            f,
            "calibration error {:.3}; of {} ranges {:.1} % hold the truth, {:.0} words wide on average",
            error / words.max(1.0),
            self.ranges[0],
            100.0 * self.ranges[1] as f64 / ranges,
            self.width / ranges
        )
    }
}

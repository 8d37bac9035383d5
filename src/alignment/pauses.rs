//! What a silence says about a change of section: speakers pause longer between topics than within one.
//!
//! Hirschberg & Nakatani 1996, "A prosodic analysis of discourse segments in direction-giving
//! monologues", and Swerts 1997, "Prosodic features at discourse boundaries of different strength".

use crate::clauses::Clause;
use crate::time::Millis;

/// A silence this long speaks neither for a change nor against one.
const NEUTRAL: Millis = Millis(900);

/// So much longer or shorter, and it speaks about as clearly as it ever does.
const CLEAR: Millis = Millis(300);

/// How clearly that is, in the logarithm of the odds.
const STRENGTH: f64 = 1.5;

/// Between the words of a written transcript there is no silence at all; less than this tells nothing.
const MEASURED: Millis = Millis(200);

/// For each clause, how much the silence before it speaks for a change, in the logarithm of the odds.
pub(super) fn turns(clauses: &[Clause]) -> Vec<f64> {
    let measured = clauses.iter().any(|clause| clause.pause >= MEASURED);
    let turn = |clause: &Clause| {
        let beyond = (clause.pause - NEUTRAL).0 as f64 / CLEAR.0 as f64;
        if measured {
            STRENGTH * beyond.tanh()
        } else {
            0.0
        }
    };
    clauses.iter().map(turn).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Span;

    fn check(pauses: &[i64], expected: &[f64]) {
        let clause = |&pause: &i64| Clause {
            words: 0..1,
            span: Span::default(),
            closes: true,
            pause: Millis(pause),
        };
        let clauses: Vec<Clause> = pauses.iter().map(clause).collect();
        let tenths: Vec<f64> = turns(&clauses)
            .iter()
            .map(|turn| (turn * 10.0).round() / 10.0)
            .collect();
        assert_eq!(tenths, expected);
    }

    #[test]
    fn the_longer_the_silence_the_more_it_speaks_for_a_change() {
        check(&[0, 600, 900, 1_200, 60_000], &[-1.5, -1.1, 0.0, 1.1, 1.5]);
    }

    #[test]
    fn a_transcript_without_silences_says_nothing() {
        check(&[0, 0, 100], &[0.0; 3]);
    }
}

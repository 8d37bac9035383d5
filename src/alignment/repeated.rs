//! What was said alike in another take, where a person has said which role it has there.
//!
//! Such clauses do not count as paper: a role with more of them would be nearer to everything.
//! They speak only for clauses that are very like them; `models/roles/README.md` has the figures.

use super::chain::{Chain, STATES};
use super::state;
use crate::clauses::Clause;
use crate::corrections::Corrected;
use crate::meaning::{Embedder, Vector};
use crate::transcript::norm;

/// Clauses less like each other than this say different things.
const ALIKE: f64 = 0.5;

/// What it speaks for a role, in logarithms of odds, for each step above [`ALIKE`] up to the same words.
const WEIGHT: f64 = 4.0;

/// Fewer words than these are said again by chance.
const A_FEW: usize = 3;

/// Lets what is known from other takes speak for its role at each clause that is like it.
pub(super) fn favour(
    chain: &mut Chain,
    heard: &Corrected,
    clauses: &[Clause],
    embedder: &dyn Embedder,
) {
    if heard.references.is_empty() {
        return;
    }
    let known: Vec<String> = heard.references.iter().map(|k| k.text.clone()).collect();
    let known = Spoken::all(&known, embedder);
    let of_clause = |clause: &Clause| heard.transcript.text(clause.words.clone());
    let said: Vec<String> = clauses.iter().map(of_clause).collect();
    let said = Spoken::all(&said, embedder);
    for (emissions, said) in chain.emissions.iter_mut().zip(&said) {
        let mut likest = [ALIKE; STATES];
        for (reference, known) in heard.references.iter().zip(&known) {
            let likest = &mut likest[state(Some(reference.role))];
            *likest = likest.max(said.likeness(known));
        }
        for (score, likest) in emissions.iter_mut().zip(likest) {
            *score += WEIGHT * (likest - ALIKE);
        }
    }
}

/// A clause in its words and its meaning.
struct Spoken {
    norms: Vec<String>,
    vector: Vector,
}

impl Spoken {
    fn all(texts: &[String], embedder: &dyn Embedder) -> Vec<Self> {
        let spoken = |(text, vector): (&String, Vector)| Self {
            norms: text.split_whitespace().map(norm).collect(),
            vector,
        };
        let vectors = embedder.meanings(texts);
        texts.iter().zip(vectors).map(spoken).collect()
    }

    /// How like the other it is, to 1.0; small words alone have no vector in some builds, yet are the same.
    fn likeness(&self, other: &Self) -> f64 {
        if self.norms.len() >= A_FEW && self.norms == other.norms {
            return 1.0;
        }
        f64::from(self.vector.cosine(&other.vector))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corrections::Reference;
    use crate::meaning::Stems;
    use crate::story::Role;
    use crate::time::{Millis, Span};
    use crate::transcript::{Transcript, Word};

    /// What speaks for the cause at a clause, once the other was said of the cause in another take.
    fn check(said: &str, known: &str, expected: f64) {
        let words = said.split_whitespace().map(|text| Word {
            text: text.to_owned(),
            span: Span::new(Millis(0), Millis(1)),
            p: 1.0,
        });
        let mut heard = Corrected::from(Transcript {
            words: words.collect(),
            ..Transcript::default()
        });
        heard.references.push(Reference {
            role: Role::Cause,
            text: known.to_owned(),
        });
        let clauses = heard.clauses();
        let mut chain = Chain {
            emissions: vec![[0.0; 7]],
            closes: vec![true],
            turns: vec![0.0],
        };
        favour(&mut chain, &heard, &clauses, &Stems);
        let mut scores = [0.0; 7];
        scores[state(Some(Role::Cause))] = expected;
        for (score, expected) in chain.emissions[0].iter().zip(scores) {
            assert!((score - expected).abs() < 1e-6, "{:?}", chain.emissions);
        }
    }

    #[test]
    fn the_same_words_speak_for_their_role_and_others_for_none() {
        check("gold fern amber", "gold fern amber", 2.0);
        check("gold fern amber", "quiet glass tide", 0.0);
        check("that was on me", "That was on me.", 2.0);
        check("um", "um", 0.0);
    }
}

//! Which words belong to which section of the story, with a confidence.
//!
//! Clauses are labelled with roles by a linear-chain conditional random field
//! whose weights were trained on written takes (`models/roles`, program
//! `examples/train_roles.rs`); what it looks at is in [`features`].

pub mod chain;

mod features;
mod likeness;
mod pauses;
mod repeated;
mod surface;
mod weights;

pub use features::{Features, WIDTH, features};
pub use likeness::{LIKENESSES, Likeness};
pub use weights::Weights;

use std::ops::Range;

use self::chain::STATES;
use crate::clauses::Clause;
use crate::corrections::{Corrected, Placement};
use crate::meaning::{Embedder, Vector};
use crate::story::{Role, Story};
use crate::time::{Millis, Span};
use crate::transcript::Transcript;

/// Below this probability a clause's time is counted as uncertain.
const DOUBTFUL: f64 = 0.6;

/// A run of words in one section, in a role that has no section, or in no section at all.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// What it is for; none for an aside.
    pub role: Option<Role>,
    /// The story's section, by index; none for an aside or a role that was not written.
    pub section: Option<usize>,
    /// Its words, an index range of the transcript's.
    pub words: Range<usize>,
    /// From the onset of its first word to the onset of the next passage's first word.
    pub span: Span,
    /// How sure the alignment is, from 0.0 to 1.0.
    pub confidence: f32,
    /// The part of its time that could as well be another section's.
    pub uncertain: Millis,
}

/// A take's words, each in one passage, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// The passages; they cover first word to last word without gap or overlap.
    pub passages: Vec<Passage>,
}

impl Alignment {
    /// The passage that the word at `index` belongs to.
    #[must_use]
    pub fn of_word(&self, index: usize) -> Option<&Passage> {
        self.passages
            .iter()
            .find(|passage| passage.words.contains(&index))
    }
}

/// A clause with the place it was given.
struct Placed<'a> {
    clause: &'a Clause,
    role: Option<Role>,
    section: Option<usize>,
    probability: f64,
}

impl Placed<'_> {
    /// Is sure where a person said where it belongs.
    fn settle(&mut self, story: &Story, known: Option<&Placement>) {
        let Some(placement) = known else {
            return;
        };
        self.probability = 1.0;
        let written = placement.section.filter(|&section| {
            let section = story.sections.get(section);
            section.is_some_and(|section| Some(section.role) == placement.role)
        });
        self.section = written.or(self.section);
    }
}

/// The state that stands for a role; the last one for the aside.
fn state(role: Option<Role>) -> usize {
    let same = |&known: &Role| Some(known) == role;
    Role::ALL.iter().position(same).unwrap_or(STATES - 1)
}

/// Gives every word of a take its place in the story; where a person said which, that one.
#[must_use]
pub fn align(
    story: &Story,
    heard: &Corrected,
    clauses: &[Clause],
    embedder: &dyn Embedder,
) -> Alignment {
    let transcript = &heard.transcript;
    let weights = Weights::trained(embedder.kind());
    let mut chain = weights.chain(&features(story, transcript, clauses, embedder), clauses);
    repeated::favour(&mut chain, heard, clauses, embedder);
    let known: Vec<Option<&Placement>> = clauses
        .iter()
        .map(|clause| heard.placement(clause.words.start))
        .collect();
    for (index, placement) in known.iter().enumerate() {
        if let Some(placement) = placement {
            chain.hold(index, state(placement.role));
        }
    }
    let states = weights.order.decode(&chain);
    let marginals = weights.order.marginals(&chain);
    let mut placed: Vec<Placed> = clauses
        .iter()
        .zip(&states)
        .zip(&marginals.states)
        .map(|((clause, &state), probabilities)| Placed {
            clause,
            role: Role::ALL.get(state).copied(),
            section: None,
            probability: probabilities[state],
        })
        .collect();
    let choice = Sections::new(story, embedder);
    for run in placed.chunk_by_mut(|a, b| a.role == b.role) {
        choice.choose(run, transcript);
    }
    for (placed, placement) in placed.iter_mut().zip(known) {
        placed.settle(story, placement);
    }
    Alignment {
        passages: passages(&placed, transcript),
    }
}

/// Tells the sections of one role apart, by meaning.
struct Sections<'a> {
    story: &'a Story,
    embedder: &'a dyn Embedder,
}

impl<'a> Sections<'a> {
    fn new(story: &'a Story, embedder: &'a dyn Embedder) -> Self {
        Self { story, embedder }
    }

    /// Gives each clause of a run of one role the section of that role it is most like.
    fn choose(&self, run: &mut [Placed], transcript: &Transcript) {
        let Some(role) = run.first().and_then(|placed| placed.role) else {
            return;
        };
        let sections: Vec<usize> = (0..self.story.sections.len())
            .filter(|&index| self.story.sections[index].role == role)
            .collect();
        match sections.as_slice() {
            [] => {}
            [only] => run
                .iter_mut()
                .for_each(|placed| placed.section = Some(*only)),
            several => self.choose_between(run, several, transcript),
        }
    }

    fn choose_between(&self, run: &mut [Placed], sections: &[usize], transcript: &Transcript) {
        let texts: Vec<String> = run
            .iter()
            .map(|placed| transcript.text(placed.clause.words.clone()))
            .collect();
        let clauses = self.embedder.embed(&texts);
        let written: Vec<Vec<Vector>> = sections
            .iter()
            .map(|&section| {
                let sentences = &self.story.sections[section].sentences;
                let texts: Vec<String> = sentences.iter().map(|s| s.text.clone()).collect();
                self.embedder.embed(&texts)
            })
            .collect();
        let likeness = |clause: &Vector, section: usize| {
            written[section]
                .iter()
                .map(|s| s.cosine(clause))
                .fold(f32::MIN, f32::max)
        };
        for (placed, vector) in run.iter_mut().zip(&clauses) {
            let best = (0..sections.len())
                .max_by(|&a, &b| likeness(vector, a).total_cmp(&likeness(vector, b)))
                .expect("a run is chosen between two sections or more");
            placed.section = Some(sections[best]);
        }
    }
}

/// Joins neighbouring clauses of one place.
fn passages(placed: &[Placed], transcript: &Transcript) -> Vec<Passage> {
    let words = &transcript.words;
    let onset = |index: usize| match words.get(index) {
        Some(word) => word.span.start(),
        None => words[words.len() - 1].span.end(),
    };
    placed
        .chunk_by(|a, b| (a.role, a.section) == (b.role, b.section))
        .map(|run| {
            let range = run[0].clause.words.start..run[run.len() - 1].clause.words.end;
            let length = |placed: &Placed| {
                Span::new(
                    onset(placed.clause.words.start),
                    onset(placed.clause.words.end),
                )
                .length()
            };
            let total = run.iter().map(length).sum::<Millis>().0.max(1) as f64;
            let sure: f64 = run.iter().map(|p| p.probability * length(p).0 as f64).sum();
            Passage {
                role: run[0].role,
                section: run[0].section,
                span: Span::new(onset(range.start), onset(range.end)),
                words: range,
                confidence: (sure / total) as f32,
                uncertain: run
                    .iter()
                    .filter(|p| p.probability < DOUBTFUL)
                    .map(length)
                    .sum(),
            }
        })
        .collect()
}

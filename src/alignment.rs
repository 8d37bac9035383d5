//! Which words belong to which section of the story, with a confidence.
//!
//! Clauses are labelled with roles by a linear-chain conditional random field
//! whose weights were trained on written takes (`models/roles`, program
//! `examples/train_roles.rs`); what it looks at is in [`features`].

pub mod chain;

mod features;
mod likeness;
mod pauses;
mod range;
mod repeated;
mod sections;
mod surface;
mod weights;

pub use features::{Features, WIDTH, features, width};
pub use likeness::{LIKENESSES, Likeness, OWN_LIKENESSES};
pub use range::{Draw, Range};
pub use weights::Weights;

use std::ops;

use self::chain::STATES;
use self::sections::Sections;
use crate::clauses::Clause;
use crate::corrections::{Corrected, Placement};
use crate::meaning::Embedder;
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
    pub words: ops::Range<usize>,
    /// From the onset of its first word to the onset of the next passage's first word.
    pub span: Span,
    /// How sure the alignment is, from 0.0 to 1.0.
    pub confidence: f32,
    /// The part of its time that could as well be another section's.
    pub uncertain: Millis,
}

/// Where something belongs: its role and the story's section, by index; no role is an aside, no section one
/// that was not written.
pub type Place = (Option<Role>, Option<usize>);

impl Passage {
    /// Where it belongs.
    #[must_use]
    pub fn place(&self) -> Place {
        (self.role, self.section)
    }
}

/// A take's words, each in one passage, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// The passages; they cover first word to last word without gap or overlap.
    pub passages: Vec<Passage>,
    /// Ways in which the take may have been told instead, each as often as it is likely.
    pub draws: Vec<Draw>,
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
    let sections = Sections::new(story, (transcript, clauses), embedder);
    let place = |index: usize, state: usize| {
        let role = Role::ALL.get(state).copied();
        (role, sections.of(index, role))
    };
    let marginals = weights.order.marginals(&chain);
    let states = marginals.likeliest();
    let placed = |(index, clause)| {
        let (role, section) = place(index, states[index]);
        let mut placed = Placed {
            clause,
            role,
            section,
            probability: marginals.states[index][states[index]],
        };
        placed.settle(story, known[index]);
        placed
    };
    let placed: Vec<Placed> = clauses.iter().enumerate().map(placed).collect();
    let lengths: Vec<Millis> = placed
        .iter()
        .map(|p| length(p.clause, transcript))
        .collect();
    let draws = range::draws(
        &weights.order,
        &chain,
        &lengths,
        |index, state| match known[index] {
            Some(_) => (placed[index].role, placed[index].section),
            None => place(index, state),
        },
    );
    Alignment {
        passages: passages(&placed, transcript),
        draws,
    }
}

/// From the onset of a clause's first word to that of the next clause's; of the last, to its end.
fn length(clause: &Clause, transcript: &Transcript) -> Millis {
    let (start, end) = (clause.words.start, clause.words.end);
    Span::new(onset(start, transcript), onset(end, transcript)).length()
}

fn onset(index: usize, transcript: &Transcript) -> Millis {
    let words = &transcript.words;
    match words.get(index) {
        Some(word) => word.span.start(),
        None => words[words.len() - 1].span.end(),
    }
}

/// Joins neighbouring clauses of one place.
fn passages(placed: &[Placed], transcript: &Transcript) -> Vec<Passage> {
    placed
        .chunk_by(|a, b| (a.role, a.section) == (b.role, b.section))
        .map(|run| {
            let range = run[0].clause.words.start..run[run.len() - 1].clause.words.end;
            let length = |placed: &Placed| length(placed.clause, transcript);
            let total = run.iter().map(length).sum::<Millis>().0.max(1) as f64;
            let sure: f64 = run.iter().map(|p| p.probability * length(p).0 as f64).sum();
            Passage {
                role: run[0].role,
                section: run[0].section,
                span: Span::new(onset(range.start, transcript), onset(range.end, transcript)),
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

//! Which of a story's sections a clause belongs to, once its role is known.

use std::cell::LazyCell;

use super::state;
use crate::clauses::Clause;
use crate::meaning::{Embedder, Vector};
use crate::story::{Role, Story};
use crate::transcript::Transcript;

/// Tells the sections of one role apart, by meaning.
pub(super) struct Sections {
    /// For each role, its sections.
    of_role: Vec<Candidates>,
}

/// The sections of a role.
enum Candidates {
    /// None was written.
    None,
    /// One.
    One(usize),
    /// Several: for each clause the one it is most like.
    Likest(Vec<usize>),
}

impl Sections {
    pub(super) fn new(
        story: &Story,
        (transcript, clauses): (&Transcript, &[Clause]),
        embedder: &dyn Embedder,
    ) -> Self {
        let said = LazyCell::new(|| {
            let text = |clause: &Clause| transcript.text(clause.words.clone());
            embedder.meanings(&clauses.iter().map(text).collect::<Vec<_>>())
        });
        let written = |&section: &usize| {
            let sentences = story.sections[section].sentences.iter();
            embedder.meanings(&sentences.map(|s| s.text.clone()).collect::<Vec<_>>())
        };
        let candidates = |role: Role| {
            let own = |&section: &usize| story.sections[section].role == role;
            let sections: Vec<usize> = (0..story.sections.len()).filter(own).collect();
            match sections.as_slice() {
                [] => Candidates::None,
                [only] => Candidates::One(*only),
                several => {
                    let written: Vec<Vec<Vector>> = several.iter().map(written).collect();
                    let likest = said.iter().map(|clause| several[likest(&written, clause)]);
                    Candidates::Likest(likest.collect())
                }
            }
        };
        Self {
            of_role: Role::ALL.into_iter().map(candidates).collect(),
        }
    }

    /// The section that a clause of this role belongs to.
    pub(super) fn of(&self, clause: usize, role: Option<Role>) -> Option<usize> {
        match &self.of_role[state(Some(role?))] {
            Candidates::None => None,
            Candidates::One(only) => Some(*only),
            Candidates::Likest(likest) => Some(likest[clause]),
        }
    }
}

/// Which of several sections has the sentence that is most like `clause`.
fn likest(written: &[Vec<Vector>], clause: &Vector) -> usize {
    let likeness = |section: &Vec<Vector>| {
        let each = section.iter().map(|sentence| sentence.cosine(clause));
        each.fold(f32::MIN, f32::max)
    };
    (0..written.len())
        .max_by(|&a, &b| likeness(&written[a]).total_cmp(&likeness(&written[b])))
        .unwrap_or_default()
}

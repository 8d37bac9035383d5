//! How like each written section a clause is: by sentence vectors and by TF-IDF over stems (Salton & Buckley 1988), hubness-corrected.

use std::collections::{BTreeMap, BTreeSet};

use super::chain::STATES;
use crate::meaning::{Vector, stems};
use crate::story::{Role, Story};

/// The number of likenesses of one clause to one role: its own, and those of its neighbours.
pub const LIKENESSES: usize = OWN_LIKENESSES * (1 + NEIGHBOURS.len());

/// Those of the clause itself, which come first.
pub const OWN_LIKENESSES: usize = 7;

/// The neighbours whose likenesses count too, each with weights of its own.
const NEIGHBOURS: [isize; 4] = [-2, -1, 1, 2];

/// For one clause: for each state, how like it is, in several ways.
pub type Likeness = [[f64; LIKENESSES]; STATES];

/// Of one clause alone.
type Own = [[f64; OWN_LIKENESSES]; STATES];

/// Which of a clause's own says that a role was never written.
const UNWRITTEN: usize = 6;

/// Which says how like the clause is to anything at all; only the aside has it.
const NEAREST: usize = 5;

/// A clause or sentence, in the two ways in which it is compared.
pub(super) struct Compared<'a> {
    /// Its own vector.
    pub(super) vector: &'a Vector,
    /// Its vector with its neighbours'.
    pub(super) around: &'a Vector,
    /// Its words.
    pub(super) text: &'a str,
    /// Its words and its neighbours'.
    pub(super) text_around: &'a str,
}

/// The paper, ready to be compared with.
pub(super) struct Paper {
    roles: Vec<WrittenRole>,
    rarity: BTreeMap<String, f64>,
}

struct WrittenRole {
    state: usize,
    vectors: Vec<Vector>,
    bags: Vec<Bag>,
    whole: Bag,
}

/// Stems with their TF-IDF weights, and their length.
struct Bag {
    weights: BTreeMap<String, f64>,
    length: f64,
}

impl Paper {
    /// Reads a story whose sentences, in order, have these vectors.
    pub(super) fn new(story: &Story, vectors: &[Vector]) -> Self {
        let rarity = rarity(story);
        let mut roles: Vec<WrittenRole> = Vec::new();
        for (state, role) in Role::ALL.into_iter().enumerate() {
            let mut index = 0;
            let (mut texts, mut own) = (Vec::new(), Vec::new());
            for section in &story.sections {
                for sentence in &section.sentences {
                    if section.role == role {
                        texts.push(sentence.text.as_str());
                        own.push(vectors[index].clone());
                    }
                    index += 1;
                }
            }
            if !texts.is_empty() {
                roles.push(WrittenRole {
                    state,
                    vectors: own,
                    bags: texts.iter().map(|text| Bag::new(text, &rarity)).collect(),
                    whole: Bag::new(&texts.join(" "), &rarity),
                });
            }
        }
        Self { roles, rarity }
    }

    /// How like the paper's roles each clause of a take is.
    pub(super) fn likeness(&self, clauses: &[Compared]) -> Vec<Likeness> {
        let raw: Vec<Vec<[f64; 5]>> = clauses.iter().map(|clause| self.raw(clause)).collect();
        let corrected = correct_hubness(&raw);
        let own: Vec<Own> = raw
            .iter()
            .zip(&corrected)
            .map(|(raw, corrected)| self.arrange(raw, corrected))
            .collect();
        (0..own.len()).map(|at| with_neighbours(&own, at)).collect()
    }

    fn raw(&self, clause: &Compared) -> Vec<[f64; 5]> {
        let own = Bag::new(clause.text, &self.rarity);
        let around = Bag::new(clause.text_around, &self.rarity);
        let compare = |role: &WrittenRole| {
            let cosines = |v: &Vector| {
                role.vectors
                    .iter()
                    .map(|s| f64::from(v.cosine(s)))
                    .collect()
            };
            let (near, wide): (Vec<f64>, Vec<f64>) =
                (cosines(clause.vector), cosines(clause.around));
            let words = role.bags.iter().map(|bag| own.cosine(bag));
            [
                largest(near.iter().copied()),
                largest(wide.iter().copied()),
                near.iter().sum::<f64>() / near.len() as f64,
                largest(words),
                around.cosine(&role.whole),
            ]
        };
        self.roles.iter().map(compare).collect()
    }

    fn arrange(&self, raw: &[[f64; 5]], corrected: &[[f64; 5]]) -> Own {
        let mut likeness = [[0.0; OWN_LIKENESSES]; STATES];
        for state in &mut likeness[..Role::ALL.len()] {
            state[UNWRITTEN] = 1.0;
        }
        for (role, values) in self.roles.iter().zip(corrected) {
            likeness[role.state][..5].copy_from_slice(&values.map(|v| 5.0 * v));
            likeness[role.state][UNWRITTEN] = 0.0;
        }
        let nearest = largest(raw.iter().map(|values| values[1]));
        likeness[STATES - 1][NEAREST] = 3.0 * nearest;
        likeness
    }
}

/// A clause's likenesses and those of its neighbours; beyond the take's ends they are zero.
fn with_neighbours(own: &[Own], at: usize) -> Likeness {
    let of = |distance: isize, state: usize| {
        let neighbour = at.checked_add_signed(distance);
        let likeness = neighbour.and_then(|neighbour| own.get(neighbour));
        likeness.map_or([0.0; OWN_LIKENESSES], |likeness| likeness[state])
    };
    std::array::from_fn(|state| {
        let mut all = [0.0; LIKENESSES];
        let distances = std::iter::once(0).chain(NEIGHBOURS);
        for (part, distance) in all.chunks_exact_mut(OWN_LIKENESSES).zip(distances) {
            part.copy_from_slice(&of(distance, state));
        }
        all
    })
}

/// Takes away what a section has in common with every clause, and a clause with every section.
///
/// Some sections are near to everything (hubs; Radovanović, Nanopoulos & Ivanović 2010): half of each
/// section's mean over the take is subtracted, then each clause's mean over the sections.
fn correct_hubness(raw: &[Vec<[f64; 5]>]) -> Vec<Vec<[f64; 5]>> {
    let roles = raw.first().map_or(0, Vec::len);
    let mean = |values: &mut dyn Iterator<Item = f64>| {
        let (sum, count) = values.fold((0.0, 0.0), |(sum, count), v| (sum + v, count + 1.0));
        if count > 0.0 { sum / count } else { 0.0 }
    };
    let mut corrected = raw.to_vec();
    for way in 0..5 {
        let columns: Vec<f64> = (0..roles)
            .map(|role| mean(&mut raw.iter().map(|clause| clause[role][way])))
            .collect();
        let overall = mean(&mut columns.iter().copied());
        for (clause, original) in corrected.iter_mut().zip(raw) {
            let row = mean(&mut original.iter().map(|role| role[way]));
            for (role, column) in columns.iter().enumerate() {
                clause[role][way] -= 0.5 * (column - overall) + row;
            }
        }
    }
    corrected
}

/// For each stem of the story, how telling it is: the fewer sentences have it, the more.
fn rarity(story: &Story) -> BTreeMap<String, f64> {
    let mut sentences_with: BTreeMap<String, f64> = BTreeMap::new();
    let mut count = 0.0;
    for sentence in story.sections.iter().flat_map(|section| &section.sentences) {
        for stem in BTreeSet::from_iter(stems(&sentence.text)) {
            *sentences_with.entry(stem).or_default() += 1.0;
        }
        count += 1.0;
    }
    for with in sentences_with.values_mut() {
        *with = (1.0 + count / *with).ln();
    }
    sentences_with
}

impl Bag {
    fn new(text: &str, rarity: &BTreeMap<String, f64>) -> Self {
        let mut weights: BTreeMap<String, f64> = BTreeMap::new();
        for stem in stems(text) {
            if rarity.contains_key(&stem) {
                *weights.entry(stem).or_default() += 1.0;
            }
        }
        for (stem, weight) in &mut weights {
            *weight = (1.0 + weight.ln()) * rarity[stem];
        }
        let length = weights.values().map(|w| w * w).sum::<f64>().sqrt();
        Self { weights, length }
    }

    /// The cosine with a written bag; one shared word is not let count as if it were all that was said.
    fn cosine(&self, written: &Self) -> f64 {
        if self.length == 0.0 || written.length == 0.0 {
            return 0.0;
        }
        let shared = |(stem, weight): (&String, &f64)| Some(weight * written.weights.get(stem)?);
        let dot: f64 = self.weights.iter().filter_map(shared).sum();
        dot / (self.length.max(2.0) * written.length)
    }
}

fn largest(values: impl Iterator<Item = f64>) -> f64 {
    values.fold(0.0, f64::max)
}

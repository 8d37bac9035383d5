//! What speaks for each role at each clause: its vector, its neighbours', its surface, its place in the take, its
//! wording, what attention heads find in it, its likeness to the paper.

use super::likeness::{Compared, Likeness, Paper};
use super::surface;
use crate::clauses::Clause;
use crate::meaning::{self, Embedder, Embedding, Kind, ROLES_HEADS, Vector, WORDING, Wording};
use crate::story::Story;
use crate::transcript::Transcript;

/// Vectors have small components; this brings them to the size of the other features.
const VECTOR_SCALE: f64 = 4.0;

/// How much a neighbour's vector counts, by distance.
const NEIGHBOURS: [(isize, f64); 5] = [(-2, 0.4), (-1, 0.8), (0, 1.0), (1, 0.8), (2, 0.4)];

/// The number of features of a clause, but for its wording and what heads find.
pub const WIDTH: usize = 2 * meaning::WIDTH + 2 * surface::WIDTH + 5;

/// The number of features of a clause, if this is what embeds it; those of the wording come last, but for what heads
/// find.
#[must_use]
pub fn width(kind: Kind) -> usize {
    match kind {
        Kind::MiniLm => WIDTH + WORDING + ROLES_HEADS,
        Kind::Stems => WIDTH,
    }
}

/// A take as numbers.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// For each clause, as many features as [`width`] says.
    pub clauses: Vec<Vec<f64>>,
    /// For each clause, its likeness to each written role.
    pub likeness: Vec<Likeness>,
}

/// Turns the clauses of a take into numbers, given the story it is a telling of.
#[must_use]
pub fn features(
    story: &Story,
    transcript: &Transcript,
    clauses: &[Clause],
    embedder: &dyn Embedder,
) -> Features {
    let texts: Vec<String> = clauses
        .iter()
        .map(|c| transcript.text(c.words.clone()))
        .collect();
    let embeddings = embedder.embed(&texts).into_iter();
    let (vectors, wordings): (Vec<Vector>, Vec<Option<Wording>>) = embeddings
        .map(|Embedding { meaning, wording }| (meaning, wording))
        .unzip();
    let around: Vec<Vector> = (0..clauses.len())
        .map(|index| around(&vectors, clauses, index))
        .collect();
    let texts_around: Vec<String> = (0..texts.len())
        .map(|i| texts[i.saturating_sub(1)..(i + 2).min(texts.len())].join(" "))
        .collect();
    let compared: Vec<Compared> = (0..clauses.len())
        .map(|i| Compared {
            vector: &vectors[i],
            around: &around[i],
            text: &texts[i],
            text_around: &texts_around[i],
        })
        .collect();
    let surfaces: Vec<Vec<f64>> = texts.iter().map(|text| surface::features(text)).collect();
    let row = |i: usize| {
        let mut row = scaled(&vectors[i]);
        row.extend(scaled(&around[i]));
        row.extend(&surfaces[i]);
        row.extend(mean(
            &surfaces[i.saturating_sub(1)..(i + 2).min(surfaces.len())],
        ));
        row.extend(place(&clauses[i], transcript.words.len()));
        if let Some(wording) = &wordings[i] {
            row.extend(wording.as_slice().iter().copied().map(f64::from));
            row.extend(wording.found().roles.activations().map(f64::from));
        }
        row
    };
    Features {
        clauses: (0..clauses.len()).map(row).collect(),
        likeness: paper(story, embedder).likeness(&compared),
    }
}

fn paper(story: &Story, embedder: &dyn Embedder) -> Paper {
    let sentences = story.sections.iter().flat_map(|section| &section.sentences);
    let texts: Vec<String> = sentences.map(|sentence| sentence.text.clone()).collect();
    Paper::new(story, &embedder.meanings(&texts))
}

fn around(vectors: &[Vector], clauses: &[Clause], index: usize) -> Vector {
    let mut sum = vec![0.0; meaning::WIDTH];
    for (distance, weight) in NEIGHBOURS {
        let Some(neighbour) = index
            .checked_add_signed(distance)
            .filter(|&n| n < vectors.len())
        else {
            continue;
        };
        let weight = weight * (clauses[neighbour].words.len() as f64).sqrt();
        for (total, x) in sum.iter_mut().zip(vectors[neighbour].as_slice()) {
            *total += weight as f32 * x;
        }
    }
    Vector::new(sum)
}

fn scaled(vector: &Vector) -> Vec<f64> {
    vector
        .as_slice()
        .iter()
        .map(|&x| VECTOR_SCALE * f64::from(x))
        .collect()
}

fn mean(rows: &[Vec<f64>]) -> Vec<f64> {
    (0..surface::WIDTH)
        .map(|column| rows.iter().map(|row| row[column]).sum::<f64>() / rows.len() as f64)
        .collect()
}

/// Where in the take the clause stands, and a constant.
fn place(clause: &Clause, words: usize) -> [f64; 5] {
    let position = (clause.words.start + clause.words.end) as f64 / 2.0 / words.max(1) as f64;
    let flag = |condition: bool| f64::from(u8::from(condition));
    [
        position,
        position * position,
        flag(position < 0.05),
        flag(position > 0.96),
        1.0,
    ]
}

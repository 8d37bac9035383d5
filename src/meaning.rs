//! What a clause means, as a vector, and how it is put: sentences that mean alike point the same way.
//!
//! With the feature `meaning` both are those of all-MiniLM-L6-v2
//! (Reimers & Gurevych 2019, Sentence-BERT), run by rten; without it the vectors are
//! hashed bags of word stems, which know words and nothing of what they mean.

mod heads;
#[cfg(feature = "meaning")]
mod minilm;
mod remembered;
mod spelling;
mod stems;
mod wording;

pub use heads::{Heads, Pooled, ROLES_HEADS, RULES_HEADS};
#[cfg(feature = "meaning")]
pub use minilm::{MiniLm, Read};
#[cfg(feature = "meaning")]
pub(crate) use minilm::{TOKENS, WEIGHTS};
pub use remembered::Remembered;
pub use stems::{Stems, stem, stems};
pub use wording::{Found, WORDING, Wording};

/// The number of components of a [`Vector`].
pub const WIDTH: usize = 384;

/// A direction in meaning: [`WIDTH`] components, of unit length unless it is all zeros.
#[derive(Clone, Debug, PartialEq)]
pub struct Vector(Vec<f32>);

impl Vector {
    /// Scales `components` to unit length, cut or padded with zeros to [`WIDTH`].
    #[must_use]
    pub fn new(mut components: Vec<f32>) -> Self {
        components.resize(WIDTH, 0.0);
        let length = components.iter().map(|x| x * x).sum::<f32>().sqrt();
        if length > 0.0 && length.is_finite() {
            for component in &mut components {
                *component /= length;
            }
        } else {
            components.fill(0.0);
        }
        Self(components)
    }

    /// The components.
    #[must_use]
    pub fn as_slice(&self) -> &[f32] {
        &self.0
    }

    /// The cosine of the angle between the two, from -1.0 to 1.0.
    #[must_use]
    pub fn cosine(&self, other: &Self) -> f32 {
        self.0.iter().zip(&other.0).map(|(a, b)| a * b).sum()
    }
}

/// What an embedder makes of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Embedding {
    /// What it means.
    pub meaning: Vector,
    /// How it is put; none from an embedder that knows words only.
    pub wording: Option<Wording>,
}

/// What turns sentences into vectors.
pub trait Embedder {
    /// One embedding for each text, in order.
    fn embed(&self, texts: &[String]) -> Vec<Embedding>;

    /// What each text means, in order.
    fn meanings(&self, texts: &[String]) -> Vec<Vector> {
        let embeddings = self.embed(texts).into_iter();
        embeddings.map(|embedding| embedding.meaning).collect()
    }

    /// The name of the weights trained on this embedder's vectors.
    fn kind(&self) -> Kind;
}

/// Which vectors an embedder makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Sentence vectors.
    MiniLm,
    /// Hashed bags of stems.
    Stems,
}

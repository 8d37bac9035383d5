//! Hashed bags of word stems: the stand-in where there are no sentence vectors (feature hashing, Weinberger et al. 2009).

use std::hash::{DefaultHasher, Hash, Hasher};

use rust_stemmers::{Algorithm, Stemmer};

use super::spelling::{american, in_digits};
use super::{Embedder, Embedding, Kind, Vector, WIDTH};
use crate::transcript::norm;

/// Words that say nothing about the subject.
const STOP_WORDS: [&str; 76] = [
    "a", "an", "the", "and", "or", "but", "so", "of", "to", "in", "on", "at", "for", "with",
    "from", "by", "is", "was", "were", "are", "be", "been", "it", "its", "it's", "that", "this",
    "there", "i", "we", "you", "he", "she", "they", "my", "our", "your", "his", "her", "their",
    "us", "him", "them", "as", "not", "no", "do", "did", "had", "have", "has", "if", "then",
    "than", "when", "what", "which", "who", "um", "uh", "just", "like", "really", "very", "me",
    "would", "could", "can", "will", "about", "out", "up", "all", "some", "any", "know",
];

/// The stem of a word's normal form, or nothing for a word without a subject of its own.
#[must_use]
pub fn stem(word: &str) -> Option<String> {
    let word = norm(word);
    if word.is_empty() || STOP_WORDS.contains(&word.as_str()) {
        return None;
    }
    let stemmer = Stemmer::create(Algorithm::English);
    Some(stemmer.stem(&american(&word)).into_owned())
}

/// The stems of a text, in order, its numbers in digits.
#[must_use]
pub fn stems(text: &str) -> Vec<String> {
    in_digits(text)
        .split_whitespace()
        .filter_map(stem)
        .collect()
}

/// Makes bags of stems.
#[derive(Clone, Copy, Debug, Default)]
pub struct Stems;

impl Embedder for Stems {
    fn embed(&self, texts: &[String]) -> Vec<Embedding> {
        let embedding = |text: &String| Embedding {
            meaning: bag(text),
            wording: None,
        };
        texts.iter().map(embedding).collect()
    }

    fn kind(&self) -> Kind {
        Kind::Stems
    }
}

fn bag(text: &str) -> Vector {
    let mut components = vec![0.0; WIDTH];
    for stem in stems(text) {
        let mut hasher = DefaultHasher::new();
        stem.hash(&mut hasher);
        let hash = hasher.finish();
        let sign = if hash >> 63 == 0 { 1.0 } else { -1.0 };
        components[(hash % WIDTH as u64) as usize] += sign;
    }
    Vector::new(components)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cosine(a: &str, b: &str) -> f32 {
        let vectors = Stems.meanings(&[a.to_owned(), b.to_owned()]);
        vectors[0].cosine(&vectors[1])
    }

    #[test]
    fn the_same_stems_point_the_same_way() {
        assert!(cosine("I skipped the dry run", "skipping dry runs") > 0.99);
    }

    #[test]
    fn other_words_do_not() {
        assert!(cosine("I skipped the dry run", "customers phoned support").abs() < 0.5);
    }

    #[test]
    fn words_without_a_subject_are_no_direction() {
        assert!(cosine("it was that", "it was that").abs() < f32::EPSILON);
    }
}

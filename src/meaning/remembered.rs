//! An embedder that makes each embedding once: a text comes again while a take grows, and with every take of a story.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use super::{Embedder, Embedding, Kind};

/// Remembers the embedding of every text it was given.
pub struct Remembered<E> {
    embedder: E,
    known: RefCell<HashMap<String, Embedding>>,
}

impl<E: Embedder> Remembered<E> {
    /// Nothing is known at first.
    #[must_use]
    pub fn new(embedder: E) -> Self {
        Self {
            embedder,
            known: RefCell::default(),
        }
    }
}

impl<E: Embedder> Embedder for Remembered<E> {
    fn embed(&self, texts: &[String]) -> Vec<Embedding> {
        let mut known = self.known.borrow_mut();
        let new: BTreeSet<&String> = texts
            .iter()
            .filter(|text| !known.contains_key(*text))
            .collect();
        let new: Vec<String> = new.into_iter().cloned().collect();
        let embeddings = self.embedder.embed(&new);
        known.extend(new.into_iter().zip(embeddings));
        texts.iter().map(|text| known[text].clone()).collect()
    }

    fn kind(&self) -> Kind {
        self.embedder.kind()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;
    use crate::meaning::Stems;

    /// Counts what it is asked.
    struct Counting<'a>(&'a Cell<usize>);

    impl Embedder for Counting<'_> {
        fn embed(&self, texts: &[String]) -> Vec<Embedding> {
            self.0.set(self.0.get() + texts.len());
            Stems.embed(texts)
        }

        fn kind(&self) -> Kind {
            Kind::Stems
        }
    }

    #[test]
    fn each_text_is_embedded_once_and_alike() {
        let asked = Cell::new(0);
        let remembered = Remembered::new(Counting(&asked));
        let texts = ["it broke", "i did it", "it broke"].map(str::to_owned);
        assert_eq!(remembered.embed(&texts), Stems.embed(&texts));
        assert_eq!(remembered.embed(&texts[1..]), Stems.embed(&texts[1..]));
        assert_eq!(asked.get(), 2);
    }
}

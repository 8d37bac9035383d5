//! What sentences are embedded by while training.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};

use ownup::meaning::{Embedder, Embedding, Kind, MiniLm, Read, Stems};

/// So many texts are embedded between two lines on the screen.
const AT_ONCE: usize = 10_000;

/// What sentences are embedded by.
pub(crate) enum Source {
    /// Sentence vectors, each made once, with the states that heads look at.
    MiniLm {
        model: Box<MiniLm>,
        known: RefCell<HashMap<String, Read>>,
    },
    /// Words only.
    Stems,
}

impl Source {
    pub(crate) fn minilm() -> Self {
        Self::MiniLm {
            model: Box::new(MiniLm::new(2)),
            known: RefCell::default(),
        }
    }

    /// Embeds texts that are wanted later, many together, which is quicker.
    pub(crate) fn learn(&self, texts: impl Iterator<Item = String>) {
        let Self::MiniLm { model, known } = self else {
            return;
        };
        let texts: BTreeSet<String> = texts.collect();
        let texts: Vec<String> = texts.into_iter().collect();
        for some in texts.chunks(AT_ONCE) {
            let read = some.iter().cloned().zip(model.read(some));
            known.borrow_mut().extend(read);
            println!(
                "{} of {} sentences embedded",
                known.borrow().len(),
                texts.len()
            );
        }
    }

    /// The states of a text's tokens; nothing where words are all there is.
    pub(crate) fn states(&self, text: &str) -> Vec<f32> {
        match self {
            Self::MiniLm { known, .. } => known.borrow()[text].states.clone(),
            Self::Stems => Vec::new(),
        }
    }
}

impl Embedder for Source {
    fn embed(&self, texts: &[String]) -> Vec<Embedding> {
        match self {
            Self::MiniLm { known, .. } => {
                let known = known.borrow();
                let embeddings = texts.iter().map(|text| known[text].embedding.clone());
                embeddings.collect()
            }
            Self::Stems => Stems.embed(texts),
        }
    }

    fn kind(&self) -> Kind {
        match self {
            Self::MiniLm { .. } => Kind::MiniLm,
            Self::Stems => Kind::Stems,
        }
    }
}

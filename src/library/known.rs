//! What is known of a story from the corrections of its takes: clauses whose role a person has set, and words that
//! were misheard.

use std::hash::{DefaultHasher, Hash, Hasher};

use anyhow::Result;

use super::{CORRECTIONS, Library, Unread};
use crate::corrections::Reference;
use crate::take::TakeId;

/// Clauses, each with the take it was said in, and words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    clauses: Vec<(TakeId, Reference)>,
    /// The texts that stand in place of what was misheard.
    pub put_right: Vec<String>,
    /// Which corrections cannot be read, and why, in a line each.
    pub unreadable: Vec<String>,
}

impl Library {
    /// Gathers what the corrections of all takes say; only corrected takes are looked into.
    ///
    /// # Errors
    ///
    /// When the takes folder itself cannot be read. One bad take is no error.
    pub fn known(&self) -> Result<Known> {
        let mut known = Known::default();
        for (id, folder) in self.numbered()? {
            if folder.join(CORRECTIONS).exists()
                && let Ok(unread) = Unread::fetch(id, &folder)
            {
                known.learn(&unread);
            }
        }
        Ok(known)
    }
}

impl Known {
    /// What is known to somebody who judges this take, or a new one: a take is no witness of itself.
    #[must_use]
    pub fn for_take(&self, id: Option<TakeId>) -> Vec<Reference> {
        let others = self.clauses.iter().filter(|(take, _)| Some(*take) != id);
        others.map(|(_, clause)| clause.clone()).collect()
    }

    /// A fingerprint of all of it, by which a change is seen.
    pub(super) fn fingerprint(&self) -> String {
        let mut hasher = DefaultHasher::new();
        self.clauses.hash(&mut hasher);
        format!("{}-{:016x}", self.clauses.len(), hasher.finish())
    }

    fn learn(&mut self, unread: &Unread) {
        match (unread.corrections(), unread.read()) {
            (Err(unreadable), _) => self.unreadable.push(unreadable.message),
            (Ok(corrections), Ok(stored)) => {
                self.put_right
                    .extend(corrections.words().map(str::to_owned));
                let corrected = corrections.apply(&stored.take.transcript);
                let of_take = |clause| (unread.id, clause);
                self.clauses
                    .extend(corrected.known().into_iter().map(of_take));
            }
            // Whoever needs this take says that it is damaged.
            (Ok(_), Err(_)) => {}
        }
    }
}

//! Which key statements survived from take to take.

use super::{Key, Rehearsal, Said, Statement};
use crate::take::TakeId;

/// One key statement over the takes compared.
#[derive(Clone, Debug, PartialEq)]
pub struct Survival<'a> {
    /// What should be said.
    pub key: Key,
    /// For every take in which it was listened for, in order, the words that say it; none where it was not said.
    pub takes: Vec<(TakeId, Option<&'a Said>)>,
}

impl Survival<'_> {
    /// The takes in which it was said.
    pub fn said_in(&self) -> impl Iterator<Item = TakeId> {
        let said = self.takes.iter().filter(|(_, said)| said.is_some());
        said.map(|(id, _)| *id)
    }
}

/// The statements of this take: moments only where its shape is clear.
pub(super) fn of<'a>(this: &Rehearsal, field: &[&'a Rehearsal]) -> Vec<Survival<'a>> {
    let survival = |key| Survival {
        key,
        takes: field
            .iter()
            .filter_map(|take| Some((take.id, statement(take, key)?.said.as_ref())))
            .collect(),
    };
    let mut keys: Vec<Key> = Vec::new();
    for statement in &this.summary.statements {
        if !keys.contains(&statement.key) {
            keys.push(statement.key);
        }
    }
    keys.into_iter().map(survival).collect()
}

fn statement(take: &Rehearsal, key: Key) -> Option<&Statement> {
    let mut statements = take.summary.statements.iter();
    statements.find(|statement| statement.key == key)
}

//! Comments from elsewhere joined with those at hand: nothing is lost, and nothing is taken twice.
//!
//! Every edit has a name of its own and names the edits before it. A copy that knows my edit
//! among those is newer; one that I know is older; where neither knows the other, both were
//! edited apart and both are kept.

use std::ops::AddAssign;

use sha2::{Digest, Sha256};

use super::{Comment, Comments, Standing, hexadecimal};

/// What joining brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Comments that are new here.
    pub added: usize,
    /// Comments that read differently now.
    pub edited: usize,
    /// Comments that were removed elsewhere.
    pub removed: usize,
    /// Comments edited in two places; both are kept.
    pub apart: usize,
}

impl Changes {
    /// Whether there was nothing new.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl AddAssign for Changes {
    fn add_assign(&mut self, other: Self) {
        self.added += other.added;
        self.edited += other.edited;
        self.removed += other.removed;
        self.apart += other.apart;
    }
}

impl Comments {
    /// Takes over what `theirs` has beyond these; the same twice changes nothing.
    pub fn merge(&mut self, theirs: &Self) -> Changes {
        let mut changes = Changes::default();
        for comment in &theirs.all {
            self.take_over(distinct(comment, &self.all), &mut changes);
        }
        self.sort();
        changes
    }

    pub(super) fn sort(&mut self) {
        self.all.sort_by(|a, b| {
            let key = |c: &Comment| (c.start, c.created_at, c.id.clone());
            key(a).cmp(&key(b))
        });
    }

    fn take_over(&mut self, theirs: Comment, changes: &mut Changes) {
        if self.all.iter().any(|mine| knows(mine, &theirs.revision)) {
            return;
        }
        let mut older: Vec<&mut Comment> = self.all.iter_mut().collect();
        older.retain(|mine| theirs.history.contains(&mine.revision));
        older.sort_by_key(|mine| mine.id != theirs.id);
        if let Some(mine) = older.into_iter().next() {
            match theirs.standing {
                Standing::Stands => changes.edited += 1,
                Standing::Removed => changes.removed += 1,
            }
            let id = mine.id.clone();
            *mine = Comment { id, ..theirs };
        } else if self.all.iter().any(|mine| mine.id == theirs.id) {
            changes.apart += 1;
            let id = theirs.revision.clone();
            self.all.push(Comment { id, ..theirs });
        } else {
            match theirs.standing {
                Standing::Stands => changes.added += 1,
                // It was made and removed before it came here.
                Standing::Removed => {}
            }
            self.all.push(theirs);
        }
    }
}

/// Whether `mine` is this edit or came after it.
fn knows(mine: &Comment, revision: &String) -> bool {
    mine.revision == *revision || mine.history.contains(revision)
}

/// The same comment, under another edit's name if it borrows one that reads differently here:
/// a file that was edited by hand is kept beside what it was made from.
fn distinct(theirs: &Comment, ours: &[Comment]) -> Comment {
    let borrowed = ours.iter().any(|mine| {
        let said = |c: &Comment| (c.text.clone(), c.author.clone(), c.start, c.end, c.standing);
        mine.revision == theirs.revision && said(mine) != said(theirs)
    });
    if !borrowed {
        return theirs.clone();
    }
    let said = format!("{theirs:?}");
    Comment {
        revision: hexadecimal(&Sha256::digest(said)),
        history: Vec::new(),
        ..theirs.clone()
    }
}

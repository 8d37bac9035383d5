//! A take's comments on disk, in `comments.json`: joined under a lock, replaced whole.

use std::fs;
use std::io::{self, Write};

use anyhow::Result;

use super::{COMMENTS, StoredTake, refused};
use crate::comments::{Changes, Comments, MOST_COMMENTS, TakeKey};
use crate::failure::{Failure, hinted, plain};

impl StoredTake {
    /// What its comments name it by.
    #[must_use]
    pub fn key(&self) -> TakeKey {
        TakeKey::of(&self.take)
    }

    /// The comments that were left on it.
    ///
    /// # Errors
    ///
    /// When there are some that cannot be read.
    pub fn comments(&self) -> Result<Comments> {
        let path = self.folder.join(COMMENTS);
        let json = match fs::read_to_string(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Ok(Comments::none(self.key()));
            }
            read => read.map_err(|error| refused("read", &path, &error))?,
        };
        let name = path.display();
        let comments = Comments::from_json(&json)
            .map_err(|error| plain(format!("`{name}` cannot be read: {error}")))?;
        if comments.take == self.key() {
            return Ok(comments);
        }
        Err(plain(format!("`{name}` belongs to another take")).into())
    }

    /// Joins comments from elsewhere with its own; says how they stand now and what was new.
    ///
    /// # Errors
    ///
    /// When they are about another take, when they are too many, and when they cannot be
    /// written; then nothing changes.
    pub fn take_over(&self, theirs: &Comments) -> Result<(Comments, Changes)> {
        if theirs.take != self.key() {
            return Err(not_about(self).into());
        }
        let failed = |error: io::Error| refused("write to", &self.folder, &error);
        let folder = fs::File::open(&self.folder).map_err(failed)?;
        folder.lock().map_err(failed)?;
        let mut comments = self.comments()?;
        let changes = comments.merge(theirs);
        if comments.all.len() > MOST_COMMENTS {
            let why = format!(
                "take {} would have more than {MOST_COMMENTS} comments",
                self.id
            );
            return Err(plain(why).into());
        }
        if comments != self.comments()? {
            let json = comments.to_json();
            self.replace(COMMENTS, &json).map_err(failed)?;
        }
        Ok((comments, changes))
    }

    /// Writes one of its files whole or not at all.
    pub(super) fn replace(&self, name: &str, json: &str) -> io::Result<()> {
        // Such a file is made for its owner's eyes only.
        let mut file = tempfile::NamedTempFile::new_in(&self.folder)?;
        file.write_all(json.as_bytes())?;
        file.as_file().sync_all()?;
        file.persist(self.folder.join(name))?;
        Ok(())
    }
}

fn not_about(take: &StoredTake) -> Failure {
    hinted(
        format!("these comments are not about take {}", take.id),
        "comments name the take they were made on; name the story it belongs to",
    )
}

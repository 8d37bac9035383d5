//! What a coach said about a take, at a second or on a stretch: `ownup.comments/1`.

mod merge;

mod read;

pub use merge::Changes;
pub use read::{CommentsError, documents};

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::take::Take;
use crate::time::Millis;

/// The schema that [`Comments::to_json`] writes.
pub const SCHEMA: &str = "ownup.comments/1";

/// The most comments that one take may have, removed ones included.
pub const MOST_COMMENTS: usize = 1_000;

/// The longest text of a comment, in characters.
pub const LONGEST_TEXT: usize = 4_000;

/// The longest name of a coach, in characters.
pub const LONGEST_AUTHOR: usize = 80;

/// The most earlier revisions that a comment names; the oldest are forgotten first.
pub const LONGEST_HISTORY: usize = 100;

/// The longest file that comments are read from, in bytes: a packet with an hour of sound.
pub const LONGEST_FILE: u64 = 32 << 20;

/// What tells a take from every other one, wherever its folder is copied: a digest of its facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TakeKey(String);

impl TakeKey {
    /// The key of a take: its moment and its words, which never change once it is kept.
    #[must_use]
    pub fn of(take: &Take) -> Self {
        let mut digest = Sha256::new();
        digest.update(take.recorded_at.to_string());
        for word in &take.transcript.words {
            let (start, end) = (word.span.start().0, word.span.end().0);
            digest.update(format!("\n{start} {end} {}", word.text));
        }
        Self(hexadecimal(&digest.finalize()))
    }
}

impl fmt::Display for TakeKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The first 16 bytes, in hexadecimal.
fn hexadecimal(digest: &[u8]) -> String {
    let digits: Vec<String> = digest.iter().take(16).map(|b| format!("{b:02x}")).collect();
    digits.concat()
}

/// Whether a comment still stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// It does.
    Stands,
    /// It was removed; what remains tells other copies so.
    Removed,
}

/// A remark, as it was last edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Comment {
    /// Which comment it is, through all its edits.
    pub id: String,
    /// Which edit of it this is.
    pub revision: String,
    /// The edits before this one, the oldest first: how copies know which of them is newer.
    #[serde(default)]
    pub history: Vec<String>,
    /// Who made it; may be empty.
    pub author: String,
    /// The second it is about, or the first one.
    pub start: Millis,
    /// Where the stretch it is about ends; nothing when it is about a second.
    #[serde(default)]
    pub end: Option<Millis>,
    /// What it says; empty once it is removed.
    pub text: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last edited.
    pub edited_at: Timestamp,
    /// Whether it still stands.
    #[serde(default = "stands")]
    pub standing: Standing,
}

fn stands() -> Standing {
    Standing::Stands
}

impl Comment {
    /// Its author, or what to call somebody without a name.
    #[must_use]
    pub fn by(&self) -> &str {
        match self.author.trim() {
            "" => "coach",
            name => name,
        }
    }

    /// How a reader is told when: `0:41` or `0:41-0:44`.
    #[must_use]
    pub fn when(&self) -> String {
        match self.end {
            Some(end) => format!("{}-{end}", self.start),
            None => self.start.to_string(),
        }
    }
}

/// All comments on one take.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comments {
    /// The take they are about.
    pub take: TakeKey,
    /// Each of them, by the second it is about; removed ones too.
    pub all: Vec<Comment>,
}

/// `comments.json` as it is written.
#[derive(Serialize)]
struct Saved<'a> {
    schema: &'static str,
    take: &'a TakeKey,
    comments: &'a [Comment],
}

impl Comments {
    /// No comment yet.
    #[must_use]
    pub fn none(take: TakeKey) -> Self {
        Self {
            take,
            all: Vec::new(),
        }
    }

    /// Those that stand, by the second they are about.
    pub fn standing(&self) -> impl Iterator<Item = &Comment> {
        self.all
            .iter()
            .filter(|comment| comment.standing == Standing::Stands)
    }

    /// The content of `comments.json`.
    #[must_use]
    #[expect(
        clippy::missing_panics_doc,
        reason = "comments can always be written as JSON"
    )]
    pub fn to_json(&self) -> String {
        let json = serde_json::to_string(&self.saved()).expect("comments have string keys only");
        json + "\n"
    }

    /// The same as a value.
    #[must_use]
    #[expect(
        clippy::missing_panics_doc,
        reason = "comments can always be written as JSON"
    )]
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::to_value(self.saved()).expect("comments have string keys only")
    }

    fn saved(&self) -> Saved<'_> {
        Saved {
            schema: SCHEMA,
            take: &self.take,
            comments: &self.all,
        }
    }
}

#[cfg(test)]
mod tests;

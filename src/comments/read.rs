//! Comments read from a file that may come from anywhere: all of it sound, or none of it taken.

use std::fmt;

use serde::Deserialize;
use serde_json::Value;

use super::{
    Comment, Comments, LONGEST_AUTHOR, LONGEST_HISTORY, LONGEST_TEXT, MOST_COMMENTS, SCHEMA,
    Standing, TakeKey,
};
use crate::time::Millis;

/// The part of a schema's name that every version of it shares.
const FAMILY: &str = "ownup.comments/";

/// The latest second that a comment can be about: a day.
const LATEST: Millis = Millis(24 * 60 * 60 * 1000);

/// The shortest and the longest name of a comment or of an edit.
const NAMES: std::ops::RangeInclusive<usize> = 8..=64;

/// Why comments cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CommentsError {
    /// A later version of this program wrote them.
    Newer {
        /// The schema they name.
        schema: String,
    },
    /// It is something else.
    Foreign {
        /// The schema it names.
        schema: String,
    },
    /// It is no JSON, or its fields are not of the right types.
    Broken {
        /// What the parser met.
        why: String,
    },
    /// A comment says what no comment can.
    Unsound {
        /// Which one, from 1; 0 for all of them together.
        number: usize,
        /// What is wrong with it.
        why: String,
    },
}

impl fmt::Display for CommentsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer { schema } => write!(
                f,
                "the comments are `{schema}`, written by a newer ownup; this one reads `{SCHEMA}`"
            ),
            Self::Foreign { schema } => write!(f, "it is `{schema}`, not `{SCHEMA}`"),
            Self::Broken { why } => write!(f, "the comments are damaged: {why}"),
            Self::Unsound { number: 0, why } => f.write_str(why),
            Self::Unsound { number, why } => write!(f, "comment {number}: {why}"),
        }
    }
}

impl std::error::Error for CommentsError {}

/// The one field that says how to read the others.
#[derive(Deserialize)]
struct Header {
    schema: String,
}

/// `comments.json` as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Saved {
    #[serde(rename = "schema")]
    _schema: String,
    take: TakeKey,
    comments: Vec<Comment>,
}

/// Reads the comments on one take, or on several in a list.
///
/// # Errors
///
/// On a schema that is newer or foreign, on damage, and on anything outside the bounds.
pub fn documents(json: &str) -> Result<Vec<Comments>, CommentsError> {
    let value: Value = serde_json::from_str(json).map_err(|error| broken(&error))?;
    match value {
        Value::Array(documents) => documents.into_iter().map(document).collect(),
        document_alone => document(document_alone).map(|read| vec![read]),
    }
}

impl Comments {
    /// Reads the content of `comments.json`.
    ///
    /// # Errors
    ///
    /// As [`documents`], and when it is a list.
    pub fn from_json(json: &str) -> Result<Self, CommentsError> {
        document(serde_json::from_str(json).map_err(|error| broken(&error))?)
    }
}

fn document(value: Value) -> Result<Comments, CommentsError> {
    let header = Header::deserialize(&value).map_err(|error| broken(&error))?;
    version(header.schema)?;
    let saved: Saved = serde_json::from_value(value).map_err(|error| broken(&error))?;
    if saved.comments.len() > MOST_COMMENTS {
        let why = format!("there are more than {MOST_COMMENTS} comments");
        return Err(CommentsError::Unsound { number: 0, why });
    }
    for (at, comment) in saved.comments.iter().enumerate() {
        let unsound = |why| CommentsError::Unsound {
            number: at + 1,
            why,
        };
        check(comment).map_err(unsound)?;
    }
    let mut comments = Comments::none(saved.take);
    comments.all = saved.comments;
    comments.sort();
    Ok(comments)
}

fn broken(error: &serde_json::Error) -> CommentsError {
    CommentsError::Broken {
        why: error.to_string(),
    }
}

fn version(schema: String) -> Result<(), CommentsError> {
    if schema == SCHEMA {
        return Ok(());
    }
    match schema.strip_prefix(FAMILY).map(str::parse::<u32>) {
        Some(Ok(version)) if version > 1 => Err(CommentsError::Newer { schema }),
        _ => Err(CommentsError::Foreign { schema }),
    }
}

fn check(comment: &Comment) -> Result<(), String> {
    let names = [&comment.id, &comment.revision];
    for name in names.into_iter().chain(&comment.history) {
        named(name)?;
    }
    if comment.history.len() > LONGEST_HISTORY {
        return Err(format!("it names more than {LONGEST_HISTORY} edits"));
    }
    within("its author", &comment.author, LONGEST_AUTHOR)?;
    within("its text", &comment.text, LONGEST_TEXT)?;
    if comment.author.contains('\n') {
        return Err("its author has more than one line".to_owned());
    }
    if comment.standing == Standing::Stands && comment.text.trim().is_empty() {
        return Err("it has no text".to_owned());
    }
    moments(comment)
}

/// Names are made of letters, digits and `-`, so that they are names wherever they turn up.
fn named(name: &str) -> Result<(), String> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if NAMES.contains(&name.len()) && name.bytes().all(plain) {
        return Ok(());
    }
    let (least, most) = (NAMES.start(), NAMES.end());
    Err(format!(
        "`id`, `revision` and `history` are {least} to {most} letters, digits and `-`"
    ))
}

fn within(what: &str, text: &str, longest: usize) -> Result<(), String> {
    if text.chars().count() > longest {
        return Err(format!("{what} is longer than {longest} characters"));
    }
    let forbidden = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if text.contains(forbidden) {
        return Err(format!("{what} holds a control character"));
    }
    Ok(())
}

fn moments(comment: &Comment) -> Result<(), String> {
    let end = comment.end.unwrap_or(comment.start);
    if comment.start < Millis::ZERO || end > LATEST {
        return Err("its seconds are outside every take".to_owned());
    }
    if end < comment.start {
        return Err("it ends before it begins".to_owned());
    }
    Ok(())
}

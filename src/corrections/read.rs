//! Corrections read from a file that may have been edited: all of it sound, or none of it taken.

use std::fmt;

use serde::Deserialize;

use super::{Change, Correction, Corrections, LONGEST_TEXT, MOST_CORRECTIONS, SCHEMA};
use crate::time::Millis;

/// The part of a schema's name that every version of it shares.
const FAMILY: &str = "ownup.corrections/";

/// The latest second that a correction can be about: a day.
const LATEST: Millis = Millis(24 * 60 * 60 * 1000);

/// Why corrections cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CorrectionsError {
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
    /// A correction says what none can.
    Unsound {
        /// Which one, from 1; 0 for all of them together.
        number: usize,
        /// What is wrong with it.
        why: String,
    },
}

impl fmt::Display for CorrectionsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer { schema } => write!(
                f,
                "it is `{schema}`, written by a newer ownup; this one reads `{SCHEMA}`"
            ),
            Self::Foreign { schema } => write!(f, "it is `{schema}`, not `{SCHEMA}`"),
            Self::Broken { why } => write!(f, "it is damaged: {why}"),
            Self::Unsound { number: 0, why } => f.write_str(why),
            Self::Unsound { number, why } => write!(f, "correction {number}: {why}"),
        }
    }
}

impl std::error::Error for CorrectionsError {}

/// The one field that says how to read the others.
#[derive(Deserialize)]
struct Header {
    schema: String,
}

/// `corrections.json` as it is read.
///
/// It is written anew with every correction, so what this program does not know must not be lost.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    #[serde(rename = "schema")]
    _schema: String,
    corrections: Vec<Correction>,
}

impl Corrections {
    /// Reads the content of `corrections.json`.
    ///
    /// # Errors
    ///
    /// On a schema that is newer or foreign, on damage, and on anything outside the bounds.
    pub fn from_json(json: &[u8]) -> Result<Self, CorrectionsError> {
        let broken = |error: serde_json::Error| CorrectionsError::Broken {
            why: error.to_string(),
        };
        let header: Header = serde_json::from_slice(json).map_err(broken)?;
        version(header.schema)?;
        let read: Read = serde_json::from_slice(json).map_err(broken)?;
        let all = read.corrections;
        if all.len() > MOST_CORRECTIONS {
            let why = format!("there are more than {MOST_CORRECTIONS} corrections");
            return Err(CorrectionsError::Unsound { number: 0, why });
        }
        for (at, correction) in all.iter().enumerate() {
            let before = at.checked_sub(1).map_or(0, |before| all[before].id);
            check(correction, before).map_err(|why| CorrectionsError::Unsound {
                number: at + 1,
                why: why.to_owned(),
            })?;
        }
        Ok(Self { all })
    }
}

fn version(schema: String) -> Result<(), CorrectionsError> {
    if schema == SCHEMA {
        return Ok(());
    }
    match schema.strip_prefix(FAMILY).map(str::parse::<u32>) {
        Some(Ok(version)) if version > 1 => Err(CorrectionsError::Newer { schema }),
        _ => Err(CorrectionsError::Foreign { schema }),
    }
}

fn check(correction: &Correction, before: u32) -> Result<(), &'static str> {
    let span = correction.span;
    if correction.id <= before {
        return Err("its number is not above the one before it");
    }
    if span.start() < Millis::ZERO || span.end() > LATEST {
        return Err("its seconds are outside every take");
    }
    if span.length() == Millis::ZERO {
        return Err("it ends before it begins");
    }
    match &correction.change {
        Change::Word { was, text } => [was, text].into_iter().try_for_each(|text| sound(text)),
        Change::Place {
            role: None,
            section,
        } if section.is_some() => Err("an aside has no section"),
        Change::Place { .. } | Change::Cause {} => Ok(()),
    }
}

fn sound(text: &str) -> Result<(), &'static str> {
    if text.chars().count() > LONGEST_TEXT {
        return Err("its text is too long");
    }
    if text.contains(char::is_control) {
        return Err("its text holds a control character");
    }
    Ok(())
}

//! What a person types after an option: a stretch and what is said of it, or which correction to undo.

use std::str::FromStr;

use super::stretch::Stretch;

/// Which correction to take back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Undo {
    /// The one made last.
    Last,
    /// The one of this number.
    Number(u32),
}

impl FromStr for Undo {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "last" => Ok(Self::Last),
            number => number
                .parse()
                .map(Self::Number)
                .map_err(|_| "a correction has a number from 1, such as 2".to_owned()),
        }
    }
}

impl Undo {
    /// Its number; none for the last.
    pub(super) fn number(self) -> Option<u32> {
        match self {
            Self::Last => None,
            Self::Number(number) => Some(number),
        }
    }
}

/// A stretch and what is said of it: `0:33-0:41=cause`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub(super) stretch: Stretch,
    pub(super) text: String,
}

impl FromStr for Placed {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once('=');
        let (place, text) = parts.ok_or("a `=` parts where from what, as in `0:33-0:41=cause`")?;
        Ok(Self {
            stretch: place.parse()?,
            text: text.trim().to_owned(),
        })
    }
}

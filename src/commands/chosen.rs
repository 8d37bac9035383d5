//! The take that a command line means.

use std::path::Path;

use anyhow::Result;

use crate::failure::hinted;
use crate::library::{Library, StoredTake};
use crate::take::TakeId;

/// The take of this number, or else the latest.
pub(super) fn take(story: &Path, id: Option<TakeId>) -> Result<StoredTake> {
    let library = Library::of_story(story);
    if let Some(id) = id {
        return library.open(id);
    }
    let name = story.display();
    let none = || {
        hinted(
            format!("there is no take of `{name}`"),
            format!("`ownup record {name}` makes the first, or `ownup import {name} AUDIO`"),
        )
    };
    Ok(library.last()?.ok_or_else(none)?)
}

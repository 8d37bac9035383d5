//! Lays a draft out for a reader: the paper's balance, its cause, and what to change.

pub mod json;

mod markdown;

mod text;

#[cfg(test)]
mod tests;

use super::{Look, SheetFormat};
use crate::draft::Draft;
use crate::rules::cause::{Grade, Ingredient};
use crate::rules::say::Suggestion;
use crate::story::Story;
use crate::telling::{Place, Quote};

/// What is said of the file besides what it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperFacts {
    /// The story file, as the person named it.
    pub path: String,
    /// The SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

/// Everything a draft's report is made of.
#[derive(Clone, Copy, Debug)]
pub struct DraftReport<'a> {
    /// What the paper amounts to.
    pub draft: &'a Draft,
    /// The story.
    pub story: &'a Story,
    /// The file.
    pub paper: &'a PaperFacts,
}

impl DraftReport<'_> {
    /// Writes the report; `look` matters to [`SheetFormat::Text`] alone. It ends in a line break.
    #[must_use]
    pub fn render(&self, format: SheetFormat, look: Look) -> String {
        match format {
            SheetFormat::Text => text::render(self, look),
            SheetFormat::Json => json::render(self),
            SheetFormat::Markdown => markdown::render(self),
        }
    }

    /// What to write for the ingredients that are missing; nothing where the cause is strong without them.
    fn advised(&self) -> &[Suggestion] {
        match self.draft.cause.grade() {
            Grade::Strong => &[],
            Grade::Partial | Grade::Missing => &self.draft.say,
        }
    }

    /// What is written of an ingredient.
    fn written(&self, ingredient: Ingredient) -> Option<&Quote> {
        self.draft.cause.get(ingredient)
    }
}

/// The line a quote begins on, if it is written.
fn line(quote: &Quote) -> Option<usize> {
    match quote.place {
        Place::Written(line) => Some(line),
        Place::Heard(_) => None,
    }
}

//! Lays the bank out for a reader: the one to tell, then every story with what it lacks.

pub mod json;

mod markdown;

mod text;

#[cfg(test)]
mod tests;

use super::{Look, SheetFormat};
use crate::bank::Bank;

impl Bank {
    /// Writes the bank; `look` matters to [`SheetFormat::Text`] alone. It ends in a line break.
    #[must_use]
    pub fn render(&self, format: SheetFormat, look: Look) -> String {
        match format {
            SheetFormat::Text => text::render(self, look),
            SheetFormat::Json => json::render(self),
            SheetFormat::Markdown => markdown::render(self),
        }
    }
}

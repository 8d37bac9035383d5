//! The published form of a story's history, `ownup.takes/1`.

use schemars::JsonSchema;
use serde::Serialize;

use super::compared::{Enough, StoryFile, Take, fill};
use crate::comparison::enough;
use crate::comparison::must_change;
use crate::report::history::Listing;

/// The name and version of the form.
pub const SCHEMA: &str = "ownup.takes/1";

/// The takes of one story. Times are seconds; a field is null where there is nothing to say.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "ownup.takes/1")]
pub struct Published {
    /// Always `ownup.takes/1`.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: &'static str,
    /// The story that was told; null without takes.
    pub story: Option<StoryFile>,
    /// The takes that can be read, by number.
    pub takes: Vec<Take>,
    /// Whether it is enough; null without takes.
    pub enough: Option<Enough>,
}

/// The JSON Schema of [`Published`].
#[must_use]
pub fn schema() -> serde_json::Value {
    let schema = schemars::generate::SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Published>();
    schema.to_value()
}

/// The history as indented JSON.
pub(in crate::report) fn render(listing: &Listing<'_>) -> String {
    let history = listing.history;
    let last = history.takes.last();
    let published = Published {
        schema: SCHEMA,
        story: last.map(|last| StoryFile {
            title: last.summary.title.clone(),
            path: listing.story_path.to_owned(),
        }),
        takes: history.takes.iter().map(fill::take).collect(),
        enough: last.map(|_| fill::enough(&enough(history), must_change(history))),
    };
    let mut text = serde_json::to_string_pretty(&published)
        .expect("the published types have no map with other keys than strings");
    text.push('\n');
    text
}

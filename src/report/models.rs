//! The models there are: one a line, or as `ownup.models/1`.

use schemars::JsonSchema;
use serde::Serialize;

use super::json;

/// The name and version of the published form.
pub const SCHEMA: &str = "ownup.models/1";

/// The models, and where those that were pulled are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(title = "ownup.models/1")]
pub struct Listing {
    /// Always `ownup.models/1`.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: &'static str,
    /// The folder of those that were pulled; it need not be there.
    pub folder: String,
    /// Each model.
    pub models: Vec<Entry>,
}

/// A model that can be named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Entry {
    /// What `--model` calls it.
    pub name: &'static str,
    /// What it understands.
    pub language: Language,
    /// Its length as published, rounded.
    pub size_mib: u64,
    /// The same in words.
    #[serde(skip)]
    pub size: String,
    /// Whether it can be used at once.
    pub state: State,
}

/// What a model understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// English alone.
    #[serde(rename = "en")]
    English,
    /// Some hundred languages.
    Many,
}

/// Where a model is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// In the program itself.
    BuiltIn,
    /// On this machine.
    Here,
    /// On its way: its pull was cut off.
    InPart,
    /// Not on this machine.
    NotHere,
}

impl Listing {
    /// The list for a terminal of 60 columns and more.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = line(["model", "size", "language", "state"]);
        for model in &self.models {
            let language = match model.language {
                Language::English => "English",
                Language::Many => "many",
            };
            let state = match model.state {
                State::BuiltIn => "built in",
                State::Here => "here",
                State::InPart => "in part",
                State::NotHere => "not here",
            };
            text.push_str(&line([model.name, &model.size, language, state]));
        }
        text
    }

    /// The list for other programs.
    #[must_use]
    pub fn json(&self) -> String {
        json::indented(self)
    }
}

fn line([name, size, language, state]: [&str; 4]) -> String {
    format!("{name:20} {size:>8}  {language:8}  {state}\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMITTED: &str = "tests/data/schema/ownup.models.1.json";

    #[test]
    #[expect(
        clippy::disallowed_methods,
        reason = "the schema is a file that others read, and this keeps it true"
    )]
    fn the_committed_schema_is_that_of_the_types() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(COMMITTED);
        let schema = json::schema_of::<Listing>();
        let generated = serde_json::to_string_pretty(&schema).expect("JSON") + "\n";
        if std::env::var_os("UPDATE_SCHEMA").is_some() {
            std::fs::write(&path, &generated).expect("a file that can be written");
        }
        let committed = std::fs::read_to_string(&path).expect("the committed schema");
        assert_eq!(committed, generated, "run the tests with UPDATE_SCHEMA=1");
    }

    #[test]
    fn every_state_and_language_follows_the_schema() {
        let validator = jsonschema::validator_for(&json::schema_of::<Listing>());
        let entry = |language, state| Entry {
            name: "base",
            language,
            size_mib: 142,
            size: "142 MiB".to_owned(),
            state,
        };
        let listing = Listing {
            schema: SCHEMA,
            folder: "models".to_owned(),
            models: vec![
                entry(Language::English, State::BuiltIn),
                entry(Language::Many, State::Here),
                entry(Language::Many, State::InPart),
                entry(Language::Many, State::NotHere),
            ],
        };
        let published = serde_json::from_str(&listing.json()).expect("JSON");
        assert!(validator.expect("a schema").is_valid(&published));
        assert_eq!(published["models"][2]["state"], "in-part");
    }
}

use proptest::prelude::*;

use super::*;
use crate::comparison::tests::any_history;
use crate::comparison::{Selection, compare};
use crate::report::json::history as listing;

/// Holds a committed schema to that of the types.
#[expect(
    clippy::disallowed_methods,
    reason = "the schema is a file that others read, and this keeps it true"
)]
fn check(name: &str, schema: &serde_json::Value) {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/schema");
    let path = folder.join(name);
    let generated = serde_json::to_string_pretty(schema).expect("JSON") + "\n";
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, &generated).expect("a file that can be written");
    }
    let committed = std::fs::read_to_string(&path).expect("the committed schema");
    assert_eq!(committed, generated, "run the tests with UPDATE_SCHEMA=1");
}

#[test]
fn the_committed_schemas_are_those_of_the_types() {
    check("ownup.compare.1.json", &schema());
    check("ownup.takes.1.json", &listing::schema());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_comparison_follows_the_schema(history in any_history()) {
        let comparison = compare(&history, &Selection::All).expect("two takes");
        let compared = Compared { comparison: &comparison, story_path: "story.md" };
        let listed = crate::report::history::Listing { history: &history, story_path: "story.md" };
        for (schema, text) in [
            (schema(), render(&compared)),
            (listing::schema(), listing::render(&listed)),
        ] {
            let validator = jsonschema::validator_for(&schema).expect("a schema");
            let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            let errors: Vec<String> = validator.iter_errors(&json).map(|error| error.to_string()).collect();
            prop_assert_eq!(errors, Vec::<String>::new());
        }
    }
}

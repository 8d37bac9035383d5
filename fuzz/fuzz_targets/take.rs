//! A `take.json`: read, written again, and told.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use ownup::story::{self, Story};
use ownup::take::Take;
use ownup_fuzz::tell;

static STORY: LazyLock<Story> = LazyLock::new(|| {
    story::parse(include_str!("../../src/commands/demo/story.md")).expect("a story")
});

fuzz_target!(|json: &str| {
    let Ok(take) = Take::from_json(json) else {
        return;
    };
    let again = Take::from_json(&take.to_json()).expect("what was written is read");
    assert_eq!(again.to_json(), take.to_json());
    if take.transcript.words.len() < 400 {
        tell(&STORY, &take, &[]);
    }
});

//! A file for `--transcript`: read, and told.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use ownup::story::{self, Story};
use ownup::take::Take;
use ownup::transcriber::recalled;
use ownup_fuzz::{take, tell};

static STORY: LazyLock<Story> = LazyLock::new(|| {
    story::parse(include_str!("../../src/commands/demo/story.md")).expect("a story")
});

fuzz_target!(|json: &str| {
    let Ok(transcript) = recalled::read(json) else {
        return;
    };
    let take = take(transcript);
    Take::from_json(&take.to_json()).expect("what is kept is read");
    if take.transcript.words.len() < 400 {
        tell(&STORY, &take, &[]);
    }
});

//! What `ownup --version` says of this build: facts only, and none that differ from one build to the next.

use std::env::consts::{ARCH, OS};
use std::sync::LazyLock;

use crate::models;
use crate::transcriber;

/// The version, and a line on each fact.
pub(super) fn long() -> &'static str {
    static FACTS: LazyLock<String> = LazyLock::new(facts);
    &FACTS
}

fn facts() -> String {
    let (engine, model) = match transcriber::engine() {
        Some(version) => (version, models::BUILT_IN),
        None => ("none", "none"),
    };
    let rows = [
        ("target", [ARCH, OS, environment()].join("-")),
        ("profile", profile().to_owned()),
        ("features", features().join(", ")),
        ("whisper.cpp", engine.to_owned()),
        ("model", model.to_owned()),
    ];
    let lines = rows.map(|(name, fact)| format!("{:13}{fact}", format!("{name}:")));
    format!("{}\n\n{}", env!("CARGO_PKG_VERSION"), lines.join("\n"))
}

/// The C library or the compiler's family.
fn environment() -> &'static str {
    if cfg!(target_env = "musl") {
        "musl"
    } else if cfg!(target_env = "msvc") {
        "msvc"
    } else if cfg!(target_env = "gnu") {
        "gnu"
    } else {
        "native"
    }
}

/// What cargo calls the two usual profiles, told apart by the checks that only one of them has.
fn profile() -> &'static str {
    if cfg!(debug_assertions) {
        "dev"
    } else {
        "release"
    }
}

/// The cargo features compiled in.
fn features() -> Vec<&'static str> {
    let features = [
        ("mic", cfg!(feature = "mic")),
        ("whisper", cfg!(feature = "whisper")),
        ("meaning", cfg!(feature = "meaning")),
    ];
    let there = features.into_iter().filter(|(_, there)| *there);
    let there: Vec<&str> = there.map(|(name, _)| name).collect();
    if there.is_empty() {
        vec!["none"]
    } else {
        there
    }
}

//! The modules stand in the order in which `lib.rs` lists them, and each uses only those above it.

use std::fs;
use std::path::{Path, PathBuf};

/// Crates that touch the world, each with the only places that may name it.
const EDGES: [(&str, &[&str]); 10] = [
    ("cpal", &["audio/microphone"]),
    ("rtrb", &["audio/microphone"]),
    ("hound", &["audio/wav"]),
    ("symphonia", &["audio/decode"]),
    ("rubato", &["audio/resample"]),
    ("whisper_rs", &["transcriber/whisper", "transcriber/voice"]),
    ("rten", &["meaning"]),
    ("indicatif", &["terminal"]),
    ("opus_pure", &["coach/voice"]),
    ("ureq", &["models/download"]),
];

/// What no module above `failure` may name: everything there is values in, values out.
const WORLD: [&str; 8] = [
    "std::fs",
    "std::env",
    "std::net",
    "std::process",
    "std::thread",
    "Instant",
    "SystemTime",
    "Timestamp::now",
];

/// One source file: its path below `src`, its top-level module, and its code without comments.
struct Source {
    path: String,
    module: String,
    code: String,
}

#[test]
fn a_module_uses_only_those_above_it() {
    let order = order();
    let place = |module: &str| order.iter().position(|listed| listed == module);
    let mut wrong = Vec::new();
    for source in sources() {
        let own = place(&source.module);
        for used in crate_paths(&source.code) {
            match (own, place(&used)) {
                (Some(own), Some(used)) if used <= own => {}
                (Some(_), Some(_)) => wrong.push(format!("{} uses {used}, below it", source.path)),
                (None, _) => wrong.push(format!("{} is not in lib.rs", source.path)),
                (_, None) => wrong.push(format!("{} uses {used}: no module", source.path)),
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn another_top_level_module_is_named_from_the_crate() {
    let reaches_out = |source: &Source| {
        let depth = source.path.matches('/').count() + 1;
        source.shipped().contains(&"super::".repeat(depth))
    };
    let wrong: Vec<String> = sources()
        .into_iter()
        .filter(reaches_out)
        .map(|source| source.path)
        .collect();
    assert_eq!(
        wrong, [""; 0],
        "write `crate::`, which the order can be held to"
    );
}

#[test]
fn a_crate_that_touches_the_world_is_named_in_one_place() {
    let mut wrong = Vec::new();
    for source in sources() {
        let names = |edge| has_token(source.shipped(), &format!("{edge}::"));
        let allowed = |places: &[&str]| places.iter().any(|place| source.path.starts_with(place));
        for (edge, places) in EDGES {
            if names(edge) && !allowed(places) {
                wrong.push(format!("{} names {edge}", source.path));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn a_connection_is_opened_in_one_place() {
    // The coach's page is the other way round: it waits for a browser of this machine.
    let listens = |source: &Source| source.path.starts_with("coach/server");
    let mut wrong = Vec::new();
    for source in sources() {
        for name in ["std::net", "TcpStream", "UdpSocket", "UnixStream"] {
            if has_token(source.shipped(), name) && !listens(&source) {
                wrong.push(format!("{} names {name}", source.path));
            }
        }
        for call in ["::connect(", "connect_timeout(", "to_socket_addrs("] {
            if source.shipped().contains(call) {
                wrong.push(format!("{} calls {call}", source.path));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn above_failure_nothing_touches_the_world() {
    let order = order();
    let pure: Vec<&String> = order.iter().take_while(|name| *name != "failure").collect();
    assert!(pure.len() < order.len(), "failure is listed");
    let mut wrong = Vec::new();
    for source in sources() {
        for name in WORLD {
            if pure.contains(&&source.module) && has_token(source.shipped(), name) {
                wrong.push(format!("{} names {name}", source.path));
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn every_top_level_file_is_listed() {
    let order = order();
    let missing: Vec<String> = sources()
        .into_iter()
        .map(|source| source.module)
        .filter(|module| !order.contains(module))
        .collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn paths_are_seen_however_they_are_written() {
    let seen = |code: &str| crate_paths(code).join(" ");
    assert_eq!(seen("use crate::time::Millis;"), "time");
    assert_eq!(
        seen("use crate::{time::{Millis, Span}, story, take::*};"),
        "time story take"
    );
    assert_eq!(seen("use crate::{\n    time::Millis,\n};"), "time");
    assert_eq!(seen("let x = crate::time::Millis(3);"), "time");
    assert_eq!(
        seen("pub(crate) struct A; pub(in crate::story) fn b() {}"),
        "story"
    );
    assert_eq!(seen("xcrate::time"), "");
}

impl Source {
    /// The code without unit tests, which may make the files that the module reads.
    fn shipped(&self) -> &str {
        if self.path.ends_with("tests.rs") {
            return "";
        }
        self.code
            .split("#[cfg(test)]\nmod tests {")
            .next()
            .unwrap_or_default()
    }
}

/// The modules as `lib.rs` lists them.
fn order() -> Vec<String> {
    let listing = fs::read_to_string(root().join("lib.rs")).expect("lib.rs");
    listing
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(ToOwned::to_owned)
        .collect()
}

fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    collect(&root(), &mut found);
    found
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn collect(folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.extend(source(&path));
        }
    }
}

/// A module's source; the two roots are none.
fn source(path: &Path) -> Option<Source> {
    let inside = path.strip_prefix(root()).expect("below src");
    let name = inside.to_str().expect("UTF-8").replace('\\', "/");
    if matches!(name.as_str(), "lib.rs" | "main.rs") {
        return None;
    }
    let module = name.split(['/', '.']).next().unwrap_or_default().to_owned();
    let text = fs::read_to_string(path).expect("source is UTF-8");
    let lines = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    let code = lines.collect::<Vec<&str>>().join("\n");
    Some(Source {
        path: name,
        module,
        code,
    })
}

/// The first segment of every path that begins with `crate::`.
fn crate_paths(code: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$') {
            continue;
        }
        first_segments(&code[at + "crate::".len()..], &mut found);
    }
    found
}

/// The first segments of `a::B` or of `{a::B, c::{D, E}}`.
fn first_segments(path: &str, found: &mut Vec<String>) {
    let Some(group) = path.strip_prefix('{') else {
        found.push(identifier(path));
        return;
    };
    let (mut depth, mut begins) = (0, true);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => return,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            c if begins && !c.is_whitespace() => {
                found.push(identifier(&group[at..]));
                begins = false;
            }
            _ => {}
        }
    }
}

fn identifier(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// Whether `token` stands in `code` and is not the end of a longer name.
fn has_token(code: &str, token: &str) -> bool {
    code.match_indices(token).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

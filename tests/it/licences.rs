//! What the program is built from: only what `deny.toml` allows, and only from crates.io.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

#[test]
fn everything_it_is_built_from_has_a_licence_that_is_allowed() {
    let allowed = allowed();
    let mut wrong = Vec::new();
    for package in packages() {
        let (name, licence) = (&package["name"], package["license"].as_str());
        if !licence.is_some_and(|licence| is_allowed(licence, &allowed)) {
            wrong.push(format!("{name}: {licence:?}"));
        }
        if !package["source"].is_null() && package["source"] != CRATES_IO {
            wrong.push(format!("{name} comes from {}", package["source"]));
        }
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn one_licence_of_an_or_and_all_of_an_and_must_be_allowed() {
    let allowed = ["MIT", "Zlib"].map(str::to_owned);
    let check =
        |licence, expected| assert_eq!(is_allowed(licence, &allowed), expected, "{licence}");
    check("MIT", true);
    check("GPL-3.0", false);
    check("GPL-3.0 OR MIT", true);
    check("GPL-3.0/MIT", true);
    check("MIT AND GPL-3.0", false);
    check("(GPL-3.0 OR MIT) AND Zlib", true);
    check("GPL-3.0 OR Zlib AND MIT", true);
    check("Apache-2.0 WITH LLVM-exception OR GPL-3.0", false);
}

/// The packages that this machine builds, from what has been fetched for that.
fn packages() -> Vec<Value> {
    let about = output(Command::new("rustc").arg("-vV"));
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["metadata", "--locked", "--offline", "--all-features"]);
    cargo.args([
        "--format-version=1",
        "--filter-platform",
        host.expect("a host"),
    ]);
    cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
    let all: Value = serde_json::from_str(&output(&mut cargo)).expect("JSON");
    all["packages"].as_array().expect("a list").clone()
}

fn output(command: &mut Command) -> String {
    let output = command.output().expect("a toolchain");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The list in `deny.toml`.
fn allowed() -> Vec<String> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("deny.toml");
    let text = fs::read_to_string(file).expect("deny.toml");
    let (_, list) = text.split_once("\nallow = [").expect("a list");
    let (list, _) = list.split_once(']').expect("an end of it");
    list.lines()
        .filter_map(|line| line.split('"').nth(1))
        .map(str::to_owned)
        .collect()
}

/// Whether an SPDX expression, or the older form with `/`, can be met; AND binds closer than OR.
fn is_allowed(licence: &str, allowed: &[String]) -> bool {
    let spaced = licence
        .replace('/', " OR ")
        .replace('(', " ( ")
        .replace(')', " ) ");
    let mut tokens = spaced.split_whitespace().peekable();
    any(&mut tokens, allowed)
}

type Tokens<'a> = std::iter::Peekable<std::str::SplitWhitespace<'a>>;

fn any(tokens: &mut Tokens<'_>, allowed: &[String]) -> bool {
    let mut met = all(tokens, allowed);
    while tokens.next_if_eq(&"OR").is_some() {
        met |= all(tokens, allowed);
    }
    met
}

fn all(tokens: &mut Tokens<'_>, allowed: &[String]) -> bool {
    let mut met = one(tokens, allowed);
    while tokens.next_if_eq(&"AND").is_some() {
        met &= one(tokens, allowed);
    }
    met
}

fn one(tokens: &mut Tokens<'_>, allowed: &[String]) -> bool {
    match tokens.next() {
        Some("(") => {
            let met = any(tokens, allowed);
            tokens.next();
            met
        }
        Some(name) if tokens.next_if_eq(&"WITH").is_some() => {
            let name = format!("{name} WITH {}", tokens.next().unwrap_or_default());
            allowed.contains(&name)
        }
        Some(name) => allowed.iter().any(|known| known == name),
        None => false,
    }
}

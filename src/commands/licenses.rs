//! `ownup licenses`: what the program holds that others made, and on what terms.

use anyhow::Result;

use super::Done;
use crate::terminal::Terminal;

/// A line on each, from `scripts/licenses`.
const LIST: &str = include_str!("licenses/list.txt");

/// Every notice and every text, from `scripts/licenses`.
const TEXTS: &str = include_str!("licenses/texts.txt");

const OWN: &str = "\
ownup is licensed under the MIT License or the Apache License 2.0, as you like.

This is what a program with everything holds beside it; one that was built without
recognition, a microphone or sentence vectors holds less.

";

const EXAMPLES: &str = "\
Examples:
  ownup licenses           a line on each
  ownup licenses --full    with the notices, and the text of every licence";

/// List the licences of everything inside the program
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Print every notice and text too
    #[arg(long)]
    full: bool,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    terminal.answer(&[OWN, LIST].concat())?;
    if args.full {
        terminal.answer(&["\n", TEXTS].concat())?;
    }
    Ok(Done::Wholly)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The crates that `Cargo.toml` asks for, those of the tests aside.
    fn needed() -> impl Iterator<Item = &'static str> {
        let manifest = include_str!("../../Cargo.toml");
        let (_, tables) = manifest.split_once("\n[dependencies]\n").unwrap();
        let (tables, _) = tables.split_once("\n[dev-dependencies]\n").unwrap();
        let lines = tables.lines().filter(|line| !line.starts_with(['[', '#']));
        lines.filter_map(|line| line.split_once(" = ").map(|(name, _)| name))
    }

    /// Name and version of every crate on the list.
    fn listed() -> Vec<(&'static str, &'static str)> {
        let (_, crates) = LIST.split_once("NAME/VERSION:\n").unwrap();
        let rows = crates.lines().map(str::split_whitespace);
        rows.filter_map(|mut row| row.next().zip(row.next()))
            .collect()
    }

    #[test]
    fn the_crates_on_the_list_are_those_of_the_lock_file() {
        let lock = include_str!("../../Cargo.lock");
        for (name, version) in listed() {
            let locked = format!("name = \"{name}\"\nversion = \"{version}\"\n");
            assert!(
                lock.contains(&locked),
                "{name} {version}: run `scripts/licenses`"
            );
        }
    }

    #[test]
    fn every_crate_that_is_asked_for_is_on_the_list() {
        let listed = listed();
        assert!(needed().count() > 30);
        for name in needed() {
            let found = listed.iter().any(|(listed, _)| *listed == name);
            assert!(found, "{name}: run `scripts/licenses`");
        }
    }

    #[test]
    fn every_crate_on_the_list_has_its_text() {
        for (name, version) in listed() {
            assert!(TEXTS.contains(&format!("{name} {version}")), "{name}");
        }
    }

    #[test]
    fn the_whole_is_small() {
        assert!(LIST.len() + TEXTS.len() < 300_000);
    }
}

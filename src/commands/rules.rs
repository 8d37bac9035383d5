//! `ownup rules`: what is listened for, and why.

use anyhow::Result;

use super::Done;
use crate::failure::{Failure, hinted};
use crate::report::rulebook;
use crate::rules::Rule;
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup rules                       every rule in a line
  ownup rules lesson-before-cause   one of them, with examples on both sides";

/// List what is listened for, or explain one rule
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The rule to explain
    #[arg(value_name = "ID")]
    rule: Option<String>,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let answer = match &args.rule {
        None => rulebook::list(terminal.look()),
        Some(id) => {
            let rule = Rule::named(id).ok_or_else(|| unknown(id))?;
            rulebook::explained(rule, terminal.look())
        }
    };
    terminal.answer(&answer)?;
    Ok(Done::Wholly)
}

fn unknown(id: &str) -> Failure {
    let nearest = Rule::ALL
        .into_iter()
        .min_by_key(|rule| distance(rule.id(), id));
    let nearest = nearest.map_or("", Rule::id);
    hinted(
        format!("there is no rule `{id}`"),
        format!("the nearest is `{nearest}`; `ownup rules` lists them all"),
    )
}

/// How many letters to change, add or drop between two words (Levenshtein), letter case aside.
pub(super) fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.to_lowercase().chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let changed = before + usize::from(x != *y);
            before = row[j + 1];
            row[j + 1] = changed.min(before + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_counts_letters() {
        assert_eq!(distance("ancient", "ancient"), 0);
        assert_eq!(distance("ancient", "anciant"), 1);
        assert_eq!(distance("team-not-I", "team-not-i"), 0);
        assert_eq!(distance("no-change", ""), 9);
    }
}

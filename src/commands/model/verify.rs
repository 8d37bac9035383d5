//! `ownup model verify`: whether the weights are still what they were.

use anyhow::Result;

use super::super::Done;
use crate::models::{self, Presence, Published, Shelf, Soundness};
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup model verify    a line for each file; status 1 if one is damaged";

/// Check every pulled model and the built-in weights against their checksums
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {}

pub(super) fn run(_: &Args, terminal: &Terminal) -> Result<Done> {
    let mut done = Done::Wholly;
    for (name, soundness) in models::check_built_in() {
        line(name, "built in, ", soundness, terminal)?;
        if soundness == Soundness::Damaged {
            terminal.warn("this program itself is damaged: install it again");
            done = Done::Partly;
        }
    }
    let shelf = Shelf::of_person()?;
    let here = |model: &&Published| shelf.presence(model) == Presence::Here;
    for model in Published::ALL.iter().filter(here) {
        let name = model.name;
        let soundness = shelf.check(model)?;
        line(name, "", soundness, terminal)?;
        if soundness == Soundness::Damaged {
            terminal.warn(format_args!(
                "`{name}` is damaged: `ownup model pull {name}` fetches it again"
            ));
            done = Done::Partly;
        }
    }
    Ok(done)
}

fn line(name: &str, place: &str, soundness: Soundness, terminal: &Terminal) -> Result<()> {
    let verdict = match soundness {
        Soundness::Whole => "whole",
        Soundness::Damaged => "damaged",
    };
    Ok(terminal.answer(&format!("{name:32} {place}{verdict}\n"))?)
}

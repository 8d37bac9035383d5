//! `ownup model remove`: a pulled model less.

use anyhow::Result;

use super::super::{Done, question};
use super::published;
use crate::failure::hinted;
use crate::models::{Presence, Shelf};
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup model remove base.en         asks first
  ownup model remove base.en --yes   does not";

/// Remove a pulled model, or what has come of one
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The model's name
    name: String,

    /// Do not ask
    #[arg(short, long)]
    yes: bool,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let model = published(&args.name, "removed")?;
    let shelf = Shelf::of_person()?;
    let name = model.name;
    if shelf.presence(&model) == Presence::Absent {
        return Err(hinted(
            format!("`{name}` is not here"),
            "`ownup model list` shows which models are",
        )
        .into());
    }
    if !args.yes && !question::agreed(&format!("`{name}`"), terminal)? {
        terminal.say("nothing is removed");
        return Ok(Done::Partly);
    }
    shelf.remove(&model)?;
    terminal.say(format_args!("removed `{name}`"));
    Ok(Done::Wholly)
}

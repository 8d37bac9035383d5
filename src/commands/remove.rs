//! `ownup remove`: one take less.

use std::path::PathBuf;

use anyhow::Result;

use super::{Done, question};
use crate::library::Library;
use crate::take::TakeId;
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup remove surcharge.md --take 2         asks first
  ownup remove surcharge.md --take 2 --yes   does not";

/// Remove a kept take: its sound, its words, and the story as it was
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The story
    story: PathBuf,

    /// The take's number
    #[arg(long, value_name = "N")]
    take: TakeId,

    /// Do not ask
    #[arg(short, long)]
    yes: bool,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let library = Library::of_story(&args.story);
    let folder = library.locate(args.take)?;
    if !args.yes && !question::agreed(&format!("take {}", args.take), terminal)? {
        terminal.say("nothing is removed");
        return Ok(Done::Partly);
    }
    library.remove(args.take)?;
    terminal.say(format_args!(
        "removed take {}: `{}`",
        args.take,
        folder.display()
    ));
    Ok(Done::Wholly)
}

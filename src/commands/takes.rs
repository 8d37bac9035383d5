//! `ownup takes`: the history.

use std::path::PathBuf;

use anyhow::Result;

use super::Done;
use crate::library::{Library, Shelf, StoredTake};
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Example:
  ownup takes surcharge.md";

/// List the kept takes of a story
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The story
    story: PathBuf,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let found = Library::of_story(&args.story).takes()?;
    for damaged in &found.damaged {
        terminal.warn(damaged);
    }
    if found == Shelf::default() {
        let name = args.story.display();
        terminal.say(format_args!("there is no take of `{name}` yet"));
    }
    let lines: Vec<String> = found.takes.iter().map(line).collect();
    terminal.answer(&lines.concat())?;
    Ok(Done::Wholly)
}

fn line(stored: &StoredTake) -> String {
    let take = &stored.take;
    let moment = take.recorded_at.strftime("%Y-%m-%d %H:%M UTC");
    let words = take.transcript.words.len();
    let length = take.transcript.duration;
    let origin = take.device.as_deref().unwrap_or("no name");
    format!(
        "{:>3}  {moment}  {length:>6}  {words:>4} words  {origin}\n",
        stored.id
    )
}

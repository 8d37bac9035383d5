//! `ownup report`: a kept take's report, computed again.

use std::path::PathBuf;

use anyhow::Result;

use super::Done;
use super::output::{self, Reports};
use super::paper::Paper;
use crate::failure::hinted;
use crate::library::{Library, StoredTake};
use crate::take::TakeId;
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup report surcharge.md                 the latest take
  ownup report surcharge.md --take 2        the second
  ownup report surcharge.md --format json   for other programs";

/// Print the report of a kept take again
///
/// The take is judged anew, against the story as it was then; the story file itself may be gone.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The story
    story: PathBuf,

    /// The take's number; without it, the latest
    #[arg(long, value_name = "N")]
    take: Option<TakeId>,

    #[command(flatten)]
    output: output::Args,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let stored = find(args)?;
    let paper = Paper::of_take(&args.story, &stored)?;
    let reports = Reports::new(&args.output, terminal);
    reports.add(&stored.take, &paper)?;
    reports.finish()?;
    Ok(Done::Wholly)
}

fn find(args: &Args) -> Result<StoredTake> {
    let library = Library::of_story(&args.story);
    if let Some(id) = args.take {
        return library.open(id);
    }
    let name = args.story.display();
    let none = || {
        hinted(
            format!("there is no take of `{name}`"),
            format!("`ownup record {name}` makes the first, or `ownup import {name} AUDIO`"),
        )
    };
    Ok(library.last()?.ok_or_else(none)?)
}

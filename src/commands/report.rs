//! `ownup report`: a kept take's report, computed again.

use std::path::PathBuf;

use anyhow::Result;

use super::Done;
use super::case::{Case, known};
use super::chosen;
use super::output::{self, Reports};
use super::paper::Paper;
use crate::comments::Comment;
use crate::library::StoredTake;
use crate::take::TakeId;
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup report surcharge.md                 the latest take
  ownup report surcharge.md --take 2        the second
  ownup report surcharge.md --format json   for other programs
  ownup report surcharge.md --format srt -o take.srt   subtitles with the section names";

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
    let stored = chosen::take(&args.story, args.take)?;
    let paper = Paper::of_take(&args.story, &stored)?;
    let reports = Reports::new(&args.output, terminal);
    let comments = left(&stored, terminal);
    let known = known(&args.story, terminal)?;
    reports.add_with(Case::kept(&stored, &paper, &known), &comments)?;
    reports.finish()?;
    Ok(Done::Wholly)
}

/// What a coach said and did not take back; comments that cannot be read do not keep a report back.
fn left(stored: &StoredTake, terminal: &Terminal) -> Vec<Comment> {
    match stored.comments() {
        Ok(comments) => comments.standing().cloned().collect(),
        Err(error) => {
            terminal.warn(format_args!("{error:#}"));
            Vec::new()
        }
    }
}

//! `ownup draft`: the paper's balance before a word is spoken.

use std::path::PathBuf;

use anyhow::Result;

use super::paper::Paper;
use super::{Done, output, sheet, today};
use crate::draft::{self, Pace};
use crate::library::Library;
use crate::report::draft::{DraftReport, PaperFacts};
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup draft surcharge.md                      words, seconds, the cause, what to cut and add
  ownup draft surcharge.md --format markdown    for notes
  ownup draft surcharge.md --format json | jq .split

Seconds are at your own pace once there are takes, at 150 words a minute before.";

/// Judge the written story: its balance, its cause, what to cut and what to add
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The story
    story: PathBuf,

    #[command(flatten)]
    output: sheet::Args,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let paper = Paper::read(&args.story)?;
    let shelf = Library::of_story(&args.story).takes()?;
    for damaged in &shelf.damaged {
        terminal.warn(damaged);
    }
    let pace = Pace::of(shelf.takes.iter().map(|stored| &stored.take.transcript));
    let draft = draft::judge(&paper.story, pace, output::embedder().as_ref(), today());
    let facts = PaperFacts {
        path: paper.path.display().to_string(),
        sha256: sheet::sha256(&paper.text),
    };
    let report = DraftReport {
        draft: &draft,
        story: &paper.story,
        paper: &facts,
    };
    args.output
        .write(terminal, |format, look| report.render(format, look))?;
    Ok(Done::Wholly)
}

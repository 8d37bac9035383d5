//! `ownup takes`: the history.

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;

use super::judged::history;
use super::{Done, output};
use crate::report::history::{Form, Listing};
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup takes surcharge.md
  ownup takes surcharge.md --format csv -o takes.csv

`ratio` is decision to rollback; `findings` counts the rules that fired. Times are UTC.";

/// List the kept takes of a story, and say whether it is enough
///
/// Each take is judged against the story as it was then. Edits of the story stand between the takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The story
    story: PathBuf,

    /// The form of the list
    #[arg(long, value_name = "FORMAT", default_value = "text", value_enum)]
    format: Choice,

    /// Write the list to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// A form, as the command line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Choice {
    /// For reading here
    Text,
    /// `ownup.takes/1`, for other programs
    Json,
    /// For a spreadsheet
    Csv,
    /// For notes
    Markdown,
}

impl From<Choice> for Form {
    fn from(choice: Choice) -> Self {
        match choice {
            Choice::Text => Self::Text,
            Choice::Json => Self::Json,
            Choice::Csv => Self::Csv,
            Choice::Markdown => Self::Markdown,
        }
    }
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let history = history(&args.story, terminal)?;
    let name = args.story.display().to_string();
    if history.takes.is_empty() {
        terminal.say(format_args!("there is no take of `{name}` to show"));
    }
    let listing = Listing {
        history: &history,
        story_path: &name,
    };
    let look = output::look(terminal, args.output.as_deref());
    let text = listing.render(args.format.into(), look);
    output::deliver(&text, args.output.as_deref(), terminal)?;
    Ok(Done::Wholly)
}

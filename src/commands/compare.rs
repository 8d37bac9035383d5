//! `ownup compare`: takes side by side.

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;
use clap::error::ErrorKind;

use super::judged::history;
use super::{Done, output};
use crate::comparison::{History, Selection, compare};
use crate::failure::{Failure, hinted};
use crate::library::Library;
use crate::report::compared::{Compared, Form};
use crate::take::TakeId;
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup compare surcharge.md                  the last two takes, and the best
  ownup compare surcharge.md --takes 1,4,6    these three
  ownup compare surcharge.md --all --format html -o surcharge.html

In the table, `best` is the take nearest to the target, in brackets its number.";

/// Compare takes of a story: what changed, what was said every time, and whether it is enough
///
/// The last of the takes is set against the one before it, the best and the target, section by
/// section. If the story was edited in between, sections are matched by role.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The story
    story: PathBuf,

    /// These takes, in any order; without it, the last two and the best
    #[arg(long, value_name = "N,N…", value_delimiter = ',')]
    takes: Vec<TakeId>,

    /// Every take
    #[arg(long, conflicts_with = "takes")]
    all: bool,

    /// The form of the comparison
    #[arg(long, value_name = "FORMAT", default_value = "text", value_enum)]
    format: Choice,

    /// Write the comparison to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// A form, as the command line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Choice {
    /// For reading here
    Text,
    /// `ownup.compare/1`, for other programs
    Json,
    /// For a spreadsheet: a line for each section of each take
    Csv,
    /// For notes
    Markdown,
    /// A page with a picture, for the browser and for paper
    Html,
}

impl From<Choice> for Form {
    fn from(choice: Choice) -> Self {
        match choice {
            Choice::Text => Self::Text,
            Choice::Json => Self::Json,
            Choice::Csv => Self::Csv,
            Choice::Markdown => Self::Markdown,
            Choice::Html => Self::Html,
        }
    }
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    if args.takes.len() == 1 {
        let message = "a comparison needs two takes, as in `--takes 1,4`\n";
        return Err(clap::Error::raw(ErrorKind::TooFewValues, message).into());
    }
    let history = history(&args.story, terminal)?;
    let selection = select(args, &history)?;
    let Some(comparison) = compare(&history, &selection) else {
        return Err(too_few(args, &history).into());
    };
    let name = args.story.display().to_string();
    let compared = Compared {
        comparison: &comparison,
        story_path: &name,
    };
    let look = output::look(terminal, args.output.as_deref());
    let text = compared.render(args.format.into(), look);
    output::deliver(&text, args.output.as_deref(), terminal)?;
    Ok(Done::Wholly)
}

fn select(args: &Args, history: &History) -> Result<Selection> {
    let known = |id: &TakeId| history.takes.iter().any(|take| take.id == *id);
    if let Some(id) = args.takes.iter().find(|id| !known(id)) {
        // It says whether the take is not there or cannot be read.
        Library::of_story(&args.story).open(*id)?;
    }
    Ok(match (args.all, args.takes.as_slice()) {
        (true, _) => Selection::All,
        (false, []) => Selection::Latest,
        (false, takes) => Selection::Takes(takes.to_vec()),
    })
}

fn too_few(args: &Args, history: &History) -> Failure {
    let name = args.story.display();
    let there = match history.takes.len() {
        0 => "there is no take",
        _ => "there is only one take",
    };
    hinted(
        format!("{there} of `{name}` to compare"),
        format!("`ownup record {name}` makes another, or `ownup import {name} AUDIO`"),
    )
}

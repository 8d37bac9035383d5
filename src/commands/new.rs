//! `ownup new`: a story to fill in.
#![expect(clippy::disallowed_types, reason = "the story file is made here")]

mod questions;

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{Done, today};
use crate::failure::{Failure, hinted, plain, reason};
use crate::story::{self, Fields, Month, Shape};
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup new 'The surcharge column'                   writes the-surcharge-column.md here
  ownup new 'The surcharge column' -o surcharge.md   or where you say
  ownup new 'The keys' --happened 2025-03 --pain 3   with what is known already

At a terminal it asks for what no option gives; Enter skips a question.";

/// Write a story file from the template
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The story's title
    title: String,

    /// The year and month it happened, such as 2025-03
    #[arg(long, value_name = "YYYY-MM", value_parser = month)]
    happened: Option<Month>,

    /// Its rank among your stories, 1 = the most painful
    #[arg(long, value_name = "RANK", value_parser = clap::value_parser!(u8).range(1..=99))]
    pain: Option<u8>,

    /// The way it runs: over-confident-decision, skipped-maintenance or interpersonal-misread
    #[arg(long, value_name = "SHAPE", value_parser = shape)]
    shape: Option<Shape>,

    /// The file to write; without it, one named after the title
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let path = match &args.output {
        Some(path) => path.clone(),
        None => PathBuf::from(story::slug(&args.title) + ".md"),
    };
    if path.exists() {
        // Before any question is asked.
        return Err(taken(&path).into());
    }
    let fields = fields(args, terminal)?;
    write(&path, &story::template(&args.title, fields))?;
    let name = path.display();
    terminal.answer(&format!("{name}\n"))?;
    terminal.say(format_args!(
        "fill in its sections, then tell it: `ownup record {name}`"
    ));
    Ok(Done::Wholly)
}

/// What the options say, and at a terminal what the person answers to the rest.
fn fields(args: &Args, terminal: &Terminal) -> Result<Fields> {
    let asked = questions::can_be_asked(terminal);
    let happened = match args.happened {
        None if asked => questions::ask(terminal, "When did it happen, as 2025-03?", month)?,
        known => known,
    };
    let pain = match args.pain {
        None if asked => questions::ask(terminal, RANK, rank)?,
        known => known,
    };
    let shape = match args.shape {
        None if asked => questions::ask(terminal, SHAPES, shape)?,
        known => known,
    };
    Ok(Fields {
        happened: happened.unwrap_or_else(today),
        pain,
        shape,
    })
}

const RANK: &str = "Its rank by pain among yours, 1 = most painful?";

const SHAPES: &str =
    "Which way does it run: over-confident-decision, skipped-maintenance, interpersonal-misread?";

fn month(text: &str) -> Result<Month, String> {
    Month::read(text).ok_or_else(|| "a month is a year and a month, such as 2025-03".to_owned())
}

fn rank(text: &str) -> Result<u8, String> {
    let rank = text.parse().ok().filter(|rank| (1..=99).contains(rank));
    rank.ok_or_else(|| "a rank is a number from 1, the most painful, to 99".to_owned())
}

fn shape(text: &str) -> Result<Shape, String> {
    let names = Shape::ALL.map(Shape::name).join(", ");
    Shape::named(text).ok_or_else(|| format!("the shapes are {names}"))
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let made = File::create_new(path).and_then(|mut file| {
        let written = file.write_all(text.as_bytes());
        // Half a story is none.
        written.inspect_err(|_| drop(fs::remove_file(path)))
    });
    made.map_err(|error| {
        let name = path.display();
        match error.kind() {
            io::ErrorKind::AlreadyExists => taken(path),
            _ => plain(format!("cannot write `{name}`: {}", reason(&error))),
        }
    })
}

fn taken(path: &Path) -> Failure {
    hinted(
        format!("there is a file `{}` already", path.display()),
        "give another title, or another name with `-o`",
    )
}

//! `ownup new`: a story to fill in.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "the story file is made here, and carries this month"
)]

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Result;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::Done;
use crate::failure::{Failure, hinted, plain};
use crate::library::reason;
use crate::story::{self, Month};
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup new 'The surcharge column'                   writes the-surcharge-column.md here
  ownup new 'The surcharge column' -o surcharge.md   or where you say";

/// Write a story file from the template
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The story's title
    title: String,

    /// The file to write; without it, one named after the title
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let path = match &args.output {
        Some(path) => path.clone(),
        None => PathBuf::from(story::slug(&args.title) + ".md"),
    };
    write(&path, &story::template(&args.title, this_month()))?;
    let name = path.display();
    terminal.answer(&format!("{name}\n"))?;
    terminal.say(format_args!(
        "fill in its sections, then tell it: `ownup record {name}`"
    ));
    Ok(Done::Wholly)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let made = File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes()));
    made.map_err(|error| {
        let name = path.display();
        match error.kind() {
            io::ErrorKind::AlreadyExists => hinted(
                format!("there is a file `{name}` already"),
                "give another title, or another name with `-o`",
            ),
            _ => plain(format!("cannot write `{name}`: {}", reason(&error))),
        }
    })
}

fn this_month() -> Month {
    let today = Timestamp::now().to_zoned(TimeZone::UTC);
    Month {
        year: today.year(),
        month: today.month().unsigned_abs(),
    }
}

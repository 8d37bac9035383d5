//! `ownup model list`: the names, and which of them are here.

use anyhow::Result;
use clap::ValueEnum;

use super::super::Done;
use crate::models::{BUILT_IN, Languages, Presence, Published, Shelf};
use crate::report::models::{Entry, Language, Listing, SCHEMA, State};
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup model list
  ownup model list --format json";

/// List the models: size, language, and whether they are here
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The form of the list
    #[arg(long, value_name = "FORMAT", default_value = "text", value_enum)]
    format: Form,
}

/// A form, as the command line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For reading here
    Text,
    /// `ownup.models/1`, for other programs
    Json,
}

/// The built-in model as it stands among the others; `verify` knows its checksum.
const IN_THE_PROGRAM: Published = Published {
    name: BUILT_IN,
    mib: 42,
    sha1: "",
};

/// Its place in the list: among its like.
const PLACE: usize = 2;

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let listing = listing(&Shelf::of_person()?);
    match args.format {
        Form::Text => {
            terminal.answer(&listing.text())?;
            terminal.say("`ownup model pull NAME` fetches one, `--model NAME` uses it");
        }
        Form::Json => terminal.answer(&listing.json())?,
    }
    Ok(Done::Wholly)
}

fn listing(shelf: &Shelf) -> Listing {
    let mut models: Vec<Entry> = Published::ALL
        .iter()
        .map(|model| entry(model, state(shelf.presence(model))))
        .collect();
    models.insert(PLACE, entry(&IN_THE_PROGRAM, State::BuiltIn));
    Listing {
        schema: SCHEMA,
        folder: shelf.folder().display().to_string(),
        models,
    }
}

fn entry(model: &Published, state: State) -> Entry {
    Entry {
        name: model.name,
        language: match model.languages() {
            Languages::English => Language::English,
            Languages::Many => Language::Many,
        },
        size_mib: model.mib,
        size: model.size(),
        state,
    }
}

fn state(presence: Presence) -> State {
    match presence {
        Presence::Here => State::Here,
        Presence::InPart => State::InPart,
        Presence::Absent => State::NotHere,
    }
}

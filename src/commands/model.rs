//! `ownup model`: other weights than the built-in ones, and the only command that opens a connection.

mod list;
mod pull;
mod remove;
mod verify;

use anyhow::Result;
use clap::Subcommand;

use super::Done;
use crate::failure::{Failure, hinted};
use crate::models::{BUILT_IN, Published};
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup model list                                 what there is
  ownup model pull base.en                         fetch one: 142 MiB
  ownup record surcharge.md --model base.en        and use it

`ownup model pull` is the only command that ever opens a connection.";

/// List, fetch, check and remove models that recognise better than the built-in one
///
/// A larger model mishears less and takes longer. The files are those that whisper.cpp's authors publish.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, arg_required_else_help = true, disable_help_subcommand = true)]
pub(super) struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    List(list::Args),
    Pull(pull::Args),
    Verify(verify::Args),
    Remove(remove::Args),
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    match &args.task {
        Task::List(args) => list::run(args, terminal),
        Task::Pull(args) => pull::run(args, terminal),
        Task::Verify(args) => verify::run(args, terminal),
        Task::Remove(args) => remove::run(args, terminal),
    }
}

/// The published model of this name; `done` is what cannot be done with the built-in one.
fn published(name: &str, done: &str) -> Result<Published, Failure> {
    Published::named(name).ok_or_else(|| {
        let message = if name == BUILT_IN {
            format!("`{name}` is built in and cannot be {done}")
        } else {
            format!("there is no model named `{name}`")
        };
        hinted(message, "`ownup model list` shows the names")
    })
}

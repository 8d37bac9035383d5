//! What a person types, and what is done then: glue between the modules above.

mod bank;
mod case;
mod chosen;
mod comments;
mod compare;
mod completions;
mod correct;
mod demo;
mod devices;
mod doctor;
mod draft;
mod import;
mod judged;
mod licenses;
mod man;
mod model;
mod new;
mod output;
mod packet;
mod paper;
mod question;
mod recognition;
mod record;
mod recover;
mod remove;
mod replay;
mod report;
mod rules;
mod sheet;
mod takes;
mod version;

use std::process::ExitCode;

use anyhow::Result;
use clap::{ArgAction, CommandFactory, Parser, Subcommand};

use crate::terminal::{Chatter, Terminal, When, is_broken_pipe};

const EXAMPLES: &str = "\
A first rehearsal:
  ownup demo                              what a report looks like
  ownup new 'The surcharge column'        a story to fill in: the-surcharge-column.md
  ownup draft the-surcharge-column.md     what is on paper: the balance, the cause
  ownup record the-surcharge-column.md    tell it; Enter stops
  ownup import the-surcharge-column.md take.m4a

Everything runs on this machine; nothing is uploaded. `ownup model pull` is the only command that
opens a connection, to fetch what you name.";

/// Rehearse your failure story aloud; see where the seconds went, and whether you owned it.
#[derive(Debug, Parser)]
#[command(name = "ownup", version, long_version = version::long())]
#[command(after_help = EXAMPLES, max_term_width = 100)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    /// When to use colour
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        value_enum
    )]
    color: When,

    /// Say nothing beside the answer and errors
    #[arg(short, long, global = true, conflicts_with = "verbose", action = ArgAction::SetTrue)]
    quiet: bool,

    /// Say more of what goes on
    #[arg(short, long, global = true, action = ArgAction::SetTrue)]
    verbose: bool,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Args),
    New(new::Args),
    Draft(draft::Args),
    Record(record::Args),
    Recover(recover::Args),
    Import(import::Args),
    Report(report::Args),
    Correct(correct::Args),
    Takes(takes::Args),
    Compare(compare::Args),
    Remove(remove::Args),
    Bank(bank::Args),
    Rules(rules::Args),
    Packet(packet::Args),
    Comments(comments::Args),
    Replay(replay::Args),
    Model(model::Args),
    Devices(devices::Args),
    Doctor(doctor::Args),
    Completions(completions::Args),
    Man(man::Args),
    Licenses(licenses::Args),
}

/// How far a command got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Done {
    /// All the way.
    Wholly,
    /// Not everywhere; what failed has been said.
    Partly,
}

/// Does what the command line says.
///
/// The exit code is 0 when done, 1 when something failed, 2 when the command line is wrong;
/// a reader that stops reading is no failure.
#[must_use]
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return refused(&error),
    };
    let terminal = Terminal::new(cli.color, cli.chatter());
    match run(&cli.command, &terminal) {
        Ok(Done::Wholly) => ExitCode::SUCCESS,
        Ok(Done::Partly) => ExitCode::FAILURE,
        Err(error) => failed(&error, &terminal),
    }
}

fn failed(error: &anyhow::Error, terminal: &Terminal) -> ExitCode {
    if is_broken_pipe(error) {
        return ExitCode::SUCCESS;
    }
    if let Some(error) = error.downcast_ref::<clap::Error>() {
        return refused(error);
    }
    terminal.fail(error);
    ExitCode::FAILURE
}

fn run(command: &Command, terminal: &Terminal) -> Result<Done> {
    match command {
        Command::Demo(args) => demo::run(args, terminal),
        Command::New(args) => new::run(args, terminal),
        Command::Draft(args) => draft::run(args, terminal),
        Command::Record(args) => record::run(args, terminal),
        Command::Recover(args) => recover::run(args, terminal),
        Command::Import(args) => import::run(args, terminal),
        Command::Report(args) => report::run(args, terminal),
        Command::Correct(args) => correct::run(args, terminal),
        Command::Takes(args) => takes::run(args, terminal),
        Command::Compare(args) => compare::run(args, terminal),
        Command::Remove(args) => remove::run(args, terminal),
        Command::Bank(args) => bank::run(args, terminal),
        Command::Rules(args) => rules::run(args, terminal),
        Command::Packet(args) => packet::run(args, terminal),
        Command::Comments(args) => comments::run(args, terminal),
        Command::Replay(args) => replay::run(args, terminal),
        Command::Model(args) => model::run(args, terminal),
        Command::Devices(args) => devices::run(args, terminal),
        Command::Doctor(args) => doctor::run(args, terminal),
        Command::Completions(args) => completions::run(args, terminal),
        Command::Man(args) => man::run(args, terminal),
        Command::Licenses(args) => licenses::run(args, terminal),
    }
}

/// Every command and option there is.
fn command_line() -> clap::Command {
    Cli::command()
}

/// This month, in UTC.
#[expect(clippy::disallowed_methods, reason = "commands read the clock")]
fn today() -> crate::story::Month {
    output::month(jiff::Timestamp::now())
}

/// Prints help, version or what is wrong with the command line.
fn refused(error: &clap::Error) -> ExitCode {
    // Where nobody reads it there is nobody to tell.
    let _ = error.print();
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

impl Cli {
    fn chatter(&self) -> Chatter {
        match (self.quiet, self.verbose) {
            (true, _) => Chatter::Quiet,
            (false, false) => Chatter::Usual,
            (false, true) => Chatter::Detailed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_contradicts_itself_nowhere() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_ends_its_help_with_an_example() {
        ends_with_an_example(&Cli::command(), "ownup");
    }

    fn ends_with_an_example(command: &clap::Command, called: &str) {
        for command in command.get_subcommands() {
            let name = format!("{called} {}", command.get_name());
            let help = command.get_after_help().map(ToString::to_string);
            let help = help.unwrap_or_else(|| panic!("{name} has no examples"));
            assert!(help.contains(&name), "{name}: {help}");
            ends_with_an_example(command, &name);
        }
    }
}

//! `ownup man`: the manual, as pages for `man`.
#![expect(clippy::disallowed_methods, reason = "the pages are put into a folder")]

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap_mangen::Man;

use super::Done;
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup man | man -l -                       the overview, here
  ownup man -o ~/.local/share/man/man1       a page for every command: `man ownup-record`";

/// Print the manual, or write a page for every command
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// Write all pages into this folder, which is made if need be
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    // The facts of this build would make every build's manual another one.
    let command = super::command_line().long_version(None::<&'static str>);
    let Some(folder) = &args.output else {
        let mut page = Vec::new();
        Man::new(command).render(&mut page)?;
        terminal.answer(&String::from_utf8(page)?)?;
        return Ok(Done::Wholly);
    };
    write(command, folder).with_context(|| format!("cannot write into `{}`", folder.display()))?;
    Ok(Done::Wholly)
}

fn write(command: clap::Command, folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    clap_mangen::generate_to(command, folder)?;
    Ok(())
}

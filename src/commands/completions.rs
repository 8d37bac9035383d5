//! `ownup completions`: what a shell completes.

use anyhow::Result;
use clap_complete::Shell;

use super::Done;
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup completions bash > ~/.local/share/bash-completion/completions/ownup
  ownup completions zsh > ~/.zfunc/_ownup       with ~/.zfunc on the fpath
  ownup completions fish > ~/.config/fish/completions/ownup.fish";

/// Print what makes a shell complete commands and options
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The shell
    shell: Shell,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::command_line(), "ownup", &mut script);
    terminal.answer(&String::from_utf8(script)?)?;
    Ok(Done::Wholly)
}

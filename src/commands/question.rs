//! The question before something is removed.

use std::io::{self, BufRead, IsTerminal};

use anyhow::Result;

use crate::failure::{Failure, hinted};
use crate::terminal::Terminal;

/// Whether the person agrees to remove `what`: asked on standard error, answered by one line.
pub(super) fn agreed(what: &str, terminal: &Terminal) -> Result<bool> {
    if !io::stdin().is_terminal() {
        return Err(nobody_to_ask(what).into());
    }
    terminal.ask(format_args!("remove {what} for good? [y/N] "));
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(matches!(line.trim().to_lowercase().as_str(), "y" | "yes"))
}

fn nobody_to_ask(what: &str) -> Failure {
    hinted(
        format!("{what} is removed only after a question, and there is nobody to ask"),
        "add `--yes`",
    )
}

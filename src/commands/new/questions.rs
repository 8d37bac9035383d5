//! Questions to the person at the terminal, one line each.

use std::io::{self, BufRead, IsTerminal};

use crate::terminal::Terminal;

/// Whether somebody is there to read a question and to answer it.
pub(super) fn can_be_asked(terminal: &Terminal) -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal() && terminal.is_talkative()
}

/// Asks until the answer can be read; an empty line, or the end of input, skips the question.
pub(super) fn ask<T>(
    terminal: &Terminal,
    question: &str,
    read: fn(&str) -> Result<T, String>,
) -> io::Result<Option<T>> {
    loop {
        terminal.ask(format_args!("{question} [Enter skips] "));
        let mut line = String::new();
        let got = io::stdin().lock().read_line(&mut line)?;
        let answer = line.trim();
        if got == 0 || answer.is_empty() {
            return Ok(None);
        }
        match read(answer) {
            Ok(value) => return Ok(Some(value)),
            Err(why) => terminal.say(why),
        }
    }
}

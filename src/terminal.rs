//! The person watching: the answer goes to standard output, everything else to standard error.
#![expect(clippy::disallowed_types, reason = "this is the module that draws")]

mod look;

pub use look::{Surroundings, When};

use std::fmt;
use std::io::{self, Write};
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::failure;
use crate::report::{Look, Paint, harmless};

use look::painted;

/// How much is said beside the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Chatter {
    /// Errors only.
    Quiet,
    /// What a person at the desk wants to know.
    #[default]
    Usual,
    /// What somebody looking for a fault wants to know.
    Detailed,
}

/// Standard output and standard error, with what each of them can show.
#[derive(Clone, Debug)]
pub struct Terminal {
    chatter: Chatter,
    /// How the answer is laid out and coloured.
    answer: Look,
    /// The same for everything beside it.
    beside: Look,
    /// Whether somebody sees standard error as it is written.
    watched: Watched,
    /// What is being drawn; it steps aside for a line that is said meanwhile.
    drawn: MultiProgress,
}

/// Whether a stream ends at somebody's screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Watched {
    /// It does.
    Live,
    /// It ends in a file or a pipe.
    Not,
}

impl Terminal {
    /// Looks at the environment and the two streams.
    #[must_use]
    pub fn new(when: When, chatter: Chatter) -> Self {
        let answer = Surroundings::of_stream(&io::stdout());
        let beside = Surroundings::of_stream(&io::stderr());
        let watched = beside.can_redraw() && chatter > Chatter::Quiet;
        Self {
            chatter,
            answer: answer.look(when),
            beside: beside.look(when),
            watched: if watched { Watched::Live } else { Watched::Not },
            drawn: MultiProgress::with_draw_target(if watched {
                ProgressDrawTarget::stderr()
            } else {
                ProgressDrawTarget::hidden()
            }),
        }
    }

    /// How the answer is to be laid out and coloured.
    #[must_use]
    pub fn look(&self) -> Look {
        self.answer
    }

    /// Writes the answer, or a part of it, to standard output.
    ///
    /// # Errors
    ///
    /// When it cannot be written; see [`is_broken_pipe`].
    pub fn answer(&self, text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes())?;
        out.flush()
    }

    /// Says something beside the answer, unless asked to be quiet.
    pub fn say(&self, line: impl fmt::Display) {
        if self.chatter >= Chatter::Usual {
            self.beside("", line);
        }
    }

    /// Says something to whoever looks for a fault.
    pub fn detail(&self, line: impl fmt::Display) {
        if self.chatter >= Chatter::Detailed {
            self.beside("", line);
        }
    }

    /// Says that something is not as it should be, though the work goes on.
    pub fn warn(&self, line: impl fmt::Display) {
        if self.chatter >= Chatter::Usual {
            self.beside(&painted("warning:", self.beside.paint, WARNING), line);
        }
    }

    /// Whether more may be said than the answer and errors.
    #[must_use]
    pub fn is_talkative(&self) -> bool {
        self.chatter >= Chatter::Usual
    }

    /// Asks something, on a line that the answer ends; even when quiet.
    pub fn ask(&self, question: impl fmt::Display) {
        let mut err = io::stderr().lock();
        let question = harmless(&question.to_string());
        let _ = write!(err, "{question}").and_then(|()| err.flush());
    }

    /// Says what failed, why, and what to try, even when quiet.
    pub fn fail(&self, error: &anyhow::Error) {
        let paint = self.beside.paint;
        self.beside(&painted("error:", paint, ERROR), format_args!("{error:#}"));
        if let Some(hint) = failure::hint(error) {
            self.beside(&painted("hint:", paint, HINT), hint);
        }
    }

    /// How what stands beside the answer is to be laid out and coloured.
    #[must_use]
    pub fn look_beside(&self) -> Look {
        self.beside
    }

    /// A few lines that are drawn again in place; none where nobody is watching.
    #[must_use]
    pub fn board(&self) -> Option<Progress> {
        if self.watched == Watched::Not {
            return None;
        }
        let bar = self.drawn.add(ProgressBar::no_length());
        bar.set_style(style("{msg}", self.beside.paint));
        Some(Progress { bar })
    }

    /// Shows that work of unknown length goes on, if somebody is watching.
    #[must_use]
    pub fn spinner(&self, what: &str) -> Progress {
        let bar = self.drawn.add(ProgressBar::no_length());
        bar.set_style(style("{spinner} {msg}", self.beside.paint));
        self.begin(bar, what)
    }

    /// Shows how much of `total` is done, if somebody is watching.
    #[must_use]
    pub fn progress(&self, what: &str, total: u64) -> Progress {
        let bar = self.drawn.add(ProgressBar::new(total));
        bar.set_style(style("{msg} {bar:30} {percent:>3} %", self.beside.paint));
        self.begin(bar, what)
    }

    fn begin(&self, bar: ProgressBar, what: &str) -> Progress {
        bar.set_message(harmless(what));
        if self.watched == Watched::Live {
            bar.enable_steady_tick(Duration::from_millis(120));
        }
        Progress { bar }
    }

    /// Writes a line to standard error, whatever is in the names it holds; where nobody listens there is nobody to tell.
    fn beside(&self, opening: &str, line: impl fmt::Display) {
        let line = harmless(&line.to_string());
        let space = if opening.is_empty() { "" } else { " " };
        self.drawn.suspend(|| {
            let _ = writeln!(io::stderr().lock(), "{opening}{space}{line}");
        });
    }
}

/// A spinner or bar on standard error; it is wiped away when dropped.
#[derive(Debug)]
pub struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// Sets how much is done.
    pub fn reach(&self, done: u64) {
        self.bar.set_position(done);
    }

    /// Says what is going on now.
    pub fn now(&self, what: impl fmt::Display) {
        self.bar.set_message(what.to_string());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}

/// Whether `error` only says that nobody reads the answer any more, as after `| head`.
#[must_use]
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

const ERROR: anstyle::Style = anstyle::AnsiColor::Red.on_default().bold();
const WARNING: anstyle::Style = anstyle::AnsiColor::Yellow.on_default().bold();
const HINT: anstyle::Style = anstyle::AnsiColor::Cyan.on_default().bold();

fn style(template: &str, paint: Paint) -> ProgressStyle {
    let template = match paint {
        Paint::Plain => template.to_owned(),
        Paint::Colour => template
            .replace("{spinner}", "{spinner:.cyan}")
            .replace("{bar:30}", "{bar:30.cyan}"),
    };
    ProgressStyle::with_template(&template).expect("the templates above are well formed")
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::Context;

    #[test]
    fn a_broken_pipe_is_known_under_context() {
        let broken = io::Error::from(io::ErrorKind::BrokenPipe);
        let error = Err::<(), _>(broken).context("cannot print").unwrap_err();
        assert!(is_broken_pipe(&error));
    }

    #[test]
    fn another_failure_is_no_broken_pipe() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert!(!is_broken_pipe(&full.into()));
        assert!(!is_broken_pipe(&anyhow::anyhow!("broken pipe")));
    }

    #[test]
    fn every_template_is_well_formed_in_colour_and_without() {
        for paint in [Paint::Plain, Paint::Colour] {
            style("{msg}", paint);
            style("{spinner} {msg}", paint);
            style("{msg} {bar:30} {percent:>3} %", paint);
        }
    }

    #[test]
    fn progress_is_silent_in_a_pipe_and_never_panics() {
        let terminal = Terminal::new(When::Auto, Chatter::Quiet);
        let bar = terminal.progress("listening", 0);
        bar.reach(7);
        bar.now("still listening");
        drop(bar);
        terminal.spinner("thinking").reach(1);
    }
}

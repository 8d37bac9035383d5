//! What a stream can show: how wide, and whether in colour.

use std::env;
use std::io::IsTerminal;
use std::ops::RangeInclusive;
use std::os::fd::AsFd;

use clap::ValueEnum;

use crate::report::{Look, Paint};

/// The widths a report is laid out for, in columns.
const WIDTHS: RangeInclusive<usize> = 60..=200;

/// The width where there is no screen.
const IN_A_PIPE: usize = 80;

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum When {
    /// On a terminal, unless `NO_COLOR` is set; elsewhere only with `CLICOLOR_FORCE`.
    #[default]
    Auto,
    /// Whatever the output is.
    Always,
    /// Not at all.
    Never,
}

/// `text` in this style, or as it is.
pub(super) fn painted(text: &str, paint: Paint, style: anstyle::Style) -> String {
    match paint {
        Paint::Plain => text.to_owned(),
        Paint::Colour => format!("{style}{text}{style:#}"),
    }
}

/// What is known of a stream and its environment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// The screen's width in columns; none when the stream is no terminal.
    pub screen: Option<usize>,
    /// The variable `COLUMNS`.
    pub columns: Option<String>,
    /// The variable `NO_COLOR`.
    pub no_color: Option<String>,
    /// The variable `CLICOLOR`.
    pub clicolor: Option<String>,
    /// The variable `CLICOLOR_FORCE`.
    pub clicolor_force: Option<String>,
    /// The variable `TERM`.
    pub term: Option<String>,
}

impl Surroundings {
    /// Reads the environment and looks at the stream.
    pub(super) fn of_stream(stream: &(impl IsTerminal + AsFd)) -> Self {
        let variable = |name| env::var(name).ok();
        Self {
            screen: stream.is_terminal().then(|| screen_width(stream)),
            columns: variable("COLUMNS"),
            no_color: variable("NO_COLOR"),
            clicolor: variable("CLICOLOR"),
            clicolor_force: variable("CLICOLOR_FORCE"),
            term: variable("TERM"),
        }
    }

    /// Whether what has been drawn can be drawn over.
    pub(super) fn can_redraw(&self) -> bool {
        self.screen.is_some() && self.term.as_deref() != Some("dumb")
    }

    /// The width, and whether to use colour.
    #[must_use]
    pub fn look(&self, when: When) -> Look {
        Look {
            width: self.width(),
            paint: self.paint(when),
        }
    }

    fn width(&self) -> usize {
        let asked = self.columns.as_deref().and_then(|text| text.parse().ok());
        let width = asked.or(self.screen).unwrap_or(IN_A_PIPE);
        width.clamp(*WIDTHS.start(), *WIDTHS.end())
    }

    /// See <https://no-color.org> and <https://bixense.com/clicolors>.
    fn paint(&self, when: When) -> Paint {
        let set = |variable: &Option<String>| variable.as_deref().is_some_and(|v| !v.is_empty());
        let zero = |variable: &Option<String>| variable.as_deref() == Some("0");
        let coloured = match when {
            When::Always => true,
            When::Never => false,
            When::Auto if set(&self.no_color) => false,
            When::Auto if set(&self.clicolor_force) && !zero(&self.clicolor_force) => true,
            When::Auto => {
                let dumb = self.term.as_deref() == Some("dumb");
                self.screen.is_some() && !zero(&self.clicolor) && !dumb
            }
        };
        if coloured {
            Paint::Colour
        } else {
            Paint::Plain
        }
    }
}

/// The screen's width; a terminal that does not tell is as wide as most.
fn screen_width(stream: &impl AsFd) -> usize {
    let size = terminal_size::terminal_size_of(stream);
    size.map_or(IN_A_PIPE, |(width, _)| usize::from(width.0))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Variables as in `NO_COLOR=1 TERM=dumb`, with `tty` for a terminal of 100 columns.
    fn around(text: &str) -> Surroundings {
        let variable = |name: &str| {
            let mut pairs = text
                .split_whitespace()
                .filter_map(|pair| pair.split_once('='));
            pairs
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value.to_owned())
        };
        Surroundings {
            screen: text.starts_with("tty").then_some(100),
            columns: variable("COLUMNS"),
            no_color: variable("NO_COLOR"),
            clicolor: variable("CLICOLOR"),
            clicolor_force: variable("CLICOLOR_FORCE"),
            term: variable("TERM"),
        }
    }

    fn paints(when: When, text: &str, expected: Paint) {
        assert_eq!(around(text).look(when).paint, expected, "{when:?} {text}");
    }

    #[test]
    fn a_terminal_has_colours_unless_it_says_otherwise() {
        paints(When::Auto, "tty TERM=xterm", Paint::Colour);
        paints(When::Auto, "tty", Paint::Colour);
        paints(When::Auto, "tty TERM=dumb", Paint::Plain);
        paints(When::Auto, "tty CLICOLOR=0", Paint::Plain);
        paints(When::Auto, "tty CLICOLOR=1", Paint::Colour);
    }

    #[test]
    fn a_pipe_has_colours_only_when_forced() {
        paints(When::Auto, "TERM=xterm", Paint::Plain);
        paints(When::Auto, "CLICOLOR_FORCE=1", Paint::Colour);
        paints(When::Auto, "CLICOLOR_FORCE=0", Paint::Plain);
        paints(When::Auto, "CLICOLOR_FORCE=", Paint::Plain);
    }

    #[test]
    fn no_color_wins_over_the_other_variables_and_counts_unless_empty() {
        paints(When::Auto, "tty NO_COLOR=1 CLICOLOR_FORCE=1", Paint::Plain);
        paints(When::Auto, "tty NO_COLOR=0", Paint::Plain);
        paints(When::Auto, "tty NO_COLOR=", Paint::Colour);
    }

    #[test]
    fn what_is_asked_for_wins_over_everything() {
        paints(When::Always, "NO_COLOR=1 TERM=dumb", Paint::Colour);
        paints(When::Never, "tty CLICOLOR_FORCE=1", Paint::Plain);
    }

    fn width(text: &str, expected: usize) {
        assert_eq!(around(text).look(When::Auto).width, expected, "{text}");
    }

    #[test]
    fn the_width_is_the_screens_or_80() {
        width("tty", 100);
        width("", 80);
    }

    #[test]
    fn columns_wins_within_60_and_200() {
        width("tty COLUMNS=72", 72);
        width("COLUMNS=120", 120);
        width("COLUMNS=40", 60);
        width("COLUMNS=999", 200);
        width("COLUMNS=wide", 80);
        width("COLUMNS=", 80);
    }

    proptest! {
        #[test]
        fn any_width_lies_within_60_and_200(columns in "\\PC{0,12}", screen in proptest::option::of(0..9_999_usize)) {
            let around = Surroundings { screen, columns: Some(columns), ..Surroundings::default() };
            prop_assert!(WIDTHS.contains(&around.look(When::Auto).width));
        }
    }
}

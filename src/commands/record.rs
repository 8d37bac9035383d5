//! `ownup record`: a take from the microphone, recognised while it is told.

mod attempt;
mod controls;
mod keys;
mod listening;
mod screen;
mod standing;

use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use jiff::Timestamp;

use self::attempt::Attempt;
use self::controls::{Controls, Wish};
use self::screen::{Mode, Screen};
use super::case::Case;
use super::output::{self, Reports, month};
use super::paper::Paper;
use super::{Done, recognition, recover};
use crate::audio::microphone::State;
use crate::library::{Library, StoredTake};
use crate::settings::Settings;
use crate::terminal::{Progress, Terminal};
use crate::time::Millis;

const EXAMPLES: &str = "\
Examples:
  ownup record surcharge.md               Enter or Ctrl-C stops; p pauses, r starts over, q drops
  ownup record surcharge.md --device ID   another microphone, from `ownup devices`; it is remembered
  ownup record surcharge.md --device default
  ownup record surcharge.md --quiet-screen

Without a terminal the keys are lines: `p` and Enter, and so on.";

/// Tell a story to the microphone; it is kept as a take and reported on
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The story to tell
    story: PathBuf,

    /// The microphone, from `ownup devices`, or `default`; it is remembered for the next time
    #[arg(long, value_name = "ID")]
    device: Option<String>,

    /// Show only the time while recording
    #[arg(long)]
    quiet_screen: bool,

    /// Do not keep an attempt that is started over
    #[arg(long)]
    discard: bool,

    #[command(flatten)]
    output: output::Args,

    #[command(flatten)]
    recognition: recognition::Args,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let paper = Paper::read(&args.story)?;
    let library = Library::of_story(&args.story);
    recover::mention(&library, &args.story, terminal)?;
    let reports = Reports::new(&args.output, terminal);
    let told = Desk {
        args,
        recognition: args.recognition.of(&paper)?,
        paper: &paper,
        library,
        controls: Controls::new()?,
        reports: &reports,
        terminal,
    }
    .rehearse()?;
    let Some(stored) = told else {
        terminal.say("dropped; nothing was kept");
        return Ok(Done::Wholly);
    };
    reports.add(Case::new(&stored.take, &paper, terminal)?)?;
    reports.finish()?;
    Ok(Done::Wholly)
}

/// How an attempt ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Told,
    StartedOver,
    Dropped,
}

/// Everything that stays the same from one attempt to the next.
struct Desk<'a> {
    args: &'a Args,
    recognition: recognition::Args,
    paper: &'a Paper,
    library: Library,
    controls: Controls,
    reports: &'a Reports<'a>,
    terminal: &'a Terminal,
}

impl Desk<'_> {
    /// Records until a take has been told; nothing when it was dropped.
    fn rehearse(&self) -> Result<Option<StoredTake>> {
        let mut abandoned = Vec::new();
        let told = loop {
            let mut attempt = self.begin()?;
            match self.watch(&mut attempt) {
                Outcome::Told => break Some(attempt.keep(&self.controls, self.terminal)),
                Outcome::StartedOver if self.args.discard => attempt.discard(),
                Outcome::StartedOver => abandoned.push(attempt.abandon()),
                Outcome::Dropped => {
                    attempt.discard();
                    break None;
                }
            }
        };
        attempt::settle(abandoned, self.terminal)?;
        let Some(stored) = told.transpose()? else {
            return Ok(None);
        };
        let folder = stored.folder.display();
        self.terminal
            .say(format_args!("kept as take {} in `{folder}`", stored.id));
        Ok(Some(stored))
    }

    /// Begins to record, from the microphone asked for or that of the last time.
    fn begin(&self) -> Result<Attempt> {
        let attempt = |device: Option<&str>| {
            let pending = self.library.begin(&self.paper.text)?;
            Attempt::begin(pending, device, &self.recognition)
        };
        let mut settings = Settings::load();
        if let Some(asked) = &self.args.device {
            let device = Some(asked.as_str()).filter(|asked| *asked != "default");
            let begun = attempt(device)?;
            settings.microphone = device.map(str::to_owned);
            if let Err(error) = settings.save() {
                self.terminal.warn(format_args!(
                    "the microphone will not be remembered: {error:#}"
                ));
            }
            return Ok(begun);
        }
        let Some(remembered) = settings.microphone else {
            return attempt(None);
        };
        attempt(Some(&remembered)).or_else(|error| {
            self.terminal.warn(format_args!(
                "the microphone of the last time, `{remembered}`: {error:#}; using the system's own choice"
            ));
            attempt(None)
        })
    }

    /// Shows what goes on until the person ends it, or it ends by itself.
    fn watch(&self, attempt: &mut Attempt) -> Outcome {
        let mut screen = Screen::default();
        let mut view = self.view();
        loop {
            let meter = attempt.recording.meter();
            if screen.elapsed == Millis::ZERO && meter.elapsed > Millis::ZERO {
                self.terminal.detail("the first sound has come");
            }
            screen.hear(meter.elapsed, meter.level);
            self.follow(attempt, &mut screen);
            view.show(&screen);
            if meter.state == State::Ended || attempt.listening.has_failed() {
                return Outcome::Told;
            }
            let wish = self.controls.wait(FRAME);
            if let Some(outcome) = wish.and_then(|wish| obey(wish, &mut screen.mode, attempt)) {
                return outcome;
            }
        }
    }

    fn follow(&self, attempt: &Attempt, screen: &mut Screen) {
        if let Some(words) = attempt.listening.words() {
            let today = month(Timestamp::UNIX_EPOCH);
            let embedder = self.reports.embedder();
            let standing = standing::standing(&self.paper.story, words, embedder, today);
            screen.standing = standing.or(screen.standing.take());
        }
    }

    fn view(&self) -> View<'_> {
        match self.terminal.board() {
            Some(board) if self.args.quiet_screen => View::Clock(board),
            Some(board) => View::Board(board, self.terminal.look_beside().width),
            None => {
                self.terminal
                    .say("recording: Enter or Ctrl-C stops; p, r or q and Enter: pause, start over, drop");
                let lines = !self.args.quiet_screen;
                View::Lines(lines.then_some(self.terminal), String::new())
            }
        }
    }
}

/// How often the screen is drawn.
const FRAME: Duration = Duration::from_millis(80);

/// What a wish does to an attempt; the outcome, if it ends it.
fn obey(wish: Wish, mode: &mut Mode, attempt: &mut Attempt) -> Option<Outcome> {
    *mode = match (*mode, wish) {
        (_, Wish::Interrupt) => return Some(Outcome::Told),
        (Mode::Asking, Wish::Yes) => return Some(Outcome::Dropped),
        (Mode::Asking, _) => Mode::Telling,
        (_, Wish::Stop) => return Some(Outcome::Told),
        (_, Wish::StartOver) => return Some(Outcome::StartedOver),
        (Mode::Telling, Wish::Pause) => {
            attempt.pause();
            Mode::Paused
        }
        (Mode::Paused, Wish::Pause) => {
            attempt.resume();
            Mode::Telling
        }
        (Mode::Telling, Wish::Drop) => Mode::Asking,
        (Mode::Paused, Wish::Drop) => {
            attempt.resume();
            Mode::Asking
        }
        (mode, Wish::Yes | Wish::Other) => mode,
    };
    None
}

/// Where the screen is shown.
enum View<'a> {
    /// Lines drawn again in place, this wide.
    Board(Progress, usize),
    /// The time alone.
    Clock(Progress),
    /// A line for each new section, to a file or a pipe, if wanted; and the last one.
    Lines(Option<&'a Terminal>, String),
}

impl View<'_> {
    fn show(&mut self, screen: &Screen) {
        match self {
            View::Board(board, width) => board.now(screen.lines(*width)),
            View::Clock(board) => board.now(format_args!("{:>5}", screen.elapsed)),
            View::Lines(Some(terminal), last) => {
                let standing = screen.standing.as_ref();
                let Some(heading) = standing.and_then(|standing| standing.heading.as_ref()) else {
                    return;
                };
                if heading != last {
                    terminal.say(format_args!("{:>5}  {heading}", screen.elapsed));
                    last.clone_from(heading);
                }
            }
            View::Lines(None, _) => {}
        }
    }
}

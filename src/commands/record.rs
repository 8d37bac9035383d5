//! `ownup record`: a take from the microphone, recognised while it is told.
#![expect(clippy::disallowed_methods, reason = "a recording begins at a moment")]

mod controls;
mod listening;

use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::Result;
use jiff::Timestamp;

use self::controls::{Controls, Wish};
use self::listening::Listening;
use super::Done;
use super::output::{self, Reports};
use super::paper::Paper;
use super::recognition::{self, spoken};
use crate::audio::microphone::{Meter, Recorded, Recording, Sink, State};
use crate::audio::wav;
use crate::failure::hinted;
use crate::library::{Library, Pending};
use crate::speech::Speech;
use crate::take::{Source, Take};
use crate::terminal::Terminal;
use crate::time::Millis;
use crate::transcript::Transcript;

const EXAMPLES: &str = "\
Examples:
  ownup record surcharge.md               Enter or Ctrl-C stops; p and Enter pauses
  ownup record surcharge.md --device ID   another microphone, from `ownup devices`";

/// Tell a story to the microphone; it is kept as a take and reported on
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The story to tell
    story: PathBuf,

    /// The microphone, from `ownup devices`
    #[arg(long, value_name = "ID")]
    device: Option<String>,

    #[command(flatten)]
    output: output::Args,

    #[command(flatten)]
    recognition: recognition::Args,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let paper = Paper::read(&args.story)?;
    let reports = Reports::new(&args.output, terminal);
    let library = Library::of_story(&args.story);
    for sound in library.recover()? {
        let left = left_over(args, &sound);
        terminal.warn(format_args!("an earlier recording was cut off; {left}"));
    }
    let take = rehearse(args, &paper, library.begin()?, terminal)?;
    reports.add(&take, &paper)?;
    reports.finish()?;
    Ok(Done::Wholly)
}

/// Records, recognises and keeps a take; once it has been told, no failure loses the sound.
fn rehearse(args: &Args, paper: &Paper, pending: Pending, terminal: &Terminal) -> Result<Take> {
    let controls = Controls::new()?;
    let (blocks, sound) = mpsc::channel();
    let listening = Listening::begin(&args.recognition, sound)?;
    let sink = Sink {
        path: pending.sound(),
        blocks: Some(blocks),
    };
    let recorded_at = Timestamp::now();
    let recording = Recording::start(args.device.as_deref(), sink)?;
    watch(&recording, &controls, terminal);
    let recorded = recording.stop()?;
    complain(&recorded, terminal);
    let transcript = match listening.finish(&controls, terminal) {
        Ok(transcript) => transcript,
        Err(error) => return Err(rescue(args, pending, error)),
    };
    let sound = wav::read(&pending.sound())?;
    let take = Take {
        id: None,
        recorded_at,
        source: Source::Microphone,
        device: args.device.clone(),
        model: Some(args.recognition.model()?.name()),
        transcript: Transcript {
            lost: Speech::new(recorded.lost),
            ..spoken(transcript, &sound, "the recording")?
        },
    };
    let stored = pending.keep(&take, &paper.text)?;
    let folder = stored.folder.display();
    terminal.say(format_args!("kept as take {} in `{folder}`", stored.id));
    Ok(stored.take)
}

/// Shows clock and level until the person stops, or the recording ends by itself.
fn watch(recording: &Recording, controls: &Controls, terminal: &Terminal) {
    terminal.say("recording: Enter or Ctrl-C stops, p and Enter pauses and goes on");
    let line = terminal.spinner("");
    loop {
        let meter = recording.meter();
        line.now(shown(&meter));
        match (controls.wish(), meter.state) {
            (Some(Wish::Stop), _) | (_, State::Ended) => return,
            (Some(Wish::Pause), State::Recording) => recording.pause(),
            (Some(Wish::Pause), State::Paused) => recording.resume(),
            (None, _) => thread::sleep(FRAME),
        }
    }
}

/// How often clock and level are looked at.
const FRAME: Duration = Duration::from_millis(80);

/// Clock, level, and whether it stands still: ` 1:07 ▮▮▮▮▯▯▯▯▯▯`.
fn shown(meter: &Meter) -> String {
    let state = match meter.state {
        State::Paused => "  paused",
        State::Recording | State::Ended => "",
    };
    // Speech at a good level peaks at -20 to -3 dB; a bar is 6 dB.
    let decibels = 20.0 * meter.level.max(1e-3).log10();
    let bars = ((decibels + 60.0) / 6.0).round().clamp(0.0, 10.0) as usize;
    let (on, off) = ("▮".repeat(bars), "▯".repeat(10 - bars));
    format!("{:>5} {on}{off}{state}", meter.elapsed)
}

fn complain(recorded: &Recorded, terminal: &Terminal) {
    if let Some(failure) = &recorded.broke_off {
        terminal.warn(format_args!("the recording ended early: {failure}"));
        if let Some(hint) = &failure.hint {
            terminal.say(hint);
        }
    }
    let lost: Millis = recorded.lost.iter().map(|span| span.length()).sum();
    if lost > Millis::ZERO {
        let seconds = lost.seconds();
        terminal.warn(format_args!(
            "{seconds:.1} s of sound were lost because the machine was busy; they are silent"
        ));
    }
}

/// Keeps the sound although it could not be recognised.
fn rescue(args: &Args, pending: Pending, error: anyhow::Error) -> anyhow::Error {
    match pending.rescue() {
        Ok(sound) => hinted(format!("{error:#}"), left_over(args, &sound)).into(),
        Err(lost) => error.context(format!("{lost:#}")),
    }
}

fn left_over(args: &Args, sound: &Path) -> String {
    let (story, sound) = (args.story.display(), sound.display());
    format!("the sound is safe in `{sound}`: `ownup import {story} {sound}` makes it a take")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_shows_clock_and_level() {
        let meter = |elapsed, level, state| Meter {
            elapsed: Millis(elapsed),
            level,
            lost: Millis::ZERO,
            state,
        };
        let check = |meter, expected| assert_eq!(shown(&meter), expected);
        check(meter(0, 0.0, State::Recording), " 0:00 ▯▯▯▯▯▯▯▯▯▯");
        check(meter(67_000, 0.25, State::Recording), " 1:07 ▮▮▮▮▮▮▮▮▯▯");
        check(
            meter(67_000, 2.0, State::Paused),
            " 1:07 ▮▮▮▮▮▮▮▮▮▮  paused",
        );
        check(
            meter(67_000, f32::NAN, State::Recording),
            " 1:07 ▯▯▯▯▯▯▯▯▯▯",
        );
    }
}

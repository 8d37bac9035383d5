//! `ownup recover`: takes from recordings that were cut off.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::case::Case;
use super::output::{self, Reports};
use super::paper::Paper;
use super::{Done, recognition};
use crate::audio::{Recording, wav};
use crate::library::{Library, Pending};
use crate::take::{Ending, Source, Take};
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup recover surcharge.md             make a take of what was cut off, and report on it
  ownup recover surcharge.md --discard   remove it";

/// Make takes of recordings that a crash, a full disk or a closed lid cut off
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The story that was told
    story: PathBuf,

    /// Remove what was cut off
    #[arg(long)]
    discard: bool,

    #[command(flatten)]
    output: output::Args,

    #[command(flatten)]
    recognition: recognition::Args,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let found = Library::of_story(&args.story).left_over()?;
    if found.is_empty() {
        let name = args.story.display();
        terminal.say(format_args!("no recording of `{name}` was cut off"));
        return Ok(Done::Wholly);
    }
    if args.discard {
        let count = found.len();
        found.into_iter().for_each(Pending::discard);
        terminal.say(format_args!("removed: {count}"));
        return Ok(Done::Wholly);
    }
    let reports = Reports::new(&args.output, terminal);
    let mut done = Done::Wholly;
    for pending in found {
        let name = described(&pending);
        if let Err(error) = recover(args, pending, &reports, terminal) {
            terminal.fail(&error.context(format!("{name} stays where it is")));
            done = Done::Partly;
        }
    }
    reports.finish()?;
    Ok(done)
}

/// Says what was left over by an earlier recording, and how to have it.
pub(super) fn mention(library: &Library, story: &Path, terminal: &Terminal) -> Result<()> {
    for pending in library.left_over()? {
        let (what, story) = (described(&pending), story.display());
        terminal.warn(format_args!(
            "{what} was cut off; `ownup recover {story}` makes it a take"
        ));
    }
    Ok(())
}

fn recover(args: &Args, pending: Pending, reports: &Reports, terminal: &Terminal) -> Result<()> {
    let sound = wav::open(&pending.sound())?;
    let paper = Paper::parse(&args.story, pending.story()?)?;
    let transcript =
        args.recognition
            .of(&paper)?
            .recognise(&sound, "what was cut off", terminal)?;
    let take = Take {
        id: None,
        recorded_at: pending.begun(),
        source: Source::Microphone,
        device: None,
        model: Some(args.recognition.model()?.name()),
        ending: Ending::CutOff,
        paused: Vec::new(),
        transcript,
    };
    let stored = pending.keep(&take)?;
    let folder = stored.folder.display();
    terminal.say(format_args!("kept as take {} in `{folder}`", stored.id));
    reports.add(Case::new(&stored.take, &paper, terminal)?)
}

/// `the recording of 2026-11-22 14:03 (1:20)`.
fn described(pending: &Pending) -> String {
    let begun = pending.begun().strftime("%Y-%m-%d %H:%M UTC");
    let length = wav::open(&pending.sound()).map(|sound| sound.length());
    let length = length.map_or_else(|_| "unreadable".to_owned(), |length| length.to_string());
    format!("the recording of {begun} ({length})")
}

//! `ownup packet`: one file for a coach who has no ownup.

use std::path::{Path, PathBuf};
use std::thread::{self, ScopedJoinHandle};

use anyhow::{Result, anyhow};

use super::case::{Case, known};
use super::output::{Judged, embedder, replace};
use super::paper::Paper;
use super::{Done, chosen};
use crate::audio::wav;
use crate::coach::packet::{self, Exhibit, Page, Seat};
use crate::coach::voice::Voice;
use crate::comments::Comments;
use crate::failure::hinted;
use crate::library::{Known, StoredTake};
use crate::take::TakeId;
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup packet surcharge.md -o surcharge.html              the latest take, with your voice
  ownup packet surcharge.md --compare 2 -o surcharge.html  beside take 2
  ownup packet surcharge.md --no-sound -o surcharge.html   words only

Send the file by mail; it opens in any browser, on a phone too, and loads nothing. The coach
listens, leaves comments, and sends a file back: `ownup comments surcharge.md FILE` keeps them.";

/// Write one file for a coach: your voice, the words, the sections, and room for comments
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The story
    story: PathBuf,

    /// The take's number; without it, the latest
    #[arg(long, value_name = "N")]
    take: Option<TakeId>,

    /// Another take to put beside it
    #[arg(long, value_name = "M")]
    compare: Option<TakeId>,

    /// Leave your voice out
    #[arg(long)]
    no_sound: bool,

    /// The file to write
    #[arg(short, long, value_name = "FILE")]
    output: PathBuf,
}

/// Whether the voice goes along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sound {
    /// It does.
    Heard,
    /// It is left out.
    LeftOut,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let mut takes = vec![chosen::take(&args.story, args.take)?];
    if let Some(other) = args.compare {
        takes.push(beside(&args.story, &takes[0], other)?);
    }
    let sound = if args.no_sound {
        Sound::LeftOut
    } else {
        Sound::Heard
    };
    let known = known(&args.story, terminal)?;
    let shown = takes
        .iter()
        .map(|take| Shown::new(&args.story, take, (sound, &known)))
        .collect::<Result<Vec<_>>>()?;
    if sound == Sound::Heard && shown.iter().all(|take| take.voice.is_none()) {
        terminal.warn("this take has no sound: the coach can read it, and not hear it");
    }
    let page = page(&shown, Seat::Away);
    replace(&args.output, &page.html)?;
    let size = page.html.len().div_ceil(1_000);
    let name = args.output.display();
    terminal.say(format_args!(
        "wrote `{name}`, {size} kB: send it to your coach"
    ));
    let story = args.story.display();
    terminal.say(format_args!(
        "`ownup comments {story} FILE` keeps what comes back"
    ));
    Ok(Done::Wholly)
}

fn beside(story: &Path, take: &StoredTake, other: TakeId) -> Result<StoredTake> {
    if take.id == other {
        let failure = hinted(
            format!("take {other} cannot stand beside itself"),
            "name another take after `--compare`; `ownup takes` lists them",
        );
        return Err(failure.into());
    }
    chosen::take(story, Some(other))
}

/// A take with all that its page shows.
pub(super) struct Shown {
    paper: Paper,
    judged: Judged,
    comments: Comments,
    voice: Option<Voice>,
}

impl Shown {
    pub(super) fn new(
        story: &Path,
        stored: &StoredTake,
        (sound, known): (Sound, &Known),
    ) -> Result<Self> {
        let paper = Paper::of_take(story, stored)?;
        let has_sound = sound == Sound::Heard && stored.sound().exists();
        let voice = || wav::read(&stored.sound()).and_then(|sound| Voice::of(&sound));
        // The sound is compressed while the words are judged: each takes half a second.
        let (judged, voice) = thread::scope(|scope| {
            let voice = has_sound.then(|| scope.spawn(voice));
            let judged = Judged::new(Case::kept(stored, &paper, known), embedder().as_ref());
            (judged, voice.map(ScopedJoinHandle::join))
        });
        let broken = |_| anyhow!("compressing the sound broke down");
        Ok(Self {
            judged,
            paper,
            comments: stored.comments()?,
            voice: voice.map(|voice| voice.map_err(broken)?).transpose()?,
        })
    }
}

/// The page of these takes.
pub(super) fn page(shown: &[Shown], seat: Seat) -> Page {
    let exhibits: Vec<Exhibit<'_>> = shown
        .iter()
        .map(|take| Exhibit {
            report: take.judged.report(&take.paper, &[]),
            comments: &take.comments,
            sound: take.voice.as_ref(),
        })
        .collect();
    packet::page(&exhibits, seat)
}

//! `ownup replay`: the coach's page at this machine, with comments that go straight into the take.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::case::known;
use super::packet::{Shown, Sound, page};
use super::{Done, chosen};
use crate::coach::packet::Seat;
use crate::coach::returned;
use crate::coach::server::{self, Site};
use crate::library::{Known, StoredTake};
use crate::take::TakeId;
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup replay surcharge.md               the latest take; Ctrl-C ends it
  ownup replay surcharge.md --take 2      the second
  ownup replay surcharge.md --no-browser  prints the address and opens nothing";

/// Listen to a take in the browser and comment on it
///
/// The page is served to this machine alone, under an address that nobody can guess.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The story
    story: PathBuf,

    /// The take's number; without it, the latest
    #[arg(long, value_name = "N")]
    take: Option<TakeId>,

    /// Print the page's address, and do not open it
    #[arg(long)]
    no_browser: bool,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    // Asked for first, so that a Ctrl-C during the preparation ends it too.
    let mut signals = Signals::new([SIGINT, SIGTERM, SIGHUP]).context("cannot watch for Ctrl-C")?;
    let stored = chosen::take(&args.story, args.take)?;
    let known = known(&args.story, terminal)?;
    let address = server::serve(site(&args.story, stored, &known)?)
        .context("cannot listen on this machine's own address")?;
    terminal.answer(&format!("{address}\n"))?;
    if args.no_browser || !open(&address) {
        terminal.say("open this address in a browser on this machine; Ctrl-C ends it");
    } else {
        terminal.say("opened in your browser; Ctrl-C ends it");
    }
    signals.forever().next();
    Ok(Done::Wholly)
}

fn site(story: &Path, stored: StoredTake, known: &Known) -> Result<Site> {
    let shown = [Shown::new(story, &stored, (Sound::Heard, known))?];
    Ok(Site {
        page: page(&shown, Seat::Here),
        intake: Box::new(move |json| take_in(&stored, json).map_err(|error| format!("{error:#}"))),
    })
}

/// Joins what the page sent with what is kept, and answers with all of it.
fn take_in(stored: &StoredTake, json: &str) -> Result<String> {
    let mut kept = stored.comments()?;
    for theirs in returned::read(json)? {
        (kept, _) = stored.take_over(&theirs)?;
    }
    Ok(kept.to_json())
}

/// What opens an address in a person's browser.
const OPENER: &str = if cfg!(target_os = "macos") {
    "open"
} else {
    "xdg-open"
};

/// Asks the desktop to open the address; says whether it said that it would.
fn open(address: &str) -> bool {
    let opener = Command::new(OPENER)
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    opener.is_ok_and(|status| status.success())
}

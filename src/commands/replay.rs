//! `ownup replay`: the coach's page at this machine, with comments that go straight into the take.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, RwLock};

use anyhow::{Context, Result};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::case::known;
use super::packet::{Shown, Sound, page};
use super::{Done, chosen, correct};
use crate::coach::packet::{Page, Seat};
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
    let address = server::serve(site(&args.story, stored, known)?)
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

fn site(story: &Path, stored: StoredTake, known: Known) -> Result<Site> {
    let desk = Arc::new(Desk {
        story: story.to_owned(),
        stored,
        known,
    });
    let also = Arc::clone(&desk);
    Ok(Site {
        page: RwLock::new(Arc::new(desk.page()?)),
        intake: Box::new(move |json| said(desk.take_in(json))),
        proofs: Box::new(move |json| said(also.put_right(json))),
    })
}

/// An error as the page shows it.
fn said<T>(outcome: Result<T>) -> Result<T, String> {
    outcome.map_err(|error| format!("{error:#}"))
}

/// The take that is shown.
struct Desk {
    story: PathBuf,
    stored: StoredTake,
    known: Known,
}

impl Desk {
    /// The page, from what is kept now.
    fn page(&self) -> Result<Page> {
        let shown = Shown::new(&self.story, &self.stored, (Sound::Heard, &self.known))?;
        Ok(page(&[shown], Seat::Here))
    }

    /// Joins what the page sent with what is kept, and answers with all of it.
    fn take_in(&self, json: &str) -> Result<String> {
        let mut kept = self.stored.comments()?;
        for theirs in returned::read(json)? {
            (kept, _) = self.stored.take_over(&theirs)?;
        }
        Ok(kept.to_json())
    }

    /// Puts right what the page sent, and answers with the page as it then is.
    fn put_right(&self, json: &str) -> Result<Page> {
        correct::put_right(&self.story, &self.stored, &self.known, json)?;
        self.page()
    }
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

//! `ownup model pull`: a model fetched by name.

use std::env;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

use super::super::Done;
use super::published;
use crate::failure::{Failure, hinted, plain};
use crate::models::{self, MIRROR, Published, Pulled, Shelf, Source, Stage};
use crate::terminal::{Progress, Terminal};

const EXAMPLES: &str = "\
Examples:
  ownup model pull base.en
  ownup model pull base.en    again: goes on where it was cut off
  OWNUP_MODEL_URL=https://example.com/models ownup model pull base.en

The file comes from https://huggingface.co/ggerganov/whisper.cpp, or from OWNUP_MODEL_URL, which
holds the same files; through the proxy that HTTPS_PROXY or ALL_PROXY names. Nothing is sent but
the request for it. It is used only if its checksum is the published one.";

/// Fetch a model, to be used by `--model NAME`
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The model's name, as `ownup model list` shows it
    name: String,
}

/// How often a signal is looked for while nothing comes.
const TICK: Duration = Duration::from_millis(100);

/// What comes from the thread that fetches.
enum News {
    Reached(Stage),
    Over(Result<Pulled, Failure>),
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let model = published(&args.name, "pulled")?;
    let source = source()?;
    let shelf = Shelf::of_person()?;
    let signal = Arc::new(AtomicBool::new(false));
    for number in [SIGINT, SIGTERM, SIGHUP] {
        flag::register(number, Arc::clone(&signal)).context("cannot watch for Ctrl-C")?;
    }
    let name = model.name;
    let (host, size) = (source.host(), model.size());
    terminal.say(format_args!("pulling `{name}` ({size}) from {host}"));
    let news = begin(model, source, shelf);
    let (path, what) = match follow(&model, &news, &signal, terminal)? {
        Pulled::Fetched(path) => (path, "is here and whole"),
        Pulled::Already(path) => (path, "was here already, and is whole"),
    };
    terminal.answer(&format!("{}\n", path.display()))?;
    terminal.say(format_args!("`{name}` {what}: `--model {name}` uses it"));
    Ok(Done::Wholly)
}

fn source() -> Result<Source, Failure> {
    match env::var(MIRROR) {
        Ok(address) if !address.is_empty() => Source::mirror(&address),
        _ => Ok(Source::default()),
    }
}

/// Fetches on a thread of its own, which the program's end ends.
fn begin(model: Published, source: Source, shelf: Shelf) -> Receiver<News> {
    let (sender, news) = mpsc::channel();
    thread::spawn(move || {
        let mut tell = |stage| {
            // Nobody listens any more after a signal.
            let _ = sender.send(News::Reached(stage));
        };
        let pulled = models::pull(&model, &source, &shelf, &mut tell);
        let _ = sender.send(News::Over(pulled));
    });
    news
}

/// Shows how far it is until it is over, or a signal ends it.
fn follow(
    model: &Published,
    news: &Receiver<News>,
    signal: &AtomicBool,
    terminal: &Terminal,
) -> Result<Pulled, Failure> {
    let mut shown: Option<Progress> = None;
    let mut last = 0;
    loop {
        let latest = news.recv_timeout(TICK);
        if signal.load(Ordering::Relaxed) {
            return Err(stopped(model, last));
        }
        match latest {
            Ok(News::Reached(stage)) => {
                if let Stage::Fetching { had, .. } = stage {
                    last = had;
                }
                show(model, stage, &mut shown, terminal);
            }
            Ok(News::Over(pulled)) => return pulled,
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Err(plain("the pull broke off")),
        }
    }
}

fn show(model: &Published, stage: Stage, shown: &mut Option<Progress>, terminal: &Terminal) {
    let name = model.name;
    match stage {
        Stage::Fetching { had, of } => {
            let whole = of.unwrap_or(model.mib << 20);
            let bar = shown.get_or_insert_with(|| terminal.progress(name, whole));
            let (had_text, whole) = (models::amount(had), models::amount(whole));
            bar.now(format_args!("{name}: {had_text} of {whole}"));
            bar.reach(had);
        }
        Stage::Checking => {
            // The old line goes before the new one comes.
            *shown = None;
            *shown = Some(terminal.spinner(&format!("checking {name}")));
        }
    }
}

fn stopped(model: &Published, had: u64) -> Failure {
    let (had, size) = (models::amount(had), model.size());
    hinted(
        format!("stopped after {had} of {size}"),
        models::resume_hint(model),
    )
}

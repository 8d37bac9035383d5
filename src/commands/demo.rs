//! `ownup demo`: the report of a built-in story and recording.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use tempfile::NamedTempFile;

use super::case::Case;
use super::output::{self, Reports};
use super::paper::Paper;
use super::{Done, recognition};
use crate::audio::decode;
use crate::take::{Ending, Source, Take};
use crate::terminal::Terminal;
use crate::vocabulary;

const STORY: &str = include_str!("demo/story.md");
const SOUND: &[u8] = include_bytes!("demo/take.flac");

/// When the story is told, a year after it happened.
const RECORDED_AT: &str = "2026-03-08T18:30:00Z";

/// What the built-in files are called where a name is needed.
const STORY_NAME: &str = "demo.md";
const SOUND_NAME: &str = "the built-in recording";

const EXAMPLES: &str = "\
Examples:
  ownup demo                          the whole way, with no microphone and no set-up
  ownup demo --format json | jq .split";

/// Show the report of a built-in story and recording
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    #[command(flatten)]
    output: output::Args,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let paper = Paper::parse(Path::new(STORY_NAME), STORY.to_owned())?;
    let reports = Reports::new(&args.output, terminal);
    let unpacked = unpacked()?;
    let sound = decode::read(unpacked.path())?;
    let recognition = recognition::Args::built_in().expecting(vocabulary::of(&paper.story, &[]));
    let take = Take {
        id: None,
        recorded_at: RECORDED_AT
            .parse()
            .context("cannot read the built-in date")?,
        source: Source::File,
        device: None,
        model: Some(recognition.model()?.name()),
        ending: Ending::Told,
        paused: Vec::new(),
        transcript: recognition.recognise(&sound, SOUND_NAME, terminal)?,
    };
    reports.add(Case::alone(&take, &paper))?;
    reports.finish()?;
    Ok(Done::Wholly)
}

/// The recording as a file, as an imported one is; it is gone when this is dropped.
fn unpacked() -> Result<NamedTempFile> {
    let unpacked = NamedTempFile::new().and_then(|mut file| {
        file.write_all(SOUND)?;
        Ok(file)
    });
    unpacked.context("cannot unpack the built-in recording")
}

//! `ownup import`: takes from recordings.
#![expect(
    clippy::disallowed_methods,
    reason = "transcripts and files' dates are read here"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Result;
use clap::error::ErrorKind;
use jiff::Timestamp;

use super::case::Case;
use super::output::{self, Reports};
use super::paper::Paper;
use super::{Done, recognition};
use crate::audio::decode::{self, Sound};
use crate::audio::{Recording, wav};
use crate::failure::{Failure, hinted, plain, reason};
use crate::library::Library;
use crate::take::{Ending, Source, Take};
use crate::terminal::Terminal;
use crate::transcriber::recalled;
use crate::transcript::Transcript;

const EXAMPLES: &str = "\
Examples:
  ownup import surcharge.md take.m4a                     keep it as a take and report
  ownup import surcharge.md monday.wav tuesday.wav       two takes
  ownup import surcharge.md take.flac --dry-run          report, keep nothing
  ownup import surcharge.md --transcript words.json      from words with times
  ownup import surcharge.md take.mp3 --format json | jq .split";

/// Report on recordings of a story (wav, flac, mp3, m4a, ogg), and keep them as takes
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The story that is told
    story: PathBuf,

    /// Recordings, each a take
    #[arg(required_unless_present = "transcript")]
    audio: Vec<PathBuf>,

    /// Report only; keep no take
    #[arg(long)]
    dry_run: bool,

    /// Take the words from this JSON file instead of recognising them
    #[arg(long, value_name = "FILE")]
    transcript: Option<PathBuf>,

    #[command(flatten)]
    output: output::Args,

    #[command(flatten)]
    recognition: recognition::Args,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    if args.transcript.is_some() && args.audio.len() > 1 {
        let message = "--transcript belongs to one recording, and several are given\n";
        return Err(clap::Error::raw(ErrorKind::TooManyValues, message).into());
    }
    let paper = Paper::read(&args.story)?;
    let reports = Reports::new(&args.output, terminal);
    let desk = Desk {
        args,
        recognition: args.recognition.of(&paper)?,
        paper: &paper,
        terminal,
    };
    let recordings: Vec<Option<&Path>> = match args.audio.as_slice() {
        [] => vec![None],
        audio => audio.iter().map(|path| Some(path.as_path())).collect(),
    };
    let mut done = Done::Wholly;
    for recording in recordings {
        let report = |take: Take| reports.add(Case::new(&take, &paper, terminal)?);
        match desk.import(recording).and_then(report) {
            Ok(()) => {}
            // The others are still worth having.
            Err(error) if args.audio.len() > 1 && !crate::terminal::is_broken_pipe(&error) => {
                terminal.fail(&error);
                done = Done::Partly;
            }
            Err(error) => return Err(error),
        }
    }
    reports.finish()?;
    Ok(done)
}

/// Everything that stays the same from one recording to the next.
struct Desk<'a> {
    args: &'a Args,
    recognition: recognition::Args,
    paper: &'a Paper,
    terminal: &'a Terminal,
}

impl Desk<'_> {
    /// Makes one take, and keeps it unless asked not to.
    fn import(&self, recording: Option<&Path>) -> Result<Take> {
        let sound = recording.map(|path| self.read(path)).transpose()?;
        let take = self.listen(recording, sound.as_ref())?;
        if self.args.dry_run {
            return Ok(take);
        }
        self.keep(&take, sound.as_ref())
    }

    /// Sees whether the recording can be played, and says what is wrong with it.
    fn read(&self, path: &Path) -> Result<Sound> {
        let bar = self
            .terminal
            .spinner(&format!("reading {}", path.display()));
        let sound = decode::read(path)?;
        drop(bar);
        for warning in &sound.warnings {
            self.terminal
                .warn(format_args!("`{}`: {warning}", path.display()));
        }
        Ok(sound)
    }

    /// The take, recognised or recalled.
    fn listen(&self, recording: Option<&Path>, sound: Option<&Sound>) -> Result<Take> {
        let name = recording.map(|path| path.display().to_string());
        let (transcript, model) = match (&self.args.transcript, sound) {
            (Some(file), _) => (recall(file, sound)?, None),
            (None, Some(sound)) => {
                let name = format!("`{}`", name.as_deref().unwrap_or_default());
                let transcript = self.recognition.recognise(sound, &name, self.terminal)?;
                (transcript, Some(self.recognition.model()?.name()))
            }
            (None, None) => (Transcript::default(), None),
        };
        let file = recording.or(self.args.transcript.as_deref());
        Ok(Take {
            id: None,
            recorded_at: file.map_or(Timestamp::UNIX_EPOCH, written_at),
            source: Source::File,
            device: name,
            model,
            ending: Ending::Told,
            paused: Vec::new(),
            transcript,
        })
    }

    fn keep(&self, take: &Take, sound: Option<&Sound>) -> Result<Take> {
        let pending = Library::of_story(&self.paper.path).begin(&self.paper.text)?;
        if let Some(sound) = sound {
            let mut writer = wav::Writer::create(&pending.sound())?;
            sound.play(&mut |block| writer.write(block))?;
            writer.finish()?;
        }
        let stored = pending.keep(take)?;
        let folder = stored.folder.display();
        self.terminal
            .say(format_args!("kept as take {} in `{folder}`", stored.id));
        Ok(stored.take)
    }
}

/// Reads a transcript; with a sound, its length is the sound's.
fn recall(file: &Path, sound: Option<&Sound>) -> Result<Transcript> {
    let name = file.display();
    let json = fs::read_to_string(file)
        .map_err(|error| plain(format!("cannot read `{name}`: {}", reason(&error))))?;
    let mut transcript = recalled::read(&json).map_err(|failure| Failure {
        message: format!("`{name}`: {}", failure.message),
        ..failure
    })?;
    if transcript.words.is_empty() {
        return Err(hinted(
            format!("`{name}` has no words"),
            "a transcript holds every word with its times; leave `--transcript` out to recognise the sound",
        )
        .into());
    }
    if let Some(sound) = sound {
        transcript.duration = transcript.duration.max(sound.length());
    }
    Ok(transcript)
}

/// When the file was last written, which for a recording is when it ended; else now.
fn written_at(path: &Path) -> Timestamp {
    let written = fs::metadata(path).and_then(|file| file.modified());
    let moment = written.unwrap_or_else(|_| SystemTime::now());
    Timestamp::try_from(moment).unwrap_or(Timestamp::UNIX_EPOCH)
}

//! How to recognise, as the command line says it, and sound turned into a transcript.

use std::num::NonZero;
use std::thread;

use anyhow::Result;

use super::paper::Paper;
use crate::audio::{self, Recording};
use crate::failure::{Failure, hinted};
use crate::library::Library;
use crate::machine::Others;
use crate::models::Model;
use crate::terminal::Terminal;
use crate::transcriber::{self, Options};
use crate::transcript::Transcript;
use crate::vocabulary;

/// More than this do not make a short piece of sound any quicker to recognise.
const MOST_ALONE: usize = 4;

/// So many pieces of a recording are recognised at once at most: each takes some 140 MB, and two hours must fit into 600.
const MOST_AT_ONCE: usize = 2;

/// How to recognise.
#[derive(Clone, Debug, clap::Args)]
#[group(skip)]
#[command(next_help_heading = "Recognition")]
pub(super) struct Args {
    /// Another model: a pulled one (`ownup model list`), or a ggml file
    #[arg(long, value_name = "NAME|PATH")]
    model: Option<String>,

    /// The language spoken
    #[arg(long, value_name = "CODE", default_value = "en")]
    language: String,

    /// How many threads recognise [default: the idle cores while recording; for a file one for each core up to 2]
    #[arg(long, value_name = "N")]
    threads: Option<NonZero<usize>>,

    /// The words that are likely to be said.
    #[arg(skip)]
    vocabulary: Vec<String>,
}

impl Args {
    /// The built-in model and English.
    pub(super) fn built_in() -> Self {
        Self {
            model: None,
            language: Options::default().language,
            threads: None,
            vocabulary: Vec::new(),
        }
    }

    /// The same, for somebody who tells the story of this paper.
    ///
    /// # Errors
    ///
    /// When the folder of its takes, where corrections may lie, cannot be read.
    pub(super) fn of(&self, paper: &Paper) -> Result<Self> {
        let known = Library::of_story(&paper.path).known()?;
        Ok(self.expecting(vocabulary::of(&paper.story, &known.put_right)))
    }

    /// The same, for somebody who is likely to say these words.
    pub(super) fn expecting(&self, vocabulary: Vec<String>) -> Self {
        Self {
            vocabulary,
            ..self.clone()
        }
    }

    /// Which weights to use.
    pub(super) fn model(&self) -> Result<Model, Failure> {
        self.model
            .as_deref()
            .map_or(Ok(Model::BuiltIn), Model::named)
    }

    /// The rest of what was asked for, on one thread.
    pub(super) fn options(&self) -> Options {
        Options {
            threads: NonZero::<usize>::MIN,
            language: self.language.clone(),
            vocabulary: self.vocabulary.clone(),
        }
    }

    /// The threads while a person speaks or waits: as asked, or as many as there are cores that others leave idle.
    pub(super) fn threads_beside(&self, others: Others) -> NonZero<usize> {
        self.threads
            .unwrap_or_else(|| idle_cores(cores(), others.load()))
    }

    /// The threads for a whole recording: as asked, or one for each core up to [`MOST_AT_ONCE`].
    fn threads_for_recording(&self) -> NonZero<usize> {
        let all = NonZero::new(cores().min(MOST_AT_ONCE));
        self.threads.or(all).unwrap_or(NonZero::<usize>::MIN)
    }

    /// Recognises a whole recording; `name` is what it is called in a sentence.
    pub(super) fn recognise(
        &self,
        recording: &dyn Recording,
        name: &str,
        terminal: &Terminal,
    ) -> Result<Transcript> {
        let model = self.model()?;
        let length = recording.length();
        let options = Options {
            threads: self.threads_for_recording(),
            ..self.options()
        };
        terminal.detail(format_args!(
            "{name}: {length} of sound, recognised with {} on {} thread(s)",
            model.name(),
            options.threads
        ));
        let bar = terminal.progress(&format!("listening to {name}"), length.0.unsigned_abs());
        let mut reach = |done: crate::time::Millis, _| bar.reach(done.0.unsigned_abs());
        let transcript = transcriber::transcribe(recording, &model, &options, &mut reach)?;
        drop(bar);
        if transcript.words.is_empty() {
            return Err(wordless(recording, name)?.into());
        }
        Ok(transcript)
    }
}

/// The cores that this process may use.
fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZero::get)
}

/// How many of so many cores are idle, going by the `load` of the last minute, up to [`MOST_ALONE`]; half of
/// them where that is unknown. One that is busy for less than three quarters of the time counts as idle.
///
/// Threads of recognition spin while they wait for each other: two on a machine whose two cores have other work
/// as well took four times as long as one.
fn idle_cores(cores: usize, load: Option<f64>) -> NonZero<usize> {
    let cores = cores as f64;
    let idle = load.map_or(cores / 2.0, |load| cores - load + 0.25);
    let idle = idle.round().clamp(1.0, MOST_ALONE as f64) as usize;
    NonZero::new(idle).unwrap_or(NonZero::<usize>::MIN)
}

/// A sample louder than this is not silence: -60 dB.
const SILENCE: f32 = 0.001;

/// Why no word was recognised; `name` is what the recording is called in a sentence.
pub(super) fn wordless(recording: &dyn Recording, name: &str) -> Result<Failure> {
    if audio::peak(recording)? < SILENCE {
        return Ok(hinted(
            format!("{name} is silent"),
            "check that the right microphone was on; `ownup devices` lists them",
        ));
    }
    Ok(hinted(
        format!("no speech was heard in {name}"),
        "check that it is the right recording, and that the voice is not far from the microphone",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(cores: usize, load: Option<f64>, expected: usize) {
        assert_eq!(idle_cores(cores, load).get(), expected);
    }

    #[test]
    fn whoever_waits_is_given_the_idle_cores() {
        check(2, Some(0.4), 2);
        check(2, Some(1.2), 1);
        check(2, Some(9.0), 1);
        check(1, Some(0.0), 1);
        check(8, Some(0.5), 4);
        check(8, Some(6.2), 2);
    }

    #[test]
    fn where_nothing_is_known_half_of_them_are_taken_to_be_idle() {
        check(1, None, 1);
        check(2, None, 1);
        check(6, None, 3);
        check(16, None, 4);
    }
}

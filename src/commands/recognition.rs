//! How to recognise, as the command line says it, and sound turned into a transcript.

use std::num::NonZero;
use std::thread;

use anyhow::Result;

use crate::audio::{self, Recording};
use crate::failure::{Failure, hinted};
use crate::models::Model;
use crate::terminal::Terminal;
use crate::transcriber::{self, Options};
use crate::transcript::Transcript;

/// More than this do not make a short piece of sound any quicker to recognise.
const MOST_ALONE: usize = 4;

/// So many pieces of a recording are recognised at once at most: each takes some 140 MB, and two hours must fit into 600.
const MOST_AT_ONCE: usize = 2;

/// How to recognise.
#[derive(Debug, clap::Args)]
#[group(skip)]
#[command(next_help_heading = "Recognition")]
pub(super) struct Args {
    /// Another model: a pulled one (`ownup model list`), or a ggml file
    #[arg(long, value_name = "NAME|PATH")]
    model: Option<String>,

    /// The language spoken
    #[arg(long, value_name = "CODE", default_value = "en")]
    language: String,

    /// How many threads recognise [default: 1 while recording, and otherwise one for each core up to 2]
    #[arg(long, value_name = "N")]
    threads: Option<NonZero<usize>>,
}

impl Args {
    /// The built-in model and English.
    pub(super) fn built_in() -> Self {
        Self {
            model: None,
            language: Options::default().language,
            threads: None,
        }
    }

    /// Which weights to use.
    pub(super) fn model(&self) -> Result<Model, Failure> {
        self.model
            .as_deref()
            .map_or(Ok(Model::BuiltIn), Model::named)
    }

    /// The rest of what was asked for.
    pub(super) fn options(&self) -> Options {
        Options {
            threads: self.threads.unwrap_or(NonZero::<usize>::MIN),
            language: self.language.clone(),
        }
    }

    /// The threads for a moment's work while a person waits: as asked, or half of what this machine has.
    ///
    /// Threads of recognition spin while they wait for each other: two on a machine whose two
    /// cores have other work as well took four times as long as one.
    pub(super) fn threads_alone(&self) -> NonZero<usize> {
        let half = NonZero::new((cores() / 2).min(MOST_ALONE));
        self.threads.or(half).unwrap_or(NonZero::<usize>::MIN)
    }

    /// The threads for a whole recording: as asked, or all there are.
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

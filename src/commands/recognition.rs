//! How to recognise, as the command line says it, and sound turned into a transcript.

use std::num::NonZero;

use anyhow::Result;

use crate::failure::{Failure, hinted};
use crate::models::Model;
use crate::samples::Samples;
use crate::terminal::Terminal;
use crate::transcriber::{self, Options};
use crate::transcript::Transcript;

/// How to recognise.
#[derive(Debug, clap::Args)]
#[group(skip)]
#[command(next_help_heading = "Recognition")]
pub(super) struct Args {
    /// A ggml model file in place of the built-in model
    #[arg(long, value_name = "PATH")]
    model: Option<String>,

    /// The language spoken
    #[arg(long, value_name = "CODE", default_value = "en")]
    language: String,

    /// How many threads recognise
    #[arg(long, value_name = "N", default_value = "1")]
    threads: NonZero<usize>,
}

impl Args {
    /// The built-in model and English.
    pub(super) fn built_in() -> Self {
        let Options { threads, language } = Options::default();
        Self {
            model: None,
            language,
            threads,
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
            threads: self.threads,
            language: self.language.clone(),
        }
    }

    /// Recognises a whole recording; `name` is what it is called in a sentence.
    pub(super) fn recognise(
        &self,
        sound: &Samples,
        name: &str,
        terminal: &Terminal,
    ) -> Result<Transcript> {
        let model = self.model()?;
        let length = sound.length();
        terminal.detail(format_args!(
            "{name}: {length} of sound, recognised with {} on {} thread(s)",
            model.name(),
            self.threads
        ));
        let bar = terminal.progress(&format!("listening to {name}"), length.0.unsigned_abs());
        let mut reach = |done: crate::time::Millis, _| bar.reach(done.0.unsigned_abs());
        let transcript = transcriber::transcribe(sound, &model, &self.options(), &mut reach)?;
        drop(bar);
        spoken(transcript, sound, name)
    }
}

/// A sample louder than this is not silence: -60 dB.
const SILENCE: f32 = 0.001;

/// The transcript, or why it has no words; `name` is what the sound is called in a sentence.
pub(super) fn spoken(transcript: Transcript, sound: &Samples, name: &str) -> Result<Transcript> {
    let failure = if !transcript.words.is_empty() {
        return Ok(transcript);
    } else if sound.peak() < SILENCE {
        hinted(
            format!("{name} is silent"),
            "check that the right microphone was on; `ownup devices` lists them",
        )
    } else {
        hinted(
            format!("no speech was heard in {name}"),
            "check that it is the right recording, and that the voice is not far from the microphone",
        )
    };
    Err(failure.into())
}

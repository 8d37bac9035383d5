//! What was found out about this machine, as facts; [`super::wording`] puts them into words.

use crate::audio::microphone::Device;
use crate::commands::recognition;
use crate::failure::{self, Failure};
use crate::machine::Extension;
use crate::models::{self, Model};
use crate::settings::Kept;
use crate::transcriber::{Listener, Pace};

/// Everything.
#[derive(Debug)]
pub(super) struct Findings {
    pub(super) microphone: Microphone,
    pub(super) level: Level,
    /// The model, or why it does not load.
    pub(super) model: Result<Loaded, Failure>,
    /// The version of whisper.cpp; none in a build without it.
    pub(super) engine: Option<&'static str>,
    /// What whisper.cpp was compiled for.
    pub(super) needed: Vec<Extension>,
    pub(super) room: Room,
    pub(super) settings: Kept,
}

/// The microphone that `ownup record` would use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Microphone {
    pub(super) choice: Choice,
    /// What the system knows of it, or why it cannot be opened.
    pub(super) opened: Result<Option<Device>, Failure>,
}

/// Who chose the microphone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    /// The system.
    System,
    /// The person, just now.
    Asked(String),
    /// The person, the last time.
    Remembered(String),
    /// The system, as the one of the last time cannot be opened, and why.
    InPlaceOf(String, Failure),
}

/// How loud it was.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Level {
    /// Nothing could be heard, for want of a microphone.
    NotHeard,
    /// The loudest sample, from 0.0 to 1.0.
    Peak(f32),
    /// The microphone was opened and gave no sound, and why.
    NoSound(Failure),
}

/// A model that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Loaded {
    pub(super) name: String,
    /// How large it is, if that can be told.
    pub(super) bytes: Option<u64>,
    pub(super) place: Place,
}

/// Where a model's weights are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the program.
    Inside,
    /// In a file.
    File,
}

/// How much can be recorded into the current folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Room {
    /// So many bytes.
    Free(u64),
    /// The system does not say.
    Unknown,
    /// Nothing can be written, and why.
    Closed(String),
}

/// Loads the model that these arguments name.
pub(super) fn load(args: &recognition::Args) -> Result<Loaded, Failure> {
    let model = args.model()?;
    Listener::new(&model, &args.options(), Pace::Needed).map_err(|error| told(&error))?;
    let (bytes, place) = match &model {
        Model::BuiltIn => (models::built_in_size(), Place::Inside),
        Model::File(path) => (path.metadata().ok().map(|file| file.len()), Place::File),
    };
    Ok(Loaded {
        name: model.name(),
        bytes,
        place,
    })
}

/// An error as message and hint.
pub(super) fn told(error: &anyhow::Error) -> Failure {
    Failure {
        message: format!("{error:#}"),
        hint: failure::hint(error).map(str::to_owned),
    }
}

//! Weights: those built into the program, and for recognition those pulled by name, or a ggml file of the user's own.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this is the module that keeps models in files"
)]

mod built_in;
mod download;
mod part;
mod published;
mod pull;
mod shelf;
mod source;
mod sums;
#[cfg(any(feature = "meaning", feature = "whisper"))]
mod unmapped;

pub use built_in::check as check_built_in;
pub use published::{Languages, Published, amount};
pub use pull::{Pulled, Stage, pull, resume_hint};
pub use shelf::{Presence, Shelf, Soundness};
pub use source::{MIRROR, Source};
#[cfg(feature = "meaning")]
pub(crate) use unmapped::minilm;
#[cfg(feature = "whisper")]
pub(crate) use unmapped::whisper;

use std::path::{Path, PathBuf};

use crate::failure::{Failure, hinted};

/// The name of the built-in model, as takes and reports carry it.
pub const BUILT_IN: &str = "tiny.en-q8_0";

/// Whisper `tiny.en`, in ggml format.
///
/// An array and no reference to one, here and for the other weights: what a static refers to the compiler may keep
/// once in each part of the program that names it.
#[cfg(feature = "whisper")]
pub(crate) static WHISPER: [u8; include_bytes!("../models/ggml-tiny.en-q8_0.bin").len()] =
    *include_bytes!("../models/ggml-tiny.en-q8_0.bin");

/// Silero voice activity detection, in ggml format.
pub(crate) static SILERO: [u8; include_bytes!("../models/ggml-silero-v6.2.0.bin").len()] =
    *include_bytes!("../models/ggml-silero-v6.2.0.bin");

/// How large the built-in model is; none in a build without recognition.
#[must_use]
pub fn built_in_size() -> Option<u64> {
    #[cfg(feature = "whisper")]
    let size = Some(WHISPER.len() as u64);
    #[cfg(not(feature = "whisper"))]
    let size = None;
    size
}

/// Which weights recognise the words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Model {
    /// The weights in the program itself, [`BUILT_IN`].
    #[default]
    BuiltIn,
    /// A ggml file.
    File(PathBuf),
}

impl Model {
    /// The model that `--model` names: the built-in one's name, a pulled one's, or the path of a ggml file.
    ///
    /// # Errors
    ///
    /// When it is none of them.
    pub fn named(name: &str) -> Result<Self, Failure> {
        let shelf = Shelf::of_person().ok();
        let pulled =
            Published::named(name).and_then(|model| shelf.and_then(|shelf| shelf.holds(&model)));
        Self::found(name, pulled)
    }

    /// The same, when this is where a published model of the name was found.
    fn found(name: &str, pulled: Option<PathBuf>) -> Result<Self, Failure> {
        if name == BUILT_IN {
            return Ok(Self::BuiltIn);
        }
        let own = || Path::new(name).is_file().then(|| PathBuf::from(name));
        match pulled.or_else(own) {
            Some(path) => Ok(Self::File(path)),
            // The nearest there is.
            None if name == "tiny.en" => Ok(Self::BuiltIn),
            None => Err(unknown(name)),
        }
    }

    /// What takes and reports call it: `ggml-base.en.bin` is `base.en`.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::BuiltIn => BUILT_IN.to_owned(),
            Self::File(path) => {
                let stem = path.file_stem().unwrap_or_default().to_string_lossy();
                stem.strip_prefix("ggml-").unwrap_or(&stem).to_owned()
            }
        }
    }
}

fn unknown(name: &str) -> Failure {
    let hint = if Published::named(name).is_some() {
        format!("run `ownup model pull {name}`, or leave `--model` out for the built-in one")
    } else {
        "`ownup model list` shows the names; the path of a ggml model file will do too".to_owned()
    };
    hinted(format!("there is no model named `{name}`"), hint)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_model_has_two_names() {
        assert_eq!(Model::found("tiny.en", None), Ok(Model::BuiltIn));
        assert_eq!(Model::found(BUILT_IN, None), Ok(Model::default()));
        assert_eq!(Model::BuiltIn.name(), "tiny.en-q8_0");
    }

    #[test]
    fn a_file_is_named_after_its_weights() {
        let model = Model::File("/models/ggml-base.en.bin".into());
        assert_eq!(model.name(), "base.en");
        assert_eq!(Model::File("own.bin".into()).name(), "own");
    }

    #[test]
    fn a_pulled_model_is_found_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::at(folder.path().to_owned());
        for name in ["base.en", "tiny.en"] {
            let model = Published::named(name).unwrap();
            assert_eq!(shelf.holds(&model), None);
            std::fs::write(folder.path().join(model.file()), "").unwrap();
            let found = Model::found(name, shelf.holds(&model)).unwrap();
            assert_eq!(found, Model::File(folder.path().join(model.file())));
            assert_eq!(found.name(), name);
        }
    }

    fn refused(name: &str, hint: &str) {
        let failure = Model::found(name, None).expect_err(name);
        let message = format!("there is no model named `{name}`");
        assert_eq!(failure, hinted(message, hint));
    }

    #[test]
    fn a_model_that_is_not_here_is_refused_with_a_hint() {
        refused(
            "base.en",
            "run `ownup model pull base.en`, or leave `--model` out for the built-in one",
        );
        refused(
            "no-such-model",
            "`ownup model list` shows the names; the path of a ggml model file will do too",
        );
    }
}

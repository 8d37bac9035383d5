//! The weights of recognition: built into the program, or a ggml file of the user's own.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, hinted};

/// The name of the built-in model, as takes and reports carry it.
pub const BUILT_IN: &str = "tiny.en-q8_0";

/// Whisper `tiny.en`, in ggml format.
#[cfg(feature = "whisper")]
pub(crate) const WHISPER: &[u8] = include_bytes!("../models/ggml-tiny.en-q8_0.bin");

/// Silero voice activity detection, in ggml format.
pub(crate) const SILERO: &[u8] = include_bytes!("../models/ggml-silero-v6.2.0.bin");

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
    /// The model that `--model` names: the built-in one's name, or the path of a ggml file.
    ///
    /// # Errors
    ///
    /// When it is neither.
    pub fn named(name: &str) -> Result<Self, Failure> {
        if matches!(name, BUILT_IN | "tiny.en") {
            Ok(Self::BuiltIn)
        } else if Path::new(name).is_file() {
            Ok(Self::File(PathBuf::from(name)))
        } else {
            Err(hinted(
                format!("there is no model named `{name}`"),
                "give the path of a ggml model file, or leave `--model` out for the built-in one",
            ))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_model_has_two_names() {
        assert_eq!(Model::named("tiny.en"), Ok(Model::BuiltIn));
        assert_eq!(Model::named(BUILT_IN), Ok(Model::default()));
        assert_eq!(Model::BuiltIn.name(), "tiny.en-q8_0");
    }

    #[test]
    fn a_file_is_named_after_its_weights() {
        let model = Model::File("/models/ggml-base.en.bin".into());
        assert_eq!(model.name(), "base.en");
        assert_eq!(Model::File("own.bin".into()).name(), "own");
    }

    #[test]
    fn an_unknown_name_is_refused_with_a_hint() {
        let failure = Model::named("no-such-model").expect_err("no such file");
        assert_eq!(failure.message, "there is no model named `no-such-model`");
        assert!(failure.hint.is_some_and(|hint| hint.contains("--model")));
    }
}

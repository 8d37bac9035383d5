//! whisper.cpp: words from pieces of sound.

use std::num::NonZero;
use std::sync::Arc;

use anyhow::Context;
use whisper_rs::whisper_rs_sys::whisper_ahead;
use whisper_rs::{
    DtwMode, DtwParameters, FullParams, SamplingStrategy, SystemInfo, WHISPER_CPP_VERSION,
    WhisperContext, WhisperContextParameters, WhisperState, get_lang_id, get_lang_str,
    install_logging_hooks,
};

use super::Options;
use super::haste::Haste;
use super::times::Token;
use crate::failure::{Failure, hinted};
use crate::machine::Extension;
use crate::models::{self, Model};
use crate::time::{Millis, SAMPLE_RATE};

/// What the encoder sees of the whole 30 seconds it was trained on: 50 steps a second.
const STEPS: i32 = 1_500;

/// Steps beyond the end of a piece. With 64 the recogniser falls into loops; each step up to 200 makes it hear better.
const MARGIN: i32 = 200;

/// The least steps for a piece that nobody waits for: it hears a few words far better with silence behind them.
const LEAST: i32 = 768;

/// The encoder's matrices are multiplied much faster when their sides are multiples of this.
///
/// ggml's kernels for CPUs take rows of 8 and columns of 16 at once, and other sizes the slow way.
const TILE: i32 = 16;

/// The two heads of the built-in model whose attention follows the sound most closely.
///
/// Of its 24, openai-whisper aligns with eight (`_ALIGNMENT_HEADS`). These two of them place words better: 96 of 100
/// within 150 ms, 94 with the twelve of two whole layers, at a sixth of the work. whisper.cpp keeps a pointer to them.
static FOLLOWING_HEADS: [whisper_ahead; 2] = [
    whisper_ahead {
        n_text_layer: 2,
        n_head: 5,
    },
    whisper_ahead {
        n_text_layer: 3,
        n_head: 2,
    },
];

/// Of another model, all heads of so many layers are followed, the last ones.
const FOLLOWING_LAYERS: i32 = 2;

/// Keeps the recogniser from leaving hesitations and restarts out, as it was trained to, and from writing figures.
///
/// It continues in the manner of what it is told was said before, so that is how somebody talks who looks for words.
/// A number in words has times of its own for each of them, as with `WhisperX`'s `--suppress_numerals`.
const MANNER: &str = "So, um, uh, I, uh, I mean, um, the, uh, the, uh, twenty-five, um, three hundred, uh, \
                      eleven thousand, um, point six, and, uh, um, we, uh, we were, um, er, so, uh.";

/// The version of whisper.cpp.
pub(super) const VERSION: Option<&str> = Some(WHISPER_CPP_VERSION);

/// What whisper.cpp was compiled for.
pub(super) fn extensions() -> Vec<Extension> {
    let compiled = SystemInfo::default();
    let known = [
        (compiled.avx, Extension::Avx),
        (compiled.avx2, Extension::Avx2),
        (compiled.fma, Extension::Fma),
        (compiled.f16c, Extension::F16c),
    ];
    let used = known.into_iter().filter(|(used, _)| *used);
    used.map(|(_, extension)| extension).collect()
}

/// Refuses a processor on which whisper.cpp would be stopped in the middle of its work.
fn check_processor() -> Result<(), Failure> {
    let lacking = |extension: &Extension| !extension.is_present();
    match extensions().into_iter().find(lacking) {
        None => Ok(()),
        Some(extension) => Err(hinted(
            format!("this processor has no {extension}, which recognition was compiled for"),
            "build ownup on this machine, with `GGML_NATIVE=ON` in the environment; it will be slow",
        )),
    }
}

/// How much of the encoder's window a piece is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Window {
    /// As much as the piece fills, and [`MARGIN`]: quick.
    Tight,
    /// That, and no less than [`LEAST`].
    Sized,
    /// All of it: slower, and what the weights were trained on.
    Full,
}

/// Recognises pieces of sound.
pub(super) struct Recogniser {
    context: Arc<WhisperContext>,
    options: Options,
    state: WhisperState,
    params: FullParams<'static, 'static>,
    haste: Haste,
    /// The first token that is not text.
    end_of_text: i32,
}

impl Recogniser {
    /// Loads the weights.
    ///
    /// # Errors
    ///
    /// When the file is no ggml model, the language is unknown to it, or the processor is too old.
    pub(super) fn load(model: &Model, options: &Options) -> anyhow::Result<Self> {
        check_processor()?;
        install_logging_hooks();
        let mut how = WhisperContextParameters::default();
        how.use_gpu(false).dtw_parameters(DtwParameters {
            mode: match model {
                Model::BuiltIn => DtwMode::Custom {
                    aheads: &FOLLOWING_HEADS,
                },
                Model::File(_) => DtwMode::TopMost {
                    n_top: FOLLOWING_LAYERS,
                },
            },
            ..DtwParameters::default()
        });
        Self::of(Arc::new(open(model, how)?), options)
    }

    /// Another one with the same weights, of which there is one copy; it computes beside this one.
    ///
    /// # Errors
    ///
    /// When there is no memory for it.
    pub(super) fn another(&self) -> anyhow::Result<Self> {
        Self::of(Arc::clone(&self.context), &self.options)
    }

    fn of(context: Arc<WhisperContext>, options: &Options) -> anyhow::Result<Self> {
        let mut params = params(&context, options)?;
        let haste = Haste::default();
        give_up_on(&haste, &mut params);
        Ok(Self {
            options: options.clone(),
            haste,
            state: context.create_state().context("cannot prepare the model")?,
            params,
            end_of_text: context.token_eot(),
            context,
        })
    }

    /// What makes a recognition fail that can be done without.
    pub(super) fn haste(&self) -> &Haste {
        &self.haste
    }

    /// Computes with this many threads from now on.
    pub(super) fn set_threads(&mut self, threads: NonZero<usize>) {
        self.params.set_n_threads(number_of(threads));
    }

    /// The tokens heard in `sound`, their ends counted from its first sample.
    pub(super) fn recognise(
        &mut self,
        sound: &[f32],
        window: Window,
    ) -> anyhow::Result<Vec<Token>> {
        let mut params = self.params.clone();
        params.set_max_tokens(most_tokens(sound.len()));
        params.set_audio_ctx(match window {
            Window::Tight => steps(sound.len(), 0),
            Window::Sized => steps(sound.len(), LEAST),
            Window::Full => steps(sound.len(), STEPS),
        });
        self.state
            .full(params, sound)
            .context("the recogniser failed on a piece of the sound")?;
        Ok(self.tokens())
    }

    fn tokens(&self) -> Vec<Token> {
        let mut tokens = Vec::new();
        for segment in self.state.as_iter() {
            for number in 0..segment.n_tokens() {
                let Some(token) = segment.get_token(number) else {
                    continue;
                };
                let data = token.token_data();
                if data.id < self.end_of_text {
                    tokens.push(Token {
                        text: token.to_str_lossy().unwrap_or_default().into_owned(),
                        end: Millis(data.t_dtw * 10),
                        p: data.p,
                    });
                }
            }
        }
        tokens
    }
}

/// The encoder steps for so many samples, at least so many.
fn steps(samples: usize, least: i32) -> i32 {
    let filled = (samples * 50).div_ceil(SAMPLE_RATE as usize);
    let wanted = i32::try_from(filled).unwrap_or(STEPS).min(STEPS) + MARGIN;
    ((wanted.max(least) + TILE - 1) / TILE).min(STEPS / TILE) * TILE
}

/// More tokens than anyone says in so many samples; the recogniser stops there when it is caught in a loop.
fn most_tokens(samples: usize) -> i32 {
    i32::try_from(samples / (SAMPLE_RATE as usize / 10))
        .unwrap_or(i32::MAX)
        .saturating_add(16)
}

fn open(model: &Model, how: WhisperContextParameters) -> anyhow::Result<WhisperContext> {
    match model {
        Model::BuiltIn => WhisperContext::new_from_buffer_with_params(&models::whisper(), how)
            .context("the built-in model cannot be loaded"),
        Model::File(path) => WhisperContext::new_with_params(path, how).map_err(|_| {
            let message = format!("`{}` is no model that can be loaded", path.display());
            let hint = "give a whisper model in ggml format, such as `ggml-base.en.bin`, or leave \
                        `--model` out for the built-in one";
            hinted(message, hint).into()
        }),
    }
}

fn params(
    context: &WhisperContext,
    options: &Options,
) -> anyhow::Result<FullParams<'static, 'static>> {
    let language = language(context, &options.language)?;
    let mut params = FullParams::new(SamplingStrategy::Greedy { best_of: 1 });
    params.set_n_threads(number_of(options.threads));
    params.set_language(Some(language));
    params.set_initial_prompt(&prompt(options));
    params.set_no_context(true);
    params.set_single_segment(true);
    params.set_no_timestamps(true);
    params.set_temperature_inc(0.0);
    params.set_suppress_nst(true);
    params.set_print_progress(false);
    params.set_print_realtime(false);
    params.set_print_timestamps(false);
    params.set_print_special(false);
    Ok(params)
}

/// What the recogniser is told was said before: words that may well come, which it then hears more easily (what
/// `initial_prompt` of openai-whisper is for), and after them, as the end counts most, how they are said.
///
/// Without the commas between the words it hears fewer hesitations.
fn prompt(options: &Options) -> String {
    let words = match options.vocabulary.as_slice() {
        [] => String::new(),
        words => format!("{}. ", words.join(", ")),
    };
    let manner = if options.language == "en" { MANNER } else { "" };
    // whisper-rs panics on a zero byte.
    (words + manner).replace('\0', "")
}

/// Makes whisper.cpp ask between two steps of its work whether to go on.
fn give_up_on(haste: &Haste, params: &mut FullParams<'static, 'static>) {
    let haste = haste.clone();
    // Only a boxed closure is passed on soundly by this version of the binding.
    let asked: Box<dyn FnMut() -> bool> = Box::new(move || haste.gives_up());
    params.set_abort_callback_safe::<_, Box<dyn FnMut() -> bool>>(asked);
}

fn number_of(threads: NonZero<usize>) -> i32 {
    i32::try_from(threads.get()).unwrap_or(1)
}

/// The language as the model knows it.
fn language(context: &WhisperContext, wanted: &str) -> anyhow::Result<&'static str> {
    // whisper-rs panics on a zero byte, so only letters get there.
    let letters = wanted.bytes().all(|byte| byte.is_ascii_lowercase());
    let number = letters.then(|| get_lang_id(wanted)).flatten();
    let Some(language) = number.and_then(get_lang_str) else {
        let message = format!("the language `{wanted}` is unknown");
        return Err(hinted(message, "give a code such as `en`, `de` or `pt`").into());
    };
    if language != "en" && !context.is_multilingual() {
        let message = format!("this model knows English only, not `{wanted}`");
        let hint = "give a multilingual model with `--model PATH`, such as `ggml-base.bin`";
        return Err(hinted(message, hint).into());
    }
    Ok(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(language: &str, vocabulary: &[&str], expected: &str) {
        let options = Options {
            language: language.to_owned(),
            vocabulary: vocabulary.iter().map(ToString::to_string).collect(),
            ..Options::default()
        };
        assert_eq!(prompt(&options), expected);
    }

    #[test]
    fn the_words_that_may_come_stand_before_the_manner() {
        check(
            "en",
            &["Ines", "routing"],
            &format!("Ines, routing. {MANNER}"),
        );
        check("en", &[], MANNER);
    }

    #[test]
    fn the_manner_is_english() {
        check("de", &["Leitung"], "Leitung. ");
        check("de", &[], "");
    }

    #[test]
    fn a_zero_byte_is_left_out() {
        check("de", &["Lei\0tung"], "Leitung. ");
    }
}

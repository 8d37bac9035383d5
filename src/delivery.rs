//! How it was told, whatever it said: pace, fillers, pauses and restarts.

mod flinch;
mod hedges;
mod hesitations;

use crate::alignment::Alignment;
use crate::speech::{Pause, Speech};
use crate::time::{Millis, Span};
use crate::transcript::norm;
use crate::transcript::{Transcript, Word};

pub use flinch::Flinch;
pub use hesitations::{Filler, Restart};

/// The shortest silence that is reported, as listeners notice it.
pub const LONG_PAUSE: Millis = Millis(1_500);

/// How far a section's first word may lie from the silence before it.
const REACH: Millis = Millis(300);

/// How a take was told, as numbers without a verdict.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Delivery {
    /// How many words were said.
    pub words: usize,
    /// Words a minute from the first word to the last; none without words.
    pub wpm: Option<f64>,
    /// Words a minute of speech, silences left out; none without speech.
    pub articulation_wpm: Option<f64>,
    /// The fillers that recognition left standing: there may have been more.
    pub fillers: Vec<Filler>,
    /// Those fillers a minute, from the first word to the last; none without words.
    pub fillers_per_minute: Option<f64>,
    /// The silences of [`LONG_PAUSE`] and more between the first word and the last.
    pub pauses: Vec<PlacedPause>,
    /// Words said twice at once, as one does who starts again.
    pub restarts: Vec<Restart>,
    /// Words that take back what they stand beside: "sort of", "maybe", "I guess".
    pub hedges: Vec<Filler>,
    /// Hesitation around the cause statement, where there is far more than elsewhere.
    pub flinch: Option<Flinch>,
}

/// A silence and where it fell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedPause {
    /// From the end of one word to the onset of the next.
    pub span: Span,
    /// What it stands in or between.
    pub place: PausePlace,
}

/// Where a silence fell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum PausePlace {
    /// Between two sections, where a pause helps the listener.
    Boundary,
    /// Within a section.
    Inside,
    /// Within the sentence that says who was the cause.
    Cause,
}

/// Measures how `transcript` was told; `cause` is where the cause statement stands, if there is one.
///
/// Silences are those of the sound. Where only words are known, they are the gaps between them.
#[must_use]
pub fn deliver(transcript: &Transcript, alignment: &Alignment, cause: Option<Span>) -> Delivery {
    let words = transcript.words.as_slice();
    let Some(told) = transcript.told() else {
        return Delivery::default();
    };
    let speech = speech(transcript);
    let count = words.iter().filter(|w| !norm(&w.text).is_empty()).count();
    let fillers = hesitations::fillers(words);
    let restarts = hesitations::restarts(words);
    let silences = speech.pauses(flinch::SILENCE);
    let hesitations = flinch::moments(&silences, &fillers, &restarts);
    Delivery {
        flinch: cause.and_then(|cause| flinch::find(transcript, &hesitations, cause)),
        hedges: hedges::hedges(words, &fillers),
        words: count,
        wpm: per_minute(count, told.length()),
        articulation_wpm: per_minute(count, speech.within(told)),
        fillers_per_minute: per_minute(fillers.len(), told.length()),
        fillers,
        pauses: speech
            .pauses(LONG_PAUSE)
            .into_iter()
            .filter(|pause| pause.0.overlap(told) >= LONG_PAUSE)
            .map(|pause| placed(pause, alignment, &cause_words(words, cause)))
            .collect(),
        restarts,
    }
}

/// Words a minute from the first word to the last, pauses and all; none without words.
#[must_use]
pub fn pace(transcript: &Transcript) -> Option<f64> {
    let words = transcript.words.iter();
    let count = words.filter(|word| !norm(&word.text).is_empty()).count();
    per_minute(count, transcript.told()?.length())
}

/// When there was speech; where the sound is not known, when there were words.
fn speech(transcript: &Transcript) -> Speech {
    if transcript.speech.is_empty() {
        Speech::new(transcript.words.iter().map(|word| word.span).collect())
    } else {
        transcript.speech.clone()
    }
}

fn per_minute(count: usize, length: Millis) -> Option<f64> {
    (length > Millis::ZERO).then(|| count as f64 * 60.0 / length.seconds())
}

fn cause_words(words: &[Word], cause: Option<Span>) -> Vec<Span> {
    let Some(cause) = cause else {
        return Vec::new();
    };
    words
        .iter()
        .map(|word| word.span)
        .filter(|span| cause.contains(span.start()))
        .collect()
}

/// A word recognised after a silence may have swallowed it, so that only the
/// ends of words say on which side of a silence they were spoken.
fn placed(pause: Pause, alignment: &Alignment, cause: &[Span]) -> PlacedPause {
    let span = pause.0;
    let before = |word: &Span| word.end() <= span.start() + REACH;
    let window = Span::new(span.start() - REACH, span.end() + REACH);
    let place = if cause.iter().any(before) && !cause.iter().all(before) {
        PausePlace::Cause
    } else if boundaries(alignment).any(|moment| window.contains(moment)) {
        PausePlace::Boundary
    } else {
        PausePlace::Inside
    };
    PlacedPause { span, place }
}

/// Where one section gives way to another.
fn boundaries(alignment: &Alignment) -> impl Iterator<Item = Millis> {
    alignment
        .passages
        .windows(2)
        .filter(|pair| (pair[0].role, pair[0].section) != (pair[1].role, pair[1].section))
        .map(|pair| pair[1].span.start())
}

#[cfg(test)]
mod tests;

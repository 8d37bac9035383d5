//! What was said and when.

use serde::{Deserialize, Serialize};

use crate::speech::Speech;
use crate::time::{Millis, Span};

/// A word as it was recognised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(from = "SavedWord", into = "SavedWord")]
pub struct Word {
    /// As recognised, with its punctuation and capitals if there were any, without spaces around.
    pub text: String,
    /// From its onset to its end.
    pub span: Span,
    /// The recogniser's probability, from 0.0 to 1.0.
    pub p: f32,
}

/// A word as files carry it: seconds in place of a span.
#[derive(Clone, Serialize, Deserialize)]
struct SavedWord {
    text: String,
    start: Millis,
    end: Millis,
    #[serde(default = "certain")]
    p: f32,
}

fn certain() -> f32 {
    1.0
}

impl From<SavedWord> for Word {
    fn from(saved: SavedWord) -> Self {
        Self {
            text: saved.text,
            span: Span::new(saved.start, saved.end),
            p: saved.p,
        }
    }
}

impl From<Word> for SavedWord {
    fn from(word: Word) -> Self {
        Self {
            text: word.text,
            start: word.span.start(),
            end: word.span.end(),
            p: (word.p * 1000.0).round() / 1000.0,
        }
    }
}

/// The words of a take in order, and the facts about its sound that a report rests on.
///
/// This is what recognition yields, what a take stores and what `--transcript`
/// reads, so that every later stage can be run again without the sound.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Transcript {
    /// The words, by onset.
    pub words: Vec<Word>,
    /// When there was speech, measured from the sound; empty when only words are known.
    #[serde(default)]
    pub speech: Speech,
    /// How long the sound lasts; the last word's end when only words are known.
    #[serde(default, rename = "duration_s")]
    pub duration: Millis,
    /// Where samples were lost while recording, filled with silence.
    #[serde(default)]
    pub lost: Speech,
}

impl Transcript {
    /// From the onset of the first word to the end of the last, or nothing without words.
    #[must_use]
    pub fn told(&self) -> Option<Span> {
        let (first, last) = (self.words.first()?, self.words.last()?);
        Some(Span::new(first.span.start(), last.span.end()))
    }

    /// The words joined by spaces.
    #[must_use]
    pub fn text(&self, words: std::ops::Range<usize>) -> String {
        let texts: Vec<&str> = self.words[words].iter().map(|w| w.text.as_str()).collect();
        texts.join(" ")
    }
}

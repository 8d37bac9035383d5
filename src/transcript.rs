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
            p: saved.p.clamp(0.0, 1.0),
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

/// No take is longer: two days, which a WAV file has no room for.
const LONGEST: Millis = Millis(2 * 24 * 60 * 60 * 1000);

impl Transcript {
    /// Checks the times of one that comes from a file.
    ///
    /// # Errors
    ///
    /// What is wrong with the first that no telling can have, in words.
    pub fn check(&self) -> Result<(), String> {
        let mut before = Millis::ZERO;
        for (number, word) in (1..).zip(&self.words) {
            let wrong = |what| Err(format!("word {number}, `{}`, {what}", word.text.trim()));
            if word.span.start() < Millis::ZERO {
                return wrong("starts before the sound does");
            }
            if word.span.start() < before {
                return wrong("starts before the word in front of it");
            }
            if word.span.end() > LONGEST {
                return wrong("ends more than two days after the sound began");
            }
            before = word.span.start();
        }
        let spans = self.speech.spans().iter().chain(self.lost.spans());
        if spans.map(|span| span.end()).max().max(Some(self.duration)) > Some(LONGEST) {
            return Err("the sound is longer than two days".to_owned());
        }
        Ok(())
    }

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

/// A word as it is compared: lower case, straight apostrophes, no punctuation around it.
#[must_use]
pub fn norm(word: &str) -> String {
    word.to_lowercase()
        .replace('’', "'")
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_owned()
}

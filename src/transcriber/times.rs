//! When each word was said: the recogniser's alignment, held to the speech that was measured.
//!
//! whisper.cpp aligns tokens by dynamic time warping over cross-attention; its `t_dtw` is the moment
//! a token *ends*. Within running speech that is good to some 50 ms, but around a pause it is not:
//! a word swallows the silence before it. So the pauses that were measured are laid between the words
//! first, each where the alignment fits it best, and every word then stays within its stretch of speech.

use crate::time::{Millis, Span};

/// A part of a word as the recogniser gives it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    /// Its text, with a space in front where a word begins.
    pub text: String,
    /// When it ends, on the clock of the whole take.
    pub end: Millis,
    /// Its probability.
    pub p: f32,
}

/// A word with the moment the alignment ends it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Heard {
    /// Its text with its punctuation.
    pub text: String,
    /// When it ends, as aligned.
    pub end: Millis,
    /// The probability of its tokens together, per token.
    pub p: f32,
}

/// The shortest that a word is made.
const SHORTEST: Millis = Millis(40);

/// The least time that a letter takes when someone speaks fast.
const LETTER: Millis = Millis(30);

/// Joins tokens to words. Punctuation goes with the word before it and has no say in its time.
pub(super) fn words(tokens: &[Token]) -> Vec<Heard> {
    let mut words: Vec<Heard> = Vec::new();
    let mut parts = 0;
    for token in tokens {
        let begins = token.text.starts_with(' ') || words.is_empty();
        let text = token.text.trim();
        if !text.contains(char::is_alphanumeric) {
            if let Some(word) = words.last_mut() {
                word.text.push_str(text);
            }
            continue;
        }
        match words.last_mut() {
            Some(word) if !begins => {
                word.text.push_str(text);
                word.end = token.end;
                word.p = (word.p.powi(parts) * token.p).powf(1.0 / (parts + 1) as f32);
                parts += 1;
            }
            _ => {
                words.push(Heard {
                    text: text.to_owned(),
                    end: token.end,
                    p: token.p,
                });
                parts = 1;
            }
        }
    }
    words
}

/// The span of each word, in order, none over a silence and none before the one before it.
pub(super) fn spans(words: &[Heard], speech: &[Span]) -> Vec<Span> {
    let mut spans = Vec::with_capacity(words.len());
    for (stretch, count) in speech.iter().zip(shares(words, speech)) {
        let first = spans.len();
        spans.extend(within(&words[first..first + count], *stretch));
    }
    spans
}

/// How many words each stretch of speech holds.
///
/// Dynamic programming over the stretches: the cost of a pause between two words is how far the
/// alignment puts their boundary outside it, and words must fit the stretch they are in.
fn shares(words: &[Heard], speech: &[Span]) -> Vec<usize> {
    let unreached = i64::MAX / 2;
    let mut costs = vec![unreached; words.len() + 1];
    costs[0] = 0;
    let mut choices = Vec::with_capacity(speech.len());
    for (at, stretch) in speech.iter().enumerate() {
        let pause = speech
            .get(at + 1)
            .map(|next| Span::new(stretch.end(), next.start()));
        let mut next = vec![unreached; words.len() + 1];
        let mut chosen = vec![0; words.len() + 1];
        for upto in 0..=words.len() {
            let outside = pause.map_or(0, |pause| distance(boundary(words, upto), pause));
            for from in 0..=upto {
                let cost = costs[from] + misfit(&words[from..upto], *stretch) + outside;
                if cost < next[upto] {
                    (next[upto], chosen[upto]) = (cost, from);
                }
            }
        }
        costs = next;
        choices.push(chosen);
    }
    let mut upto = words.len();
    let mut shares: Vec<usize> = Vec::with_capacity(speech.len());
    for chosen in choices.iter().rev() {
        shares.push(upto - chosen[upto]);
        upto = chosen[upto];
    }
    shares.reverse();
    shares
}

/// Where the alignment puts the boundary after the first `upto` words.
fn boundary(words: &[Heard], upto: usize) -> Option<Millis> {
    upto.checked_sub(1).map(|last| words[last].end)
}

/// How far `moment` is outside `pause`.
fn distance(moment: Option<Millis>, pause: Span) -> i64 {
    let Some(moment) = moment else { return 0 };
    (pause.start() - moment).max(moment - pause.end()).0.max(0)
}

/// How badly words fit a stretch: too many for it, or none in much speech.
fn misfit(words: &[Heard], stretch: Span) -> i64 {
    if words.is_empty() {
        return stretch.length().0 / 2;
    }
    let letters: usize = words.iter().map(|word| word.text.len()).sum();
    (letters as i64 * LETTER.0 - stretch.length().0).max(0)
}

/// The spans of words that fill one stretch of speech.
fn within(words: &[Heard], stretch: Span) -> Vec<Span> {
    let count = words.len() as i64;
    let shortest = SHORTEST.0.min(stretch.length().0 / count.max(1));
    let mut start = stretch.start();
    words
        .iter()
        .zip((0..count).rev())
        .map(|(word, after)| {
            let latest = stretch.end() - Millis(shortest * after);
            let end = match after {
                0 => latest,
                _ => word.end.max(start + Millis(shortest)).min(latest),
            };
            let span = Span::new(start, end);
            start = span.end();
            span
        })
        .collect()
}

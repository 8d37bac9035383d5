//! When not to believe the recogniser: loops, inventions over silence, speech it passed over.

use super::chunks::Piece;
use super::times::{Heard, Token};
use crate::time::{Millis, Span};

/// Nobody says more words in a second of speech.
const FASTEST: f64 = 7.5;

/// Nobody says fewer in a second of running speech.
const SLOWEST: f64 = 0.7;

/// Below this a piece's words are guesses.
const GUESS: f32 = 0.45;

/// So much speech after the last word was passed over.
const PASSED_OVER: Millis = Millis(1_500);

/// Whether a piece should be recognised again with more context.
pub(super) fn doubtful(words: &[Heard], piece: &Piece, start: Millis) -> bool {
    let spoken: Millis = piece.speech.iter().map(|s| s.length()).sum();
    let rate = words.len() as f64 / spoken.seconds().max(0.3);
    let last = words.last().map_or(Millis::ZERO, |word| word.end) + start;
    let rest = Span::new(last, Millis(i64::MAX));
    let after: Millis = piece.speech.iter().map(|s| s.overlap(rest)).sum();
    loops(words).is_some()
        || rate > FASTEST
        || (rate < SLOWEST && spoken > Millis(1_000))
        || mean(words) < GUESS
        || after > PASSED_OVER
}

/// The one of two hearings to keep.
pub(super) fn better(first: Vec<Token>, second: Vec<Token>) -> Vec<Token> {
    let score = |tokens: &[Token]| {
        let words = super::times::words(tokens);
        let looped = if loops(&words).is_some() { 1.0 } else { 0.0 };
        mean(&words) - looped
    };
    if score(&second) > score(&first) {
        second
    } else {
        first
    }
}

fn mean(words: &[Heard]) -> f32 {
    let sum: f32 = words.iter().map(|word| word.p).sum();
    sum / words.len().max(1) as f32
}

/// The words without what was surely not said.
pub(super) fn plausible(words: Vec<Heard>, speech: &[Span]) -> Vec<Heard> {
    let mut words = unlooped(words);
    words.retain(|word| !word.text.contains(['[', ']', '(', ')', '♪', '*']));
    let _ = speech;
    words
}

/// Takes all but the first of what is repeated without end.
fn unlooped(mut words: Vec<Heard>) -> Vec<Heard> {
    while let Some((start, length, times)) = loops(&words) {
        words.drain(start + length..start + length * times);
    }
    words
}

/// Words repeated without end: where they start, how many they are, how often they come.
///
/// One word may be said four times over, for emphasis or in a stammer; a phrase twice.
fn loops(words: &[Heard]) -> Option<(usize, usize, usize)> {
    let norms: Vec<String> = words
        .iter()
        .map(|w| crate::telling::norm(&w.text))
        .collect();
    for length in 1..=12 {
        let enough = if length == 1 { 6 } else { 3 };
        for start in 0..norms.len() {
            let times = norms[start..]
                .chunks_exact(length)
                .take_while(|chunk| *chunk == &norms[start..start + length])
                .count();
            if times >= enough {
                return Some((start, length, times));
            }
        }
    }
    None
}

//! A flinch: far more hesitation around the cause statement than in the rest of the take.

use super::hesitations::{Filler, Restart};
use crate::speech::Pause;
use crate::time::{Millis, Span};
use crate::transcript::Transcript;

/// A silence this long is one hesitation.
pub(super) const SILENCE: Millis = Millis(700);

/// How long before the statement hesitation counts as its own.
const BEFORE: Millis = Millis(3_000);

/// How many times the usual is a flinch.
const TIMES: f64 = 2.0;

/// A single hesitation is a breath.
const LEAST: usize = 2;

/// The words of a stretch that the statement is measured against.
const STRETCH: usize = 20;

/// Hesitation around the cause statement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flinch {
    /// From three seconds before the statement to its end.
    pub span: Span,
    /// The hesitations in it.
    pub hesitations: usize,
    /// The same per ten words.
    pub rate: f64,
    /// The median rate of the take's stretches.
    pub usual: f64,
}

/// The onsets of all hesitations; a filler within a restart counts twice, as a listener hears it.
pub(super) fn moments(silences: &[Pause], fillers: &[Filler], restarts: &[Restart]) -> Vec<Millis> {
    let silences = silences.iter().map(|pause| pause.0.start());
    let fillers = fillers.iter().map(|filler| filler.span.start());
    let restarts = restarts.iter().map(|restart| restart.span.start());
    silences.chain(fillers).chain(restarts).collect()
}

/// The flinch around `cause`, if there is one.
pub(super) fn find(transcript: &Transcript, moments: &[Millis], cause: Span) -> Option<Flinch> {
    let span = Span::new(cause.start() - BEFORE, cause.end());
    let words = transcript.words.iter();
    let spoken = words
        .filter(|word| span.contains(word.span.start()))
        .count();
    let hesitations = count(moments, span);
    let rate = rate(hesitations, spoken);
    let usual = usual(transcript, moments);
    (hesitations >= LEAST && rate > TIMES * usual).then_some(Flinch {
        span,
        hesitations,
        rate,
        usual,
    })
}

fn count(moments: &[Millis], span: Span) -> usize {
    moments
        .iter()
        .filter(|moment| span.contains(**moment))
        .count()
}

fn rate(hesitations: usize, words: usize) -> f64 {
    hesitations as f64 * 10.0 / words.max(1) as f64
}

/// The median over stretches of as many words each.
fn usual(transcript: &Transcript, moments: &[Millis]) -> f64 {
    let stretches = transcript.words.chunks(STRETCH);
    let mut rates: Vec<f64> = stretches
        .map(|words| {
            let span = words[0].span.hull(words[words.len() - 1].span);
            rate(count(moments, span), words.len())
        })
        .collect();
    rates.sort_by(f64::total_cmp);
    rates
        .get(rates.len().saturating_sub(1) / 2)
        .copied()
        .unwrap_or(0.0)
}

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
    /// When it ends, counted from the start of the piece.
    pub end: Millis,
    /// Its probability.
    pub p: f32,
}

/// A word with the moment the alignment ends it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Heard {
    /// Its text with its punctuation.
    pub text: String,
    /// When it ends, as aligned, on the clock of the whole take.
    pub end: Millis,
    /// The probability of its tokens together, per token.
    pub p: f32,
}

/// The shortest that a word is made.
const SHORTEST: Millis = Millis(40);

/// The least time that a letter takes when someone speaks fast.
const LETTER: Millis = Millis(30);

/// Joins the tokens of a piece that begins at `start` to words.
///
/// Punctuation goes with the word before it and has no say in its time.
pub(super) fn words(tokens: &[Token], start: Millis) -> Vec<Heard> {
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
                word.end = start + token.end;
                word.p = (word.p.powi(parts) * token.p).powf(1.0 / (parts + 1) as f32);
                parts += 1;
            }
            _ => {
                words.push(Heard {
                    text: text.to_owned(),
                    end: start + token.end,
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
                // Around a stretch without words the boundary may lie on either side.
                let outside = if from == upto { 0 } else { outside };
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
    let needed = LETTER
        .0
        .saturating_mul(i64::try_from(letters).unwrap_or(i64::MAX));
    (needed - stretch.length().0).max(0)
}

/// The spans of words that fill one stretch of speech.
fn within(words: &[Heard], stretch: Span) -> Vec<Span> {
    let room = stretch.length().seconds() / words.len().max(1) as f64;
    let shortest = SHORTEST.min(Millis((room * 1000.0) as i64));
    let mut start = stretch.start();
    let mut latest = stretch.end();
    for _ in words {
        latest = latest - shortest;
    }
    let mut spans = Vec::with_capacity(words.len());
    for (index, word) in words.iter().enumerate() {
        latest += shortest;
        let last = index + 1 == words.len();
        let end = if last { stretch.end() } else { word.end };
        let span = Span::new(start, end.max(start + shortest).min(latest));
        start = span.end();
        spans.push(span);
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEAT: Millis = Millis(300);

    /// Speech as it was, one word a beat, `…` for a beat of silence, against ends as the alignment gave
    /// them, in beats; checks the onsets, in beats.
    fn check(said: &str, ends: &[f64], onsets: &[f64]) {
        let beats: Vec<&str> = said.split_whitespace().collect();
        let mut speech: Vec<Span> = Vec::new();
        for (beat, _) in beats.iter().enumerate().filter(|(_, word)| **word != "…") {
            let span = Span::new(beats_in(beat as f64), beats_in(beat as f64 + 1.0));
            match speech.last_mut() {
                Some(last) if last.end() == span.start() => *last = last.hull(span),
                _ => speech.push(span),
            }
        }
        let words = beats.iter().filter(|word| **word != "…");
        let words: Vec<Heard> = words
            .zip(ends)
            .map(|(text, &end)| Heard {
                text: (*text).to_owned(),
                end: beats_in(end),
                p: 1.0,
            })
            .collect();
        let spans = spans(&words, &speech);
        let got: Vec<f64> = spans
            .iter()
            .map(|s| (s.start().0 as f64 / BEAT.0 as f64 * 10.0).round() / 10.0)
            .collect();
        assert_eq!(got, onsets, "{said}");
        assert!(spans.windows(2).all(|two| two[0].end() <= two[1].start()));
        let whole = |span: &&Span| speech.iter().any(|s| s.overlap(**span) == span.length());
        assert_eq!(spans.iter().filter(whole).count(), spans.len(), "{said}");
    }

    fn beats_in(beats: f64) -> Millis {
        Millis((beats * BEAT.0 as f64) as i64)
    }

    #[test]
    fn running_speech_is_as_aligned() {
        check(
            "I cut the check",
            &[1.1, 1.9, 3.0, 4.0],
            &[0.0, 1.1, 1.9, 3.0],
        );
    }

    #[test]
    fn a_word_after_a_pause_starts_where_speech_does() {
        check(
            "… … I cut … … … the check",
            &[3.0, 4.1, 8.0, 9.0],
            &[2.0, 3.0, 7.0, 8.0],
        );
    }

    #[test]
    fn a_word_that_swallowed_the_pause_gives_it_back() {
        check(
            "I cut … … … the check",
            &[1.0, 1.7, 6.0, 7.0],
            &[0.0, 1.0, 5.0, 6.0],
        );
        check(
            "I cut … … … the check",
            &[1.0, 5.3, 6.0, 7.0],
            &[0.0, 1.0, 5.0, 6.0],
        );
    }

    #[test]
    fn a_stretch_in_which_nothing_was_recognised_stays_empty() {
        let words = [("so", 300), ("then", 2_700)].map(|(text, end)| Heard {
            text: text.to_owned(),
            end: Millis(end),
            p: 1.0,
        });
        let speech = [(0, 300), (1_000, 1_300), (2_400, 2_700)]
            .map(|(start, end)| Span::new(Millis(start), Millis(end)));
        assert_eq!(spans(&words, &speech), [speech[0], speech[2]]);
    }

    #[test]
    fn words_that_do_not_fit_still_come_in_order() {
        check(
            "I cut the check",
            &[3.9, 1.0, 4.8, 4.9],
            &[0.0, 3.6, 3.7, 3.9],
        );
    }

    #[test]
    fn tokens_become_words_and_punctuation_has_no_time() {
        let token = |text: &str, end, p| Token {
            text: text.to_owned(),
            end: Millis(end),
            p,
        };
        let tokens = [
            token(" It", 100, 0.9),
            token(" broke", 400, 0.9),
            token(",", 900, 0.2),
            token(" be", 1_000, 1.0),
            token("cause", 1_300, 0.25),
            token(" -", 1_500, 0.2),
        ];
        let got: Vec<(String, i64, f32)> = words(&tokens, Millis(1_000))
            .into_iter()
            .map(|word| (word.text, word.end.0, word.p))
            .collect();
        let expected = [
            ("It", 1_100, 0.9),
            ("broke,", 1_400, 0.9),
            ("because-", 2_300, 0.5),
        ];
        assert_eq!(got, expected.map(|(t, e, p)| (t.to_owned(), e, p)));
    }
}

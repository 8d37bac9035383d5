//! When not to believe the recogniser: loops, inventions where nobody spoke, speech that it passed over.

use std::ops::Range;

use super::times::Heard;
use crate::time::{Millis, Span};
use crate::transcript::norm;

/// Nobody says more words in a second of speech.
const FASTEST: f64 = 7.0;

/// Who speaks on says more words in a second of speech.
const SLOWEST: f64 = 0.7;

/// Below this the words of a piece are guesses.
const GUESSED: f32 = 0.45;

/// So much speech after the last word was passed over.
const PASSED_OVER: Millis = Millis(1_500);

/// What the recogniser says when it hears nobody; it has learned that from the ends of videos.
const COURTESIES: [&str; 8] = [
    "you",
    "bye",
    "thanks",
    "thank you",
    "thank you very much",
    "thank you for watching",
    "thanks for watching",
    "please subscribe",
];

/// Less speech than this can be no more than a noise.
const NOISE: Millis = Millis(700);

/// Whether a piece should be heard again, with all the context that the recogniser can take.
pub(super) fn doubtful(words: &[Heard], speech: &[Span]) -> bool {
    let spoken = after(speech, Millis(i64::MIN));
    let rate = words.len() as f64 / spoken.seconds().max(0.3);
    let slow = rate < SLOWEST && spoken > Millis(1_000);
    let end = words.last().map_or(Millis(i64::MIN), |word| word.end);
    let passed_over = after(speech, end) > PASSED_OVER;
    slow || rate > FASTEST || passed_over || mean(words) < GUESSED || loops(words).is_some()
}

/// The better of two hearings: the one with more words that are likelier right than wrong.
pub(super) fn better(first: Vec<Heard>, second: Vec<Heard>) -> Vec<Heard> {
    let gain = |words: &[Heard]| -> f32 {
        let words = unlooped(words.to_vec());
        words.iter().map(|word| 2.0 * word.p - 1.0).sum()
    };
    if gain(&second) > gain(&first) {
        second
    } else {
        first
    }
}

/// The words without those that nobody said.
pub(super) fn plausible(words: Vec<Heard>, speech: &[Span]) -> Vec<Heard> {
    let words = unlooped(without_remarks(words));
    let norms: Vec<String> = words.iter().map(|word| norm(&word.text)).collect();
    let courtesy = COURTESIES.contains(&norms.join(" ").as_str());
    if courtesy && after(speech, Millis(i64::MIN)) < NOISE && mean(&words) < 0.7 {
        return Vec::new();
    }
    words
}

/// The speech after `moment`.
fn after(speech: &[Span], moment: Millis) -> Millis {
    let rest = Span::new(moment, Millis(i64::MAX));
    speech.iter().map(|stretch| stretch.overlap(rest)).sum()
}

/// The mean probability; of no words, certainty.
fn mean(words: &[Heard]) -> f32 {
    let sum: f32 = words.iter().map(|word| word.p).sum();
    if words.is_empty() {
        1.0
    } else {
        sum / words.len() as f32
    }
}

/// Without what stands in brackets, between notes or between stars: `[BLANK_AUDIO]`, `(soft music)`.
fn without_remarks(words: Vec<Heard>) -> Vec<Heard> {
    let mut inside = false;
    let mut kept = Vec::with_capacity(words.len());
    for word in words {
        let opens = word.text.starts_with(['[', '(', '*', '♪']);
        let closes = word
            .text
            .trim_end_matches(['.', ','])
            .ends_with([']', ')', '*', '♪']);
        if !(inside || opens) {
            kept.push(word);
        }
        inside = (inside || opens) && !closes;
    }
    kept
}

/// With what is repeated without end said once.
fn unlooped(mut words: Vec<Heard>) -> Vec<Heard> {
    while let Some(again) = loops(&words) {
        words.drain(again);
    }
    words
}

/// Where words are only there because the recogniser is caught in a loop.
///
/// A person may say one word five times over and a few words twice, but no whole sentence at once again.
fn loops(words: &[Heard]) -> Option<Range<usize>> {
    let norms: Vec<String> = words.iter().map(|word| norm(&word.text)).collect();
    let longest = norms.len() / 2;
    (1..=longest).find_map(|length| {
        let most = match length {
            1 => 5,
            2..=4 => 2,
            _ => 1,
        };
        (0..norms.len()).find_map(|start| {
            let phrase = &norms[start..norms.len().min(start + length)];
            let times = norms[start..]
                .chunks_exact(length)
                .take_while(|chunk| *chunk == phrase)
                .count();
            (times > most).then_some(start + length..start + length * times)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One word every 300 ms, as sure as `p`.
    fn heard(text: &str, p: f32) -> Vec<Heard> {
        let words = text.split_whitespace().zip(1..);
        words
            .map(|(text, count)| Heard {
                text: text.to_owned(),
                end: Millis(count * 300),
                p,
            })
            .collect()
    }

    fn speech(length: i64) -> [Span; 1] {
        [Span::new(Millis::ZERO, Millis(length))]
    }

    fn check(text: &str, expected: &str) {
        let words = plausible(heard(text, 0.9), &speech(10_000));
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts.join(" "), expected, "{text}");
    }

    #[test]
    fn a_loop_is_said_once() {
        check("so thanks thanks thanks thanks thanks thanks", "so thanks");
        check(
            "it broke it broke It broke it broke. at nine",
            "it broke at nine",
        );
        let sentence = "so that was the root cause";
        check(
            &format!("{sentence} {sentence} and"),
            &format!("{sentence} and"),
        );
    }

    #[test]
    fn a_person_may_repeat_themselves() {
        let stammer = "I had I had not and that was very very very very bad";
        check(stammer, stammer);
    }

    #[test]
    fn remarks_about_the_sound_are_no_words() {
        check("[BLANK_AUDIO]", "");
        check("I cut (soft music) the check *sighs*.", "I cut the check");
    }

    #[test]
    fn thanks_are_believed_only_when_someone_spoke() {
        assert!(plausible(heard("Thank you.", 0.5), &speech(300)).is_empty());
        assert_eq!(plausible(heard("Thank you.", 0.5), &speech(900)).len(), 2);
        assert_eq!(plausible(heard("Thank you.", 0.9), &speech(300)).len(), 2);
    }

    #[test]
    fn a_plain_sentence_is_believed() {
        assert!(!doubtful(&heard("I cut the check", 0.8), &speech(1_300)));
    }

    #[test]
    fn speech_without_words_is_doubted() {
        assert!(doubtful(&[], &speech(2_000)));
        assert!(doubtful(&heard("I cut the check", 0.8), &speech(4_000)));
        assert!(!doubtful(&[], &speech(500)));
    }

    #[test]
    fn guesses_and_floods_are_doubted() {
        assert!(doubtful(&heard("I cut the check", 0.3), &speech(1_300)));
        assert!(doubtful(&heard("a b c d e f g h", 0.9), &speech(1_000)));
    }

    #[test]
    fn of_two_hearings_the_likelier_is_kept() {
        let (sure, unsure) = (heard("I cut the check", 0.9), heard("eye cut the", 0.6));
        assert_eq!(better(unsure.clone(), sure.clone()), sure);
        assert_eq!(better(sure.clone(), unsure), sure);
    }
}

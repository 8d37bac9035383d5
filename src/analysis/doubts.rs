//! Where a transcript cannot be trusted, as far as the transcript and the sound can tell.

use super::{Doubt, Suspect};
use crate::time::{Millis, Span};
use crate::transcript::{Transcript, Word};

/// Words end sooner than this; one that does not has swallowed something.
const LONGEST_WORD: Millis = Millis(1_500);

/// Speech this long has words in it.
const SPEECH_WITH_WORDS: Millis = Millis(1_200);

/// Under this probability a word is as likely wrong as right.
const UNSURE: f32 = 0.4;

/// One unsure word is nothing; so many in a row are.
const UNSURE_RUN: usize = 3;

/// The mean probability over the words.
pub(super) fn mean_p(words: &[Word]) -> Option<f64> {
    let sum: f64 = words.iter().map(|word| f64::from(word.p)).sum();
    (!words.is_empty()).then(|| sum / words.len() as f64)
}

/// The doubtful stretches, by their start.
pub(super) fn suspects(transcript: &Transcript) -> Vec<Suspect> {
    let words = &transcript.words;
    let long = words
        .iter()
        .map(|word| word.span)
        .filter(|span| span.length() > LONGEST_WORD);
    let unsure = words
        .chunk_by(|a, b| a.p < UNSURE && b.p < UNSURE)
        .filter(|run| run.len() >= UNSURE_RUN && run[0].p < UNSURE)
        .map(|run| run[0].span.hull(run[run.len() - 1].span));
    let lost = transcript.lost.spans().iter().copied();
    let as_suspect = |doubt| move |span| Suspect { span, doubt };
    let mut suspects: Vec<Suspect> = long
        .map(as_suspect(Doubt::LongWord))
        .chain(unsure.map(as_suspect(Doubt::LowConfidence)))
        .chain(
            unheard(transcript)
                .into_iter()
                .map(as_suspect(Doubt::NoWordsInSpeech)),
        )
        .chain(lost.map(as_suspect(Doubt::LostSamples)))
        .collect();
    suspects.sort_by_key(|suspect| suspect.span.start());
    suspects
}

/// The parts of the stretches of speech over which there is no word.
fn unheard(transcript: &Transcript) -> Vec<Span> {
    let mut found = Vec::new();
    let mut words = transcript.words.iter().peekable();
    for speech in transcript.speech.spans() {
        let mut from = speech.start();
        while let Some(word) = words.next_if(|word| word.span.start() < speech.end()) {
            found.push(Span::new(from, word.span.start()));
            from = from.max(word.span.end());
        }
        found.push(Span::new(from, speech.end()));
    }
    found.retain(|gap| gap.length() > SPEECH_WITH_WORDS);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::speech::Speech;

    fn word(start: i64, end: i64, p: f32) -> Word {
        Word {
            text: "word".to_owned(),
            span: Span::new(Millis(start), Millis(end)),
            p,
        }
    }

    fn check(words: Vec<Word>, speech: &[(i64, i64)], expected: &[(Doubt, i64, i64)]) {
        let spans = speech.iter().map(|&(a, b)| Span::new(Millis(a), Millis(b)));
        let transcript = Transcript {
            words,
            speech: Speech::new(spans.collect()),
            ..Transcript::default()
        };
        let found: Vec<(Doubt, i64, i64)> = suspects(&transcript)
            .iter()
            .map(|s| (s.doubt, s.span.start().0, s.span.end().0))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_word_of_two_seconds_is_doubtful() {
        check(
            vec![word(0, 2_000, 1.0)],
            &[],
            &[(Doubt::LongWord, 0, 2_000)],
        );
    }

    #[test]
    fn three_unsure_words_in_a_row_are_doubtful_and_two_are_not() {
        let two = vec![word(0, 200, 0.1), word(200, 400, 0.1), word(400, 600, 0.9)];
        check(two, &[], &[]);
        let three = (0..3).map(|i| word(200 * i, 200 * i + 200, 0.2)).collect();
        check(three, &[], &[(Doubt::LowConfidence, 0, 600)]);
    }

    #[test]
    fn speech_without_words_is_doubtful() {
        let words = vec![word(100, 400, 1.0), word(3_000, 3_200, 1.0)];
        let expected = [
            (Doubt::NoWordsInSpeech, 400, 3_000),
            (Doubt::NoWordsInSpeech, 5_000, 7_000),
        ];
        check(words, &[(0, 3_300), (5_000, 7_000)], &expected);
    }

    #[test]
    fn a_pause_between_two_stretches_of_speech_is_no_doubt() {
        let words = vec![word(0, 400, 1.0), word(3_000, 3_200, 1.0)];
        check(words, &[(0, 420), (2_950, 3_300)], &[]);
    }
}

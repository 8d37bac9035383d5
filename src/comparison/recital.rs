//! How much of a take was recited: words in runs that also stand on paper.
//!
//! Runs are shingles of [`RUN`] words, as in Broder 1997, "On the resemblance and
//! containment of documents": a word counts as copied when any run it stands in
//! is on paper, in the same order and without a word between.

use std::collections::HashSet;

use crate::story::Story;
use crate::transcript::Transcript;
use crate::transcript::norm;

/// So many words in a row are rarely the same by chance, and often even when one in ten is misheard.
const RUN: usize = 5;

/// The share of copied words from which a take is a recital: more than half of it.
pub const RECITAL: f64 = 0.5;

/// Fewer words than this tell nothing about how the rest was told.
pub const ENOUGH_WORDS: usize = 30;

/// For each word of the transcript, whether it was copied from the paper.
pub(super) fn copied(story: &Story, transcript: &Transcript) -> Vec<bool> {
    let written: Vec<Vec<String>> = story
        .sections
        .iter()
        .map(|section| {
            let sentences = section.sentences.iter();
            let words = sentences.flat_map(|sentence| sentence.text.split_whitespace());
            words.map(norm).filter(|word| !word.is_empty()).collect()
        })
        .collect();
    let runs: HashSet<&[String]> = written
        .iter()
        .flat_map(|words| words.windows(RUN))
        .collect();
    let spoken: Vec<(usize, String)> = transcript
        .words
        .iter()
        .map(|word| norm(&word.text))
        .enumerate()
        .filter(|(_, word)| !word.is_empty())
        .collect();
    let (places, words): (Vec<usize>, Vec<String>) = spoken.into_iter().unzip();
    let mut copied = vec![false; transcript.words.len()];
    for (at, run) in words.windows(RUN).enumerate() {
        if runs.contains(run) {
            places[at..at + RUN]
                .iter()
                .for_each(|&place| copied[place] = true);
        }
    }
    copied
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::parse;
    use crate::time::Span;
    use crate::transcript::Word;

    const PAPER: &str = "---\ntitle: t\n---\n\n## Context\n\nI run the nightly invoicing job. It has never failed.\n";

    /// The copied words, in capitals.
    fn check(spoken: &str, expected: &str) {
        let story = parse(PAPER).expect("a sound story");
        let word = |text: &str| Word {
            text: text.to_owned(),
            span: Span::default(),
            p: 1.0,
        };
        let transcript = Transcript {
            words: spoken.split_whitespace().map(word).collect(),
            ..Transcript::default()
        };
        let marked: Vec<String> = copied(&story, &transcript)
            .iter()
            .zip(spoken.split_whitespace())
            .map(|(copied, word)| {
                if *copied {
                    word.to_uppercase()
                } else {
                    word.to_owned()
                }
            })
            .collect();
        assert_eq!(marked.join(" "), expected);
    }

    #[test]
    fn five_words_in_a_row_are_copied_whatever_their_case_and_punctuation() {
        check("well i run the, Nightly job", "well i run the, Nightly job");
        check(
            "well i run the, Nightly invoicing thing",
            "well I RUN THE, NIGHTLY INVOICING thing",
        );
    }

    #[test]
    fn a_run_may_go_on_across_sentences() {
        check("invoicing job it has never", "INVOICING JOB IT HAS NEVER");
    }

    #[test]
    fn the_same_words_in_another_order_are_the_speakers_own() {
        check(
            "it never failed the nightly job has",
            "it never failed the nightly job has",
        );
    }

    #[test]
    fn a_take_without_words_copies_nothing() {
        check("", "");
    }
}

//! A transcript cut into clauses, at punctuation where there is any and at pauses and turns of phrase where there is none.

use std::ops::Range;

use crate::time::{Millis, Span};
use crate::transcript::norm;
use crate::transcript::{Transcript, Word};

/// A silence this long ends a sentence whatever the words say.
const SENTENCE_PAUSE: Millis = Millis(600);

/// A silence this long ends a clause of a few words.
const CLAUSE_PAUSE: Millis = Millis(350);

/// A silence this long ends a clause that is long enough to stand alone.
const BREATH: Millis = Millis(150);

/// The words with which a new clause is likely to begin.
const TURNS: [&str; 21] = [
    "and", "but", "so", "because", "then", "now", "which", "when", "where", "if", "although",
    "though", "since", "after", "before", "who", "that", "until", "while", "or", "as",
];

/// Besides those, what is said while the next words are looked for.
const STALLING: [&str; 13] = [
    "um", "uh", "er", "erm", "i", "mean", "you", "know", "like", "well", "yeah", "okay", "just",
];

/// Beyond this many words a clause is cut wherever it is.
const LONGEST: usize = 16;

/// A stretch of words that is about one thing, as far as form can tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// Its words, an index range of the transcript's.
    pub words: Range<usize>,
    /// From the onset of its first word to the end of its last.
    pub span: Span,
    /// Whether a sentence ends with it: by a full stop or a long pause.
    pub closes: bool,
    /// The silence before it; zero for the first.
    pub pause: Millis,
}

/// Cuts a transcript into clauses that cover its words in order.
#[must_use]
pub fn cut(transcript: &Transcript) -> Vec<Clause> {
    cut_at(transcript, &[])
}

/// The same, parted also before each of the words at `borders`, which ascend.
#[must_use]
pub fn cut_at(transcript: &Transcript, borders: &[usize]) -> Vec<Clause> {
    let words = &transcript.words;
    let mut clauses = Vec::new();
    let mut start = 0;
    for next in 1..=words.len() {
        let parted = borders.binary_search(&next).ok().map(|_| false);
        if let Some(closes) = cut_before(words, start, next).or(parted) {
            clauses.push(Clause {
                words: start..next,
                span: Span::new(words[start].span.start(), words[next - 1].span.end()),
                closes,
                pause: silence_before(words, start),
            });
            start = next;
        }
    }
    clauses
}

/// Whether the clause that began at `start` ends before word `next`, and if so, whether a sentence does.
fn cut_before(words: &[Word], start: usize, next: usize) -> Option<bool> {
    let Some(word) = words.get(next) else {
        return Some(true);
    };
    let pause = silence_before(words, next);
    let length = next - start;
    let last = words[next - 1]
        .text
        .trim_end_matches(['"', '\'', ')', '”', '’']);
    if last.ends_with(['.', '?', '!']) || pause >= SENTENCE_PAUSE {
        return Some(true);
    }
    let turn = || TURNS.contains(&norm(&word.text).as_str());
    let ends = (pause >= CLAUSE_PAUSE && length >= 3 && !is_stalling(&words[start..next]))
        || (last.ends_with([',', ';', ':', '—', '-']) && length >= 5)
        || ((pause >= BREATH || turn()) && length >= 6)
        || length >= LONGEST;
    ends.then_some(false)
}

/// Whether nothing has been said yet ("because, I mean, …"): it belongs to what follows.
fn is_stalling(words: &[Word]) -> bool {
    words.iter().all(|word| {
        let word = norm(&word.text);
        TURNS.contains(&word.as_str()) || STALLING.contains(&word.as_str())
    })
}

/// The silence between word `index` and the one before it.
fn silence_before(words: &[Word], index: usize) -> Millis {
    match index.checked_sub(1) {
        Some(before) => Span::new(words[before].span.end(), words[index].span.start()).length(),
        None => Millis::ZERO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One word a beat of 200 ms, `…` for a beat of silence; the clauses come back with ` / ` between
    /// them, ` // ` where a sentence ends.
    fn check(spoken: &str, expected: &str) {
        let mut words = Vec::new();
        for (beat, text) in spoken.split_whitespace().enumerate() {
            let start = Millis(200 * beat as i64);
            if text != "…" {
                words.push(Word {
                    text: text.to_owned(),
                    span: Span::new(start, start + Millis(200)),
                    p: 1.0,
                });
            }
        }
        let transcript = Transcript {
            words,
            ..Transcript::default()
        };
        let mut shown = String::new();
        for clause in cut(&transcript) {
            shown += &transcript.text(clause.words);
            shown += if clause.closes { " // " } else { " / " };
        }
        assert_eq!(shown.trim_end_matches([' ', '/']), expected);
    }

    #[test]
    fn a_full_stop_ends_a_sentence() {
        check("It broke. I did it.", "It broke. // I did it.");
    }

    #[test]
    fn a_long_pause_ends_a_sentence_without_any_punctuation() {
        check("it broke … … … i did it", "it broke // i did it");
    }

    #[test]
    fn a_turn_of_phrase_cuts_a_clause_that_can_stand_alone() {
        check(
            "we lost the whole afternoon there because i had skipped the test",
            "we lost the whole afternoon there / because i had skipped the test",
        );
        check("i left because it rained", "i left because it rained");
    }

    #[test]
    fn words_that_only_gain_time_stay_with_what_follows() {
        check(
            "because, i mean, … … i had moved three others",
            "because, i mean, i had moved three others",
        );
        check(
            "i forgot it … … and the whole batch went out",
            "i forgot it / and the whole batch went out",
        );
    }

    #[test]
    fn an_endless_run_is_cut_all_the_same() {
        let run = vec!["on"; 40].join(" ");
        let transcript = run.split(' ').count();
        assert_eq!(transcript, 40);
        let expected = [16, 16, 8].map(|n| vec!["on"; n].join(" ")).join(" / ");
        check(&run, &expected);
    }

    #[test]
    fn no_words_have_no_clauses() {
        check("", "");
    }
}

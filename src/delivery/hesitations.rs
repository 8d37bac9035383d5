//! Fillers and restarts, read off the words; both err towards hearing too few.

use crate::time::{Millis, Span};
use crate::transcript::Word;
use crate::transcript::norm;

/// A sound or phrase that fills a silence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filler {
    /// As it is compared: lower case, no punctuation.
    pub text: String,
    /// When it was said.
    pub span: Span,
}

/// Words said twice at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restart {
    /// The words, each time they were said, and the one they led to.
    pub text: String,
    /// From the first attempt to the end of the last.
    pub span: Span,
}

/// Sounds that are never a word of the story.
const SOUNDS: [&str; 14] = [
    "um", "umm", "uhm", "uh", "uhh", "er", "erm", "ah", "eh", "hm", "hmm", "mm", "mmm", "mhm",
];

/// Phrases that fill only where they are set off on both sides.
const PHRASES: [&[&str]; 5] = [
    &["you", "know"],
    &["i", "mean"],
    &["sort", "of"],
    &["kind", "of"],
    &["like"],
];

/// The longest run of words whose repetition counts as a restart.
const LONGEST_RUN: usize = 4;

/// Words that English doubles on purpose, or by its grammar.
const DOUBLED: [&str; 13] = [
    "had", "that", "very", "really", "so", "no", "yes", "many", "much", "far", "is", "again", "bye",
];

/// The fillers that stand in `words`, in order.
pub(super) fn fillers(words: &[Word]) -> Vec<Filler> {
    let norms: Vec<String> = words.iter().map(|word| norm(&word.text)).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let length = filler_at(words, &norms, at);
        if length > 0 {
            let last = &words[at + length - 1];
            found.push(Filler {
                text: norms[at..at + length].join(" "),
                span: words[at].span.hull(last.span),
            });
        }
        at += length.max(1);
    }
    found
}

/// How many words the filler beginning at `at` has; 0 when none does.
fn filler_at(words: &[Word], norms: &[String], at: usize) -> usize {
    if SOUNDS.contains(&norms[at].as_str()) {
        return 1;
    }
    PHRASES
        .iter()
        .find(|phrase| starts_with(&norms[at..], phrase) && set_off(words, at, phrase.len()))
        .map_or(0, |phrase| phrase.len())
}

/// Whether punctuation or the edge of the take parts these words from what is around them.
fn set_off(words: &[Word], at: usize, length: usize) -> bool {
    let breaks = |word: &Word| {
        word.text
            .ends_with([',', '.', '?', '!', ';', '…', '—', '-'])
    };
    let before = at == 0 || breaks(&words[at - 1]);
    before && breaks(&words[at + length - 1])
}

fn starts_with(norms: &[String], phrase: &[&str]) -> bool {
    norms.len() >= phrase.len() && norms.iter().zip(phrase).all(|(a, b)| a == b)
}

/// The restarts that stand in `words`, in order; a filler between two attempts does not part them.
pub(super) fn restarts(words: &[Word]) -> Vec<Restart> {
    let spoken: Vec<(usize, String)> = words
        .iter()
        .map(|word| norm(&word.text))
        .enumerate()
        .filter(|(_, norm)| !norm.is_empty() && !SOUNDS.contains(&norm.as_str()))
        .collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < spoken.len() {
        let Some(end) = restart_at(words, &spoken, at) else {
            at += 1;
            continue;
        };
        let through = spoken
            .get(end)
            .filter(|_| !closes(&words[spoken[end - 1].0]));
        let last = through.map_or(spoken[end - 1].0, |(index, _)| *index);
        found.push(restart(&words[spoken[at].0..=last]));
        at = end;
    }
    found
}

/// Where the repetitions beginning at `at` end, the longest run first.
fn restart_at(words: &[Word], spoken: &[(usize, String)], at: usize) -> Option<usize> {
    (1..=LONGEST_RUN)
        .rev()
        .find_map(|run| repeated(words, &spoken[at..], run))
        .map(|length| at + length)
}

/// How many words the first `run` words and their repetitions take, if they are repeated.
fn repeated(words: &[Word], spoken: &[(usize, String)], run: usize) -> Option<usize> {
    let same = |a: &[(usize, String)], b: &[(usize, String)]| {
        a.iter().zip(b).all(|((_, a), (_, b))| a == b) && !closes(&words[a[a.len() - 1].0])
    };
    let attempts: Vec<_> = spoken.chunks_exact(run).collect();
    let again = attempts.windows(2).take_while(|two| same(two[0], two[1]));
    let count = again.count();
    (count > 0 && !on_purpose(attempts[0])).then_some((count + 1) * run)
}

/// Whether a sentence ends with this word; what trails off does not end one.
fn closes(word: &Word) -> bool {
    word.text.ends_with(['.', '?', '!']) && !word.text.ends_with("..")
}

fn on_purpose(run: &[(usize, String)]) -> bool {
    run.len() == 1
        && (DOUBLED.contains(&run[0].1.as_str()) || run[0].1.chars().all(|c| c.is_ascii_digit()))
}

fn restart(words: &[Word]) -> Restart {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let span = match (words.first(), words.last()) {
        (Some(first), Some(last)) => first.span.hull(last.span),
        _ => Span::new(Millis::ZERO, Millis::ZERO),
    };
    Restart {
        text: texts.join(" "),
        span,
    }
}

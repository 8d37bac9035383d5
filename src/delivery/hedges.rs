//! Hedges, read off the words: what takes back a little of what it stands beside.

use super::hesitations::Filler;
use crate::transcript::Word;
use crate::transcript::norm;

/// The hedges (after Lakoff 1973 and Hyland 1998), the longest first where two begin alike.
const HEDGES: [&[&str]; 20] = [
    &["a", "little", "bit"],
    &["or", "something", "like", "that"],
    &["to", "some", "extent"],
    &["in", "a", "way"],
    &["more", "or", "less"],
    &["a", "bit"],
    &["sort", "of"],
    &["kind", "of"],
    &["i", "guess"],
    &["i", "suppose"],
    &["i", "think"],
    &["or", "something"],
    &["or", "whatever"],
    &["kinda"],
    &["sorta"],
    &["maybe"],
    &["perhaps"],
    &["probably"],
    &["possibly"],
    &["somewhat"],
];

/// Words before "sort of" and "kind of" that make a kind of them: "this kind of job".
const KINDS: [&str; 12] = [
    "a", "the", "this", "that", "what", "some", "any", "same", "one", "every", "another", "no",
];

/// The hedges that stand in `words`, in order, those left out that are `fillers` already.
pub(super) fn hedges(words: &[Word], fillers: &[Filler]) -> Vec<Filler> {
    let norms: Vec<String> = words.iter().map(|word| norm(&word.text)).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let length = hedge_at(&norms, at);
        if length > 0 {
            let span = words[at].span.hull(words[at + length - 1].span);
            if !fillers
                .iter()
                .any(|filler| filler.span.overlap(span) > crate::time::Millis::ZERO)
            {
                found.push(Filler {
                    text: norms[at..at + length].join(" "),
                    span,
                });
            }
        }
        at += length.max(1);
    }
    found
}

/// How many words the hedge beginning at `at` has; 0 when none does.
fn hedge_at(norms: &[String], at: usize) -> usize {
    let before = at
        .checked_sub(1)
        .map_or("", |before| norms[before].as_str());
    let begins = |hedge: &&&[&str]| {
        let rest = &norms[at..];
        rest.len() >= hedge.len() && rest.iter().zip(hedge.iter()).all(|(a, b)| a == b)
    };
    let kind = |hedge: &[&str]| matches!(hedge, ["sort" | "kind", "of"]) && KINDS.contains(&before);
    HEDGES
        .iter()
        .find(begins)
        .filter(|hedge| !kind(hedge))
        .map_or(0, |hedge| hedge.len())
}

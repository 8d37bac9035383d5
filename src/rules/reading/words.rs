//! From tokens to words: without fillers and repetitions, contractions opened, what was misheard by a letter or lost mended.
//!
//! Speech has no reliable punctuation and many interruptions, so the rules never see "um", "you know" or "really", nor an
//! immediate repetition.

use std::ops::Range;

use super::Word;
use crate::rules::{lexicon, verbs};
use crate::telling::{Telling, Token};

/// Appends the words of some tokens.
pub(super) fn read(telling: &Telling, tokens: Range<usize>, words: &mut Vec<Word>) {
    let mut fresh = true;
    for index in tokens {
        let token = &telling.tokens[index];
        let name = !fresh && is_name(token);
        fresh = false;
        for part in opened(&token.norm, telling.tokens.get(index + 1)) {
            push(words, mended(part), index, name);
        }
        match token.text.chars().last() {
            Some('.' | '!' | '…') => {
                mark(words, ".", index);
                fresh = true;
            }
            Some('?') => {
                mark(words, "?", index);
                fresh = true;
            }
            Some(',' | ';' | ':' | '—' | '–' | '-') => pause(words),
            _ => {}
        }
    }
    pause(words);
}

/// A word of six letters or more that is one wrong letter away from one that matters.
///
/// Shorter words have too many neighbours; a missing or added ending is another word.
fn mended(part: &str) -> &str {
    if part.len() < 5 || lexicon::ANCHORS.contains(&part) {
        return part;
    }
    let near = lexicon::ANCHORS.iter().find(|anchor| {
        let same = anchor.len() == part.len() && anchor.as_bytes()[0] == part.as_bytes()[0];
        same && anchor
            .bytes()
            .zip(part.bytes())
            .filter(|(a, b)| a != b)
            .count()
            == 1
            && anchor.as_bytes()[anchor.len() - 1] == part.as_bytes()[part.len() - 1]
    });
    near.copied()
        .filter(|anchor| anchor.len() > 5 || !REAL.contains(&part))
        .unwrap_or(part)
}

/// Words that are one letter away from a short anchor and mean themselves.
const REAL: &[&str] = &[
    "flame", "blade", "sever", "lever", "never", "fever", "could", "world", "worms", "until",
    "worth",
];

fn is_name(token: &Token) -> bool {
    let mut chars = token.text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_some_and(char::is_lowercase)
}

fn mark(words: &mut Vec<Word>, text: &str, token: usize) {
    if words.last().is_some_and(|w| w.text != "." && w.text != "?") {
        words.push(Word {
            text: text.to_owned(),
            token,
            pauses: true,
            name: false,
        });
    }
}

fn pause(words: &mut [Word]) {
    if let Some(word) = words.last_mut() {
        word.pauses = true;
    }
}

/// Adds a word, unless it is a filler or repeats the one before.
fn push(words: &mut Vec<Word>, part: &str, token: usize, name: bool) {
    if part.is_empty() || lexicon::FILLERS.contains(part) {
        return;
    }
    if let Some(last) = words.last() {
        let repeats = last.text == part && !matches!(part, "had" | "that") && last.token != token;
        if repeats {
            return;
        }
        if lexicon::FILLER_PAIRS.contains(&(last.text.as_str(), part)) {
            words.pop();
            return;
        }
    }
    let word = |text: &str| Word {
        text: text.to_owned(),
        token,
        pauses: false,
        name,
    };
    let heard = match modal(words) {
        Some(_) if part == "of" => &["have"][..],
        Some(modal) if modal != "would" && is_only_participle(part) => &["have", part],
        _ => &[part],
    };
    words.extend(heard.iter().copied().map(word));
}

/// The modal that the words end with, negated or not: "I should", "I could not".
fn modal(words: &[Word]) -> Option<&str> {
    let mut back = words.iter().rev().map(|word| word.text.as_str());
    let last = match back.next() {
        Some("not") => back.next(),
        last => last,
    };
    last.filter(|last| lexicon::one_of(last, "should could would might must"))
}

/// Whether a verb can only stand behind "have" or "be": "I could asked" has lost its "have".
fn is_only_participle(word: &str) -> bool {
    verbs::past(word).is_some_and(|form| form.participle && form.base != word)
}

/// A token's words: "didn't" is two, and so is "didnt".
fn opened<'t>(norm: &'t str, next: Option<&Token>) -> Vec<&'t str> {
    if let Some((_, parts)) = lexicon::OPENED.iter().find(|(whole, _)| *whole == norm) {
        let next = next.map_or("", |token| token.norm.as_str());
        if lexicon::also_words(norm, next) {
            return vec![norm];
        }
        return parts.to_vec();
    }
    if let Some(stem) = norm.strip_suffix("n't") {
        return vec![stem, "not"];
    }
    for (suffix, word) in [
        ("'ve", "have"),
        ("'re", "are"),
        ("'ll", "will"),
        ("'m", "am"),
    ] {
        if let Some(stem) = norm.strip_suffix(suffix) {
            return vec![stem, word];
        }
    }
    for suffix in ["'d", "'s"] {
        if let Some(stem) = norm.strip_suffix(suffix) {
            let (stem, rest) = norm.split_at(stem.len());
            return vec![stem, rest];
        }
    }
    norm.split(['-', '/', '—', '–']).collect()
}

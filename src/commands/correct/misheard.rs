//! The word that a person means who heard another one.

use std::ops::Range;

use super::stretch::{Moment, Stretch, Told, sharp};
use crate::commands::rules::distance;
use crate::failure::{Failure, hinted};
use crate::transcript::Word;
use crate::transcript::norm;

/// The words that `text` is to stand in place of.
///
/// Several words begin within a second; of those it is the likest by its letters that was misheard.
pub(super) fn words(stretch: Stretch, text: &str, told: Told<'_>) -> Result<Range<usize>, Failure> {
    let Stretch::At(moment) = stretch else {
        return stretch.words(told);
    };
    let spoken = (0..told.words.len()).filter(|&at| is_at(&told.words[at], moment));
    let said = norm(text);
    let unlikeness = |&at: &usize| {
        let word = &told.words[at];
        let away = (word.span.start().0 - moment.at.0).abs();
        (distance(&norm(&word.text), &said), away)
    };
    let likest = spoken.min_by_key(unlikeness);
    likest
        .map(|at| at..at + 1)
        .ok_or_else(|| no_word(moment, told))
}

/// Whether a word begins at this second, or is being said then.
fn is_at(word: &Word, moment: Moment) -> bool {
    moment.shows(word.span.start()) || word.span.contains(moment.at)
}

fn no_word(moment: Moment, told: Told<'_>) -> Failure {
    let named = |word: &Word| format!("“{}” at {}", word.text, sharp(word.span.start()));
    let before = told
        .words
        .iter()
        .rfind(|word| word.span.start() < moment.at);
    let after = told.words.iter().find(|word| word.span.start() > moment.at);
    let nearest: Vec<String> = before.into_iter().chain(after).map(named).collect();
    let hint = match nearest.as_slice() {
        [] => return told.nothing(&format!("at {moment}")),
        [only] => format!("the nearest is {only}"),
        both => format!("the nearest are {}", both.join(" and ")),
    };
    hinted(format!("there is no word at {moment}"), hint)
}

/// What is to be read there: the end mark stays, as sentences are told apart by it.
pub(super) fn reading(text: &str, was: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mark = was.trim_start_matches(|c: char| !matches!(c, '.' | ',' | ';' | ':' | '?' | '!'));
    let bare = text.ends_with(char::is_alphanumeric);
    let is_mark = mark.chars().all(|c| !c.is_alphanumeric());
    if bare && is_mark { text + mark } else { text }
}

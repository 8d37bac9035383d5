//! Prose cut into sentences, by punctuation and a short list of abbreviations.

use std::ops::Range;

/// Abbreviations whose full stop never ends a sentence.
const OPEN: [&str; 14] = [
    "e.g", "i.e", "eg", "ie", "cf", "vs", "dr", "mr", "mrs", "ms", "prof", "st", "approx", "ca",
];

/// Abbreviations whose full stop ends a sentence when a capital follows.
const EITHER: [&str; 15] = [
    "etc", "a.m", "p.m", "u.s", "u.k", "e.u", "inc", "ltd", "co", "corp", "jr", "sr", "al", "dept",
    "est",
];

/// Abbreviations of a number that follows.
const NUMBERED: [&str; 6] = ["no", "nr", "fig", "sec", "ver", "v"];

/// The sentences of a paragraph as byte ranges, trimmed; what has no letter or digit is left out.
pub(super) fn split(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (end, next) in gaps(text) {
        if ends_sentence(&text[start..end], &text[next..]) {
            sentences.extend(trimmed(text, start..end));
            start = next;
        }
    }
    sentences.extend(trimmed(text, start..text.len()));
    sentences
}

/// Where words end and the next begin.
fn gaps(text: &str) -> impl Iterator<Item = (usize, usize)> {
    text.char_indices()
        .filter(|(_, c)| c.is_whitespace())
        .filter_map(|(at, _)| {
            let after = text[at..].trim_start();
            let ended = !text[..at].ends_with(char::is_whitespace);
            (ended && !after.is_empty()).then_some((at, text.len() - after.len()))
        })
}

fn trimmed(text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let part = &text[range.clone()];
    let start = range.start + part.len() - part.trim_start().len();
    part.contains(char::is_alphanumeric)
        .then(|| start..range.start + part.trim_end().len())
}

/// Whether a sentence ends with `before`, when `after` follows.
fn ends_sentence(before: &str, after: &str) -> bool {
    let closing = |c: char| matches!(c, '"' | '\'' | '”' | '’' | ')' | ']' | '»' | '*' | '_');
    let unquoted = before.trim_end_matches(closing);
    let goes_on = starts_lower(after);
    if unquoted.ends_with('…') || unquoted.ends_with("..") || unquoted.len() < before.len() {
        return unquoted.ends_with(['.', '!', '?', '…']) && !goes_on;
    }
    if unquoted.ends_with(['!', '?']) {
        return true;
    }
    unquoted
        .strip_suffix('.')
        .is_some_and(|word| !abbreviates(last_word(word), after))
}

/// Whether a full stop after `word` only shortens it.
fn abbreviates(word: &str, after: &str) -> bool {
    let mut letters = word.chars();
    let initial = matches!((letters.next(), letters.next()), (Some(c), None) if c.is_uppercase());
    let lower = word.to_lowercase();
    let listed = |list: &[&str]| list.contains(&lower.as_str());
    (initial && word != "I")
        || listed(&OPEN)
        || (listed(&EITHER) && starts_lower(after))
        || (listed(&NUMBERED) && after.starts_with(|c: char| c.is_ascii_digit()))
}

fn last_word(text: &str) -> &str {
    let word = text.rsplit(char::is_whitespace).next().unwrap_or_default();
    word.trim_start_matches(|c: char| !c.is_alphanumeric())
}

fn starts_lower(text: &str) -> bool {
    text.trim_start_matches(|c: char| !c.is_alphanumeric())
        .starts_with(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// `|` stands where a sentence is expected to end.
    fn check(marked: &str) {
        let text = marked.replace('|', "");
        let expected: Vec<&str> = marked.split('|').map(str::trim).collect();
        let found: Vec<&str> = split(&text).into_iter().map(|at| &text[at]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_sentence_ends_at_its_mark() {
        check("I skipped it.| It broke!| Did I ask?| No.| I was sure");
        check("i skipped it.| it broke.| that was on me");
    }

    #[test]
    fn an_abbreviation_or_a_decimal_ends_nothing() {
        check("We ran kernel 6.12 on two hosts, e.g. the proxy, i.e. Dr. Brown's.| It fell over.");
        check("Ticket no. 5 and fig. 2 were open vs. J. Smith's plan.| I closed v. 3.");
        check("It cost 41.5 thousand euros.| 900 orders were late.");
    }

    #[test]
    fn some_abbreviations_end_a_sentence_before_a_capital() {
        check(
            "It paged at 6 a.m. on Sunday.| I slept until 9 a.m.| The queue was full, etc.| I knew.",
        );
    }

    #[test]
    fn a_quotation_that_goes_on_is_one_sentence() {
        check(
            "\"Ship it.\" she said, and I did.| She said \"wait.\"| I went on (it was late.)| Then it broke.",
        );
    }

    #[test]
    fn an_ellipsis_ends_a_sentence_only_before_a_capital() {
        check("I thought… well... it looked fine…| It was not...| It broke.");
    }

    #[test]
    fn marks_without_words_are_no_sentence() {
        assert_eq!(split(" — . … "), Vec::<Range<usize>>::new());
        assert_eq!(split(""), Vec::<Range<usize>>::new());
    }

    proptest! {
        #[test]
        fn no_letter_is_lost_and_order_is_kept(text in "\\PC{0,60}|([A-Za-z.]{1,5}[ .!?…\")\n]{0,3}){0,20}") {
            let kept: String = split(&text).into_iter().map(|at| text[at].to_owned()).collect();
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(letters(&kept), letters(&text));
        }
    }
}

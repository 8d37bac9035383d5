//! One spelling for what is written and what is heard: numbers in digits, words as Americans write them.
//!
//! On paper it says "2,340" and "cancelled"; a recogniser hears "two thousand three hundred forty" and "canceled".

use std::sync::LazyLock;

use text2num::{Language, replace_numbers_in_text};

static ENGLISH: LazyLock<Language> = LazyLock::new(Language::english);

/// Words that no rule of [`american`] knows.
const WORDS: [(&str, &str); 10] = [
    ("cheque", "check"),
    ("defence", "defense"),
    ("grey", "gray"),
    ("judgement", "judgment"),
    ("licence", "license"),
    ("offence", "offense"),
    ("programme", "program"),
    ("programmes", "programs"),
    ("sceptical", "skeptical"),
    ("tyre", "tire"),
];

/// Ends of words, and what Americans write for them.
///
/// Where a word only looks like one of these ("promise") it is changed all the same, on both sides, which does no harm.
const ENDS: [(&str, &str); 20] = [
    ("isation", "ization"),
    ("isations", "izations"),
    ("ise", "ize"),
    ("ised", "ized"),
    ("ises", "izes"),
    ("ising", "izing"),
    ("yse", "yze"),
    ("ysed", "yzed"),
    ("ysing", "yzing"),
    ("our", "or"),
    ("ours", "ors"),
    ("oured", "ored"),
    ("ouring", "oring"),
    ("ourable", "orable"),
    ("elled", "eled"),
    ("elling", "eling"),
    ("tre", "ter"),
    ("tres", "ters"),
    ("ogue", "og"),
    ("ogues", "ogs"),
];

/// A shorter word is changed by none of [`ENDS`]: "four" and "tell" are the same everywhere.
const SHORTEST: usize = 6;

/// The text with its numbers in digits, whether they were written in digits ("2,340") or in words.
pub(super) fn in_digits(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let digit = |at: Option<usize>| {
        at.and_then(|at| characters.get(at))
            .is_some_and(char::is_ascii_digit)
    };
    let parts_thousands =
        |at: usize| characters[at] == ',' && digit(at.checked_sub(1)) && digit(Some(at + 1));
    let joined: String = (0..characters.len())
        .filter(|&at| !parts_thousands(at))
        .map(|at| characters[at])
        .collect();
    replace_numbers_in_text(&joined, &*ENGLISH, 0.0)
}

/// A word in lower case as Americans write it.
pub(super) fn american(word: &str) -> String {
    if let Some((_, american)) = WORDS.iter().find(|(british, _)| *british == word) {
        return (*american).to_owned();
    }
    let fitting = |(british, american): &(&str, &str)| {
        let start = word.strip_suffix(british)?;
        (word.len() >= SHORTEST).then(|| format!("{start}{american}"))
    };
    ENDS.iter().find_map(fitting).unwrap_or(word.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn any_text_has_a_spelling(text in "(\\PC|[0-9,.]| |one|hundred|and|point|minus){0,40}") {
            in_digits(&text);
            american(&text);
        }
    }

    #[test]
    fn numbers_in_words_are_those_in_digits() {
        let pairs = [
            ("2,340 seats", "two thousand three hundred forty seats"),
            (
                "268,000 euros",
                "two hundred and sixty-eight thousand euros",
            ),
            ("29 of them", "twenty nine of them"),
            ("1.5 hours", "one point five hours"),
            ("3 files", "three files"),
        ];
        for (written, said) in pairs {
            assert_eq!(in_digits(written), in_digits(said));
        }
        assert_eq!(in_digits("no number, at all"), "no number, at all");
        assert_eq!(in_digits(""), "");
    }

    #[test]
    fn british_words_are_those_of_americans() {
        let pairs = [
            ("apologised", "apologized"),
            ("behaviour", "behavior"),
            ("analysing", "analyzing"),
            ("cancelled", "canceled"),
            ("centre", "center"),
            ("catalogues", "catalogs"),
            ("judgement", "judgment"),
            ("programme", "program"),
        ];
        for (british, expected) in pairs {
            assert_eq!(american(british), expected);
            assert_eq!(american(expected), expected);
        }
    }

    #[test]
    fn short_words_stay_as_they_are() {
        for word in ["four", "hour", "rise", "tell", "wise"] {
            assert_eq!(american(word), word);
        }
    }
}

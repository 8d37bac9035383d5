//! The words that whoever listens to a story should expect: those that were misheard before, names, and what the story
//! says most often.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use crate::meaning::stem;
use crate::story::Story;

/// No more words than this: they are told to the recogniser before every piece of sound.
const MOST: usize = 40;

/// Shorter words are heard well enough, unless they are names.
const SHORTEST: usize = 5;

/// What is longer is no word.
const LONGEST: usize = 40;

/// A word as the story writes it.
#[derive(Clone, Debug)]
struct Entry {
    text: String,
    count: usize,
    is_name: bool,
}

/// At most 40 words, each once: first those of the texts that a person has `put_right`, then the story's names as they are
/// written and in the order in which they come, then its other words in lower case, the most frequent first.
#[must_use]
pub fn of(story: &Story, put_right: &[String]) -> Vec<String> {
    let sections = story.sections.iter();
    let sentences = sections.flat_map(|section| &section.sentences);
    let written = ranked(sentences.flat_map(|sentence| words(&sentence.text, true)));
    let misheard = ranked(put_right.iter().flat_map(|text| words(text, false)));
    let mut seen = HashSet::new();
    let all = misheard.chain(written);
    all.filter(|word| seen.insert(word.to_lowercase()))
        .take(MOST)
        .collect()
}

/// The names, then the other words that tell much, the most frequent first.
fn ranked(words: impl Iterator<Item = Entry>) -> impl Iterator<Item = String> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for word in words {
        let place = *places
            .entry(word.text.to_lowercase())
            .or_insert(entries.len());
        match entries.get_mut(place) {
            Some(entry) => entry.meet(word),
            None => entries.push(word),
        }
    }
    let (names, others): (Vec<_>, Vec<_>) = entries.into_iter().partition(|entry| entry.is_name);
    let mut others: Vec<_> = others.into_iter().filter(Entry::tells_much).collect();
    others.sort_by_key(|word| Reverse(word.count));
    let others = others.into_iter().map(|word| word.text.to_lowercase());
    let names = names.into_iter().map(|name| name.text);
    names.chain(others)
}

impl Entry {
    /// Takes another occurrence into account: what is written small somewhere is no name.
    fn meet(&mut self, other: Self) {
        self.count += 1;
        if self.is_small() || other.is_small() {
            self.text = self.text.to_lowercase();
            self.is_name = false;
        } else if other.is_name && !self.is_name {
            self.text = other.text;
            self.is_name = true;
        }
    }

    fn is_small(&self) -> bool {
        !self.text.contains(char::is_uppercase)
    }

    /// Whether it is long enough to be misheard, and has to do with the subject.
    fn tells_much(&self) -> bool {
        self.text.chars().count() >= SHORTEST && stem(&self.text).is_some()
    }
}

/// The words of a text, which may begin a sentence; one that is written large is a name, unless a sentence begins with it.
fn words(text: &str, mut begins: bool) -> impl Iterator<Item = Entry> {
    text.split_whitespace().filter_map(move |token| {
        let first = begins || token.starts_with(['"', '“', '\'', '‘', '(']);
        begins = token.ends_with(['.', ':', '!', '?']);
        let text = token.trim_matches(|c: char| !c.is_alphanumeric());
        let genitive = ["'s", "’s"].iter().find_map(|end| text.strip_suffix(end));
        let text = genitive.unwrap_or(text);
        let mut letters = text.chars();
        let large = letters.next().is_some_and(char::is_uppercase);
        let large_within = letters.any(char::is_uppercase);
        let is_word = text.contains(char::is_alphabetic)
            && text.chars().count() <= LONGEST
            && !is_pronoun(text);
        is_word.then(|| Entry {
            text: text.to_owned(),
            count: 1,
            is_name: large_within || large && !first,
        })
    })
}

/// Whether it is `I`, or begins with it: `I'd`.
fn is_pronoun(text: &str) -> bool {
    text.split(['\'', '’']).next() == Some("I")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story;

    fn check(text: &str, expected: &[&str]) {
        let story = format!("---\ntitle: t\n---\n\n## Context\n\n{text}\n");
        let story = story::parse(&story).expect("a story");
        assert_eq!(of(&story, &[]), expected, "{text}");
    }

    #[test]
    fn names_come_first_and_as_they_are_written() {
        check(
            "The probes were Leila's. I asked Leila about GraphQL.",
            &["Leila", "GraphQL", "probes", "asked"],
        );
    }

    #[test]
    fn what_was_misheard_before_comes_first() {
        let story =
            story::parse("---\ntitle: t\n---\n\n## Context\n\nWe lost Marek, and the routing.\n");
        let put_right = ["and routing".to_owned(), "Kafka".to_owned()];
        let words = of(&story.expect("a story"), &put_right);
        assert_eq!(words, ["Kafka", "routing", "Marek"]);
    }

    #[test]
    fn the_first_word_of_a_sentence_is_no_name() {
        check(
            "Badges failed. \"Please,\" she said: Wait for Ines!",
            &["Ines", "badges", "failed", "please"],
        );
    }

    #[test]
    fn what_is_written_small_somewhere_is_no_name() {
        check(
            "We bought Probes. One of the probes broke, and more Probes.",
            &["probes", "bought", "broke"],
        );
    }

    #[test]
    fn frequent_words_come_before_rare_ones() {
        check(
            "A rider cancelled, then a rider, another rider, and they cancelled.",
            &["rider", "cancelled", "another"],
        );
    }

    #[test]
    fn small_words_and_pronouns_are_left_out() {
        check("I would, and I'd do it, and so did I: 42, -- 3.5.", &[]);
    }

    #[test]
    fn there_are_never_more_than_the_recogniser_can_be_told() {
        let many: Vec<String> = (0..500).map(|i| format!("word{i}")).collect();
        let many = many.join(" ");
        let story = format!("---\ntitle: t\n---\n\n## Context\n\n{many}\n");
        let words = of(&story::parse(&story).expect("a story"), &[]);
        assert_eq!(words.len(), MOST);
    }
}

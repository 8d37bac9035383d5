//! Statements as the rules read them: plain words, each with the token it came from, so that a quote is as told.

mod words;

use std::ops::Range;

use regex::{Match, Regex};

use super::lexicon;
use crate::story::Role;
use crate::telling::{Quote, Telling};

/// How far a sentence without a mark is followed to either side, in words.
const REACH: usize = 60;

/// A word of a reading.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Lower case; `.` where a sentence ends and `?` where a question does.
    pub(super) text: String,
    /// Its token in the telling.
    pub(super) token: usize,
    /// Whether a comma, a dash or the end of an unpunctuated statement follows.
    pub(super) pauses: bool,
    /// Whether it is written with a capital that no sentence start explains.
    pub(super) name: bool,
}

/// The statements of some roles, word by word.
pub(super) struct Reading<'a> {
    telling: &'a Telling,
    pub(super) words: Vec<Word>,
    /// The words joined by spaces, for phrases; an accented letter is an x in it.
    text: String,
    /// Where each word begins in `text`.
    starts: Vec<usize>,
}

impl<'a> Reading<'a> {
    /// Reads the statements whose role satisfies `wanted`.
    pub(super) fn of(telling: &'a Telling, wanted: impl Fn(Option<Role>) -> bool) -> Self {
        let mut words = Vec::new();
        for statement in telling.statements.iter().filter(|s| wanted(s.role)) {
            words::read(telling, statement.tokens.clone(), &mut words);
        }
        let (mut text, mut starts) = (String::new(), Vec::new());
        for word in &words {
            if !text.is_empty() {
                text.push(' ');
            }
            starts.push(text.len());
            let plain = |c: char| if c.is_ascii() { c } else { 'x' };
            text.extend(word.text.chars().map(plain));
        }
        Self {
            telling,
            words,
            text,
            starts,
        }
    }

    /// The words of some tokens as a reading has them.
    pub(super) fn words_of_tokens(telling: &Telling, tokens: Range<usize>) -> Vec<Word> {
        let mut words = Vec::new();
        words::read(telling, tokens, &mut words);
        words
    }

    /// Reads the statements of these roles.
    pub(super) fn of_roles(telling: &'a Telling, roles: &[Role]) -> Self {
        Self::of(telling, |role| role.is_some_and(|r| roles.contains(&r)))
    }

    /// The word at `index`; empty beyond the last.
    pub(super) fn at(&self, index: usize) -> &str {
        self.words.get(index).map_or("", |word| &word.text)
    }

    /// The role in which the word at `index` is told.
    pub(super) fn role(&self, index: usize) -> Option<Role> {
        let token = self.words.get(index)?.token;
        let statements = &self.telling.statements;
        let at = statements.partition_point(|statement| statement.tokens.end <= token);
        statements.get(at)?.role
    }

    /// The word `back` places before `index`; empty before the first.
    pub(super) fn before(&self, index: usize, back: usize) -> &str {
        index.checked_sub(back).map_or("", |i| self.at(i))
    }

    /// Whether a sentence or question ends at `index`, or there is no such word.
    pub(super) fn stops(&self, index: usize) -> bool {
        matches!(self.at(index), "" | "." | "?")
    }

    /// The words of the sentence around `index`, end mark excluded; where nothing marks an end, those near.
    pub(super) fn sentence(&self, index: usize) -> Range<usize> {
        let index = index.min(self.words.len());
        let mut start = index;
        while start > 0 && index - start < REACH && !self.stops(start - 1) {
            start -= 1;
        }
        let mut end = index;
        while end < index + REACH && !self.stops(end) {
            end += 1;
        }
        start..end.max(start)
    }

    /// The first place where `phrase` occurs, in words.
    pub(super) fn find(&self, phrase: &Regex) -> Option<Range<usize>> {
        phrase.find(&self.text).map(|hit| self.words_of(hit))
    }

    /// Every place where `phrase` occurs, in words.
    pub(super) fn find_all(&self, phrase: &Regex) -> Vec<Range<usize>> {
        phrase
            .find_iter(&self.text)
            .map(|hit| self.words_of(hit))
            .collect()
    }

    /// Whether `phrase` occurs.
    pub(super) fn has(&self, phrase: &Regex) -> bool {
        phrase.is_match(&self.text)
    }

    /// Whether `phrase` occurs within `words`.
    pub(super) fn has_in(&self, words: Range<usize>, phrase: &Regex) -> bool {
        phrase.is_match(self.slice(words))
    }

    /// The text of `words`.
    pub(super) fn slice(&self, words: Range<usize>) -> &str {
        let Some(&start) = self.starts.get(words.start) else {
            return "";
        };
        let end = self.starts.get(words.end).copied();
        self.text[start..end.unwrap_or(self.text.len()).max(start)].trim_end()
    }

    /// The first word of the token at `token` or after it.
    pub(super) fn at_token(&self, token: usize) -> Option<usize> {
        let index = self.words.partition_point(|word| word.token < token);
        (index < self.words.len()).then_some(index)
    }

    /// Where the clause that `start` stands in ends, if that is within `most` words.
    pub(super) fn clause_end(&self, start: usize, most: usize) -> Option<usize> {
        let turns = |index: usize| {
            lexicon::one_of(self.at(index), "and but because so which since although")
        };
        let ends = |&i: &usize| self.stops(i) || turns(i) || self.words[i - 1].pauses;
        if self.stops(start) {
            return None;
        }
        (start + 1..=start + most).find(ends)
    }

    /// `words` as told, without fillers and the marks around them; "I" has its capital.
    pub(super) fn plain(&self, words: Range<usize>) -> String {
        let mut tokens: Vec<usize> = words
            .filter(|&index| !self.stops(index))
            .map(|index| self.words[index].token)
            .collect();
        tokens.dedup();
        let texts = tokens.iter().map(|&token| {
            let text = self.telling.tokens[token].text.as_str();
            let text = text.trim_matches(|c: char| !c.is_alphanumeric() && !"'’%£$€".contains(c));
            match text.strip_prefix('i') {
                Some(rest) if rest.is_empty() || rest.starts_with(['\'', '’']) => {
                    format!("I{rest}")
                }
                _ => text.to_owned(),
            }
        });
        texts.collect::<Vec<String>>().join(" ")
    }

    /// `words` as a quote of the telling; end marks around them are left out.
    pub(super) fn quote(&self, words: Range<usize>) -> Option<Quote> {
        let last = words.end.min(self.words.len()).checked_sub(1)?;
        let first = self.words.get(words.start)?.token;
        self.telling.quote(first..self.words[last].token + 1)
    }

    /// The sentence around `words` as a quote.
    pub(super) fn quote_sentence(&self, words: &Range<usize>) -> Option<Quote> {
        let sentence = self.sentence(words.start);
        self.quote(sentence.start..sentence.end.max(words.end))
    }

    /// The words of a hit, which may hold the space before and after it.
    fn words_of(&self, hit: Match<'_>) -> Range<usize> {
        let inside = hit.as_str();
        let start = hit.start() + (inside.len() - inside.trim_start().len());
        let end = hit.start() + inside.trim_end().len();
        let first = self.starts.partition_point(|&s| s <= start);
        first.saturating_sub(1)..self.starts.partition_point(|&s| s < end)
    }
}

/// A letter or digit of the text that phrases search; the tables of Unicode would take long to compile.
const LETTER: &str = "[a-z0-9]";

/// A phrase to be searched for in a reading, whole words only.
///
/// `BE`, `HAVE`, `NOT` and `DET` stand for the forms of those words.
pub(super) fn phrase(alternatives: &[&str]) -> Regex {
    let joined = alternatives.join("|");
    let opened = joined
        .replace(r"\w", LETTER)
        .replace(r"\d", "[0-9]")
        .replace("BE", "(?:is|was|'s|were|are|am|been|be|being)")
        .replace("HAVE", "(?:have|had|has|'d)")
        .replace("NOT", "(?:not|never|no longer)")
        .replace(
            "DET",
            "(?:the|a|an|my|our|his|her|their|this|that|these|those|its|some|any|every|each)",
        );
    Regex::new(&format!("(?:^| )(?:{opened})(?: |$)"))
        .expect("the phrases of the rules are valid patterns")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telling::Place;

    fn text(spoken: &str) -> String {
        let mut telling = Telling::default();
        let words = spoken.split_whitespace().map(|w| (w, Place::Written(1)));
        telling.push(Some(Role::Cause), words);
        Reading::of_roles(&telling, &[Role::Cause]).text
    }

    #[test]
    fn fillers_and_repetitions_are_not_read() {
        assert_eq!(text("i um i you know just didnt ask"), "i did not ask");
    }

    #[test]
    fn contractions_are_opened_and_sentences_marked() {
        assert_eq!(
            text("That's on me. I should of asked, shouldn't I?"),
            "that 's on me . i should have asked should not i ?"
        );
    }

    #[test]
    fn a_have_that_was_not_heard_is_read() {
        assert_eq!(text("I could asked her."), "i could have asked her .");
        assert_eq!(text("i should not of used it"), "i should not have used it");
        assert_eq!(text("I could put it away."), "i could put it away .");
    }

    #[test]
    fn a_quote_holds_the_words_as_told() {
        let mut telling = Telling::default();
        let told = "so I, um, really skipped it. Yes.";
        telling.push(
            Some(Role::Cause),
            told.split_whitespace().map(|w| (w, Place::Written(1))),
        );
        let reading = Reading::of_roles(&telling, &[Role::Cause]);
        let hit = reading
            .find(&phrase(&["i skipped it"]))
            .expect("it is there");
        assert_eq!(
            reading.quote(hit).expect("words").text,
            "I, um, really skipped it."
        );
    }
}

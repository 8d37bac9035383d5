//! Statements as the rules read them: plain words without fillers, contractions opened, each with its token.
//!
//! Speech has no reliable punctuation and many interruptions, so the rules never see "um",
//! "you know" or "really", nor an immediate repetition; a quote still holds them, since
//! every word remembers the token it came from.

use std::ops::Range;

use regex::{Match, Regex};

use super::{lexicon, verbs};
use crate::story::Role;
use crate::telling::{Quote, Telling, Token};

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
            read_statement(telling, statement.tokens.clone(), &mut words);
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
        read_statement(telling, tokens, &mut words);
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

fn read_statement(telling: &Telling, tokens: Range<usize>, words: &mut Vec<Word>) {
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

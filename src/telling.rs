//! A story as the rules read it: words in order with a role and a place, whether spoken or written.

use std::ops::Range;

use crate::meaning::{Embedder, Wording};
use crate::story::{Role, Story};
use crate::time::{Millis, Span};
use crate::transcript::norm;

/// Where words stand: heard in a take, or written in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Between two moments of a take.
    Heard(Span),
    /// On a line of the story file, from 1.
    Written(usize),
}

impl Place {
    /// The moment it begins, if it was heard.
    #[must_use]
    pub fn start(self) -> Option<Millis> {
        match self {
            Self::Heard(span) => Some(span.start()),
            Self::Written(_) => None,
        }
    }

    /// From here to `last`, which comes after it.
    #[must_use]
    fn through(self, last: Self) -> Self {
        match (self, last) {
            (Self::Heard(a), Self::Heard(b)) => Self::Heard(a.hull(b)),
            _ => self,
        }
    }
}

/// A word with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// As recognised or written.
    pub text: String,
    /// Lower case, straight apostrophes, no punctuation around it; may be empty.
    pub norm: String,
    /// Where it stands.
    pub place: Place,
}

/// Words that belong together, of one role: a sentence where there is punctuation, else what lies between pauses.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Its words, an index range of [`Telling::tokens`].
    pub tokens: Range<usize>,
    /// Its role; none for an aside.
    pub role: Option<Role>,
    /// How it is put, if that is known.
    pub wording: Option<Wording>,
}

/// Everything told, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Telling {
    /// The words.
    pub tokens: Vec<Token>,
    /// The statements; they cover the tokens without gap or overlap.
    pub statements: Vec<Statement>,
}

/// Some words of a telling, and where they stand: what a verdict rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Quote {
    /// The words as recognised or written.
    pub text: String,
    /// Where they stand.
    pub place: Place,
    /// Which they are, an index range of [`Telling::tokens`].
    pub tokens: Range<usize>,
}

impl Telling {
    /// Reads the paper.
    #[must_use]
    pub fn of_story(story: &Story, embedder: &dyn Embedder) -> Self {
        let mut telling = Self::default();
        for section in &story.sections {
            for sentence in &section.sentences {
                let words = sentence
                    .text
                    .split_whitespace()
                    .map(|word| (word, Place::Written(sentence.line)));
                telling.push(Some(section.role), words);
            }
        }
        telling.embedded(embedder)
    }

    /// The same, and how each statement is put.
    #[must_use]
    pub fn embedded(mut self, embedder: &dyn Embedder) -> Self {
        let texts: Vec<String> = self.statements.iter().map(|s| self.text(s)).collect();
        for (statement, embedding) in self.statements.iter_mut().zip(embedder.embed(&texts)) {
            statement.wording = embedding.wording;
        }
        self
    }

    /// Makes asides of the statements that these words are in.
    pub fn set_aside(&mut self, tokens: &Range<usize>) {
        for statement in &mut self.statements {
            let own = &statement.tokens;
            if own.start < tokens.end && tokens.start < own.end {
                statement.role = None;
            }
        }
    }

    /// Appends a statement; without words it adds nothing.
    pub fn push<'a>(
        &mut self,
        role: Option<Role>,
        words: impl IntoIterator<Item = (&'a str, Place)>,
    ) {
        let start = self.tokens.len();
        self.tokens
            .extend(words.into_iter().map(|(text, place)| Token {
                text: text.to_owned(),
                norm: norm(text),
                place,
            }));
        if self.tokens.len() > start {
            self.statements.push(Statement {
                tokens: start..self.tokens.len(),
                role,
                wording: None,
            });
        }
    }

    /// Says how the last statement is put.
    pub fn put(&mut self, wording: Option<Wording>) {
        if let Some(last) = self.statements.last_mut() {
            last.wording = wording;
        }
    }

    /// The words of `tokens` as a quote; nothing for an empty range.
    #[must_use]
    pub fn quote(&self, tokens: Range<usize>) -> Option<Quote> {
        let words = self.tokens.get(tokens.clone())?;
        let (first, last) = (words.first()?, words.last()?);
        let texts: Vec<&str> = words.iter().map(|token| token.text.as_str()).collect();
        Some(Quote {
            text: texts.join(" "),
            place: first.place.through(last.place),
            tokens,
        })
    }

    /// The words of a statement as recognised or written, joined by spaces.
    #[must_use]
    pub fn text(&self, statement: &Statement) -> String {
        let words = &self.tokens[statement.tokens.clone()];
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        texts.join(" ")
    }

    /// The normalised words of a statement joined by spaces.
    #[must_use]
    pub fn norm(&self, statement: &Statement) -> String {
        let norms: Vec<&str> = self.tokens[statement.tokens.clone()]
            .iter()
            .map(|token| token.norm.as_str())
            .filter(|norm| !norm.is_empty())
            .collect();
        norms.join(" ")
    }
}

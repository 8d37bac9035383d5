//! A take's words with everything put right, and what is known of their places.

use std::ops::Range;

use super::{Change, Corrections};
use crate::clauses::{self, Clause};
use crate::story::Role;
use crate::time::{Millis, Span};
use crate::transcript::{Transcript, Word};

/// What a take is judged by: the words as they were said, as far as anybody knows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corrected {
    /// The transcript, with the misheard words put right.
    pub transcript: Transcript,
    /// The stretches whose place is known; where two overlap, the later one holds.
    pub placed: Vec<Placement>,
    /// The sentence that the speaker marked as their cause statement.
    pub cause: Option<Span>,
    /// How many corrections were made.
    pub count: usize,
    /// What is known to have been said of the story in its other takes.
    pub references: Vec<Reference>,
}

/// A stretch whose place is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placement {
    /// The words whose onset lies in it belong there.
    pub span: Span,
    /// What they are for; none for an aside.
    pub role: Option<Role>,
    /// The story's section, by index, if that is known too.
    pub section: Option<usize>,
}

/// A clause said in another take, whose role is known.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// What it is for.
    pub role: Role,
    /// Its words.
    pub text: String,
}

/// A take in which nothing was put right.
impl From<Transcript> for Corrected {
    fn from(transcript: Transcript) -> Self {
        Self {
            transcript,
            ..Self::default()
        }
    }
}

impl Corrections {
    /// Applies them to what was recognised, each in its turn.
    #[must_use]
    pub fn apply(&self, heard: &Transcript) -> Corrected {
        let mut corrected = Corrected::from(heard.clone());
        corrected.count = self.all.len();
        for correction in &self.all {
            let span = correction.span;
            match &correction.change {
                Change::Place { role, section } => corrected.placed.push(Placement {
                    span,
                    role: *role,
                    section: *section,
                }),
                Change::Word { text, .. } => replace(&mut corrected.transcript.words, span, text),
                Change::Cause {} => corrected.cause = Some(span),
            }
        }
        corrected
    }
}

impl Corrected {
    /// Where the word at `index` is known to belong, if that is known.
    #[must_use]
    pub fn placement(&self, index: usize) -> Option<&Placement> {
        let onset = self.transcript.words.get(index)?.span.start();
        let placed = self.placed.iter();
        placed.rev().find(|placed| placed.span.contains(onset))
    }

    /// The words of the sentence that was marked, if there are any.
    #[must_use]
    pub fn marked(&self) -> Option<Range<usize>> {
        within(&self.transcript.words, self.cause?)
    }

    /// The clauses, parted also where a known place begins or ends.
    #[must_use]
    pub fn clauses(&self) -> Vec<Clause> {
        let words = 1..self.transcript.words.len();
        let changes = |&index: &usize| self.placement(index) != self.placement(index - 1);
        let borders: Vec<usize> = words.filter(changes).collect();
        clauses::cut_at(&self.transcript, &borders)
    }

    /// What its own corrections say about other takes of the story: each clause whose role is known.
    #[must_use]
    pub fn known(&self) -> Vec<Reference> {
        let clauses = self.clauses();
        let known = clauses.iter().filter_map(|clause| {
            Some(Reference {
                role: self.known_role(clause)?,
                text: self.transcript.text(clause.words.clone()),
            })
        });
        known.collect()
    }

    /// The role of a clause, if a person said so; a marked cause says so where no place does.
    fn known_role(&self, clause: &Clause) -> Option<Role> {
        match self.placement(clause.words.start) {
            Some(placement) => placement.role,
            None => self
                .marked()
                .filter(|marked| marked.contains(&clause.words.start))
                .map(|_| Role::Cause),
        }
    }
}

/// The words whose onset lies in `span`, from the first to the last of them.
fn within(words: &[Word], span: Span) -> Option<Range<usize>> {
    let inside = |word: &Word| span.contains(word.span.start());
    let first = words.iter().position(inside)?;
    let last = words.iter().rposition(inside)?;
    Some(first..last + 1)
}

/// Puts the words of `text` in the place of those in `span`, and shares their time out by letters.
fn replace(words: &mut Vec<Word>, span: Span, text: &str) {
    let Some(replaced) = within(words, span) else {
        return;
    };
    let heard = &words[replaced.clone()];
    let hull = heard[1..]
        .iter()
        .fold(heard[0].span, |hull, word| hull.hull(word.span));
    let texts: Vec<&str> = text.split_whitespace().collect();
    let letters = |texts: &[&str]| texts.iter().map(|t| t.chars().count()).sum::<usize>() as i64;
    let all = letters(&texts).max(1);
    let moment = |at: usize| {
        let part = hull.length().0 * letters(&texts[..at]) / all;
        hull.start() + Millis(part)
    };
    let said = texts.iter().enumerate().map(|(at, text)| Word {
        text: (*text).to_owned(),
        span: Span::new(moment(at), moment(at + 1)),
        p: 1.0,
    });
    let said: Vec<Word> = said.collect();
    words.splice(replaced, said);
}

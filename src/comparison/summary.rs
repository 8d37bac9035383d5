//! What a comparison needs of one take, small enough to keep: whole numbers and a few quotes.

use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::recital;
use crate::alignment::Passage;
use crate::analysis::{Analysis, CauseStatus, SectionTime, Verdict};
use crate::bands::Aim;
use crate::rules::cause::{Grade, Ingredient};
use crate::rules::{Rule, Severity};
use crate::story::{Bucket, Role, Shape, Story};
use crate::take::{Ending, Take, TakeId};
use crate::telling::Quote;
use crate::time::{Millis, Span};
use crate::transcript::norm;

use super::targets::{self, Target};

/// A kept take and what it amounts to.
#[derive(Clone, Debug, PartialEq)]
pub struct Rehearsal {
    /// Its number.
    pub id: TakeId,
    /// What it amounts to.
    pub summary: Summary,
}

/// What one take amounts to.
///
/// Every number is whole, so that a summary read back from a file is the one that was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The story's title.
    pub title: String,
    /// When it was recorded.
    pub recorded_at: Timestamp,
    /// The model that recognised it; none when a transcript was given.
    pub model: Option<String>,
    /// How it ended.
    pub ending: Ending,
    /// From the first word to the last; nothing without words.
    pub told: Millis,
    /// How many words were said.
    pub words_said: usize,
    /// How many of them were told of the story, asides left out.
    pub words: usize,
    /// How many of those stand in a run copied from the paper.
    pub copied: usize,
    /// The whole story's target.
    pub total: Target,
    /// Seconds told of the repair, against what they should be.
    pub rollback: Bar,
    /// Seconds told of cause, lesson and change, against what they should be.
    pub decision: Bar,
    /// The worse of the two bands and the ratio.
    pub verdict: Verdict,
    /// How much of a cause statement was heard.
    pub grade: Grade,
    /// Where the cause stands between paper and voice.
    pub status: CauseStatus,
    /// What should be said in every take, each once, said or not.
    pub statements: Vec<Statement>,
    /// The rules that fired, each once, the weightiest first.
    pub findings: Vec<Fired>,
    /// The story's sections in their order, then roles told without being written.
    pub sections: Vec<Part>,
    /// The paper it was told from.
    pub paper: Vec<Written>,
}

/// The seconds of a bucket and their band.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// How long it was told.
    pub seconds: Millis,
    /// What to aim at.
    pub target: Millis,
    /// Less is too short.
    pub low: Millis,
    /// More is too long.
    pub high: Millis,
}

impl Bar {
    /// Whether the seconds are as they should be.
    #[must_use]
    pub fn is_within(&self) -> bool {
        (self.low..=self.high).contains(&self.seconds)
    }
}

/// What should be said in every take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Key {
    /// A part of the cause statement.
    Ingredient(Ingredient),
    /// A moment of the story's shape.
    Moment {
        /// The shape, declared or heard.
        shape: Shape,
        /// Which of its moments, from 0.
        at: usize,
    },
}

/// One such thing, in one take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// What it is.
    pub key: Key,
    /// How it was said, if it was.
    pub said: Option<Said>,
}

/// Words that were said, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// When they begin.
    pub start: Millis,
    /// The words.
    pub quote: String,
}

/// A rule that fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fired {
    /// Which.
    pub rule: Rule,
    /// How much it weighed.
    pub severity: Severity,
}

/// One section as it was told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Its role.
    pub role: Role,
    /// Its place in [`Summary::paper`]; none when it was not written.
    pub section: Option<usize>,
    /// The heading; the role's name when it was not written.
    pub heading: String,
    /// How long it was told.
    pub seconds: Millis,
    /// The part of that which could as well be another section's.
    pub uncertain: Millis,
    /// What it should take; none when it was not written.
    pub target: Option<Target>,
    /// How many words were said in it.
    pub words: usize,
    /// How many of those stand in a run copied from the paper.
    pub copied: usize,
}

/// One section as it stood on paper.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Its role.
    pub role: Role,
    /// Its heading.
    pub heading: String,
    /// How many words stood under it.
    pub words: usize,
    /// A fingerprint of those words, whatever their case and punctuation.
    pub digest: u64,
}

impl Summary {
    /// Takes from an analysis what later takes are compared with.
    #[must_use]
    pub fn of(take: &Take, story: &Story, analysis: &Analysis) -> Self {
        let copied = recital::copied(story, &take.transcript);
        let targets = targets::of(story);
        let placed = |passage: &&Passage| passage.role.is_some();
        let passages = || analysis.alignment.passages.iter();
        let split = &analysis.split;
        Self {
            title: story.title.clone(),
            recorded_at: take.recorded_at,
            model: take.model.clone(),
            ending: take.ending,
            told: analysis.clock.told.map_or(Millis::ZERO, Span::length),
            words_said: take.transcript.words.len(),
            total: targets::total(story),
            words: passages().filter(placed).map(|p| p.words.len()).sum(),
            copied: count(passages().filter(placed), &copied),
            rollback: bar(story, Bucket::Rollback, split.rollback),
            decision: bar(story, Bucket::Decision, split.decision),
            verdict: split.verdict,
            grade: analysis.cause.grade(),
            status: analysis.status,
            statements: statements(analysis),
            findings: fired(analysis),
            sections: analysis
                .sections
                .iter()
                .map(|section| Part {
                    target: section.section.and_then(|at| targets.get(at).copied()),
                    ..part(section, analysis, &copied)
                })
                .collect(),
            paper: paper(story),
        }
    }

    /// Decision over rollback; none without a rollback.
    #[must_use]
    pub fn ratio(&self) -> Option<f64> {
        let rollback = self.rollback.seconds;
        (rollback > Millis::ZERO).then(|| self.decision.seconds.seconds() / rollback.seconds())
    }

    /// The shape whose moments were looked for, if any.
    #[must_use]
    pub fn shape(&self) -> Option<Shape> {
        self.statements
            .iter()
            .find_map(|statement| match statement.key {
                Key::Ingredient(_) => None,
                Key::Moment { shape, .. } => Some(shape),
            })
    }

    /// The roles of which nothing was told, in the usual order.
    pub fn untold(&self) -> impl Iterator<Item = Role> {
        let told = |role: &Role| {
            let mut parts = self.sections.iter();
            parts.any(|part| part.role == *role && part.seconds > Millis::ZERO)
        };
        Role::ALL.into_iter().filter(move |role| !told(role))
    }

    /// The words on paper.
    #[must_use]
    pub fn paper_words(&self) -> usize {
        self.paper.iter().map(|written| written.words).sum()
    }
}

/// The sections of a story as a later edition is compared with them.
#[must_use]
pub fn paper(story: &Story) -> Vec<Written> {
    let written = |section: &crate::story::Section| Written {
        role: section.role,
        heading: section.heading.clone(),
        words: section.words(),
        digest: digest(section.sentences.iter().map(|sentence| &*sentence.text)),
    };
    story.sections.iter().map(written).collect()
}

/// Within one program the same words have the same digest, and no digest is read by another.
fn digest<'a>(sentences: impl Iterator<Item = &'a str>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for word in sentences.flat_map(str::split_whitespace).map(norm) {
        if !word.is_empty() {
            word.hash(&mut hasher);
        }
    }
    hasher.finish()
}

fn bar(story: &Story, bucket: Bucket, seconds: Millis) -> Bar {
    let aim = Aim::of(story, bucket);
    Bar {
        seconds,
        target: aim.target,
        low: aim.band.low,
        high: aim.band.high,
    }
}

fn statements(analysis: &Analysis) -> Vec<Statement> {
    let said = |quote: &Quote| Said {
        start: quote.place.start().unwrap_or_default(),
        quote: quote.text.clone(),
    };
    let ingredient = |ingredient| Statement {
        key: Key::Ingredient(ingredient),
        said: analysis.cause.get(ingredient).map(said),
    };
    let shape = analysis.shape.declared.or(analysis.shape.heard);
    let moments = analysis.shape.moments.iter().enumerate();
    let moments = moments.filter_map(|(at, moment)| {
        Some(Statement {
            key: Key::Moment { shape: shape?, at },
            said: moment.quote.as_ref().map(said),
        })
    });
    let ingredients = Ingredient::ALL.into_iter().map(ingredient);
    ingredients.chain(moments).collect()
}

fn fired(analysis: &Analysis) -> Vec<Fired> {
    let mut fired: Vec<Fired> = Vec::new();
    for finding in &analysis.findings {
        if fired.iter().all(|known| known.rule != finding.rule) {
            fired.push(Fired {
                rule: finding.rule,
                severity: finding.severity,
            });
        }
    }
    fired
}

fn part(section: &SectionTime, analysis: &Analysis, copied: &[bool]) -> Part {
    let own = |passage: &&Passage| {
        (passage.role, passage.section) == (Some(section.role), section.section)
    };
    let passages = || analysis.alignment.passages.iter().filter(own);
    Part {
        role: section.role,
        section: section.section,
        heading: section.heading.clone(),
        seconds: section.seconds,
        uncertain: section.uncertain,
        target: None,
        words: passages().map(|passage| passage.words.len()).sum(),
        copied: count(passages(), copied),
    }
}

fn count<'a>(passages: impl Iterator<Item = &'a Passage>, copied: &[bool]) -> usize {
    let of = |passage: &Passage| {
        let words = copied.get(passage.words.clone()).unwrap_or_default();
        words.iter().filter(|copied| **copied).count()
    };
    passages.map(of).sum()
}

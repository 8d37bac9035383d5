//! The written story: Markdown with front matter, in sections that each have a role.

mod duration;
mod error;
mod front_matter;
mod headings;
mod markdown;
mod parse;
mod sentences;
mod template;

#[cfg(test)]
mod tests;

pub use error::StoryError;
pub use headings::wordings;
pub use parse::parse;
pub use template::{Fields, slug, template};

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::time::Millis;

/// What a section of a failure story is for.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The situation, and the speaker's part in it.
    Context,
    /// What went wrong.
    Failure,
    /// The speaker as the cause: the decision, act or omission, and why.
    Cause,
    /// How it was contained and repaired.
    Rollback,
    /// What the speaker learned about how they work.
    Lesson,
    /// The discipline and the rule they follow now.
    Change,
}

/// The two sums of seconds that the report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bucket {
    /// How it was repaired.
    Rollback,
    /// Cause, lesson and change together.
    Decision,
}

impl Role {
    /// Every role, in the order in which a story is usually told.
    pub const ALL: [Self; 6] = [
        Self::Context,
        Self::Failure,
        Self::Cause,
        Self::Rollback,
        Self::Lesson,
        Self::Change,
    ];

    /// The name used in a heading's class and in published JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Context => "context",
            Self::Failure => "failure",
            Self::Cause => "cause",
            Self::Rollback => "rollback",
            Self::Lesson => "lesson",
            Self::Change => "change",
        }
    }

    /// The role of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.name() == name)
    }

    /// The bucket its seconds count towards.
    #[must_use]
    pub fn bucket(self) -> Option<Bucket> {
        match self {
            Self::Context | Self::Failure => None,
            Self::Rollback => Some(Bucket::Rollback),
            Self::Cause | Self::Lesson | Self::Change => Some(Bucket::Decision),
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// One of the three ways in which such stories run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Sure of an approach, and wrong.
    OverConfidentDecision,
    /// Upkeep put off until it broke.
    SkippedMaintenance,
    /// A colleague misread.
    InterpersonalMisread,
}

impl Shape {
    /// Every shape.
    pub const ALL: [Self; 3] = [
        Self::OverConfidentDecision,
        Self::SkippedMaintenance,
        Self::InterpersonalMisread,
    ];

    /// The name used in front matter and in published JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OverConfidentDecision => "over-confident-decision",
            Self::SkippedMaintenance => "skipped-maintenance",
            Self::InterpersonalMisread => "interpersonal-misread",
        }
    }

    /// The shape of that name, or of the first letters of only one name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_lowercase().replace([' ', '_'], "-");
        let mut fitting = Self::ALL
            .into_iter()
            .filter(|s| s.name().starts_with(&name));
        match (fitting.next(), fitting.next()) {
            (Some(shape), None) => Some(shape),
            _ => None,
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// A month, as `happened` gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// The year, four digits.
    pub year: i16,
    /// From 1 to 12.
    pub month: u8,
}

impl Month {
    /// Reads `2025-03`.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let (year, month) = text.split_once('-')?;
        let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || month.len() != 2 || !digits(year) || !digits(month) {
            return None;
        }
        let (year, month) = (year.parse().ok()?, month.parse().ok()?);
        (1..=12).contains(&month).then_some(Self { year, month })
    }
}

/// As [`Month::read`] reads it: `2025-03`.
impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

/// How long the parts should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Targets {
    /// Enough for the repair.
    pub rollback: Millis,
    /// For the cause, the lesson and the change together.
    pub decision: Millis,
    /// For the whole story, when the author gave one.
    pub total: Option<Millis>,
}

impl Default for Targets {
    fn default() -> Self {
        Self {
            rollback: Millis(30_000),
            decision: Millis(90_000),
            total: None,
        }
    }
}

/// The shortest and the longest time that a part may take; both are still fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// The shortest.
    pub low: Millis,
    /// The longest.
    pub high: Millis,
}

impl Band {
    /// Whether `length` lies in it, its ends included.
    #[must_use]
    pub fn contains(self, length: Millis) -> bool {
        self.low <= length && length <= self.high
    }

    /// As many times shorter or longer as `target` is than `usual`.
    fn scaled(self, target: Millis, usual: Millis) -> Self {
        let scale = |bound: Millis| Millis(bound.0.saturating_mul(target.0) / usual.0);
        Self {
            low: scale(self.low),
            high: scale(self.high),
        }
    }
}

/// How far from its target each part may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bands {
    /// For the repair.
    pub rollback: Band,
    /// For the cause, the lesson and the change together.
    pub decision: Band,
    /// For the whole story.
    pub total: Band,
}

/// The bands of the rule book: 15–40 s, 75–120 s, 120–180 s.
impl Default for Bands {
    fn default() -> Self {
        let band = |low, high| Band {
            low: Millis(low),
            high: Millis(high),
        };
        Self {
            rollback: band(15_000, 40_000),
            decision: band(75_000, 120_000),
            total: band(120_000, 180_000),
        }
    }
}

impl Bands {
    /// The middle of the usual band for the whole story.
    pub const USUAL_TOTAL: Millis = Millis(150_000);

    /// The usual bands, each as many times shorter or longer as its target is than the usual one.
    #[must_use]
    pub fn around(targets: Targets) -> Self {
        let (bands, usual) = (Self::default(), Targets::default());
        let total = targets.total.unwrap_or(Self::USUAL_TOTAL);
        Self {
            rollback: bands.rollback.scaled(targets.rollback, usual.rollback),
            decision: bands.decision.scaled(targets.decision, usual.decision),
            total: bands.total.scaled(total, Self::USUAL_TOTAL),
        }
    }
}

/// A sentence or bullet of the story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// Its words, without markup.
    pub text: String,
    /// The line of the file it begins on, from 1.
    pub line: usize,
}

/// A heading and what stands under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What the section is for.
    pub role: Role,
    /// The heading as written, without class and target.
    pub heading: String,
    /// The line of the heading, from 1.
    pub line: usize,
    /// How long this section should be, when the author gave it.
    pub target: Option<Millis>,
    /// What stands under the heading; nothing while it is not written.
    pub sentences: Vec<Sentence>,
}

impl Section {
    /// The number of words under the heading.
    #[must_use]
    pub fn words(&self) -> usize {
        self.sentences
            .iter()
            .map(|sentence| sentence.text.split_whitespace().count())
            .sum()
    }
}

/// A written failure story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    /// Its title.
    pub title: String,
    /// When it happened.
    pub happened: Option<Month>,
    /// Its rank among the author's stories, 1 = most painful.
    pub pain: Option<u8>,
    /// The shape the author says it has.
    pub shape: Option<Shape>,
    /// How long the parts should be.
    pub targets: Targets,
    /// How far from its target each part may be.
    pub bands: Bands,
    /// The sections in the order written; at least one, though nothing may stand under it yet.
    pub sections: Vec<Section>,
}

impl Story {
    /// Whether anything has been written in a section of this role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.sections
            .iter()
            .any(|section| section.role == role && !section.sentences.is_empty())
    }

    /// The roles for which nothing has been written, whether or not there is a heading, in the usual order.
    ///
    /// A story with some of them can be rehearsed; one with all of them holds no word.
    pub fn unwritten(&self) -> impl Iterator<Item = Role> {
        Role::ALL.into_iter().filter(|&role| !self.has(role))
    }

    /// The words under all headings.
    #[must_use]
    pub fn words(&self) -> usize {
        self.sections.iter().map(Section::words).sum()
    }
}

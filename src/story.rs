//! The written story: Markdown with front matter, in sections that each have a role.

mod parse;

pub use parse::{StoryError, parse};

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

/// A month, as `happened` gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month {
    /// The year, four digits.
    pub year: i16,
    /// From 1 to 12.
    pub month: u8,
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
    /// What stands under the heading.
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
    /// The sections in the order written; never empty.
    pub sections: Vec<Section>,
}

impl Story {
    /// Whether a section of this role has been written.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.sections.iter().any(|section| section.role == role)
    }

    /// The words under all headings.
    #[must_use]
    pub fn words(&self) -> usize {
        self.sections.iter().map(Section::words).sum()
    }
}

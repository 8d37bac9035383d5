//! The published form of a bank, `ownup.bank/1`: a field once published keeps its name and meaning.

use schemars::JsonSchema;
use serde::Serialize;

use crate::bank::{self, Age, Bank, WANTED};
use crate::report::json::{indented, rounded, schema_of};
use crate::report::phrases::bank as words;
use crate::rules::cause::Grade;
use crate::time::Millis;

/// The name and version of the form.
pub const SCHEMA: &str = "ownup.bank/1";

/// A folder of stories.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(title = "ownup.bank/1")]
pub struct Published {
    /// Always `ownup.bank/1`.
    #[schemars(extend("const" = SCHEMA))]
    pub schema: &'static str,
    /// How many stories there should be.
    pub wanted: usize,
    /// The one to tell; null where that cannot be said.
    pub tell: Option<Tell>,
    /// By rank, the most painful first; those without a rank last.
    pub stories: Vec<Story>,
    /// What else is in the folder.
    pub passed_over: Vec<PassedOver>,
}

/// The one to tell.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tell {
    /// The file's name.
    pub file: String,
    /// The story's title.
    pub title: String,
    /// Why this one, in a sentence or two.
    pub why: String,
}

/// A story in the bank.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Story {
    /// The file's name.
    pub file: String,
    /// Its title.
    pub title: String,
    /// Its rank, 1 = most painful.
    pub pain: Option<u8>,
    /// When it happened, as `YYYY-MM`.
    pub happened: Option<String>,
    /// How long ago that is.
    pub months: Option<i32>,
    /// What that means.
    pub age: Age,
    /// The rollback's share of the words, 0 to 1.
    pub rollback_share: f64,
    /// The share of cause, lesson and change, 0 to 1.
    pub decision_share: f64,
    /// How much of the cause is written.
    pub cause: Grade,
    /// How many takes there are.
    pub takes: usize,
    /// The last of them, the oldest first.
    pub course: Vec<Point>,
    /// What it still lacks, each as part of a sentence.
    pub lacks: Vec<String>,
}

/// One take in short.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Point {
    /// Its number.
    pub take: u32,
    /// Seconds told of the repair.
    pub rollback_s: Millis,
    /// Seconds told of cause, lesson and change.
    pub decision_s: Millis,
    /// How much of the cause was said.
    pub cause: Grade,
}

/// A file that is no story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PassedOver {
    /// Its name.
    pub file: String,
    /// Why.
    pub why: String,
}

/// The JSON Schema of [`Published`].
#[must_use]
pub fn schema() -> serde_json::Value {
    schema_of::<Published>()
}

/// The bank as indented JSON.
pub(super) fn render(bank: &Bank) -> String {
    indented(&Published::of(bank))
}

impl Published {
    /// A bank in published form.
    #[must_use]
    pub fn of(bank: &Bank) -> Self {
        let tell = bank.choice.index().map(|index| Tell {
            file: bank.entries[index].file.clone(),
            title: bank.entries[index].title.clone(),
            why: words::choice(bank),
        });
        let passed_over = bank.passed_over.iter().map(|passed| PassedOver {
            file: passed.file.clone(),
            why: passed.why.clone(),
        });
        Self {
            schema: SCHEMA,
            wanted: WANTED,
            tell,
            stories: bank.entries.iter().map(story).collect(),
            passed_over: passed_over.collect(),
        }
    }
}

fn story(entry: &bank::Entry) -> Story {
    Story {
        file: entry.file.clone(),
        title: entry.title.clone(),
        pain: entry.pain,
        happened: entry.happened.map(|month| month.to_string()),
        months: entry.months,
        age: entry.age,
        rollback_share: rounded(entry.rollback_share),
        decision_share: rounded(entry.decision_share),
        cause: entry.cause,
        takes: entry.takes,
        course: entry.course.iter().map(point).collect(),
        lacks: entry.lacks.iter().map(words::lack).collect(),
    }
}

fn point(point: &bank::Point) -> Point {
    Point {
        take: point.take,
        rollback_s: point.rollback,
        decision_s: point.decision,
        cause: point.cause,
    }
}

//! Five on paper: the stories of a folder side by side, what each lacks, and which one to tell.

#[cfg(test)]
mod tests;

use crate::draft::Draft;
use crate::rules::cause::{Grade, Ingredient};
use crate::rules::{Finding, Rule, Severity};
use crate::story::{Month, Role, Story};
use crate::time::Millis;

/// How many stories a bank should hold.
pub const WANTED: usize = 5;

/// The place, from the most painful, of the one to tell, counted from 0.
const THIRD: usize = 2;

/// In months: from here on a lesson can have shown, a story is aging, a story is old.
const RIPE: i32 = 3;
const AGING: i32 = 36;
const OLD: i32 = 48;

/// How long ago it happened, in months, and what that means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Age {
    /// The story does not say.
    Unknown,
    /// So lately that no lesson can have shown yet.
    Fresh,
    /// Within three years.
    Good,
    /// Three to four years.
    Aging,
    /// More than four years.
    Old,
}

/// One take in short.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Its number.
    pub take: u32,
    /// Seconds on the repair.
    pub rollback: Millis,
    /// Seconds on the decision.
    pub decision: Millis,
    /// How much of the cause was said.
    pub cause: Grade,
}

/// What a story still lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// A rank by pain.
    Rank,
    /// A rank of its own.
    OwnRank(u8),
    /// The month it happened.
    Date,
    /// A lesson that has had time to show.
    Ripeness,
    /// A date within the last years.
    Recency,
    /// These roles are not written.
    Sections(Vec<Role>),
    /// The cause on paper is not strong: these ingredients are not written.
    Cause(Vec<Ingredient>),
    /// So many findings that must change before the interview, that of the cause left out.
    Changes(usize),
}

/// A story in the bank.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The file's name.
    pub file: String,
    /// The story's title.
    pub title: String,
    /// Its rank, 1 = most painful.
    pub pain: Option<u8>,
    /// When it happened.
    pub happened: Option<Month>,
    /// How long ago that is, in months.
    pub months: Option<i32>,
    /// What that means.
    pub age: Age,
    /// The repair's share of the words, from 0.0 to 1.0.
    pub rollback_share: f64,
    /// The same of cause, lesson and change.
    pub decision_share: f64,
    /// How much of the cause is written.
    pub cause: Grade,
    /// How many takes there are.
    pub takes: usize,
    /// The last of them, the oldest first.
    pub course: Vec<Point>,
    /// What it lacks.
    pub lacks: Vec<Lack>,
}

/// A file that is no story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// Its name.
    pub file: String,
    /// Why, with the line where there is one.
    pub why: String,
}

/// Which story to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// There is no story.
    Empty,
    /// No story has a rank.
    Unranked,
    /// The third most painful of five.
    Third(usize),
    /// The one in the middle of those that have a rank.
    Middle(usize),
    /// The only one with a rank.
    Only(usize),
}

impl Choice {
    /// The chosen entry, by index.
    #[must_use]
    pub fn index(self) -> Option<usize> {
        match self {
            Self::Empty | Self::Unranked => None,
            Self::Third(index) | Self::Middle(index) | Self::Only(index) => Some(index),
        }
    }
}

/// A folder of stories.
#[derive(Clone, Debug, PartialEq)]
pub struct Bank {
    /// By rank, the most painful first; those without a rank last, by file name.
    pub entries: Vec<Entry>,
    /// The one to tell.
    pub choice: Choice,
    /// What else is in the folder.
    pub passed_over: Vec<PassedOver>,
}

/// Puts a story in short; `course` are its last takes, of `takes` in all.
#[must_use]
pub fn entry(
    file: &str,
    (story, draft): (&Story, &Draft),
    (takes, course): (usize, Vec<Point>),
    today: Month,
) -> Entry {
    let share = |words: usize| words as f64 / draft.words.max(1) as f64;
    let months = story.happened.map(|month| months_between(month, today));
    let age = age(months);
    Entry {
        file: file.to_owned(),
        title: story.title.clone(),
        pain: story.pain,
        happened: story.happened,
        months,
        age,
        rollback_share: share(draft.rollback_words),
        decision_share: share(draft.decision_words),
        cause: draft.cause.grade(),
        takes,
        course,
        lacks: lacks(story, draft, age),
    }
}

fn months_between(then: Month, now: Month) -> i32 {
    let months = |month: Month| i32::from(month.year) * 12 + i32::from(month.month);
    months(now) - months(then)
}

fn age(months: Option<i32>) -> Age {
    match months {
        None => Age::Unknown,
        Some(months) if months < RIPE => Age::Fresh,
        Some(months) if months <= AGING => Age::Good,
        Some(months) if months <= OLD => Age::Aging,
        Some(_) => Age::Old,
    }
}

fn lacks(story: &Story, draft: &Draft, age: Age) -> Vec<Lack> {
    let mut lacks = Vec::new();
    if story.pain.is_none() {
        lacks.push(Lack::Rank);
    }
    match age {
        Age::Unknown => lacks.push(Lack::Date),
        Age::Fresh => lacks.push(Lack::Ripeness),
        Age::Aging | Age::Old => lacks.push(Lack::Recency),
        Age::Good => {}
    }
    if !draft.unwritten.is_empty() {
        lacks.push(Lack::Sections(draft.unwritten.clone()));
    }
    let unsaid = Ingredient::ALL.into_iter();
    let unsaid: Vec<Ingredient> = unsaid.filter(|i| draft.cause.get(*i).is_none()).collect();
    if draft.cause.grade() < Grade::Strong && story.has(Role::Cause) {
        lacks.push(Lack::Cause(unsaid));
    }
    let other = |f: &&Finding| f.severity == Severity::Fail && f.rule != Rule::CauseMissing;
    match draft.findings.iter().filter(other).count() {
        0 => {}
        count => lacks.push(Lack::Changes(count)),
    }
    lacks
}

/// Ranks the entries and chooses.
#[must_use]
pub fn open(mut entries: Vec<Entry>, passed_over: Vec<PassedOver>) -> Bank {
    entries.sort_by(|a, b| {
        let rank = |entry: &Entry| entry.pain.unwrap_or(u8::MAX);
        (rank(a), &a.file).cmp(&(rank(b), &b.file))
    });
    for index in 0..entries.len() {
        let shared = |other: &Entry| other.pain == entries[index].pain;
        if let Some(pain) = entries[index].pain
            && entries.iter().filter(|other| shared(other)).count() > 1
        {
            entries[index].lacks.insert(0, Lack::OwnRank(pain));
        }
    }
    Bank {
        choice: choose(&entries),
        entries,
        passed_over,
    }
}

/// The third of five; of another number the middle, and of two in the middle the one nearer to the third.
fn choose(entries: &[Entry]) -> Choice {
    let ranked = entries.iter().filter(|entry| entry.pain.is_some()).count();
    match ranked {
        0 if entries.is_empty() => Choice::Empty,
        0 => Choice::Unranked,
        1 => Choice::Only(0),
        WANTED => Choice::Third(THIRD),
        _ => Choice::Middle(THIRD.clamp((ranked - 1) / 2, ranked / 2)),
    }
}

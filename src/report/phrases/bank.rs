//! The bank's facts into English.

use super::paper::{self, count};
use crate::bank::{Bank, Choice, Entry, Lack, Point, WANTED};
use crate::rules::cause::Grade;

/// How many stories there are, of how many.
#[must_use]
pub fn number(bank: &Bank) -> String {
    match bank.entries.len() {
        0 => format!("No story here yet; {WANTED} on paper are the aim."),
        have if have < WANTED => format!("{have} of {WANTED} on paper."),
        have => format!("{have} on paper; {WANTED} are enough."),
    }
}

/// Which one to tell and why, or what to do so that it can be said.
#[must_use]
pub fn choice(bank: &Bank) -> String {
    let ranked = bank.entries.iter().filter(|e| e.pain.is_some()).count();
    let chosen = bank.choice.index().map(|index| &bank.entries[index]);
    let named = chosen.map_or_else(String::new, |e| format!("“{}” ({})", e.title, e.file));
    match bank.choice {
        Choice::Empty => "`ownup new TITLE` writes the first to fill in.".to_owned(),
        Choice::Unranked => {
            "Give each a rank, `pain: 1` for the most painful; then I can say which one to tell."
                .to_owned()
        }
        Choice::Only(_) => format!("Tell {named}: it is the only one with a rank so far."),
        Choice::Third(_) => format!("Tell {named}: it is the third most painful of five. {WHY}"),
        Choice::Middle(_) => {
            format!("Tell {named}: it is in the middle of your {ranked} by pain. {WHY}")
        }
    }
}

const WHY: &str = "The most painful is too raw to tell calmly, and the least reads as evasion.";

/// Rank, age, the paper and the cause, in one line.
#[must_use]
pub fn entry(entry: &Entry) -> String {
    let happened = match (entry.happened, entry.months) {
        (Some(month), Some(months)) => format!("{month} ({})", ago(months)),
        _ => "no date".to_owned(),
    };
    let (rollback, decision) = (entry.rollback_share * 100.0, entry.decision_share * 100.0);
    let cause = cause(entry.cause);
    let takes = match entry.takes {
        0 => "no take yet".to_owned(),
        takes => count(takes, "take"),
    };
    format!(
        "{happened}; {rollback:.0}% of the words on the rollback, {decision:.0}% on the decision; cause on paper: {cause}; {takes}"
    )
}

fn ago(months: i32) -> String {
    match months {
        ..0 => "not yet".to_owned(),
        0 => "this month".to_owned(),
        1 => "1 month ago".to_owned(),
        2..24 => format!("{months} months ago"),
        _ => format!("{} years ago", months / 12),
    }
}

fn cause(grade: Grade) -> &'static str {
    match grade {
        Grade::Strong => "strong",
        Grade::Partial => "half written",
        Grade::Missing => "not found",
    }
}

/// A take in a few characters: its number, rollback and decision, and the cause.
#[must_use]
pub fn point(point: &Point) -> String {
    let cause = super::grade(point.cause);
    format!(
        "{}: {}/{} {cause}",
        point.take, point.rollback, point.decision
    )
}

/// What a story lacks, as a part of a sentence.
#[must_use]
pub fn lack(lack: &Lack) -> String {
    match lack {
        Lack::Rank => "a rank (`pain:`)".to_owned(),
        Lack::OwnRank(rank) => format!("a rank of its own (another story has {rank} too)"),
        Lack::Date => "the month it happened (`happened:`)".to_owned(),
        Lack::Ripeness => "time for the lesson to show (under three months old)".to_owned(),
        Lack::Recency => "a newer date (over three years old)".to_owned(),
        Lack::Sections(roles) => {
            let roles: Vec<&str> = roles.iter().copied().map(paper::role).collect();
            super::listed(&roles)
        }
        Lack::Cause(ingredients) => {
            let named: Vec<&str> = ingredients.iter().map(|i| super::ingredient(*i)).collect();
            format!("in its cause: {}", super::listed(&named))
        }
        Lack::Changes(1) => "one change (`ownup draft` shows it)".to_owned(),
        Lack::Changes(number) => format!("{number} changes (`ownup draft` shows them)"),
    }
}

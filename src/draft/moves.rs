//! What to cut and what to add, so that the lengths come right.

use super::Pace;
use crate::bands::{Aim, Standing};
use crate::rules::cause::{Cause, Grade};
use crate::rules::{Finding, Rule};
use crate::story::{Bucket, Role, Section, Story};
use crate::time::Millis;

/// The parts of the decision with the share of it that each usually takes, in hundredths.
const DECISION: [(Role, i64); 3] = [(Role::Cause, 50), (Role::Lesson, 20), (Role::Change, 30)];

/// A change to the paper's length.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// So much out of a role's sections.
    Cut {
        /// Which role.
        role: Role,
        /// How much.
        time: Millis,
        /// About as many words.
        words: usize,
        /// The line of its longest sentence.
        line: usize,
    },
    /// So much more on the decision.
    Add {
        /// The part of it to begin with.
        role: Role,
        /// How much.
        time: Millis,
        /// About as many words.
        words: usize,
        /// The line after which it goes; none when the section is not there yet.
        line: Option<usize>,
    },
}

/// What to cut and add, the cuts of the rollback first.
pub(super) fn moves(story: &Story, pace: Pace, cause: &Cause, findings: &[Finding]) -> Vec<Move> {
    let mut moves: Vec<Move> = [
        of_rollback(story, pace),
        of_decision(story, pace, weakest(story, cause, findings)),
    ]
    .into_iter()
    .flatten()
    .collect();
    moves.extend(of_total(story, pace, &moves));
    moves
}

fn of_rollback(story: &Story, pace: Pace) -> Option<Move> {
    let aim = Aim::of(story, Bucket::Rollback);
    let time = told(story, pace, |role| role == Role::Rollback);
    match aim.standing(time) {
        Standing::Long | Standing::FarLong => cut(story, pace, Role::Rollback, time - aim.target),
        _ => None,
    }
}

fn of_decision(story: &Story, pace: Pace, weakest: Role) -> Option<Move> {
    let aim = Aim::of(story, Bucket::Decision);
    let time = told(story, pace, |role| role.bucket() == Some(Bucket::Decision));
    match aim.standing(time) {
        Standing::Untold | Standing::FarShort | Standing::Short => {
            Some(add(story, pace, weakest, aim.target - time))
        }
        Standing::Long | Standing::FarLong => {
            let longest = DECISION.map(|(role, _)| role);
            let longest = longest
                .into_iter()
                .max_by_key(|role| told(story, pace, |r| r == *role))?;
            cut(story, pace, longest, time - aim.target)
        }
        Standing::Within => None,
    }
}

/// Where the story as a whole would still be too long, what comes before the cause gives way.
fn of_total(story: &Story, pace: Pace, moves: &[Move]) -> Option<Move> {
    let planned: Millis = moves.iter().map(difference).sum();
    let excess = pace.time(story.words()) + planned - story.bands.total.high;
    let before = [Role::Context, Role::Failure];
    let role = before
        .into_iter()
        .max_by_key(|role| told(story, pace, |r| r == *role))?;
    let most = Millis(told(story, pace, |r| r == role).0 * 2 / 3);
    if excess <= Millis::ZERO || most < Millis(5_000) {
        return None;
    }
    cut(story, pace, role, excess.min(most))
}

fn difference(change: &Move) -> Millis {
    match change {
        Move::Cut { time, .. } => -*time,
        Move::Add { time, .. } => *time,
    }
}

/// The part of the decision that most needs more words.
fn weakest(story: &Story, cause: &Cause, findings: &[Finding]) -> Role {
    let fired = |rules: &[Rule]| findings.iter().any(|f| rules.contains(&f.rule));
    let roles = DECISION.map(|(role, _)| role);
    if let Some(role) = roles.into_iter().find(|role| !story.has(*role)) {
        role
    } else if cause.grade() < Grade::Strong {
        Role::Cause
    } else if fired(&[Rule::NoChange, Rule::NoPersonalRule, Rule::TeamNotI]) {
        Role::Change
    } else if fired(&[Rule::EmotionalOnlyLesson]) {
        Role::Lesson
    } else {
        shortest(story)
    }
}

/// The part furthest under its usual share.
fn shortest(story: &Story) -> Role {
    let filled = |&(role, share): &(Role, i64)| words(story, role) as i64 * 1_000 / share;
    let least = DECISION.iter().min_by_key(|part| filled(part));
    least.map_or(Role::Cause, |(role, _)| *role)
}

fn words(story: &Story, role: Role) -> usize {
    sections(story, role).map(Section::words).sum()
}

fn sections(story: &Story, role: Role) -> impl DoubleEndedIterator<Item = &Section> {
    story.sections.iter().filter(move |s| s.role == role)
}

fn told(story: &Story, pace: Pace, wanted: impl Fn(Role) -> bool) -> Millis {
    let own = story.sections.iter().filter(|s| wanted(s.role));
    pace.time(own.map(Section::words).sum())
}

fn cut(story: &Story, pace: Pace, role: Role, time: Millis) -> Option<Move> {
    let sentences = sections(story, role).flat_map(|section| &section.sentences);
    let longest = sentences.max_by_key(|sentence| sentence.text.split_whitespace().count())?;
    Some(Move::Cut {
        role,
        time,
        words: pace.words(time),
        line: longest.line,
    })
}

fn add(story: &Story, pace: Pace, role: Role, time: Millis) -> Move {
    let last = sections(story, role).next_back();
    Move::Add {
        role,
        time,
        words: pace.words(time),
        line: last.map(|section| section.sentences.last().map_or(section.line, |s| s.line)),
    }
}

//! The questions of a report asked of the paper: words, the seconds they would take, cause and findings.

mod moves;

#[cfg(test)]
mod tests;

pub use moves::Move;

use std::cmp::Reverse;

use crate::analysis::{self, CauseStatus, Remarks, Split};
use crate::delivery;
use crate::meaning::Embedder;
use crate::rules::cause::{self, Cause};
use crate::rules::say::{self, Suggestion};
use crate::rules::{self, Finding, shapes};
use crate::story::{Bucket, Month, Role, Section, Story};
use crate::telling::Telling;
use crate::time::Millis;
use crate::transcript::Transcript;

/// A take of fewer words says little about a pace.
const ENOUGH_WORDS: usize = 40;

/// Slower and faster than anybody tells a story, in words a minute.
const SPEAKABLE: (f64, f64) = (60.0, 300.0);

/// How fast the story will be told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// In words a minute, from a first word to a last.
    pub wpm: f64,
    /// From how many takes it is known; with none it is the usual pace.
    pub takes: usize,
}

/// The usual pace of speech, for somebody who has not been heard yet.
impl Default for Pace {
    fn default() -> Self {
        Self {
            wpm: 150.0,
            takes: 0,
        }
    }
}

impl Pace {
    /// The median pace of these takes; the usual one when none is long enough.
    ///
    /// Pauses count, since a section's seconds hold them too.
    #[must_use]
    pub fn of<'a>(takes: impl IntoIterator<Item = &'a Transcript>) -> Self {
        let long = takes
            .into_iter()
            .filter(|take| take.words.len() >= ENOUGH_WORDS);
        let mut paces: Vec<f64> = long.filter_map(delivery::pace).collect();
        paces.sort_by(f64::total_cmp);
        let Some(median) = paces.get(paces.len() / 2) else {
            return Self::default();
        };
        Self {
            wpm: median.clamp(SPEAKABLE.0, SPEAKABLE.1),
            takes: paces.len(),
        }
    }

    /// How long `words` take.
    #[must_use]
    pub fn time(self, words: usize) -> Millis {
        Millis::from_seconds(words as f64 * 60.0 / self.wpm)
    }

    /// How many words fit into `time`.
    #[must_use]
    pub fn words(self, time: Millis) -> usize {
        (time.seconds().max(0.0) * self.wpm / 60.0).round() as usize
    }
}

/// A section of the story as it is written.
#[derive(Clone, Debug, PartialEq)]
pub struct WrittenSection {
    /// What it is for.
    pub role: Role,
    /// Its heading.
    pub heading: String,
    /// The line of the heading, from 1.
    pub line: usize,
    /// Its words.
    pub words: usize,
    /// How long they would take.
    pub time: Millis,
    /// Their share of all words, from 0.0 to 1.0.
    pub share: f64,
    /// Its target, when the author gave one.
    pub target: Option<Millis>,
}

/// Everything there is to say about a story before it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// How fast it will be told.
    pub pace: Pace,
    /// All words.
    pub words: usize,
    /// How long they would take.
    pub time: Millis,
    /// The words on the repair.
    pub rollback_words: usize,
    /// The words on cause, lesson and change.
    pub decision_words: usize,
    /// The seconds those would take, and how they stand to each other.
    pub split: Split,
    /// The sections, in the order written.
    pub sections: Vec<WrittenSection>,
    /// The roles for which nothing is written.
    pub unwritten: Vec<Role>,
    /// The paper as the rules read it.
    pub telling: Telling,
    /// What is written of the cause.
    pub cause: Cause,
    /// A sentence to write for each ingredient that is missing.
    pub say: Vec<Suggestion>,
    /// Whether the cause is there, and in its place.
    pub status: CauseStatus,
    /// The rules that fired, the weightiest first, then by line.
    pub findings: Vec<Finding>,
    /// What to cut and what to add.
    pub moves: Vec<Move>,
    /// The way the story runs.
    pub shape: shapes::Heard,
    /// What is reported without a verdict.
    pub remarks: Remarks,
}

/// Judges the paper in the month `today`.
#[must_use]
pub fn judge(story: &Story, pace: Pace, embedder: &dyn Embedder, today: Month) -> Draft {
    let telling = Telling::of_story(story, embedder);
    let cause = cause::hear(&telling);
    let (rollback_words, decision_words) = (
        words(story, Bucket::Rollback),
        words(story, Bucket::Decision),
    );
    let split = analysis::weigh(story, pace.time(rollback_words), pace.time(decision_words));
    let findings = findings(story, &telling, &cause, (&split, today));
    let moves = if is_whole(story) {
        moves::moves(story, pace, &cause, &findings)
    } else {
        Vec::new()
    };
    Draft {
        pace,
        words: story.words(),
        time: pace.time(story.words()),
        rollback_words,
        decision_words,
        split,
        sections: story
            .sections
            .iter()
            .map(|s| section(story, s, pace))
            .collect(),
        unwritten: story.unwritten().collect(),
        status: analysis::status(&cause, &Cause::default(), &telling),
        say: say::suggest(&telling, &cause, None),
        shape: shapes::hear(&telling, story.shape),
        remarks: Remarks::of(&telling),
        telling,
        cause,
        findings,
        moves,
    }
}

/// Whether enough is written that lengths mean something: three roles.
///
/// Before that, what is missing is still to be written, and no finding.
fn is_whole(story: &Story) -> bool {
    Role::ALL.len() - story.unwritten().count() >= 3
}

fn findings(
    story: &Story,
    telling: &Telling,
    cause: &Cause,
    (split, today): (&Split, Month),
) -> Vec<Finding> {
    let mut findings = rules::findings(telling, cause, story.happened, today);
    if is_whole(story) {
        findings.extend(analysis::findings_of_time(story, split, telling));
    }
    findings.sort_by_key(|f| (Reverse(f.severity), f.quote.tokens.start));
    findings
}

fn words(story: &Story, bucket: Bucket) -> usize {
    let own = story.sections.iter();
    own.filter(|section| section.role.bucket() == Some(bucket))
        .map(Section::words)
        .sum()
}

fn section(story: &Story, section: &Section, pace: Pace) -> WrittenSection {
    let words = section.words();
    WrittenSection {
        role: section.role,
        heading: section.heading.clone(),
        line: section.line,
        words,
        time: pace.time(words),
        share: words as f64 / story.words().max(1) as f64,
        target: section.target,
    }
}

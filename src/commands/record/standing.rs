//! Where in the story the speaker is, from the words recognised so far.

use crate::analysis::{self, Analysis};
use crate::bands::Aim;
use crate::corrections::Corrected;
use crate::meaning::Embedder;
use crate::rules::cause::Grade;
use crate::story::{Bucket, Month, Role, Story};
use crate::time::Millis;
use crate::transcript::{Transcript, Word};

/// What is known when the last recognised word was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// The section's heading; none in an aside.
    pub(super) heading: Option<String>,
    /// What the section is for.
    pub(super) role: Option<Role>,
    /// How long it has been told, its returns added up.
    pub(super) told: Millis,
    /// The seconds of its bucket, and what to aim at.
    pub(super) bucket: Option<(Bucket, Millis, Millis)>,
    /// The section's own target.
    pub(super) target: Option<Millis>,
    /// Whether a cause has been said so far.
    pub(super) cause: Grade,
    /// When the last word ended.
    pub(super) at: Millis,
}

/// Finds the speaker's place; nothing without words.
pub(super) fn standing(
    story: &Story,
    words: Vec<Word>,
    embedder: &dyn Embedder,
    today: Month,
) -> Option<Standing> {
    let at = words.last()?.span.end();
    let heard = Corrected::from(Transcript {
        words,
        ..Transcript::default()
    });
    let analysis = analysis::analyse(story, &heard, embedder, today);
    let last = analysis.alignment.passages.last()?;
    let same = |section: &&analysis::SectionTime| {
        Some(section.role) == last.role && section.section == last.section
    };
    let section = analysis.sections.iter().find(same);
    Some(Standing {
        heading: section.map(|section| section.heading.clone()),
        role: last.role,
        told: section.map_or(last.span.length(), |section| section.seconds),
        bucket: last
            .role
            .and_then(Role::bucket)
            .map(|bucket| of_bucket(story, &analysis, bucket)),
        target: section.and_then(|section| section.target),
        cause: analysis.cause.grade(),
        at,
    })
}

fn of_bucket(story: &Story, analysis: &Analysis, bucket: Bucket) -> (Bucket, Millis, Millis) {
    let told = match bucket {
        Bucket::Rollback => analysis.split.rollback,
        Bucket::Decision => analysis.split.decision,
    };
    (bucket, told, Aim::of(story, bucket).target)
}

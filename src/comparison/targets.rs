//! How long each section should be: as the author says, else its part of what its bucket has left.

use serde::{Deserialize, Serialize};

use crate::bands::Aim;
use crate::story::{Bands, Bucket, Section, Story};
use crate::time::Millis;

/// What a section should take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Target {
    /// The author gave it, or it is the usual one.
    Own(Millis),
    /// By its share of the words on paper.
    Shared(Millis),
}

impl Target {
    /// In time.
    #[must_use]
    pub fn seconds(self) -> Millis {
        match self {
            Self::Own(seconds) | Self::Shared(seconds) => seconds,
        }
    }
}

/// One for each section of the story.
///
/// What the author did not give is shared out by words: among cause, lesson and change what the
/// decision has left, among context and failure what the whole story has left beside both buckets.
pub(super) fn of(story: &Story) -> Vec<Target> {
    let target = |section: &Section| match section.target {
        Some(target) => Target::Own(target),
        None if has_its_bucket(story, section) => Target::Own(shared(story, section)),
        None => Target::Shared(shared(story, section)),
    };
    story.sections.iter().map(target).collect()
}

/// Whether no other section counts towards the bucket, so that there is nothing to share out.
fn has_its_bucket(story: &Story, section: &Section) -> bool {
    let bucket = section.role.bucket();
    let fellows = story.sections.iter().filter(|s| s.role.bucket() == bucket);
    bucket.is_some() && fellows.count() == 1 && section.words() > 0
}

/// The author's target for the whole story, else the usual one.
pub(super) fn total(story: &Story) -> Target {
    Target::Own(story.targets.total.unwrap_or(Bands::USUAL_TOTAL))
}

fn shared(story: &Story, section: &Section) -> Millis {
    let bucket = section.role.bucket();
    let fellows = || story.sections.iter().filter(|s| s.role.bucket() == bucket);
    let given: Millis = fellows().filter_map(|s| s.target).sum();
    let words: usize = fellows()
        .filter(|s| s.target.is_none())
        .map(Section::words)
        .sum();
    let left = (whole(story, bucket) - given).max(Millis::ZERO);
    Millis(left.0 * section.words() as i64 / words.max(1) as i64)
}

fn whole(story: &Story, bucket: Option<Bucket>) -> Millis {
    let aim = |bucket| Aim::of(story, bucket).target;
    if let Some(bucket) = bucket {
        return aim(bucket);
    }
    let total = total(story).seconds();
    (total - aim(Bucket::Rollback) - aim(Bucket::Decision)).max(Millis::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::parse;

    fn check(text: &str, expected: &[i64]) {
        let front = if text.starts_with("---") {
            ""
        } else {
            "---\ntitle: t\n---\n\n"
        };
        let story = parse(&format!("{front}{text}")).expect("a sound story");
        let seconds: Vec<i64> = of(&story).iter().map(|t| t.seconds().0 / 1_000).collect();
        assert_eq!(seconds, expected, "{text}");
    }

    #[test]
    fn a_bucket_is_shared_out_by_words() {
        check(
            "## Context\n\nA b.\n\n## My part\n\nA b.\n\n## Lesson\n\nA.\n",
            &[30, 60, 30],
        );
    }

    #[test]
    fn the_authors_own_targets_come_first() {
        check("## My part (1:10)\n\nA b.\n\n## Lesson\n\nA.\n", &[70, 20]);
        check("## My part (1:50)\n\nA b.\n\n## Lesson\n\nA.\n", &[110, 0]);
    }

    #[test]
    fn a_target_for_the_whole_leaves_more_for_the_beginning() {
        let front = "---\ntitle: t\ntargets: { total: 3m }\n---\n\n";
        check(
            &format!("{front}## Context\n\nA.\n\n## Rollback\n\nA.\n"),
            &[60, 30],
        );
    }

    #[test]
    fn a_section_without_words_has_no_time() {
        check("## Context\n\nA.\n\n## Lesson\n", &[30, 0]);
    }
}

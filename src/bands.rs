//! How long the two buckets should be, and how a number of seconds stands to that.

use crate::alignment::Range;
use crate::story::{Band, Bucket, Story};
use crate::time::Millis;

/// What a bucket of a story should take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Aim {
    /// What to aim at.
    pub target: Millis,
    /// The seconds that are well.
    pub band: Band,
    /// Less than this is far too short; only the decision has such a limit.
    pub far_short: Option<Millis>,
    /// More than this is far too long; only the rollback has such a limit.
    pub far_long: Option<Millis>,
}

/// How a number of seconds stands to its band.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// No time at all.
    Untold,
    /// Far under the band.
    FarShort,
    /// Under the band.
    Short,
    /// As it should be.
    Within,
    /// Over the band.
    Long,
    /// Far over the band.
    FarLong,
}

impl Aim {
    /// What the author of `story` aims at; a rollback of twice its target is far too long, a decision of half
    /// its target far too short.
    #[must_use]
    pub fn of(story: &Story, bucket: Bucket) -> Self {
        let (targets, bands) = (story.targets, story.bands);
        match bucket {
            Bucket::Rollback => Self {
                target: targets.rollback,
                band: bands.rollback,
                far_short: None,
                far_long: Some(Millis(targets.rollback.0 * 2).max(bands.rollback.high)),
            },
            Bucket::Decision => Self {
                target: targets.decision,
                band: bands.decision,
                far_short: Some(Millis(targets.decision.0 / 2).min(bands.decision.low)),
                far_long: None,
            },
        }
    }

    /// How `seconds` stands to it.
    #[must_use]
    pub fn standing(&self, seconds: Millis) -> Standing {
        if seconds <= Millis::ZERO {
            Standing::Untold
        } else if self.far_short.is_some_and(|limit| seconds < limit) {
            Standing::FarShort
        } else if seconds < self.band.low {
            Standing::Short
        } else if self.far_long.is_some_and(|limit| seconds > limit) {
            Standing::FarLong
        } else if seconds > self.band.high {
            Standing::Long
        } else {
            Standing::Within
        }
    }

    /// Whether all seconds in a range stand to it in the same way.
    #[must_use]
    pub fn is_certain(&self, range: Range) -> bool {
        self.standing(range.low) == self.standing(range.high)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::story::parse;

    fn check(front_matter: &str, bucket: Bucket, expected: &[(i64, Standing)]) {
        let story = parse(&format!(
            "---\ntitle: t\n{front_matter}---\n\n## Context\n\nA.\n"
        ))
        .expect("a sound story");
        for (seconds, standing) in expected {
            let got = Aim::of(&story, bucket).standing(Millis(seconds * 1000));
            assert_eq!(got, *standing, "{seconds}");
        }
    }

    #[test]
    fn a_rollback_of_fifteen_to_forty_seconds_is_well() {
        use Standing::{FarLong, Long, Short, Untold, Within};
        let expected = [
            (0, Untold),
            (14, Short),
            (40, Within),
            (60, Long),
            (61, FarLong),
        ];
        check("", Bucket::Rollback, &expected);
    }

    #[test]
    fn a_decision_of_seventy_five_seconds_to_two_minutes_is_well() {
        use Standing::{FarShort, Long, Short, Within};
        let expected = [
            (44, FarShort),
            (45, Short),
            (75, Within),
            (120, Within),
            (300, Long),
        ];
        check("", Bucket::Decision, &expected);
    }

    #[test]
    fn another_target_moves_its_band() {
        use Standing::{FarLong, Long, Short, Within};
        let expected = [
            (29, Short),
            (30, Within),
            (80, Within),
            (120, Long),
            (121, FarLong),
        ];
        check("targets: { rollback: 60s }\n", Bucket::Rollback, &expected);
    }
}

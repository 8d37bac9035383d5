//! How long the two buckets should be, and how a number of seconds stands to that.

use crate::story::Bucket;
use crate::time::Millis;

/// The seconds a bucket may take, around its target.
///
/// The default targets give 15 to 40 s for the rollback and 75 to 120 s for the
/// decision; another target stretches its band in proportion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Band {
    /// What to aim at.
    pub target: Millis,
    /// The fewest seconds that are well.
    pub low: Millis,
    /// The most seconds that are well.
    pub high: Millis,
    /// Fewer than this is far too short; only the decision has such a limit.
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

impl Band {
    /// The band of `bucket` around `target`.
    #[must_use]
    pub fn around(bucket: Bucket, target: Millis) -> Self {
        let part = |sixths: i64| Millis(target.0.max(0).saturating_mul(sixths) / 6);
        match bucket {
            Bucket::Rollback => Self {
                target,
                low: part(3),
                high: part(8),
                far_short: None,
                far_long: Some(part(12)),
            },
            Bucket::Decision => Self {
                target,
                low: part(5),
                high: part(8),
                far_short: Some(part(3)),
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
        } else if seconds < self.low {
            Standing::Short
        } else if self.far_long.is_some_and(|limit| seconds > limit) {
            Standing::FarLong
        } else if seconds > self.high {
            Standing::Long
        } else {
            Standing::Within
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bucket: Bucket, target: i64, expected: [(i64, Standing); 5]) {
        let band = Band::around(bucket, Millis(target * 1000));
        for (seconds, standing) in expected {
            assert_eq!(band.standing(Millis(seconds * 1000)), standing, "{seconds}");
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
        check(Bucket::Rollback, 30, expected);
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
        check(Bucket::Decision, 90, expected);
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
        check(Bucket::Rollback, 60, expected);
    }
}

//! The seconds of the two buckets, their verdicts, and how well both are known.

use crate::alignment::Range;
use crate::analysis::{Split, Verdict};
use crate::bands::{Aim, Standing};
use crate::story::{Bucket, Story};
use crate::time::Millis;

/// How a bucket's seconds stand to its band.
#[must_use]
pub fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Untold => "not told",
        Standing::FarShort => "much too short",
        Standing::Short => "a little short",
        Standing::Within => "good",
        Standing::Long => "a little long",
        Standing::FarLong => "much too long",
    }
}

/// The same of seconds that may as well be those of their range.
#[must_use]
pub fn standing_within(aim: Aim, seconds: Millis, range: Range) -> &'static str {
    let sure = aim.standing(seconds);
    if aim.is_certain(range) {
        return standing(sure);
    }
    match sure {
        Standing::Untold => "perhaps not told",
        Standing::FarShort => "perhaps much too short",
        Standing::Short => "perhaps a little short",
        Standing::Within => "perhaps good",
        Standing::Long => "perhaps a little long",
        Standing::FarLong => "perhaps much too long",
    }
}

/// A range narrower than this on both sides is not worth a word, unless a verdict hangs on it.
const WORTH_SAYING: Millis = Millis(3_000);

/// Which of the two lengths is not known well enough, in one sentence.
#[must_use]
pub fn unsure(story: &Story, split: &Split) -> Option<String> {
    let parts = [
        (
            "rollback",
            Bucket::Rollback,
            split.rollback,
            split.rollback_range,
        ),
        (
            "decision",
            Bucket::Decision,
            split.decision,
            split.decision_range,
        ),
    ];
    let doubtful = parts.into_iter().filter(|(_, bucket, seconds, range)| {
        let certain = Aim::of(story, *bucket).is_certain(*range);
        !certain || range.around(*seconds) >= WORTH_SAYING
    });
    let named = doubtful.map(|(name, .., range)| format!("{name} {} to {}", range.low, range.high));
    let named: Vec<String> = named.collect();
    let some = !named.is_empty();
    some.then(|| format!("I am not sure of every second: {}.", named.join(", ")))
}

/// The verdict on the split, in one sentence with the ratio.
#[must_use]
pub fn split(split: &Split) -> String {
    let told = |seconds: Millis| seconds > Millis::ZERO;
    match (told(split.rollback), told(split.decision), split.ratio) {
        (false, false, _) => "I heard neither the rollback nor the decision.".to_owned(),
        (true, false, _) => "I heard the rollback, but not the decision.".to_owned(),
        (false, true, _) | (_, _, None) => "I heard the decision, but not the rollback.".to_owned(),
        (true, true, Some(ratio)) => balance(ratio, split.verdict),
    }
}

fn balance(ratio: f64, verdict: Verdict) -> String {
    if ratio < 1.0 {
        format!("The rollback outweighs the decision, {ratio:.1} to 1; the aim is 2 to 1 or more.")
    } else if ratio < 2.0 {
        format!("The decision needs a larger share: {ratio:.1} to 1; the aim is 2 to 1 or more.")
    } else if verdict == Verdict::Within {
        format!("The split is good: {ratio:.1} to 1, decision to rollback.")
    } else {
        format!("The balance is right, {ratio:.1} to 1; mind the lengths above.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_balance_is_worded_by_its_ratio() {
        assert!(balance(0.8, Verdict::Fail).starts_with("The rollback outweighs"));
        assert!(balance(1.4, Verdict::Warn).contains("a larger share"));
        assert!(balance(2.5, Verdict::Within).contains("good: 2.5 to 1"));
        assert!(balance(2.5, Verdict::Warn).contains("mind the lengths"));
    }
}

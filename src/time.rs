//! Moments and stretches of a take, in whole milliseconds from its first sample.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The sample rate everything is brought to, in samples a second.
pub const SAMPLE_RATE: u32 = 16_000;

/// A moment or a length of time, in milliseconds.
///
/// Written and read as seconds with millisecond precision (`12.345`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Millis(pub i64);

impl Millis {
    /// No time at all; the moment of the first sample.
    pub const ZERO: Self = Self(0);

    /// The longest that can be read, before and after the first sample: a century.
    ///
    /// No file has so many times of this length that their sum is too large a number.
    pub const LONGEST: Self = Self(100 * 365 * 24 * 60 * 60 * 1000);

    /// Rounds to the nearest millisecond, no further than [`Millis::LONGEST`]; what is not a number is zero.
    #[must_use]
    pub fn from_seconds(seconds: f64) -> Self {
        let exact = (seconds * 1000.0).round() as i64;
        Self(exact.clamp(-Self::LONGEST.0, Self::LONGEST.0))
    }

    /// The moment of the sample at `index`, at [`SAMPLE_RATE`].
    #[must_use]
    pub fn of_sample(index: usize) -> Self {
        Self((index as i64 * 1000) / i64::from(SAMPLE_RATE))
    }

    /// In seconds.
    #[must_use]
    pub fn seconds(self) -> f64 {
        self.0 as f64 / 1000.0
    }

    /// The index of the sample at this moment, at [`SAMPLE_RATE`]; 0 before the first.
    #[must_use]
    pub fn sample(self) -> usize {
        usize::try_from(self.0 * i64::from(SAMPLE_RATE) / 1000).unwrap_or(0)
    }
}

/// As a clock shows it: `0:07`, `12:34`, `-0:03`, rounded to the second.
impl fmt::Display for Millis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = (self.0.abs() + 500) / 1000;
        let sign = if self.0 <= -500 { "-" } else { "" };
        f.pad(&format!("{sign}{}:{:02}", seconds / 60, seconds % 60))
    }
}

impl Add for Millis {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0)
    }
}

impl AddAssign for Millis {
    fn add_assign(&mut self, other: Self) {
        self.0 += other.0;
    }
}

impl Sub for Millis {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0 - other.0)
    }
}

impl Neg for Millis {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Millis {
    fn sum<I: Iterator<Item = Self>>(moments: I) -> Self {
        moments.fold(Self::ZERO, Add::add)
    }
}

impl Serialize for Millis {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.seconds())
    }
}

impl<'de> Deserialize<'de> for Millis {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        f64::deserialize(deserializer).map(Self::from_seconds)
    }
}

impl JsonSchema for Millis {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Seconds".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "number",
            "description": "seconds, to the millisecond",
        })
    }
}

/// A stretch of time that never runs backwards: `start <= end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Span {
    start: Millis,
    end: Millis,
}

impl Span {
    /// From `start` to `end`; empty at `start` where `end` comes before it.
    #[must_use]
    pub fn new(start: Millis, end: Millis) -> Self {
        Self {
            start,
            end: end.max(start),
        }
    }

    /// Where it begins.
    #[must_use]
    pub fn start(self) -> Millis {
        self.start
    }

    /// Where it ends; this moment is outside it.
    #[must_use]
    pub fn end(self) -> Millis {
        self.end
    }

    /// How long it is.
    #[must_use]
    pub fn length(self) -> Millis {
        self.end - self.start
    }

    /// The moment half-way.
    #[must_use]
    pub fn middle(self) -> Millis {
        Millis(i64::midpoint(self.start.0, self.end.0))
    }

    /// Whether `moment` lies in it.
    #[must_use]
    pub fn contains(self, moment: Millis) -> bool {
        self.start <= moment && moment < self.end
    }

    /// How much of the two is shared.
    #[must_use]
    pub fn overlap(self, other: Self) -> Millis {
        let shared = self.end.min(other.end) - self.start.max(other.start);
        shared.max(Millis::ZERO)
    }

    /// From the earlier start to the later end.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_rounds_to_the_second() {
        let shown: Vec<String> = [0, 499, 500, 59_499, 59_500, 754_000, -3_000]
            .map(|ms| Millis(ms).to_string())
            .to_vec();
        assert_eq!(
            shown,
            ["0:00", "0:00", "0:01", "0:59", "1:00", "12:34", "-0:03"]
        );
    }

    #[test]
    fn a_span_never_runs_backwards() {
        let span = Span::new(Millis(500), Millis(200));
        assert_eq!((span.start(), span.length()), (Millis(500), Millis::ZERO));
    }

    #[test]
    fn seconds_are_written_to_the_millisecond() {
        let written = serde_json::to_string(&Millis(12_345)).expect("a number");
        assert_eq!(written, "12.345");
        let read: Millis = serde_json::from_str("12.3449").expect("a number");
        assert_eq!(read, Millis(12_345));
    }

    #[test]
    fn no_number_of_seconds_is_too_large_to_be_added() {
        let sum = |json: &str| {
            let read: Millis = serde_json::from_str(json).expect("a number");
            read + read
        };
        assert_eq!(sum("1e300"), Millis::LONGEST + Millis::LONGEST);
        assert_eq!(sum("-1e300"), -sum("1e300"));
    }
}

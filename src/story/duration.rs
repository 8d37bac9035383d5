//! Lengths of time as a person writes them in a story: `0:15`, `15s`, `1m30s`, `1.5 min`.

use crate::time::Millis;

/// Longer than any telling; keeps a slip of the keyboard from becoming a target.
const LONGEST: Millis = Millis(3_600_000);

/// Reads a length; nothing for what is not one, is zero, or is over an hour.
pub(super) fn read(text: &str) -> Option<Millis> {
    let text = text.trim().to_lowercase();
    let seconds = clock(&text).or_else(|| units(&text))?;
    let length = Millis::from_seconds(seconds);
    (Millis::ZERO < length && length <= LONGEST).then_some(length)
}

/// Reads two lengths with a dash or `to` between them; nothing where the first is not the shorter.
pub(super) fn read_range(text: &str) -> Option<(Millis, Millis)> {
    let (low, high) = text
        .split_once(['-', '–', '—'])
        .or_else(|| text.split_once(" to "))?;
    let (low, high) = (read(low)?, read(high)?);
    (low < high).then_some((low, high))
}

/// Whether someone who wrote this meant a length, well formed or not: `0:75` yes, `2024` and `second try` no.
pub(super) fn was_meant(text: &str) -> bool {
    let text = text.trim().to_lowercase();
    let mut units = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|name| !name.is_empty());
    let numeric = text.starts_with(|c: char| c.is_ascii_digit());
    let named = text.contains(char::is_alphabetic) && units.all(|name| unit(name).is_some());
    let clock = text.contains(':') && !text.contains(char::is_alphabetic);
    numeric && (named || clock)
}

/// `1:30` in seconds.
fn clock(text: &str) -> Option<f64> {
    let (minutes, seconds) = text.split_once(':')?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if seconds.len() != 2 || !digits(minutes) || !digits(seconds) {
        return None;
    }
    let (minutes, seconds): (f64, f64) = (minutes.parse().ok()?, seconds.parse().ok()?);
    (seconds < 60.0).then_some(minutes * 60.0 + seconds)
}

/// `1m30s` in seconds.
fn units(text: &str) -> Option<f64> {
    let (mut rest, mut total, mut larger) = (text, 0.0, f64::INFINITY);
    while !rest.is_empty() {
        let (number, after) = split_at_first(rest, |c| !c.is_ascii_digit() && c != '.');
        let (name, after) = split_at_first(after.trim_start(), |c| !c.is_alphabetic());
        let seconds = unit(name).filter(|&seconds| seconds < larger)?;
        total += number.parse::<f64>().ok()? * seconds;
        (rest, larger) = (after.trim_start(), seconds);
    }
    Some(total)
}

/// Cuts before the first character for which `ends` holds.
fn split_at_first(text: &str, ends: impl Fn(char) -> bool) -> (&str, &str) {
    text.split_at(text.find(ends).unwrap_or(text.len()))
}

/// The seconds in one of what `name` names.
fn unit(name: &str) -> Option<f64> {
    match name {
        "s" | "sec" | "secs" | "second" | "seconds" => Some(1.0),
        "m" | "min" | "mins" | "minute" | "minutes" => Some(60.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_can_be_written_as_a_clock_or_with_units() {
        let written = [
            "0:15", "15s", "1:30", "1m30s", "1m 30s", "90s", "2m", "1.5 min", "12.345s", "60m",
        ];
        let read: Vec<i64> = written.map(|text| read(text).map_or(0, |ms| ms.0)).to_vec();
        assert_eq!(
            read,
            [
                15_000, 15_000, 90_000, 90_000, 90_000, 90_000, 120_000, 90_000, 12_345, 3_600_000
            ]
        );
    }

    #[test]
    fn what_is_not_a_length_is_refused() {
        for text in [
            "",
            "30",
            "0:75",
            "1:3",
            ":30",
            "s",
            "30x",
            "30s1m",
            "1m1m",
            "-5s",
            "0s",
            "61m",
            ".s",
            "1..5s",
            "99999999999999999999m",
            "½m",
            "1:30s",
            "+1:30",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn a_range_runs_from_the_shorter_to_the_longer() {
        let range = Some((Millis(15_000), Millis(40_000)));
        for text in ["15s-40s", "15s – 40s", "0:15—0:40", "15 s to 40 sec"] {
            assert_eq!(read_range(text), range, "{text}");
        }
        for text in ["40s-15s", "15s-15s", "15s", "15s-", "-40s", "a-b"] {
            assert_eq!(read_range(text), None, "{text}");
        }
    }

    #[test]
    fn a_year_or_a_remark_was_not_meant_as_a_length() {
        for text in ["0:75", "15s", "90 sec", "200m", "1m30"] {
            assert!(was_meant(text), "{text}");
        }
        for text in ["2024", "second try", "3 of 5", "", "again", "2 teams"] {
            assert!(!was_meant(text), "{text}");
        }
    }
}

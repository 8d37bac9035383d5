//! Part of a take as a person names it: by the second, from one second to another, or by a sentence's number.

use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use crate::failure::{Failure, hinted};
use crate::report::corrected::Line;
use crate::time::{Millis, Span};
use crate::transcript::Word;

/// What is wrong with a stretch that cannot be read, and how one is written.
const FORM: &str =
    "write seconds as in the report, `0:33-0:41`, or a sentence's number, `4` or `4..6`";

/// Part of a take, as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stretch {
    /// These sentences, first and last.
    Lines(usize, usize),
    /// Whatever is there.
    At(Moment),
    /// From one moment to another.
    Between(Moment, Moment),
}

/// A moment, and how sharp it was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) at: Millis,
    sharp: Sharpness,
}

/// How a moment was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sharpness {
    /// As a clock shows it: half a second to either side is meant too.
    Second,
    /// With decimals: it means itself.
    Exact,
}

/// What stretches are looked up in.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    pub(super) words: &'a [Word],
    pub(super) lines: &'a [Line],
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || format!("`{text}` is no second: {FORM}");
        let (minutes, seconds) = text.rsplit_once(':').unwrap_or(("0", text));
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        let (whole, decimals) = seconds.split_once('.').unwrap_or((seconds, "0"));
        if ![minutes, whole, decimals].into_iter().all(digits) || minutes.len() > 4 {
            return Err(wrong());
        }
        let minutes: f64 = minutes.parse().map_err(|_| wrong())?;
        let seconds_alone: f64 = seconds.parse().map_err(|_| wrong())?;
        if text.contains(':') && seconds_alone >= 60.0 {
            return Err(format!("`{text}` has more than 59 seconds in a minute"));
        }
        Ok(Self {
            at: Millis::from_seconds((minutes * 60.0 + seconds_alone).min(86_400.0)),
            sharp: if seconds.contains('.') {
                Sharpness::Exact
            } else {
                Sharpness::Second
            },
        })
    }
}

impl FromStr for Stretch {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let number = |part: &str| part.trim().parse::<usize>().ok();
        if let Some((first, last)) = text.split_once("..") {
            let (first, last) = (number(first), number(last));
            let lines = first
                .zip(last)
                .map(|(first, last)| Self::Lines(first, last));
            return lines.ok_or_else(|| format!("`{text}` is no stretch: {FORM}"));
        }
        if let Some((start, end)) = text.split_once('-') {
            let (start, end): (Moment, Moment) = (start.trim().parse()?, end.trim().parse()?);
            if start.at >= end.at {
                return Err(format!("`{text}` ends before it begins"));
            }
            return Ok(Self::Between(start, end));
        }
        match number(text) {
            Some(line) => Ok(Self::Lines(line, line)),
            None => text.trim().parse().map(Self::At),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.sharp {
            Sharpness::Second => self.at.fmt(f),
            Sharpness::Exact => f.pad(&sharp(self.at)),
        }
    }
}

/// `0:42.18`.
pub(super) fn sharp(moment: Millis) -> String {
    let hundredths = moment.0.max(0) / 10;
    let (seconds, hundredths) = (hundredths / 100, hundredths % 100);
    format!("{}:{:02}.{hundredths:02}", seconds / 60, seconds % 60)
}

impl Moment {
    /// Whether a clock that stands at this moment would show `other`.
    pub(super) fn shows(self, other: Millis) -> bool {
        match self.sharp {
            Sharpness::Second => (other.0 + 500).div_euclid(1000) * 1000 == self.at.0,
            Sharpness::Exact => other == self.at,
        }
    }
}

impl Stretch {
    /// The words that are meant; there is at least one.
    pub(super) fn words(self, told: Told<'_>) -> Result<Range<usize>, Failure> {
        match self {
            Self::Lines(first, last) => told.numbered(first, last),
            Self::At(moment) => told.sentence(moment),
            Self::Between(start, end) => told.between(start, end),
        }
    }
}

impl Told<'_> {
    fn numbered(self, first: usize, last: usize) -> Result<Range<usize>, Failure> {
        let line = |number: usize| number.checked_sub(1).and_then(|at| self.lines.get(at));
        match (line(first), line(last)) {
            (Some(a), Some(b)) if first <= last => Ok(a.words.start..b.words.end),
            (Some(_), Some(_)) => Err(hinted(
                format!("`{first}..{last}` runs backwards"),
                format!("write `{last}..{first}`"),
            )),
            (a, _) => Err(hinted(
                format!(
                    "there is no sentence {}",
                    if a.is_none() { first } else { last }
                ),
                match self.lines.len() {
                    0 => "nothing was said in this take".to_owned(),
                    count => format!("they are numbered from 1 to {count}"),
                },
            )),
        }
    }

    /// The sentence that begins at this second, or else that is being said then.
    fn sentence(self, moment: Moment) -> Result<Range<usize>, Failure> {
        let begins = |line: &&Line| moment.shows(line.span.start());
        let away = |line: &&Line| (line.span.start().0 - moment.at.0).abs();
        let lines = self.lines.iter();
        let begun = lines.clone().filter(begins).min_by_key(away);
        let line = begun.or_else(|| lines.clone().find(|line| line.span.contains(moment.at)));
        match line {
            Some(line) => Ok(line.words.clone()),
            None => Err(self.nothing(&format!("at {moment}"))),
        }
    }

    /// The words between two moments; where a sentence begins or ends at such a second, from there or to there.
    fn between(self, start: Moment, end: Moment) -> Result<Range<usize>, Failure> {
        let first = self.border(start, |at| self.onset_shows(start, at));
        let ends = |at: usize| at > first && (self.onset_shows(end, at) || self.end_shows(end, at));
        let last = self.border(end, ends);
        if first < last {
            return Ok(first..last);
        }
        Err(self.nothing(&format!("between {start} and {end}")))
    }

    fn onset_shows(self, moment: Moment, at: usize) -> bool {
        let word = self.words.get(at);
        word.is_some_and(|word| moment.shows(word.span.start()))
    }

    fn end_shows(self, moment: Moment, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        before.is_some_and(|word| moment.shows(word.span.end()))
    }

    /// The border between words that is nearest to `moment`: where `meant`, one between sections, else one
    /// between sentences; else the one between the words whose middles lie to both sides.
    fn border(self, moment: Moment, meant: impl Fn(usize) -> bool) -> usize {
        let line_starts = |at: usize| self.lines.iter().find(|line| line.words.start == at);
        let parts_sections = |at: usize| match line_starts(at) {
            Some(line) if line.number > 1 => {
                let before = &self.lines[line.number - 2];
                (before.role, before.section) != (line.role, line.section)
            }
            _ => at == 0 || at == self.words.len(),
        };
        let away = |at: &usize| {
            let word = self.words.get(*at).or(self.words.last());
            word.map_or(0, |word| (word.span.start().0 - moment.at.0).abs())
        };
        let nearest = |wanted: &dyn Fn(usize) -> bool| {
            (0..=self.words.len())
                .filter(|&at| meant(at) && wanted(at))
                .min_by_key(away)
        };
        nearest(&parts_sections)
            .or_else(|| nearest(&|at| line_starts(at).is_some()))
            .unwrap_or_else(|| {
                let after = |word: &Word| word.span.middle() >= moment.at;
                let first = self.words.iter().position(after);
                first.unwrap_or(self.words.len())
            })
    }

    /// Nothing was said there.
    pub(super) fn nothing(self, place: &str) -> Failure {
        let message = format!("nothing was said {place}");
        let (Some(first), Some(last)) = (self.words.first(), self.words.last()) else {
            return hinted(message, "there is no word in this take");
        };
        let told = Span::new(first.span.start(), last.span.end());
        let hint = format!(
            "the take's words go from {} to {}",
            told.start(),
            told.end()
        );
        hinted(message, hint)
    }
}

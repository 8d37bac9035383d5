//! When the speaker was making sound, measured from the sound and not from the words.

use serde::{Deserialize, Serialize};

use crate::time::{Millis, Span};

/// The stretches in which there was speech, in order, without overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speech(Vec<Span>);

/// A silence between two stretches of speech.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pause(pub Span);

impl Speech {
    /// Sorts the stretches and joins those that touch or overlap.
    #[must_use]
    pub fn new(mut spans: Vec<Span>) -> Self {
        spans.sort_by_key(|span| (span.start(), span.end()));
        let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
        for span in spans {
            match joined.last_mut() {
                Some(last) if span.start() <= last.end() => *last = last.hull(span),
                _ => joined.push(span),
            }
        }
        Self(joined)
    }

    /// The stretches, in order.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Whether there was no speech at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How long there was speech within `window`.
    #[must_use]
    pub fn within(&self, window: Span) -> Millis {
        self.0.iter().map(|span| span.overlap(window)).sum()
    }

    /// The silences of at least `shortest` between two stretches.
    #[must_use]
    pub fn pauses(&self, shortest: Millis) -> Vec<Pause> {
        self.0
            .windows(2)
            .map(|pair| Pause(Span::new(pair[0].end(), pair[1].start())))
            .filter(|pause| pause.0.length() >= shortest)
            .collect()
    }

    /// The start of the stretch whose onset is nearest to `moment`, if one is within `reach` of it.
    #[must_use]
    pub fn onset_near(&self, moment: Millis, reach: Millis) -> Option<Millis> {
        self.0
            .iter()
            .map(|span| span.start())
            .min_by_key(|onset| (onset.0 - moment.0).abs())
            .filter(|onset| (onset.0 - moment.0).abs() <= reach.0)
    }
}

/// Written as `[[start, end], …]` in seconds.
impl Serialize for Speech {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(|span| (span.start(), span.end())))
    }
}

impl<'de> Deserialize<'de> for Speech {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let pairs = Vec::<(Millis, Millis)>::deserialize(deserializer)?;
        Ok(Self::new(
            pairs
                .into_iter()
                .map(|(start, end)| Span::new(start, end))
                .collect(),
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn speech(pairs: &[(i64, i64)]) -> Speech {
        let spans = pairs.iter().map(|&(a, b)| Span::new(Millis(a), Millis(b)));
        Speech::new(spans.collect())
    }

    #[test]
    fn stretches_that_touch_are_one() {
        assert_eq!(speech(&[(500, 900), (0, 500)]), speech(&[(0, 900)]));
    }

    #[test]
    fn a_pause_lies_between_two_stretches() {
        let pauses = speech(&[(0, 500), (700, 900), (2_900, 3_000)]).pauses(Millis(1_500));
        assert_eq!(pauses, [Pause(Span::new(Millis(900), Millis(2_900)))]);
    }

    #[test]
    fn the_nearest_onset_counts_only_within_reach() {
        let speech = speech(&[(0, 500), (700, 900)]);
        assert_eq!(
            speech.onset_near(Millis(600), Millis(200)),
            Some(Millis(700))
        );
        assert_eq!(speech.onset_near(Millis(1_000), Millis(200)), None);
    }
}

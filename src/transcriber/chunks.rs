//! Cuts sound into pieces at pauses, so that each can be recognised once, while the person still speaks.
//!
//! The patience with which a pause is awaited falls as a piece grows: short pieces cost words
//! (the recogniser has no context), long ones cost time when the person stops.

use std::ops::Range;

use super::voice::{self, Activity, FRAME, Frame, frames_in};
use crate::time::{Millis, Span};

/// From a piece of at least the first length on, a pause of at least the second ends it.
const PATIENCE: [(Millis, Millis); 4] = [
    (Millis(0), Millis(2_000)),
    (Millis(3_000), Millis(800)),
    (Millis(6_000), Millis(350)),
    (Millis(11_000), Millis(130)),
];

/// No piece of speech is longer than this.
const LONGEST: Millis = Millis(24_000);

/// Someone who never pauses is cut at the quietest moment within this time.
const CUT_WITHIN: Millis = Millis(6_000);

/// So much of the sound around it goes with a piece.
const AROUND: Millis = Millis(250);

/// A piece of sound that is recognised at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Its samples, on the clock of the whole take.
    pub sound: Range<usize>,
    /// The speech in it, in order; never empty.
    pub speech: Vec<Span>,
}

/// Takes frames, gives pieces.
#[derive(Debug, Default)]
pub(super) struct Chunker {
    activity: Activity,
    /// How loud each frame was.
    levels: Vec<f32>,
    /// Stretches of speech that earlier pieces have.
    given: usize,
    /// The first frame that no earlier piece has.
    free: usize,
}

impl Chunker {
    /// Takes the next frame; gives the piece that it ends.
    pub(super) fn push(&mut self, frame: Frame) -> Option<Piece> {
        self.activity.push(frame.speech);
        self.levels.push(frame.level);
        let onset = self.onset()?;
        let now = self.activity.frames();
        if let Some(open) = self.activity.open() {
            return (now - onset >= frames_in(LONGEST)).then(|| self.cut(open, now));
        }
        let offset = self.activity.spoken().last()?.1;
        (now - offset >= patience(offset - onset)).then(|| self.piece(now))
    }

    /// Gives what is left, for no more frames will come.
    pub(super) fn finish(&mut self) -> Option<Piece> {
        self.activity.finish();
        self.onset()?;
        Some(self.piece(self.activity.frames()))
    }

    /// All speech so far that has ended.
    pub(super) fn speech(&self) -> impl Iterator<Item = Span> {
        self.activity.spoken().iter().copied().map(voice::span)
    }

    /// The first sample that a piece to come may still need.
    pub(super) fn needed(&self) -> usize {
        let first = self.onset().unwrap_or(self.activity.frames());
        first.saturating_sub(frames_in(AROUND)).max(self.free) * FRAME
    }

    /// Where the piece to come begins to speak.
    fn onset(&self) -> Option<usize> {
        let ended = self.activity.spoken().get(self.given);
        ended.map(|s| s.0).or(self.activity.open())
    }

    /// Ends a piece that has become too long while someone speaks.
    fn cut(&mut self, open: usize, now: usize) -> Piece {
        let earliest = now - frames_in(CUT_WITHIN);
        let breath = open > earliest && self.given < self.activity.spoken().len();
        if !breath {
            let quietest = self.quietest(earliest.max(open + 1)..now - 1);
            self.activity.split(quietest);
            return self.piece(quietest);
        }
        self.piece(open)
    }

    /// The stretches that have ended, with the sound around them but none from `limit` on.
    fn piece(&mut self, limit: usize) -> Piece {
        let stretches = &self.activity.spoken()[self.given..];
        let (first, last) = (stretches[0].0, stretches[stretches.len() - 1].1);
        let start = first.saturating_sub(frames_in(AROUND)).max(self.free);
        let end = (last + frames_in(AROUND)).min(limit);
        let speech = stretches.iter().copied().map(voice::span).collect();
        self.given = self.activity.spoken().len();
        self.free = end;
        Piece {
            sound: start * FRAME..end * FRAME,
            speech,
        }
    }

    /// The frame with the least sound in it and beside it.
    fn quietest(&self, frames: Range<usize>) -> usize {
        let around = |frame: usize| -> f32 {
            let end = (frame + 2).min(self.levels.len());
            self.levels[frame.saturating_sub(1)..end].iter().sum()
        };
        frames
            .clone()
            .min_by(|&a, &b| around(a).total_cmp(&around(b)))
            .unwrap_or(frames.start)
    }
}

/// The frames of silence that end a piece of so many frames.
fn patience(frames: usize) -> usize {
    PATIENCE
        .iter()
        .rev()
        .find(|(length, _)| frames >= frames_in(*length))
        .map_or(usize::MAX, |(_, pause)| frames_in(*pause))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seconds of speech (positive) and silence (negative), as pieces of seconds.
    fn pieces(sound: &[f64]) -> Vec<(f64, f64)> {
        let mut chunker = Chunker::default();
        let mut pieces = Vec::new();
        for seconds in sound {
            let speech = if *seconds > 0.0 { 1.0 } else { 0.0 };
            for _ in 0..frames_in(Millis::from_seconds(seconds.abs())) {
                let level = speech;
                pieces.extend(chunker.push(Frame { speech, level }));
            }
        }
        pieces.extend(chunker.finish());
        pieces.iter().map(|p| tenths(&p.speech)).collect()
    }

    fn tenths(speech: &[Span]) -> (f64, f64) {
        let round = |m: Millis| (m.seconds() * 10.0).round() / 10.0;
        (
            round(speech[0].start()),
            round(speech[speech.len() - 1].end()),
        )
    }

    #[test]
    fn silence_gives_no_piece() {
        assert!(pieces(&[-30.0]).is_empty());
    }

    #[test]
    fn short_pieces_wait_for_more() {
        assert_eq!(pieces(&[1.0, -0.5, 1.0, -0.5, 2.0]), [(0.0, 5.1)]);
    }

    #[test]
    fn a_long_pause_ends_even_a_short_piece() {
        assert_eq!(pieces(&[1.0, -3.0, 1.0]), [(0.0, 1.0), (4.0, 5.1)]);
    }

    #[test]
    fn a_long_piece_ends_at_a_short_pause() {
        assert_eq!(pieces(&[7.0, -0.4, 5.0]), [(0.0, 7.0), (7.4, 12.4)]);
        assert_eq!(pieces(&[12.0, -0.2, 5.0]), [(0.0, 12.0), (12.2, 17.2)]);
    }

    #[test]
    fn someone_who_never_pauses_is_cut() {
        let pieces = pieces(&[70.0]);
        assert!(pieces.len() >= 3, "{pieces:?}");
        assert!(
            pieces
                .windows(2)
                .all(|two| (two[0].1 - two[1].0).abs() < 1e-9)
        );
        assert!(pieces.iter().all(|(start, end)| end - start <= 24.0));
    }

    #[test]
    fn the_sound_of_two_pieces_never_overlaps() {
        let mut chunker = Chunker::default();
        let mut pieces = Vec::new();
        for frame in 0..3_000_usize {
            let speech = if frame % 250 < 238 { 1.0 } else { 0.0 };
            let level = 0.5;
            pieces.extend(chunker.push(Frame { speech, level }));
        }
        pieces.extend(chunker.finish());
        assert!(pieces.len() > 4);
        assert!(
            pieces
                .windows(2)
                .all(|p| p[0].sound.end <= p[1].sound.start)
        );
    }

    #[test]
    fn a_cut_falls_on_the_quietest_moment() {
        let mut chunker = Chunker::default();
        let piece = (0..).find_map(|frame| {
            let level = if frame == 700 { 0.1 } else { 0.5 };
            chunker.push(Frame { speech: 1.0, level })
        });
        let end = piece.expect("the longest piece is cut").sound.end / FRAME;
        assert!((699..=701).contains(&end), "{end}");
    }
}

//! Cuts sound into pieces at pauses, so that each can be recognised while the person still speaks.
//!
//! The patience with which a pause is awaited falls as a piece grows: short pieces cost words
//! (the recogniser has no context), long ones cost time when the person stops. So every piece is also
//! cut into drafts, at the first breath; those of the last piece stand in for it.

use std::ops::Range;

use super::voice::{self, Activity, FRAME, Frame, frames_in};
use crate::time::{Millis, Span};

/// From a piece of at least the first length on, a pause of at least the second ends it.
const PATIENCE: [(Millis, Millis); 4] = [
    (Millis(0), Millis(2_000)),
    (Millis(10_000), Millis(1_000)),
    (Millis(20_000), Millis(300)),
    (Millis(24_000), Millis(130)),
];

/// A draft is no shorter than this, unless its piece ends with it,
const SHORTEST_DRAFT: Millis = Millis(5_000);

/// and ends at a silence as short as this.
const BREATH: Millis = Millis(128);

/// No piece of speech is longer than this.
const LONGEST: Millis = Millis(28_000);

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

/// What ends at a frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Cut {
    /// The next part of the open piece.
    pub draft: Option<Piece>,
    /// The piece, which its drafts have covered with this one.
    pub piece: Option<Piece>,
}

/// What has been given out.
#[derive(Clone, Copy, Debug, Default)]
struct Mark {
    /// Stretches of speech.
    given: usize,
    /// The first frame that is free.
    free: usize,
}

/// Takes frames, gives pieces.
#[derive(Debug, Default)]
pub(super) struct Chunker {
    activity: Activity,
    /// How loud each frame was.
    levels: Vec<f32>,
    pieces: Mark,
    drafts: Mark,
}

impl Chunker {
    /// Takes the next frame; gives what it ends.
    pub(super) fn push(&mut self, frame: Frame) -> Cut {
        self.activity.push(frame.speech);
        self.levels.push(frame.level);
        let now = self.activity.frames();
        let Some(onset) = self.onset(self.pieces) else {
            return Cut::default();
        };
        if let Some(open) = self.activity.open() {
            let too_long = now - onset >= frames_in(LONGEST);
            return if too_long {
                let limit = self.cut(open, now);
                self.both(limit)
            } else {
                Cut::default()
            };
        }
        let offset = self.activity.spoken().last().map_or(onset, |last| last.1);
        if now - offset >= patience(offset - onset) {
            return self.both(now);
        }
        let drafted = self.onset(self.drafts).unwrap_or(offset);
        let draft =
            offset - drafted >= frames_in(SHORTEST_DRAFT) && now - offset >= frames_in(BREATH);
        Cut {
            draft: draft.then(|| self.draft(now)).flatten(),
            piece: None,
        }
    }

    /// Gives what is left, for no more frames will come.
    pub(super) fn finish(&mut self) -> Cut {
        self.activity.finish();
        match self.onset(self.pieces) {
            Some(_) => self.both(self.activity.frames()),
            None => Cut::default(),
        }
    }

    /// Whether the next piece has begun.
    pub(super) fn has_begun(&self) -> bool {
        self.onset(self.pieces).is_some()
    }

    /// What the next draft will be if nothing more is said; nothing while somebody speaks.
    pub(super) fn next_draft(&self) -> Option<Piece> {
        let now = self.activity.frames();
        let offset = self.activity.spoken().last()?.1;
        let breath = self.activity.open().is_none() && now - offset >= frames_in(BREATH);
        breath.then(|| self.tail(now)).flatten()
    }

    /// All speech so far that has ended.
    pub(super) fn speech(&self) -> impl Iterator<Item = Span> {
        self.activity.spoken().iter().copied().map(voice::span)
    }

    /// The first sample that a piece to come may still need.
    pub(super) fn needed(&self) -> usize {
        let first = self.onset(self.pieces).unwrap_or(self.activity.frames());
        first
            .saturating_sub(frames_in(AROUND))
            .max(self.pieces.free)
            * FRAME
    }

    /// Where speech begins that has not been given out.
    fn onset(&self, mark: Mark) -> Option<usize> {
        let ended = self.activity.spoken().get(mark.given);
        ended.map(|s| s.0).or(self.activity.open())
    }

    /// Where to end a piece that has become too long while someone speaks.
    fn cut(&mut self, open: usize, now: usize) -> usize {
        let earliest = now - frames_in(CUT_WITHIN);
        let breath = open > earliest && self.pieces.given < self.activity.spoken().len();
        if breath {
            return open;
        }
        let quietest = self.quietest(earliest.max(open + 1)..now - 1);
        self.activity.split(quietest);
        quietest
    }

    /// Ends the piece, and its last draft with it.
    fn both(&mut self, limit: usize) -> Cut {
        let draft = self.draft(limit);
        let piece = self.stretches(self.pieces, AROUND, limit);
        // What follows belongs to neither.
        let free = piece.as_ref().map_or(0, |piece| piece.sound.end / FRAME);
        let given = self.activity.spoken().len();
        self.pieces = Mark { given, free };
        self.drafts = self.pieces;
        Cut { draft, piece }
    }

    fn draft(&mut self, limit: usize) -> Option<Piece> {
        let draft = self.tail(limit)?;
        self.drafts = Mark {
            given: self.activity.spoken().len(),
            free: draft.sound.end / FRAME,
        };
        Some(draft)
    }

    /// What belongs to no draft yet; of the silence after it only a breath, which is known first.
    fn tail(&self, limit: usize) -> Option<Piece> {
        self.stretches(self.drafts, BREATH, limit)
    }

    /// The stretches that have ended since `mark`, with the sound around them (so much `after`) but none from `limit` on.
    fn stretches(&self, mark: Mark, after: Millis, limit: usize) -> Option<Piece> {
        let stretches = &self.activity.spoken()[mark.given..];
        let (first, last) = (stretches.first()?.0, stretches.last()?.1);
        let start = first.saturating_sub(frames_in(AROUND)).max(mark.free);
        let end = (last + frames_in(after)).min(limit);
        Some(Piece {
            sound: start * FRAME..end * FRAME,
            speech: stretches.iter().copied().map(voice::span).collect(),
        })
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

    type Seconds = Vec<(f64, f64)>;

    /// Seconds of speech (positive) and silence (negative), as drafts and pieces of seconds.
    fn cuts(sound: &[f64]) -> (Seconds, Seconds) {
        let mut chunker = Chunker::default();
        let mut cuts = Vec::new();
        for seconds in sound {
            let speech = if *seconds > 0.0 { 1.0 } else { 0.0 };
            for _ in 0..frames_in(Millis::from_seconds(seconds.abs())) {
                let level = speech;
                cuts.push(chunker.push(Frame { speech, level }));
            }
        }
        cuts.push(chunker.finish());
        let seconds = |piece: &Piece| tenths(&piece.speech);
        let drafts = cuts.iter().filter_map(|cut| cut.draft.as_ref());
        let pieces = cuts.iter().filter_map(|cut| cut.piece.as_ref());
        (drafts.map(seconds).collect(), pieces.map(seconds).collect())
    }

    fn pieces(sound: &[f64]) -> Vec<(f64, f64)> {
        cuts(sound).1
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
        assert_eq!(pieces(&[21.0, -0.4, 5.0]), [(0.0, 21.0), (21.4, 26.5)]);
        assert_eq!(pieces(&[25.0, -0.2, 5.0]), [(0.0, 25.0), (25.2, 30.3)]);
    }

    #[test]
    fn a_piece_has_a_draft_for_each_breath() {
        let (drafts, pieces) = cuts(&[6.0, -0.2, 6.0, -0.2, 1.0, -0.2, 1.0, -3.0]);
        assert_eq!(drafts, [(0.0, 6.0), (6.2, 12.3), (12.5, 14.8)]);
        assert_eq!(pieces, [(0.0, 14.8)]);
    }

    #[test]
    fn drafts_and_pieces_hold_the_same_speech() {
        let sound = [2.0, -0.3, 9.0, -0.5, 0.4, -0.2, 30.0, -1.0, 3.0, -0.1, 5.0];
        let (drafts, pieces) = cuts(&sound);
        let ends = |cuts: &[(f64, f64)]| cuts.last().map(|cut| cut.1);
        assert_eq!(ends(&drafts), ends(&pieces));
        for piece in &pieces {
            let own = |draft: &&(f64, f64)| piece.0 <= draft.0 && draft.1 <= piece.1;
            let own: Vec<_> = drafts.iter().filter(own).collect();
            assert_eq!(own.first().map(|draft| draft.0), Some(piece.0));
            assert_eq!(own.last().map(|draft| draft.1), Some(piece.1));
        }
    }

    #[test]
    fn the_last_draft_is_known_after_a_breath() {
        let mut chunker = Chunker::default();
        let mut known = Vec::new();
        for frame in 0..100 {
            let speech = if (2..60).contains(&frame) { 1.0 } else { 0.0 };
            let level = speech;
            chunker.push(Frame { speech, level });
            known.extend(chunker.next_draft().map(|draft| (frame, draft)));
        }
        let last = chunker.finish().draft.expect("somebody spoke");
        let first = frames_in(BREATH) + 59;
        assert_eq!(known.len(), 100 - first);
        assert_eq!(known[0], (first, last.clone()));
        assert!(known.iter().all(|(_, draft)| *draft == last));
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
        assert!(pieces.iter().all(|(start, end)| end - start <= 28.0));
    }

    #[test]
    fn the_sound_of_two_pieces_never_overlaps() {
        let mut chunker = Chunker::default();
        let mut pieces = Vec::new();
        for frame in 0..6_000_usize {
            let speech = if frame % 250 < 238 { 1.0 } else { 0.0 };
            let level = 0.5;
            pieces.extend(chunker.push(Frame { speech, level }).piece);
        }
        pieces.extend(chunker.finish().piece);
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
            chunker.push(Frame { speech: 1.0, level }).piece
        });
        let end = piece.expect("the longest piece is cut").sound.end / FRAME;
        assert!((699..=701).contains(&end), "{end}");
    }
}

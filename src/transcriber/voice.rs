//! From speech probabilities, one a frame, to stretches of speech.
//!
//! A stretch begins where the probability rises over one threshold and ends where it falls
//! under a lower one for long enough: the hysteresis of Silero's own `get_speech_timestamps`.

use crate::time::{Millis, Span};

/// The samples of a frame: what the detector judges at once, 32 ms.
pub(super) const FRAME: usize = 512;

/// Over this a silence ends.
const ONSET: f32 = 0.5;

/// Under this a stretch of speech may end.
const OFFSET: f32 = 0.35;

/// So many frames under [`OFFSET`] end a stretch.
const SILENT_FRAMES: usize = 3;

/// So many frames make a stretch; fewer are a click.
const SPOKEN_FRAMES: usize = 3;

/// What is known of 32 ms of sound.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Frame {
    /// The probability of speech.
    pub speech: f32,
    /// The root mean square of its samples.
    pub level: f32,
}

/// The stretches of speech so far, as frame numbers.
#[derive(Clone, Debug, Default)]
pub(super) struct Activity {
    /// Frames seen.
    frames: usize,
    /// The stretches that have ended.
    spoken: Vec<(usize, usize)>,
    /// Where the open stretch began.
    onset: Option<usize>,
    /// Where the silence after it began, if there is one yet.
    offset: Option<usize>,
}

impl Activity {
    /// Takes the next frame's probability of speech.
    pub(super) fn push(&mut self, speech: f32) {
        let frame = self.frames;
        self.frames += 1;
        if speech >= ONSET {
            self.onset.get_or_insert(frame);
            self.offset = None;
        } else if speech < OFFSET && self.onset.is_some() {
            let offset = *self.offset.get_or_insert(frame);
            if self.frames - offset >= SILENT_FRAMES {
                self.close(offset);
            }
        }
    }

    /// Ends the open stretch at `frame` and begins another there.
    pub(super) fn split(&mut self, frame: usize) {
        if let Some(onset) = self.onset
            && onset < frame
        {
            self.spoken.push((onset, frame));
            self.onset = Some(frame);
            self.offset = None;
        }
    }

    /// Ends the open stretch, for no more frames will come.
    pub(super) fn finish(&mut self) {
        self.close(self.offset.unwrap_or(self.frames));
    }

    fn close(&mut self, offset: usize) {
        if let Some(onset) = self.onset.take()
            && offset - onset >= SPOKEN_FRAMES
        {
            self.spoken.push((onset, offset));
        }
        self.offset = None;
    }

    /// Frames seen.
    pub(super) fn frames(&self) -> usize {
        self.frames
    }

    /// The stretches that have ended, first frame and first frame after.
    pub(super) fn spoken(&self) -> &[(usize, usize)] {
        &self.spoken
    }

    /// The first frame of the stretch that is still going on.
    pub(super) fn open(&self) -> Option<usize> {
        self.onset
    }
}

/// The time that `frames` take, from the first of the two to the start of the second.
pub(super) fn span(frames: (usize, usize)) -> Span {
    Span::new(moment(frames.0), moment(frames.1))
}

/// When frame `frame` begins.
pub(super) fn moment(frame: usize) -> Millis {
    Millis::of_sample(frame * FRAME)
}

/// The first frame that begins at `length` or later.
pub(super) const fn frames_in(length: Millis) -> usize {
    (length.0 as usize * 16).div_ceil(FRAME)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `#` is speech, `+` neither, `.` silence; one frame each.
    fn check(frames: &str, expected: &[(usize, usize)]) {
        let mut activity = Activity::default();
        for frame in frames.chars() {
            activity.push(match frame {
                '#' => 0.9,
                '+' => 0.4,
                _ => 0.0,
            });
        }
        activity.finish();
        assert_eq!(activity.spoken(), expected, "{frames}");
    }

    #[test]
    fn speech_ends_only_after_a_silence() {
        check("..####..####...", &[(2, 12)]);
        check("..####...####..", &[(2, 6), (9, 13)]);
    }

    #[test]
    fn what_is_neither_continues_what_was() {
        check("++####++++####..", &[(2, 14)]);
    }

    #[test]
    fn a_click_is_no_speech() {
        check("...##.....#....", &[]);
    }

    #[test]
    fn speech_may_last_to_the_end() {
        check("....####", &[(4, 8)]);
    }
}

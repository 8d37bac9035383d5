//! The sound that may still be needed.

use std::ops::Range;

use crate::time::SAMPLE_RATE;

/// The sound that may still be needed, addressed by the samples' numbers in the whole take.
#[derive(Debug, Default)]
pub(super) struct Tape {
    sound: Vec<f32>,
    /// The number of the first sample still here.
    start: usize,
    /// Up to where voice activity has been judged.
    pub(super) judged: usize,
}

impl Tape {
    pub(super) fn append(&mut self, sound: &[f32]) {
        let finite = |s: &f32| {
            if s.is_finite() {
                s.clamp(-1.0, 1.0)
            } else {
                0.0
            }
        };
        self.sound.extend(sound.iter().map(finite));
    }

    pub(super) fn end(&self) -> usize {
        self.start + self.sound.len()
    }

    pub(super) fn sound(&self, samples: Range<usize>) -> &[f32] {
        &self.sound[samples.start - self.start..samples.end - self.start]
    }

    /// Lets go of what comes before sample `needed`, in large steps.
    pub(super) fn forget(&mut self, needed: usize) {
        let gone = needed.saturating_sub(self.start);
        if gone >= SAMPLE_RATE as usize * 10 {
            self.sound.drain(..gone);
            self.start = needed;
        }
    }
}

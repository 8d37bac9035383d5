//! Sound in the one accepted shape: 16 kHz, one channel.

use crate::time::{Millis, SAMPLE_RATE};

/// Speech at [`SAMPLE_RATE`], mono, from -1.0 to 1.0.
///
/// A device's or file's own rate and channel count end in `audio::resample`,
/// the one place that turns foreign sound into this.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Samples(Vec<f32>);

impl Samples {
    /// Takes sound that is 16 kHz mono already; what is not a finite number becomes silence.
    #[must_use]
    pub fn at_16_khz(mut mono: Vec<f32>) -> Self {
        tidy(&mut mono);
        Self(mono)
    }

    /// The samples, one channel, 16,000 a second.
    #[must_use]
    pub fn as_slice(&self) -> &[f32] {
        &self.0
    }

    /// How long it lasts.
    #[must_use]
    pub fn length(&self) -> Millis {
        Millis::of_sample(self.0.len())
    }

    /// The loudest sample, from 0.0 to 1.0.
    #[must_use]
    pub fn peak(&self) -> f32 {
        self.0.iter().fold(0.0, |peak, s| peak.max(s.abs()))
    }
}

/// Makes of 16 kHz mono what [`Samples`] hold: what is not a finite number becomes silence, what is too loud the loudest.
pub fn tidy(mono: &mut [f32]) {
    for sample in mono {
        *sample = if sample.is_finite() {
            sample.clamp(-1.0, 1.0)
        } else {
            0.0
        };
    }
}

/// The number of samples in `length`.
#[must_use]
pub fn samples_in(length: Millis) -> usize {
    usize::try_from(length.0 * i64::from(SAMPLE_RATE) / 1000).unwrap_or(0)
}

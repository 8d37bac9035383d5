//! What chance decides while heads are trained.

use super::noise::Noise;

impl Noise {
    /// What a unit counts that is dropped so often, and made up for when it is not (dropout).
    pub(crate) fn kept(&mut self, dropped: f64) -> f32 {
        if self.happens(dropped) {
            0.0
        } else {
            (1.0 / (1.0 - dropped)) as f32
        }
    }

    /// A number from the normal distribution, mean 0 and variance 1 (Box & Muller 1958).
    pub(crate) fn normal(&mut self) -> f64 {
        let mut uniform = || (1 + self.below(1 << 53)) as f64 / (1_u64 << 53) as f64;
        let (radius, angle) = (uniform(), uniform());
        (-2.0 * radius.ln()).sqrt() * (std::f64::consts::TAU * angle).cos()
    }
}

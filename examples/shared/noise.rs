//! Noise with a seed, to make written words as a recogniser might hear them, and to look at things in any order.

/// Xorshift (Marsaglia 2003): enough to make noise of; the same seed makes the same.
pub(crate) struct Noise(pub(crate) u64);

impl Noise {
    /// A number below `bound`.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % bound as u64) as usize
    }

    /// Whether something so likely happens.
    pub(crate) fn happens(&mut self, probability: f64) -> bool {
        (self.below(1_000_000) as f64) < probability * 1e6
    }

    /// Puts things in any order (Fisher & Yates).
    pub(crate) fn shuffle<T>(&mut self, things: &mut [T]) {
        for at in (1..things.len()).rev() {
            things.swap(at, self.below(at + 1));
        }
    }
}

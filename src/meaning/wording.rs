//! How a text is put, apart from what it is about: who acts, what is denied, what is only supposed.
//!
//! The last layer of a sentence encoder keeps what a text is about; its middle layers know grammar
//! (Jawahar, Sagot & Seddah 2019; Tenney, Das & Pavlick 2019), and the rules listen for that.

/// The number of components of a [`Wording`]: three layers' hidden states.
pub const WORDING: usize = 3 * super::WIDTH;

/// The mean, over a text's tokens, of the hidden states of three middle layers, one after the other.
#[derive(Clone, Debug, PartialEq)]
pub struct Wording {
    mean: Vec<f32>,
    tokens: usize,
}

impl Wording {
    /// The mean of `tokens` tokens' states, cut or padded with zeros to [`WORDING`] components.
    #[must_use]
    pub fn new(mut mean: Vec<f32>, tokens: usize) -> Self {
        mean.resize(WORDING, 0.0);
        Self { mean, tokens }
    }

    /// The components.
    #[must_use]
    pub fn as_slice(&self) -> &[f32] {
        &self.mean
    }

    /// That of several texts together; none of none.
    #[must_use]
    pub fn together<'a>(parts: impl IntoIterator<Item = &'a Self>) -> Option<Self> {
        let mut sum = vec![0.0; WORDING];
        let mut tokens = 0;
        for part in parts {
            tokens += part.tokens;
            for (total, x) in sum.iter_mut().zip(&part.mean) {
                *total += x * part.tokens as f32;
            }
        }
        let mean = sum.iter().map(|total| total / tokens as f32).collect();
        (tokens > 0).then(|| Self::new(mean, tokens))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_together_count_by_their_length() {
        let (short, long) = (Wording::new(vec![4.0], 1), Wording::new(vec![0.0, 4.0], 3));
        let both = Wording::together([&short, &long]).expect("two texts");
        assert_eq!(both.as_slice()[..2], [1.0, 3.0]);
        assert_eq!(both.as_slice().len(), WORDING);
        assert_eq!(Wording::together([]), None);
    }
}

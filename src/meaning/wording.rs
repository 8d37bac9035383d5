//! How a text is put, apart from what it is about: who acts, what is denied, what is only supposed.
//!
//! The last layer of a sentence encoder keeps what a text is about; its middle layers know grammar
//! (Jawahar, Sagot & Seddah 2019; Tenney, Das & Pavlick 2019), and the rules listen for that.

use super::Pooled;

/// The number of components of a [`Wording`]: three layers' hidden states.
pub const WORDING: usize = 3 * super::WIDTH;

/// The mean, over a text's tokens, of the hidden states of three middle layers, one after the other; and what heads
/// trained to hear how something is put find in them.
#[derive(Clone, Debug, PartialEq)]
pub struct Wording {
    mean: Vec<f32>,
    found: Found,
    tokens: usize,
}

/// What the heads of the rules find, and those of the alignment.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The rules'.
    pub rules: Pooled,
    /// The alignment's.
    pub roles: Pooled,
}

impl Wording {
    /// The mean of `tokens` tokens' states, cut or padded with zeros to [`WORDING`] components.
    #[must_use]
    pub fn new(mut mean: Vec<f32>, found: Found, tokens: usize) -> Self {
        mean.resize(WORDING, 0.0);
        Self {
            mean,
            found,
            tokens,
        }
    }

    /// The mean's components.
    #[must_use]
    pub fn as_slice(&self) -> &[f32] {
        &self.mean
    }

    /// What the heads find.
    #[must_use]
    pub fn found(&self) -> &Found {
        &self.found
    }

    /// That of several texts together; none of none.
    #[must_use]
    pub fn together<'a>(parts: impl Iterator<Item = &'a Self> + Clone) -> Option<Self> {
        let mut sum = vec![0.0; WORDING];
        let mut tokens = 0;
        for part in parts.clone() {
            tokens += part.tokens;
            for (total, x) in sum.iter_mut().zip(&part.mean) {
                *total += x * part.tokens as f32;
            }
        }
        let mean = sum.iter().map(|total| total / tokens as f32).collect();
        let found = Found {
            rules: Pooled::together(parts.clone().map(|part| &part.found.rules)),
            roles: Pooled::together(parts.map(|part| &part.found.roles)),
        };
        (tokens > 0).then(|| Self::new(mean, found, tokens))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_together_count_by_their_length() {
        let nothing = || Found {
            rules: Pooled::together([].iter()),
            roles: Pooled::together([].iter()),
        };
        let short = Wording::new(vec![4.0], nothing(), 1);
        let long = Wording::new(vec![0.0, 4.0], nothing(), 3);
        let both = Wording::together([&short, &long].into_iter()).expect("two texts");
        assert_eq!(both.as_slice()[..2], [1.0, 3.0]);
        assert_eq!(both.as_slice().len(), WORDING);
        assert_eq!(Wording::together([].into_iter()), None);
    }
}

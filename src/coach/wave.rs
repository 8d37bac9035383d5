//! The outline of a take's sound, as loud as it was from moment to moment.

use crate::samples::Samples;

/// As many columns as the widest screen shows.
const COLUMNS: usize = 800;

/// What a column can be at most.
const FULL: f32 = 99.0;

/// The loudest sample of each column, on a scale from 0 to 99 on which the loudest of all is 99.
pub(super) fn outline(sound: &Samples) -> Vec<u8> {
    let samples = sound.as_slice();
    let loudest = sound.peak();
    if loudest <= 0.0 {
        return Vec::new();
    }
    let column = samples.len().div_ceil(COLUMNS).max(1);
    samples
        .chunks(column)
        .map(|chunk| chunk.iter().fold(0.0_f32, |peak, s| peak.max(s.abs())))
        .map(|peak| (peak / loudest * FULL).round() as u8)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outline_follows_the_sound() {
        let mut sound = vec![0.0; 1_600];
        sound[800..].fill(-0.25);
        sound[1_598] = 0.5;
        let outline = outline(&Samples::at_16_khz(sound));
        assert_eq!((outline.len(), outline[0], outline[500]), (800, 0, 50));
        assert_eq!(outline[799], 99);
    }

    #[test]
    fn silence_has_no_outline() {
        assert!(outline(&Samples::at_16_khz(vec![0.0; 100])).is_empty());
        assert!(outline(&Samples::default()).is_empty());
    }
}

//! Where sound comes from, a file or a microphone, and where it is kept.

use crate::samples::Samples;
use crate::time::Millis;

pub mod resample;

pub mod wav;

pub mod decode;

pub mod microphone;

/// What takes sound as it comes, 16 kHz mono, a block at a time.
pub type Blocks<'a> = dyn FnMut(&[f32]) -> anyhow::Result<()> + 'a;

/// Sound in a file, read anew each time it is played: two hours are never held whole.
pub trait Recording {
    /// How long it lasts.
    fn length(&self) -> Millis;

    /// Hands on all of it.
    ///
    /// # Errors
    /// If the file cannot be read any more, or the sound is not taken.
    fn play(&self, to: &mut Blocks<'_>) -> anyhow::Result<()>;
}

/// All of a recording, which should be short enough to be held.
///
/// # Errors
/// As [`Recording::play`].
pub fn whole(recording: &dyn Recording) -> anyhow::Result<Samples> {
    let mut sound = Vec::new();
    recording.play(&mut |block| {
        sound.extend_from_slice(block);
        Ok(())
    })?;
    Ok(Samples::at_16_khz(sound))
}

/// The loudest sample of a recording, from 0.0 to 1.0.
///
/// # Errors
/// As [`Recording::play`].
pub fn peak(recording: &dyn Recording) -> anyhow::Result<f32> {
    let mut peak = 0.0_f32;
    recording.play(&mut |block| {
        peak = block.iter().fold(peak, |peak, s| peak.max(s.abs()));
        Ok(())
    })?;
    Ok(peak)
}

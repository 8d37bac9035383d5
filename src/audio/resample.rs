//! From a device's or file's own rate and channels to 16 kHz mono, block by block (FFT resampling through rubato).

use anyhow::Context;
use audioadapter_buffers::direct::SequentialSlice;
use rubato::{Fft, FixedSync, Indexing, Resampler as _};

use crate::failure;
use crate::time::SAMPLE_RATE;

/// The rates that sound can have; outside them a file or device is broken.
const RATES: std::ops::RangeInclusive<u32> = 1_000..=768_000;

/// Louder samples, of which full scale is 1.0, are damage: the sums of a few would be infinite.
const LOUDEST: f32 = 64.0;

/// Sound of any rate in, 16 kHz out, in step: no delay, and the length exact to the sample.
pub struct Resampler {
    rate: u32,
    /// Absent where the sound has the right rate already.
    engine: Option<Engine>,
    taken: u64,
    given: u64,
}

/// The FFT resampler and what has not filled a block yet.
struct Engine {
    fft: Fft<f32>,
    waiting: Vec<f32>,
    block: Vec<f32>,
    /// Output still to be thrown away, the delay of the filter.
    late: usize,
}

impl Resampler {
    /// Prepares for sound with `rate` samples a second.
    ///
    /// # Errors
    /// If no sound has such a rate.
    pub fn new(rate: u32) -> anyhow::Result<Self> {
        if !RATES.contains(&rate) {
            return Err(
                failure::plain(format!("{rate} samples a second is no rate for sound")).into(),
            );
        }
        let engine = (rate != SAMPLE_RATE)
            .then(|| Engine::new(rate))
            .transpose()?;
        Ok(Self {
            rate,
            engine,
            taken: 0,
            given: 0,
        })
    }

    /// Takes the next samples and appends what is ready to `out`; what is not a finite number is silence,
    /// and what is louder than any sound can be is brought down.
    pub fn push(&mut self, mono: &[f32], out: &mut Vec<f32>) {
        self.taken += mono.len() as u64;
        let before = out.len();
        let clean = mono.iter().map(|s| {
            if s.is_finite() {
                s.clamp(-LOUDEST, LOUDEST)
            } else {
                0.0
            }
        });
        match &mut self.engine {
            None => out.extend(clean),
            Some(engine) => {
                engine.waiting.extend(clean);
                engine.drain(out);
            }
        }
        self.given += (out.len() - before) as u64;
    }

    /// Takes `frames` samples of silence.
    pub fn push_silence(&mut self, frames: u64, out: &mut Vec<f32>) {
        let mut left = frames;
        while left > 0 {
            let block = [0.0; 4096];
            let now = left.min(block.len() as u64);
            self.push(&block[..now as usize], out);
            left -= now;
        }
    }

    /// Appends what is still inside, so that the whole has its exact length.
    pub fn finish(mut self, out: &mut Vec<f32>) {
        let owed = (self.due() - self.given) as usize;
        let Some(engine) = &mut self.engine else {
            return;
        };
        let mut rest = Vec::with_capacity(owed);
        while rest.len() < owed {
            let block = engine.fft.input_frames_next();
            engine.waiting.resize(block, 0.0);
            engine.drain(&mut rest);
        }
        out.extend_from_slice(&rest[..owed]);
    }

    /// How many samples what was taken comes to.
    fn due(&self) -> u64 {
        (self.taken * u64::from(SAMPLE_RATE))
            .div_ceil(u64::from(self.rate))
            .max(self.given)
    }
}

impl Engine {
    fn new(rate: u32) -> anyhow::Result<Self> {
        // A sixteenth of a second: a steep filter, and a delay nobody sees.
        let block = (rate as usize / 16).max(1);
        let fft = Fft::new(
            rate as usize,
            SAMPLE_RATE as usize,
            block,
            1,
            FixedSync::Both,
        )
        .with_context(|| format!("cannot resample from {rate} samples a second"))?;
        Ok(Self {
            block: vec![0.0; fft.output_frames_max()],
            late: fft.output_delay(),
            waiting: Vec::new(),
            fft,
        })
    }

    /// Resamples every whole block that waits.
    fn drain(&mut self, out: &mut Vec<f32>) {
        let mut from = 0;
        while self.waiting.len() - from >= self.fft.input_frames_next() {
            let (taken, given) = self.one_block(from);
            let skipped = self.late.min(given);
            self.late -= skipped;
            out.extend_from_slice(&self.block[skipped..given]);
            from += taken;
        }
        self.waiting.drain(..from);
    }

    fn one_block(&mut self, from: usize) -> (usize, usize) {
        let (taken, room) = (self.waiting.len(), self.block.len());
        let input =
            SequentialSlice::new(&self.waiting, 1, taken).expect("one channel of that many frames");
        let mut output = SequentialSlice::new_mut(&mut self.block, 1, room)
            .expect("one channel of that many frames");
        let place = Indexing::new().input_offset(from);
        self.fft
            .process_into_buffer(&input, &mut output, Some(&place))
            .expect("a whole block is there, and room for what comes of it")
    }
}

/// Mixes interleaved frames of `channels` to one channel, appended to `mono`; a frame cut short is dropped.
pub fn mix(interleaved: &[f32], channels: usize, mono: &mut Vec<f32>) {
    if channels == 1 {
        mono.extend_from_slice(interleaved);
        return;
    }
    let channels = channels.max(1);
    let frames = interleaved.chunks_exact(channels);
    mono.extend(frames.map(|frame| frame.iter().sum::<f32>() / channels as f32));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tone(rate: u32, hertz: f32, frames: usize) -> Vec<f32> {
        (0..frames)
            .map(|n| (n as f32 / rate as f32 * hertz * std::f32::consts::TAU).sin() * 0.5)
            .collect()
    }

    fn resampled(rate: u32, mono: &[f32], block: usize) -> Vec<f32> {
        let mut resampler = Resampler::new(rate).unwrap();
        let mut out = Vec::new();
        for part in mono.chunks(block) {
            resampler.push(part, &mut out);
        }
        resampler.finish(&mut out);
        out
    }

    #[test]
    fn the_length_is_exact_at_every_rate() {
        for rate in [
            8_000, 11_025, 16_000, 22_050, 44_100, 44_101, 48_000, 96_000,
        ] {
            for frames in [0, 1, 700, 40_001] {
                let out = resampled(rate, &tone(rate, 300.0, frames), 1000);
                let expected = (frames as u64 * 16_000).div_ceil(u64::from(rate));
                assert_eq!(out.len() as u64, expected, "{frames} frames at {rate}");
            }
        }
    }

    #[test]
    fn a_tone_keeps_its_place_and_its_height() {
        for rate in [8_000, 22_050, 44_100, 48_000, 96_000] {
            let out = resampled(rate, &tone(rate, 440.0, rate as usize), 777);
            let wanted = tone(16_000, 440.0, 16_000);
            let worst = (1600..14_400)
                .map(|n| (out[n] - wanted[n]).abs())
                .fold(0.0, f32::max);
            // A filter of odd length is half a sample of the old rate off.
            assert!(worst < 0.02, "{worst} at {rate}");
        }
    }

    #[test]
    fn what_cannot_be_heard_at_16_khz_does_not_fold_back() {
        let out = resampled(48_000, &tone(48_000, 12_000.0, 48_000), 4800);
        let loudest = out[1600..14_400]
            .iter()
            .fold(0.0_f32, |a, s| a.max(s.abs()));
        assert!(loudest < 0.001, "{loudest}");
    }

    #[test]
    fn blocks_of_any_size_give_the_same_sound() {
        let sound = tone(44_100, 440.0, 30_000);
        assert_eq!(
            resampled(44_100, &sound, 1),
            resampled(44_100, &sound, 30_000)
        );
    }

    #[test]
    fn what_is_not_a_number_is_silence() {
        let out = resampled(16_000, &[0.5, f32::NAN, f32::INFINITY, -0.5], 4);
        assert_eq!(out, [0.5, 0.0, 0.0, -0.5]);
    }

    #[test]
    fn what_is_louder_than_any_sound_is_brought_down() {
        let damaged = [f32::MAX, f32::MIN, f32::MAX, 0.5].repeat(4_000);
        let out = resampled(8_000, &damaged, 1_000);
        assert_eq!(out.len(), 32_000);
        assert!(out.iter().all(|sample| sample.abs() < 2.0 * LOUDEST));
    }

    #[test]
    fn an_impossible_rate_is_refused() {
        let error = Resampler::new(3).err().unwrap();
        assert_eq!(error.to_string(), "3 samples a second is no rate for sound");
    }

    #[test]
    fn channels_are_averaged() {
        let mut mono = Vec::new();
        mix(&[1.0, 0.0, 0.5, 0.5, 9.0], 2, &mut mono);
        assert_eq!(mono, [0.5, 0.5]);
    }
}

//! A take's sound, small enough for a mail: Opus in an Ogg file (RFC 6716, RFC 7845).
//!
//! Opus plays in every browser of today (Safari since 18.4). At 32 kbit/s three minutes
//! are 720 kB, and a voice recorded at 16 kHz loses nothing that a listener would miss.

use anyhow::{Context, Result};
use opus_pure::{
    Application, OggOpusWriter, OpusEncoder, OpusHead, ParallelConfig, encode_parallel,
};

use super::wave;
use crate::samples::Samples;
use crate::time::SAMPLE_RATE;

const BITS_A_SECOND: i32 = 32_000;

/// How hard the encoder tries, of 10; more is slower and no longer heard.
const EFFORT: i32 = 5;

/// What a second thread hears before its own part, in milliseconds: as long as the coder remembers.
const WARM_UP: u32 = 200;

/// Samples in a packet: 20 ms.
const FRAME: usize = SAMPLE_RATE as usize / 50;

/// Opus counts at 48 kHz, whatever the sound's rate is.
const TICKS: usize = 48_000 / SAMPLE_RATE as usize;

/// What a page needs of a take's sound.
#[derive(Debug)]
pub struct Voice {
    /// An Ogg file.
    pub(super) file: Vec<u8>,
    /// How loud it is, from left to right.
    pub(super) outline: Vec<u8>,
}

impl Voice {
    /// Compresses the sound.
    ///
    /// # Errors
    ///
    /// If the encoder refuses it.
    pub fn of(sound: &Samples) -> Result<Self> {
        Ok(Self {
            file: encode(sound)?,
            outline: wave::outline(sound),
        })
    }
}

/// The sound as the bytes of an Ogg file that lasts as long as it does.
fn encode(sound: &Samples) -> Result<Vec<u8>> {
    ogg(sound).context("cannot compress the sound")
}

fn ogg(sound: &Samples) -> opus_pure::Result<Vec<u8>> {
    let rate = SAMPLE_RATE as i32;
    // At this rate every mode ends in the same coder; this one goes there without weighing it.
    let application = Application::RestrictedLowDelay;
    let head = OpusHead::for_encoder(&OpusEncoder::new(rate, 1, application)?, SAMPLE_RATE);
    let lead = usize::from(head.pre_skip);
    let end = lead + sound.as_slice().len() * TICKS;
    let mut config = ParallelConfig::new(rate, 1, application);
    config.bitrate_bps = BITS_A_SECOND;
    config.complexity = EFFORT;
    config.warmup_ms = WARM_UP;
    let packets = encode_parallel(&config, &padded(sound, lead), FRAME)?;
    let mut writer = OggOpusWriter::new(Vec::new(), head)?;
    if let Some((last, before)) = packets.split_last() {
        for packet in before {
            writer.write_packet(packet)?;
        }
        // The file ends where the sound does, not where its last packet does.
        let rest = (end as i64 - writer.granule()).clamp(0, (FRAME * TICKS) as i64);
        writer.write_packet_with_duration(last, rest as u32)?;
    }
    writer.finish()
}

/// The sound in whole packets, with silence after it that brings its end out of the encoder.
fn padded(sound: &Samples, lead: usize) -> Vec<f32> {
    let mut padded = sound.as_slice().to_vec();
    let length = (padded.len() + lead.div_ceil(TICKS)).next_multiple_of(FRAME);
    padded.resize(length, 0.0);
    padded
}

#[cfg(test)]
mod tests {
    use super::*;
    use opus_pure::{MAX_PACKET_SAMPLES, OggOpusReader, Trim};

    /// Seconds of a tone that swells and fades, which sound does and silence does not.
    fn tone(seconds: usize) -> Samples {
        let count = seconds * SAMPLE_RATE as usize;
        let sample = |at: usize| {
            let now = at as f32 / SAMPLE_RATE as f32;
            (now * 440.0 * std::f32::consts::TAU).sin() * (now * 2.0).sin() * 0.5
        };
        Samples::at_16_khz((0..count).map(sample).collect())
    }

    fn decoded(file: &[u8]) -> Vec<f32> {
        let mut reader = OggOpusReader::new(file).unwrap();
        let mut decoder = reader.head().decoder(SAMPLE_RATE as i32).unwrap();
        let mut trim = Trim::new(reader.head(), SAMPLE_RATE as i32, 1).unwrap();
        let mut heard = Vec::new();
        let mut block = vec![0.0; MAX_PACKET_SAMPLES];
        while let Some(packet) = reader.read_packet().unwrap() {
            let count = decoder
                .decode(&packet.data, MAX_PACKET_SAMPLES / 3, &mut block)
                .unwrap();
            heard.extend_from_slice(trim.keep(&packet, &block[..count]));
        }
        heard
    }

    #[test]
    fn what_is_heard_is_what_was_said_and_lasts_as_long() {
        let sound = tone(3);
        let heard = decoded(&encode(&sound).unwrap());
        assert_eq!(heard.len(), sound.as_slice().len());
        let noise: f32 = heard
            .iter()
            .zip(sound.as_slice())
            .map(|(a, b)| (a - b).powi(2))
            .sum();
        let signal: f32 = sound.as_slice().iter().map(|s| s.powi(2)).sum();
        assert!(noise < signal / 20.0, "{noise} of {signal} is noise");
    }

    #[test]
    fn three_minutes_are_under_a_megabyte() {
        let size = encode(&tone(180)).unwrap().len();
        assert!((300_000..900_000).contains(&size), "{size} bytes");
    }

    #[test]
    fn no_sound_and_hardly_any_are_files_too() {
        for count in [0, 1, 319, 320, 321] {
            let sound = Samples::at_16_khz(vec![0.1; count]);
            assert_eq!(decoded(&encode(&sound).unwrap()).len(), count);
        }
    }
}

//! FLAC, MP3, M4A and OGG, through symphonia.
#![expect(
    clippy::disallowed_types,
    reason = "a sound file, opened by the module above"
)]

use std::fs::File;
use std::io;
use std::path::Path;

use symphonia::core::codecs::audio::well_known as known;
use symphonia::core::codecs::audio::{AudioCodecId, AudioDecoder, AudioDecoderOptions};
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, Track, TrackType};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::core::meta::MetadataOptions;
use symphonia::core::packet::Packet;
use symphonia::core::units::{Duration, TimeBase, Timestamp};
use symphonia::default::{get_codecs, get_probe};

use super::{Decoded, Intake, refusal};
use crate::failure::Failure;
use crate::time::{Millis, SAMPLE_RATE};

/// What is called by name when it is refused.
const CODECS: [(AudioCodecId, &str); 8] = [
    (known::CODEC_ID_OPUS, "Opus"),
    (known::CODEC_ID_SPEEX, "Speex"),
    (known::CODEC_ID_ALAC, "Apple Lossless"),
    (known::CODEC_ID_AC3, "AC-3"),
    (known::CODEC_ID_EAC3, "E-AC-3"),
    (known::CODEC_ID_MP1, "MP1"),
    (known::CODEC_ID_MP2, "MP2"),
    (known::CODEC_ID_WMA, "Windows Media"),
];

/// Decodes a file whose first bytes are `head`.
pub(super) fn read(path: &Path, file: File, head: &[u8]) -> anyhow::Result<Decoded> {
    let stream = MediaSourceStream::new(Box::new(file), MediaSourceStreamOptions::default());
    let mut format = get_probe()
        .probe(
            &Hint::new(),
            stream,
            FormatOptions::default(),
            MetadataOptions::default(),
        )
        .map_err(|error| unclaimed(path, head, &error))?;
    let track = format.default_track(TrackType::Audio);
    let track = track.ok_or_else(|| refusal::no_sound_track(path))?.clone();
    let mut decoder = decoder(path, &track)?;
    let mut intake = Intake::default();
    let mut progress = Progress::new(&track);
    let broke_off = loop {
        match format.next_packet() {
            Ok(Some(packet)) if packet.track_id == track.id => {
                progress.bridge(&packet, &mut intake)?;
                progress.decode(&mut *decoder, &packet, &mut intake)?;
            }
            Ok(Some(_)) => {}
            Ok(None) => break false,
            Err(_) => break true,
        }
    };
    let mut outcome = intake.finish(promised(&track));
    if !progress.heard && (broke_off || progress.next.is_some() || outcome.promised.is_some()) {
        return Err(refusal::damaged(path, "nothing in it could be decoded").into());
    }
    outcome.broke_off = broke_off;
    Ok(outcome)
}

/// How far the decoding has come.
struct Progress {
    time_base: Option<TimeBase>,
    /// The rate that silence has before the first sound.
    rate: u32,
    /// Where the next packet should begin.
    next: Option<Timestamp>,
    /// Whether anything came out at all.
    heard: bool,
    interleaved: Vec<f32>,
}

/// A gap between two packets that is longer is a damaged time, not damaged sound.
const LONGEST_GAP: f64 = 60.0;

impl Progress {
    fn new(track: &Track) -> Self {
        let parameters = track
            .codec_params
            .as_ref()
            .and_then(|parameters| parameters.audio());
        Self {
            time_base: track.time_base,
            rate: parameters
                .and_then(|p| p.sample_rate)
                .unwrap_or(SAMPLE_RATE),
            next: None,
            heard: false,
            interleaved: Vec::new(),
        }
    }

    /// Fills the place of packets that are missing before this one.
    fn bridge(&mut self, packet: &Packet, intake: &mut Intake) -> anyhow::Result<()> {
        let gap = self.next.and_then(|next| packet.pts.duration_from(next));
        self.next = packet.pts.checked_add(packet.dur);
        let seconds = gap.map_or(0.0, |gap| self.seconds(gap));
        if seconds > 0.0 && seconds <= LONGEST_GAP {
            intake.silence(seconds, self.rate)?;
        }
        Ok(())
    }

    /// Decodes a packet; one that is damaged becomes silence as long as it.
    fn decode(
        &mut self,
        decoder: &mut dyn AudioDecoder,
        packet: &Packet,
        intake: &mut Intake,
    ) -> anyhow::Result<()> {
        let Ok(frames) = decoder.decode(packet) else {
            return intake.silence(self.seconds(packet.dur), self.rate);
        };
        let (channels, rate) = (frames.spec().channels().count(), frames.spec().rate());
        frames.copy_to_vec_interleaved(&mut self.interleaved);
        self.heard |= !self.interleaved.is_empty();
        intake.frames(&self.interleaved, channels, rate)
    }

    fn seconds(&self, length: Duration) -> f64 {
        let time = self.time_base.and_then(|base| base.calc_duration(length));
        time.map_or(0.0, |time| time.as_secs_f64())
    }
}

fn unclaimed(path: &Path, head: &[u8], error: &Error) -> Failure {
    match error {
        Error::IoError(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
            refusal::unopened(path, error)
        }
        Error::Unsupported("core (probe): no suitable format reader found") => {
            refusal::unknown(path, head)
        }
        Error::Unsupported(what) if what.contains("missing moov") => {
            refusal::damaged(path, "its index is missing, which recorders write last")
        }
        Error::Unsupported(what) => refusal::coding(path, &format!("something unusual ({what})")),
        _ => refusal::damaged(path, "it ends or breaks before the sound begins"),
    }
}

fn decoder(path: &Path, track: &Track) -> Result<Box<dyn AudioDecoder>, Failure> {
    let parameters = track
        .codec_params
        .as_ref()
        .and_then(|parameters| parameters.audio());
    let parameters = parameters.ok_or_else(|| refusal::no_sound_track(path))?;
    get_codecs()
        .make_audio_decoder(parameters, &AudioDecoderOptions::default())
        .map_err(|_| {
            let named = CODECS.iter().find(|(id, _)| *id == parameters.codec);
            refusal::coding(
                path,
                &named.map_or("sound".to_owned(), |(_, name)| format!("{name} sound")),
            )
        })
}

fn promised(track: &Track) -> Option<Millis> {
    let length = track.time_base?.calc_duration(track.duration?)?;
    Some(Millis::from_seconds(length.as_secs_f64()))
}

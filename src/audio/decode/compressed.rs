//! FLAC, MP3, M4A and OGG, through symphonia.
#![expect(
    clippy::disallowed_types,
    reason = "a sound file, opened by the module above"
)]

use std::fs::File;
use std::io::{self, Seek};
use std::path::Path;

use symphonia::core::codecs::audio::well_known as known;
use symphonia::core::codecs::audio::{
    AudioCodecId, AudioCodecParameters, AudioDecoder, AudioDecoderOptions,
};
use symphonia::core::errors::Error;
use symphonia::core::formats::probe::Hint;
use symphonia::core::formats::{FormatOptions, Track, TrackType};
use symphonia::core::io::{
    MediaSource, MediaSourceStream, MediaSourceStreamOptions, ReadOnlySource,
};
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
pub(super) fn read(
    path: &Path,
    file: File,
    mut intake: Intake<'_>,
    head: &[u8],
) -> anyhow::Result<Decoded> {
    let again = file.try_clone();
    if let Some(decoded) = decode((path, head), Box::new(file), &mut intake)? {
        return Ok(decoded);
    }
    if let Ok(mut again) = again {
        // An M4A that was cut off is read only by a reader that cannot know how long the file is.
        again.rewind()?;
        intake.start_over();
        let stream = Box::new(ReadOnlySource::new(again));
        match decode((path, head), stream, &mut intake) {
            Ok(Some(decoded)) => return Ok(decoded),
            Err(error) if intake.heard => return Err(error),
            _ => {}
        }
    }
    Err(refusal::damaged(path, "nothing in it could be decoded").into())
}

/// Decodes a stream from its beginning; nothing where nothing comes out of it.
fn decode(
    (path, head): (&Path, &[u8]),
    source: Box<dyn MediaSource>,
    intake: &mut Intake<'_>,
) -> anyhow::Result<Option<Decoded>> {
    let stream = MediaSourceStream::new(source, MediaSourceStreamOptions::default());
    let (formats, metadata) = (FormatOptions::default(), MetadataOptions::default());
    let mut format = get_probe()
        .probe(&Hint::new(), stream, formats, metadata)
        .map_err(|error| unclaimed(path, head, &error))?;
    let track = format.default_track(TrackType::Audio);
    let track = track.ok_or_else(|| refusal::no_sound_track(path))?.clone();
    let mut decoder = decoder(path, &track)?;
    let mut progress = Progress::new(&track);
    let broke_off = loop {
        match format.next_packet() {
            Ok(Some(packet)) if packet.track_id == track.id => {
                progress.bridge(&packet, intake)?;
                progress.decode(&mut *decoder, &packet, intake)?;
            }
            Ok(Some(_)) => {}
            Ok(None) => break false,
            Err(_) => break true,
        }
    };
    let promised = promised(&track);
    let nothing = !intake.heard && (broke_off || progress.next.is_some() || promised.is_some());
    if nothing {
        return Ok(None);
    }
    Ok(Some(Decoded {
        promised,
        broke_off,
        ..intake.finish()?
    }))
}

/// How far the decoding has come.
struct Progress {
    time_base: Option<TimeBase>,
    /// The rate that silence has before the first sound.
    rate: u32,
    /// Where the next packet should begin.
    next: Option<Timestamp>,
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
            interleaved: Vec::new(),
        }
    }

    /// Fills the place of packets that are missing before this one.
    fn bridge(&mut self, packet: &Packet, intake: &mut Intake<'_>) -> anyhow::Result<()> {
        let gap = self.next.and_then(|next| packet.pts.duration_from(next));
        self.next = packet.pts.checked_add(packet.block_dur());
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
        intake: &mut Intake<'_>,
    ) -> anyhow::Result<()> {
        let Ok(frames) = decoder.decode(packet) else {
            let lost = self.seconds(packet.dur).min(LONGEST_GAP);
            return intake.silence(lost, self.rate);
        };
        let (channels, rate) = (frames.spec().channels().count(), frames.spec().rate());
        frames.copy_to_vec_interleaved(&mut self.interleaved);
        if is_mp3(decoder.codec_params()) {
            let lead = packet.trim_start.get() as usize * channels;
            self.interleaved.drain(..lead.min(self.interleaved.len()));
        }
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
    // The length of an MP3 is often a guess, and trimming its end would cut what lies beyond.
    let options = AudioDecoderOptions::default().gapless(!is_mp3(parameters));
    get_codecs()
        .make_audio_decoder(parameters, &options)
        .map_err(|_| {
            let named = CODECS.iter().find(|(id, _)| *id == parameters.codec);
            refusal::coding(
                path,
                &named.map_or("sound".to_owned(), |(_, name)| format!("{name} sound")),
            )
        })
}

fn is_mp3(parameters: &AudioCodecParameters) -> bool {
    parameters.codec == known::CODEC_ID_MP3
}

/// How long the file says it is; an MP3 whose encoder left no note of its delay says nothing, that is a guess.
fn promised(track: &Track) -> Option<Millis> {
    let parameters = track
        .codec_params
        .as_ref()
        .and_then(|parameters| parameters.audio())?;
    if is_mp3(parameters) && track.delay.is_none() {
        return None;
    }
    let length = track.time_base?.calc_duration(track.duration?)?;
    Some(Millis::from_seconds(length.as_secs_f64()))
}

//! Microphones as the system knows them (cpal).

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, atomic};
use std::thread;
use std::time::Duration;

use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use cpal::{ErrorKind, FromSample, SampleFormat, SizedSample, StreamConfig};

use crate::audio::microphone::ring::{Intake, Outlet, ring};
use crate::audio::microphone::{Device, refusal};
use crate::failure::{Failure, hinted};

/// How much sound the ring holds: the clerk may be kept waiting by a slow disk for so long.
const RING_SECONDS: usize = 8;

/// How long a sound system may take to answer at all.
const OPENING: Duration = Duration::from_secs(10);

/// How often a quiet device is asked whether it is still there.
const POLL: Duration = Duration::from_secs(1);

/// ALSA's names that are no microphones: `null` never waits, the others convert what has a name of its own.
const NO_MICROPHONES: [&str; 10] = [
    "null",
    "jack",
    "lavrate",
    "samplerate",
    "speexrate",
    "speex",
    "upmix",
    "vdownmix",
    "oss",
    "usbstream",
];

/// A device that records.
pub(super) struct Open {
    pub(super) stream: cpal::Stream,
    pub(super) outlet: Outlet,
    pub(super) rate: u32,
    /// How often the device has lost sound itself.
    pub(super) hiccups: Arc<atomic::AtomicUsize>,
    /// Says why, when it is gone.
    pub(super) gone: mpsc::Receiver<Failure>,
}

/// Lists the microphones that answer.
pub(super) fn list() -> anyhow::Result<Vec<Device>> {
    let found = quietly(|| {
        let host = cpal::default_host();
        let default = host.default_input_device();
        let id = default.as_ref().and_then(|device| device.id().ok());
        let listed = host
            .devices()
            .map_err(|error| refusal::explained(&error, None))?
            .filter(is_listed);
        let mut found: Vec<Device> = Vec::new();
        for mut device in default
            .into_iter()
            .chain(listed)
            .filter_map(|device| described(&device))
        {
            device.is_default = id.as_ref().is_some_and(|id| id.to_string() == device.id);
            if found.iter().all(|other| other.id != device.id) {
                found.push(device);
            }
        }
        Ok(found)
    });
    Ok(found?)
}

/// Opens a microphone, or the default one, and begins to record.
pub(super) fn open(wanted: Option<&str>) -> Result<Open, Failure> {
    let wanted = wanted.map(str::to_owned);
    quietly(move || {
        let device = choose(wanted.as_deref())?;
        let explain = |error: cpal::Error| refusal::explained(&error, wanted.as_deref());
        let config = device.default_input_config().map_err(explain)?;
        let format = config.sample_format();
        let config = config.config();
        let (intake, outlet) = ring(config.sample_rate as usize * RING_SECONDS);
        let (gone, is_gone) = mpsc::channel();
        let hiccups = Arc::default();
        let ear = Ear {
            intake,
            config,
            hiccups: Arc::clone(&hiccups),
            gone,
        };
        let stream = ear.listen(&device, format).map_err(explain)?;
        stream.play().map_err(explain)?;
        Ok(Open {
            stream,
            outlet,
            rate: config.sample_rate,
            hiccups,
            gone: is_gone,
        })
    })
}

/// Lets go of a stream without waiting for it: where the sound server has died, that never returns.
pub(super) fn let_go(stream: cpal::Stream) {
    let (done, is_done) = mpsc::channel();
    thread::spawn(move || {
        drop(stream);
        let _ = done.send(());
    });
    // In the ordinary case the device is free again when this returns.
    let _ = is_done.recv_timeout(Duration::from_millis(500));
}

/// What is needed to build a stream.
struct Ear {
    intake: Intake,
    config: StreamConfig,
    hiccups: Arc<atomic::AtomicUsize>,
    gone: Sender<Failure>,
}

impl Ear {
    fn listen(
        self,
        device: &cpal::Device,
        format: SampleFormat,
    ) -> Result<cpal::Stream, cpal::Error> {
        match format {
            SampleFormat::I8 => self.build::<i8>(device),
            SampleFormat::I16 => self.build::<i16>(device),
            SampleFormat::I24 => self.build::<cpal::I24>(device),
            SampleFormat::I32 => self.build::<i32>(device),
            SampleFormat::I64 => self.build::<i64>(device),
            SampleFormat::U8 => self.build::<u8>(device),
            SampleFormat::U16 => self.build::<u16>(device),
            SampleFormat::U24 => self.build::<cpal::U24>(device),
            SampleFormat::U32 => self.build::<u32>(device),
            SampleFormat::U64 => self.build::<u64>(device),
            SampleFormat::F32 => self.build::<f32>(device),
            SampleFormat::F64 => self.build::<f64>(device),
            _ => Err(cpal::Error::new(ErrorKind::UnsupportedConfig)),
        }
    }

    fn build<T>(mut self, device: &cpal::Device) -> Result<cpal::Stream, cpal::Error>
    where
        T: SizedSample,
        f32: FromSample<T>,
    {
        let channels = usize::from(self.config.channels.max(1));
        let share = 1.0 / channels as f32;
        let mix =
            move |frame: &[T]| frame.iter().map(|s| f32::from_sample_(*s)).sum::<f32>() * share;
        device.build_input_stream::<T, _, _>(
            self.config,
            move |data, _| self.intake.take(data.chunks_exact(channels).map(mix)),
            move |error| match error.kind() {
                ErrorKind::Xrun => {
                    self.hiccups.fetch_add(1, atomic::Ordering::Relaxed);
                }
                ErrorKind::DeviceNotAvailable | ErrorKind::StreamInvalidated => {
                    let _ = self.gone.send(refusal::unplugged());
                }
                // The rest heals by itself, or the clerk notices that no more sound comes.
                _ => {}
            },
            Some(POLL),
        )
    }
}

/// Does `work` on a thread of its own: ALSA's remarks on that thread go nowhere, and a sound system that hangs
/// is not waited for.
fn quietly<T, F>(work: F) -> Result<T, Failure>
where
    T: Send + 'static,
    F: FnOnce() -> Result<T, Failure> + Send + 'static,
{
    let (answer, answered) = mpsc::channel();
    thread::spawn(move || {
        #[cfg(target_os = "linux")]
        let _remarks = alsa::Output::local_error_handler();
        let _ = answer.send(work());
    });
    answered.recv_timeout(OPENING).unwrap_or_else(|_| {
        Err(hinted(
            "the sound system does not answer",
            "restart it, or record with another program and `ownup import STORY AUDIO`",
        ))
    })
}

/// The microphone called `wanted`, by its id, its id without the system's name, or its name.
fn choose(wanted: Option<&str>) -> Result<cpal::Device, Failure> {
    let host = cpal::default_host();
    let Some(wanted) = wanted else {
        return host
            .default_input_device()
            .ok_or_else(|| refusal::none(None));
    };
    let named = |device: &cpal::Device| {
        let id = device.id().map(|id| id.to_string()).unwrap_or_default();
        let short = id.split_once(':').map_or("", |(_, rest)| rest);
        let name = device
            .description()
            .map(|about| about.name().to_owned())
            .unwrap_or_default();
        id == wanted || short == wanted || name.eq_ignore_ascii_case(wanted)
    };
    let devices = host
        .devices()
        .map_err(|error| refusal::explained(&error, Some(wanted)))?;
    let default = host.default_input_device();
    default
        .into_iter()
        .chain(devices)
        .find(named)
        .ok_or_else(|| refusal::none(Some(wanted)))
}

/// Whether a device belongs in a list for people: of ALSA's many names for a card, only the one that converts.
fn is_listed(device: &cpal::Device) -> bool {
    let Ok(id) = device.id() else {
        return false;
    };
    let id = id.to_string();
    let Some(pcm) = id.strip_prefix("alsa:") else {
        return device.supports_input();
    };
    let (kind, card) = pcm.split_once(':').unwrap_or((pcm, ""));
    let numbered = card
        .strip_prefix("CARD=")
        .is_some_and(|card| card.starts_with(|c: char| c.is_ascii_digit()));
    let wanted = card.is_empty() || (kind == "plughw" && !numbered);
    wanted && device.supports_input() && !NO_MICROPHONES.contains(&kind)
}

fn described(device: &cpal::Device) -> Option<Device> {
    let config = device.default_input_config().ok()?;
    Some(Device {
        id: device.id().ok()?.to_string(),
        name: device.description().ok()?.name().to_owned(),
        is_default: false,
        rate: config.sample_rate(),
        channels: config.channels(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_microphone_that_does_not_exist_is_named() {
        let failure = open(Some("the one I lent to Ines")).err().unwrap();
        assert_eq!(
            failure.message,
            "there is no microphone called `the one I lent to Ines`"
        );
        assert_eq!(
            failure.hint.unwrap(),
            "`ownup devices` lists those there are"
        );
    }
}

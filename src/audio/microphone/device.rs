//! Microphones as the system knows them (cpal).

use std::sync::mpsc::{self, Sender};
use std::sync::{Arc, atomic};
use std::thread;
use std::time::Duration;

use cpal::traits::{DeviceTrait, HostTrait, StreamTrait};
use cpal::{ErrorKind, FromSample, SampleFormat, SizedSample, StreamConfig};

use crate::audio::microphone::Device;
use crate::audio::microphone::ring::{Intake, Outlet, ring};
use crate::failure::{self, Failure, hinted};

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
    Ok(quietly(|| {
        let host = cpal::default_host();
        let default = host
            .default_input_device()
            .and_then(|device| device.id().ok());
        let all = host.devices().map_err(|error| explained(&error, None))?;
        let mut found: Vec<Device> = all
            .filter(is_listed)
            .filter_map(|d| described(&d))
            .collect();
        if let Some(device) = host.default_input_device().as_ref().and_then(described)
            && found.iter().all(|other| other.id != device.id)
        {
            found.insert(0, device);
        }
        for device in &mut found {
            device.is_default = default
                .as_ref()
                .is_some_and(|id| id.to_string() == device.id);
        }
        Ok(found)
    })?)
}

/// Opens a microphone, or the default one, and begins to record.
pub(super) fn open(wanted: Option<&str>) -> Result<Open, Failure> {
    let wanted = wanted.map(str::to_owned);
    quietly(move || {
        let device = choose(wanted.as_deref())?;
        let explain = |error: cpal::Error| explained(&error, wanted.as_deref());
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
                    let _ = self.gone.send(unplugged());
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
        return host.default_input_device().ok_or_else(|| none(None));
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
        .map_err(|error| explained(&error, Some(wanted)))?;
    let default = host.default_input_device();
    default
        .into_iter()
        .chain(devices)
        .find(named)
        .ok_or_else(|| none(Some(wanted)))
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

fn none(wanted: Option<&str>) -> Failure {
    match wanted {
        Some(name) => hinted(
            format!("there is no microphone called `{name}`"),
            "`ownup devices` lists those there are",
        ),
        None => hinted(
            "no microphone was found",
            "plug one in; or record with your telephone, then `ownup import STORY AUDIO`",
        ),
    }
}

fn unplugged() -> Failure {
    hinted(
        "the microphone is gone",
        "what was said until then is kept; plug it in again for the next take",
    )
}

/// What the system's error means for the person.
fn explained(error: &cpal::Error, wanted: Option<&str>) -> Failure {
    let refused = error
        .message()
        .is_some_and(|message| message.contains("Connection refused"));
    match error.kind() {
        ErrorKind::DeviceNotAvailable | ErrorKind::UnsupportedOperation => none(wanted),
        ErrorKind::DeviceBusy => hinted(
            "the microphone is in use by another program",
            "end the call or the recorder that holds it, then try again",
        ),
        ErrorKind::PermissionDenied => hinted(
            "the microphone may not be used",
            if cfg!(target_os = "linux") {
                "join the group `audio`: `sudo usermod -aG audio \"$USER\"`, then log in again"
            } else {
                "allow this terminal to use the microphone in the system's privacy settings"
            },
        ),
        ErrorKind::HostUnavailable => asleep(),
        ErrorKind::BackendError if refused => asleep(),
        ErrorKind::UnsupportedConfig | ErrorKind::InvalidInput => hinted(
            "the microphone offers no format that can be recorded",
            "choose another one: `ownup devices` lists them",
        ),
        _ => failure::hinted(
            format!(
                "the microphone cannot be used: {}",
                lowered(&error.to_string())
            ),
            "choose another one: `ownup devices` lists them",
        ),
    }
}

fn asleep() -> Failure {
    hinted(
        "the sound system is not running",
        "start it, for example with `systemctl --user start pipewire-pulse` or `pulseaudio --start`",
    )
}

/// Without the full stop, as our own messages are.
fn lowered(message: &str) -> String {
    message.trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_to_have_no_microphone_says_what_to_do() {
        let says = |kind, wanted| explained(&cpal::Error::new(kind), wanted).message;
        assert_eq!(
            says(ErrorKind::DeviceNotAvailable, None),
            "no microphone was found"
        );
        assert_eq!(
            says(ErrorKind::DeviceNotAvailable, Some("usb")),
            "there is no microphone called `usb`"
        );
        assert_eq!(
            says(ErrorKind::DeviceBusy, None),
            "the microphone is in use by another program"
        );
        assert_eq!(
            says(ErrorKind::PermissionDenied, None),
            "the microphone may not be used"
        );
        assert_eq!(
            says(ErrorKind::HostUnavailable, None),
            "the sound system is not running"
        );
        assert_eq!(
            says(ErrorKind::UnsupportedConfig, None),
            "the microphone offers no format that can be recorded"
        );
        assert_eq!(
            says(ErrorKind::Other, None),
            "the microphone cannot be used: An error occurred"
        );
    }

    #[test]
    fn a_sound_server_that_refuses_is_not_running() {
        let refused = "ALSA function 'snd_pcm_open' failed with error 'Connection refused (111)'";
        let error = cpal::Error::with_message(ErrorKind::BackendError, refused);
        assert_eq!(explained(&error, None), asleep());
    }

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

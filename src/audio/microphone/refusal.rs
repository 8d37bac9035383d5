//! Why a microphone cannot be used, in words that say what to do.

use cpal::ErrorKind;

use crate::failure::{Failure, hinted};

pub(super) fn none(wanted: Option<&str>) -> Failure {
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

pub(super) fn unplugged() -> Failure {
    hinted(
        "the microphone is gone",
        "what was said until then is kept; plug it in again for the next take",
    )
}

/// What the system's error means for the person.
pub(super) fn explained(error: &cpal::Error, wanted: Option<&str>) -> Failure {
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
        _ => hinted(
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
}

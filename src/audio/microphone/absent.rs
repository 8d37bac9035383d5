//! What stands in for a microphone in a program built without the feature `mic`.

use crate::audio::microphone::{Device, Meter, Recorded, Sink};
use crate::failure::{Failure, hinted};

/// A recording, which cannot be started here.
#[derive(Debug)]
pub enum Recording {}

/// Lists the microphones.
///
/// # Errors
/// Always: this program cannot record.
pub fn devices() -> anyhow::Result<Vec<Device>> {
    Err(unable().into())
}

impl Recording {
    /// Starts recording from `device`, or from the default microphone.
    ///
    /// # Errors
    /// Always: this program cannot record.
    pub fn start(_device: Option<&str>, _sink: Sink) -> anyhow::Result<Self> {
        Err(unable().into())
    }

    /// What a screen shows now.
    #[must_use]
    pub fn meter(&self) -> Meter {
        match *self {}
    }

    /// Drops the sound from now on.
    pub fn pause(&self) {
        match *self {}
    }

    /// Keeps the sound again.
    pub fn resume(&self) {
        match *self {}
    }

    /// Ends the recording.
    ///
    /// # Errors
    /// Never, for there is none.
    pub fn stop(self) -> anyhow::Result<Recorded> {
        match self {}
    }
}

fn unable() -> Failure {
    hinted(
        "this `ownup` was built without a microphone",
        "record with any other program, then `ownup import STORY AUDIO`; or build it with `--features mic`",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::failure;

    #[test]
    fn without_the_feature_the_way_out_is_named() {
        let error = devices().unwrap_err();
        assert_eq!(
            error.to_string(),
            "this `ownup` was built without a microphone"
        );
        assert!(
            failure::hint(&error)
                .unwrap()
                .contains("`ownup import STORY AUDIO`")
        );
    }
}

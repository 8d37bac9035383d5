//! One attempt at a take, from the first sample to the take on the shelf.
#![expect(clippy::disallowed_methods, reason = "a recording begins at a moment")]

use std::sync::mpsc;
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, anyhow};
use jiff::Timestamp;

use super::controls::Controls;
use super::listening::Listening;
use crate::audio::microphone::{Recorded, Recording, Sink};
use crate::audio::wav;
use crate::commands::recognition;
use crate::failure::{self, hinted};
use crate::library::{Pending, StoredTake};
use crate::speech::Speech;
use crate::take::{Ending, Source, Take};
use crate::terminal::Terminal;
use crate::time::Millis;
use crate::transcript::Transcript;

/// Less than this is not worth finding again.
const FRAGMENT: Millis = Millis(1_000);

/// What is being recorded, and heard meanwhile.
pub(super) struct Attempt {
    pub(super) recording: Recording,
    pub(super) listening: Listening,
    told: Told,
}

/// What is known of it without its sound.
struct Told {
    pending: Pending,
    recorded_at: Timestamp,
    device: Option<String>,
    model: String,
    paused: Vec<Millis>,
}

impl Attempt {
    /// Begins to record from this microphone, or from the system's own choice.
    pub(super) fn begin(
        mut pending: Pending,
        device: Option<&str>,
        args: &recognition::Args,
    ) -> Result<Self> {
        let model = args.model()?.name();
        let (blocks, sound) = mpsc::channel();
        let sink = Sink {
            path: pending.sound(),
            blocks: Some(blocks),
        };
        let recorded_at = Timestamp::now();
        let recording = Recording::start(device, sink)?;
        pending.hold();
        Ok(Self {
            recording,
            listening: Listening::begin(args, sound)?,
            told: Told {
                pending,
                recorded_at,
                device: device.map(str::to_owned),
                model,
                paused: Vec::new(),
            },
        })
    }

    /// Stands still until [`Attempt::resume`]; the take remembers where.
    pub(super) fn pause(&mut self) {
        self.recording.pause();
        self.told.paused.push(self.recording.meter().elapsed);
    }

    pub(super) fn resume(&self) {
        self.recording.resume();
    }

    /// Throws everything away.
    pub(super) fn discard(self) {
        self.listening.hurry();
        // What the recorder has to say of it no longer matters.
        let _ = self.recording.stop();
        self.told.pending.discard();
    }

    /// Ends the recording and keeps the take; once it has been told, no failure loses the sound.
    pub(super) fn keep(self, controls: &Controls, terminal: &Terminal) -> Result<StoredTake> {
        self.listening.hurry();
        let recorded = match self.recording.stop() {
            Ok(recorded) => recorded,
            Err(error) => {
                self.told.pending.discard();
                return Err(error);
            }
        };
        complain(&recorded, terminal);
        let transcript = self.listening.finish(controls, terminal);
        self.told.keep(transcript, recorded, Ending::Told)
    }

    /// Ends the recording and keeps it, while the next attempt goes on, as one that was started over.
    pub(super) fn abandon(self) -> JoinHandle<Option<StoredTake>> {
        self.listening.hurry();
        let recorded = self.recording.stop();
        let (listening, told) = (self.listening, self.told);
        thread::spawn(move || {
            let Ok(recorded) = recorded else {
                told.pending.discard();
                return None;
            };
            let kept = told.keep(listening.join(), recorded, Ending::Abandoned);
            kept.ok()
        })
    }
}

impl Told {
    fn keep(
        self,
        transcript: Result<Transcript>,
        recorded: Recorded,
        ending: Ending,
    ) -> Result<StoredTake> {
        let transcript = match transcript {
            Ok(transcript) => transcript,
            Err(error) if recorded.length < FRAGMENT => {
                self.pending.discard();
                return Err(error);
            }
            Err(error) => return Err(left_over(&error).into()),
        };
        if transcript.words.is_empty() {
            let sound = wav::open(&self.pending.sound())?;
            let failure = recognition::wordless(&sound, "the recording")?;
            self.pending.discard();
            return Err(failure.into());
        }
        let take = Take {
            id: None,
            recorded_at: self.recorded_at,
            source: Source::Microphone,
            device: self.device,
            model: Some(self.model),
            ending,
            paused: self.paused,
            transcript: Transcript {
                lost: Speech::new(recorded.lost),
                ..transcript
            },
        };
        self.pending
            .keep(&take)
            .map_err(|error| left_over(&error).into())
    }
}

/// What failed, and how the sound becomes a take all the same.
fn left_over(error: &anyhow::Error) -> failure::Failure {
    hinted(
        format!("{error:#}"),
        "what was said is kept: `ownup recover STORY` makes it a take",
    )
}

fn complain(recorded: &Recorded, terminal: &Terminal) {
    if let Some(failure) = &recorded.broke_off {
        terminal.warn(format_args!("the recording ended early: {failure}"));
        if let Some(hint) = &failure.hint {
            terminal.say(hint);
        }
    }
    let lost: Millis = recorded.lost.iter().map(|span| span.length()).sum();
    if lost > Millis::ZERO {
        let seconds = lost.seconds();
        terminal.warn(format_args!(
            "{seconds:.1} s of sound were lost because the machine was busy; they are silent"
        ));
    }
}

/// Waits for the attempts that were started over, and says where they are.
pub(super) fn settle(
    abandoned: Vec<JoinHandle<Option<StoredTake>>>,
    terminal: &Terminal,
) -> Result<()> {
    for attempt in abandoned {
        let kept = attempt
            .join()
            .map_err(|_| anyhow!("keeping an attempt broke down"));
        if let Some(kept) = kept.context("an attempt that was started over is lost")? {
            let (id, folder) = (kept.id, kept.folder.display());
            terminal.say(format_args!(
                "kept as take {id}, started over, in `{folder}`"
            ));
        }
    }
    Ok(())
}

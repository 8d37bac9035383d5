//! The doctor's findings in words: a line each, and a hint where something is not right.

use std::fmt;

use super::findings::{Choice, Findings, Level, Loaded, Microphone, Place, Room};
use crate::failure::{Failure, hinted, plain};
use crate::machine::Extension;
use crate::settings::Kept;
use crate::time::SAMPLE_RATE;

/// A recording's bytes a minute: 16 bits a sample.
const MINUTE: u64 = SAMPLE_RATE as u64 * 2 * 60;

/// Room for less than this is too little for a rehearsal, in minutes,
const TOO_FEW: u64 = 10;

/// and with less than this there will soon be none.
const FEW: u64 = 120;

/// A peak below this, in dBFS, is silence.
const SILENT: f32 = -60.0;

/// Speech peaks above this; what is softer may be the room.
const SOFT: f32 = -36.0;

/// From here on samples are cut off.
const CLIPPED: f32 = -0.2;

/// Whether it is as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is.
    Good,
    /// A rehearsal is possible, and something is to be minded.
    Mind,
    /// Without it no rehearsal can be recorded and recognised.
    Fails,
}

/// A line of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) subject: &'static str,
    pub(super) standing: Standing,
    pub(super) says: Failure,
}

impl Findings {
    /// A line on each.
    pub(super) fn lines(&self) -> Vec<Line> {
        let line = |subject, (standing, says)| Line {
            subject,
            standing,
            says,
        };
        vec![
            line("microphone", microphone(&self.microphone)),
            line("level", level(&self.level)),
            line("model", model(&self.model)),
            line("processor", processor(self.engine, &self.needed)),
            line("disk", room(&self.room)),
            line("settings", settings(&self.settings)),
        ]
    }
}

/// What the lines come to.
pub(super) fn verdict(lines: &[Line]) -> String {
    let failing = lines.iter().filter(|line| line.standing == Standing::Fails);
    let failing: Vec<&str> = failing.map(|line| line.subject).collect();
    if failing.is_empty() {
        "A rehearsal can be recorded and recognised here.".to_owned()
    } else {
        let what = failing.join(", ");
        format!("No rehearsal can be recorded and recognised yet: see {what}.")
    }
}

type Finding = (Standing, Failure);

fn good(says: impl Into<String>) -> Finding {
    (Standing::Good, plain(says))
}

fn mind(says: impl Into<String>, hint: &str) -> Finding {
    (Standing::Mind, hinted(says, hint))
}

fn microphone(microphone: &Microphone) -> Finding {
    let device = match &microphone.opened {
        Err(why) => return (Standing::Fails, why.clone()),
        Ok(None) => String::new(),
        Ok(Some(device)) => format!("`{}`, {} Hz, ", device.name, device.rate),
    };
    match &microphone.choice {
        Choice::System => good(format!("{device}the system's own choice")),
        Choice::Asked(id) => good(format!("{device}asked for as `{id}`")),
        Choice::Remembered(id) => good(format!("{device}remembered as `{id}`")),
        Choice::InPlaceOf(id, why) => mind(
            format!(
                "{device}the system's own choice, as that of the last time cannot be used: {why}"
            ),
            &format!("plug `{id}` in, or choose another with `ownup record STORY --device ID`"),
        ),
    }
}

fn level(level: &Level) -> Finding {
    let peak = match level {
        Level::NotHeard => return (Standing::Mind, plain("not heard, for want of a microphone")),
        Level::NoSound(why) => return (Standing::Fails, why.clone()),
        Level::Peak(peak) => 20.0 * peak.log10(),
    };
    let loudest = format!("loudest {peak:.0} dBFS");
    if peak < SILENT {
        let silence = if peak.is_finite() {
            loudest
        } else {
            "not a sound".to_owned()
        };
        mind(
            format!("silent: {silence}"),
            "is it muted? look at its switch, and at its level in the system's sound settings",
        )
    } else if peak < SOFT {
        mind(
            format!("soft: {loudest}"),
            "if you were speaking, come nearer or turn it up; speech should reach -20 dBFS",
        )
    } else if peak > CLIPPED {
        mind(
            format!("too loud: {loudest}"),
            "turn it down in the system's sound settings, or move away",
        )
    } else {
        good(format!("heard: {loudest}"))
    }
}

fn model(model: &Result<Loaded, Failure>) -> Finding {
    let loaded = match model {
        Err(why) => return (Standing::Fails, why.clone()),
        Ok(loaded) => loaded,
    };
    let place = match loaded.place {
        Place::Inside => "built in",
        Place::File => "from a file",
    };
    let size = loaded.bytes.map(|bytes| format!(", {}", size(bytes)));
    let size = size.unwrap_or_default();
    good(format!("{}, {place}{size}; it loads", loaded.name))
}

fn processor(engine: Option<&str>, needed: &[Extension]) -> Finding {
    let Some(engine) = engine else {
        return good("nothing is needed of it, as this build cannot recognise speech");
    };
    let listed = |extensions: &[Extension]| {
        let names: Vec<String> = extensions.iter().map(Extension::to_string).collect();
        names.join(", ")
    };
    let lacking: Vec<Extension> = needed
        .iter()
        .copied()
        .filter(|needed| !needed.is_present())
        .collect();
    if !lacking.is_empty() {
        return (
            Standing::Fails,
            hinted(
                format!(
                    "it has no {}, which whisper.cpp {engine} in this build cannot do without",
                    listed(&lacking)
                ),
                "build ownup on this machine, with `GGML_NATIVE=ON` in the environment; it will be slow",
            ),
        );
    }
    if needed.is_empty() {
        return good(format!("whisper.cpp {engine} needs no extensions here"));
    }
    good(format!(
        "it has {}, as whisper.cpp {engine} needs",
        listed(needed)
    ))
}

fn room(room: &Room) -> Finding {
    let bytes = match room {
        Room::Closed(why) => {
            let says = format!("nothing can be written in this folder: {why}");
            return (Standing::Fails, hinted(says, "go to a folder of your own"));
        }
        Room::Unknown => return good("this folder can be written in; its room is not known"),
        Room::Free(bytes) => *bytes,
    };
    let minutes = bytes / MINUTE;
    let says = format!("{} free in this folder: {}", size(bytes), time(minutes));
    let hint = "make room; a take of three minutes needs 6 MB";
    if minutes < TOO_FEW {
        (Standing::Fails, hinted(says, hint))
    } else if minutes < FEW {
        mind(says, hint)
    } else {
        good(says)
    }
}

fn settings(kept: &Kept) -> Finding {
    match kept {
        Kept::NotYet(path) => good(format!("`{}`, not needed so far", path.display())),
        Kept::Readable(path) => good(format!("`{}`", path.display())),
        Kept::Unreadable(path, why) => mind(
            format!("`{}` cannot be read: {why}", path.display()),
            "delete it; only the microphone of the last time is kept there",
        ),
        Kept::Nowhere => mind(
            "there is no home folder, so the microphone will not be remembered",
            "set `HOME`",
        ),
    }
}

/// So many bytes in words.
fn size(bytes: u64) -> String {
    let megabytes = bytes as f64 / 1e6;
    if megabytes < 1000.0 {
        format!("{megabytes:.0} MB")
    } else {
        format!("{:.1} GB", megabytes / 1000.0)
    }
}

/// So many minutes of recording in words.
fn time(minutes: u64) -> String {
    match minutes {
        0..600 => format!("{minutes} minutes of recording"),
        _ => format!("{} hours of recording", minutes / 60),
    }
}

/// Mark, subject, what is to be said, and the hint below it.
impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.standing {
            Standing::Good => '✓',
            Standing::Mind => '!',
            Standing::Fails => '✗',
        };
        writeln!(f, "{mark} {:10}  {}", self.subject, self.says)?;
        match &self.says.hint {
            Some(hint) => writeln!(f, "{:12}  hint: {hint}", ""),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;

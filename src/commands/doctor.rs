//! `ownup doctor`: whether a rehearsal can be recorded and recognised here.

mod ear;
mod findings;
mod wording;

use std::path::Path;

use anyhow::Result;

use self::findings::{Findings, Room};
use self::wording::{Line, Standing};
use super::{Done, recognition};
use crate::failure::reason;
use crate::machine;
use crate::settings::Settings;
use crate::terminal::Terminal;
use crate::transcriber;

const EXAMPLES: &str = "\
Examples:
  ownup doctor                       with the microphone and the model that `ownup record` uses
  ownup doctor --device ID           with another microphone, from `ownup devices`
  ownup doctor --model ggml-base.en.bin
  ownup doctor && ownup record surcharge.md

It listens for a moment and keeps nothing of it. The exit code is 0 when a rehearsal can be
recorded and recognised, and 1 when not; a silent room alone is no reason.";

/// Check the microphone, the model and the machine
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The microphone to check, from `ownup devices`, or `default`
    #[arg(long, value_name = "ID")]
    device: Option<String>,

    #[command(flatten)]
    recognition: recognition::Args,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let lines = examine(args, terminal).lines();
    let fails = lines.iter().any(|line| line.standing == Standing::Fails);
    terminal.answer(&sheet(&lines))?;
    Ok(if fails { Done::Partly } else { Done::Wholly })
}

fn examine(args: &Args, terminal: &Terminal) -> Findings {
    let (microphone, level) = ear::listen(args.device.as_deref(), terminal);
    Findings {
        microphone,
        level,
        model: findings::load(&args.recognition),
        engine: transcriber::engine(),
        needed: transcriber::extensions(),
        room: room(Path::new(".")),
        settings: Settings::kept(),
    }
}

/// Whether a take can be written in `folder`, and how long a one.
fn room(folder: &Path) -> Room {
    if let Err(error) = tempfile::tempfile_in(folder) {
        return Room::Closed(reason(&error));
    }
    machine::free_space(folder).map_or(Room::Unknown, Room::Free)
}

/// All lines, and what they come to.
fn sheet(lines: &[Line]) -> String {
    let mut sheet: String = lines.iter().map(Line::to_string).collect();
    sheet += "\n";
    sheet += &wording::verdict(lines);
    sheet += "\n";
    sheet
}

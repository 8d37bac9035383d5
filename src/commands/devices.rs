//! `ownup devices`: the microphones.

use anyhow::Result;

use super::Done;
use crate::audio::microphone::{self, Device};
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup devices
  ownup record surcharge.md --device ID   with what stands in front of a microphone's name";

/// List the microphones
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {}

pub(super) fn run(_: &Args, terminal: &Terminal) -> Result<Done> {
    let devices = microphone::devices()?;
    if devices.is_empty() {
        terminal.say("there is no microphone");
    }
    let widest = devices.iter().map(|device| device.id.chars().count()).max();
    let lines: Vec<String> = devices
        .iter()
        .map(|device| line(device, widest.unwrap_or(0)))
        .collect();
    terminal.answer(&lines.concat())?;
    Ok(Done::Wholly)
}

fn line(device: &Device, width: usize) -> String {
    let Device {
        id,
        name,
        rate,
        channels,
        ..
    } = device;
    let usual = if device.is_default {
        "  (used unless another is named)"
    } else {
        ""
    };
    format!("{id:width$}  {name}, {rate} Hz, {channels} ch{usual}\n")
}

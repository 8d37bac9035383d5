//! What a story on paper amounts to, brought to where it was asked for.

use std::path::PathBuf;

use anyhow::Result;
use clap::ValueEnum;
use sha2::{Digest, Sha256};

use super::output::replace;
use crate::report::{Look, Paint, SheetFormat};
use crate::terminal::Terminal;

/// In what form, and where to.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    /// The form of the answer
    #[arg(long, value_name = "FORMAT", default_value = "text", value_enum)]
    format: Form,

    /// Write the answer to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// A form, as the command line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For reading here
    Text,
    /// For other programs
    Json,
    /// For notes
    Markdown,
}

impl Args {
    /// Writes what `render` makes.
    pub(super) fn write(
        &self,
        terminal: &Terminal,
        render: impl FnOnce(SheetFormat, Look) -> String,
    ) -> Result<()> {
        let format = match self.format {
            Form::Text => SheetFormat::Text,
            Form::Json => SheetFormat::Json,
            Form::Markdown => SheetFormat::Markdown,
        };
        let look = terminal.look();
        let paint = Paint::Plain;
        match &self.output {
            Some(path) => replace(path, &render(format, Look { paint, ..look })),
            None => Ok(terminal.answer(&render(format, look))?),
        }
    }
}

/// The SHA-256 of a text, in hexadecimal.
pub(super) fn sha256(text: &str) -> String {
    let digest = Sha256::digest(text);
    let hexadecimal: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    hexadecimal.concat()
}

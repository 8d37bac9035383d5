//! A take's analysis made into a report, and the report brought to where it was asked for.

use std::cell::RefCell;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ValueEnum;
use sha2::{Digest, Sha256};

use super::paper::Paper;
use crate::analysis;
use crate::failure::plain;
use crate::library::reason;
use crate::meaning::Embedder;
use crate::report::{Format, Look, Origin, Paint, Report, TakeFacts};
use crate::story::Month;
use crate::take::{Source, Take};
use crate::terminal::Terminal;

/// In what form, and where to.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    /// The form of the report
    #[arg(long, value_name = "FORMAT", default_value = "text", value_enum)]
    format: Form,

    /// Write the report to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// A form, as the command line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For reading here
    Text,
    /// `ownup.report/1`, for other programs
    Json,
    /// For notes
    Markdown,
}

impl From<Form> for Format {
    fn from(form: Form) -> Self {
        match form {
            Form::Text => Self::Text,
            Form::Json => Self::Json,
            Form::Markdown => Self::Markdown,
        }
    }
}

/// Where reports go, one after the other.
pub(super) struct Reports<'a> {
    args: &'a Args,
    terminal: &'a Terminal,
    embedder: Box<dyn Embedder>,
    written: RefCell<String>,
}

impl<'a> Reports<'a> {
    pub(super) fn new(args: &'a Args, terminal: &'a Terminal) -> Self {
        Self {
            args,
            terminal,
            embedder: embedder(),
            written: RefCell::default(),
        }
    }

    /// Judges a take by its facts and reports.
    pub(super) fn add(&self, take: &Take, paper: &Paper) -> Result<()> {
        let told_in = month(take.recorded_at);
        let analysis = analysis::analyse(
            &paper.story,
            &take.transcript,
            self.embedder.as_ref(),
            told_in,
        );
        let facts = facts(take, paper);
        let report = Report {
            analysis: &analysis,
            story: &paper.story,
            transcript: &take.transcript,
            take: &facts,
        };
        self.write(&report.render(self.args.format.into(), self.look()))
    }

    /// Completes the file, if the reports go to one.
    pub(super) fn finish(self) -> Result<()> {
        match &self.args.output {
            Some(path) => replace(path, &self.written.borrow()),
            None => Ok(()),
        }
    }

    fn write(&self, text: &str) -> Result<()> {
        let mut written = self.written.borrow_mut();
        let parted = !written.is_empty() && self.args.format != Form::Json;
        let text = format!("{}{text}", if parted { "\n" } else { "" });
        if self.args.output.is_none() {
            self.terminal.answer(&text)?;
        }
        written.push_str(&text);
        Ok(())
    }

    fn look(&self) -> Look {
        let look = self.terminal.look();
        match self.args.output {
            Some(_) => Look {
                paint: Paint::Plain,
                ..look
            },
            None => look,
        }
    }
}

/// The month of a moment, in UTC.
fn month(moment: jiff::Timestamp) -> Month {
    let date = moment.to_zoned(jiff::tz::TimeZone::UTC).date();
    Month {
        year: date.year(),
        month: date.month().unsigned_abs(),
    }
}

fn facts(take: &Take, paper: &Paper) -> TakeFacts {
    let digest = Sha256::digest(&paper.text);
    let hexadecimal: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    TakeFacts {
        number: take.id.map(crate::take::TakeId::number),
        recorded_at: take.recorded_at,
        source: match take.source {
            Source::Microphone => Origin::Microphone,
            Source::File => Origin::File,
        },
        model: take
            .model
            .clone()
            .unwrap_or_else(|| "transcript".to_owned()),
        story_path: paper.path.display().to_string(),
        story_sha256: hexadecimal.concat(),
    }
}

/// Writes a file whole or not at all; what it held before is gone only then.
fn replace(path: &Path, text: &str) -> Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let written = tempfile::NamedTempFile::new_in(folder).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.persist(path).map_err(|error| error.error)
    });
    let failed = |error: std::io::Error| {
        plain(format!(
            "cannot write `{}`: {}",
            path.display(),
            reason(&error)
        ))
    };
    written.map_err(failed)?;
    Ok(())
}

#[cfg(feature = "meaning")]
fn embedder() -> Box<dyn Embedder> {
    Box::new(crate::meaning::MiniLm::new(2))
}

#[cfg(not(feature = "meaning"))]
fn embedder() -> Box<dyn Embedder> {
    Box::new(crate::meaning::Stems)
}

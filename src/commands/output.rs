//! A take's analysis made into a report, and the report brought to where it was asked for.

use std::cell::{LazyCell, RefCell};
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ValueEnum;
use sha2::{Digest, Sha256};

use super::case::Case;
use super::paper::Paper;
use crate::analysis::{self, Analysis};
use crate::comments::Comment;
use crate::corrections::Corrected;
use crate::failure::{plain, reason};
use crate::meaning::Embedder;
#[cfg(feature = "meaning")]
use crate::meaning::Remembered;
use crate::report::{Format, Look, Paint, Report, TakeFacts};
use crate::story::Month;
use crate::take::Take;
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
    /// For a browser
    Html,
    /// Subtitles
    Srt,
    /// Subtitles
    Vtt,
    /// For a spreadsheet
    Csv,
}

impl From<Form> for Format {
    fn from(form: Form) -> Self {
        match form {
            Form::Text => Self::Text,
            Form::Json => Self::Json,
            Form::Markdown => Self::Markdown,
            Form::Html => Self::Html,
            Form::Srt => Self::Srt,
            Form::Vtt => Self::Vtt,
            Form::Csv => Self::Csv,
        }
    }
}

/// Where reports go, one after the other.
pub(super) struct Reports<'a> {
    args: &'a Args,
    terminal: &'a Terminal,
    /// Loaded when it is first needed.
    embedder: LazyCell<Box<dyn Embedder>>,
    written: RefCell<String>,
}

impl<'a> Reports<'a> {
    pub(super) fn new(args: &'a Args, terminal: &'a Terminal) -> Self {
        Self {
            args,
            terminal,
            embedder: LazyCell::new(embedder),
            written: RefCell::default(),
        }
    }

    /// What turns sentences into vectors here, and remembers those it has made.
    pub(super) fn embedder(&self) -> &dyn Embedder {
        self.embedder.as_ref()
    }

    /// Judges a take and reports.
    pub(super) fn add(&self, case: Case<'_>) -> Result<()> {
        self.add_with(case, &[])
    }

    /// The same, with what a coach said about it.
    pub(super) fn add_with(&self, case: Case<'_>, comments: &[Comment]) -> Result<()> {
        let paper = case.paper;
        let judged = Judged::new(case, self.embedder());
        let report = judged.report(paper, comments);
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
        look(self.terminal, self.args.output.as_deref())
    }
}

/// How to lay out what goes to a file, or else to the screen.
pub(super) fn look(terminal: &Terminal, file: Option<&Path>) -> Look {
    let look = terminal.look();
    match file {
        Some(_) => Look {
            paint: Paint::Plain,
            ..look
        },
        None => look,
    }
}

/// Brings a text to where it was asked for.
pub(super) fn deliver(text: &str, file: Option<&Path>, terminal: &Terminal) -> Result<()> {
    match file {
        Some(path) => replace(path, text),
        None => Ok(terminal.answer(text)?),
    }
}

/// What a report of a take rests on.
pub(super) struct Judged {
    pub(super) analysis: Analysis,
    pub(super) heard: Corrected,
    facts: TakeFacts,
}

impl Judged {
    pub(super) fn new(case: Case<'_>, embedder: &dyn Embedder) -> Self {
        let Case { take, paper, heard } = case;
        let told_in = month(take.recorded_at);
        Self {
            analysis: analysis::analyse(&paper.story, &heard, embedder, told_in),
            facts: facts(take, paper),
            heard,
        }
    }

    /// The report, with what a coach said.
    pub(super) fn report<'a>(&'a self, paper: &'a Paper, comments: &'a [Comment]) -> Report<'a> {
        Report {
            analysis: &self.analysis,
            story: &paper.story,
            transcript: &self.heard.transcript,
            take: &self.facts,
            comments,
        }
    }
}

/// The month of a moment, in UTC.
pub(super) fn month(moment: jiff::Timestamp) -> Month {
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
        source: take.source,
        ending: take.ending,
        model: take
            .model
            .clone()
            .unwrap_or_else(|| "transcript".to_owned()),
        story_path: paper.path.display().to_string(),
        story_sha256: hexadecimal.concat(),
    }
}

/// Writes a file whole or not at all; what it held before is gone only then.
pub(super) fn replace(path: &Path, text: &str) -> Result<()> {
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

/// What turns sentences into vectors in this build.
#[cfg(feature = "meaning")]
pub(super) fn embedder() -> Box<dyn Embedder> {
    Box::new(Remembered::new(crate::meaning::MiniLm::with_weights(
        crate::models::minilm(),
        2,
    )))
}

/// What turns sentences into vectors in this build.
#[cfg(not(feature = "meaning"))]
pub(super) fn embedder() -> Box<dyn Embedder> {
    Box::new(crate::meaning::Stems)
}

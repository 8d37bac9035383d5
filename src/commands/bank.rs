//! `ownup bank`: a folder of stories, and the one to tell.

use std::io;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::case::{Case, known};
use super::paper::Paper;
use super::{Done, output, sheet, today};
use crate::analysis;
use crate::bank::{self, Entry, PassedOver, Point};
use crate::draft::{self, Pace};
use crate::failure::{Failure, hinted, plain, reason};
use crate::library::{Known, Library, StoredTake};
use crate::meaning::Embedder;
use crate::terminal::Terminal;

/// How many of a story's takes are shown.
const COURSE: usize = 4;

const EXAMPLES: &str = "\
Examples:
  ownup bank                     the stories in this folder
  ownup bank stories             those in another
  ownup bank --format json | jq .tell

Put five on paper and rank them by pain; the one to tell is the third.";

/// Show the stories of a folder, what each still lacks, and which one to tell
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The folder
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,

    #[command(flatten)]
    output: sheet::Args,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let embedder = output::embedder();
    let (mut entries, mut passed_over) = (Vec::new(), Vec::new());
    for path in files(&args.folder)? {
        match Paper::read(&path) {
            Ok(paper) => entries.push(entry(&paper, embedder.as_ref(), terminal)?),
            Err(failure) => passed_over.push(passed(&path, &failure)),
        }
    }
    let bank = bank::open(entries, passed_over);
    args.output
        .write(terminal, |format, look| bank.render(format, look))?;
    Ok(Done::Wholly)
}

/// The Markdown files of a folder, by name.
fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error: io::Error| unreadable(folder, &error);
    let mut files = Vec::new();
    for found in folder.read_dir().map_err(unreadable)? {
        let path = found.map_err(unreadable)?.path();
        let is_markdown = path
            .extension()
            .is_some_and(|e| e.eq_ignore_ascii_case("md"));
        let is_hidden = name(&path).starts_with('.');
        if is_markdown && !is_hidden && path.is_file() {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn unreadable(folder: &Path, error: &io::Error) -> Failure {
    let name = folder.display();
    match error.kind() {
        io::ErrorKind::NotFound => hinted(
            format!("there is no folder `{name}`"),
            "`ownup bank` without a name looks here",
        ),
        io::ErrorKind::NotADirectory => hinted(
            format!("`{name}` is a file, not a folder"),
            format!("a bank is a folder of stories; `ownup draft {name}` looks at one"),
        ),
        _ => plain(format!("cannot read `{name}`: {}", reason(error))),
    }
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// A file with front matter was meant as a story, so its mistake is said; another is none.
fn passed(path: &Path, failure: &Failure) -> PassedOver {
    let meant = Paper::is_meant_as_story(path);
    let message = failure.message.as_str();
    let own = format!("{}:", path.display());
    let why = match message.strip_prefix(&own) {
        Some(rest) if meant => format!("line {}", rest.trim_start()),
        _ if meant => message.to_owned(),
        _ => "no story".to_owned(),
    };
    PassedOver {
        file: name(path),
        why,
    }
}

fn entry(paper: &Paper, embedder: &dyn Embedder, terminal: &Terminal) -> Result<Entry> {
    let shelf = Library::of_story(&paper.path).takes()?;
    for damaged in &shelf.damaged {
        terminal.warn(damaged);
    }
    let pace = Pace::of(shelf.takes.iter().map(|stored| &stored.take.transcript));
    let draft = draft::judge(&paper.story, pace, embedder, today());
    let last = shelf
        .takes
        .iter()
        .skip(shelf.takes.len().saturating_sub(COURSE));
    let known = known(&paper.path, terminal)?;
    let points = last.filter_map(|stored| match point((paper, &known), stored, embedder) {
        Ok(point) => Some(point),
        Err(failure) => {
            terminal.warn(failure);
            None
        }
    });
    let course = (shelf.takes.len(), points.collect());
    let file = name(&paper.path);
    Ok(bank::entry(&file, (&paper.story, &draft), course, today()))
}

/// A take judged by the story as it was.
fn point(
    (paper, known): (&Paper, &Known),
    stored: &StoredTake,
    embedder: &dyn Embedder,
) -> Result<Point, Failure> {
    let then = Paper::of_take(&paper.path, stored)?;
    let told_in = output::month(stored.take.recorded_at);
    let heard = Case::kept(stored, &then, known).heard;
    let analysis = analysis::analyse(&then.story, &heard, embedder, told_in);
    Ok(Point {
        take: stored.id.number(),
        rollback: analysis.split.rollback,
        decision: analysis.split.decision,
        cause: analysis.cause.grade(),
    })
}

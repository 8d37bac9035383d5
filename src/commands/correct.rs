//! `ownup correct`: what the program misheard or misplaced, put right by the person who was there.

mod misheard;

mod stretch;

mod typed;

mod wanted;

#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use clap::ValueEnum;
use jiff::{Timestamp, Unit};
use serde::Deserialize;

use self::stretch::{Stretch, Told};
use self::typed::{Placed, Undo};
use super::case::{Case, known};
use super::output::{Judged, embedder};
use super::paper::Paper;
use super::{Done, chosen};
use crate::corrections::{Correction, Corrections};
use crate::failure::{Failure, hinted, plain};
use crate::library::{Known, StoredTake};
use crate::meaning::Embedder;
use crate::report::corrected::{Form, Line, Sheet, described, when};
use crate::report::phrases;
use crate::take::TakeId;
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup correct surcharge.md                           list what was said and what was put right
  ownup correct surcharge.md --place 0:33-0:41=cause   this belongs to the cause
  ownup correct surcharge.md --place '4..6=My rule'    sentences 4 to 6 belong under that heading
  ownup correct surcharge.md --place 9=aside           sentence 9 belongs to no section
  ownup correct surcharge.md --word 0:42=replayed      a word was misheard
  ownup correct surcharge.md --word '0:42.1-0:43=dry run'   several; nothing after `=`: none was said
  ownup correct surcharge.md --cause 0:41-0:44         here you say that you were the cause
  ownup correct surcharge.md --undo                    take the last one back; --undo=2 the second

WHERE is a stretch (0:33-0:41), a sentence's number (4, 4..6), or a second (0:42, 0:42.18): the
sentence that is said then; for --word, the word. The recording and its words stay as they are.";

/// Put right what was misheard or misplaced in a take; without options, list what was said
///
/// Corrections belong to the take: every report and comparison counts them in. Stretches with a known
/// section help to place what is said in the story's other takes.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The story
    story: PathBuf,

    /// The take's number; without it, the latest
    #[arg(long, value_name = "N")]
    take: Option<TakeId>,

    /// It belongs to this section: a heading, a role (context, failure, cause, rollback, lesson, change), or `aside`
    #[arg(long, value_name = "WHERE=SECTION")]
    place: Vec<Placed>,

    /// Other words were said there
    #[arg(long, value_name = "WHERE=WORDS")]
    word: Vec<Placed>,

    /// It is the sentence that says you were the cause
    #[arg(long, value_name = "WHERE")]
    cause: Option<Stretch>,

    /// Take back the last correction, or the one of this number, before anything else
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "last")]
    undo: Option<Undo>,

    /// The form of the list
    #[arg(long, value_name = "FORMAT", default_value = "text", value_enum)]
    format: Choice,
}

/// A form, as the command line names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Choice {
    /// For reading here
    Text,
    /// `ownup.correct/1`, for other programs
    Json,
}

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let stored = chosen::take(&args.story, args.take)?;
    let before = stored.corrections()?;
    let known = known(&args.story, terminal)?;
    let desk = Desk::new(&args.story, &stored, before, &known)?;
    if args.changes() {
        let (after, said) = desk.correct(args)?;
        stored.put_right(&desk.before, &after)?;
        for line in &said {
            terminal.say(line);
        }
        terminal.say(desk.moved(&after));
        if args.format == Choice::Json {
            terminal.answer(&desk.sheet(&after, args.format, terminal))?;
        }
    } else {
        terminal.answer(&desk.sheet(&desk.before, args.format, terminal))?;
    }
    Ok(Done::Wholly)
}

impl Args {
    fn changes(&self) -> bool {
        let adds = !self.place.is_empty() || !self.word.is_empty() || self.cause.is_some();
        adds || self.undo.is_some()
    }
}

/// What the coach's page says is wrong.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Proof {
    /// A stretch is in the wrong place; as after `--place`.
    Place(String),
    /// So was the last correction.
    Undo,
}

/// Puts right what the coach's page sent.
pub(super) fn put_right(
    story: &Path,
    stored: &StoredTake,
    known: &Known,
    json: &str,
) -> Result<()> {
    let proof: Proof = serde_json::from_str(json).context("this is no correction")?;
    let mut args = Args {
        story: story.to_owned(),
        take: Some(stored.id),
        place: Vec::new(),
        word: Vec::new(),
        cause: None,
        undo: None,
        format: Choice::Text,
    };
    match proof {
        Proof::Place(placed) => args.place.push(placed.parse().map_err(plain)?),
        Proof::Undo => args.undo = Some(Undo::Last),
    }
    let desk = Desk::new(story, stored, stored.corrections()?, known)?;
    let (after, _) = desk.correct(&args)?;
    stored.put_right(&desk.before, &after)?;
    Ok(())
}

/// Everything that is looked at while a take is corrected.
struct Desk<'a> {
    stored: &'a StoredTake,
    paper: Paper,
    before: Corrections,
    known: &'a Known,
    embedder: Box<dyn Embedder>,
}

impl<'a> Desk<'a> {
    fn new(
        story: &Path,
        stored: &'a StoredTake,
        before: Corrections,
        known: &'a Known,
    ) -> Result<Self> {
        Ok(Self {
            paper: Paper::of_take(story, stored)?,
            before,
            embedder: embedder(),
            known,
            stored,
        })
    }

    fn judge(&self, corrections: &Corrections) -> Judged {
        let mut case = Case::alone(&self.stored.take, &self.paper);
        case.heard = corrections.apply(&self.stored.take.transcript);
        case.heard.references = self.known.for_take(Some(self.stored.id));
        Judged::new(case, self.embedder.as_ref())
    }

    /// The corrections with what the command line takes back and adds, and a line on each of these.
    fn correct(&self, args: &Args) -> Result<(Corrections, Vec<String>)> {
        let (mut after, mut said) = (self.before.clone(), Vec::new());
        let described = |made: &Correction| {
            let what = described(made, &self.paper.story);
            format!("{} {what}", when(made))
        };
        if let Some(id) = args.undo.map(Undo::number) {
            let undone = after.undo(id);
            let undone = undone.ok_or_else(|| none_to_undo(id, &self.before))?;
            said.push(format!("undone: {}", described(&undone)));
        }
        let judged = self.judge(&after);
        let lines = judged.sheet(&self.paper, &after).lines();
        let changes = wanted::changes(args, &self.paper.story, told(&judged, &lines))?;
        for (span, change) in changes {
            said.push(described(after.add(span, change, now())));
        }
        Ok((after, said))
    }

    /// What it amounts to.
    fn moved(&self, after: &Corrections) -> String {
        let [before, after] = [&self.before, after].map(|made| self.judge(made).analysis.split);
        phrases::moved(&before, &after)
    }

    fn sheet(&self, corrections: &Corrections, form: Choice, terminal: &Terminal) -> String {
        let form = match form {
            Choice::Text => Form::Text,
            Choice::Json => Form::Json,
        };
        let judged = self.judge(corrections);
        let sheet = judged.sheet(&self.paper, corrections);
        sheet.render(form, terminal.look())
    }
}

impl Judged {
    fn sheet<'a>(&'a self, paper: &'a Paper, corrections: &'a Corrections) -> Sheet<'a> {
        Sheet {
            report: self.report(paper, &[]),
            heard: &self.heard,
            corrections,
        }
    }
}

fn told<'a>(judged: &'a Judged, lines: &'a [Line]) -> Told<'a> {
    let words = &judged.heard.transcript.words;
    Told { words, lines }
}

fn none_to_undo(id: Option<u32>, corrections: &Corrections) -> Failure {
    let numbers: Vec<String> = corrections.all.iter().map(|c| c.id.to_string()).collect();
    match id {
        _ if numbers.is_empty() => plain("there is no correction to undo"),
        Some(id) => hinted(
            format!("there is no correction {id}"),
            format!("the corrections are {}", numbers.join(", ")),
        ),
        None => plain("there is no correction to undo"),
    }
}

/// This second.
#[expect(clippy::disallowed_methods, reason = "commands read the clock")]
fn now() -> Timestamp {
    let now = Timestamp::now();
    now.round(Unit::Second).unwrap_or(now)
}

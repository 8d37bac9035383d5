//! All takes of a story, each judged or remembered, for the commands that look at more than one.

use std::cell::OnceCell;
use std::path::Path;

use anyhow::Result;

use super::case::{Case, known};
use super::output::{embedder, month};
use super::paper::Paper;
use crate::analysis;
use crate::comparison::{self, History, Rehearsal, Summary};
use crate::failure::Failure;
use crate::library::{Known, Library, Memory, Unread};
use crate::meaning::Embedder;
use crate::take::Take;
use crate::terminal::Terminal;

/// Every take of the story at `path` that can be read, and the paper as it stands; what cannot be
/// read is named in a line each.
pub(super) fn history(path: &Path, terminal: &Terminal) -> Result<History> {
    let judge = Judge::new(path, terminal)?;
    let mut takes: Vec<Option<Rehearsal>> = Vec::new();
    let mut unknown: Vec<(usize, Unread)> = Vec::new();
    for unread in Library::of_story(path).unread()? {
        match unread {
            Err(damaged) => terminal.warn(damaged),
            Ok(unread) => {
                let known = judge.recall(&unread);
                if known.is_none() {
                    unknown.push((takes.len(), unread));
                }
                takes.push(known);
            }
        }
    }
    judge.all(&unknown, &mut takes);
    Ok(History {
        takes: takes.into_iter().flatten().collect(),
        paper: paper(path, terminal),
    })
}

/// The story as it stands; takes outlive it.
fn paper(path: &Path, terminal: &Terminal) -> Option<Vec<comparison::Written>> {
    if !path.exists() {
        return None;
    }
    match Paper::read(path) {
        Ok(paper) => Some(comparison::paper(&paper.story)),
        Err(failure) => {
            terminal.warn(format_args!(
                "the story as it stands is left out of account: {failure}"
            ));
            None
        }
    }
}

/// What judges takes that are not remembered.
struct Judge<'a> {
    path: &'a Path,
    terminal: &'a Terminal,
    memory: Option<Memory>,
    known: Known,
    /// Loaded only when there is something to judge, as that takes longer than to recall a thousand takes.
    embedder: OnceCell<Box<dyn Embedder>>,
}

impl<'a> Judge<'a> {
    fn new(path: &'a Path, terminal: &'a Terminal) -> Result<Self> {
        let known = known(path, terminal)?;
        let memory = Memory::of_this_program();
        Ok(Self {
            path,
            terminal,
            memory: memory.map(|memory| memory.knowing(&known)),
            known,
            embedder: OnceCell::new(),
        })
    }

    fn recall(&self, unread: &Unread) -> Option<Rehearsal> {
        let summary = self.memory.as_ref()?.recall(unread)?;
        let id = unread.id;
        Some(Rehearsal { id, summary })
    }

    /// Judges the takes that are not known, and puts each in its place.
    fn all(&self, unknown: &[(usize, Unread)], takes: &mut [Option<Rehearsal>]) {
        if unknown.is_empty() {
            return;
        }
        let progress = self
            .terminal
            .progress("judging takes", unknown.len() as u64);
        for (done, (at, unread)) in (1..).zip(unknown) {
            match self.judge(unread) {
                Ok(summary) => {
                    self.remember(unread, &summary);
                    let id = unread.id;
                    takes[*at] = Some(Rehearsal { id, summary });
                }
                Err(failure) => self.terminal.warn(failure),
            }
            progress.reach(done);
        }
    }

    fn judge(&self, unread: &Unread) -> Result<Summary, Failure> {
        let stored = unread
            .read()
            .map_err(|damaged| crate::failure::plain(damaged.to_string()))?;
        let paper = Paper::of_take(self.path, &stored)?;
        let heard = Case::kept(&stored, &paper, &self.known).heard;
        let embedder = self.embedder.get_or_init(embedder).as_ref();
        let told_in = month(stored.take.recorded_at);
        let analysis = analysis::analyse(&paper.story, &heard, embedder, told_in);
        let said = Take {
            transcript: heard.transcript,
            ..stored.take
        };
        Ok(Summary::of(&said, &paper.story, &analysis))
    }

    /// A folder that cannot be written to only makes the next time slower.
    fn remember(&self, unread: &Unread, summary: &Summary) {
        let Some(memory) = &self.memory else {
            return;
        };
        if let Err(error) = memory.keep(unread, summary) {
            let id = unread.id;
            self.terminal
                .detail(format_args!("take {id} is judged anew each time: {error}"));
        }
    }
}

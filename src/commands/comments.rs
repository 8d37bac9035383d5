//! `ownup comments`: what a coach sent back, kept with the take it is about.
#![expect(clippy::disallowed_types, reason = "what a coach sent back is a file")]

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Result;

use super::Done;
use crate::coach::returned;
use crate::comments::{Changes, Comments, LONGEST_FILE};
use crate::failure::{Failure, hinted, plain, reason};
use crate::library::{Library, StoredTake};
use crate::report::one_line;
use crate::terminal::Terminal;

const EXAMPLES: &str = "\
Examples:
  ownup comments surcharge.md surcharge-ada.html   keep what came back
  ownup comments surcharge.md ada.json bo.json     from two coaches
  ownup comments surcharge.md                      list what there is

A file may be the page with comments in it, or the small one alone. The same file twice is no
harm. What two people edited apart is kept twice.";

/// Keep the comments that a coach sent back
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct Args {
    /// The story
    story: PathBuf,

    /// What came back: pages, or the small files; without any, the comments are listed
    files: Vec<PathBuf>,
}

/// Comments from a file, and the take they are about.
type Returned<'a> = (&'a StoredTake, Comments);

pub(super) fn run(args: &Args, terminal: &Terminal) -> Result<Done> {
    let shelf = Library::of_story(&args.story).takes()?;
    for damaged in &shelf.damaged {
        terminal.warn(damaged);
    }
    if args.files.is_empty() {
        return list(args, &shelf.takes, terminal);
    }
    // Everything is read before anything is kept, so that one bad file changes nothing.
    let mut returned: Vec<Returned<'_>> = Vec::new();
    for file in &args.files {
        returned.extend(read(file, &shelf.takes)?);
    }
    for (take, theirs) in returned {
        let (_, changes) = take.take_over(&theirs)?;
        terminal.say(format_args!("take {}: {}", take.id, told(changes)));
    }
    Ok(Done::Wholly)
}

fn list(args: &Args, takes: &[StoredTake], terminal: &Terminal) -> Result<Done> {
    let mut lines = Vec::new();
    for take in takes {
        let id = take.id;
        lines.extend(take.comments()?.standing().map(|comment| {
            let (by, text) = (one_line(comment.by()), one_line(&comment.text));
            format!("take {id}  {}  {by}: {text}\n", comment.when())
        }));
    }
    if lines.is_empty() {
        let name = args.story.display();
        terminal.say(format_args!("there are no comments on `{name}` yet"));
    }
    terminal.answer(&lines.concat())?;
    Ok(Done::Wholly)
}

fn read<'a>(file: &Path, takes: &'a [StoredTake]) -> Result<Vec<Returned<'a>>> {
    let name = file.display();
    let named = |failure: Failure| Failure {
        message: format!("`{name}`: {}", failure.message),
        ..failure
    };
    let comments = returned::read(&text(file)?).map_err(named)?;
    let mut returned = Vec::new();
    for theirs in comments {
        // A recording that was imported twice is one telling, and both takes get what was said.
        let about = takes.iter().filter(|take| take.key() == theirs.take);
        let about: Vec<&StoredTake> = about.collect();
        // A page of two takes may outlive one of them, if nobody said anything about it.
        if about.is_empty() && !theirs.all.is_empty() {
            return Err(named(another_take()).into());
        }
        returned.extend(about.into_iter().map(|take| (take, theirs.clone())));
    }
    Ok(returned)
}

fn text(file: &Path) -> Result<String> {
    let name = file.display();
    let unreadable =
        |error: std::io::Error| plain(format!("cannot read `{name}`: {}", reason(&error)));
    let mut bytes = Vec::new();
    let open = File::open(file).map_err(unreadable)?;
    open.take(LONGEST_FILE + 1)
        .read_to_end(&mut bytes)
        .map_err(unreadable)?;
    if bytes.len() as u64 > LONGEST_FILE {
        let limit = LONGEST_FILE >> 20;
        return Err(plain(format!("`{name}` is larger than {limit} MB")).into());
    }
    let text = String::from_utf8(bytes);
    Ok(text.map_err(|_| plain(format!("`{name}` is not text")))?)
}

fn another_take() -> Failure {
    hinted(
        "these comments are about a take that this story does not have",
        "name the story whose take was sent; a removed take takes its comments along",
    )
}

fn told(changes: Changes) -> String {
    let parts = [
        (changes.added, "new"),
        (changes.edited, "edited"),
        (changes.removed, "removed"),
        (changes.apart, "edited in two places, both kept"),
    ];
    let told: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    if told.is_empty() {
        "nothing new".to_owned()
    } else {
        told.join(", ")
    }
}

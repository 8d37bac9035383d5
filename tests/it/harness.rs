//! A home of its own for the program: nothing of the machine's shows through.

use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// An empty folder that is working folder and home, removed at the end of the test.
pub(crate) struct Home {
    folder: TempDir,
}

/// What the program left: status and both streams, with the home's path as `~`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Home {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        Self { folder }
    }

    /// A home with this story in `story.md`.
    pub(crate) fn with_story(story: &str) -> Self {
        let home = Self::new();
        home.write("story.md", story);
        home
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.path(name), content).expect("room for a small file");
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Everything there is below this home, in order, folders with a slash.
    pub(crate) fn tree(&self) -> Vec<String> {
        let mut found = Vec::new();
        walk(self.folder.path(), &mut |path| found.push(self.name(path)));
        found.sort();
        found
    }

    fn name(&self, path: &Path) -> String {
        let inside = path.strip_prefix(self.folder.path()).expect("below home");
        let slash = if path.is_dir() { "/" } else { "" };
        format!("{}{slash}", inside.display())
    }

    /// The program with these arguments, ready to run.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ownup"));
        command
            .args(args)
            .current_dir(self.folder.path())
            .env_clear()
            .env("HOME", self.folder.path())
            .env("PATH", "/usr/bin:/bin")
            .stdin(Stdio::null());
        command
    }

    /// The program run by somebody who may read here and not write.
    pub(crate) fn run_as_guest(&self, line: &str) -> Outcome {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        use std::os::unix::process::CommandExt;

        let guest = 65_534;
        // The build folder may be closed to a guest. `cp`, as a file that this process has open
        // to write is busy for as long as a child of another test holds it too (between fork and
        // exec).
        let program = self.path("ownup");
        let copied = Command::new("cp")
            .arg(env!("CARGO_BIN_EXE_ownup"))
            .arg(&program)
            .status();
        assert!(
            copied.is_ok_and(|status| status.success()),
            "room for the program"
        );
        let home = fs::metadata(self.folder.path()).expect("it is there");
        let everyone = |mode| fs::Permissions::from_mode(mode);
        fs::set_permissions(self.folder.path(), everyone(0o555)).expect("it is ours");
        let mut command = Command::new(program);
        command
            .args(line.split_whitespace())
            .current_dir(self.folder.path());
        command.env_clear().stdin(Stdio::null());
        if home.uid() == 0 {
            // Root may write everywhere.
            command.uid(guest).gid(guest);
        }
        let outcome = self.finish(&mut command);
        fs::set_permissions(self.folder.path(), everyone(0o755)).expect("it is ours");
        outcome
    }

    /// Runs the program with the words of `line` as arguments.
    pub(crate) fn run(&self, line: &str) -> Outcome {
        let args: Vec<&str> = line.split_whitespace().collect();
        self.finish(&mut self.command(&args))
    }

    pub(crate) fn finish(&self, command: &mut Command) -> Outcome {
        let output = command.output().expect("the program has been built");
        self.outcome(&output)
    }

    fn outcome(&self, output: &Output) -> Outcome {
        let text = |bytes: &[u8]| {
            let text = std::str::from_utf8(bytes).expect("the program speaks UTF-8");
            let home = self.folder.path().display().to_string();
            text.replace(&home, "~")
        };
        Outcome {
            status: output.status.code().expect("not killed by a signal"),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }
}

impl Outcome {
    /// The answer of a run that went well and had nothing to say beside it.
    pub(crate) fn answer(self) -> String {
        assert_eq!((self.status, self.stderr.as_str()), (0, ""), "{self}");
        self.stdout
    }

    /// The answer, as JSON.
    pub(crate) fn json(self) -> serde_json::Value {
        let answer = self.answer();
        serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{error} in {answer}"))
    }
}

/// All three parts, for a snapshot: an empty stream is left out.
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "status: {}", self.status)?;
        for (name, text) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !text.is_empty() {
                write!(f, "\n--- {name}\n{}", text.trim_end_matches('\n'))?;
            }
        }
        Ok(())
    }
}

fn walk(folder: &Path, found: &mut dyn FnMut(&Path)) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        found(&path);
        if path.is_dir() {
            walk(&path, found);
        }
    }
}

/// A story that has every role.
pub(crate) const STORY: &str = "\
---
title: The surcharge column
---

## Context

I run the nightly invoicing job for a hardware shop.

## What went wrong

The surcharge column was read twice, and nine hundred invoices went out too high.

## Why it was me

I skipped the dry run because the last ten had been clean. It broke because I did not open the file. That was on me.

## Rollback

We sent corrected invoices the next morning.

## What I learned

I learned that I stop checking when I am behind.

## What I do now

Since then I open the first file of every run before I approve it.
";

/// The story told, clause by clause.
pub(crate) const TELLING: &str = "\
I run the nightly invoicing job for a hardware shop . … \
The surcharge column was read twice and nine hundred invoices went out too high . … \
I skipped the dry run because the last ten had been clean . \
It broke because I did not open the file . That was on me . … \
We sent corrected invoices the next morning . … \
I learned that I stop checking when I am behind . … \
Since then I open the first file of every run before I approve it .";

/// A transcript as `--transcript` reads it: a word every 300 ms, a second for each `…`.
pub(crate) fn transcript(spoken: &str) -> String {
    let mut now = 500;
    let mut words: Vec<serde_json::Value> = Vec::new();
    for beat in spoken.split_whitespace() {
        match beat {
            "…" => now += 1_000,
            "." => end_sentence(words.last_mut()),
            word => {
                let (start, end) = (f64::from(now) / 1e3, f64::from(now + 280) / 1e3);
                words.push(serde_json::json!({ "text": word, "start": start, "end": end }));
                now += 300;
            }
        }
    }
    serde_json::json!({ "words": words }).to_string()
}

fn end_sentence(word: Option<&mut serde_json::Value>) {
    if let Some(word) = word {
        let text = word["text"].as_str().unwrap_or_default();
        word["text"] = format!("{text}.").into();
    }
}

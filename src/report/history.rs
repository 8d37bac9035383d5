//! The takes of a story, one a line.

use super::compared::record;
use super::phrases::comparison as phrases;
use super::{Look, json, markdown, phrases as report_phrases, text};
use crate::comparison::{EditChange, History, Rehearsal, edit, enough, must_change};
use crate::rules::Severity;

/// A history and the story it is of.
#[derive(Clone, Copy, Debug)]
pub struct Listing<'a> {
    /// The takes.
    pub history: &'a History,
    /// The story file, as the person named it.
    pub story_path: &'a str,
}

/// How a history is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// For a terminal.
    Text,
    /// `ownup.takes/1`.
    Json,
    /// For notes.
    Markdown,
    /// A line for each take.
    Csv,
}

/// The heads of the columns that people read.
pub(super) const HEADS: [&str; 8] = [
    "take",
    "when (UTC)",
    "told",
    "rollback",
    "decision",
    "ratio",
    "cause",
    "findings",
];

impl Listing<'_> {
    /// Writes the history; `look` matters to [`Form::Text`] alone.
    #[must_use]
    pub fn render(&self, form: Form, look: Look) -> String {
        match form {
            Form::Text => text::history::render(self, look),
            Form::Json => json::history::render(self),
            Form::Markdown => markdown::history::render(self),
            Form::Csv => self.csv(),
        }
    }

    /// Whether it is enough, or what is missing, in one line; nothing without takes.
    pub(super) fn enough(&self) -> Option<String> {
        self.history.takes.last()?;
        let line = phrases::enough(&enough(self.history), must_change(self.history));
        Some(line)
    }

    /// For each take, what was edited right before it, in words, and last what was edited after all of them.
    pub(super) fn edits(&self) -> Vec<Option<String>> {
        let papers = self.history.takes.iter().map(|take| &take.summary.paper);
        let papers: Vec<_> = papers.chain(&self.history.paper).collect();
        let words = |pair: &[&Vec<_>]| {
            let changes = edit(pair[0], pair[1]);
            let changes: Vec<String> = changes
                .iter()
                .map(|c: &EditChange| phrases::edit(c))
                .collect();
            (!changes.is_empty()).then(|| format!("edited: {}", changes.join(", ")))
        };
        std::iter::once(None)
            .chain(papers.windows(2).map(words))
            .collect()
    }

    fn csv(&self) -> String {
        let since = enough(self.history).since_edit;
        let mut text =
            "take,recorded_at,told_s,rollback_s,decision_s,ratio,cause,fail,warn,note,since_edit\n"
                .to_owned();
        for take in &self.history.takes {
            let summary = &take.summary;
            let weighing = |severity: Severity| {
                let fired = summary
                    .findings
                    .iter()
                    .filter(|fired| fired.severity == severity);
                fired.count().to_string()
            };
            text.push_str(&record(&[
                take.id.to_string(),
                format!("{:.0}", summary.recorded_at),
                summary.told.seconds().to_string(),
                summary.rollback.seconds.seconds().to_string(),
                summary.decision.seconds.seconds().to_string(),
                summary
                    .ratio()
                    .map_or_else(String::new, |ratio| format!("{ratio:.3}")),
                report_phrases::grade(summary.grade).to_owned(),
                weighing(Severity::Fail),
                weighing(Severity::Warn),
                weighing(Severity::Note),
                if since.contains(&take.id) {
                    "yes"
                } else {
                    "no"
                }
                .to_owned(),
            ]));
        }
        text
    }
}

/// What [`HEADS`] stand over.
pub(super) fn cells(take: &Rehearsal) -> [String; 8] {
    let summary = &take.summary;
    [
        take.id.to_string(),
        summary.recorded_at.strftime("%Y-%m-%d %H:%M").to_string(),
        summary.told.to_string(),
        summary.rollback.seconds.to_string(),
        summary.decision.seconds.to_string(),
        summary
            .ratio()
            .map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.1}")),
        report_phrases::grade(summary.grade).to_owned(),
        summary.findings.len().to_string(),
    ]
}

//! The bank as Markdown, for notes and web pages.

use crate::bank::{Bank, Entry};
use crate::report::markdown::escaped;
use crate::report::phrases::bank as words;

/// The bank as Markdown; it ends in a line break.
pub(super) fn render(bank: &Bank) -> String {
    let mut parts = vec![
        "# Five on paper".to_owned(),
        escaped(&words::number(bank)),
        escaped(&words::choice(bank)),
    ];
    if !bank.entries.is_empty() {
        parts.push(table(&bank.entries));
    }
    parts.extend(bank.entries.iter().filter_map(course));
    parts.join("\n\n") + "\n"
}

fn table(entries: &[Entry]) -> String {
    let mut lines = vec![
        "| pain | story | happened | rollback | decision | takes | lacks |".to_owned(),
        "| ---: | --- | --- | ---: | ---: | ---: | --- |".to_owned(),
    ];
    lines.extend(entries.iter().map(row));
    lines.join("\n")
}

fn row(entry: &Entry) -> String {
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
    let lacks: Vec<String> = entry.lacks.iter().map(words::lack).collect();
    format!(
        "| {} | {} ({}) | {} | {:.0}% | {:.0}% | {} | {} |",
        or_dash(entry.pain.map(|pain| pain.to_string())),
        escaped(&entry.title),
        escaped(&entry.file),
        or_dash(entry.happened.map(|month| month.to_string())),
        entry.rollback_share * 100.0,
        entry.decision_share * 100.0,
        entry.takes,
        escaped(&lacks.join("; ")),
    )
}

fn course(entry: &Entry) -> Option<String> {
    let points: Vec<String> = entry.course.iter().map(words::point).collect();
    let title = escaped(&entry.title);
    (!points.is_empty()).then(|| format!("{title}, rollback/decision: {}", points.join("; ")))
}

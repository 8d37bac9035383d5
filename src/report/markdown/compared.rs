//! A comparison as Markdown.

use super::escaped;
use crate::report::compared::{Compared, Outline, Survived, TableRow};

/// So many takes are shown one by one.
const ONE_BY_ONE: usize = 6;

/// The comparison as Markdown; it ends in a line break.
pub(in crate::report) fn render(compared: &Compared<'_>) -> String {
    let outline = Outline::of(compared, ONE_BY_ONE);
    let mut parts = vec![
        format!("# {}", escaped(&outline.title)),
        escaped(&outline.subtitle),
        escaped(&outline.enough.1),
        table(&outline),
    ];
    parts.extend(outline.shared.map(escaped));
    parts.push(format!("## Findings since {}", outline.heads[1]));
    parts.push(findings(&outline));
    parts.push("## What must be said, and where it was".to_owned());
    parts.extend(outline.statements.iter().map(statement));
    parts.push("## Paper and voice".to_owned());
    parts.push(drift(&outline));
    if !outline.notes.is_empty() {
        parts.push("## To know".to_owned());
        parts.push(list(outline.notes.iter().map(|note| escaped(note))));
    }
    parts.join("\n\n") + "\n"
}

fn list(items: impl Iterator<Item = String>) -> String {
    items
        .map(|item| format!("- {item}"))
        .collect::<Vec<_>>()
        .join("\n")
}

fn table(outline: &Outline) -> String {
    let row = |row: &TableRow| {
        format!(
            "| {} | {} |",
            escaped(&row.name),
            row.cells.join(" | ").replace('~', "\\~")
        )
    };
    let head = format!(
        "| | {} |\n| --- | ---: | ---: | ---: | ---: | ---: |",
        outline.heads.join(" | ")
    );
    let rows = outline
        .split
        .iter()
        .chain(&outline.sections)
        .chain(&outline.sum_of_best);
    std::iter::once(head)
        .chain(rows.map(row))
        .collect::<Vec<_>>()
        .join("\n")
}

fn findings(outline: &Outline) -> String {
    if outline.findings.is_empty() {
        return "None, then or now.".to_owned();
    }
    list(outline.findings.iter().map(|(_, finding)| escaped(finding)))
}

fn statement(survived: &Survived) -> String {
    let takes = survived.takes.iter().map(|(id, said)| match said {
        Some((start, quote)) => format!("take {id}, {start}: “{}”", escaped(quote)),
        None => format!("take {id}: not said"),
    });
    let (name, summary) = (escaped(survived.name), escaped(&survived.summary));
    format!("**{name}** {summary}\n\n{}", list(takes))
}

fn drift(outline: &Outline) -> String {
    let heads: Vec<String> = outline
        .voices
        .iter()
        .map(|id| format!(" take {id} |"))
        .collect();
    let rule = "---: |".repeat(heads.len());
    let rows = outline
        .drift
        .iter()
        .map(|cells| format!("| {} |", cells.join(" | ")));
    let head = format!("| | paper |{}\n| --- | ---: |{rule}", heads.concat());
    std::iter::once(head)
        .chain(rows)
        .collect::<Vec<_>>()
        .join("\n")
}

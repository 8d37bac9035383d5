//! The takes of a story as Markdown.

use super::escaped;
use crate::report::history::{HEADS, Listing, cells};

/// The history as Markdown; it ends in a line break.
pub(in crate::report) fn render(listing: &Listing<'_>) -> String {
    let takes = &listing.history.takes;
    let Some(last) = takes.last() else {
        return "There is no take yet.\n".to_owned();
    };
    let head = [
        format!("| {} |", HEADS.join(" | ")),
        "| ---: | --- | ---: | ---: | ---: | ---: | --- | ---: |".to_owned(),
    ];
    let rows = takes
        .iter()
        .map(|take| format!("| {} |", cells(take).join(" | ")));
    let table: Vec<String> = head.into_iter().chain(rows).collect();
    let enough = listing.enough().unwrap_or_default();
    let mut parts = vec![
        format!("# {}", escaped(&last.summary.title)),
        table.join("\n"),
        escaped(&enough),
    ];
    parts.extend(edits(listing));
    parts.join("\n\n") + "\n"
}

fn edits(listing: &Listing<'_>) -> Option<String> {
    let takes = &listing.history.takes;
    let line = |(at, edit): (usize, Option<String>)| {
        let edit = escaped(&edit?);
        Some(match takes.get(at) {
            Some(take) => format!("- before take {}, {edit}", take.id),
            None => format!("- after the last take, {edit}"),
        })
    };
    let lines: Vec<String> = listing
        .edits()
        .into_iter()
        .enumerate()
        .filter_map(line)
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

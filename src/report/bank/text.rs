//! The bank for a terminal.

use crate::bank::{Bank, Entry};
use crate::report::Look;
use crate::report::phrases::bank as words;
use crate::report::phrases::listed;
use crate::report::text::page::{Indent, Page, piece, plain};
use crate::report::text::{BOLD, DIM, GOOD, MIND, WIDEST};

/// Where what is said of a story stands.
const UNDER: Indent = Indent { first: 5, rest: 7 };

/// The bank as text; it ends in a line break.
pub(super) fn render(bank: &Bank, look: Look) -> String {
    let mut page = Page::new(look.width.clamp(60, 200).min(WIDEST));
    let flush = Indent { first: 0, rest: 0 };
    page.prose(flush, &[piece(words::number(bank), BOLD)]);
    page.prose(flush, &[plain(words::choice(bank))]);
    for (index, entry) in bank.entries.iter().enumerate() {
        page.blank();
        let chosen = bank.choice.index() == Some(index);
        title(&mut page, entry, if chosen { "→" } else { " " });
        page.prose(UNDER, &[plain(words::entry(entry))]);
        course(&mut page, entry);
        lacks(&mut page, entry);
    }
    passed_over(&mut page, bank);
    page.finish(look.paint)
}

fn title(page: &mut Page, entry: &Entry, mark: &str) {
    let rank = entry
        .pain
        .map_or_else(|| "–".to_owned(), |pain| pain.to_string());
    page.line(vec![
        piece(format!("{mark} "), GOOD),
        plain(format!("{rank:<3}")),
        piece(&entry.title, BOLD),
        piece(format!("  {}", entry.file), DIM),
    ]);
}

fn course(page: &mut Page, entry: &Entry) {
    if entry.course.is_empty() {
        return;
    }
    let points: Vec<String> = entry.course.iter().map(words::point).collect();
    let line = format!("takes, rollback/decision: {}", points.join("; "));
    page.prose(UNDER, &[plain(line)]);
}

fn lacks(page: &mut Page, entry: &Entry) {
    let lacks: Vec<String> = entry.lacks.iter().map(words::lack).collect();
    if lacks.is_empty() {
        page.prose(UNDER, &[piece("lacks nothing", GOOD)]);
    } else {
        page.prose(UNDER, &[piece("lacks:", MIND), plain(lacks.join("; "))]);
    }
}

fn passed_over(page: &mut Page, bank: &Bank) {
    if bank.passed_over.is_empty() {
        return;
    }
    let files = bank.passed_over.iter();
    let files: Vec<String> = files
        .map(|passed| format!("{} ({})", passed.file, passed.why))
        .collect();
    page.blank();
    let line = format!("Passed over: {}.", listed(&files));
    page.prose(Indent { first: 0, rest: 2 }, &[piece(line, DIM)]);
}

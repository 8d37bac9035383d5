//! The takes of a story for a terminal.

use super::page::{Indent, Page, left, piece, plain, right, width};
use super::{BODY, DIM, WIDEST};
use crate::analysis::Verdict;
use crate::comparison::Rehearsal;
use crate::report::history::{HEADS, Listing, cells};
use crate::report::{Look, phrases};

/// A narrower line has no room for the time of day and the year.
const WITH_TIME_OF_DAY: usize = 78;

/// The history as text; without takes there is none.
pub(in crate::report) fn render(listing: &Listing<'_>, look: Look) -> String {
    let mut page = Page::new(look.width.clamp(60, 200).min(WIDEST));
    if listing.history.takes.is_empty() {
        return String::new();
    }
    let mut rows: Vec<[String; 8]> = listing.history.takes.iter().map(cells).collect();
    let mut heads = HEADS.map(str::to_owned);
    if page.width() < WITH_TIME_OF_DAY {
        "day".clone_into(&mut heads[1]);
        for (cells, take) in rows.iter_mut().zip(&listing.history.takes) {
            cells[1] = take.summary.recorded_at.strftime("%b %d").to_string();
        }
    }
    let columns = columns(&rows, &heads);
    page.line(vec![piece(row(&heads, columns), DIM)]);
    let edits = listing.edits();
    for ((take, cells), edit) in listing.history.takes.iter().zip(&rows).zip(&edits) {
        edited(&mut page, edit.as_deref());
        page.line(vec![piece(row(cells, columns), colour(take))]);
        let ending = phrases::ending(take.summary.ending);
        edited(&mut page, ending.strip_prefix(", "));
    }
    edited(&mut page, edits.get(rows.len()).and_then(Option::as_deref));
    page.blank();
    page.prose(BODY, &[plain(listing.enough().unwrap_or_default())]);
    page.finish(look.paint)
}

fn columns(rows: &[[String; 8]], heads: &[String; 8]) -> [usize; 8] {
    let mut widths = [0; 8];
    for cells in rows.iter().chain([heads]) {
        for (at, cell) in cells.iter().enumerate() {
            widths[at] = widths[at].max(width(cell));
        }
    }
    widths
}

fn row(cells: &[String; 8], columns: [usize; 8]) -> String {
    let parts: Vec<String> = (0..8)
        .map(|at| match at {
            1 | 6 => left(&cells[at], columns[at]),
            _ => right(&cells[at], columns[at]),
        })
        .collect();
    parts.join(if columns[1] > 10 { "  " } else { " " })
}

fn colour(take: &Rehearsal) -> anstyle::Style {
    match take.summary.verdict {
        Verdict::Within => super::GOOD,
        Verdict::Warn | Verdict::Fail => anstyle::Style::new(),
    }
}

fn edited(page: &mut Page, edit: Option<&str>) {
    if let Some(edit) = edit {
        page.prose(Indent { first: 6, rest: 8 }, &[piece(edit, DIM)]);
    }
}

//! The sentences for a terminal, under the sections they stand in.

use super::{Line, Sheet, described, when};
use crate::report::text::page::{Indent, Page, piece, plain};
use crate::report::text::{BODY, BOLD, DIM, WIDEST, heading};
use crate::report::{Look, phrases};

/// The sheet as text; it ends in a line break.
pub(super) fn render(sheet: &Sheet<'_>, look: Look) -> String {
    let mut page = Page::new(look.width.clamp(60, 200).min(WIDEST));
    let report = &sheet.report;
    page.line(vec![piece(&report.story.title, BOLD)]);
    if let Some(number) = report.take.number {
        page.line(vec![piece(format!("take {number}"), DIM)]);
    }
    for passage in sheet
        .lines()
        .chunk_by(|a, b| (a.role, a.section) == (b.role, b.section))
    {
        heading(&mut page, vec![piece(&passage[0].heading, BOLD)]);
        for line in passage {
            sentence(&mut page, sheet, line);
        }
    }
    corrections(&mut page, sheet);
    page.finish(look.paint)
}

fn sentence(page: &mut Page, sheet: &Sheet<'_>, line: &Line) {
    let number = format!("{}.", line.number);
    let text = sheet.report.transcript.text(line.words.clone());
    let indent = Indent {
        first: 6_usize.saturating_sub(number.len()),
        rest: 7,
    };
    let second = line.span.start().to_string();
    let mut pieces = vec![piece(number, DIM), piece(second, BOLD), plain(text)];
    pieces.extend(line.placed.then(|| piece(phrases::PLACED, DIM)));
    page.prose(indent, &pieces);
}

fn corrections(page: &mut Page, sheet: &Sheet<'_>) {
    page.blank();
    if sheet.corrections.all.is_empty() {
        page.prose(Indent { first: 0, rest: 0 }, &[plain(phrases::UNCORRECTED)]);
        return;
    }
    page.line(vec![piece("Put right", BOLD)]);
    for correction in &sheet.corrections.all {
        let when = format!("{}. {}", correction.id, when(correction));
        let what = described(correction, sheet.report.story);
        page.prose(BODY, &[piece(when, BOLD), plain(what)]);
    }
}

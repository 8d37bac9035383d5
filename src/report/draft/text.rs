//! The draft for a terminal: the split first, then the sections, the cause, what to change, and the lengths.

mod cause;

mod sections;

use super::{DraftReport, line};
use crate::report::phrases::{self, paper};
use crate::report::text::page::{Indent, Page, piece, plain};
use crate::report::text::{
    BODY, BOLD, DIM, FAR, GOOD, MIND, WIDEST, bars, heading, of_verdict, quoted,
};
use crate::report::{Look, text};
use crate::rules::cause::Grade;
use crate::rules::{Finding, Severity};

/// More than a nervous person can keep in mind is no help.
const MOST: usize = 5;

/// The draft as text; it ends in a line break.
pub(super) fn render(report: &DraftReport<'_>, look: Look) -> String {
    let mut page = Page::new(look.width.clamp(60, 200).min(WIDEST));
    title(&mut page, report);
    if report.draft.words > 0 {
        bars::both(&mut page, report.story, &report.draft.split);
        page.blank();
        verdict(&mut page, report);
        sections::draw(&mut page, report.draft);
        cause::draw(&mut page, report);
    }
    advice(&mut page, report);
    lengths(&mut page, report);
    also(&mut page, report);
    page.finish(look.paint)
}

fn title(page: &mut Page, report: &DraftReport<'_>) {
    let none = Indent { first: 0, rest: 0 };
    page.prose(none, &[piece(&report.story.title, BOLD)]);
    let length = if report.draft.words == 0 {
        "on paper: nothing yet".to_owned()
    } else {
        paper::length(report.draft)
    };
    page.prose(none, &[piece(length, DIM)]);
    page.blank();
}

fn verdict(page: &mut Page, report: &DraftReport<'_>) {
    let draft = report.draft;
    let grade = draft.cause.grade();
    let colour = match grade {
        Grade::Strong => GOOD,
        Grade::Partial => MIND,
        Grade::Missing => FAR,
    };
    let place = draft.cause.statement.as_ref().and_then(line);
    let cause = paper::cause_at_a_glance(grade, draft.status, place);
    let split = paper::split(&draft.split);
    page.prose(BODY, &[piece(split, of_verdict(draft.split.verdict))]);
    page.prose(BODY, &[piece(cause, colour)]);
}

/// The weightiest findings, with their words, why they matter, and what to write instead.
fn advice(page: &mut Page, report: &DraftReport<'_>) {
    let draft = report.draft;
    if draft.words > 0 {
        heading(page, vec![piece("To change", BOLD)]);
    }
    if draft.findings.is_empty() {
        page.prose(BODY, &[plain(paper::nothing_to_do(draft))]);
    }
    for (at, finding) in draft.findings.iter().take(MOST).enumerate() {
        advise(page, at + 1, finding);
    }
    let rest = draft.findings.len().saturating_sub(MOST);
    if rest > 0 {
        let more = format!("and {rest} more once these are done");
        page.prose(BODY, &[piece(more, DIM)]);
    }
}

fn advise(page: &mut Page, number: usize, finding: &Finding) {
    let colour = match finding.severity {
        Severity::Fail => FAR,
        Severity::Warn => MIND,
        Severity::Note => DIM,
    };
    let mut head = vec![
        piece(format!("{number}."), BOLD),
        piece(phrases::headline(finding.rule, finding.severity), colour),
    ];
    head.extend(line(&finding.quote).map(on_line));
    head.extend(quoted(&finding.quote.text, None));
    page.prose(Indent { first: 2, rest: 5 }, &head);
    let body = Indent { first: 5, rest: 5 };
    page.prose(body, &[plain(phrases::why(finding.rule))]);
    let instead = plain(phrases::instead(finding.rule));
    page.prose(body, &[piece("Instead:", BOLD), instead]);
}

fn on_line(line: usize) -> text::page::Piece {
    piece(format!("line {line}"), BOLD)
}

fn lengths(page: &mut Page, report: &DraftReport<'_>) {
    if report.draft.moves.is_empty() {
        return;
    }
    heading(page, vec![piece("Lengths", BOLD)]);
    for change in &report.draft.moves {
        page.prose(
            Indent { first: 2, rest: 4 },
            &[plain(paper::change(change))],
        );
    }
}

fn also(page: &mut Page, report: &DraftReport<'_>) {
    let remarks = paper::remarks(report.draft);
    if !remarks.is_empty() {
        heading(page, vec![piece("Also", BOLD)]);
    }
    for remark in remarks {
        page.prose(Indent { first: 2, rest: 4 }, &[plain(remark)]);
    }
}

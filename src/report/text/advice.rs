//! What to do next, at most three things.

use super::page::{Indent, Page, piece, plain};
use super::{BODY, BOLD, DIM, FAR, MIND, heading, quoted};
use crate::analysis::Analysis;
use crate::report::phrases;
use crate::rules::{Finding, Severity};

/// More than a nervous person can keep in mind is no help.
const MOST: usize = 3;

/// The weightiest findings, with their words, why they matter, and what to say instead.
pub(super) fn draw(page: &mut Page, analysis: &Analysis) {
    heading(page, vec![piece("To do next", BOLD)]);
    if analysis.findings.is_empty() {
        let (split, grade) = (analysis.split.verdict, analysis.cause.grade());
        let calm = phrases::nothing_to_do(split, grade, analysis.status);
        page.prose(BODY, &[plain(calm)]);
    }
    for (at, finding) in analysis.findings.iter().take(MOST).enumerate() {
        advise(page, at + 1, finding);
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
    head.extend(quoted(&finding.quote.text, finding.quote.place.start()));
    page.prose(Indent { first: 2, rest: 5 }, &head);
    let body = Indent { first: 5, rest: 5 };
    page.prose(body, &[plain(phrases::why(finding.rule))]);
    page.prose(
        body,
        &[
            piece("Instead:", BOLD),
            plain(phrases::instead(finding.rule)),
        ],
    );
}

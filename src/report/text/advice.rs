//! What to do next, at most three things.

use super::page::{Indent, Page, piece, plain};
use super::{BOLD, DIM, FAR, GOOD, MIND, heading, quoted};
use crate::report::phrases;
use crate::rules::{Finding, Severity};

/// More than a nervous person can keep in mind is no help.
const MOST: usize = 3;

/// The weightiest findings, with their words, why they matter, and what to say instead.
pub(super) fn draw(page: &mut Page, findings: &[Finding]) {
    heading(page, vec![piece("To do next", BOLD)]);
    if findings.is_empty() {
        let calm = piece("Nothing stands out. Tell it the same way once more.", GOOD);
        page.prose(Indent { first: 2, rest: 2 }, &[calm]);
    }
    for (at, finding) in findings.iter().take(MOST).enumerate() {
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
        piece(format!("{}:", phrases::severity(finding.severity)), colour),
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

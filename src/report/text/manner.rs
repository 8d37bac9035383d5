//! How it was told, in a few lines without a verdict.

use super::page::{Indent, Page, piece, plain};
use super::{BOLD, heading};
use crate::report::{Report, phrases};

/// The lines, each a fact.
pub(super) fn draw(page: &mut Page, report: &Report<'_>) {
    heading(page, vec![piece("How it was told", BOLD)]);
    for line in phrases::delivery::lines(report.analysis, report.story) {
        page.prose(Indent { first: 2, rest: 4 }, &[plain(line)]);
    }
}

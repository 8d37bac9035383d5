//! Whether the paper says that the author was the cause, with the line that says it.

use crate::report::by_place;
use crate::report::draft::{DraftReport, line};
use crate::report::phrases::{self, paper};
use crate::report::text::page::{Indent, Page, gap, left, piece, plain, width};
use crate::report::text::{BODY, BOLD, DIM, FAR, GOOD, MIND, QUOTE, heading, quoted};
use crate::rules::cause::{Grade, Ingredient};

/// The grade, the sentence, its ingredients, and what to write where for those that are missing.
pub(super) fn draw(page: &mut Page, report: &DraftReport<'_>) {
    let cause = &report.draft.cause;
    statement(page, report);
    page.blank();
    for ingredient in Ingredient::ALL {
        row(page, report, ingredient);
    }
    if !cause.depth.is_empty() {
        let links: Vec<&str> = cause.depth.iter().copied().map(phrases::link).collect();
        let line = format!(
            "How it came about, {} of 5: {}.",
            links.len(),
            phrases::listed(&links)
        );
        page.prose(BODY, &[plain(line)]);
    }
    for (after, texts) in by_place(report.advised()) {
        let place = match after.and_then(line) {
            Some(line) => format!("After line {line}, say it like this:"),
            None => "To begin with, say it like this:".to_owned(),
        };
        let text = format!("“{}”", texts.join(" "));
        let hanging = Indent { first: 2, rest: 4 };
        page.prose(hanging, &[plain(place), piece(text, QUOTE)]);
    }
}

fn statement(page: &mut Page, report: &DraftReport<'_>) {
    let cause = &report.draft.cause;
    let grade = cause.grade();
    let (head, colour) = match grade {
        Grade::Strong => (phrases::grade(grade), GOOD),
        Grade::Partial => ("half written", MIND),
        Grade::Missing => ("not found", FAR),
    };
    let pieces = vec![piece("The cause: ", BOLD), piece(head, colour)];
    heading(page, pieces);
    let Some(quote) = &cause.statement else {
        page.prose(BODY, &[plain(format!("{}.", paper::CAUSE_NOT_FOUND))]);
        return;
    };
    let mut pieces = Vec::new();
    if grade == Grade::Missing {
        pieces.push(plain(format!("{}; closest:", paper::CAUSE_NOT_FOUND)));
    }
    pieces.extend(line(quote).map(|line| piece(format!("line {line}"), BOLD)));
    pieces.extend(quoted(&quote.text, None));
    page.prose(BODY, &pieces);
}

fn row(page: &mut Page, report: &DraftReport<'_>, ingredient: Ingredient) {
    let name = phrases::ingredient(ingredient);
    let named = left(name, width(phrases::ingredient(Ingredient::Counterfactual)));
    let pieces = match report.written(ingredient) {
        Some(quote) => vec![
            piece("✓ ", GOOD),
            plain(named),
            plain("  "),
            plain(line(quote).map_or_else(String::new, |line| format!("line {line}"))),
        ],
        None => vec![piece("– ", MIND), plain(named), piece("  not found", DIM)],
    };
    let indented = std::iter::once(plain(gap(2))).chain(pieces);
    page.line(indented.collect());
}

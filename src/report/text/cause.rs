//! Whether the speaker said that they were the cause, with the words that say it.

use super::page::{Page, gap, left, piece, plain, width};
use super::{BODY, BOLD, DIM, FAR, GOOD, MIND, heading, listed, quoted};
use crate::analysis::Analysis;
use crate::report::{Report, heard, phrases};
use crate::rules::cause::{Cause, Grade, Ingredient};
use crate::telling::Quote;

/// The grade, the sentence, its ingredients, and what to do about it.
pub(super) fn draw(page: &mut Page, report: &Report<'_>) {
    let analysis = report.analysis;
    match analysis.cause.grade() {
        Grade::Missing => not_heard(page, analysis),
        grade => said(page, analysis, grade),
    }
    page.blank();
    for (ingredient, quote) in ingredients(&analysis.cause) {
        line(page, ingredient, quote);
    }
    depth(page, &analysis.cause);
    room(page, report);
    if let Some(status) = phrases::status(analysis.status) {
        page.prose(BODY, &[plain(status)]);
    }
}

fn not_heard(page: &mut Page, analysis: &Analysis) {
    heading(page, vec![piece("The cause", BOLD)]);
    let end = match &analysis.cause.statement {
        Some(_) => "; closest:",
        None => ".",
    };
    let mut pieces = vec![piece(format!("{}{end}", phrases::CAUSE_NOT_HEARD), FAR)];
    if let Some(quote) = &analysis.cause.statement {
        pieces.extend(quoted(&quote.text, quote.place.start()));
    }
    page.prose(BODY, &pieces);
}

fn said(page: &mut Page, analysis: &Analysis, grade: Grade) {
    let colour = if grade == Grade::Strong { GOOD } else { MIND };
    let pieces = vec![
        piece("The cause: ", BOLD),
        piece(phrases::grade(grade), colour),
    ];
    heading(page, pieces);
    if let Some(quote) = &analysis.cause.statement {
        page.prose(BODY, &quoted(&quote.text, quote.place.start()));
    }
}

fn ingredients(cause: &Cause) -> [(Ingredient, Option<&Quote>); 4] {
    [
        (Ingredient::CausalLink, cause.causal_link.as_ref()),
        (Ingredient::OwnAct, cause.own_act.as_ref()),
        (Ingredient::Counterfactual, cause.counterfactual.as_ref()),
        (Ingredient::Ownership, cause.ownership.as_ref()),
    ]
}

fn line(page: &mut Page, ingredient: Ingredient, quote: Option<&Quote>) {
    let name = phrases::ingredient(ingredient);
    let named = left(name, width(phrases::ingredient(Ingredient::Counterfactual)));
    let pieces = match quote {
        Some(quote) => vec![
            piece("✓ ", GOOD),
            plain(named),
            plain("  "),
            plain(heard(quote).map_or_else(String::new, |span| span.start().to_string())),
        ],
        None => vec![piece("– ", MIND), plain(named), piece("  not heard", DIM)],
    };
    let indented = std::iter::once(plain(gap(2))).chain(pieces);
    page.line(indented.collect());
}

fn depth(page: &mut Page, cause: &Cause) {
    if cause.depth.is_empty() {
        return;
    }
    let links: Vec<&str> = cause.depth.iter().copied().map(phrases::link).collect();
    let line = format!(
        "How it came about, {} of 5: {}.",
        links.len(),
        listed(&links)
    );
    page.prose(BODY, &[plain(line)]);
}

/// Where in the take the missing part would go.
fn room(page: &mut Page, report: &Report<'_>) {
    let cause = &report.analysis.cause;
    let Some(at) = report.room_for_cause() else {
        return;
    };
    let missing: Vec<&str> = ingredients(cause)
        .into_iter()
        .filter(|(_, quote)| quote.is_none())
        .map(|(ingredient, _)| phrases::ingredient(ingredient))
        .collect();
    let line = match cause.grade() {
        Grade::Strong => return,
        Grade::Partial => format!("There is room for {} at {at}.", listed(&missing)),
        Grade::Missing => format!("It would go in at {at}."),
    };
    page.prose(BODY, &[plain(line)]);
}

//! Whether the speaker said that they were the cause, with the words that say it.

use super::page::{Indent, Page, Piece, gap, left, piece, plain, width};
use super::{BODY, BOLD, DIM, FAR, GOOD, MIND, QUOTE, heading, quoted};
use crate::analysis::Analysis;
use crate::report::{Report, by_place, heard, phrases};
use crate::rules::cause::{Cause, Grade, Ingredient};
use crate::telling::Quote;
use crate::time::Span;

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
    say(page, report);
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
        pieces.extend(marked(analysis));
    }
    page.prose(BODY, &pieces);
}

/// Whose choice the quote was, where it was the speaker's.
fn marked(analysis: &Analysis) -> Option<Piece> {
    let is_marked = analysis.put_right.cause;
    is_marked.then(|| piece(phrases::MARKED, DIM))
}

fn said(page: &mut Page, analysis: &Analysis, grade: Grade) {
    let colour = if grade == Grade::Strong { GOOD } else { MIND };
    let pieces = vec![
        piece("The cause: ", BOLD),
        piece(phrases::grade(grade), colour),
    ];
    heading(page, pieces);
    if let Some(quote) = &analysis.cause.statement {
        let mut pieces = quoted(&quote.text, quote.place.start());
        pieces.extend(marked(analysis));
        page.prose(BODY, &pieces);
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
        phrases::listed(&links)
    );
    page.prose(BODY, &[plain(line)]);
}

/// What to say for what is missing, and where in the take it would have gone.
fn say(page: &mut Page, report: &Report<'_>) {
    for (after, texts) in by_place(report.advised()) {
        let place = phrases::say_at(after.and_then(heard).map(Span::end));
        let text = format!("“{}”", texts.join(" "));
        let hanging = Indent { first: 2, rest: 4 };
        page.prose(hanging, &[plain(place), piece(text, QUOTE)]);
    }
}

//! A comparison for a terminal: enough or not, the table, the course, the words, the paper.

use super::page::{Indent, Page, clipped, left, piece, plain, right, width};
use super::{BODY, BOLD, DIM, GOOD, MIND, WIDEST, chart, heading, quoted};
use crate::report::Look;
use crate::report::compared::{Compared, Outline, Survived, TableRow, Tone};
use anstyle::Style;

/// So many takes are shown one by one.
const ONE_BY_ONE: usize = 6;

/// The comparison as text; it ends in a line break.
pub(in crate::report) fn render(compared: &Compared<'_>, look: Look) -> String {
    let outline = Outline::of(compared, ONE_BY_ONE);
    let mut page = Page::new(look.width.clamp(60, 200).min(WIDEST));
    page.prose(Indent { first: 0, rest: 0 }, &[piece(&outline.title, BOLD)]);
    page.line(vec![piece(&outline.subtitle, DIM)]);
    page.blank();
    page.prose(BODY, &[piece(&outline.enough.1, style(outline.enough.0))]);
    table(&mut page, &outline);
    chart::draw(&mut page, compared.comparison.course);
    findings(&mut page, &outline);
    statements(&mut page, &outline.statements);
    drift(&mut page, &outline);
    notes(&mut page, &outline.notes);
    page.finish(look.paint)
}

fn style(tone: Tone) -> Style {
    match tone {
        Tone::Good => GOOD,
        Tone::Mind => MIND,
        Tone::Plain => Style::new(),
    }
}

/// The widths of the five columns after the name.
fn columns(outline: &Outline) -> [usize; 5] {
    let rows = outline
        .split
        .iter()
        .chain(&outline.sections)
        .chain(&outline.sum_of_best);
    let mut widths = [0, 1, 2, 3, 4].map(|at| width(&outline.heads[at]));
    for row in rows {
        for (at, cell) in row.cells.iter().enumerate() {
            widths[at] = widths[at].max(width(cell));
        }
    }
    widths
}

fn table(page: &mut Page, outline: &Outline) {
    let columns = columns(outline);
    let taken: usize = columns.iter().map(|column| column + 2).sum();
    let rows = outline
        .split
        .iter()
        .chain(&outline.sections)
        .chain(&outline.sum_of_best);
    let widest = rows.map(|row| width(&row.name)).max().unwrap_or_default();
    let name = widest.min(page.width().saturating_sub(taken + 2)).max(8);
    let heads = TableRow {
        name: String::new(),
        cells: outline.heads.clone(),
        tone: Tone::Plain,
    };
    page.blank();
    line(page, &heads, (name, columns, DIM));
    for row in &outline.split {
        line(page, row, (name, columns, BOLD));
    }
    page.blank();
    for row in &outline.sections {
        line(page, row, (name, columns, Style::new()));
    }
    if let Some(row) = &outline.sum_of_best {
        line(page, row, (name, columns, DIM));
    }
    if let Some(shared) = outline.shared {
        page.prose(BODY, &[piece(shared, DIM)]);
    }
}

fn line(page: &mut Page, row: &TableRow, frame: (usize, [usize; 5], Style)) {
    let (name, columns, look) = frame;
    let mut pieces = vec![
        plain("  "),
        piece(left(&clipped(&row.name, name), name), look),
    ];
    for (at, cell) in row.cells.iter().enumerate() {
        let look = match at {
            0 => look,
            2 if row.tone != Tone::Plain => style(row.tone),
            _ if look == BOLD => Style::new(),
            _ => look,
        };
        pieces.push(piece(format!("  {}", right(cell, columns[at])), look));
    }
    page.line(pieces);
}

fn findings(page: &mut Page, outline: &Outline) {
    heading(
        page,
        vec![piece(format!("Findings since {}", outline.heads[1]), BOLD)],
    );
    for (tone, finding) in &outline.findings {
        let hanging = Indent { first: 2, rest: 9 };
        page.prose(hanging, &[piece(finding, style(*tone))]);
    }
    if outline.findings.is_empty() {
        page.prose(BODY, &[plain("None, then or now.")]);
    }
}

fn statements(page: &mut Page, statements: &[Survived]) {
    heading(
        page,
        vec![piece("What must be said, and where it was", BOLD)],
    );
    let name = statements.iter().map(|survived| width(survived.name)).max();
    for survived in statements {
        page.line(vec![
            plain(format!(
                "  {}  ",
                left(survived.name, name.unwrap_or_default())
            )),
            piece(&survived.summary, style(survived.tone)),
        ]);
        for (id, said) in &survived.takes {
            let mut pieces = vec![piece(format!("take {id}"), DIM)];
            match said {
                Some((start, quote)) => pieces.extend(quoted(quote, Some(*start))),
                None => pieces.push(piece("not said", DIM)),
            }
            page.prose(Indent { first: 4, rest: 6 }, &pieces);
        }
    }
}

fn drift(page: &mut Page, outline: &Outline) {
    let heads = outline.voices.iter().map(|id| format!("take {id}"));
    let heads: Vec<String> = ["", "paper"]
        .map(str::to_owned)
        .into_iter()
        .chain(heads)
        .collect();
    let column = heads
        .iter()
        .map(|head| width(head))
        .max()
        .unwrap_or_default();
    let name = outline
        .drift
        .iter()
        .map(|cells| width(&cells[0]))
        .max()
        .unwrap_or_default();
    let room = page.width().saturating_sub(2 + name + 2 + column) / (column + 2);
    let hidden = outline.voices.len().saturating_sub(room);
    heading(
        page,
        vec![piece("Paper and voice, as shares of the whole", BOLD)],
    );
    let row = |cells: &[String]| {
        let shown = cells[1..2].iter().chain(&cells[2 + hidden..]);
        let shown: Vec<String> = shown.map(|cell| right(cell, column)).collect();
        format!("  {}  {}", left(&cells[0], name), shown.join("  "))
    };
    page.line(vec![piece(row(&heads), DIM)]);
    for cells in &outline.drift {
        page.line(vec![plain(row(cells))]);
    }
}

fn notes(page: &mut Page, notes: &[String]) {
    if notes.is_empty() {
        return;
    }
    heading(page, vec![piece("To know", BOLD)]);
    for note in notes {
        page.prose(Indent { first: 2, rest: 4 }, &[plain(note)]);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::comparison::tests::{any_history, good};
    use crate::comparison::{History, Selection, compare};
    use crate::report::Paint;
    use crate::report::compared::Form;
    use crate::report::history;

    fn look(width: usize) -> Look {
        Look {
            width,
            paint: Paint::Plain,
        }
    }

    #[test]
    fn good_takes_are_enough() {
        let history = History {
            takes: vec![good(1), good(2), good(3)],
            paper: None,
        };
        let comparison = compare(&history, &Selection::Latest).expect("three takes");
        let compared = Compared {
            comparison: &comparison,
            story_path: "surcharge.md",
        };
        let text = compared.render(Form::Text, look(80));
        let top: Vec<&str> = text.lines().take(16).collect();
        insta::assert_snapshot!(top.join("\n"), @"
        The surcharge column
        take 3 against take 2; it is the best so far

          Enough: takes 1-3 are complete and within their bands. Leave it there.

                           take 3  take 2  change      best  target
          Rollback           0:30    0:30    same  0:30 (3)    0:30
          Decision           1:30    1:30    same  1:30 (3)    1:30
          Whole story        2:30    2:30    same  2:30 (3)    2:30

          context            0:15    0:15    same  0:15 (3)   ~0:25
          failure            0:15    0:15    same  0:15 (3)   ~0:25
          cause              0:45    0:45    same  0:45 (3)   ~0:25
          rollback           0:30    0:30    same  0:30 (3)   ~0:25
          lesson             0:15    0:15    same  0:15 (3)   ~0:25
          change             0:30    0:30    same  0:30 (3)   ~0:25
        ");
    }

    #[test]
    fn a_thousand_takes_fit_on_the_page() {
        let history = History {
            takes: (1..=1_000).map(good).collect(),
            paper: None,
        };
        let comparison = compare(&history, &Selection::All).expect("many takes");
        let compared = Compared {
            comparison: &comparison,
            story_path: "surcharge.md",
        };
        let text = compared.render(Form::Text, look(60));
        assert!(text.lines().count() < 90, "{text}");
        assert!(text.contains("in a column at their median"), "{text}");
        assert!(text.contains("said in all 1000 takes"), "{text}");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn no_line_is_wider_than_the_page(history in any_history(), columns in 60usize..=200) {
            let comparison = compare(&history, &Selection::All).expect("two takes");
            let compared = Compared { comparison: &comparison, story_path: "story.md" };
            let listing = history::Listing { history: &history, story_path: "story.md" };
            for text in [
                compared.render(Form::Text, look(columns)),
                listing.render(history::Form::Text, look(columns)),
            ] {
                for line in text.lines() {
                    prop_assert!(width(line) <= columns, "{} > {columns}: {line:?}", width(line));
                }
            }
        }

        #[test]
        fn every_form_can_be_written(history in any_history(), columns in 0usize..400) {
            let comparison = compare(&history, &Selection::Latest).expect("two takes");
            let compared = Compared { comparison: &comparison, story_path: "story.md" };
            for form in [Form::Text, Form::Json, Form::Markdown, Form::Html, Form::Csv] {
                prop_assert!(compared.render(form, look(columns)).ends_with('\n'));
            }
            let listing = history::Listing { history: &history, story_path: "story.md" };
            for form in [history::Form::Text, history::Form::Json, history::Form::Markdown, history::Form::Csv] {
                prop_assert!(listing.render(form, look(columns)).ends_with('\n'));
            }
        }
    }
}

//! The sections on paper: words, the seconds they would take, and their share.

use crate::draft::{Draft, WrittenSection};
use crate::report::phrases;
use crate::report::text::page::{Page, clipped, left, piece, plain, right, width};
use crate::report::text::{BODY, BOLD, DIM, bars, heading};
use crate::story::Bucket;

/// The longest bar; more adds nothing that the eye can use.
const LONGEST_BAR: usize = 40;

/// What a section of neither bucket is drawn with.
const NEITHER: char = '░';

/// The columns of the table.
struct Columns {
    heading: usize,
    time: usize,
    words: usize,
    bar: usize,
    most: usize,
}

/// The table with its heading, and what is still to write.
pub(super) fn draw(page: &mut Page, draft: &Draft) {
    let columns = columns(draft, page.width());
    heading(page, vec![piece("Sections", BOLD)]);
    for section in &draft.sections {
        row(page, section, &columns);
    }
    let unwritten: Vec<&str> = draft.unwritten.iter().map(|role| role.name()).collect();
    if !unwritten.is_empty() {
        let line = format!("Still to write: {}.", phrases::listed(&unwritten));
        page.prose(BODY, &[piece(line, DIM)]);
    }
}

fn columns(draft: &Draft, width_of_page: usize) -> Columns {
    let widest = |text: fn(&WrittenSection) -> String| {
        let sections = draft.sections.iter();
        sections.map(|s| width(&text(s))).max().unwrap_or(0)
    };
    let heading = widest(|s| s.heading.clone()).clamp(8, width_of_page / 3);
    let (time_columns, words_columns) = (widest(time), widest(words));
    let taken = 2 + heading + 2 + time_columns + 2 + words_columns + 2 + 2 + 4;
    Columns {
        heading,
        time: time_columns,
        words: words_columns,
        bar: width_of_page.saturating_sub(taken).clamp(4, LONGEST_BAR),
        most: draft.sections.iter().map(|s| s.words).max().unwrap_or(0),
    }
}

fn time(section: &WrittenSection) -> String {
    let target = section.target.map(|target| format!(" of {target}"));
    format!("{}{}", section.time, target.unwrap_or_default())
}

fn words(section: &WrittenSection) -> String {
    match section.words {
        1 => "1 word".to_owned(),
        words => format!("{words} words"),
    }
}

fn row(page: &mut Page, section: &WrittenSection, columns: &Columns) {
    let fill = match section.role.bucket() {
        Some(Bucket::Rollback) => bars::ROLLBACK,
        Some(Bucket::Decision) => bars::DECISION,
        None => NEITHER,
    };
    let cells = section.words * columns.bar / columns.most.max(1);
    let cells = cells.max(usize::from(section.words > 0));
    let bar: String = std::iter::repeat_n(fill, cells).collect();
    let percent = format!("{:.0}%", section.share * 100.0);
    page.line(vec![
        plain("  "),
        plain(left(
            &clipped(&section.heading, columns.heading),
            columns.heading,
        )),
        plain("  "),
        plain(left(&time(section), columns.time)),
        plain("  "),
        piece(right(&words(section), columns.words), DIM),
        plain("  "),
        plain(left(&bar, columns.bar)),
        plain("  "),
        plain(right(&percent, 4)),
    ]);
}

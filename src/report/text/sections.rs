//! The sections: how long each was told, against the others and against the paper.

use super::page::{Page, clipped, left, piece, plain, right, width};
use super::{BOLD, DIM, bars, heading};
use crate::analysis::{Analysis, SectionTime};
use crate::story::{Bucket, Role};
use crate::time::{Millis, Span};

/// Less doubt than this is not worth a column.
const WORTH_SAYING: Millis = Millis(2_000);

/// The longest bar; more adds nothing that the eye can use.
const LONGEST_BAR: usize = 40;

/// What a section of neither bucket is drawn with.
const NEITHER: char = '░';

/// A row of the table, before it is laid out.
struct Row {
    heading: String,
    time: String,
    doubt: String,
    seconds: Millis,
    fill: char,
    told: String,
    paper: String,
}

/// The columns of the table.
struct Columns {
    heading: usize,
    time: usize,
    doubt: usize,
    bar: usize,
    longest: f64,
}

/// The table with its heading.
pub(super) fn draw(page: &mut Page, analysis: &Analysis) {
    let mut rows: Vec<Row> = analysis.sections.iter().map(row).collect();
    if analysis.aside >= Millis(500) {
        rows.push(aside(analysis));
    }
    let columns = columns(&rows, page.width());
    let spent = 2 + columns.heading + 2 + columns.time + columns.doubt + 2 + columns.bar + 2;
    heading(
        page,
        vec![
            piece(left("Sections", spent), BOLD),
            piece("told  paper", DIM),
        ],
    );
    for row in &rows {
        line(page, row, &columns);
    }
}

fn row(section: &SectionTime) -> Row {
    let target = section
        .target
        .map(|target| format!(" of {target}"))
        .unwrap_or_default();
    let doubt = section.range.around(section.seconds);
    let told = section.seconds > Millis::ZERO;
    Row {
        heading: section.heading.clone(),
        time: format!("{}{target}", section.seconds),
        doubt: if doubt < WORTH_SAYING {
            String::new()
        } else if told {
            format!(" ±{} s", doubt.seconds().round())
        } else {
            format!(" ≤{} s", doubt.seconds().round())
        },
        seconds: section.seconds,
        fill: fill(section.role),
        told: if told {
            percent(section.share)
        } else {
            "–".to_owned()
        },
        paper: if section.section.is_some() {
            percent(section.paper_share)
        } else {
            "–".to_owned()
        },
    }
}

fn aside(analysis: &Analysis) -> Row {
    let told = analysis.clock.told.map_or(Millis::ZERO, Span::length);
    let share = analysis.aside.seconds() / told.seconds().max(0.001);
    Row {
        heading: "aside".to_owned(),
        time: analysis.aside.to_string(),
        doubt: String::new(),
        seconds: analysis.aside,
        fill: NEITHER,
        told: percent(share),
        paper: "–".to_owned(),
    }
}

fn fill(role: Role) -> char {
    match role.bucket() {
        Some(Bucket::Rollback) => bars::ROLLBACK,
        Some(Bucket::Decision) => bars::DECISION,
        None => NEITHER,
    }
}

fn percent(share: f64) -> String {
    format!("{:.0}%", (share * 100.0).clamp(0.0, 999.0))
}

fn columns(rows: &[Row], width_of_page: usize) -> Columns {
    let widest = |text: fn(&Row) -> &str| rows.iter().map(|r| width(text(r))).max().unwrap_or(0);
    let heading = widest(|row| &row.heading).clamp(8, width_of_page / 3);
    let (time, doubt) = (widest(|row| &row.time), widest(|row| &row.doubt));
    let taken = 2 + heading + 2 + time + doubt + 2 + 2 + "told  paper".len();
    let seconds = rows.iter().map(|row| row.seconds.seconds());
    Columns {
        heading,
        time,
        doubt,
        bar: width_of_page.saturating_sub(taken).clamp(4, LONGEST_BAR),
        longest: seconds.fold(0.0, f64::max),
    }
}

fn line(page: &mut Page, row: &Row, columns: &Columns) {
    let length = row.seconds.seconds().max(0.0) / columns.longest.max(0.001);
    let cells = (length * columns.bar as f64).round() as usize;
    let cells = cells.max(usize::from(row.seconds > Millis::ZERO));
    let bar: String = std::iter::repeat_n(row.fill, cells.min(columns.bar)).collect();
    page.line(vec![
        plain("  "),
        plain(left(
            &clipped(&row.heading, columns.heading),
            columns.heading,
        )),
        plain("  "),
        plain(left(&row.time, columns.time)),
        piece(left(&row.doubt, columns.doubt), DIM),
        plain("  "),
        plain(left(&bar, columns.bar)),
        plain("  "),
        plain(right(&row.told, 4)),
        piece(format!("  {}", right(&row.paper, 5)), DIM),
    ]);
}

//! The two bars against their targets.

use anstyle::Style;

use super::page::{Page, gap, left, piece, plain, right, width};
use super::{BODY, BOLD, DIM, FAR, GOOD, MIND, of_verdict};
use crate::alignment::Range;
use crate::analysis::Split;
use crate::bands::{Aim, Standing};
use crate::report::{Report, phrases};
use crate::rules::cause::Grade;
use crate::story::{Bucket, Story};
use crate::time::Millis;

/// What a second of the decision is drawn with.
pub(in crate::report) const DECISION: char = '█';

/// What a second of the rollback is drawn with.
pub(in crate::report) const ROLLBACK: char = '▒';

/// One of the two.
struct Row {
    name: &'static str,
    fill: char,
    seconds: Millis,
    aim: Aim,
    standing: Standing,
    words: &'static str,
}

/// The bars, what the marks mean, and the verdict in words.
pub(super) fn draw(page: &mut Page, report: &Report<'_>) {
    both(page, report.story, &report.analysis.split);
    if let Some(line) = phrases::unsure(report.story, &report.analysis.split) {
        page.prose(BODY, &[piece(line, DIM)]);
    }
    page.blank();
    verdict(page, report);
}

/// The two bars and what the marks mean.
pub(in crate::report) fn both(page: &mut Page, story: &Story, split: &Split) {
    let rows = [
        row(
            "Rollback",
            ROLLBACK,
            Aim::of(story, Bucket::Rollback),
            (split.rollback, split.rollback_range),
        ),
        row(
            "Decision",
            DECISION,
            Aim::of(story, Bucket::Decision),
            (split.decision, split.decision_range),
        ),
    ];
    let widest = |text: fn(&Row) -> String| rows.iter().map(|r| width(&text(r))).max().unwrap_or(0);
    let time = widest(|row| row.seconds.to_string());
    let target = widest(|row| row.aim.target.to_string());
    let words = widest(|row| row.words.to_owned());
    let before = 2 + 8 + 2 + time + 4 + target + 2;
    let cells = page.width().saturating_sub(before + 2 + words).max(8);
    for row in &rows {
        let colour = colour(row);
        page.line(vec![
            plain("  "),
            piece(left(row.name, 8), BOLD),
            plain("  "),
            piece(right(&row.seconds.to_string(), time), BOLD),
            plain(format!(" of {}", left(&row.aim.target.to_string(), target))),
            plain("  "),
            piece(bar(row, cells, scale(&rows)), colour),
            plain("  "),
            piece(row.words, colour),
        ]);
    }
    page.line(vec![piece(
        format!("{}[ ] good   | target", gap(before)),
        DIM,
    )]);
}

fn verdict(page: &mut Page, report: &Report<'_>) {
    let analysis = report.analysis;
    let grade = analysis.cause.grade();
    let colour = match grade {
        Grade::Strong => GOOD,
        Grade::Partial => MIND,
        Grade::Missing => FAR,
    };
    let split = phrases::split(&analysis.split);
    let statement = analysis.cause.statement.as_ref();
    let when = statement.and_then(|quote| quote.place.start());
    let cause = phrases::cause_at_a_glance(grade, analysis.status, when);
    page.prose(BODY, &[piece(split, of_verdict(analysis.split.verdict))]);
    page.prose(BODY, &[piece(cause, colour)]);
}

fn row(name: &'static str, fill: char, aim: Aim, told: (Millis, Range)) -> Row {
    let (seconds, range) = told;
    Row {
        name,
        fill,
        seconds,
        aim,
        standing: aim.standing(seconds),
        words: phrases::standing_within(aim, seconds, range),
    }
}

fn colour(row: &Row) -> Style {
    match row.standing {
        Standing::Within => GOOD,
        Standing::Short | Standing::Long | Standing::Untold => MIND,
        Standing::FarShort | Standing::FarLong => FAR,
    }
}

/// The seconds both bars have room for, so that their lengths can be compared.
fn scale(rows: &[Row]) -> f64 {
    let ends = rows.iter().flat_map(|row| [row.seconds, row.aim.band.high]);
    let longest = ends.map(Millis::seconds).fold(0.0, f64::max);
    longest * 1.05
}

fn bar(row: &Row, cells: usize, scale: f64) -> String {
    let at = |moment: Millis| -> usize {
        let share = moment.seconds().max(0.0) / scale.max(1.0);
        ((share * cells as f64).round() as usize).min(cells - 1)
    };
    let mut drawn = vec!['·'; cells];
    let least = usize::from(row.seconds > Millis::ZERO);
    drawn[..at(row.seconds).max(least)].fill(row.fill);
    if row.aim.band.high > Millis::ZERO {
        drawn[at(row.aim.band.low)] = '[';
        drawn[at(row.aim.band.high)] = ']';
        drawn[at(row.aim.target)] = '|';
    }
    drawn.into_iter().collect()
}

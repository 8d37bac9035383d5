//! The split's course over all takes, drawn with characters.

use super::page::{Page, gap, left, piece, plain, right};
use super::{BOLD, DIM, heading};
use crate::comparison::Rehearsal;
use crate::time::Millis;

/// The lines of the chart; more than this is a poster.
const HEIGHT: usize = 9;

/// The columns of the scale on the left, with the axis.
const SCALE: usize = 9;

/// The most columns a take has.
const STEP: usize = 5;

const DECISION: char = '●';
const ROLLBACK: char = '○';
const BOTH: char = '◉';
const TARGET: char = '┄';

/// A column of the chart: one take, or several in a row at their median.
#[derive(Clone, Copy)]
struct Point {
    first: u32,
    rollback: Millis,
    decision: Millis,
}

/// The chart with its heading and its legend; a single take has no course.
pub(super) fn draw(page: &mut Page, course: &[Rehearsal]) {
    let Some(last) = course.last().filter(|_| course.len() > 1) else {
        return;
    };
    let targets = [last.summary.rollback.target, last.summary.decision.target];
    let columns = page.width() - SCALE - 2;
    let (points, group) = points(course, columns);
    let step = (columns / points.len()).clamp(1, STEP);
    let seconds = points
        .iter()
        .flat_map(|p| [p.rollback, p.decision])
        .chain(targets);
    let top = seconds.max().unwrap_or_default().max(Millis(1_000));
    heading(page, vec![piece(title(course.len(), group), BOLD)]);
    for line in (0..HEIGHT).rev() {
        draw_line(page, line, &points, (top, step, targets));
    }
    page.line(vec![piece(
        format!("{}└{}", gap(SCALE - 1), "─".repeat(points.len() * step)),
        DIM,
    )]);
    page.line(vec![piece(numbers(&points, step), DIM)]);
    page.line(vec![piece(
        format!(
            "{}{DECISION} decision  {ROLLBACK} rollback  {TARGET} targets",
            gap(SCALE)
        ),
        DIM,
    )]);
}

fn title(takes: usize, group: usize) -> String {
    match group {
        1 => format!("The split over {takes} takes"),
        _ => format!("The split over {takes} takes, {group} in a column at their median"),
    }
}

/// As many takes in a column as it needs for all to fit.
fn points(course: &[Rehearsal], columns: usize) -> (Vec<Point>, usize) {
    let group = course.len().div_ceil(columns.max(1)).max(1);
    let point = |takes: &[Rehearsal]| Point {
        first: takes[0].id.number(),
        rollback: median(takes.iter().map(|take| take.summary.rollback.seconds)),
        decision: median(takes.iter().map(|take| take.summary.decision.seconds)),
    };
    (course.chunks(group).map(point).collect(), group)
}

fn median(seconds: impl Iterator<Item = Millis>) -> Millis {
    let mut seconds: Vec<Millis> = seconds.collect();
    seconds.sort_unstable();
    seconds.get(seconds.len() / 2).copied().unwrap_or_default()
}

/// The line that a length falls on, from the bottom.
fn line_of(length: Millis, top: Millis) -> usize {
    let share = length.0.max(0) as f64 / top.0.max(1) as f64;
    ((share * (HEIGHT - 1) as f64).round() as usize).min(HEIGHT - 1)
}

fn draw_line(page: &mut Page, line: usize, points: &[Point], frame: (Millis, usize, [Millis; 2])) {
    let (top, step, targets) = frame;
    let on_line = |length: Millis| line_of(length, top) == line;
    let target = targets.into_iter().find(|target| on_line(*target));
    let label = match target {
        Some(target) => target.to_string(),
        None if line + 1 == HEIGHT => top.to_string(),
        None if line == 0 => Millis::ZERO.to_string(),
        None => String::new(),
    };
    let empty = if target.is_some() { TARGET } else { ' ' };
    let mut drawn = String::new();
    for point in points {
        let mark = match (on_line(point.decision), on_line(point.rollback)) {
            (true, true) => BOTH,
            (true, false) => DECISION,
            (false, true) => ROLLBACK,
            (false, false) => empty,
        };
        let before = (step - 1) / 2;
        drawn.extend(std::iter::repeat_n(empty, before));
        drawn.push(mark);
        drawn.extend(std::iter::repeat_n(empty, step - 1 - before));
    }
    page.line(vec![
        piece(format!("{} │", right(&label, SCALE - 2)), DIM),
        plain(drawn),
    ]);
}

/// The takes' numbers under their columns, as many as have room.
fn numbers(points: &[Point], step: usize) -> String {
    let mut line = gap(SCALE);
    for (at, point) in points.iter().enumerate() {
        let column = SCALE + at * step + (step - 1) / 2;
        let number = point.first.to_string();
        let start = (column + 1).saturating_sub(number.len()).max(SCALE);
        if at == 0 || start > line.trim_end().len() + 1 {
            line = left(line.trim_end(), start.max(line.trim_end().len())) + &number;
        }
    }
    line
}

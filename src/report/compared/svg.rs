//! The split's course as a picture: SVG inside a page, coloured by the page's classes.

use std::fmt::Write;

use crate::comparison::{Bar, Rehearsal};
use crate::time::Millis;

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 300.0;
const LEFT: f64 = 52.0;
const RIGHT: f64 = 16.0;
const TOP: f64 = 14.0;
const BOTTOM: f64 = 34.0;

/// The most numbers under the axis.
const NUMBERS: usize = 16;

/// With more takes than this their dots would run together.
const DOTS: usize = 80;

/// Where seconds and takes lie in the picture.
struct Frame {
    takes: usize,
    longest: f64,
}

impl Frame {
    fn of(course: &[Rehearsal]) -> Self {
        let bars = course
            .iter()
            .flat_map(|take| [take.summary.rollback, take.summary.decision]);
        let longest = bars.flat_map(|bar| [bar.seconds, bar.high]).max();
        Self {
            takes: course.len(),
            longest: longest.unwrap_or_default().seconds().max(1.0) * 1.05,
        }
    }

    fn x(&self, at: usize) -> f64 {
        let room = WIDTH - LEFT - RIGHT;
        LEFT + room * (at as f64 + 0.5) / self.takes.max(1) as f64
    }

    fn y(&self, seconds: Millis) -> f64 {
        let room = HEIGHT - TOP - BOTTOM;
        TOP + room * (1.0 - seconds.seconds().max(0.0) / self.longest)
    }
}

/// The picture; its colours are the classes `decision`, `rollback`, `axis` and `band`.
pub(super) fn draw(course: &[Rehearsal]) -> String {
    let frame = Frame::of(course);
    let mut svg = format!(
        "<svg viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"Seconds of rollback and decision in each take\">\n"
    );
    for (class, bar) in buckets() {
        if let Some(last) = course.last() {
            band(&mut svg, &frame, class, bar(last));
        }
    }
    axes(&mut svg, &frame, course);
    for (class, bar) in buckets() {
        let points: Vec<(usize, &Rehearsal)> = course.iter().enumerate().collect();
        line(&mut svg, &frame, &points, (class, bar));
    }
    svg.push_str("</svg>\n");
    svg
}

type Reading = fn(&Rehearsal) -> Bar;

fn buckets() -> [(&'static str, Reading); 2] {
    [
        ("rollback", |take| take.summary.rollback),
        ("decision", |take| take.summary.decision),
    ]
}

/// The seconds that are well, their target, and what both are called.
fn band(svg: &mut String, frame: &Frame, class: &str, bar: Bar) {
    let (top, bottom, target) = (frame.y(bar.high), frame.y(bar.low), frame.y(bar.target));
    let (width, height, end) = (WIDTH - LEFT - RIGHT, bottom - top, WIDTH - RIGHT);
    put(
        svg,
        format_args!(
            "<rect class=\"band {class}\" x=\"{LEFT}\" y=\"{top:.1}\" width=\"{width}\" height=\"{height:.1}\"/>\n\
         <line class=\"target {class}\" x1=\"{LEFT}\" x2=\"{end}\" y1=\"{target:.1}\" y2=\"{target:.1}\"/>\n\
         <text class=\"axis\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>\n",
            LEFT - 8.0,
            target + 4.0,
            bar.target
        ),
    );
}

fn axes(svg: &mut String, frame: &Frame, course: &[Rehearsal]) {
    let (base, end) = (HEIGHT - BOTTOM, WIDTH - RIGHT);
    put(
        svg,
        format_args!(
            "<path class=\"axis\" d=\"M{LEFT} {TOP}V{base}H{end}\"/>\n<text class=\"axis\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">0:00</text>\n",
            LEFT - 8.0,
            base + 4.0
        ),
    );
    let every = course.len().div_ceil(NUMBERS).max(1);
    for (at, take) in course.iter().enumerate().step_by(every) {
        put(
            svg,
            format_args!(
                "<text class=\"axis\" x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{}</text>\n",
                frame.x(at),
                base + 20.0,
                take.id
            ),
        );
    }
}

fn line(
    svg: &mut String,
    frame: &Frame,
    points: &[(usize, &Rehearsal)],
    (class, bar): (&str, Reading),
) {
    let place = |(at, take): &(usize, &Rehearsal)| (frame.x(*at), frame.y(bar(take).seconds));
    let path: Vec<String> = points
        .iter()
        .map(place)
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect();
    put(
        svg,
        format_args!(
            "<polyline class=\"{class}\" points=\"{}\"/>\n",
            path.join(" ")
        ),
    );
    if points.len() > DOTS {
        return;
    }
    for point in points {
        let (x, y) = place(point);
        let (id, seconds) = (point.1.id, bar(point.1).seconds);
        put(
            svg,
            format_args!(
                "<circle class=\"{class}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4.5\"><title>take {id}: {class} {seconds}</title></circle>\n"
            ),
        );
    }
}

fn put(svg: &mut String, what: std::fmt::Arguments<'_>) {
    svg.write_fmt(what)
        .expect("a string takes whatever is written to it");
}

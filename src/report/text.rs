//! The report for a terminal: the split first, then the sections, the cause, what to do next, and doubts.

mod advice;

pub(super) mod bars;

mod cause;

mod chart;

mod comments;

pub(super) mod compared;

pub(super) mod history;

pub(super) mod page;

mod manner;

mod sections;

use anstyle::{AnsiColor, Style};

use self::page::{Indent, Page, Piece, piece, plain};
use super::phrases::listed;
use super::{Look, Report, phrases};
use crate::analysis::{Doubt, Verdict};
use crate::time::Millis;

/// Wider lines are hard to read, so that a wider terminal stays empty on the right.
pub(super) const WIDEST: usize = 110;

pub(super) const BOLD: Style = Style::new().bold();
pub(super) const DIM: Style = Style::new().dimmed();
pub(super) const QUOTE: Style = AnsiColor::Cyan.on_default();
pub(super) const GOOD: Style = AnsiColor::Green.on_default();
pub(super) const MIND: Style = AnsiColor::Yellow.on_default();
pub(super) const FAR: Style = AnsiColor::Red.on_default();

/// Where text stands that belongs to a heading.
pub(super) const BODY: Indent = Indent { first: 2, rest: 2 };

/// The most words of a quote that are shown.
pub(super) const QUOTED: usize = 28;

/// The report as text; it ends in a line break.
pub(super) fn render(report: &Report<'_>, look: Look) -> String {
    let mut page = Page::new(look.width.clamp(60, 200).min(WIDEST));
    title(&mut page, report);
    if report.transcript.words.is_empty() {
        nothing(&mut page, report);
    } else {
        bars::draw(&mut page, report);
        sections::draw(&mut page, report.analysis);
        cause::draw(&mut page, report);
        advice::draw(&mut page, report.analysis);
        manner::draw(&mut page, report);
        doubts(&mut page, report);
    }
    put_right(&mut page, report);
    comments::draw(&mut page, report.comments);
    page.finish(look.paint)
}

fn title(page: &mut Page, report: &Report<'_>) {
    let take = report.take;
    let number = take
        .number
        .map_or_else(|| "not kept".to_owned(), |number| format!("take {number}"));
    let date = take.recorded_at.strftime("%Y-%m-%d");
    let told = report
        .analysis
        .clock
        .told
        .map(|told| format!(", {} from first word to last", told.length()))
        .unwrap_or_default();
    page.prose(
        Indent { first: 0, rest: 0 },
        &[piece(&report.story.title, BOLD)],
    );
    let ending = phrases::ending(take.ending);
    page.line(vec![piece(format!("{number}, {date}{told}{ending}"), DIM)]);
    page.blank();
}

/// A take without words has no split, and a bar of nothing would look like a verdict.
fn nothing(page: &mut Page, report: &Report<'_>) {
    let (clock, source) = (report.analysis.clock, report.take.source);
    let doubts: Vec<Doubt> = report.analysis.suspects.iter().map(|s| s.doubt).collect();
    let heard = format!("I heard no speech in this take ({}).", clock.duration);
    page.prose(BODY, &[piece(heard, BOLD)]);
    page.prose(BODY, &[plain(phrases::nothing_heard(source, &doubts))]);
}

/// The heading of a part, after an empty line.
pub(super) fn heading(page: &mut Page, pieces: Vec<Piece>) {
    page.blank();
    page.line(pieces);
}

/// A quote in quotation marks, cut in its middle where it is long, and its second.
pub(super) fn quoted(text: &str, start: Option<Millis>) -> Vec<Piece> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let shown = if words.len() > QUOTED {
        let (head, tail) = (QUOTED * 2 / 3, QUOTED / 3);
        let head = words[..head].join(" ");
        let tail = words[words.len() - tail..].join(" ");
        format!("“{head} … {tail}”")
    } else {
        format!("“{}”", words.join(" "))
    };
    let second = start.map(|start| piece(start.to_string(), BOLD));
    second
        .into_iter()
        .chain((!words.is_empty()).then(|| piece(shown, QUOTE)))
        .collect()
}

fn doubts(page: &mut Page, report: &Report<'_>) {
    let suspects = &report.analysis.suspects;
    if suspects.is_empty() {
        return;
    }
    let mut named: Vec<String> = suspects
        .iter()
        .take(3)
        .map(|suspect| {
            let (start, end) = (suspect.span.start(), suspect.span.end());
            format!("{start}-{end} ({})", phrases::doubt(suspect.doubt))
        })
        .collect();
    if suspects.len() > named.len() {
        named.push(format!("{} more", suspects.len() - named.len()));
    }
    let listed = listed(&named);
    let line = format!("Recognition is doubtful at {listed}; listen there before you trust it.");
    page.blank();
    page.prose(Indent { first: 0, rest: 0 }, &[piece(line, DIM)]);
}

fn put_right(page: &mut Page, report: &Report<'_>) {
    if let Some(line) = phrases::put_right(report.analysis.put_right.corrections) {
        page.blank();
        page.prose(Indent { first: 0, rest: 0 }, &[piece(line, DIM)]);
    }
}

/// The colour of a verdict.
pub(super) fn of_verdict(verdict: Verdict) -> Style {
    match verdict {
        Verdict::Within => GOOD,
        Verdict::Warn => MIND,
        Verdict::Fail => FAR,
    }
}

#[cfg(test)]
mod tests;

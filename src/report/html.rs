//! The report as one page for a browser: it runs nothing and loads nothing.

use std::fmt::Write;

use super::{Report, heard, one_line, phrases};
use crate::alignment::Range;
use crate::analysis::SectionTime;
use crate::bands::Aim;
use crate::comments::Comment;
use crate::rules::Finding;
use crate::story::Bucket;
use crate::telling::Quote;
use crate::time::Millis;

/// How it looks: light or dark as the reader has it, and on paper.
const STYLE: &str = include_str!("html/report.css");

/// The report as a page; it ends in a line break.
pub(super) fn render(report: &Report<'_>) -> String {
    let title = escaped(&report.story.title);
    let mut body = format!("<h1>{title}</h1>\n{}", about(report));
    if report.transcript.words.is_empty() {
        let duration = report.analysis.clock.duration;
        let _ = writeln!(body, "<p>I heard no speech in this take ({duration}).</p>");
    } else {
        body.push_str(&split(report));
        body.push_str(&sections(report));
        body.push_str(&cause(report));
        body.push_str(&advice(&report.analysis.findings));
    }
    if let Some(line) = phrases::put_right(report.analysis.put_right.corrections) {
        let _ = writeln!(body, "<p>{}</p>", escaped(&line));
    }
    body.push_str(&comments(report.comments));
    // A policy by hash is not needed where there is no script at all.
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

fn about(report: &Report<'_>) -> String {
    let take = report.take;
    let number = match take.number {
        Some(number) => format!("take {number}"),
        None => "not kept".to_owned(),
    };
    let date = take.recorded_at.strftime("%Y-%m-%d");
    let ending = phrases::ending(take.ending);
    format!("<p class=\"about\">{number}, {date}{ending}</p>\n")
}

fn split(report: &Report<'_>) -> String {
    let split = report.analysis.split;
    let row = |name: &str, bucket: Bucket, seconds: Millis, range: Range| {
        let aim = Aim::of(report.story, bucket);
        let standing = phrases::standing_within(aim, seconds, range);
        let target = aim.target;
        format!(
            "<tr><th scope=\"row\">{name}</th><td class=\"number\">{seconds}</td><td class=\"number\">{target}</td><td>{standing}</td></tr>\n"
        )
    };
    let unsure = phrases::unsure(report.story, &split);
    let statement = report.analysis.cause.statement.as_ref();
    let when = statement.and_then(|quote| quote.place.start());
    let cause =
        phrases::cause_at_a_glance(report.analysis.cause.grade(), report.analysis.status, when);
    format!(
        "<table>\n<thead><tr><td></td><th scope=\"col\" class=\"number\">told</th><th scope=\"col\" class=\"number\">target</th><td></td></tr></thead>\n<tbody>\n{}{}</tbody>\n</table>\n{}<p>{}<br>{}</p>\n",
        row(
            "Rollback",
            Bucket::Rollback,
            split.rollback,
            split.rollback_range
        ),
        row(
            "Decision",
            Bucket::Decision,
            split.decision,
            split.decision_range
        ),
        unsure.map_or_else(String::new, |line| format!("<p>{}</p>\n", escaped(&line))),
        escaped(&phrases::split(&split)),
        escaped(&cause),
    )
}

fn sections(report: &Report<'_>) -> String {
    let longest = report
        .analysis
        .sections
        .iter()
        .map(|section| section.seconds);
    let longest = longest.max().unwrap_or_default().seconds().max(0.001);
    let row = |section: &SectionTime| {
        let part = match section.role.bucket() {
            Some(Bucket::Rollback) => "rollback",
            Some(Bucket::Decision) => "decision",
            None => "neither",
        };
        format!(
            "<tr><th scope=\"row\">{}</th><td class=\"number\">{}</td><td><svg width=\"160\" height=\"12\" aria-hidden=\"true\"><rect class=\"{part}\" width=\"{:.0}\" height=\"12\"/></svg></td><td class=\"number\">{:.0}%</td><td class=\"number\">{:.0}%</td></tr>\n",
            escaped(&section.heading),
            section.seconds,
            section.seconds.seconds().max(0.0) / longest * 160.0,
            section.share * 100.0,
            section.paper_share * 100.0,
        )
    };
    let rows: String = report.analysis.sections.iter().map(row).collect();
    format!(
        "<h2>Sections</h2>\n<table>\n<thead><tr><td></td><th scope=\"col\" class=\"number\">told</th><td></td><th scope=\"col\" class=\"number\">share</th><th scope=\"col\" class=\"number\">on paper</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )
}

fn cause(report: &Report<'_>) -> String {
    let cause = &report.analysis.cause;
    let graded = report.graded();
    let quote = cause.statement.as_ref().map(quoted).unwrap_or_default();
    format!("<h2>The cause</h2>\n<p>{}</p>\n{quote}", escaped(&graded))
}

fn advice(findings: &[Finding]) -> String {
    let item = |finding: &Finding| {
        format!(
            "<li><p><strong>{}</strong> {} {}</p>\n{}</li>\n",
            phrases::headline(finding.rule, finding.severity),
            escaped(phrases::why(finding.rule)),
            escaped(phrases::instead(finding.rule)),
            quoted(&finding.quote),
        )
    };
    let items: String = findings.iter().map(item).collect();
    if items.is_empty() {
        return items;
    }
    format!("<h2>To do next</h2>\n<ol>\n{items}</ol>\n")
}

fn comments(comments: &[Comment]) -> String {
    let item = |comment: &Comment| {
        let (when, by) = (comment.when(), escaped(comment.by()));
        let lines = comment.text.lines().map(escaped);
        let text = lines.collect::<Vec<_>>().join("<br>");
        format!("<li><p><b>{when}</b> <b><bdi>{by}</bdi></b>: <bdi>{text}</bdi></p></li>\n")
    };
    let items: String = comments.iter().map(item).collect();
    if items.is_empty() {
        return items;
    }
    format!("<h2>From the coach</h2>\n<ul>\n{items}</ul>\n")
}

fn quoted(quote: &Quote) -> String {
    if quote.text.trim().is_empty() {
        return String::new();
    }
    let second = heard(quote).map_or_else(String::new, |span| format!("{} ", span.start()));
    format!(
        "<blockquote>{second}“<bdi>{}</bdi>”</blockquote>\n",
        escaped(&quote.text)
    )
}

/// Words as words: on one line, without markup.
fn escaped(text: &str) -> String {
    one_line(text)
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures::{cause_missing, empty};

    #[test]
    fn a_page_says_what_the_report_says_and_runs_nothing() {
        let page = render(&cause_missing().report());
        for said in [
            "<h1>The surcharge column</h1>",
            "much too long",
            "The rollback outweighs the decision, 0.3 to 1",
            "0:30 “<bdi>The table was not replayed</bdi>”",
            "<strong>Change first: the cause was not heard.</strong>",
        ] {
            assert!(page.contains(said), "{said} in {page}");
        }
        assert!(page.contains("default-src 'none'") && !page.contains("<script"));
    }

    #[test]
    fn a_take_without_words_says_so() {
        let page = render(&empty().report());
        assert!(page.contains("I heard no speech in this take (0:12)."));
    }

    #[test]
    fn markup_is_text() {
        assert_eq!(
            escaped("<b a=\"x\">\u{202e}&\u{7}"),
            "&lt;b a=&quot;x&quot;&gt;&amp;"
        );
    }
}

//! The report as Markdown, for notes and web pages.

use super::{Report, heard, phrases};
use crate::analysis::SectionTime;
use crate::bands::Band;
use crate::rules::Finding;
use crate::rules::cause::Grade;
use crate::story::Bucket;
use crate::telling::Quote;
use crate::time::Millis;

/// The report as Markdown; it ends in a line break.
pub(super) fn render(report: &Report<'_>) -> String {
    let mut parts = vec![format!("# {}", escaped(&report.story.title))];
    if report.transcript.words.is_empty() {
        let duration = report.analysis.clock.duration;
        parts.push(format!("I heard no speech in this take ({duration})."));
    } else {
        parts.push(split(report));
        parts.push(phrases::split(&report.analysis.split));
        parts.push(sections(report));
        parts.push(cause(report));
        parts.extend(advice(&report.analysis.findings));
    }
    parts.join("\n\n") + "\n"
}

fn split(report: &Report<'_>) -> String {
    let (split, targets) = (report.analysis.split, report.story.targets);
    let row = |name: &str, bucket: Bucket, seconds: Millis, target: Millis| {
        let standing = phrases::standing(Band::around(bucket, target).standing(seconds));
        format!("| {name} | {seconds} | {target} | {standing} |")
    };
    [
        "| | told | target | |".to_owned(),
        "| --- | ---: | ---: | --- |".to_owned(),
        row(
            "Rollback",
            Bucket::Rollback,
            split.rollback,
            targets.rollback,
        ),
        row(
            "Decision",
            Bucket::Decision,
            split.decision,
            targets.decision,
        ),
    ]
    .join("\n")
}

fn sections(report: &Report<'_>) -> String {
    let row = |section: &SectionTime| {
        format!(
            "| {} | {} | {} | {:.0}% | {:.0}% |",
            escaped(&section.heading),
            section.role,
            section.seconds,
            section.share * 100.0,
            section.paper_share * 100.0,
        )
    };
    let head = [
        "| section | role | told | share | on paper |",
        "| --- | --- | ---: | ---: | ---: |",
    ];
    let rows = report.analysis.sections.iter().map(row);
    let lines: Vec<String> = head.map(str::to_owned).into_iter().chain(rows).collect();
    format!("## Sections\n\n{}", lines.join("\n"))
}

fn cause(report: &Report<'_>) -> String {
    let cause = &report.analysis.cause;
    let grade = match cause.grade() {
        Grade::Missing => format!("{}.", phrases::CAUSE_NOT_HEARD),
        grade => format!("The cause: {}.", phrases::grade(grade)),
    };
    let quote = cause.statement.as_ref().map(quoted).unwrap_or_default();
    format!("## The cause\n\n{grade}{quote}")
}

fn advice(findings: &[Finding]) -> Option<String> {
    let lines: Vec<String> = findings
        .iter()
        .map(|finding| {
            format!(
                "- **{}.** {} {}{}",
                phrases::severity(finding.severity),
                phrases::why(finding.rule),
                phrases::instead(finding.rule),
                quoted(&finding.quote).replace('\n', "\n  "),
            )
        })
        .collect();
    (!lines.is_empty()).then(|| format!("## To do next\n\n{}", lines.join("\n")))
}

fn quoted(quote: &Quote) -> String {
    let second = heard(quote).map_or_else(String::new, |span| format!("{} ", span.start()));
    if quote.text.trim().is_empty() {
        return String::new();
    }
    format!("\n\n> {second}“{}”", escaped(&quote.text))
}

/// So that words stay words: on one line, without markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for word in text.split_whitespace() {
        if !escaped.is_empty() {
            escaped.push(' ');
        }
        for c in word.chars() {
            if "\\`*_[]<>#|~".contains(c) {
                escaped.push('\\');
            }
            escaped.push(c);
        }
    }
    escaped
}

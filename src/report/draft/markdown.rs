//! The draft as Markdown, for notes and web pages.

use super::{DraftReport, line};
use crate::bands::Aim;
use crate::draft::WrittenSection;
use crate::report::by_place;
use crate::report::markdown::escaped;
use crate::report::phrases::{self, paper};
use crate::rules::Finding;
use crate::rules::cause::{Grade, Ingredient};
use crate::story::Bucket;
use crate::telling::Quote;
use crate::time::Millis;

/// The draft as Markdown; it ends in a line break.
pub(super) fn render(report: &DraftReport<'_>) -> String {
    let draft = report.draft;
    let mut parts = vec![format!("# {}", escaped(&report.story.title))];
    if draft.words == 0 {
        parts.push("Nothing is written yet.".to_owned());
    } else {
        parts.push(format!("{}.", capital(&paper::length(draft))));
        parts.push(split(report));
        parts.push(paper::split(&draft.split));
        parts.push(sections(report));
        parts.push(cause(report));
        parts.extend(advice(&draft.findings));
        parts.extend(lengths(report));
        parts.extend(also(report));
    }
    parts.join("\n\n") + "\n"
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

fn split(report: &DraftReport<'_>) -> String {
    let draft = report.draft;
    let row = |name: &str, bucket: Bucket, (words, time): (usize, Millis)| {
        let aim = Aim::of(report.story, bucket);
        let standing = phrases::standing(aim.standing(time));
        format!(
            "| {name} | {words} | {time} | {} | {standing} |",
            aim.target
        )
    };
    [
        "| | words | seconds | target | |".to_owned(),
        "| --- | ---: | ---: | ---: | --- |".to_owned(),
        row(
            "Rollback",
            Bucket::Rollback,
            (draft.rollback_words, draft.split.rollback),
        ),
        row(
            "Decision",
            Bucket::Decision,
            (draft.decision_words, draft.split.decision),
        ),
    ]
    .join("\n")
}

fn sections(report: &DraftReport<'_>) -> String {
    let row = |section: &WrittenSection| {
        format!(
            "| {} | {} | {} | {} | {:.0}% |",
            escaped(&section.heading),
            section.role,
            section.words,
            section.time,
            section.share * 100.0,
        )
    };
    let head = [
        "| section | role | words | seconds | share |",
        "| --- | --- | ---: | ---: | ---: |",
    ];
    let rows = report.draft.sections.iter().map(row);
    let lines: Vec<String> = head.map(str::to_owned).into_iter().chain(rows).collect();
    format!("## Sections\n\n{}", lines.join("\n"))
}

fn cause(report: &DraftReport<'_>) -> String {
    let cause = &report.draft.cause;
    let grade = match cause.grade() {
        Grade::Missing => format!("{}.", paper::CAUSE_NOT_FOUND),
        Grade::Partial => "The cause: half written.".to_owned(),
        Grade::Strong => "The cause: strong.".to_owned(),
    };
    let quote = cause.statement.as_ref().map(quoted).unwrap_or_default();
    let ingredients = Ingredient::ALL.map(|ingredient| {
        let name = phrases::ingredient(ingredient);
        match report.written(ingredient) {
            Some(quote) => format!("- {name}: {}", place(quote)),
            None => format!("- {name}: not found"),
        }
    });
    let ingredients = ingredients.join("\n");
    let say = say(report);
    format!("## The cause\n\n{grade}{quote}\n\n{ingredients}{say}")
}

fn say(report: &DraftReport<'_>) -> String {
    let places = by_place(report.advised());
    let lines: Vec<String> = places
        .into_iter()
        .map(|(after, texts)| {
            let place = after.map(place);
            let place =
                place.map_or_else(|| "To begin with".to_owned(), |at| format!("After {at}"));
            format!("- {place}: “{}”", escaped(&texts.join(" ")))
        })
        .collect();
    if lines.is_empty() {
        return String::new();
    }
    format!("\n\nSay it like this:\n\n{}", lines.join("\n"))
}

fn advice(findings: &[Finding]) -> Option<String> {
    let lines: Vec<String> = findings
        .iter()
        .map(|finding| {
            format!(
                "- **{}** {} {}{}",
                phrases::headline(finding.rule, finding.severity),
                phrases::why(finding.rule),
                phrases::instead(finding.rule),
                quoted(&finding.quote).replace("\n>", "\n  >"),
            )
        })
        .collect();
    (!lines.is_empty()).then(|| format!("## To change\n\n{}", lines.join("\n")))
}

fn lengths(report: &DraftReport<'_>) -> Option<String> {
    let moves = report.draft.moves.iter();
    let lines: Vec<String> = moves.map(|m| format!("- {}", paper::change(m))).collect();
    (!lines.is_empty()).then(|| format!("## Lengths\n\n{}", lines.join("\n")))
}

fn also(report: &DraftReport<'_>) -> Option<String> {
    let remarks = paper::remarks(report.draft);
    let lines = remarks
        .iter()
        .map(|remark| format!("- {}", escaped(remark)));
    let lines: Vec<String> = lines.collect();
    (!lines.is_empty()).then(|| format!("## Also\n\n{}", lines.join("\n")))
}

fn place(quote: &Quote) -> String {
    line(quote).map_or_else(String::new, |line| format!("line {line}"))
}

fn quoted(quote: &Quote) -> String {
    format!("\n\n> {} “{}”", place(quote), escaped(&quote.text))
}

//! The report as Markdown, for notes and web pages.

pub(super) mod compared;

pub(super) mod history;

use super::{Report, by_place, heard, one_line, phrases};
use crate::alignment::Range;
use crate::analysis::SectionTime;
use crate::bands::Aim;
use crate::comments::Comment;
use crate::rules::Finding;
use crate::story::Bucket;
use crate::telling::Quote;
use crate::time::{Millis, Span};

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
        parts.push(manner(report));
    }
    parts.extend(phrases::put_right(report.analysis.put_right.corrections));
    parts.extend(comments(report.comments));
    parts.join("\n\n") + "\n"
}

fn split(report: &Report<'_>) -> String {
    let split = report.analysis.split;
    let row = |name: &str, bucket: Bucket, seconds: Millis, range: Range| {
        let aim = Aim::of(report.story, bucket);
        let standing = phrases::standing_within(aim, seconds, range);
        format!("| {name} | {seconds} | {} | {standing} |", aim.target)
    };
    let table = [
        "| | told | target | |".to_owned(),
        "| --- | ---: | ---: | --- |".to_owned(),
        row(
            "Rollback",
            Bucket::Rollback,
            split.rollback,
            split.rollback_range,
        ),
        row(
            "Decision",
            Bucket::Decision,
            split.decision,
            split.decision_range,
        ),
    ]
    .join("\n");
    match phrases::unsure(report.story, &split) {
        Some(line) => format!("{table}\n\n{line}"),
        None => table,
    }
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
    let graded = report.graded();
    let quote = cause.statement.as_ref().map(quoted).unwrap_or_default();
    let say = by_place(report.advised())
        .into_iter()
        .map(|(after, texts)| {
            let place = phrases::say_at(after.and_then(heard).map(Span::end));
            format!("\n\n{place} “{}”", escaped(&texts.join(" ")))
        });
    let say: String = say.collect();
    format!("## The cause\n\n{graded}{quote}{say}")
}

fn manner(report: &Report<'_>) -> String {
    let lines = phrases::delivery::lines(report.analysis, report.story);
    let lines: Vec<String> = lines
        .iter()
        .map(|line| format!("- {}", escaped(line)))
        .collect();
    format!("## How it was told\n\n{}", lines.join("\n"))
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
    (!lines.is_empty()).then(|| format!("## To do next\n\n{}", lines.join("\n")))
}

fn comments(comments: &[Comment]) -> Option<String> {
    let line = |comment: &Comment| {
        let (when, by) = (comment.when(), escaped(comment.by()));
        format!("- {when} **{by}**: {}", escaped(&comment.text))
    };
    let lines: Vec<String> = comments.iter().map(line).collect();
    (!lines.is_empty()).then(|| format!("## From the coach\n\n{}", lines.join("\n")))
}

fn quoted(quote: &Quote) -> String {
    let second = heard(quote).map_or_else(String::new, |span| format!("{} ", span.start()));
    if quote.text.trim().is_empty() {
        return String::new();
    }
    format!("\n\n> {second}“{}”", escaped(&quote.text))
}

/// So that words stay words: on one line, without markup.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for word in one_line(text).split(' ') {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures::cause_missing;

    #[test]
    fn a_report_is_tables_and_quotes() {
        insta::assert_snapshot!(render(&cause_missing().report()), @"
        # The surcharge column

        | | told | target | |
        | --- | ---: | ---: | --- |
        | Rollback | 1:09 | 0:30 | much too long |
        | Decision | 0:20 | 1:30 | much too short |

        The rollback outweighs the decision, 0.3 to 1; the aim is 2 to 1 or more.

        ## Sections

        | section | role | told | share | on paper |
        | --- | --- | ---: | ---: | ---: |
        | Context | context | 0:16 | 13% | 14% |
        | What went wrong | failure | 0:13 | 11% | 13% |
        | Why it was me | cause | 0:07 | 6% | 32% |
        | Rollback | rollback | 1:09 | 57% | 14% |
        | What I learned | lesson | 0:13 | 10% | 10% |
        | What I do now | change | 0:00 | 0% | 16% |

        ## The cause

        I did not hear a sentence in which you are the cause.

        > 0:30 “The table was not replayed”

        At 0:30, say it like this: “Because I switched the table. I switched the table without replaying one closed month.”

        At 0:37, say it like this: “I should have replayed February. That was on me.”

        ## To do next

        - **Change first: the cause was not heard.** The question is about how well you know yourself, so a listener waits for the sentence in which you are the cause. Add one sentence that begins “It happened because I …” and names what you did or left out.

          > 0:30 “The table was not replayed”
        - **Change first: no change is told.** Without a change in what you do, the lesson is still an intention. Add one sentence that begins “Since then I …” and names what you do.

          > 1:49 “What I learned is that I stop checking once a thing has worked four times.”
        - **Change first: the rollback is long.** The repair is the part in which you are least the subject, and its seconds are missing from the decision. Tell it in three sentences: how it was stopped, how it was repaired, when it was over.

          > 0:37 “We stopped the run,”
        - **Worth changing: nobody acts here.** In this wording nobody acts, so a listener cannot tell which part was yours. Put yourself in front of the verb: “I missed …”, “I had not …”.

          > 0:36 “were not compared.”

        ## How it was told

        - Length 2:01: within the usual 2:00 to 3:00.
        - Pace: 48 words a minute, 48 without the pauses.
        - I heard at least 1 filler (0.5 a minute) and 1 restart.
        ");
    }

    #[test]
    fn a_heading_cannot_break_a_table() {
        assert_eq!(escaped("a | b\n# c"), "a \\| b \\# c");
    }
}

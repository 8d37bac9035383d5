//! The take for a spreadsheet (RFC 4180): a row for each stretch, finding and comment.

use super::{Report, heading, heard, one_line, phrases};
use crate::time::{Millis, Span};

/// What stands in the first row.
const HEAD: [&str; 7] = ["kind", "start", "end", "role", "name", "text", "advice"];

/// A row before it is quoted.
type Row = [String; 7];

/// The rows by kind, then by time; each ends in a line break.
pub(super) fn render(report: &Report<'_>) -> String {
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(told(report));
    rows.extend(findings(report));
    rows.extend(comments(report));
    let line = |row: &Row| row.each_ref().map(|field| quoted(field)).join(",") + "\r\n";
    rows.iter().map(line).collect()
}

fn told(report: &Report<'_>) -> Vec<Row> {
    let count = report.transcript.words.len();
    let passages = report.analysis.alignment.passages.iter();
    passages
        .map(|passage| {
            let end = passage.words.end.min(count);
            let words = passage.words.start.min(end)..end;
            [
                "told".to_owned(),
                seconds(Some(passage.span.start())),
                seconds(Some(passage.span.end())),
                passage.role.map_or("aside", |role| role.name()).to_owned(),
                text(&heading(report, passage)),
                text(&report.transcript.text(words)),
                String::new(),
            ]
        })
        .collect()
}

fn findings(report: &Report<'_>) -> Vec<Row> {
    let findings = report.analysis.findings.iter();
    findings
        .map(|finding| {
            let span = heard(&finding.quote);
            [
                "finding".to_owned(),
                seconds(span.map(Span::start)),
                seconds(span.map(Span::end)),
                String::new(),
                phrases::severity(finding.severity).to_owned(),
                text(&finding.quote.text),
                phrases::instead(finding.rule).to_owned(),
            ]
        })
        .collect()
}

fn comments(report: &Report<'_>) -> Vec<Row> {
    let comments = report.comments.iter();
    comments
        .map(|comment| {
            [
                "comment".to_owned(),
                seconds(Some(comment.start)),
                seconds(comment.end),
                String::new(),
                text(comment.by()),
                text(&comment.text),
                String::new(),
            ]
        })
        .collect()
}

fn seconds(moment: Option<Millis>) -> String {
    moment.map_or_else(String::new, |moment| format!("{:.3}", moment.seconds()))
}

/// Words that a spreadsheet cannot take for a formula.
fn text(words: &str) -> String {
    let words = one_line(words);
    if words.starts_with(['=', '+', '-', '@']) {
        format!("'{words}")
    } else {
        words
    }
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures::cause_missing;

    #[test]
    fn every_row_has_every_field() {
        let table = render(&cause_missing().report());
        let kinds: Vec<&str> = table
            .lines()
            .filter_map(|row| row.split(',').next())
            .collect();
        assert_eq!(kinds[..2], ["kind", "told"]);
        assert!(kinds.contains(&"finding"));
        assert!(
            table.contains("told,30.000,37.200,cause,Why it was me,"),
            "{table}"
        );
    }

    #[test]
    fn no_field_is_a_formula_and_none_breaks_its_row() {
        assert_eq!(text("=1+1"), "'=1+1");
        assert_eq!(text("@x\ny"), "'@x y");
        assert_eq!(quoted("a,\"b\""), "\"a,\"\"b\"\"\"");
    }
}

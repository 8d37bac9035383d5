//! Comma-separated values (RFC 4180, but with line feeds alone): a line for each section of each take.

use super::Compared;
use crate::comparison::{Part, Rehearsal, Target};

const HEAD: &str = "take,recorded_at,section,role,heading,seconds,uncertain_s,target_s,share,paper_share,words,copied_words\n";

pub(super) fn render(compared: &Compared<'_>) -> String {
    let mut text = HEAD.to_owned();
    for take in &compared.comparison.field {
        for (at, part) in take.summary.sections.iter().enumerate() {
            text.push_str(&line(take, at, part));
        }
    }
    text
}

fn line(take: &Rehearsal, at: usize, part: &Part) -> String {
    let summary = &take.summary;
    let written = part.section.and_then(|section| summary.paper.get(section));
    let paper = written.map_or(0.0, |w| {
        w.words as f64 / summary.paper_words().max(1) as f64
    });
    let share = part.seconds.seconds() / summary.told.seconds().max(0.001);
    let target = part.target.map(Target::seconds);
    record(&[
        take.id.to_string(),
        format!("{:.0}", summary.recorded_at),
        (at + 1).to_string(),
        part.role.to_string(),
        part.heading.clone(),
        part.seconds.seconds().to_string(),
        part.uncertain.seconds().to_string(),
        target.map_or_else(String::new, |target| target.seconds().to_string()),
        format!("{share:.3}"),
        format!("{paper:.3}"),
        part.words.to_string(),
        part.copied.to_string(),
    ])
}

/// The fields of one line, quoted where they need it.
pub(in crate::report) fn record(fields: &[String]) -> String {
    let quoted = |field: &String| {
        if field.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", field.replace('"', "\"\""))
        } else {
            field.clone()
        }
    };
    let fields: Vec<String> = fields.iter().map(quoted).collect();
    fields.join(",") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_with_a_comma_or_a_quotation_mark_stays_one_field() {
        let fields = ["a, b", "c \"d\"", "e"].map(str::to_owned);
        assert_eq!(record(&fields), "\"a, b\",\"c \"\"d\"\"\",e\n");
    }
}

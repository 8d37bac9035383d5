//! How it was told, into English: numbers without a verdict, and advice for the next rehearsal.

use super::listed;
use super::paper::count;
use crate::analysis::{Analysis, Remarks};
use crate::delivery::{Delivery, PausePlace};
use crate::rules::shapes;
use crate::story::{Shape, Story};
use crate::time::{Millis, Span};

/// Everything there is to say, a sentence or two each.
#[must_use]
pub fn lines(analysis: &Analysis, story: &Story) -> Vec<String> {
    let told = analysis.clock.told.map_or(Millis::ZERO, Span::length);
    let lines = [
        Some(length(told, story)),
        pace(&analysis.delivery),
        hesitation(&analysis.delivery),
        pauses(&analysis.delivery),
        flinch(&analysis.delivery),
        evidence(&analysis.remarks),
        numbers(&analysis.remarks),
        shape(&analysis.shape, "heard"),
    ];
    lines.into_iter().flatten().collect()
}

fn length(told: Millis, story: &Story) -> String {
    let band = story.bands.total;
    let standing = if told < band.low {
        "shorter than"
    } else if told > band.high {
        "longer than"
    } else {
        "within"
    };
    format!(
        "Length {told}: {standing} the usual {} to {}.",
        band.low, band.high
    )
}

fn pace(delivery: &Delivery) -> Option<String> {
    let wpm = delivery.wpm?;
    let articulation = delivery
        .articulation_wpm
        .map_or_else(String::new, |wpm| format!(", {wpm:.0} without the pauses"));
    Some(format!("Pace: {wpm:.0} words a minute{articulation}."))
}

/// Recognition drops many, so that a number is the least there was.
fn hesitation(delivery: &Delivery) -> Option<String> {
    let mut parts = Vec::new();
    if let (Some(rate), false) = (delivery.fillers_per_minute, delivery.fillers.is_empty()) {
        let fillers = count(delivery.fillers.len(), "filler");
        parts.push(format!("at least {fillers} ({rate:.1} a minute)"));
    }
    if !delivery.restarts.is_empty() {
        parts.push(count(delivery.restarts.len(), "restart"));
    }
    if let Some(hedge) = delivery.hedges.first() {
        let hedges = count(delivery.hedges.len(), "hedge");
        let (text, start) = (&hedge.text, hedge.span.start());
        parts.push(format!("{hedges} (the first at {start}, “{text}”)"));
    }
    (!parts.is_empty()).then(|| format!("I heard {}.", listed(&parts)))
}

fn pauses(delivery: &Delivery) -> Option<String> {
    let places = [
        (PausePlace::Boundary, "between sections"),
        (PausePlace::Inside, "within a section"),
        (PausePlace::Cause, "within the cause"),
    ];
    let parts = places.map(|(place, name)| {
        let at = delivery.pauses.iter().filter(|pause| pause.place == place);
        (at.count(), name)
    });
    let told = parts.iter().filter(|(number, _)| *number > 0);
    let told: Vec<String> = told
        .map(|(number, name)| format!("{number} {name}"))
        .collect();
    (!told.is_empty()).then(|| format!("Pauses of 1.5 s or more: {}.", listed(&told)))
}

fn flinch(delivery: &Delivery) -> Option<String> {
    let flinch = delivery.flinch?;
    Some(format!(
        "Around {} you hesitated {} times; say the cause aloud three times before the next take.",
        flinch.span.end(),
        flinch.hesitations
    ))
}

fn evidence(remarks: &Remarks) -> Option<String> {
    let quote = remarks.evidence.as_ref()?;
    let start = quote.place.start()?;
    Some(format!("You told that the change held, at {start}."))
}

pub(super) fn numbers(remarks: &Remarks) -> Option<String> {
    let texts: Vec<String> = remarks
        .numbers
        .iter()
        .take(3)
        .map(|quote| format!("“{}”", quote.text.trim_end_matches(['.', ',', ';'])))
        .collect();
    (!texts.is_empty()).then(|| format!("Numbers that make it specific: {}.", listed(&texts)))
}

/// The shape, and those of its moments that were not `told`: "heard" or "written".
pub(super) fn shape(heard: &shapes::Heard, told: &str) -> Option<String> {
    let shape = heard.declared.or(heard.heard)?;
    let missing: Vec<&str> = heard
        .moments
        .iter()
        .filter(|moment| moment.quote.is_none())
        .map(|moment| moment.what)
        .collect();
    let shape = named(shape);
    Some(if missing.is_empty() {
        format!("It runs as {shape}, with all its moments.")
    } else {
        format!("It runs as {shape}; not {told}: {}.", listed(&missing))
    })
}

/// A shape as it is spoken of.
#[must_use]
pub fn named(shape: Shape) -> &'static str {
    match shape {
        Shape::OverConfidentDecision => "an over-confident decision",
        Shape::SkippedMaintenance => "skipped maintenance",
        Shape::InterpersonalMisread => "a colleague misread",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures::{cause_missing, good};

    #[test]
    fn fillers_are_at_least_so_many() {
        let fixture = cause_missing();
        let lines = lines(&fixture.analysis, &fixture.story);
        assert!(
            lines[2].starts_with("I heard at least 1 filler ("),
            "{lines:?}"
        );
    }

    #[test]
    fn a_clean_take_has_its_length_and_pace_and_no_more() {
        let fixture = good();
        let lines = lines(&fixture.analysis, &fixture.story);
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(
            lines[0].contains("within the usual 2:00 to 3:00"),
            "{lines:?}"
        );
    }
}

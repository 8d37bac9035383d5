//! A comparison in words, before it is laid out: what text, Markdown and HTML share.

use super::Compared;
use crate::comparison::{Comparison, Drift, Fired, Rehearsal, Row, Said, Survival, Target};
use crate::report::phrases::comparison as phrases;
use crate::rules::Severity;
use crate::take::TakeId;
use crate::time::Millis;

/// Whether something is for the better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::report) enum Tone {
    /// It is.
    Good,
    /// It is not yet.
    Mind,
    /// Neither.
    Plain,
}

/// Everything a comparison says, in order.
pub(in crate::report) struct Outline {
    pub(in crate::report) title: String,
    pub(in crate::report) subtitle: String,
    pub(in crate::report) enough: (Tone, String),
    /// The heads of the table's columns after the name.
    pub(in crate::report) heads: [String; 5],
    pub(in crate::report) split: Vec<TableRow>,
    pub(in crate::report) sections: Vec<TableRow>,
    pub(in crate::report) sum_of_best: Option<TableRow>,
    /// What `~` means, where there is one.
    pub(in crate::report) shared: Option<&'static str>,
    pub(in crate::report) findings: Vec<(Tone, String)>,
    pub(in crate::report) statements: Vec<Survived>,
    /// The takes whose shares are shown.
    pub(in crate::report) voices: Vec<TakeId>,
    /// Name, paper share now, then the share of the voice in each take.
    pub(in crate::report) drift: Vec<Vec<String>>,
    pub(in crate::report) notes: Vec<String>,
}

/// A line of the split timer's table.
pub(in crate::report) struct TableRow {
    pub(in crate::report) name: String,
    /// This, previous, change, best, target.
    pub(in crate::report) cells: [String; 5],
    /// Whether the change is towards the target.
    pub(in crate::report) tone: Tone,
}

/// A key statement over the takes.
pub(in crate::report) struct Survived {
    pub(in crate::report) name: &'static str,
    pub(in crate::report) summary: String,
    pub(in crate::report) tone: Tone,
    /// The takes shown one by one, the latest first, with the second and the words.
    pub(in crate::report) takes: Vec<(TakeId, Option<(Millis, String)>)>,
}

/// So many edits are told; of more, the last ones.
const EDITS: usize = 6;

impl Outline {
    /// With at most `most` takes shown one by one, the last of them.
    pub(in crate::report) fn of(compared: &Compared<'_>, most: usize) -> Self {
        let comparison = compared.comparison;
        let sections: Vec<TableRow> = comparison.sections.iter().map(row).collect();
        let takes: Vec<&Rehearsal> = comparison.shown.iter().rev().take(most).copied().collect();
        let voices: Vec<TakeId> = takes.iter().rev().map(|take| take.id).collect();
        let is_shared = sections.iter().any(|row| row.cells[4].starts_with('~'));
        Self {
            title: comparison.this.summary.title.clone(),
            subtitle: subtitle(comparison),
            enough: enough(comparison),
            heads: heads(comparison),
            split: comparison.split.iter().map(row).collect(),
            sum_of_best: sum_of_best(comparison),
            sections,
            shared: is_shared
                .then_some("~ shared out by the words on paper, as the story sets no target there"),
            findings: findings(comparison),
            statements: comparison
                .survival
                .iter()
                .map(|s| survived(s, &takes))
                .collect(),
            drift: drift_rows(comparison, &voices),
            voices,
            notes: notes(comparison),
        }
    }
}

fn subtitle(comparison: &Comparison<'_>) -> String {
    let (this, previous, best) = (
        comparison.this.id,
        comparison.previous.id,
        comparison.best.id,
    );
    let best = if best == this {
        "it is the best so far".to_owned()
    } else {
        format!("the best is take {best}")
    };
    format!("take {this} against take {previous}; {best}")
}

fn enough(comparison: &Comparison<'_>) -> (Tone, String) {
    let tone = if comparison.enough.is_reached() && comparison.must_change.is_none() {
        Tone::Good
    } else {
        Tone::Mind
    };
    let line = phrases::enough(&comparison.enough, comparison.must_change);
    (tone, line)
}

fn heads(comparison: &Comparison<'_>) -> [String; 5] {
    [
        format!("take {}", comparison.this.id),
        format!("take {}", comparison.previous.id),
        "change".to_owned(),
        "best".to_owned(),
        "target".to_owned(),
    ]
}

fn row(row: &Row) -> TableRow {
    let time = |time: Option<Millis>| time.map_or_else(|| "–".to_owned(), |t| t.to_string());
    let change = match (row.previous, row.this) {
        (Some(previous), Some(this)) => phrases::change(previous, this),
        _ => "–".to_owned(),
    };
    let best = row.best.map(|(id, seconds)| format!("{seconds} ({id})"));
    let target = row.target.map(|target| match target {
        Target::Own(seconds) => seconds.to_string(),
        Target::Shared(seconds) => format!("~{seconds}"),
    });
    let dash = || "–".to_owned();
    TableRow {
        name: phrases::row(&row.name),
        tone: match row.nearer().filter(|_| change != "same") {
            Some(nearer) if nearer > Millis::ZERO => Tone::Good,
            Some(nearer) if nearer < Millis::ZERO => Tone::Mind,
            _ => Tone::Plain,
        },
        cells: [
            time(row.this),
            time(row.previous),
            change,
            best.unwrap_or_else(dash),
            target.unwrap_or_else(dash),
        ],
    }
}

fn sum_of_best(comparison: &Comparison<'_>) -> Option<TableRow> {
    let sum = comparison.sum_of_best?;
    let targets = comparison.sections.iter().filter_map(|row| row.target);
    let target: Millis = targets.map(Target::seconds).sum();
    let nothing = String::new;
    Some(TableRow {
        name: "Sum of the best".to_owned(),
        cells: [
            nothing(),
            nothing(),
            nothing(),
            sum.to_string(),
            format!("~{target}"),
        ],
        tone: Tone::Plain,
    })
}

fn findings(comparison: &Comparison<'_>) -> Vec<(Tone, String)> {
    let turnover = &comparison.findings;
    let lines = |tone: Tone, mark: &str, fired: &[Fired]| -> Vec<(Tone, String)> {
        let line =
            |fired: &Fired| format!("{mark} {}{}", phrases::finding(fired.rule), weight(*fired));
        fired.iter().map(|fired| (tone, line(fired))).collect()
    };
    [
        lines(Tone::Good, "gone: ", &turnover.lost),
        lines(Tone::Mind, "new:  ", &turnover.gained),
        lines(Tone::Plain, "still:", &turnover.kept),
    ]
    .concat()
}

fn weight(fired: Fired) -> &'static str {
    match fired.severity {
        Severity::Fail => " (change first)",
        Severity::Warn => "",
        Severity::Note => " (worth knowing)",
    }
}

fn survived(survival: &Survival<'_>, shown: &[&Rehearsal]) -> Survived {
    let said: Vec<TakeId> = survival.said_in().collect();
    let of = survival.takes.len();
    let (tone, summary) = match said.len() {
        0 if of == 1 => (Tone::Mind, "not said".to_owned()),
        0 => (Tone::Mind, "not said in any take".to_owned()),
        1 if of == 1 => (Tone::Good, "said".to_owned()),
        all if all == of => (Tone::Good, format!("said in all {of} takes")),
        some => (
            Tone::Plain,
            format!("said in {some} of {of} takes: {}", phrases::numbers(said)),
        ),
    };
    let words = |said: &Said| (said.start, said.quote.clone());
    let take = |take: &Rehearsal| {
        let found = survival.takes.iter().find(|(id, _)| *id == take.id);
        found.map(|(id, said)| (*id, said.map(words)))
    };
    Survived {
        name: phrases::key(survival.key),
        summary,
        tone,
        takes: shown.iter().copied().filter_map(take).collect(),
    }
}

fn drift_rows(comparison: &Comparison<'_>, voices: &[TakeId]) -> Vec<Vec<String>> {
    let rows = comparison
        .drift
        .iter()
        .map(|of| drift(of, comparison, voices));
    rows.chain([word_for_word(comparison, voices)]).collect()
}

/// How much of each take is copied from the paper.
fn word_for_word(comparison: &Comparison<'_>, voices: &[TakeId]) -> Vec<String> {
    let recited = |id: &TakeId| {
        let take = comparison.field.iter().find(|take| take.id == *id);
        let share = take.and_then(|take| take.summary.recited());
        share.map_or_else(|| "–".to_owned(), phrases::percent)
    };
    let first = ["word for word", ""].map(str::to_owned);
    first
        .into_iter()
        .chain(voices.iter().map(recited))
        .collect()
}

fn drift(drift: &Drift, comparison: &Comparison<'_>, voices: &[TakeId]) -> Vec<String> {
    let share = |id: TakeId| drift.takes.iter().find(|(take, _)| *take == id);
    let paper = share(comparison.this.id).map(|(_, share)| phrases::percent(share.paper));
    let voice =
        |id: &TakeId| share(*id).map_or_else(String::new, |(_, s)| phrases::percent(s.voice));
    let first = [drift.role.name().to_owned(), paper.unwrap_or_default()];
    first.into_iter().chain(voices.iter().map(voice)).collect()
}

/// What is recited, what was edited, and what cannot be compared.
fn notes(comparison: &Comparison<'_>) -> Vec<String> {
    let edits = comparison.edits.iter().rev().take(EDITS).rev();
    let mut notes: Vec<String> = phrases::recited(&comparison.recited).into_iter().collect();
    let hidden = comparison.edits.len().saturating_sub(EDITS);
    if hidden > 0 {
        notes.push(format!("The story was edited {hidden} times before that:"));
    }
    notes.extend(edits.map(phrases::edited));
    notes.extend(comparison.gaps.iter().map(phrases::gap));
    notes
}

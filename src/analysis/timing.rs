//! The clock and what follows from it: seconds by section, the split, and the findings about time.

use std::ops;

use super::{Clock, SectionTime, Split, Verdict};
use crate::alignment::{Alignment, Place, Range};
use crate::bands::{Aim, Standing};
use crate::rules::{Finding, Rule, Severity};
use crate::story::{Bucket, Role, Story};
use crate::telling::{Quote, Telling};
use crate::time::{Millis, Span};
use crate::transcript::Transcript;

/// Decision over rollback from which the split is as it should be.
const GOOD_RATIO: f64 = 2.0;

/// Decision over rollback under which it is upside down.
const UPSIDE_DOWN: f64 = 1.0;

/// A gap between words this long is silence where the sound itself was not measured.
const GAP: Millis = Millis(250);

/// The most words of a quote that only shows where something is.
const LONGEST_QUOTE: usize = 14;

pub(super) fn clock(transcript: &Transcript) -> Clock {
    let told = transcript.told();
    let silence = match told {
        None => Millis::ZERO,
        Some(_) if transcript.speech.is_empty() => gaps(transcript),
        Some(told) => told.length() - transcript.speech.within(told),
    };
    let last_word = told.map_or(Millis::ZERO, Span::end);
    Clock {
        told,
        silence,
        duration: transcript.duration.max(last_word),
    }
}

fn gaps(transcript: &Transcript) -> Millis {
    let words = transcript.words.windows(2);
    let gaps = words.map(|pair| Span::new(pair[0].span.end(), pair[1].span.start()).length());
    gaps.filter(|gap| *gap >= GAP).sum()
}

/// How long was told outside every section.
pub(super) fn aside(alignment: &Alignment) -> Millis {
    alignment.length(|(role, _)| role.is_none())
}

/// The story's sections in their order, then roles that were told without being written.
pub(super) fn sections(story: &Story, alignment: &Alignment) -> Vec<SectionTime> {
    let words = story.words().max(1) as f64;
    let written = story
        .sections
        .iter()
        .enumerate()
        .map(|(index, section)| SectionTime {
            section: Some(index),
            heading: section.heading.clone(),
            target: section.target,
            paper_share: section.words() as f64 / words,
            ..told(alignment, (section.role, Some(index)))
        });
    let unwritten = Role::ALL
        .into_iter()
        .map(|role| told(alignment, (role, None)));
    written
        .chain(unwritten.filter(|section| section.seconds > Millis::ZERO))
        .collect()
}

fn told(alignment: &Alignment, (role, section): (Role, Option<usize>)) -> SectionTime {
    let is_it = |place: Place| place == (Some(role), section);
    let total = alignment.length(|_| true);
    let own = || alignment.passages.iter().filter(|p| is_it(p.place()));
    let seconds = alignment.length(is_it);
    SectionTime {
        role,
        section: None,
        heading: role.name().to_owned(),
        seconds,
        uncertain: own().map(|passage| passage.uncertain).sum(),
        range: alignment.range(is_it),
        share: seconds.0 as f64 / total.0.max(1) as f64,
        target: None,
        paper_share: 0.0,
        first_start: own().next().map(|passage| passage.span.start()),
    }
}

pub(super) fn split(story: &Story, alignment: &Alignment) -> Split {
    let of = |bucket: Bucket| move |(role, _): Place| role.and_then(Role::bucket) == Some(bucket);
    let (rollback, decision) = (of(Bucket::Rollback), of(Bucket::Decision));
    Split {
        rollback_range: alignment.range(rollback),
        decision_range: alignment.range(decision),
        ..weigh(
            story,
            alignment.length(rollback),
            alignment.length(decision),
        )
    }
}

/// The split of so much time on the repair and so much on the decision, known exactly.
pub(crate) fn weigh(story: &Story, rollback: Millis, decision: Millis) -> Split {
    let ratio = (rollback > Millis::ZERO).then(|| decision.seconds() / rollback.seconds());
    let of_rollback = of_standing(
        Aim::of(story, Bucket::Rollback).standing(rollback),
        Verdict::Warn,
    );
    let of_decision = of_standing(
        Aim::of(story, Bucket::Decision).standing(decision),
        Verdict::Fail,
    );
    Split {
        rollback,
        decision,
        rollback_range: Range::exactly(rollback),
        decision_range: Range::exactly(decision),
        ratio,
        verdict: of_rollback.max(of_decision).max(of_ratio(ratio)),
    }
}

fn of_standing(standing: Standing, untold: Verdict) -> Verdict {
    match standing {
        Standing::Within => Verdict::Within,
        Standing::Short | Standing::Long => Verdict::Warn,
        Standing::FarShort | Standing::FarLong => Verdict::Fail,
        Standing::Untold => untold,
    }
}

fn of_ratio(ratio: Option<f64>) -> Verdict {
    match ratio {
        Some(ratio) if ratio < UPSIDE_DOWN => Verdict::Fail,
        Some(ratio) if ratio < GOOD_RATIO => Verdict::Warn,
        _ => Verdict::Within,
    }
}

/// The findings that need the clock.
pub(crate) fn findings(story: &Story, split: &Split, telling: &Telling) -> Vec<Finding> {
    let found = [
        rollback(story, split, telling),
        decision(story, split, telling),
    ];
    found.into_iter().flatten().collect()
}

fn rollback(story: &Story, split: &Split, telling: &Telling) -> Option<Finding> {
    let upside_down = split.ratio.is_some_and(|ratio| ratio < UPSIDE_DOWN);
    let aim = Aim::of(story, Bucket::Rollback);
    let (rule, severity) = match aim.standing(split.rollback) {
        Standing::Untold => (Rule::RollbackMissing, Severity::Note),
        Standing::FarLong => (Rule::RollbackTooLong, Severity::Fail),
        Standing::Long if upside_down => (Rule::RollbackTooLong, Severity::Fail),
        Standing::Long => (Rule::RollbackTooLong, Severity::Warn),
        Standing::Within | Standing::Short | Standing::FarShort => return None,
    };
    let severity = borne(severity, aim, [split.rollback, split.rollback_range.low]);
    let quote = match rule {
        Rule::RollbackMissing => last_of(telling, &[Role::Cause, Role::Failure]),
        _ => longest_of(telling, Role::Rollback),
    }?;
    Some(Finding {
        rule,
        severity,
        quote,
    })
}

fn decision(story: &Story, split: &Split, telling: &Telling) -> Option<Finding> {
    let aim = Aim::of(story, Bucket::Decision);
    let severity = match aim.standing(split.decision) {
        Standing::Untold | Standing::FarShort => Severity::Fail,
        Standing::Short => Severity::Warn,
        Standing::Within | Standing::Long | Standing::FarLong => return None,
    };
    let quote = last_of(
        telling,
        &[Role::Cause, Role::Lesson, Role::Change, Role::Failure],
    )?;
    Some(Finding {
        rule: Rule::DecisionTooShort,
        severity: borne(severity, aim, [split.decision, split.decision_range.high]),
        quote,
    })
}

/// A severity as far as the seconds bear it: less where, at the kind end of their range, they stand better.
fn borne(severity: Severity, aim: Aim, [heard, kindest]: [Millis; 2]) -> Severity {
    if aim.standing(kindest) == aim.standing(heard) {
        return severity;
    }
    match severity {
        Severity::Fail => Severity::Warn,
        Severity::Warn | Severity::Note => Severity::Note,
    }
}

/// The last statement of the first of `roles` that was told; else of the take.
fn last_of(telling: &Telling, roles: &[Role]) -> Option<Quote> {
    let last = |role: &Role| telling.statements.iter().rfind(|s| s.role == Some(*role));
    let statement = roles
        .iter()
        .find_map(last)
        .or_else(|| telling.statements.last())?;
    quote(telling, statement.tokens.clone())
}

/// The longest statement of a role.
fn longest_of(telling: &Telling, role: Role) -> Option<Quote> {
    let own = telling.statements.iter().filter(|s| s.role == Some(role));
    quote(telling, own.max_by_key(|s| s.tokens.len())?.tokens.clone())
}

fn quote(telling: &Telling, tokens: ops::Range<usize>) -> Option<Quote> {
    let end = tokens.end.min(tokens.start + LONGEST_QUOTE);
    telling.quote(tokens.start..end)
}

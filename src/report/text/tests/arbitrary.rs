//! Whatever the analysis, a report is laid out within its width.

use proptest::prelude::*;

use super::super::page::width;
use super::*;
use crate::alignment::Range;
use crate::analysis::{SectionTime, Suspect};
use crate::report::Format;
use crate::report::fixtures::story;
use crate::rules::cause::Cause;
use crate::rules::{Finding, Rule, Severity};
use crate::story::Role;
use crate::telling::{Place, Quote};
use crate::time::Span;

fn moment() -> impl Strategy<Value = Millis> {
    prop_oneof![(0i64..600_000), (-10_000i64..400_000_000)].prop_map(Millis)
}

fn span() -> impl Strategy<Value = Span> {
    (moment(), moment()).prop_map(|(start, end)| Span::new(start, end))
}

/// Words as people, recognisers and mischief write them.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z ,.]{0,200}",
        "\\PC{0,60}",
        "[日本語がの ]{0,80}",
        any::<String>(),
    ]
}

fn quote() -> impl Strategy<Value = Quote> {
    (text(), span(), any::<bool>()).prop_map(|(text, span, spoken)| Quote {
        text,
        place: if spoken {
            Place::Heard(span)
        } else {
            Place::Written(7)
        },
        tokens: 0..0,
    })
}

fn section() -> impl Strategy<Value = SectionTime> {
    let times = (moment(), moment(), proptest::option::of(moment()));
    let rest = (
        any::<f64>(),
        text(),
        0usize..6,
        proptest::option::of(0usize..6),
    );
    (times, rest).prop_map(
        |((seconds, uncertain, target), (share, heading, role, section))| SectionTime {
            role: Role::ALL[role],
            section,
            heading,
            seconds,
            uncertain,
            range: Range {
                low: seconds.min(uncertain),
                high: seconds.max(uncertain),
            },
            share,
            target,
            paper_share: share,
            first_start: target,
        },
    )
}

fn cause() -> impl Strategy<Value = Cause> {
    let one = || proptest::option::of(quote());
    (one(), one(), one(), one(), one()).prop_map(|(link, act, counter, own, statement)| Cause {
        causal_link: link,
        own_act: act,
        counterfactual: counter,
        ownership: own,
        statement,
        depth: Vec::new(),
    })
}

fn fixture() -> impl Strategy<Value = Fixture> {
    let times = (
        moment(),
        moment(),
        proptest::option::of(any::<f64>()),
        moment(),
    );
    let parts = (
        proptest::collection::vec(section(), 0..9),
        cause(),
        proptest::collection::vec(quote(), 0..5),
        proptest::collection::vec(span(), 0..6),
    );
    (times, parts, text(), (moment(), moment())).prop_map(
        |(
            (rollback, decision, ratio, aside),
            (sections, cause, quotes, doubts),
            title,
            targets,
        )| {
            let mut fixture = cause_missing();
            fixture.story = story();
            fixture.story.title = title;
            fixture.story.targets.rollback = targets.0;
            fixture.story.targets.decision = targets.1;
            let analysis = &mut fixture.analysis;
            analysis.split.rollback = rollback;
            analysis.split.rollback_range.high = decision;
            analysis.split.decision = decision;
            analysis.split.ratio = ratio;
            analysis.aside = aside;
            analysis.sections = sections;
            analysis.cause = cause;
            analysis.findings = quotes.into_iter().map(finding).collect();
            analysis.suspects = doubts.into_iter().map(suspect).collect();
            fixture
        },
    )
}

fn finding(quote: Quote) -> Finding {
    Finding {
        rule: Rule::TeamNotI,
        severity: Severity::Warn,
        quote,
    }
}

fn suspect(span: Span) -> Suspect {
    Suspect {
        span,
        doubt: Doubt::LongWord,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_line_is_wider_than_the_page(fixture in fixture(), columns in 60usize..=200) {
        for line in shown(&fixture, columns).lines() {
            prop_assert!(width(line) <= columns, "{} > {columns}: {line:?}", width(line));
        }
    }

    #[test]
    fn every_format_can_be_written(fixture in fixture(), columns in 0usize..400) {
        let look = Look { width: columns, paint: Paint::Colour };
        for format in [Format::Text, Format::Json, Format::Markdown] {
            prop_assert!(fixture.report().render(format, look).ends_with('\n'));
        }
    }
}

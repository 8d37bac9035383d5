use proptest::prelude::*;

use super::*;
use crate::corrections::{Change, Corrections, Reference};
use crate::meaning::Stems;
use crate::rules::{Rule, Severity};
use crate::transcript::Word;

const STORY: &str = "\
---
title: The surcharge column
---

## Context
I run the nightly invoicing job for a parcel carrier.
## What went wrong
Nine hundred invoices went out with the fuel surcharge counted twice.
## Why it was me
It broke because I skipped the replay of a closed month. I should have replayed February. That was my decision.
## Rollback
We stopped the run, voided the invoices and sent corrected ones by Tuesday.
## What I learned
When a thing has gone well three times I stop reading.
## What I do now
I never change a mapping without replaying one closed month.
";

const TODAY: Month = Month {
    year: 2026,
    month: 11,
};

/// One word a beat of 300 ms, `…` for a beat of silence.
fn spoken(text: &str) -> Transcript {
    let mut words = Vec::new();
    for (beat, text) in text.split_whitespace().enumerate() {
        let start = Millis(300 * beat as i64);
        if text != "…" {
            words.push(Word {
                text: text.to_owned(),
                span: Span::new(start, start + Millis(280)),
                p: 0.9,
            });
        }
    }
    Transcript {
        words,
        ..Transcript::default()
    }
}

fn judge(text: &str) -> Analysis {
    judge_heard(&spoken(text).into())
}

fn judge_heard(heard: &Corrected) -> Analysis {
    let story = crate::story::parse(STORY).expect("a sound story");
    analyse(&story, heard, &Stems, TODAY)
}

/// The take with a correction of each of these stretches, in beats.
fn corrected(text: &str, changes: &[(std::ops::Range<i64>, Change)]) -> Corrected {
    let mut corrections = Corrections::default();
    for (beats, change) in changes {
        let span = Span::new(Millis(300 * beats.start), Millis(300 * beats.end));
        corrections.add(span, change.clone(), jiff::Timestamp::UNIX_EPOCH);
    }
    corrections.apply(&spoken(text))
}

fn place(role: Option<Role>) -> Change {
    Change::Place {
        role,
        section: None,
    }
}

fn fired(analysis: &Analysis) -> Vec<Rule> {
    analysis
        .findings
        .iter()
        .map(|finding| finding.rule)
        .collect()
}

const FAILURE: &str =
    "Nine hundred invoices went out and the fuel surcharge was counted twice in every one.";
const CAUSE: &str = "It broke because I skipped the replay of the closed month. \
    I should have replayed February. That was on me.";
const ROLLBACK: &str =
    "We stopped the run and voided all the invoices and sent corrected ones by Tuesday.";
const CHANGE: &str = "I never change a mapping now without replaying one closed month first.";

#[test]
fn a_take_without_words_has_no_time_and_no_finding() {
    let analysis = judge("");
    assert_eq!(analysis.clock.told, None);
    assert_eq!(
        analysis.split.rollback + analysis.split.decision,
        Millis::ZERO
    );
    assert_eq!(fired(&analysis), []);
}

#[test]
fn a_cause_that_is_told_is_graded_and_quoted() {
    let analysis = judge(&format!(
        "{FAILURE} … … … {CAUSE} … … … {ROLLBACK} … … … {CHANGE}"
    ));
    assert_eq!(analysis.cause.grade(), Grade::Strong);
    assert_eq!(analysis.status, CauseStatus::Said);
    let ownership = analysis.cause.ownership.expect("it was said");
    assert!(ownership.text.contains("on me"), "{ownership:?}");
}

#[test]
fn a_cause_that_is_only_written_is_missed() {
    let analysis = judge(&format!("{FAILURE} … … … {ROLLBACK} … … … {CHANGE}"));
    assert_eq!(analysis.cause.grade(), Grade::Missing);
    assert_eq!(analysis.status, CauseStatus::WrittenNotSaid);
    assert!(
        fired(&analysis).contains(&Rule::CauseMissing),
        "{:?}",
        fired(&analysis)
    );
}

#[test]
fn a_short_decision_is_found() {
    let analysis = judge(&format!(
        "{FAILURE} … … … {CAUSE} … … … {ROLLBACK} … … … {CHANGE}"
    ));
    assert!(
        fired(&analysis).contains(&Rule::DecisionTooShort),
        "{:?}",
        fired(&analysis)
    );
}

#[test]
fn a_take_that_never_says_how_it_ended_is_noted() {
    let analysis = judge(&format!("{FAILURE} … … … {CAUSE} … … … {CHANGE}"));
    assert!(
        fired(&analysis).contains(&Rule::RollbackMissing),
        "{:?}",
        fired(&analysis)
    );
}

#[test]
fn a_placed_stretch_is_where_it_was_put_and_certain() {
    let text = format!("{FAILURE} … … … {CAUSE} … … … {ROLLBACK} … … … {CHANGE}");
    let heard = corrected(
        &text,
        &[(0..9, place(Some(Role::Rollback))), (9..12, place(None))],
    );
    let analysis = judge_heard(&heard);
    let of_word = |index| analysis.alignment.of_word(index).expect("a passage");
    for word in 0..9 {
        let passage = of_word(word);
        let place = (passage.role, passage.section);
        assert_eq!(place, (Some(Role::Rollback), Some(3)), "word {word}");
        assert!((passage.confidence - 1.0).abs() < f32::EPSILON);
    }
    for word in 9..12 {
        assert_eq!(of_word(word).role, None, "word {word}");
    }
    assert_eq!(analysis.put_right.corrections, 2);
}

#[test]
fn a_section_that_a_correction_names_must_be_of_its_role() {
    let named = |section| Change::Place {
        role: Some(Role::Cause),
        section: Some(section),
    };
    let section = |change| {
        let heard = corrected(FAILURE, &[(0..3, change)]);
        judge_heard(&heard).alignment.passages[0].section
    };
    assert_eq!(section(named(2)), Some(2));
    assert_eq!(section(named(3)), Some(2));
    assert_eq!(section(named(99)), Some(2));
}

#[test]
fn a_marked_sentence_is_the_statement_and_its_words_decide_the_grade() {
    let text = format!("{FAILURE} … … … {ROLLBACK} … … … {CHANGE}");
    let before = judge(&text);
    let after = judge_heard(&corrected(&text, &[(0..4, Change::Cause {})]));
    assert_eq!(after.cause.ingredients(), before.cause.ingredients());
    assert_eq!(fired(&after), fired(&before));
    let statement = after.cause.statement.expect("it was marked").text;
    assert_eq!(statement, "Nine hundred invoices went");
    assert!(after.put_right.cause);
}

#[test]
fn a_misheard_word_is_read_as_it_was_said() {
    let misheard = "It broke because eye skipped the replay. I should have replayed February.";
    let link = |heard: &Corrected| judge_heard(heard).cause.causal_link.is_some();
    assert!(!link(&spoken(misheard).into()));
    let fixed = Change::Word {
        was: "eye".to_owned(),
        text: "I".to_owned(),
    };
    assert!(link(&corrected(misheard, &[(3..4, fixed)])));
}

#[test]
fn what_another_take_said_there_draws_the_same_words_to_its_section() {
    let strange = "Gold fern amber under quiet glass.";
    let text = format!("{FAILURE} … … … {CAUSE} … … … {strange} … … … {ROLLBACK}");
    let mut heard = Corrected::from(spoken(&text));
    let words = &heard.transcript.words;
    let gold = words.iter().position(|word| word.text == "Gold");
    let gold = gold.expect("it is said");
    let place = |heard: &Corrected| {
        let alignment = judge_heard(heard).alignment;
        alignment.of_word(gold).expect("it is placed").role
    };
    let without = place(&heard);
    let elsewhere = [Role::Lesson, Role::Rollback, Role::Cause];
    let drawn = elsewhere.into_iter().filter(|&role| {
        heard.references = vec![Reference {
            role,
            text: strange.to_owned(),
        }];
        place(&heard) == Some(role) && without != Some(role)
    });
    assert!(drawn.count() > 0, "{without:?}");
}

fn changes() -> impl Strategy<Value = Vec<(std::ops::Range<i64>, Change)>> {
    let role = proptest::option::of(prop::sample::select(Role::ALL.to_vec()));
    let change = prop_oneof![
        role.prop_map(place),
        prop::sample::select(vec!["", "I", "the replay of it.", "on me"]).prop_map(|text| {
            Change::Word {
                was: String::new(),
                text: text.to_owned(),
            }
        }),
        Just(Change::Cause {}),
    ];
    let stretch = (0..60_i64, 1..20_i64).prop_map(|(start, length)| start..start + length);
    prop::collection::vec((stretch, change), 0..6)
}

fn told() -> impl Strategy<Value = String> {
    let beats = [
        FAILURE,
        CAUSE,
        ROLLBACK,
        CHANGE,
        "um so okay",
        "… … … …",
        "it",
        "sorry again.",
    ];
    prop::collection::vec(prop::sample::select(beats.to_vec()), 0..12)
        .prop_map(|beats| beats.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_seconds_of_all_sections_and_asides_are_first_word_to_last(text in told()) {
        let analysis = judge(&text);
        let sections: Millis = analysis.sections.iter().map(|section| section.seconds).sum();
        let told = analysis.clock.told.map_or(Millis::ZERO, Span::length);
        prop_assert_eq!(sections + analysis.aside, told);
    }

    #[test]
    fn passages_meet_without_gap_and_cover_every_word(text in told()) {
        let analysis = judge(&text);
        let passages = &analysis.alignment.passages;
        for pair in passages.windows(2) {
            prop_assert_eq!(pair[0].span.end(), pair[1].span.start());
            prop_assert_eq!(pair[0].words.end, pair[1].words.start);
        }
        let words: usize = passages.iter().map(|passage| passage.words.len()).sum();
        prop_assert_eq!(words, analysis.telling.tokens.len());
    }

    #[test]
    fn no_correction_breaks_the_clock(text in told(), changes in changes()) {
        let analysis = judge_heard(&corrected(&text, &changes));
        let sections: Millis = analysis.sections.iter().map(|section| section.seconds).sum();
        let told = analysis.clock.told.map_or(Millis::ZERO, Span::length);
        prop_assert_eq!(sections + analysis.aside, told);
        let passages = &analysis.alignment.passages;
        let words: usize = passages.iter().map(|passage| passage.words.len()).sum();
        prop_assert_eq!(words, analysis.telling.tokens.len());
        for passage in passages {
            prop_assert!((0.0..=1.001).contains(&passage.confidence), "{:?}", passage);
        }
    }

    #[test]
    fn a_range_holds_the_seconds_that_are_told(text in told()) {
        let analysis = judge(&text);
        let Split { rollback, decision, rollback_range, decision_range, .. } = analysis.split;
        let buckets = [(rollback, rollback_range), (decision, decision_range)];
        let sections = analysis.sections.iter().map(|section| (section.seconds, section.range));
        for (seconds, range) in sections.chain(buckets) {
            prop_assert!(Millis::ZERO <= range.low && range.low <= seconds && seconds <= range.high);
        }
    }

    #[test]
    fn every_finding_quotes_words_and_says_where(text in told()) {
        let analysis = judge(&text);
        for finding in &analysis.findings {
            prop_assert!(!finding.quote.text.is_empty());
            prop_assert!(finding.quote.place.start().is_some());
        }
    }
}

/// The rules of time that fire on these seconds.
fn fired_by_time(lengths: &[(Role, i64)]) -> Vec<Rule> {
    let story = crate::story::parse(STORY).expect("a sound story");
    let told = |bucket: crate::story::Bucket| -> Millis {
        let own = lengths
            .iter()
            .filter(|(role, _)| role.bucket() == Some(bucket));
        own.map(|(_, seconds)| Millis(seconds * 1_000)).sum()
    };
    let (rollback, decision) = (
        told(crate::story::Bucket::Rollback),
        told(crate::story::Bucket::Decision),
    );
    let split = weigh(&story, rollback, decision);
    let telling = Telling::of_story(&story, &Stems);
    let found = findings_of_time(&story, &split, &telling);
    found.into_iter().map(|finding| finding.rule).collect()
}

/// How much a rollback of so many seconds weighs, if it may as well be as short as `low`, or four seconds longer.
fn weight_of_rollback(seconds: i64, low: i64) -> Option<Severity> {
    let story = crate::story::parse(STORY).expect("a sound story");
    let mut split = weigh(&story, Millis(seconds * 1000), Millis(90_000));
    split.rollback_range.low = Millis(low * 1000);
    split.rollback_range.high = Millis((seconds + 4) * 1000);
    let found = findings_of_time(&story, &split, &Telling::of_story(&story, &Stems));
    let long = found.iter().find(|f| f.rule == Rule::RollbackTooLong);
    long.map(|finding| finding.severity)
}

#[test]
fn a_verdict_that_hangs_on_doubtful_seconds_weighs_less() {
    assert_eq!(weight_of_rollback(62, 62), Some(Severity::Fail));
    assert_eq!(weight_of_rollback(62, 58), Some(Severity::Warn));
    assert_eq!(weight_of_rollback(58, 55), Some(Severity::Warn));
    assert_eq!(weight_of_rollback(42, 41), Some(Severity::Warn));
    assert_eq!(weight_of_rollback(42, 38), Some(Severity::Note));
    assert_eq!(weight_of_rollback(39, 30), None);
}

#[test]
fn each_rule_of_time_is_as_its_example_says() {
    for example in rules::LENGTHS {
        assert!(
            fired_by_time(example.fires).contains(&example.rule),
            "{example:?}"
        );
        assert!(
            !fired_by_time(example.silent).contains(&example.rule),
            "{example:?}"
        );
    }
}

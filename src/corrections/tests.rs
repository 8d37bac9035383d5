use proptest::prelude::*;

use super::*;
use crate::transcript::{Transcript, Word};

fn at(seconds: i64) -> Timestamp {
    Timestamp::from_second(seconds).expect("within jiff's range")
}

fn span(start: i64, end: i64) -> Span {
    Span::new(Millis(start), Millis(end))
}

/// One word a beat of 200 ms.
fn spoken(text: &str) -> Transcript {
    let words = text.split_whitespace().enumerate().map(|(beat, text)| {
        let start = 200 * beat as i64;
        Word {
            text: text.to_owned(),
            span: span(start, start + 200),
            p: 0.5,
        }
    });
    Transcript {
        words: words.collect(),
        ..Transcript::default()
    }
}

fn made(changes: &[(Span, Change)]) -> Corrections {
    let mut corrections = Corrections::default();
    for (span, change) in changes {
        corrections.add(*span, change.clone(), at(1_795_356_192));
    }
    corrections
}

fn word(text: &str) -> Change {
    Change::Word {
        was: "replied".to_owned(),
        text: text.to_owned(),
    }
}

fn place(role: Option<Role>) -> Change {
    let section = role.map(|_| 2);
    Change::Place { role, section }
}

fn three() -> Corrections {
    made(&[
        (span(0, 600), place(Some(Role::Cause))),
        (span(200, 400), word("replayed")),
        (span(0, 800), Change::Cause {}),
    ])
}

#[test]
fn corrections_are_written_as_facts() {
    insta::assert_snapshot!(three().to_json(), @r#"{"schema":"ownup.corrections/1","corrections":[{"id":1,"made_at":"2026-11-22T14:03:12Z","start":0.0,"end":0.6,"kind":"place","role":"cause","section":2},{"id":2,"made_at":"2026-11-22T14:03:12Z","start":0.2,"end":0.4,"kind":"word","was":"replied","text":"replayed"},{"id":3,"made_at":"2026-11-22T14:03:12Z","start":0.0,"end":0.8,"kind":"cause"}]}"#);
}

fn refusal(from: &str, to: &str) -> String {
    let json = three().to_json().replacen(from, to, 1);
    let read = Corrections::from_json(json.as_bytes());
    read.expect_err(&json).to_string()
}

#[test]
fn a_newer_schema_is_refused_by_name() {
    insta::assert_snapshot!(refusal("corrections/1", "corrections/2"), @"it is `ownup.corrections/2`, written by a newer ownup; this one reads `ownup.corrections/1`");
    insta::assert_snapshot!(refusal("corrections/1", "take/1"), @"it is `ownup.take/1`, not `ownup.corrections/1`");
}

#[test]
fn what_this_program_does_not_know_is_refused_and_so_not_lost() {
    let unknown = |from, to| refusal(from, to).contains("unknown");
    assert!(unknown(r#""kind":"cause""#, r#""kind":"mood""#));
    assert!(unknown(r#""kind":"cause""#, r#""kind":"cause","by":"ada""#));
    assert!(unknown(r#""role":"cause""#, r#""role":"cause","by":"ada""#));
    assert!(unknown(
        r#""corrections":["#,
        r#""by":"ada","corrections":["#
    ));
}

#[test]
fn a_correction_that_cannot_be_is_named() {
    insta::assert_snapshot!(refusal(r#""id":2"#, r#""id":1"#), @"correction 2: its number is not above the one before it");
    insta::assert_snapshot!(refusal(r#""end":0.4"#, r#""end":0.2"#), @"correction 2: it ends before it begins");
    insta::assert_snapshot!(refusal(r#""end":0.8"#, r#""end":1e9"#), @"correction 3: its seconds are outside every take");
    insta::assert_snapshot!(refusal("replayed", r"re\nplayed"), @"correction 2: its text holds a control character");
    insta::assert_snapshot!(refusal(r#""role":"cause""#, r#""role":null"#), @"correction 1: an aside has no section");
}

/// The words after these corrections.
fn check(changes: &[(Span, Change)], expected: &str) {
    let corrected = made(changes).apply(&spoken("I replied one month"));
    let words = corrected.transcript.words.len();
    assert_eq!(corrected.transcript.text(0..words), expected);
}

#[test]
fn a_misheard_word_is_replaced_in_its_time_and_certain() {
    let corrected = made(&[(span(200, 400), word("replayed"))]).apply(&spoken("I replied one"));
    let fixed = &corrected.transcript.words[1];
    assert_eq!(
        (fixed.text.as_str(), fixed.span),
        ("replayed", span(200, 400))
    );
    assert!((fixed.p - 1.0).abs() < f32::EPSILON);
}

#[test]
fn words_may_become_more_or_fewer() {
    check(
        &[(span(200, 400), word("had replayed"))],
        "I had replayed one month",
    );
    check(&[(span(200, 800), word("replayed"))], "I replayed");
    check(&[(span(200, 400), word(""))], "I one month");
    check(&[(span(0, 800), word(""))], "");
}

#[test]
fn words_in_the_place_of_others_share_their_time_by_letters() {
    let corrected =
        made(&[(span(200, 600), word("no reply"))]).apply(&spoken("I replied one month"));
    let spans: Vec<Span> = corrected.transcript.words.iter().map(|w| w.span).collect();
    let shared = [span(0, 200), span(200, 314), span(314, 600), span(600, 800)];
    assert_eq!(spans, shared);
}

#[test]
fn of_two_that_contradict_the_later_holds() {
    let both = [
        (span(200, 400), word("replayed")),
        (span(200, 400), word("repaid")),
    ];
    check(&both, "I repaid one month");
    let placed = [
        (span(0, 800), place(Some(Role::Cause))),
        (span(200, 400), place(None)),
    ];
    let corrected = made(&placed).apply(&spoken("I replied one month"));
    let roles: Vec<Option<Role>> = (0..4)
        .map(|at| corrected.placement(at).expect("each is placed").role)
        .collect();
    let cause = Some(Role::Cause);
    assert_eq!(roles, [cause, None, cause, cause]);
    let starts: Vec<usize> = corrected.clauses().iter().map(|c| c.words.start).collect();
    assert_eq!(starts, [0, 1, 2]);
}

#[test]
fn a_correction_of_words_that_are_not_there_changes_nothing() {
    check(
        &[(span(5_000, 6_000), word("replayed"))],
        "I replied one month",
    );
    let marked = made(&[(span(5_000, 6_000), Change::Cause {})]);
    assert_eq!(marked.apply(&spoken("I replied")).marked(), None);
}

#[test]
fn other_takes_learn_the_clauses_whose_role_is_known() {
    let told = spoken("It broke. I skipped it. It was cold. That was me.");
    let placed = [
        (span(400, 1_000), place(Some(Role::Cause))),
        (span(1_000, 1_600), place(None)),
        (span(1_600, 2_200), Change::Cause {}),
    ];
    let known: Vec<(Role, String)> = made(&placed)
        .apply(&told)
        .known()
        .into_iter()
        .map(|known| (known.role, known.text))
        .collect();
    let cause = |text: &str| (Role::Cause, text.to_owned());
    assert_eq!(known, [cause("I skipped it."), cause("That was me.")]);
}

#[test]
fn undoing_takes_back_the_last_or_the_one_of_a_number() {
    let mut corrections = three();
    assert_eq!(corrections.undo(Some(7)), None);
    assert_eq!(corrections.undo(Some(1)).map(|undone| undone.id), Some(1));
    assert_eq!(corrections.undo(None).map(|undone| undone.id), Some(3));
    corrections.add(span(0, 200), Change::Cause {}, at(0));
    let ids: Vec<u32> = corrections.all.iter().map(|c| c.id).collect();
    assert_eq!(ids, [2, 3]);
    corrections.undo(None);
    corrections.undo(None);
    assert_eq!(corrections.undo(None), None);
}

fn any_change() -> impl Strategy<Value = Change> {
    let role = proptest::option::of(prop::sample::select(Role::ALL.to_vec()));
    prop_oneof![
        role.prop_map(|role| Change::Place {
            role,
            section: None
        }),
        ("[a-z ]{0,20}", "\\PC{0,20}").prop_map(|(was, text)| Change::Word { was, text }),
        Just(Change::Cause {}),
    ]
}

prop_compose! {
    fn any_corrections()(
        changes in prop::collection::vec((0..4_000_i64, 1..2_000_i64, any_change()), 0..8)
    ) -> Corrections {
        let spanned = changes
            .into_iter()
            .map(|(start, length, change)| (span(start, start + length), change));
        made(&spanned.collect::<Vec<_>>())
    }
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(corrections in any_corrections()) {
        let read = Corrections::from_json(corrections.to_json().as_bytes());
        prop_assert_eq!(read, Ok(corrections));
    }

    #[test]
    fn anything_at_all_is_read_without_a_panic(json in "\\PC{0,200}") {
        prop_assert!(Corrections::from_json(json.as_bytes()).is_err());
    }

    #[test]
    fn words_stay_in_order_and_within_what_was_told(corrections in any_corrections()) {
        let heard = spoken("I replied one month and so it broke . That was on me .");
        let corrected = corrections.apply(&heard);
        let told = heard.told().expect("there are words");
        for pair in corrected.transcript.words.windows(2) {
            prop_assert!(pair[0].span.end() <= pair[1].span.start());
        }
        for word in &corrected.transcript.words {
            prop_assert!(told.start() <= word.span.start() && word.span.end() <= told.end());
            prop_assert!(!word.text.is_empty());
        }
        let clauses = corrected.clauses();
        let covered: usize = clauses.iter().map(|clause| clause.words.len()).sum();
        prop_assert_eq!(covered, corrected.transcript.words.len());
    }
}

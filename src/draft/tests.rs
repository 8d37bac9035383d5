use proptest::prelude::*;

use super::*;
use crate::meaning::Stems;
use crate::rules::Rule;
use crate::rules::cause::Grade;
use crate::story::parse;
use crate::time::Span;
use crate::transcript::Word;

const TODAY: Month = Month {
    year: 2026,
    month: 11,
};

fn drafted(sections: &[(&str, String)]) -> Draft {
    let sections: Vec<String> = sections
        .iter()
        .map(|(heading, text)| format!("## {heading}\n\n{text}\n"))
        .collect();
    let text = format!("---\ntitle: t\n---\n\n{}", sections.join("\n"));
    judge(
        &parse(&text).expect("a story"),
        Pace::default(),
        &Stems,
        TODAY,
    )
}

/// So many words that say nothing.
fn filled(words: usize) -> String {
    vec!["so"; words].join(" ") + "."
}

fn take(words: usize, step: i64) -> Transcript {
    let word = |at: i64| Word {
        text: "so".to_owned(),
        span: Span::new(Millis(at * step), Millis((at + 1) * step)),
        p: 1.0,
    };
    Transcript {
        words: (0..words as i64).map(word).collect(),
        ..Transcript::default()
    }
}

#[test]
fn before_the_first_take_the_pace_is_the_usual_one() {
    assert_eq!(Pace::of([]), Pace::default());
    assert_eq!(Pace::default().time(150), Millis(60_000));
}

#[test]
fn the_pace_is_the_median_of_the_takes() {
    let takes = [take(100, 600), take(100, 500), take(100, 300)];
    let pace = Pace::of(&takes);
    assert_eq!((pace.wpm.round(), pace.takes), (120.0, 3));
}

#[test]
fn a_take_of_a_few_words_says_nothing_of_the_pace() {
    assert_eq!(Pace::of(&[take(10, 100)]), Pace::default());
}

#[test]
fn a_pace_that_nobody_speaks_is_brought_within_reason() {
    let pace = Pace::of(&[take(100, 1)]);
    assert_eq!(pace.time(300), Millis(60_000));
}

#[test]
fn words_become_seconds_by_bucket() {
    let draft = drafted(&[
        ("Context", filled(50)),
        ("Why it was me", filled(100)),
        ("Rollback", filled(75)),
        ("What I do now", filled(50)),
    ]);
    assert_eq!((draft.rollback_words, draft.decision_words), (75, 150));
    assert_eq!(draft.split.rollback, Millis(30_000));
    assert_eq!(draft.split.decision, Millis(60_000));
    assert_eq!(draft.split.ratio, Some(2.0));
}

#[test]
fn a_long_rollback_is_cut_to_its_target_and_the_decision_filled_up() {
    let draft = drafted(&[
        ("What went wrong", filled(50)),
        ("Why it was me", filled(75)),
        ("Rollback", filled(200)),
        ("What I do now", filled(25)),
    ]);
    let cut = Move::Cut {
        role: Role::Rollback,
        time: Millis(50_000),
        words: 125,
        line: 15,
    };
    let add = Move::Add {
        role: Role::Lesson,
        time: Millis(50_000),
        words: 125,
        line: None,
    };
    assert_eq!(draft.moves, [cut, add]);
    let rules: Vec<Rule> = draft.findings.iter().map(|f| f.rule).collect();
    assert!(rules.contains(&Rule::RollbackTooLong), "{rules:?}");
    assert!(rules.contains(&Rule::DecisionTooShort), "{rules:?}");
}

#[test]
fn what_comes_before_the_cause_gives_way_where_the_whole_is_too_long() {
    let draft = drafted(&[
        ("Context", filled(300)),
        ("Why it was me", filled(225)),
        ("Rollback", filled(75)),
    ]);
    let [Move::Cut { role, time, .. }] = draft.moves.as_slice() else {
        panic!("{:?}", draft.moves);
    };
    assert_eq!((*role, *time), (Role::Context, Millis(60_000)));
}

#[test]
fn lengths_of_a_beginning_mean_nothing_yet() {
    let draft = drafted(&[("Rollback", filled(300))]);
    assert_eq!(draft.moves, []);
    assert_eq!(draft.findings, []);
    assert_eq!(draft.unwritten.len(), 5);
}

#[test]
fn a_cause_on_paper_stands_on_its_line() {
    let told = "It sank because I left the plug out. That was on me.".to_owned();
    let draft = drafted(&[("Context", filled(5)), ("Why it was me", told)]);
    assert_eq!(draft.cause.grade(), Grade::Strong);
    assert_eq!(draft.status, CauseStatus::Said);
    let said: Vec<_> = draft.say.iter().map(|s| s.text.as_str()).collect();
    assert_eq!(said, ["I should not have left the plug out."]);
}

proptest! {
    #[test]
    fn any_lengths_can_be_judged(words in proptest::collection::vec(0_usize..400, 6)) {
        let headings = ["Context", "What went wrong", "Why it was me", "Rollback", "What I learned", "What I do now"];
        let sections: Vec<_> = headings.into_iter().zip(words.iter().map(|&n| filled(n))).collect();
        let draft = drafted(&sections);
        let shares: f64 = draft.sections.iter().map(|s| s.share).sum();
        prop_assert!(draft.words == 0 || (shares - 1.0).abs() < 1e-9);
        for change in &draft.moves {
            let (Move::Cut { time, .. } | Move::Add { time, .. }) = change;
            prop_assert!(*time > Millis::ZERO, "{change:?}");
        }
    }
}

//! The rule book: the list, and one rule explained.

use crate::harness::Home;

#[test]
fn every_rule_is_a_line() {
    let list = Home::new().run("rules").answer();
    assert_eq!(list.lines().count(), 18, "{list}");
    let first = "cause-missing           fail      You never say that you were the cause.";
    assert_eq!(list.lines().next(), Some(first));
    let widest = list.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(80), "{list}");
}

#[test]
fn a_rule_is_explained_with_examples_on_both_sides() {
    insta::assert_snapshot!(Home::new().run("rules lesson-before-cause").answer(), @"
    lesson-before-cause  fail
      The lesson or change comes before the cause.

    Why
      A lesson that comes before its cause sounds borrowed, as the listener cannot
      know yet what it was drawn from.

    Instead
      Tell what you did and why you did it, and only then what you learned.

    Fires on
      failure: “A dinghy sank with two pupils in it.”
      lesson: “When somebody talks to me at the slip I lose the step I was at.”
      cause: “It sank because I left the plug out. That was on me.”
      change: “I never push a boat in until I have put my thumb on the plug.”

    Stays silent on
      failure: “A dinghy sank with two pupils in it.”
      cause: “It sank because I left the plug out. That was on me.”
      lesson: “When somebody talks to me at the slip I lose the step I was at.”
      change: “I never push a boat in until I have put my thumb on the plug.”
    ");
}

#[test]
fn a_rule_of_time_is_explained_in_seconds() {
    insta::assert_snapshot!(Home::new().run("rules rollback-too-long").answer(), @"
    rollback-too-long  fail–note
      The repair takes too many seconds.

    Why
      The repair is the part in which you are least the subject, and its seconds are
      missing from the decision.

    Instead
      Tell it in three sentences: how it was stopped, how it was repaired, when it
      was over.

    Fires on
      cause 60 s, rollback 75 s, change 40 s

    Stays silent on
      cause 60 s, rollback 30 s, change 40 s
    ");
}

#[test]
fn every_rule_of_the_list_can_be_explained() {
    let home = Home::new();
    let list = home.run("rules").answer();
    for id in list.lines().filter_map(|line| line.split(' ').next()) {
        let told = home.run(&format!("rules {id}")).answer();
        assert!(told.contains("Stays silent on\n  "), "{told}");
    }
}

#[test]
fn an_unknown_rule_has_a_nearest_one() {
    insta::assert_snapshot!(Home::new().run("rules no-chang"), @"
    status: 1
    --- stderr
    error: there is no rule `no-chang`
    hint: the nearest is `no-change`; `ownup rules` lists them all
    ");
}

//! The rules against their own examples, and against whole stories.

use super::*;
use crate::telling::Place;

const TODAY: Month = Month {
    year: 2026,
    month: 11,
};

/// A telling of passages, cut into statements at full stops.
pub(super) fn telling(passages: &[(Role, &str)]) -> Telling {
    let mut telling = Telling::default();
    for (role, text) in passages {
        for sentence in text.split_inclusive(['.', '?', '!']) {
            let words = sentence
                .split_whitespace()
                .map(|word| (word, Place::Written(1)));
            telling.push(Some(*role), words);
        }
    }
    telling
}

fn fired(passages: &[(Role, &str)]) -> Vec<Rule> {
    let telling = telling(passages);
    let cause = cause::hear(&telling);
    let found = findings(&telling, &cause, None, TODAY);
    found.into_iter().map(|finding| finding.rule).collect()
}

#[test]
fn each_rule_fires_where_its_examples_say() {
    let silent = EXAMPLES.iter().flat_map(|examples| {
        let hears = |example: &&(Role, &str)| fired(&[**example]).contains(&examples.rule);
        examples.fires.iter().filter(move |example| !hears(example))
    });
    assert_eq!(silent.collect::<Vec<_>>(), Vec::<&(Role, &str)>::new());
}

#[test]
fn each_rule_is_silent_where_its_examples_say() {
    let fires = EXAMPLES.iter().flat_map(|examples| {
        let hears = |example: &&(Role, &str)| fired(&[**example]).contains(&examples.rule);
        examples.silent.iter().filter(move |example| hears(example))
    });
    assert_eq!(fires.collect::<Vec<_>>(), Vec::<&(Role, &str)>::new());
}

#[test]
fn a_full_and_honest_story_has_no_findings() {
    let rules = fired(&[
        (
            Role::Context,
            "I looked after the boats at a sailing school last summer.",
        ),
        (Role::Failure, "A dinghy sank with two pupils in it."),
        (
            Role::Cause,
            "It sank because I left the plug out. I should have walked round it once. That's on me.",
        ),
        (
            Role::Rollback,
            "We pulled them out within four minutes and dried the sails.",
        ),
        (
            Role::Lesson,
            "When somebody talks to me at the slip I lose the step I was at.",
        ),
        (
            Role::Change,
            "I never push a boat in until I have put my thumb on the plug.",
        ),
    ]);
    assert_eq!(rules, []);
}

#[test]
fn a_lesson_before_the_cause_is_the_jump_from_two_to_four() {
    let failure = (Role::Failure, "A dinghy sank.");
    let cause = (Role::Cause, "It sank because I left the plug out.");
    let lesson = (Role::Lesson, "When somebody talks to me I lose my step.");
    let change = (
        Role::Change,
        "I never push a boat in until I have touched the plug.",
    );
    assert_eq!(
        fired(&[failure, lesson, cause, change]),
        [Rule::LessonBeforeCause]
    );
    assert_eq!(fired(&[failure, cause, lesson, change]), []);
}

#[test]
fn with_no_cause_at_all_the_order_is_not_said() {
    let rules = fired(&[
        (Role::Failure, "A dinghy sank on a Tuesday."),
        (Role::Lesson, "A plug is small when somebody talks to me."),
        (
            Role::Change,
            "I never push a boat in until I have touched the plug.",
        ),
    ]);
    assert_eq!(rules, [Rule::CauseMissing]);
}

#[test]
fn an_old_date_is_old_whatever_the_words_say() {
    let telling = telling(&[(Role::Cause, "It sank because I left the plug out.")]);
    let cause = cause::hear(&telling);
    let severity = |year, month| {
        let found = findings(&telling, &cause, Some(Month { year, month }), TODAY);
        found
            .into_iter()
            .find(|f| f.rule == Rule::Ancient)
            .map(|f| f.severity)
    };
    assert_eq!(severity(2022, 10), Some(Severity::Warn));
    assert_eq!(severity(2023, 10), Some(Severity::Note));
    assert_eq!(severity(2024, 1), None);
}

#[test]
fn nothing_told_finds_nothing() {
    let found = findings(&Telling::default(), &cause::Cause::default(), None, TODAY);
    assert_eq!(found, []);
}

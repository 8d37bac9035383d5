//! The rules against their own examples, and against whole stories.

mod misheard;

use super::*;
use crate::telling::Place;

pub(super) const TODAY: Month = Month {
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

/// Judges a telling as far as it has been told.
fn judged(passages: &[(Role, &str)]) {
    let telling = telling(passages);
    let cause = cause::hear(&telling);
    let found = findings(&telling, &cause, None, TODAY);
    assert!(found.iter().all(|finding| !finding.quote.text.is_empty()));
    let missing = cause::Ingredient::ALL
        .iter()
        .filter(|one| cause.get(**one).is_none());
    assert_eq!(say::suggest(&telling, &cause, None).len(), missing.count());
}

/// The other tests' tellings have words only; these know how they are put, as a take's do.
#[cfg(feature = "meaning")]
#[test]
fn the_examples_hold_too_where_it_is_known_how_they_are_put() {
    type Told = (Role, &'static str);
    let embedder = crate::meaning::MiniLm::new(2);
    let fires = |rule: Rule, passages: &[(Role, &str)]| {
        let telling = telling(passages).embedded(&embedder);
        let found = findings(&telling, &cause::hear(&telling), None, TODAY);
        found.into_iter().any(|finding| finding.rule == rule)
    };
    let mut silent: Vec<&'static Told> = Vec::new();
    let mut loud: Vec<&'static Told> = Vec::new();
    for own in EXAMPLES {
        silent.extend(own.fires.iter().filter(|told| !fires(own.rule, &[**told])));
        loud.extend(own.silent.iter().filter(|told| fires(own.rule, &[**told])));
    }
    assert!(silent.is_empty() && loud.is_empty(), "{silent:?} {loud:?}");
    for own in WHOLE {
        assert!(fires(own.rule, own.fires), "{own:?}");
        assert!(!fires(own.rule, own.silent), "{own:?}");
    }
}

#[test]
fn a_telling_that_breaks_off_at_any_word_is_judged() {
    let examples = EXAMPLES
        .iter()
        .flat_map(|own| own.fires.iter().chain(own.silent));
    for (role, text) in examples {
        let words: Vec<&str> = text.split_whitespace().collect();
        for said in 0..words.len() {
            let told = words[..said].join(" ");
            let told = told.trim_end_matches(['.', '?', '!', ',']);
            judged(&[(*role, told)]);
            for more in [
                "I had",
                "and I didn't",
                "I was",
                "I should",
                "because I",
                "we did not",
            ] {
                judged(&[(*role, &format!("{told} {more}"))]);
            }
        }
    }
}

#[test]
fn each_rule_of_a_whole_telling_is_as_its_example_says() {
    for example in WHOLE {
        assert!(fired(example.fires).contains(&example.rule), "{example:?}");
        assert!(
            !fired(example.silent).contains(&example.rule),
            "{example:?}"
        );
    }
}

#[test]
fn every_rule_has_examples_of_one_kind() {
    for rule in Rule::ALL {
        let kinds = [
            EXAMPLES.iter().any(|own| own.rule == rule),
            WHOLE.iter().any(|own| own.rule == rule),
            LENGTHS.iter().any(|own| own.rule == rule),
        ];
        assert_eq!(
            kinds.into_iter().filter(|kind| *kind).count(),
            1,
            "{}",
            rule.id()
        );
    }
}

#[test]
fn a_rule_is_published_under_its_id() {
    for rule in Rule::ALL {
        let published = serde_json::to_value(rule).expect("a name");
        assert_eq!(published, rule.id());
        assert_eq!(Rule::named(&rule.id().to_uppercase()), Some(rule));
    }
}

#[test]
fn a_rule_weighs_what_it_says_it_can() {
    for (rule, found) in everything_found() {
        let severities = rule.severities();
        assert!(severities.contains(&found.severity), "{rule:?} {found:?}");
    }
}

/// Every finding in every example that fires.
fn everything_found() -> Vec<(Rule, Finding)> {
    let single = EXAMPLES
        .iter()
        .flat_map(|own| own.fires.iter().map(|one| vec![*one]));
    let whole = WHOLE.iter().map(|own| own.fires.to_vec());
    let found = single.chain(whole).flat_map(|passages| {
        let telling = telling(&passages);
        findings(&telling, &cause::hear(&telling), None, TODAY)
    });
    found.map(|finding| (finding.rule, finding)).collect()
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

/// Pairs that no telling can deserve at once.
const CONTRADICTIONS: &[(Rule, Rule)] = &[
    (Rule::CauseMissing, Rule::LessonBeforeCause),
    (Rule::RollbackTooLong, Rule::RollbackMissing),
];

fn sentences() -> Vec<(Role, &'static str)> {
    let own = EXAMPLES
        .iter()
        .flat_map(|own| own.fires.iter().chain(own.silent));
    let whole = WHOLE
        .iter()
        .flat_map(|own| own.fires.iter().chain(own.silent));
    own.chain(whole).copied().collect()
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(60))]

    #[test]
    fn findings_have_words_and_a_place_and_contradict_nothing(
        picks in proptest::collection::vec(proptest::prelude::any::<proptest::sample::Index>(), 0..12),
    ) {
        let sentences = sentences();
        let passages: Vec<_> = picks.iter().map(|pick| *pick.get(&sentences)).collect();
        let telling = telling(&passages);
        let found = findings(&telling, &cause::hear(&telling), None, TODAY);
        let rules: Vec<Rule> = found.iter().map(|finding| finding.rule).collect();
        for (index, finding) in found.iter().enumerate() {
            let Finding { rule, quote, .. } = finding;
            proptest::prop_assert!(!quote.text.trim().is_empty(), "{rule:?} {passages:?}");
            proptest::prop_assert_eq!(telling.quote(quote.tokens.clone()), Some(quote.clone()));
            proptest::prop_assert!(!rules[..index].contains(rule), "twice {rule:?} {passages:?}");
        }
        for (one, other) in CONTRADICTIONS {
            let both = rules.contains(one) && rules.contains(other);
            proptest::prop_assert!(!both, "{one:?} and {other:?} {passages:?}");
        }
        let of_change = |rule: Rule| {
            let own = found.iter().find(|finding| finding.rule == rule);
            own.is_some_and(|own| {
                let at = telling.statements.iter().find(|s| s.tokens.contains(&own.quote.tokens.start));
                at.is_some_and(|statement| statement.role == Some(Role::Change))
            })
        };
        let unchanged = rules.contains(&Rule::NoChange);
        proptest::prop_assert!(!(unchanged && of_change(Rule::TeamNotI)), "{passages:?}");
        let cause = cause::hear(&telling);
        let blamed = [Rule::BlameDistributed, Rule::Circumstance];
        let excused = rules.iter().any(|rule| blamed.contains(rule));
        proptest::prop_assert!(!(excused && cause.grade() == cause::Grade::Strong), "{passages:?}");
    }
}

use super::*;
use crate::rules::tests::telling;

fn heard(text: &str) -> Cause {
    hear(&telling(&[(Role::Cause, text)]))
}

fn tells(text: &str, ingredient: Ingredient) -> bool {
    heard(text).get(ingredient).is_some()
}

#[test]
fn each_ingredient_is_heard_in_its_examples_punctuated_or_not() {
    for Examples {
        ingredient, fires, ..
    } in EXAMPLES
    {
        let spoken = |text: &str| text.to_lowercase().replace([',', '.'], "");
        let deaf = fires
            .iter()
            .filter(|text| !tells(text, *ingredient) || !tells(&spoken(text), *ingredient));
        assert_eq!(deaf.collect::<Vec<_>>(), Vec::<&&str>::new());
    }
}

#[test]
fn no_ingredient_is_heard_in_what_only_looks_like_it() {
    for Examples {
        ingredient, silent, ..
    } in EXAMPLES
    {
        let misheard = silent.iter().filter(|text| tells(text, *ingredient));
        assert_eq!(misheard.collect::<Vec<_>>(), Vec::<&&str>::new());
    }
}

#[test]
fn quotes_are_exact_words_of_the_telling() {
    let cause = heard("Um, the boat sank because I, uh, left the plug out. That's on me.");
    assert_eq!(cause.grade(), Grade::Strong);
    let quotes = [&cause.causal_link, &cause.own_act, &cause.ownership]
        .map(|q| q.as_ref().map(|q| q.text.as_str()));
    assert_eq!(
        quotes,
        [
            Some("the boat sank because I, uh, left the plug"),
            Some("I, uh, left the plug out."),
            Some("That's on me.")
        ]
    );
}

#[test]
fn a_cause_told_in_the_lesson_is_heard_but_never_one_in_the_rollback() {
    let told = "It sank because I left the plug out.";
    let grade = |role| hear(&telling(&[(role, told)])).grade();
    assert_eq!(grade(Role::Lesson), Grade::Partial);
    assert_eq!(grade(Role::Rollback), Grade::Missing);
}

#[test]
fn a_marked_sentence_is_the_statement_and_is_listened_to_wherever_it_stands() {
    let fixed = "We put it back. It sank because I left the plug out.";
    let telling = telling(&[(Role::Failure, "It sank."), (Role::Rollback, fixed)]);
    assert_eq!(hear(&telling).grade(), Grade::Missing);
    let cause = hear_marked(&telling, 6..14);
    let statement = cause.statement.as_ref().map(|quote| quote.text.as_str());
    assert_eq!(statement, Some("It sank because I left the plug out."));
    assert_eq!(cause.grade(), Grade::Partial);
}

#[test]
fn a_mark_adds_no_ingredient_that_its_words_do_not_say() {
    let telling = telling(&[(
        Role::Cause,
        "It was cold. It sank because I left the plug out.",
    )]);
    let cause = hear_marked(&telling, 0..3);
    assert_eq!(cause.ingredients(), hear(&telling).ingredients());
    let cold = telling_of_cold();
    assert_eq!(hear_marked(&cold, 0..3).ingredients(), 0);
}

fn telling_of_cold() -> Telling {
    telling(&[(Role::Context, "It was cold.")])
}

#[test]
fn the_statement_is_the_sentence_that_carries_most() {
    let cause =
        heard("I was new there. It sank because I left the plug out, my fault. It was cold.");
    let statement = cause.statement.expect("a cause was told").text;
    assert_eq!(statement, "It sank because I left the plug out, my fault.");
}

#[test]
fn an_empty_telling_has_no_cause_and_no_statement() {
    let cause = hear(&Telling::default());
    assert_eq!((cause.grade(), cause.statement), (Grade::Missing, None));
}

#[test]
fn depth_names_each_link_once() {
    let cause = heard(
        "I was tired. I skipped the count, though I knew the rule, and I told myself it would be fine.",
    );
    assert_eq!(
        cause.depth,
        [
            Link::Omission,
            Link::State,
            Link::RuleSkipped,
            Link::Rationalisation
        ]
    );
}

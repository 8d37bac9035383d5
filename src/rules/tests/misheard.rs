//! The rules against their own examples as recognition may write them.

use super::*;
use crate::rules::phrasing::Label;

/// So many copies of each example, each misheard in its own way.
const COPIES: usize = 20;

/// How recognition writes: no capitals, no marks.
fn unmarked(text: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || c.is_whitespace() || "'’".contains(c);
    text.to_lowercase().replace(|c| !plain(c), "")
}

#[test]
fn most_examples_fire_without_capitals_and_marks_too() {
    let all: Vec<(Rule, (Role, &str))> = EXAMPLES
        .iter()
        .flat_map(|own| own.fires.iter().map(|one| (own.rule, *one)))
        .collect();
    let survives = |(rule, (role, text)): &&(Rule, (Role, &str))| {
        fired(&[(*role, &unmarked(text))]).contains(rule)
    };
    let survivors = all.iter().filter(survives).count();
    let lost: Vec<_> = all.iter().filter(|one| !survives(one)).collect();
    // At most one in twenty may be lost to the missing marks.
    assert!(
        survivors * 20 >= all.len() * 19,
        "{survivors} of {}: {lost:?}",
        all.len()
    );
}

#[test]
fn no_silent_example_fires_for_want_of_capitals_and_marks() {
    let all = EXAMPLES
        .iter()
        .flat_map(|own| own.silent.iter().map(|one| (own.rule, *one)));
    let misheard: Vec<_> = all
        .filter(|(rule, (role, text))| fired(&[(*role, &unmarked(text))]).contains(rule))
        .collect();
    assert!(misheard.len() <= 1, "{misheard:?}");
}

/// With one word in twenty lost or taken for another, as often the one as the other.
fn misheard(text: &str, others: &[&str], rng: &mut fastrand::Rng) -> String {
    let heard = unmarked(text);
    let heard = heard
        .split_whitespace()
        .filter_map(|word| match rng.u8(0..40) {
            0 => None,
            1 => rng.choice(others).copied(),
            _ => Some(word),
        });
    heard.collect::<Vec<_>>().join(" ")
}

fn is_told(label: Label, role: Role, text: &str) -> bool {
    match label {
        Label::Rule(own) => fired(&[(role, text)]).contains(&own),
        Label::Ingredient(own) => cause::hear(&telling(&[(role, text)])).get(own).is_some(),
    }
}

/// Every example that fires, of rules and of ingredients.
fn examples() -> Vec<(Label, Role, &'static str)> {
    let of_rules = EXAMPLES.iter().flat_map(|own| {
        let label = Label::Rule(own.rule);
        own.fires
            .iter()
            .map(move |(role, text)| (label, *role, *text))
    });
    let of_cause = cause::EXAMPLES.iter().flat_map(|own| {
        let label = Label::Ingredient(own.ingredient);
        own.fires
            .iter()
            .map(move |text| (label, Role::Cause, *text))
    });
    of_rules.chain(of_cause).collect()
}

#[test]
fn most_examples_fire_with_one_word_in_twenty_lost_or_mistaken() {
    let all = examples();
    let told = all
        .iter()
        .filter(|(label, role, text)| is_told(*label, *role, &unmarked(text)));
    let told: Vec<_> = told.collect();
    let words: Vec<String> = all.iter().map(|(.., text)| unmarked(text)).collect();
    let words: Vec<&str> = words
        .iter()
        .flat_map(|text| text.split_whitespace())
        .collect();
    let mut lost = Vec::new();
    for seed in 0..COPIES as u64 {
        let mut rng = fastrand::Rng::with_seed(seed);
        for (label, role, text) in &told {
            let heard = misheard(text, &words, &mut rng);
            if !is_told(*label, *role, &heard) {
                lost.push((label, heard));
            }
        }
    }
    let copies = told.len() * COPIES;
    // In an example nearly every word is needed, and no sentence vector helps: one in ten may be lost.
    assert!(
        lost.len() * 10 <= copies,
        "{} of {copies}: {lost:#?}",
        lost.len()
    );
}

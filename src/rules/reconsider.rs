//! What the rules found, reconsidered in the light of how people phrase things.
//!
//! A rule that fired where its passage is rather told unlike its kind is asked again about the rest, and dropped if all
//! it names is plainly unlike; one that stayed silent is heard where a passage is told very much like its kind. Some rules
//! ask whether something stands anywhere, others whether it holds throughout, and the passages are asked accordingly.

use std::ops::Range;

use super::ancient;
use super::cause::{Cause, Ingredient, Link, ownership};
use super::phrasing::{Fired, Label, Opinion, Opinions, telling_most};
use super::reading::Reading;
use super::scene::Scene;
use super::{Finding, Rule};
use crate::story::Role;
use crate::telling::{Quote, Telling};

/// The first person.
const ONESELF: [&str; 9] = [
    "i", "me", "my", "mine", "myself", "i'd", "i've", "i'm", "i'll",
];

/// A rule names the first place that may be its kind; so often it is asked for another.
const PLACES: usize = 4;

/// As likely as not, in the logarithm of the odds.
const EVEN: f32 = 0.0;

/// Hears the ingredients that no pattern knew, and drops those that were none; `hear` is what patterns hear.
pub(super) fn cause(telling: &Telling, hear: impl Fn(&Telling) -> Cause) -> Cause {
    let mut cause = hear(telling);
    let opinions = Opinions::of(telling);
    let silent = cause.ingredients() == 0;
    for ingredient in Ingredient::ALL {
        let label = Label::Ingredient(ingredient);
        let told = match cause.get(ingredient).cloned() {
            Some(quote) => standing(telling, (&opinions, label), quote, |rest| {
                hear(rest).get(ingredient).cloned()
            }),
            None => somewhere(&opinions, label)
                .and_then(|at| telling_most(telling, &at, label))
                .filter(|quote| speaks_of_oneself(telling, quote))
                .filter(|quote| ingredient != Ingredient::Ownership || !denies(telling, quote)),
        };
        cause.set(ingredient, told);
    }
    if cause.own_act.is_some() && !cause.depth.contains(&Link::Omission) {
        cause.depth.insert(0, Link::Omission);
    }
    if silent {
        let told = Ingredient::ALL.into_iter().find_map(|one| cause.get(one));
        cause.statement = told.cloned().or(cause.statement);
    }
    cause
}

/// Whether the speaker is in it: an act, a cause or a fault is somebody's.
fn speaks_of_oneself(telling: &Telling, quote: &Quote) -> bool {
    let words = &telling.tokens[quote.tokens.clone()];
    words
        .iter()
        .any(|word| ONESELF.contains(&word.norm.as_str()))
}

/// Whether the fault is named in it only to be denied.
fn denies(telling: &Telling, quote: &Quote) -> bool {
    let reading = Reading::of_roles(telling, &[Role::Failure, Role::Cause]);
    ownership::denied_faults(&reading)
        .any(|hit| quote.tokens.contains(&reading.words[hit.start].token))
}

/// Hears the rules that no pattern knew to fire, and drops those that should not have.
pub(super) fn findings(scene: &Scene<'_>, mut found: Vec<Finding>) -> Vec<Finding> {
    let opinions = Opinions::of(scene.telling);
    for label in Label::ALL {
        let Label::Rule(rule) = label else {
            continue;
        };
        let place = found.iter().position(|finding| finding.rule == rule);
        if let Some(at) = place {
            if !is_dated(scene, rule) {
                let doubted = found.remove(at);
                if let Some(finding) = kept(scene, (&opinions, label), doubted) {
                    found.insert(at, finding);
                }
            }
        } else if fits(scene, &found, rule) {
            found.extend(unheard(scene, &opinions, label));
        }
    }
    found
}

/// Whether the story's own date says it, whatever the words are like.
fn is_dated(scene: &Scene<'_>, rule: Rule) -> bool {
    rule == Rule::Ancient && ancient::by_date(scene).is_some()
}

/// Whether a rule says that something is missing throughout, so that one passage can prove it wrong.
fn throughout(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::NoChange | Rule::NoPersonalRule | Rule::EmotionalOnlyLesson
    )
}

/// What a rule found, if it is thought likely enough to be said; in the place that is told like its kind.
fn kept(
    scene: &Scene<'_>,
    (opinions, label): (&Opinions, Label),
    found: Finding,
) -> Option<Finding> {
    let rule = found.rule;
    if throughout(rule) {
        return holds_throughout(opinions, label).then_some(found);
    }
    let quote = standing(scene.telling, (opinions, label), found.quote, |telling| {
        let found = super::fired(&scene.of_rest(telling)).into_iter();
        let mut own = found.filter(|finding| finding.rule == rule);
        own.next().map(|finding| finding.quote)
    })?;
    Some(Finding { quote, ..found })
}

/// Whether no passage proves wrong a rule that says that something is missing.
fn holds_throughout(opinions: &Opinions, label: Label) -> bool {
    let all = opinions.on(label, Fired::Yes);
    let allowance = allowance(&all);
    all.iter()
        .all(|opinion| opinion.odds + allowance > label.threshold(Fired::Yes))
}

/// The first place that is told like its kind (a finding: rather like it than not), or else the first that may be: `quote`,
/// or one that is found in what the telling has besides.
fn standing(
    telling: &Telling,
    (opinions, label): (&Opinions, Label),
    mut quote: Quote,
    find: impl Fn(&Telling) -> Option<Quote>,
) -> Option<Quote> {
    let enough = match label {
        // Where the cause was said first is worth knowing, in whatever words.
        Label::Ingredient(_) => label.threshold(Fired::Yes),
        Label::Rule(_) => EVEN,
    };
    let mut possible = None;
    let mut rest = None;
    for _ in 0..PLACES {
        let odds = odds_at(opinions, label, &quote.tokens);
        if odds > enough {
            return Some(quote);
        }
        if odds > label.threshold(Fired::Yes) {
            possible.get_or_insert_with(|| quote.clone());
        }
        let rest = rest.get_or_insert_with(|| telling.clone());
        rest.set_aside(&quote.tokens);
        let Some(next) = find(rest) else {
            break;
        };
        quote = next;
    }
    possible
}

/// How like its kind the passage is told that begins a quote; what is quoted from elsewhere stands.
fn odds_at(opinions: &Opinions, label: Label, tokens: &Range<usize>) -> f32 {
    let all = opinions.on(label, Fired::Yes);
    let around = all
        .iter()
        .filter(|opinion| opinion.tokens.contains(&tokens.start));
    let odds = around.map(|opinion| opinion.odds).reduce(f32::max);
    odds.unwrap_or(f32::INFINITY)
}

/// The passage in which something is said that no pattern heard, if one is likely enough.
fn somewhere(opinions: &Opinions, label: Label) -> Option<Range<usize>> {
    let all = opinions.on(label, Fired::No);
    let allowance = allowance(&all);
    let best = likeliest(&all)?;
    (best.odds - allowance > label.threshold(Fired::No)).then(|| best.tokens.clone())
}

/// The more passages, the likelier that one of them looks like it by chance.
fn allowance(all: &[Opinion]) -> f32 {
    (all.len().max(1) as f32).ln()
}

fn likeliest(all: &[Opinion]) -> Option<&Opinion> {
    all.iter().max_by(|a, b| a.odds.total_cmp(&b.odds))
}

/// The finding of a rule that stayed silent.
fn unheard(scene: &Scene<'_>, opinions: &Opinions, label: Label) -> Option<Finding> {
    let Label::Rule(rule) = label else {
        return None;
    };
    let tokens = if throughout(rule) || rule == Rule::TeamNotI {
        let all = opinions.on(label, Fired::No);
        let likely = all
            .iter()
            .all(|opinion| opinion.odds > label.threshold(Fired::No));
        likeliest(&all)
            .filter(|_| likely)
            .map(|opinion| opinion.tokens.clone())
    } else {
        somewhere(opinions, label)
    }?;
    let quote = telling_most(scene.telling, &tokens, label)?;
    Some(finding(rule, quote))
}

fn finding(rule: Rule, quote: Quote) -> Finding {
    Finding {
        rule,
        severity: rule.severities()[0],
        quote,
    }
}

/// Whether a rule may be said beside what was told and found already.
fn fits(scene: &Scene<'_>, found: &[Finding], rule: Rule) -> bool {
    let has = |rule: Rule| found.iter().any(|finding| finding.rule == rule);
    match rule {
        Rule::BlameDistributed | Rule::Circumstance => scene.hardly_owned(),
        Rule::AgentlessFailure => scene.cause.own_act.is_none(),
        // Who names an act of their own hardly ever denies it: 9 of the 1,371 denials that were trained on.
        Rule::NegatedOwnership => scene.cause.ownership.is_none() && scene.cause.own_act.is_none(),
        Rule::DilutedOwnership => scene.cause.ownership.is_some(),
        Rule::NoChange => has(Rule::NoPersonalRule) && !has(Rule::TeamNotI),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::cause;
    use crate::rules::tests::telling;

    fn check(passages: &[(Role, &str)], ingredient: Ingredient, expected: Option<&str>) {
        let cause = cause::hear(&telling(passages));
        let quote = cause.get(ingredient).map(|quote| quote.text.as_str());
        assert_eq!(quote, expected);
    }

    #[test]
    fn a_confession_in_words_that_no_pattern_knows_is_heard_and_quoted() {
        let told = "My own judgement, and it was poor. I take it on the chin.";
        let by_rule = cause::by_rule(&telling(&[(Role::Cause, told)]));
        assert_eq!(by_rule.ownership, None);
        let expected = Some("I take it on the chin.");
        check(&[(Role::Cause, told)], Ingredient::Ownership, expected);
    }

    /// What stands of a rule that names one place, then another, if so much speaks for each.
    fn stands(odds: [f32; 2]) -> Option<String> {
        let told = telling(&[
            (Role::Failure, "Two of the engineers resigned."),
            (Role::Cause, "Communication had broken down."),
        ]);
        let label = Label::Rule(Rule::BlameDistributed);
        let opinions = Opinions::given(&told, label, &odds);
        let quote = |at: usize| told.quote(told.statements[at].tokens.clone());
        let named = quote(0).expect("the first statement");
        let standing = standing(&told, (&opinions, label), named, |_| quote(1));
        standing.map(|quote| quote.text)
    }

    #[test]
    fn a_rule_that_fired_in_a_doubtful_place_is_asked_about_the_others() {
        let (first, second) = (
            "Two of the engineers resigned.",
            "Communication had broken down.",
        );
        assert_eq!(stands([1.0, 2.0]).as_deref(), Some(first));
        assert_eq!(stands([-0.5, 1.0]).as_deref(), Some(second));
        assert_eq!(stands([-0.5, -0.2]).as_deref(), Some(first));
        assert_eq!(stands([-4.0, -0.2]).as_deref(), Some(second));
        assert_eq!(stands([-4.0, -4.0]), None);
    }

    #[test]
    fn a_fault_that_is_denied_is_not_owned_in_the_same_breath() {
        let told = telling(&[(
            Role::Cause,
            "It wasn't my fault. I take it on the chin. Honestly none of that was my mistake.",
        )]);
        let quote = |at: usize| told.quote(told.statements[at].tokens.clone());
        let denied = |at: usize| quote(at).is_some_and(|quote| denies(&told, &quote));
        assert_eq!([0, 1, 2].map(denied), [true, false, true]);
    }

    #[test]
    fn nothing_is_confessed_where_the_speaker_is_not_in_it() {
        let told = "The cause of that was that the supplier went bankrupt in the spring.";
        check(&[(Role::Cause, told)], Ingredient::CausalLink, None);
        check(&[(Role::Cause, told)], Ingredient::OwnAct, None);
    }
}

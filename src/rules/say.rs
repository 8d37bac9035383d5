//! What could be said in place of an ingredient that is missing, in the speaker's own words.
//!
//! Nothing is made up: a sentence is the paper's, or an act the speaker told turned into another
//! tense, or a beginning that ends in `…` where only the speaker knows how it goes on.

mod deed;
mod place;

use super::acts::acts;
use super::cause::{Cause, Ingredient};
use super::lexicon::one_of;
use super::reading::Reading;
use super::verbs::past;
use crate::story::Role;
use crate::telling::{Quote, Telling};
use deed::Deed;

/// The most words of the speaker's that a beginning holds.
const LONGEST: usize = 12;

/// The most words of a sentence that is offered whole.
const SPEAKABLE: usize = 30;

/// Taking it, in four words.
const OWNED: &str = "That was on me.";

/// Where the words of a suggestion come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// The written story says it.
    Paper,
    /// The speaker told it in another form.
    Told,
    /// A pattern to say as it is, or to end.
    Pattern,
}

/// A sentence to say for an ingredient that was not told.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Which ingredient it adds.
    pub ingredient: Ingredient,
    /// The sentence; `…` where the speaker has to go on.
    pub text: String,
    /// Where its words come from.
    pub origin: Origin,
    /// The statement it would follow; none where it would come first.
    pub after: Option<Quote>,
}

/// The written story and what was found of the cause in it.
pub type Paper<'a> = (&'a Telling, &'a Cause);

/// A sentence for each ingredient missing from `cause`; `paper` helps out where `telling` is a take.
#[must_use]
pub fn suggest(telling: &Telling, cause: &Cause, paper: Option<Paper<'_>>) -> Vec<Suggestion> {
    let reading = Reading::of_roles(telling, &[Role::Failure, Role::Cause]);
    let deed = Deed::of(&reading, &acts(&reading), cause);
    Ingredient::ALL
        .into_iter()
        .filter(|ingredient| cause.get(*ingredient).is_none())
        .map(|ingredient| {
            let (text, origin) = match (paper.and_then(|p| written(p, ingredient)), &deed) {
                (Some(text), _) => (text, Origin::Paper),
                (None, Some(deed)) => told(ingredient, deed),
                (None, None) => (pattern(ingredient, &reading, cause), Origin::Pattern),
            };
            Suggestion {
                ingredient,
                text,
                origin,
                after: place::after(telling, cause, ingredient),
            }
        })
        .collect()
}

/// The paper's sentence for it; where that is long, only the words that say it.
fn written((telling, cause): Paper<'_>, ingredient: Ingredient) -> Option<String> {
    let quote = cause.get(ingredient)?;
    let whole = telling.statements.iter().find(|statement| {
        let tokens = &statement.tokens;
        tokens.contains(&quote.tokens.start) && tokens.len() <= SPEAKABLE
    });
    let whole = whole.and_then(|statement| telling.quote(statement.tokens.clone()));
    Some(sentence(&whole.as_ref().unwrap_or(quote).text))
}

/// The act in the form that the ingredient wants; taking it is shorter without.
fn told(ingredient: Ingredient, deed: &Deed) -> (String, Origin) {
    let text = match ingredient {
        Ingredient::CausalLink => format!("It happened because {}.", deed.clause()),
        Ingredient::OwnAct => sentence(&deed.clause()),
        Ingredient::Counterfactual => sentence(&deed.undone()),
        Ingredient::Ownership => return (OWNED.to_owned(), Origin::Pattern),
    };
    (text, Origin::Told)
}

/// A beginning, with the words that came closest where they help.
fn pattern(ingredient: Ingredient, reading: &Reading<'_>, cause: &Cause) -> String {
    match ingredient {
        // One sentence brings both.
        Ingredient::CausalLink | Ingredient::OwnAct if cause.causal_link.is_none() => {
            let closest = closest(reading, cause);
            let opening = closest.unwrap_or_else(|| "It happened".to_owned());
            format!("{} because I …", capital(&opening))
        }
        Ingredient::CausalLink | Ingredient::OwnAct => "What I did, or left out, was …".to_owned(),
        Ingredient::Counterfactual => "I should have …".to_owned(),
        Ingredient::Ownership => OWNED.to_owned(),
    }
}

/// The first clause of what came closest, if it can stand in front of "because I".
fn closest(reading: &Reading<'_>, cause: &Cause) -> Option<String> {
    let quote = cause.statement.as_ref()?;
    let start = reading.at_token(quote.tokens.start)?;
    let end = reading.clause_end(start, LONGEST)?;
    let finite = (start..end).any(|i| is_finite(reading.at(i)));
    let speaks_of_self = (start..end).any(|i| matches!(reading.at(i), "i" | "me" | "my"));
    (finite && !speaks_of_self && end - start >= 3).then(|| reading.plain(start..end))
}

fn is_finite(word: &str) -> bool {
    one_of(word, "is was 's were are had has did got") || past(word).is_some_and(|form| form.past)
}

/// With a capital and a full stop, on the words as they are.
fn sentence(text: &str) -> String {
    let text = text.trim_end_matches([',', ';', ':', '-', '—', '–', ' ']);
    let end = if text.ends_with(['.', '?', '!', '…']) {
        ""
    } else {
        "."
    };
    format!("{}{end}", capital(text))
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::cause::hear;
    use crate::rules::tests::telling;

    /// What is suggested for `ingredient` in a cause told so.
    fn said(told: &str, ingredient: Ingredient) -> String {
        let telling = telling(&[(Role::Failure, "A dinghy sank."), (Role::Cause, told)]);
        let suggestions = suggest(&telling, &hear(&telling), None);
        let own = suggestions.into_iter().find(|s| s.ingredient == ingredient);
        own.map_or_else(String::new, |suggestion| suggestion.text)
    }

    #[test]
    fn an_act_that_was_told_makes_the_other_three() {
        let told = "I, um, left the plug out that morning.";
        for (ingredient, text) in [
            (
                Ingredient::CausalLink,
                "It happened because I left the plug out that morning.",
            ),
            (Ingredient::OwnAct, ""),
            (
                Ingredient::Counterfactual,
                "I should not have left the plug out that morning.",
            ),
            (Ingredient::Ownership, "That was on me."),
        ] {
            assert_eq!(said(told, ingredient), text);
        }
    }

    #[test]
    fn an_omission_is_turned_round() {
        for (told, text) in [
            (
                "I never opened the second page.",
                "I should have opened the second page.",
            ),
            (
                "i didnt check the straps",
                "I should have checked the straps.",
            ),
            (
                "I had not asked her first.",
                "I should have asked her first.",
            ),
            ("I didn't stop the belt.", "I should have stopped the belt."),
            ("I did not write it down.", "I should have written it down."),
        ] {
            assert_eq!(said(told, Ingredient::Counterfactual), text);
        }
    }

    #[test]
    fn a_counterfactual_tells_the_act() {
        let told = "I should have asked her first.";
        assert_eq!(said(told, Ingredient::OwnAct), "I had not asked her first.");
        assert_eq!(
            said(told, Ingredient::CausalLink),
            "It happened because I had not asked her first."
        );
    }

    #[test]
    fn without_an_act_only_the_beginning_is_given() {
        let told = "The seal had been fitted backwards, and that was that.";
        assert_eq!(
            said(told, Ingredient::CausalLink),
            "The seal had been fitted backwards because I …"
        );
        assert_eq!(said(told, Ingredient::Counterfactual), "I should have …");
        assert_eq!(
            said("", Ingredient::CausalLink),
            "A dinghy sank because I …"
        );
    }

    #[test]
    fn what_is_on_paper_is_said_as_it_is_written() {
        let paper = telling(&[(
            Role::Cause,
            "It sank because I left the plug out. I should have walked round it once. That's on me.",
        )]);
        let spoken = telling(&[(Role::Cause, "It was a cold day.")]);
        let suggestions = suggest(&spoken, &hear(&spoken), Some((&paper, &hear(&paper))));
        let texts: Vec<&str> = suggestions.iter().map(|s| s.text.as_str()).collect();
        assert!(
            texts.contains(&"I should have walked round it once."),
            "{texts:?}"
        );
        assert!(texts.contains(&"That's on me."), "{texts:?}");
        assert!(suggestions.iter().all(|s| s.origin == Origin::Paper));
    }

    #[test]
    fn what_is_told_needs_no_suggestion() {
        let whole = telling(&[(
            Role::Cause,
            "It sank because I left the plug out. I should have looked. That's on me.",
        )]);
        assert_eq!(suggest(&whole, &hear(&whole), None), []);
    }

    #[test]
    fn an_empty_telling_still_has_a_first_sentence() {
        let empty = Telling::default();
        let suggestions = suggest(&empty, &Cause::default(), None);
        assert_eq!(suggestions.len(), 4);
        assert_eq!(suggestions[0].text, "It happened because I …");
        assert!(suggestions.iter().all(|s| s.after.is_none()));
    }
}

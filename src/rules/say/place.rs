//! Where in a telling a missing ingredient would go.

use crate::rules::cause::{Cause, Ingredient};
use crate::story::Role;
use crate::telling::{Quote, Statement, Telling};

/// The statement after which `ingredient` would go; none where nothing comes before it.
///
/// The link and the act open the cause, what should have been done follows the act, and taking it ends the cause.
pub(super) fn after(telling: &Telling, cause: &Cause, ingredient: Ingredient) -> Option<Quote> {
    let beside = |ingredients: &[Ingredient]| {
        let told = ingredients.iter().filter_map(|other| cause.get(*other));
        let last = told.max_by_key(|quote| quote.tokens.end)?;
        telling
            .statements
            .iter()
            .find(|s| s.tokens.end >= last.tokens.end)
    };
    let anchor = match ingredient {
        Ingredient::CausalLink => beside(&[Ingredient::OwnAct]).or_else(|| before_cause(telling)),
        Ingredient::OwnAct => beside(&[Ingredient::CausalLink]).or_else(|| before_cause(telling)),
        Ingredient::Counterfactual => {
            beside(&[Ingredient::CausalLink, Ingredient::OwnAct]).or_else(|| end_of_cause(telling))
        }
        Ingredient::Ownership => end_of_cause(telling),
    };
    anchor.and_then(|statement| telling.quote(statement.tokens.clone()))
}

/// The statement before the cause's first; where no cause is told, the last of the failure or context.
fn before_cause(telling: &Telling) -> Option<&Statement> {
    let of_cause = |s: &Statement| s.role == Some(Role::Cause);
    match telling.statements.iter().position(of_cause) {
        Some(first) => telling.statements[..first].last(),
        None => last(telling, Role::Failure).or_else(|| last(telling, Role::Context)),
    }
}

fn end_of_cause(telling: &Telling) -> Option<&Statement> {
    last(telling, Role::Cause).or_else(|| before_cause(telling))
}

fn last(telling: &Telling, role: Role) -> Option<&Statement> {
    telling.statements.iter().rfind(|s| s.role == Some(role))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::cause::hear;
    use crate::rules::tests::telling;

    fn check(passages: &[(Role, &str)], ingredient: Ingredient, expected: &str) {
        let telling = telling(passages);
        let quote = after(&telling, &hear(&telling), ingredient);
        assert_eq!(quote.map_or_else(String::new, |quote| quote.text), expected);
    }

    const FAILURE: (Role, &str) = (Role::Failure, "A dinghy sank. Nobody was hurt.");
    const CAUSE: (Role, &str) = (Role::Cause, "I left the plug out. It was cold.");
    const LESSON: (Role, &str) = (Role::Lesson, "I lose my step when I talk.");

    #[test]
    fn what_should_have_been_done_follows_the_act() {
        let told = [FAILURE, CAUSE, LESSON];
        check(&told, Ingredient::Counterfactual, "I left the plug out.");
        check(&told, Ingredient::CausalLink, "I left the plug out.");
    }

    #[test]
    fn taking_it_ends_the_cause() {
        check(
            &[FAILURE, CAUSE, LESSON],
            Ingredient::Ownership,
            "It was cold.",
        );
    }

    #[test]
    fn a_cause_that_is_not_told_follows_the_failure() {
        for ingredient in Ingredient::ALL {
            check(&[FAILURE, LESSON], ingredient, "Nobody was hurt.");
        }
    }

    #[test]
    fn nothing_comes_before_what_opens_the_telling() {
        check(&[(Role::Cause, "It was cold.")], Ingredient::CausalLink, "");
        check(&[LESSON], Ingredient::Ownership, "");
    }
}

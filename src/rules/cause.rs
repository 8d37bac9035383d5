//! The cause statement: whether the speaker said, in so many words, that they were the cause.

mod causal_link;
mod counterfactual;
pub(in crate::rules) mod denial;
mod depth;
mod examples;
pub(in crate::rules) mod own_act;
pub(in crate::rules) mod ownership;

use std::ops::Range;

pub use self::examples::{EXAMPLES, Examples};

use super::acts::{Act, acts};
use super::reading::Reading;
use super::reconsider;
use crate::story::Role;
use crate::telling::{Quote, Statement, Telling};

/// How much of a cause statement was told: three or four ingredients, two, or fewer.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Grade {
    /// Fewer than two ingredients.
    Missing,
    /// Two.
    Partial,
    /// Three or four.
    Strong,
}

/// One of the four things a cause statement is made of.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Ingredient {
    /// First person tied to the outcome by cause: "it broke because I …".
    CausalLink,
    /// A named act or omission of the speaker: "I skipped the dry run".
    OwnAct,
    /// What they should have done: "I should have asked".
    Counterfactual,
    /// Taking the fault: "that was on me".
    Ownership,
}

impl Ingredient {
    /// Every ingredient, in the order in which they are usually told.
    pub const ALL: [Self; 4] = [
        Self::CausalLink,
        Self::OwnAct,
        Self::Counterfactual,
        Self::Ownership,
    ];
}

/// One of the five links of how it came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    /// What was done or left out.
    Omission,
    /// The state the speaker was in: tired, behind, flattered.
    State,
    /// A known rule that was skipped.
    RuleSkipped,
    /// How they talked themselves into it.
    Rationalisation,
    /// The difference they missed.
    DifferenceMissed,
}

/// What was told of the cause.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cause {
    /// "It broke because I …".
    pub causal_link: Option<Quote>,
    /// "I skipped the dry run".
    pub own_act: Option<Quote>,
    /// "I should have asked".
    pub counterfactual: Option<Quote>,
    /// "That was on me".
    pub ownership: Option<Quote>,
    /// The sentence that carries most of it; when the grade is missing, the closest there was.
    pub statement: Option<Quote>,
    /// How deep it goes, each link once.
    pub depth: Vec<Link>,
}

impl Cause {
    /// Where an ingredient was told.
    #[must_use]
    pub fn get(&self, ingredient: Ingredient) -> Option<&Quote> {
        match ingredient {
            Ingredient::CausalLink => self.causal_link.as_ref(),
            Ingredient::OwnAct => self.own_act.as_ref(),
            Ingredient::Counterfactual => self.counterfactual.as_ref(),
            Ingredient::Ownership => self.ownership.as_ref(),
        }
    }

    /// Says where an ingredient was told, or that it was not.
    pub(super) fn set(&mut self, ingredient: Ingredient, told: Option<Quote>) {
        *match ingredient {
            Ingredient::CausalLink => &mut self.causal_link,
            Ingredient::OwnAct => &mut self.own_act,
            Ingredient::Counterfactual => &mut self.counterfactual,
            Ingredient::Ownership => &mut self.ownership,
        } = told;
    }

    /// How many of the four ingredients were told.
    #[must_use]
    pub fn ingredients(&self) -> usize {
        [
            &self.causal_link,
            &self.own_act,
            &self.counterfactual,
            &self.ownership,
        ]
        .into_iter()
        .flatten()
        .count()
    }

    /// The grade that follows from their number.
    #[must_use]
    pub fn grade(&self) -> Grade {
        match self.ingredients() {
            0 | 1 => Grade::Missing,
            2 => Grade::Partial,
            _ => Grade::Strong,
        }
    }
}

/// Hears the cause statement of a telling.
///
/// It is looked for where failure and cause are told, and only when nothing of it is there,
/// in context, lesson and asides; never in the rollback.
#[must_use]
pub fn hear(telling: &Telling) -> Cause {
    let told = reconsider::cause(telling, told_in);
    if told.ingredients() > 0 {
        told
    } else {
        elsewhere(telling, told)
    }
}

/// The same by the rules alone, without a second opinion.
#[must_use]
pub fn by_rule(telling: &Telling) -> Cause {
    let told = told_in(telling);
    if told.ingredients() > 0 {
        told
    } else {
        elsewhere(telling, told)
    }
}

fn told_in(telling: &Telling) -> Cause {
    hear_in(&Reading::of_roles(telling, &[Role::Failure, Role::Cause]))
}

/// What is told of the cause in context, lesson and asides, or else `told`.
fn elsewhere(telling: &Telling, told: Cause) -> Cause {
    let elsewhere = Reading::of(telling, |role| {
        matches!(role, None | Some(Role::Context | Role::Lesson))
    });
    let other = hear_in(&elsewhere);
    if other.grade() > Grade::Missing {
        other
    } else {
        told
    }
}

/// Hears the cause statement of a telling in which the speaker marked it.
///
/// The mark says where to listen, not what is to be heard there. Its words are the statement, and its
/// ingredients are looked for in them too, whatever section they stand in; but an ingredient
/// is there only if the words say it, so that nobody is told that they said what a listener
/// will not hear.
#[must_use]
pub fn hear_marked(telling: &Telling, marked: Range<usize>) -> Cause {
    Cause {
        statement: telling.quote(marked.clone()),
        ..hear(&listened(telling, &marked))
    }
}

/// The telling with the marked words told of the cause, unless they are told of it or of the failure.
fn listened(telling: &Telling, marked: &Range<usize>) -> Telling {
    let mut listened = telling.clone();
    let parted = |statement: &Statement| {
        let (tokens, role) = (statement.tokens.clone(), statement.role);
        if matches!(role, Some(Role::Failure | Role::Cause)) {
            return vec![statement.clone()];
        }
        let start = marked.start.clamp(tokens.start, tokens.end);
        let end = marked.end.clamp(start, tokens.end);
        let parts = [
            (tokens.start..start, role),
            (start..end, Some(Role::Cause)),
            (end..tokens.end, role),
        ];
        let told = parts.into_iter().filter(|(tokens, _)| !tokens.is_empty());
        told.map(|(tokens, role)| Statement {
            tokens,
            role,
            wording: statement.wording.clone(),
        })
        .collect()
    };
    listened.statements = telling.statements.iter().flat_map(parted).collect();
    listened
}

fn hear_in(reading: &Reading<'_>) -> Cause {
    let acts = acts(reading);
    let found = Ingredients::of(reading, &acts);
    Cause {
        causal_link: found
            .causal_link
            .clone()
            .and_then(|words| reading.quote(words)),
        own_act: found.own_act.clone().and_then(|words| reading.quote(words)),
        counterfactual: found
            .counterfactual
            .clone()
            .and_then(|words| reading.quote(words)),
        ownership: found
            .ownership
            .clone()
            .and_then(|words| reading.quote(words)),
        statement: found.statement(reading),
        depth: depth::links(reading, found.own_act.is_some()),
    }
}

/// Where each ingredient was told, in words of a reading.
struct Ingredients {
    causal_link: Option<Range<usize>>,
    own_act: Option<Range<usize>>,
    counterfactual: Option<Range<usize>>,
    ownership: Option<Range<usize>>,
}

impl Ingredients {
    fn of(reading: &Reading<'_>, acts: &[Act]) -> Self {
        Self {
            causal_link: causal_link::find(reading, acts),
            own_act: own_act::find(reading, acts),
            counterfactual: counterfactual::find(reading),
            ownership: ownership::find(reading),
        }
    }

    /// The sentence that holds most of them; when there are none, the first of the cause, else of all.
    fn statement(&self, reading: &Reading<'_>) -> Option<Quote> {
        let hits = [
            &self.causal_link,
            &self.own_act,
            &self.counterfactual,
            &self.ownership,
        ];
        let held = |sentence: &Range<usize>| {
            hits.iter()
                .filter(|hit| hit.as_ref().is_some_and(|h| sentence.contains(&h.start)))
                .count()
        };
        let best = hits
            .iter()
            .copied()
            .flatten()
            .map(|hit| reading.sentence(hit.start))
            .reduce(|best, next| {
                if held(&next) > held(&best) {
                    next
                } else {
                    best
                }
            });
        let closest = || {
            let mut words = 0..reading.words.len();
            words.find(|&word| reading.role(word) == Some(Role::Cause))
        };
        let told = best.unwrap_or_else(|| reading.sentence(closest().unwrap_or(0)));
        reading.quote(told)
    }
}

#[cfg(test)]
mod tests;

//! The cause statement: whether the speaker said, in so many words, that they were the cause.

use crate::telling::Quote;

/// How much of a cause statement was told: three or four ingredients, two, or fewer.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema,
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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

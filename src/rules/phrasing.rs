//! A second opinion, learned: how people phrase what each rule listens for.
//!
//! The rules are precise, and deaf to wordings that nobody thought of. So each has a sum of
//! weights beside it, over the runs of up to four words in a passage, how it is put on the whole
//! ([`Wording`]), what attention heads find in it and the rule's own verdict, trained on labelled passages (`models/rules`,
//! program `examples/train_rules.rs`).

mod weights;

use std::collections::BTreeSet;
use std::ops::Range;

pub use weights::Weights;

use super::Rule;
use super::cause::Ingredient;
use super::reading::Reading;
use crate::meaning::Wording;
use crate::story::Role;
use crate::telling::{Quote, Statement, Telling};

/// What a passage must be thought of, in the logarithm of the odds, for an ingredient to be heard that no rule knew.
const LIKELY: f32 = 0.5;

/// The same for a finding: it finds fault, so more must speak for it.
const VERY_LIKELY: f32 = 1.5;

/// The same for one whose rule is silent only where it has heard what it misses, which is not deafness.
const ALMOST_SURE: f32 = 3.0;

/// Below this what a rule heard is dropped. The passages trained on are hard on rules on purpose, people are less so: a
/// rule that fires is right more often than training thinks.
const UNLIKELY: f32 = -3.0;

/// The longest run of words that is looked at.
const LONGEST_RUN: usize = 4;

/// A passage has no more statements than this,
const STATEMENTS: usize = 3;

/// nor more words, unless a single statement does.
const WORDS: usize = 60;

/// What a passage can be labelled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Part of a cause statement.
    Ingredient(Ingredient),
    /// A rule that fires.
    Rule(Rule),
}

impl Label {
    /// Every label, in the order of the weights.
    pub const ALL: [Self; 17] = [
        Self::Ingredient(Ingredient::CausalLink),
        Self::Ingredient(Ingredient::OwnAct),
        Self::Ingredient(Ingredient::Counterfactual),
        Self::Ingredient(Ingredient::Ownership),
        Self::Rule(Rule::AgentlessFailure),
        Self::Rule(Rule::BlameDistributed),
        Self::Rule(Rule::Circumstance),
        Self::Rule(Rule::FailureShapedStrength),
        Self::Rule(Rule::NegatedOwnership),
        Self::Rule(Rule::DilutedOwnership),
        Self::Rule(Rule::TeamNotI),
        Self::Rule(Rule::EmotionalOnlyLesson),
        Self::Rule(Rule::NoPersonalRule),
        Self::Rule(Rule::NoChange),
        Self::Rule(Rule::PerformedHumility),
        Self::Rule(Rule::Ancient),
        Self::Rule(Rule::CannotThinkOfOne),
    ];

    /// Its published name.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Ingredient(Ingredient::CausalLink) => "causal_link",
            Self::Ingredient(Ingredient::OwnAct) => "own_act",
            Self::Ingredient(Ingredient::Counterfactual) => "counterfactual",
            Self::Ingredient(Ingredient::Ownership) => "ownership",
            Self::Rule(rule) => rule.id(),
        }
    }

    /// The least logarithm of the odds at which it is said, when the rule itself has fired or has not.
    #[must_use]
    pub fn threshold(self, fired: Fired) -> f32 {
        match (fired, self) {
            (Fired::Yes, _) => UNLIKELY,
            (Fired::No, Self::Ingredient(_)) => LIKELY,
            (Fired::No, Self::Rule(Rule::NoPersonalRule)) => ALMOST_SURE,
            (Fired::No, Self::Rule(_)) => VERY_LIKELY,
        }
    }

    /// The roles in which it is listened for.
    #[must_use]
    pub fn roles(self) -> &'static [Role] {
        match self {
            Self::Rule(Rule::TeamNotI) => &[Role::Cause, Role::Change],
            Self::Rule(Rule::EmotionalOnlyLesson) => &[Role::Lesson, Role::Change],
            Self::Rule(Rule::NoPersonalRule | Rule::NoChange) => &[Role::Change],
            Self::Rule(Rule::PerformedHumility | Rule::Ancient | Rule::CannotThinkOfOne) => {
                &Role::ALL
            }
            Self::Ingredient(_) | Self::Rule(_) => &[Role::Failure, Role::Cause],
        }
    }
}

/// Some statements of one role, in order, that are judged together.
#[derive(Clone, Debug, PartialEq)]
pub struct Passage {
    /// The role they are told in.
    pub role: Role,
    /// Their words, an index range of the telling's tokens.
    pub tokens: Range<usize>,
    /// Every run of up to four words in them, each once.
    pub runs: BTreeSet<String>,
    /// How they are put, if that is known.
    pub wording: Option<Wording>,
}

impl Passage {
    fn of(telling: &Telling, role: Role, statements: &[Statement]) -> Self {
        let (first, last) = (&statements[0], &statements[statements.len() - 1]);
        let tokens = first.tokens.start..last.tokens.end;
        Self {
            role,
            runs: runs(telling, tokens.clone()),
            tokens,
            wording: Wording::together(statements.iter().filter_map(|s| s.wording.as_ref())),
        }
    }
}

/// What is thought of the passages of a telling before the rules are asked.
pub(super) struct Opinions {
    passages: Vec<Passage>,
    /// For each passage, for each label, the logarithm of the odds.
    odds: Vec<[f32; Label::ALL.len()]>,
}

/// A passage with what is thought of it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Opinion {
    /// Its words.
    pub(super) tokens: Range<usize>,
    /// The logarithm of the odds that the label holds.
    pub(super) odds: f32,
}

impl Opinions {
    /// Forms them.
    pub(super) fn of(telling: &Telling) -> Self {
        let passages = passages(telling);
        let odds = passages
            .iter()
            .map(|passage| Weights::fitting(passage.wording.as_ref()).odds(passage))
            .collect();
        Self { passages, odds }
    }

    /// As a test wants them: what is thought of `label` in each passage of `telling`, the rule having fired.
    #[cfg(test)]
    pub(super) fn given(telling: &Telling, label: Label, odds: &[f32]) -> Self {
        let passages = passages(telling);
        assert_eq!(passages.len(), odds.len(), "one for each passage");
        let thought = |(passage, odds): (&Passage, &f32)| {
            let mut all = [0.0; Label::ALL.len()];
            let weights = Weights::fitting(passage.wording.as_ref());
            all[position(label)] = odds - weights.verdict(label);
            all
        };
        let odds = passages.iter().zip(odds).map(thought).collect();
        Self { passages, odds }
    }

    /// What is thought of `label` in each passage that it is listened for in, when the rule has fired or has not.
    pub(super) fn on(&self, label: Label, fired: Fired) -> Vec<Opinion> {
        let index = position(label);
        let verdict = |passage: &Passage| match fired {
            Fired::Yes => Weights::fitting(passage.wording.as_ref()).verdict(label),
            Fired::No => 0.0,
        };
        let own = self.passages.iter().zip(&self.odds);
        own.filter(|(passage, _)| label.roles().contains(&passage.role))
            .map(|(passage, odds)| Opinion {
                tokens: passage.tokens.clone(),
                odds: odds[index] + verdict(passage),
            })
            .collect()
    }
}

/// Whether the rule itself has fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fired {
    /// It has.
    Yes,
    /// It has not.
    No,
}

/// The statement of a passage that speaks most for `label`.
pub(super) fn telling_most(
    telling: &Telling,
    passage: &Range<usize>,
    label: Label,
) -> Option<Quote> {
    let inside = telling.statements.iter().filter(|statement| {
        passage.start <= statement.tokens.start && statement.tokens.end <= passage.end
    });
    let index = position(label);
    let speaks = |statement: &Statement| {
        let role = statement.role.unwrap_or(Role::Failure);
        let alone = Passage::of(telling, role, std::slice::from_ref(statement));
        Weights::fitting(alone.wording.as_ref()).said(&alone)[index]
    };
    let best = inside.max_by(|a, b| speaks(a).total_cmp(&speaks(b)))?;
    telling.quote(best.tokens.clone())
}

/// The passages of a telling: up to three neighbouring statements of one role, overlapping.
#[must_use]
pub fn passages(telling: &Telling) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    for run in telling.statements.chunk_by(|a, b| a.role == b.role) {
        let Some(role) = run[0].role else {
            continue;
        };
        let mut reached = 0;
        for start in 0..run.len() {
            let fits = |&end: &usize| {
                let length = run[end - 1].tokens.end - run[start].tokens.start;
                end == start + 1 || length <= WORDS
            };
            let end = (start + 1..=run.len().min(start + STATEMENTS))
                .take_while(fits)
                .last()
                .unwrap_or(start + 1);
            if end > reached {
                passages.push(Passage::of(telling, role, &run[start..end]));
                reached = end;
            }
        }
    }
    passages
}

/// Every run of up to four words, each once.
fn runs(telling: &Telling, tokens: Range<usize>) -> BTreeSet<String> {
    let words = Reading::words_of_tokens(telling, tokens);
    let texts: Vec<&str> = words.iter().map(|word| plain(&word.text)).collect();
    let lengths = 1..=LONGEST_RUN;
    lengths
        .flat_map(|length| texts.windows(length).map(|run| run.join(" ")))
        .collect()
}

/// One number is like another.
fn plain(word: &str) -> &str {
    if word.contains(|c: char| c.is_ascii_digit()) {
        "0"
    } else {
        word
    }
}

fn position(label: Label) -> usize {
    Label::ALL
        .iter()
        .position(|known| *known == label)
        .expect("every label that is asked for is on the list")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::telling;

    #[test]
    fn a_passage_is_up_to_three_statements_of_one_role() {
        let telling = telling(&[
            (Role::Cause, "I slept. I ran. I fell. I cried."),
            (Role::Change, "I walk."),
        ]);
        let passages = passages(&telling);
        let tokens: Vec<_> = passages.iter().map(|p| p.tokens.clone()).collect();
        assert_eq!(tokens, [0..6, 2..8, 8..10]);
        assert!(passages[0].runs.contains("i slept . i"));
        assert!(!passages[0].runs.contains("cried"));
    }

    #[test]
    fn a_confession_that_no_pattern_knows_is_thought_likely() {
        let told = telling(&[(
            Role::Cause,
            "It was mine to catch. My doing, start to finish.",
        )]);
        let odds = |label| {
            let opinions = Opinions::of(&told).on(Label::Ingredient(label), Fired::No);
            opinions[0].odds
        };
        assert!(odds(Ingredient::Ownership) > odds(Ingredient::Counterfactual));
    }
}

//! A second opinion, learned: how people phrase what each rule listens for.
//!
//! The rules are precise, and deaf to wordings that nobody thought of. So each has a logistic
//! regression beside it, over the runs of up to four words in a passage and the rule's own
//! verdict, trained on labelled passages (`models/rules`, program `examples/train_rules.rs`).
//! It is data: the weights are words with numbers, and can be read.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Rule;
use super::cause::Ingredient;
use super::reading::Reading;
use crate::story::Role;
use crate::telling::{Quote, Telling};

static TRAINED: LazyLock<Weights> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../models/rules/weights.json"))
        .expect("the committed weights are whole, which a test holds")
});

/// What a passage must be thought of, in the logarithm of the odds, for a silent rule to be heard.
pub const LIKELY: f32 = 0.2;

/// Below this a rule that fired is dropped.
pub const UNLIKELY: f32 = -1.0;

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

/// What training yields.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Weights {
    /// For each label, in the order of [`Label::ALL`], what holds before any word.
    pub bias: Vec<f32>,
    /// For each label, how much it counts that the rule fires.
    pub fired: Vec<f32>,
    /// For each label, a weight for each role the passage may be told in.
    pub roles: Vec<Vec<f32>>,
    /// For each run of words, the labels it speaks for or against, by index, with how much.
    pub runs: BTreeMap<String, Vec<(usize, f32)>>,
}

/// Some statements of one role, in order, that are judged together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// The role they are told in.
    pub role: Role,
    /// Their words, an index range of the telling's tokens.
    pub tokens: Range<usize>,
    /// Every run of up to four words in them, each once.
    pub runs: BTreeSet<String>,
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
        let odds = passages.iter().map(before).collect();
        Self { passages, odds }
    }

    /// What is thought of `label` in each passage that it is listened for in, when the rule has fired or has not.
    pub(super) fn on(&self, label: Label, fired: Fired) -> Vec<Opinion> {
        let index = position(label);
        let verdict = match fired {
            Fired::Yes => TRAINED.fired[index],
            Fired::No => 0.0,
        };
        let own = self.passages.iter().zip(&self.odds);
        own.filter(|(passage, _)| label.roles().contains(&passage.role))
            .map(|(passage, odds)| Opinion {
                tokens: passage.tokens.clone(),
                odds: odds[index] + verdict,
            })
            .collect()
    }
}

/// Whether the rule itself has fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fired {
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
    let known = known();
    let index = position(label);
    let speaks = |tokens: &Range<usize>| {
        let own = runs(telling, tokens.clone());
        let weights = own.iter().filter_map(|run| known.get(run.as_str()));
        let own = weights.flat_map(|weights| weights.iter());
        own.filter(|(of, _)| *of == index)
            .map(|(_, weight)| weight)
            .sum::<f32>()
    };
    let best = inside.max_by(|a, b| speaks(&a.tokens).total_cmp(&speaks(&b.tokens)))?;
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
                let tokens = run[start].tokens.start..run[end - 1].tokens.end;
                passages.push(Passage {
                    role,
                    runs: runs(telling, tokens.clone()),
                    tokens,
                });
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

type Known = HashMap<&'static str, &'static [(usize, f32)]>;

fn known() -> &'static Known {
    static KNOWN: LazyLock<Known> = LazyLock::new(|| {
        let runs = TRAINED.runs.iter();
        runs.map(|(run, weights)| (run.as_str(), weights.as_slice()))
            .collect()
    });
    &KNOWN
}

fn position(label: Label) -> usize {
    Label::ALL
        .iter()
        .position(|known| *known == label)
        .expect("every label that is asked for is on the list")
}

/// What is thought of a passage before the rules are asked.
fn before(passage: &Passage) -> [f32; Label::ALL.len()] {
    let role = Role::ALL
        .iter()
        .position(|role| *role == passage.role)
        .unwrap_or(0);
    let mut odds: [f32; Label::ALL.len()] =
        std::array::from_fn(|label| TRAINED.bias[label] + TRAINED.roles[label][role]);
    for run in &passage.runs {
        for (label, weight) in known().get(run.as_str()).copied().unwrap_or_default() {
            odds[*label] += weight;
        }
    }
    odds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::telling;

    #[test]
    fn the_committed_weights_fit_the_labels() {
        let labels = Label::ALL.len();
        assert_eq!(TRAINED.bias.len(), labels);
        assert_eq!(TRAINED.fired.len(), labels);
        assert!(TRAINED.roles.iter().all(|row| row.len() == Role::ALL.len()));
        let known = |weights: &Vec<(usize, f32)>| weights.iter().all(|(label, _)| *label < labels);
        assert!(TRAINED.runs.values().all(known));
    }

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

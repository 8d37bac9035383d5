//! The speaker's act, as far as it can be put into another tense.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::rules::acts::{Act, Agent, Tense};
use crate::rules::cause::{Cause, own_act};
use crate::rules::lexicon::one_of;
use crate::rules::reading::{Reading, phrase};
use crate::rules::verbs;

/// The most words behind the verb; more is another thought.
const LONGEST: usize = 10;

/// A counterfactual whose verb can be taken over.
static SHOULD: LazyLock<Regex> =
    LazyLock::new(|| phrase(&[r"i (?:should|could|ought to) (?:not )?have (?:\w+ed|\w+)"]));

/// What the speaker did or left out.
pub(super) struct Deed {
    /// As told, from "I" to the end of the clause; none when it was told as a wish.
    told: Option<String>,
    /// Whether it was left out.
    omitted: bool,
    /// The verb's participle.
    participle: String,
    /// What stands behind the verb.
    rest: String,
}

impl Deed {
    /// The act that was told, else the one that should have been done.
    pub(super) fn of(reading: &Reading<'_>, acts: &[Act], cause: &Cause) -> Option<Self> {
        let done = cause.own_act.as_ref().and_then(|quote| {
            let inside = |act: &&Act| {
                let token = reading.words[act.verb].token;
                act.agent == Agent::Speaker
                    && act.tense == Tense::Past
                    && quote.tokens.contains(&token)
            };
            acts.iter().find(inside).map(|act| Self::done(reading, act))
        });
        done.or_else(|| Self::wished(reading, cause))
    }

    fn done(reading: &Reading<'_>, act: &Act) -> Self {
        let end = closed(reading, act.verb + 1..own_act::end_of(reading, act));
        let near = act.verb - act.subject <= 5 && reading.at(act.subject) == "i";
        let participle = if act.ongoing {
            format!("been {}", reading.at(act.verb))
        } else {
            verbs::participle(reading.at(act.verb), &act.base)
        };
        Self {
            told: near.then(|| reading.plain(act.subject..end)),
            omitted: act.negated,
            participle,
            rest: reading.plain(act.verb + 1..end),
        }
    }

    /// "I should have asked her" is an omission.
    fn wished(reading: &Reading<'_>, cause: &Cause) -> Option<Self> {
        let tokens = &cause.counterfactual.as_ref()?.tokens;
        let overlaps = |hit: &Range<usize>| {
            let token = |word: usize| reading.words[word].token;
            token(hit.start) < tokens.end && token(hit.end - 1) >= tokens.start
        };
        let hit = reading.find_all(&SHOULD).into_iter().find(overlaps)?;
        let verb = hit.end - 1;
        verbs::past(reading.at(verb)).filter(|form| form.participle)?;
        let end = reading.clause_end(verb + 1, LONGEST).unwrap_or(verb + 1);
        let end = closed(reading, verb + 1..end);
        Some(Self {
            told: None,
            omitted: !reading.slice(hit.clone()).contains(" not "),
            participle: reading.at(verb).to_owned(),
            rest: reading.plain(verb + 1..end),
        })
    }

    /// "I left the plug out", without a full stop.
    pub(super) fn clause(&self) -> String {
        let not = if self.omitted { "not " } else { "" };
        self.told
            .clone()
            .unwrap_or_else(|| self.after(&format!("I had {not}")))
    }

    /// "I should not have left the plug out", without a full stop.
    pub(super) fn undone(&self) -> String {
        let not = if self.omitted { "" } else { "not " };
        self.after(&format!("I should {not}have "))
    }

    fn after(&self, opening: &str) -> String {
        let text = format!("{opening}{} {}", self.participle, self.rest);
        text.trim_end().to_owned()
    }
}

/// The end of `words` without what only opens another clause: "before", "when", "that".
fn closed(reading: &Reading<'_>, words: Range<usize>) -> usize {
    let opens = |word: &str| {
        one_of(
            word,
            "before after when while until that if as than where who whom what how why to for of with and",
        )
    };
    let mut end = words.end.max(words.start);
    while end > words.start && (reading.stops(end - 1) || opens(reading.at(end - 1))) {
        end -= 1;
    }
    end
}

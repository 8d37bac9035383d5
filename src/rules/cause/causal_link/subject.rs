//! A doing of the speaker's as the subject of the outcome: "my skipping the run is why", "the script I ran wiped it".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::rules::acts::{Act, Agent, Tense};
use crate::rules::cause::denial;
use crate::rules::lexicon::{Lexicon, one_of, set};
use crate::rules::reading::{Reading, phrase};
use crate::rules::verbs;

/// Doings told as nouns.
static NOMINAL: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:my|me) (?:not )?\w{3,}ing (?:\w+ ){0,8}(?:is|was|'s) (?:why|what|how|the reason)",
        r"my (?:\w+ ){1,5}(?:is|was|'s) (?:why|what|how|the reason)(?: \w+)?",
        r"my (?:own )?(?:mistake|silence|decision|change|delay|error|impatience|pride|carelessness|guess|shortcut|laziness|assumption|stubbornness|script|config|code|formula|note|typo|edit|fix|forecast|number|estimate|signature|not \w+ing) (?:\w+ ){0,3}(?:cost|broke|caused|killed|sank|took|wiped|deleted|stopped|sent|put|made|meant|let|led|brought|ruined|lost|blew)",
        r"it (?:was|is) my (?:own )?\w+(?: \w+)? (?:that|which) \w+",
        r"it (?:was|is) me (?:who|that) (?:broke|sank|killed|caused|lost|let|left|sent|dropped|wiped|cost|did)",
        r"my (?:own )?\w+(?: \w+)? (?:led|leads) to",
        r"my (?:own )?\w+(?: \w+)? (?:resulted in|meant that|caused|cost us|broke|sank|killed|did it|did that|did the rest|did the damage)",
        r"i (?:BE|was) (?:the reason|the cause|what (?:broke|killed|sank)|why)",
        r"(?:because of|down to|thanks to|due to|on account of|all through) me",
        r"if (?:it )?(?:was|were|had) not (?:been )?for me",
        r"i (?:had )?(?:cost|killed|sank|sunk) (?:us|them|it|the \w+|him|her)",
    ])
});

/// The first such subject.
pub(super) fn find(reading: &Reading<'_>, acts: &[Act]) -> Option<Range<usize>> {
    let denied =
        |hit: &Range<usize>| denial::reported(reading, hit) || denial::denied(reading, hit);
    let nominal = reading
        .find_all(&NOMINAL)
        .into_iter()
        .find(|hit| !denied(hit));
    let relative = acts.iter().find_map(|act| instrument(reading, act));
    [nominal, relative]
        .into_iter()
        .flatten()
        .min_by_key(|hit| hit.start)
}

/// "The script I ran had wiped the shelf": a noun, "I", a verb, then a second finite verb.
fn instrument(reading: &Reading<'_>, act: &Act) -> Option<Range<usize>> {
    let relative =
        act.agent == Agent::Speaker && act.tense == Tense::Past && has_head(reading, act);
    if !relative {
        return None;
    }
    let second = (act.verb + 1..act.verb + 8)
        .take_while(|&i| !reading.stops(i) && !reading.words[i - 1].pauses)
        .find(|&i| finite(reading, act, i))?;
    Some(act.subject - 2..second + 1)
}

/// Whether a noun with its determiner stands right before the "I".
fn has_head(reading: &Reading<'_>, act: &Act) -> bool {
    let noun = reading.before(act.subject, 1);
    let determined = (2..4).any(|back| {
        matches!(
            reading.before(act.subject, back),
            "the" | "a" | "that" | "one"
        )
    });
    determined && act.subject >= 2 && !NO_HEADS.contains(noun)
}

/// Whether the word at `index` is the verb of the noun that the "I" clause describes.
fn finite(reading: &Reading<'_>, act: &Act, index: usize) -> bool {
    let word = reading.at(index);
    let joined = one_of(
        reading.at(index - 1),
        "i and it that who which but or so he she they we to had was",
    );
    let next = index == act.verb + 1;
    let plain = verbs::past(word).is_some_and(|form| form.past)
        && !one_of(word, "was said called were had thought");
    !joined && (next && plain || !next && OUTCOMES.contains(word))
}

/// Words before an "I" that are no head of a clause about them.
static NO_HEADS: Lexicon = LazyLock::new(|| {
    set(
        "time day moment way morning week night thing and but only first one because so when before after then",
    )
});

/// What things do when they go wrong.
static OUTCOMES: Lexicon = LazyLock::new(|| {
    set(
        "dropped wiped broke deleted took killed sent stopped cost had was caused turned put blew went did let flooded overwrote slid fell failed",
    )
});

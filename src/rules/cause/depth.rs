//! How deep the cause goes: five links from what was left out to the difference that was missed.

use std::sync::LazyLock;

use regex::Regex;

use super::Link;
use crate::rules::reading::{Reading, phrase};

/// The state the speaker was in.
static STATE: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"i (?:BE|felt|got|had been|had got|BE feeling) (?:\w+ ){0,2}(?:tired|exhausted|behind|flattered|late|rushed|stressed|busy|bored|distracted|proud|embarrassed|afraid|scared|angry|nervous|cocky|impatient|overconfident|hungry|anxious|ashamed|annoyed|in a hurry|hungover|lonely|new|ill|overloaded|overwhelmed|frightened|worried|lazy|sleepy|cold|keen)",
        r"i (?:wanted|liked|hated|feared|dreaded|enjoyed|loved) (?:to|the|being|feeling|it|her|him|them)",
        r"my (?:pride|fear|impatience|hurry|ego|laziness|vanity|nerves|temper|hands were)",
        r"in a (?:hurry|rush)",
        r"under pressure",
        r"i could not (?:face|bear|be bothered)",
        r"did not want to",
        r"had not slept",
        r"out of (?:pride|fear|habit|laziness|spite)",
    ])
});

/// A known rule that was skipped.
static RULE: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"i (?:had )?(?:knew|known|know) (?:the|that|there|it|we|you|better|full|perfectly|about)",
        r"(?:the|our|a|my|company|one) (?:own )?(?:rule|rulebook|policy|procedure|checklist|runbook|protocol|standard|manual|handbook)",
        r"(?:you|we|i) (?:BE )?(?:BE )?(?:supposed|meant|required|taught|told) to",
        r"everyone (?:learns|knows)",
        r"i had been (?:told|warned|taught|trained)",
        r"i (?:had )?(?:written|wrote) (?:the|that) (?:rule|checklist|page|procedure|policy)",
    ])
});

/// How they talked themselves into it.
static RATIONALISATION: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"i (?:had )?(?:told|tell) myself",
        r"i (?:had )?(?:assumed|figured|reasoned|convinced|persuaded|trusted|believed|thought|reckoned|said to myself|talked myself)",
        r"looked (?:like|the same|fine|right|ready|good|identical)",
        r"(?:it|that|he|she|they) (?:would|will|'d|'ll|had always|always) (?:\w+ )?(?:be fine|be all right|be ok|do|hold|wait|work|worked|been fine|notice|check)",
        r"that (?:'ll|will) do",
        r"i was (?:so |too |very )?(?:sure|certain|confident|convinced)",
        r"i had (?:\w+ )?done (?:it|this|that)",
        r"(?:a|ten|hundred|dozen|so many|many) times",
        r"i (?:could|can) (?:fix|do|sort) (?:it|that) later",
        r"good enough",
    ])
});

/// The difference that was missed.
static DIFFERENCE: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:this|that) (?:one|time)(?: \w+){0,3} (?:was|had|BE) (?:not|different|new|another)",
        r"(?:except|only) (?:that )?(?:this|it|the|that)",
        r"the difference",
        r"what (?:i|was) (?:had )?(?:not (?:see|seen|noticed|know|realised)|missed|different)",
        r"i (?:had |did )?not (?:notice|noticed|see|seen|realise|realised|realize|spot|spotted|known?) (?:that|the|it|how|what)",
        r"(?:different|wrong|another|other) (?:\w+ )?(?:version|column|order|unit|units|zone|format|year|month|tooth|side|drug|account|size|line|door|file|environment|database)",
        r"turned out (?:to|that|it|the)",
        r"which (?:was|were|is) (?:not|no longer|different)",
        r"had changed",
        r"was not the same",
    ])
});

/// The links that are told, each once.
pub(super) fn links(reading: &Reading<'_>, omission: bool) -> Vec<Link> {
    let told = [
        (Link::Omission, omission),
        (Link::State, reading.has(&STATE)),
        (Link::RuleSkipped, reading.has(&RULE)),
        (Link::Rationalisation, reading.has(&RATIONALISATION)),
        (Link::DifferenceMissed, reading.has(&DIFFERENCE)),
    ];
    told.into_iter()
        .filter(|(_, is_told)| *is_told)
        .map(|(link, _)| link)
        .collect()
}

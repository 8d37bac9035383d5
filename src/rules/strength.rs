//! The fault is a virtue: "I care too much", "I'm a perfectionist".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::lexicon::{Lexicon, set};
use super::reading::{Reading, phrase};
use super::scene::Scene;
use super::verbs::among;
use super::{Finding, Rule, Severity};
use crate::story::Role;

/// Told where this should fire.
pub const FIRES: &[(Role, &str)] = &[
    (Role::Cause, "I suppose I set the bar too high for myself."),
    (
        Role::Cause,
        "my weakness is i can't say no when people need me",
    ),
    (
        Role::Failure,
        "I was too committed, I gave it more than it deserved.",
    ),
];

/// Told where this must stay silent.
pub const SILENT: &[(Role, &str)] = &[
    (
        Role::Cause,
        "I polished the label for nine days and told nobody that the jars were late.",
    ),
    (Role::Cause, "He was a perfectionist and we got on well."),
    (
        Role::Cause,
        "I said yes to four weddings in one weekend and two of them got no cake.",
    ),
];

/// Virtues named as faults.
static VIRTUE: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"i (?:have )?(?:\w+ ){0,3}(?:care|cared|caring|give|gave|given|hope|hoped|love|loved|believe|believed|work|worked|try|tried|push|pushed|aim|aimed|trust|trusted|worry|help|helped|put|do|did|want|wanted)(?: \w+){0,5} (?:too much|too hard|too big|too high|more than|too deeply|too many hours)",
        r"i (?:care|cared|gave|give|put|worked|work) (?:\w+ ){0,3}(?:so much|everything|my all|my whole|more)",
        r"i (?:\w+ ){0,3}(?:BE|was being|have always been|BE being|tend to be|can be) (?:\w+ ){0,4}perfectionist",
        r"(?:my|own) perfectionism",
        r"perfectionist (?:of|in) (?:the|our|this)",
        r"(?:it 's|they|people|everyone|everybody|wife|friends)(?: \w+){0,4} (?:perfectionist|workaholic)",
        r"i (?:\w+ )?(?:BE|was|have been|may be|might be|must be|by being|being) (?:\w+ ){0,4}too (?:\w+ )?(?:thorough|dedicated|committed|passionate|honest|loyal|generous|kind|nice|helpful|conscientious|careful|ambitious|visionary|hardworking|hard working|detailed|detail oriented|trusting|driven|good|invested|devoted|enthusiastic|ahead|giving|soft hearted|diligent|responsible|precise|meticulous|caring|fast for|selfless|modest|eager|idealistic|efficient|fair|organised|organized|polite|principled|clever|quick)",
        r"(?:by|from|of|for) being too (?:loyal|nice|kind|honest|generous|helpful|trusting|passionate|thorough|good|careful|committed|dedicated|polite|ambitious)",
        r"too (?:thorough|dedicated|committed|passionate|loyal|conscientious|visionary|perfectionist|selfless|hardworking|ambitious)",
        r"(?:never|can not|could not|not|hard to|bad at|trouble) (?:\w+ ){0,2}(?:say|saying) no",
        r"i (?:can not|could not|never|do not know how to) (?:stop|switch off|let go|turn off|sit still)(?: working| caring| helping)?",
        r"(?:i have|my|hold myself to|set)(?: \w+){0,4} (?:high|higher|impossible|highest) standards?",
        r"(?:higher|too high a|highest) standards?",
        r"(?:bar|standards) (?:\w+ ){0,2}too high",
        r"i (?:over prepare|overprepare|over deliver|overdeliver|over invest|work too hard|worked too hard|over commit myself)",
        r"(?:workaholic|over achiever|overachiever|too much of a \w+)",
        r"how (?:thorough|hard|much|deeply) i (?:am|work|push|pushed|care|cared|worked|prepare)",
        r"(?:failing|weakness|fault|flaw|problem|trouble|downfall)(?: \w+){0,4} (?:good manners|good heart|big heart|kindness|honesty|loyalty|generosity|passion|dedication|attention to detail|ambition|enthusiasm|optimism|politeness|commitment|integrity|work ethic)",
        r"(?:my|our) ideas (?:BE|were) (?:\w+ )?ahead of",
        r"ahead of (?:my|the|its) (?:time|market)",
        r"i (?:expect|expected|demand|demanded|ask|asked) (?:too much|so much|the best|a lot) of (?:myself|people|everyone|everybody)",
        r"optimist by nature",
        r"i (?:think|dream|thought) too big",
        r"i take (?:on )?(?:too much|everything)(?: on| to heart)?",
        r"(?:put|puts|putting) (?:everyone|everybody|others|other people|the team|customers|patients) (?:before|first|ahead of)",
        r"i (?:BE|'m) (?:\w+ ){0,2}(?:people pleaser|hard on myself|harder on myself|own worst critic)",
        r"overly (?:conscientious|ambitious|optimistic|helpful|committed|dedicated|thorough|careful|generous|trusting|kind|loyal|passionate|detailed|honest)",
        r"(?:hundred and ten|110|two hundred) (?:percent|per cent)",
        r"i (?:sacrifice|sacrificed) (?:\w+ ){0,3}for",
        r"love (?:my|this|the) (?:job|work|craft|team|customers) too much",
        r"detail oriented",
        r"(?:anything|things|nothing|a job) (?:by )?half(?:way| way| heartedly|s)?",
        r"too much of (?:myself|me)",
        r"i do too much",
        r"too good for my own",
    ])
});

/// Where a virtue is named as a fault.
pub(super) fn virtues(reading: &Reading<'_>) -> Vec<Range<usize>> {
    reading.find_all(&VIRTUE)
}

/// Whether a virtue is named as a fault within `words`.
pub(super) fn is_virtue(reading: &Reading<'_>, words: Range<usize>) -> bool {
    reading.has_in(words.start..words.end.min(reading.words.len()), &VIRTUE)
}

/// The rule. A virtue named with a real lapse next to it is a setting, no evasion.
pub(super) fn find(scene: &Scene<'_>) -> Option<Finding> {
    let reading = &scene.told.reading;
    let virtues = virtues(reading);
    let hit = virtues.first()?.clone();
    let insisted = virtues.len() > 1 && scene.hardly_owned();
    let outside = scene.told.acts.iter().any(|act| {
        super::cause::own_act::is_own(reading, act)
            && !(hit.start.saturating_sub(4)..hit.end + 1).contains(&act.verb)
            && !among(&act.base, &LABOUR)
    });
    if outside && !insisted || scene.cause.causal_link.is_some() && scene.cause.own_act.is_some() {
        return None;
    }
    Finding::at(
        Rule::FailureShapedStrength,
        Severity::Fail,
        reading.quote_sentence(&hit),
    )
}

/// Acts that are the virtue itself.
static LABOUR: Lexicon =
    LazyLock::new(|| set("push work care give put help try stay take do hold prepare"));

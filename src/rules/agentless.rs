//! Passives and nouns that hide who did it: "the alert had been switched off".
//!
//! An agentless passive is a form of "be" or "get" and a participle without "by" (Biber's feature
//! 17); naming nobody makes listeners blame less (Fausey and Boroditsky 2010), and makes this
//! listener ask who.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::acts::{Act, Agent, Tense, is_person};
use super::lexicon::{Lexicon, one_of, set};
use super::reading::{Reading, phrase};
use super::scene::Scene;
use super::verbs::among;
use super::{Finding, Rule, Severity, denied, verbs};
use crate::story::Role;

/// Told where this should fire.
pub const FIRES: &[(Role, &str)] = &[
    (
        Role::Cause,
        "The seal had been fitted backwards and nobody was told to look.",
    ),
    (Role::Cause, "the form got misfiled somewhere along the way"),
    (
        Role::Failure,
        "Mistakes were made with the dosing, is the long and short of it.",
    ),
];

/// Told where this must stay silent.
pub const SILENT: &[(Role, &str)] = &[
    (
        Role::Cause,
        "The form got misfiled because I had put it in the wrong tray.",
    ),
    (Role::Failure, "Six hundred trays were spoiled by Sunday."),
    (
        Role::Cause,
        "The seal was fitted backwards by the night shift.",
    ),
];

/// Participles of harm, state and circumstance: what was suffered, not what somebody did.
static HARM: Lexicon = LazyLock::new(|| {
    set(
        "lose delay damage spoil affect strand ruin flood hurt injure destroy burn upset be have \
         go do stick call know name base locate tire worry surprise bear suppose mean force \
         involve break crowd pack soak freeze wait interest confuse frighten shock need charge \
         bill hospitalise kill tell ask promote marry expect sink wreck fine get come fall become \
         arrive return grow embarrass sue trap wake evacuate win see hear find stain crack tear \
         crush bruise bend feel relate concern design",
    )
});

/// Harmful verbs that are acts all the same when nobody is said to do them: "the file was lost".
static IDIOMS: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:slipped|fell|fallen|slip|fall|went|gone) (?:\w+ )?(?:through|between|down) (?:the|a|some) (?:cracks?|net|gaps?|floorboards)",
        r"mistakes? (?:was|were|had been|got) made",
        r"(?:an?|some|human|clerical|the) (?:\w+ )?(?:oversight|error|mistake|mix up|slip|omission|lapse|confusion|misunderstanding)s? (?:was|were|had|happened|occurred|crept|got|in the|on the|somewhere|with|of|that)",
        r"(?:was|were|BE) (?:an? )?(?:\w+ )?(?:oversight|human error|clerical error|omission|mix up|typo|misconfiguration|misjudgement)",
        r"(?:there (?:was|were|had been)) (?:\w+ ){0,3}(?:oversight|error|errors|mistake|mistakes|mix up|slip|confusion|lapse|omission|misunderstanding|gap|misstep|missteps|failure)s?",
        r"got (?:missed|lost|dropped|forgotten|overlooked|skipped|flipped|changed|mixed|left|switched|swapped|put|sent|turned|set|pushed|deleted|overwritten|misfiled|misread|mislaid|pulled|moved|buried|entered|copied|signed|booked|ordered|shelved|approved)",
        r"(?:never|not) got (?:\w+ed|done|sent|written|put|set|read|taken|made|told|given|run|held)",
        r"(?:went|gone|go|going) (?:unnoticed|unchecked|unread|missing|unanswered|undetected|unreported|unsigned|untested|unseen|unrecorded)",
        r"(?:left|remained|stayed|sat|lay|was|were|been) (?:\w+ )?(?:unchecked|unread|unopened|unsigned|unlocked|untested|untorqued|unanswered|unlabelled|unlabeled|unrecorded|unsecured|unconfirmed|unattended|unreviewed|unwritten|undone|unsaid)",
        r"(?:did|had|has) not (?:get|got|gotten) (?:\w+ed|done|sent|written|put|set|read|taken|made|told|given|run|held|caught)",
        r"(?:incorrect|incorrectly|wrong|wrongly|improper|improperly|missed|inadequate|insufficient|incomplete|faulty) (?:applied|entered|configured|set|installed|placed|labelled|labeled|recorded|completed|handling|application|storage|entry|installation|communication|preparation|handover)",
        r"things (?:got|were) (?:missed|overlooked|left)",
        r"(?:wires|signals|lines) (?:got|were) crossed",
        r"balls? (?:was|were|got) dropped",
        r"(?:fell|fallen) off (?:the|a) (?:list|radar|plan|schedule|rota|board|form)",
        r"did not happen \.",
    ])
});

/// The rule.
pub(super) fn find(scene: &Scene<'_>) -> Option<Finding> {
    let (reading, acts) = (&scene.told.reading, &scene.told.acts);
    let cause = scene.cause;
    if cause.own_act.is_some()
        || cause.causal_link.is_some()
        || cause.ownership.is_some()
        || named(reading, acts)
        || denied::find(scene).is_some()
    {
        return None;
    }
    let hit = first(reading, acts)?;
    Finding::at(
        Rule::AgentlessFailure,
        Severity::Warn,
        reading.quote_sentence(&hit),
    )
}

/// Whether somebody is named as the agent of something that matters here.
fn named(reading: &Reading<'_>, acts: &[Act]) -> bool {
    acts.iter().any(|act| {
        let doing = matches!(act.tense, Tense::Past | Tense::Present);
        match act.agent {
            Agent::We => doing && act.base != "have",
            Agent::Other => {
                doing && !among(&act.base, &SUFFERED) && reading.at(act.subject) != "who"
            }
            Agent::Speaker => false,
            Agent::Nobody => act.negated,
        }
    })
}

/// What people do when harm comes to them, and what just happens: no agency in the failure.
pub(super) static SUFFERED: Lexicon = LazyLock::new(|| {
    set(
        "complain wait sit stand cry lose miss leave ring call phone pay have get see find notice \
         go come arrive turn walk want need log sleep eat fall hear ask open stay say live end \
         die drive queue receive know be suffer catch drown slip trip wake move take carry stop \
         start hand happen",
    )
});

/// The first passive that hides an act, or an idiom that does.
pub(super) fn first(reading: &Reading<'_>, acts: &[Act]) -> Option<Range<usize>> {
    let passive = (0..reading.words.len()).find_map(|index| passive(reading, acts, index));
    let idiom = reading.find(&IDIOMS);
    [passive, idiom]
        .into_iter()
        .flatten()
        .min_by_key(|hit| hit.start)
}

/// An agentless passive whose auxiliary is at `index`.
fn passive(reading: &Reading<'_>, acts: &[Act], index: usize) -> Option<Range<usize>> {
    let auxiliary = reading.at(index);
    if !one_of(auxiliary, "was were been being be got 's is are") {
        return None;
    }
    let mut at = index + 1;
    while one_of(
        reading.at(at),
        "not never all still only even being then already both twice",
    ) || reading.at(at).ends_with("ly")
    {
        at += 1;
    }
    let form = verbs::past(reading.at(at)).filter(|form| form.participle)?;
    let negated = (index..at).any(|i| matches!(reading.at(i), "not" | "never"));
    let amiss = one_of(reading.at(at + 1), "early late off wrong twice too");
    let harm = !amiss && among(&form.base, &HARM) && !negated;
    let by = (at + 1..at + 4)
        .any(|i| reading.at(i) == "by" && verbs::progressive(reading.at(i + 1)).is_none());
    let reported = (at + 1..at + 6).any(|i| matches!(reading.at(i), "my" | "me"));
    let stuff = reading.at(at + 1) == "of";
    if harm
        || stuff
        || reported
        || by
        || suffers(reading, acts, index)
        || present(reading, index) && !negated
    {
        return None;
    }
    Some(index..at + 1)
}

/// Whether the subject of the passive is a person, to whom things are done.
fn suffers(reading: &Reading<'_>, acts: &[Act], index: usize) -> bool {
    let near = |act: &Act| {
        act.tense == Tense::Passive
            && act.subject < index
            && act.verb + 1 >= index
            && act.verb <= index + 4
            && act.agent != Agent::Nobody
    };
    acts.iter().any(near)
        || one_of(reading.before(index, 1), "i we he she they you who")
        || is_person(reading.before(index, 1))
        || matches!(reading.before(index, 1), "had" | "have" | "has")
            && (is_person(reading.before(index, 2))
                || matches!(reading.before(index, 2), "i" | "we" | "he" | "she" | "they"))
}

/// Whether the passive tells how things are, not what was done.
fn present(reading: &Reading<'_>, index: usize) -> bool {
    matches!(reading.at(index), "is" | "are" | "'s")
        || reading.at(index) == "be"
        || one_of(
            reading.before(index, 1),
            "to will would could should can must",
        )
}

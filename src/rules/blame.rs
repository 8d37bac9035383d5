//! Others, a group or an abstraction carry the cause: "QA didn't flag it", "communication broke down".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::acts::{Act, Agent, Tense};
use super::agentless::SUFFERED;
use super::circumstance;
use super::lexicon::{Lexicon, one_of, set};
use super::reading::{Reading, phrase};
use super::scene::Scene;
use super::verbs::among;
use super::{Finding, Rule, Severity, denied};
use crate::story::Role;

/// Told where this should fire.
pub const FIRES: &[(Role, &str)] = &[
    (
        Role::Cause,
        "The night crew never told the morning crew, and that was that.",
    ),
    (
        Role::Cause,
        "communication between the two depots had broken down",
    ),
    (Role::Cause, "The apprentice put the wrong oil in."),
];

/// Told where this must stay silent.
pub const SILENT: &[(Role, &str)] = &[
    (
        Role::Cause,
        "Nobody could stop it because I had told nobody.",
    ),
    (
        Role::Failure,
        "The family rang the director, and she came in on a Sunday.",
    ),
    (
        Role::Cause,
        "The apprentice asked me twice and I waved him off.",
    ),
];

/// Abstractions that do things by themselves.
static ABSTRACT: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:communication|communications|coordination|collaboration|alignment|trust|information|process|processes|culture|system)(?: \w+){0,6} (?:broke|broken|break|failed|fell|collapsed|was poor|was bad|was not|was missing|was lacking|did not|had not|never|was broken|let us|was unclear|got lost|suffered|was terrible)",
        r"(?:lack|absence|breakdown|failure) (?:of|in) (?:\w+ )?(?:communication|coordination|ownership|alignment|process|leadership|support|training|planning|clarity|direction|documentation|staff|resources|oversight|supervision)",
        r"(?:communication|alignment|coordination|process|team|cultural|culture|organisational|staffing|management|leadership) (?:issue|issues|problem|problems|failure|failures|gap|gaps|breakdown)",
        r"there was no (?:\w+ )?(?:process|communication|ownership|owner|policy|oversight|handover|clear \w+|documentation|training|coordination|leadership)",
        r"miscommunication",
        r"(?:had|having) issues",
        r"fell between (?:\w+ ){0,3}(?:departments|teams|chairs|stools|desks|shifts|offices|groups)",
        r"(?:each|one) of them (?:thought|assumed|believed)",
        r"everyone (?:thought|assumed) (?:that )?(?:someone|somebody|the other|everyone|it)",
        r"too many cooks",
        r"(?:left|right) hand (?:did not|never|not) know",
        r"the (?:culture|process|system|setup|organisation|structure|incentives|onboarding|training|handbook|instructions|briefing|spec|brief|documentation|manual|drawing|label|app|software|tool|template)(?: \w+){0,2} (?:was|were|is) (?:\w+ )?(?:wrong|unclear|broken|vague|poor|terrible|bad|toxic|outdated|missing|incomplete|ambiguous|useless|confusing|confused|thin|rubbish|a mess|old)",
        r"the (?:app|software|tool|system|form|process|machine) (?:let|allowed|never|did not|should)",
    ])
});

/// Acts of other people that carry no blame by themselves: what they suffer, say or are.
static BLAMELESS: Lexicon = LazyLock::new(|| {
    set(
        "be have want know need see hear like love wait sit stand cry live die come go get work \
         ring call phone ask thank find notice offer bring help walk pay lose arrive learn begin \
         start look laugh smile trust depend complain raise spot catch warn teach train show \
         explain eat play feel think mean stay turn spend read meet hold write bear marry inspect \
         check count discover remember answer reply challenge do try use hire say decide claim \
         insist conclude expect send give suffer fall join run queue miss tell hand order end \
         happen sue pass let",
    )
});

/// Blameless verbs that accuse in the part where the cause is told.
static ACCUSING: Lexicon = LazyLock::new(|| {
    set("send give write tell pass use do miss hand read order let lose run turn hold check")
});

/// Faults that others are said to have.
static FAULTS: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:\w+er|\w+or|they|he|she|who|nobody|somebody|someone|whoever|anyone|team|side|office|crew|system|company|manager|boss|people|management|it|that|inspection|inspected \w+|staff) (?:\w+ )?(?:should|ought to|could) (?:not )?(?:have|to have) (?:caught|checked|told|said|known|seen|stopped|noticed|warned|asked|flagged|challenged|raised|spotted|read|done|written|questioned|refused)",
        r"(?:their|his|her|its) (?:\w+ )?(?:fault|mistake|error|job|responsibility|failure|decision|call|carelessness|problem|negligence)",
        r"(?:was|were|is) (?:\w+ )?(?:to blame|at fault|responsible for|incompetent|careless|useless|negligent|sloppy|lazy|understaffed|disorganised|unprofessional|asleep)",
        r"(?:the|my|our) (?:\w+ ){1,3}'s (?:\w+ )?(?:fault|mistake|error|doing|decision|call|idea)",
        r"someone else",
        r"somebody else",
        r"kept (?:changing|moving|asking|pushing|adding|promising|shifting)",
        r"let (?:me|us) down",
        r"blame (?:the|them|him|her|management|procurement)",
        r"threw (?:me|us) under",
        r"(?:without|before) (?:a word|telling (?:me|anyone|anybody|us)|asking (?:me|anyone|us)|a review)",
        r"(?:no|none) (?:of )?(?:support|help|guidance|training|backing|brief|briefing) (?:from|by)",
        r"(?:gave|sent|handed|left|given|sold|told) (?:me|us) (?:\w+ ){0,4}(?:wrong|old|bad|outdated|incomplete|late|nothing|no|half|broken)",
    ])
});

/// The rule.
pub(super) fn find(scene: &Scene<'_>) -> Option<Finding> {
    if !scene.hardly_owned() || scene.cause.causal_link.is_some() {
        return None;
    }
    if scene.cause.own_act.is_some() {
        let spread = scene.cause.ownership.is_none() && denied::find(scene).is_some();
        let hit = if spread {
            blamed(scene, false)
        } else {
            shifted(scene)
        }?;
        return Finding::at(
            Rule::BlameDistributed,
            Severity::Fail,
            scene.told.reading.quote_sentence(&hit),
        );
    }
    if scene.cause.counterfactual.is_some() {
        return None;
    }
    let taken = scene.cause.ownership.is_some();
    let hit = blamed(scene, taken)?;
    Finding::at(
        Rule::BlameDistributed,
        Severity::Fail,
        scene.told.reading.quote_sentence(&hit),
    )
}

fn blamed(scene: &Scene<'_>, taken: bool) -> Option<Range<usize>> {
    let reading = &scene.told.reading;
    let abstracted = reading.find(&ABSTRACT).filter(|_| !taken);
    let fault = reading
        .find(&FAULTS)
        .filter(|hit| !taken && !mine(reading, hit));
    // "They" behind an outside event are the event.
    let eventful = circumstance::find(scene).is_some();
    let ours = scene.told.acts.iter().any(|act| act.agent == Agent::We);
    let other = scene
        .told
        .acts
        .iter()
        .filter(|act| !(ours && act.agent == Agent::Nobody))
        .filter(|act| named_so(reading, act) || !eventful)
        .find(|act| !taken && accuses(reading, act))
        .map(Act::words);
    [abstracted, fault, other]
        .into_iter()
        .flatten()
        .min_by_key(|hit| hit.start)
}

/// Whether the fault named is the speaker's after all.
fn mine(reading: &Reading<'_>, hit: &Range<usize>) -> bool {
    let from = hit.start.saturating_sub(3);
    (from..hit.end).any(|i| matches!(reading.at(i), "i" | "my" | "we"))
}

/// Whether somebody else's act stands where the cause should.
fn accuses(reading: &Reading<'_>, act: &Act) -> bool {
    let base = act.base.as_str();
    let before = reading.before(act.subject, 1);
    let lenient = base == "let" && matches!(reading.at(act.verb + 1), "me" | "us");
    if matches!(before, "if" | "when" | "unless")
        || lenient
        || circumstance::is_event(reading, act)
        || !matches!(act.tense, Tense::Past | Tense::Present)
    {
        return false;
    }
    match act.agent {
        Agent::Nobody => nobody_accuses(reading, act),
        Agent::Other if act.negated => {
            act.tense == Tense::Past
                && !one_of(
                    base,
                    "be have know want like need come mind live see get complain happen",
                )
                || matches!(base, "check" | "tell" | "ask")
        }
        Agent::Other => {
            let in_cause = reading.role(act.verb) == Some(Role::Cause);
            (in_cause || named_so(reading, act) && !among(base, &SUFFERED))
                && reading.at(act.subject) != "who"
                && act.tense == Tense::Past
                && (!among(base, &BLAMELESS) || among(base, &ACCUSING))
        }
        Agent::Speaker | Agent::We => false,
    }
}

/// Whether the subject is a noun: in the part that tells what went wrong a pronoun accuses nobody.
fn named_so(reading: &Reading<'_>, act: &Act) -> bool {
    !matches!(reading.at(act.subject), "he" | "she" | "they" | "who")
}

/// "I approved it, fine, but the designer …": the own act conceded, and others last.
fn shifted(scene: &Scene<'_>) -> Option<Range<usize>> {
    let reading = &scene.told.reading;
    let turn = reading.find(&CONCEDED)?;
    let later = |act: &&Act| act.subject >= turn.end;
    let speaker = scene
        .told
        .acts
        .iter()
        .filter(later)
        .any(|act| act.agent == Agent::Speaker);
    let other = scene
        .told
        .acts
        .iter()
        .filter(later)
        .find(|act| accuses(reading, act))?;
    (!speaker).then(|| turn.start..other.verb + 1)
}

/// A concession, and the turn away from it.
static CONCEDED: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:fine|granted|admittedly|true|it|that|this|label|one|them|fast|right|ok)(?: \.)? but(?: it was)?",
    ])
});

/// "Nobody asked", "no one on the team flagged it": an omission of everybody's.
fn nobody_accuses(reading: &Reading<'_>, act: &Act) -> bool {
    let word = reading.at(act.subject);
    let none = matches!(word, "nobody" | "no" | "none");
    let assumed = matches!(act.base.as_str(), "assume" | "think" | "believe" | "figure")
        && word.starts_with("every");
    let somebody = matches!(word, "somebody" | "someone")
        && !one_of(
            &act.base,
            "be have ask tell say call ring raise spot notice find",
        );
    act.tense == Tense::Past
        && (none
            && !one_of(
                &act.base,
                "be have die come hurt laugh complain get make sleep want pay speak",
            )
            || assumed
            || somebody)
        && !matches!(reading.at(act.verb + 1), "else")
}

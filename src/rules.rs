//! What is listened for: each rule reads a telling and quotes what it heard.

mod lexicon;

mod verbs;

mod reading;

mod acts;

pub mod cause;

mod scene;

pub mod agentless;

pub mod circumstance;

pub mod blame;

pub mod strength;

pub mod denied;

pub mod diluted;

pub mod humility;

pub mod ancient;

pub mod nothing_to_tell;

mod practice;

mod unchanged;

mod lofty;

pub mod emotional;

pub mod no_change;

pub mod no_rule;

pub mod team;

mod order;

pub mod phrasing;

mod reconsider;

pub mod say;

pub mod shapes;

pub mod evidence;

mod whole;

pub use whole::{LENGTHS, Lengths, WHOLE, Whole};

use scene::Scene;

use crate::story::{Month, Role};
use crate::telling::{Quote, Telling};

/// How much a finding weighs.
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
pub enum Severity {
    /// Worth knowing.
    Note,
    /// Worth changing.
    Warn,
    /// Must change before the interview.
    Fail,
}

/// Every finding there is, by its published id.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    /// The speaker never said that they were the cause.
    CauseMissing,
    /// The first lesson or change comes before the cause.
    LessonBeforeCause,
    /// Passives and nouns hide who did it.
    AgentlessFailure,
    /// A group or an abstraction did it.
    BlameDistributed,
    /// An outside event did it.
    Circumstance,
    /// The fault is a virtue.
    FailureShapedStrength,
    /// It happened at school or long ago.
    Ancient,
    /// The speaker says there is no failure to tell.
    CannotThinkOfOne,
    /// Ownership taken back in the same breath.
    DilutedOwnership,
    /// Ownership denied, or only reported.
    NegatedOwnership,
    /// Self-abasement in place of a cause.
    PerformedHumility,
    /// The lesson is a feeling or a slogan.
    EmotionalOnlyLesson,
    /// Cause or change told as "we".
    #[serde(rename = "team-not-I")]
    TeamNotI,
    /// No change of practice is told.
    NoChange,
    /// No standing practice of the speaker's own is told.
    NoPersonalRule,
    /// More seconds on the repair than it needs.
    RollbackTooLong,
    /// The listener does not hear that it ended.
    RollbackMissing,
    /// Fewer seconds on the decision than it needs.
    DecisionTooShort,
}

impl Rule {
    /// Every rule, in the order in which a coach explains them.
    pub const ALL: [Self; 18] = [
        Self::CauseMissing,
        Self::LessonBeforeCause,
        Self::AgentlessFailure,
        Self::BlameDistributed,
        Self::Circumstance,
        Self::FailureShapedStrength,
        Self::Ancient,
        Self::CannotThinkOfOne,
        Self::DilutedOwnership,
        Self::NegatedOwnership,
        Self::PerformedHumility,
        Self::EmotionalOnlyLesson,
        Self::TeamNotI,
        Self::NoChange,
        Self::NoPersonalRule,
        Self::RollbackTooLong,
        Self::RollbackMissing,
        Self::DecisionTooShort,
    ];

    /// Its published id.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::CauseMissing => "cause-missing",
            Self::LessonBeforeCause => "lesson-before-cause",
            Self::AgentlessFailure => "agentless-failure",
            Self::BlameDistributed => "blame-distributed",
            Self::Circumstance => "circumstance",
            Self::FailureShapedStrength => "failure-shaped-strength",
            Self::Ancient => "ancient",
            Self::CannotThinkOfOne => "cannot-think-of-one",
            Self::DilutedOwnership => "diluted-ownership",
            Self::NegatedOwnership => "negated-ownership",
            Self::PerformedHumility => "performed-humility",
            Self::EmotionalOnlyLesson => "emotional-only-lesson",
            Self::TeamNotI => "team-not-I",
            Self::NoChange => "no-change",
            Self::NoPersonalRule => "no-personal-rule",
            Self::RollbackTooLong => "rollback-too-long",
            Self::RollbackMissing => "rollback-missing",
            Self::DecisionTooShort => "decision-too-short",
        }
    }

    /// The rule of that id, however its letters are written.
    #[must_use]
    pub fn named(id: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|rule| rule.id().eq_ignore_ascii_case(id))
    }

    /// The weights it can have, the heaviest first.
    #[must_use]
    pub fn severities(self) -> &'static [Severity] {
        match self {
            Self::CauseMissing
            | Self::LessonBeforeCause
            | Self::BlameDistributed
            | Self::Circumstance
            | Self::FailureShapedStrength
            | Self::CannotThinkOfOne
            | Self::NegatedOwnership
            | Self::NoChange => &[Severity::Fail],
            Self::RollbackTooLong | Self::DecisionTooShort => {
                &[Severity::Fail, Severity::Warn, Severity::Note]
            }
            Self::Ancient => &[Severity::Warn, Severity::Note],
            Self::AgentlessFailure
            | Self::DilutedOwnership
            | Self::EmotionalOnlyLesson
            | Self::TeamNotI => &[Severity::Warn],
            Self::PerformedHumility | Self::NoPersonalRule | Self::RollbackMissing => {
                &[Severity::Note]
            }
        }
    }
}

/// A rule that fired, with the words it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// Which rule.
    pub rule: Rule,
    /// How much it weighs here.
    pub severity: Severity,
    /// The words it rests on, or those nearest to where something is missing.
    pub quote: Quote,
}

impl Finding {
    /// A finding where there are words to rest it on.
    fn at(rule: Rule, severity: Severity, quote: Option<Quote>) -> Option<Self> {
        quote.map(|quote| Self {
            rule,
            severity,
            quote,
        })
    }
}

/// Everything the words themselves tell: all findings but those that need the clock.
///
/// The weightiest come first, then in order of their place.
#[must_use]
pub fn findings(
    telling: &Telling,
    cause: &cause::Cause,
    happened: Option<Month>,
    today: Month,
) -> Vec<Finding> {
    let scene = Scene::of(telling, cause, happened, today);
    let mut found = reconsider::findings(&scene, fired(&scene));
    found.sort_by_key(|finding| {
        (
            std::cmp::Reverse(finding.severity),
            finding.quote.tokens.start,
        )
    });
    found
}

/// What the rules alone hear, without a second opinion: what training begins from.
#[must_use]
pub fn by_rule(telling: &Telling, today: Month) -> Vec<phrasing::Label> {
    let cause = cause::by_rule(telling);
    let told = cause::Ingredient::ALL.into_iter();
    let told = told.filter(|ingredient| cause.get(*ingredient).is_some());
    let scene = Scene::of(telling, &cause, None, today);
    let fired = fired(&scene).into_iter().map(|finding| finding.rule);
    told.map(phrasing::Label::Ingredient)
        .chain(fired.map(phrasing::Label::Rule))
        .collect()
}

fn fired(scene: &Scene<'_>) -> Vec<Finding> {
    RULES.iter().filter_map(|rule| rule(scene)).collect()
}

/// Where a rule should fire and where it must not, for `ownup rules` and for the tests.
#[derive(Clone, Copy, Debug)]
pub struct Examples {
    /// Which rule.
    pub rule: Rule,
    /// Told where it fires, with the role it is told in.
    pub fires: &'static [(Role, &'static str)],
    /// Told where it stays silent.
    pub silent: &'static [(Role, &'static str)],
}

/// The examples of every rule that reads a single passage.
pub const EXAMPLES: &[Examples] = &[
    Examples {
        rule: Rule::AgentlessFailure,
        fires: agentless::FIRES,
        silent: agentless::SILENT,
    },
    Examples {
        rule: Rule::BlameDistributed,
        fires: blame::FIRES,
        silent: blame::SILENT,
    },
    Examples {
        rule: Rule::Circumstance,
        fires: circumstance::FIRES,
        silent: circumstance::SILENT,
    },
    Examples {
        rule: Rule::FailureShapedStrength,
        fires: strength::FIRES,
        silent: strength::SILENT,
    },
    Examples {
        rule: Rule::Ancient,
        fires: ancient::FIRES,
        silent: ancient::SILENT,
    },
    Examples {
        rule: Rule::CannotThinkOfOne,
        fires: nothing_to_tell::FIRES,
        silent: nothing_to_tell::SILENT,
    },
    Examples {
        rule: Rule::DilutedOwnership,
        fires: diluted::FIRES,
        silent: diluted::SILENT,
    },
    Examples {
        rule: Rule::NegatedOwnership,
        fires: denied::FIRES,
        silent: denied::SILENT,
    },
    Examples {
        rule: Rule::PerformedHumility,
        fires: humility::FIRES,
        silent: humility::SILENT,
    },
    Examples {
        rule: Rule::EmotionalOnlyLesson,
        fires: emotional::FIRES,
        silent: emotional::SILENT,
    },
    Examples {
        rule: Rule::TeamNotI,
        fires: team::FIRES,
        silent: team::SILENT,
    },
    Examples {
        rule: Rule::NoChange,
        fires: no_change::FIRES,
        silent: no_change::SILENT,
    },
    Examples {
        rule: Rule::NoPersonalRule,
        fires: no_rule::FIRES,
        silent: no_rule::SILENT,
    },
];

/// The rules, each a look at the same scene.
const RULES: &[fn(&Scene<'_>) -> Option<Finding>] = &[
    order::cause_missing,
    order::lesson_before_cause,
    agentless::find,
    blame::find,
    circumstance::find,
    strength::find,
    ancient::find,
    nothing_to_tell::find,
    diluted::find,
    denied::find,
    humility::find,
    emotional::find,
    team::find,
    no_change::find,
    no_rule::find,
];

#[cfg(test)]
mod tests;

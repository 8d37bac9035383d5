//! What is listened for: each rule reads a telling and quotes what it heard.

mod lexicon;

mod verbs;

mod reading;

mod acts;

pub mod cause;

use crate::telling::Quote;

/// How much a finding weighs.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, schemars::JsonSchema,
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
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema,
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

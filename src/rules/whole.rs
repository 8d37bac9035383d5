//! Examples of the rules that read a whole telling, or its clock.

use super::Rule;
use crate::story::Role;

/// Tellings in which a rule of order or completeness fires, and in which it does not.
#[derive(Clone, Copy, Debug)]
pub struct Whole {
    /// Which rule.
    pub rule: Rule,
    /// Told where it fires.
    pub fires: &'static [(Role, &'static str)],
    /// Told where it stays silent.
    pub silent: &'static [(Role, &'static str)],
}

/// Seconds told by role where a rule of time fires, and where it does not.
#[derive(Clone, Copy, Debug)]
pub struct Lengths {
    /// Which rule.
    pub rule: Rule,
    /// The seconds where it fires.
    pub fires: &'static [(Role, i64)],
    /// The seconds where it stays silent.
    pub silent: &'static [(Role, i64)],
}

const SANK: (Role, &str) = (Role::Failure, "A dinghy sank with two pupils in it.");

const OWNED: (Role, &str) = (
    Role::Cause,
    "It sank because I left the plug out. That was on me.",
);

const LEARNED: (Role, &str) = (
    Role::Lesson,
    "When somebody talks to me at the slip I lose the step I was at.",
);

const CHANGED: (Role, &str) = (
    Role::Change,
    "I never push a boat in until I have put my thumb on the plug.",
);

/// The examples of the rules that read a whole telling.
pub const WHOLE: &[Whole] = &[
    Whole {
        rule: Rule::CauseMissing,
        fires: &[
            SANK,
            (
                Role::Cause,
                "It was a cold morning, and boats are old things.",
            ),
            LEARNED,
            CHANGED,
        ],
        silent: &[SANK, OWNED, LEARNED, CHANGED],
    },
    Whole {
        rule: Rule::LessonBeforeCause,
        fires: &[SANK, LEARNED, OWNED, CHANGED],
        silent: &[SANK, OWNED, LEARNED, CHANGED],
    },
];

/// The examples of the rules that read the clock.
pub const LENGTHS: &[Lengths] = &[
    Lengths {
        rule: Rule::RollbackTooLong,
        fires: &[(Role::Cause, 60), (Role::Rollback, 75), (Role::Change, 40)],
        silent: &[(Role::Cause, 60), (Role::Rollback, 30), (Role::Change, 40)],
    },
    Lengths {
        rule: Rule::RollbackMissing,
        fires: &[(Role::Failure, 20), (Role::Cause, 60), (Role::Change, 40)],
        silent: &[(Role::Cause, 60), (Role::Rollback, 15), (Role::Change, 40)],
    },
    Lengths {
        rule: Rule::DecisionTooShort,
        fires: &[(Role::Failure, 30), (Role::Cause, 20), (Role::Rollback, 30)],
        silent: &[(Role::Cause, 50), (Role::Rollback, 30), (Role::Change, 40)],
    },
];

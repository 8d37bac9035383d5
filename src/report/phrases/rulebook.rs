//! The rule book for `ownup rules`: the list, and one rule with its examples.

use crate::rules::{EXAMPLES, LENGTHS, Rule, Severity, WHOLE};
use crate::story::Role;

/// What a rule listens for, in one line.
#[must_use]
pub fn what(rule: Rule) -> &'static str {
    match rule {
        Rule::CauseMissing => "You never say that you were the cause.",
        Rule::LessonBeforeCause => "The lesson or change comes before the cause.",
        Rule::AgentlessFailure => "Passives and nouns hide who did it.",
        Rule::BlameDistributed => "A group or an abstraction did it.",
        Rule::Circumstance => "An outside event did it.",
        Rule::FailureShapedStrength => "The fault is a virtue.",
        Rule::Ancient => "It happened at school, or years ago.",
        Rule::CannotThinkOfOne => "You say that there is no failure to tell.",
        Rule::DilutedOwnership => "Ownership, and a “but” right after it.",
        Rule::NegatedOwnership => "Ownership denied, or told by others only.",
        Rule::PerformedHumility => "Hard words about yourself, but no cause.",
        Rule::EmotionalOnlyLesson => "The lesson is a feeling or a motto.",
        Rule::TeamNotI => "The cause or the change is told as “we”.",
        Rule::NoChange => "No change in what you do is told.",
        Rule::NoPersonalRule => "No rule of your own, with when it applies.",
        Rule::RollbackTooLong => "The repair takes too many seconds.",
        Rule::RollbackMissing => "The repair is not told.",
        Rule::DecisionTooShort => "Cause, lesson and change are too short.",
    }
}

/// How much a rule can weigh, in at most nine letters: `fail`, `warn/note`, `fail–note`.
#[must_use]
pub fn weight(rule: Rule) -> String {
    match rule.severities() {
        [only] => name(*only).to_owned(),
        [gravest, lightest] => format!("{}/{}", name(*gravest), name(*lightest)),
        [gravest, .., lightest] => format!("{}–{}", name(*gravest), name(*lightest)),
        [] => String::new(),
    }
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Fail => "fail",
        Severity::Warn => "warn",
        Severity::Note => "note",
    }
}

/// What it fires on and what it does not, an example a line, from the data that the tests hold true.
#[must_use]
pub fn examples(rule: Rule) -> (Vec<String>, Vec<String>) {
    if let Some(own) = EXAMPLES.iter().find(|own| own.rule == rule) {
        return (told(own.fires), told(own.silent));
    }
    if let Some(own) = WHOLE.iter().find(|own| own.rule == rule) {
        return (told(own.fires), told(own.silent));
    }
    let own = LENGTHS.iter().find(|own| own.rule == rule);
    own.map_or_else(Default::default, |own| {
        (timed(own.fires), timed(own.silent))
    })
}

fn told(passages: &[(Role, &str)]) -> Vec<String> {
    let line = |(role, text): &(Role, &str)| format!("{role}: “{text}”");
    passages.iter().map(line).collect()
}

fn timed(lengths: &[(Role, i64)]) -> Vec<String> {
    let parts = lengths.iter().map(|(role, s)| format!("{role} {s} s"));
    vec![parts.collect::<Vec<String>>().join(", ")]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_an_example_on_both_sides() {
        for rule in Rule::ALL {
            let (fires, silent) = examples(rule);
            assert!(!fires.is_empty() && !silent.is_empty(), "{}", rule.id());
        }
    }

    #[test]
    fn what_is_one_short_sentence() {
        for rule in Rule::ALL {
            let what = what(rule);
            assert!(what.ends_with('.') && what.chars().count() <= 45, "{what}");
        }
    }
}

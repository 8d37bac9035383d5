//! Facts into English: calm, and as advice for the next rehearsal.

pub mod comparison;

pub mod bank;

pub mod delivery;

pub mod paper;

pub mod rulebook;

mod seconds;

pub use seconds::{split, standing, standing_within, unsure};

use crate::analysis::{CauseStatus, Doubt, Split, Verdict};
use crate::rules::cause::{Grade, Ingredient, Link};
use crate::rules::{Rule, Severity};
use crate::take::{Ending, Source};
use crate::time::Millis;

/// Why a finding matters to a listener, in one sentence.
#[must_use]
pub fn why(rule: Rule) -> &'static str {
    match rule {
        Rule::CauseMissing => {
            "The question is about how well you know yourself, so a listener waits for the sentence in which you are the cause."
        }
        Rule::LessonBeforeCause => {
            "A lesson that comes before its cause sounds borrowed, as the listener cannot know yet what it was drawn from."
        }
        Rule::AgentlessFailure => {
            "In this wording nobody acts, so a listener cannot tell which part was yours."
        }
        Rule::BlameDistributed => {
            "A group or an abstraction carries the failure here, so your own part goes unheard."
        }
        Rule::Circumstance => {
            "An outside event carries the failure here, and nothing can be learned from an event but what you did about it."
        }
        Rule::FailureShapedStrength => {
            "A fault that is really a virtue sounds rehearsed and leaves nothing to learn from."
        }
        Rule::Ancient => "Something from long ago says little about how you work now.",
        Rule::CannotThinkOfOne => {
            "Saying that there is none closes the question before you have answered it."
        }
        Rule::DilutedOwnership => {
            "A “but” right after you took the fault takes it back in the listener's ear."
        }
        Rule::NegatedOwnership => {
            "The only ownership heard here is denied or told by others, so the listener is left without yours."
        }
        Rule::PerformedHumility => {
            "Hard words about yourself ask to be comforted and say nothing about what happened."
        }
        Rule::EmotionalOnlyLesson => {
            "A feeling or a motto cannot be checked, so it does not show yet that anything changed."
        }
        Rule::TeamNotI => "“We” leaves open what you decided and what you do now.",
        Rule::NoChange => "Without a change in what you do, the lesson is still an intention.",
        Rule::NoPersonalRule => {
            "A rule of your own, with when it applies, is what a listener remembers."
        }
        Rule::RollbackTooLong => {
            "The repair is the part in which you are least the subject, and its seconds are missing from the decision."
        }
        Rule::RollbackMissing => "The listener does not hear how it ended.",
        Rule::DecisionTooShort => {
            "Your decision, what you learned and what you do now are what is listened for, and they need time."
        }
    }
}

/// What to say or do instead, in one sentence.
#[must_use]
pub fn instead(rule: Rule) -> &'static str {
    match rule {
        Rule::CauseMissing => {
            "Add one sentence that begins “It happened because I …” and names what you did or left out."
        }
        Rule::LessonBeforeCause => {
            "Tell what you did and why you did it, and only then what you learned."
        }
        Rule::AgentlessFailure => "Put yourself in front of the verb: “I missed …”, “I had not …”.",
        Rule::BlameDistributed => {
            "Name the one thing that you did or left out, and let the others go unmentioned."
        }
        Rule::Circumstance => {
            "Keep the event to half a sentence and go on with “… and I had not …”."
        }
        Rule::FailureShapedStrength => {
            "Tell one plain act and what it cost: “I … for a week and told nobody.”"
        }
        Rule::Ancient => "Choose one from the last three years; a small one will do.",
        Rule::CannotThinkOfOne => {
            "Leave the sentence out and begin with the situation; a small failure will do."
        }
        Rule::DilutedOwnership => {
            "Stop after “that was on me”, breathe, and begin a new sentence with what you do now."
        }
        Rule::NegatedOwnership => "Say it yourself, in four words: “That was on me.”",
        Rule::PerformedHumility => "Say in its place what you did, when, and why it seemed right.",
        Rule::EmotionalOnlyLesson => {
            "Say when you now act differently and how: a trigger, a check, a fixed time in the week."
        }
        Rule::TeamNotI => "Say “I” for the decision and the change, and keep “we” for the repair.",
        Rule::NoChange => "Add one sentence that begins “Since then I …” and names what you do.",
        Rule::NoPersonalRule => {
            "Add a sentence like “I never … unless …” or “Before every …, I …”."
        }
        Rule::RollbackTooLong => {
            "Tell it in three sentences: how it was stopped, how it was repaired, when it was over."
        }
        Rule::RollbackMissing => "Add a sentence or two on how it was stopped and repaired.",
        Rule::DecisionTooShort => {
            "Say why it seemed right at the time, what you learned, and the rule you follow now."
        }
    }
}

/// What a rule found, in a few words.
#[must_use]
pub fn what(rule: Rule) -> &'static str {
    match rule {
        Rule::CauseMissing => "the cause was not heard",
        Rule::LessonBeforeCause => "the lesson comes before the cause",
        Rule::AgentlessFailure => "nobody acts here",
        Rule::BlameDistributed => "others carry the cause",
        Rule::Circumstance => "an event carries the cause",
        Rule::FailureShapedStrength => "the fault is a virtue",
        Rule::Ancient => "it is long ago",
        Rule::CannotThinkOfOne => "you say that there is none",
        Rule::DilutedOwnership => "the fault is taken back",
        Rule::NegatedOwnership => "the fault is turned away",
        Rule::PerformedHumility => "hard words about yourself",
        Rule::EmotionalOnlyLesson => "the lesson is a feeling",
        Rule::TeamNotI => "“we” in place of “I”",
        Rule::NoChange => "no change is told",
        Rule::NoPersonalRule => "no rule of your own is told",
        Rule::RollbackTooLong => "the rollback is long",
        Rule::RollbackMissing => "no rollback is told",
        Rule::DecisionTooShort => "the decision is short",
    }
}

/// How much a finding weighs, and what was found.
#[must_use]
pub fn headline(rule: Rule, weight: Severity) -> String {
    format!("{}: {}.", severity(weight), what(rule))
}

/// How much a finding weighs.
#[must_use]
pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Fail => "Change first",
        Severity::Warn => "Worth changing",
        Severity::Note => "Worth knowing",
    }
}

/// Whether the cause was said and `when`, in a sentence for the top of a report.
#[must_use]
pub fn cause_at_a_glance(grade: Grade, status: CauseStatus, when: Option<Millis>) -> String {
    let said = match (grade, status) {
        (Grade::Missing, CauseStatus::WrittenNotSaid) => {
            return "The cause is on your paper, but I did not hear it.".to_owned();
        }
        (Grade::Missing, _) => return "I did not hear that you were the cause.".to_owned(),
        (Grade::Partial, _) => "You half said that you were the cause",
        (Grade::Strong, _) => "You said that you were the cause",
    };
    let when = when.map_or_else(String::new, |when| format!(", at {when}"));
    let late = match status {
        CauseStatus::SaidLate => ", after the change",
        _ => "",
    };
    format!("{said}{when}{late}.")
}

/// How much of a cause statement was heard.
#[must_use]
pub fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::Strong => "strong",
        Grade::Partial => "half said",
        Grade::Missing => "not heard",
    }
}

/// What to do about where the cause stands, if anything.
#[must_use]
pub fn status(status: CauseStatus) -> Option<&'static str> {
    match status {
        CauseStatus::Said | CauseStatus::Missing => None,
        CauseStatus::SaidLate => Some("It came after the change; tell it before the lesson."),
        CauseStatus::WrittenNotSaid => {
            Some("It is strong on paper: read that sentence aloud once before the next take.")
        }
    }
}

/// Said of a cause that was not heard.
pub const CAUSE_NOT_HEARD: &str = "I did not hear a sentence in which you are the cause";

/// Said beside the cause statement where the speaker marked it.
pub const MARKED: &str = "(you marked this)";

/// What a report says of the corrections in it; nothing where there are none.
#[must_use]
pub fn put_right(corrections: usize) -> Option<String> {
    match corrections {
        0 => None,
        1 => Some("You put one thing right in this take; it is counted here.".to_owned()),
        many => Some(format!(
            "You put {many} things right in this take; they are counted here."
        )),
    }
}

/// Said beside a sentence whose section the speaker set.
pub const PLACED: &str = "(you put this here)";

/// Said of a take in which nothing was put right.
pub const UNCORRECTED: &str = "Nothing was put right in this take yet.";

/// A correction: the stretch belongs to no section.
pub const IS_ASIDE: &str = "belongs to no section";

/// A correction: the sentence is the cause statement.
pub const IS_CAUSE: &str = "is the cause statement";

/// A correction: the stretch belongs to this section.
#[must_use]
pub fn belongs_to(heading: &str) -> String {
    format!("belongs to “{heading}”")
}

/// A correction: other words were said.
#[must_use]
pub fn now_reads(was: &str, text: &str) -> String {
    match (was, text) {
        (was, "") => format!("“{was}” was not said"),
        (was, text) => format!("“{was}” is “{text}”"),
    }
}

/// What corrections did to the two lengths.
#[must_use]
pub fn moved(before: &Split, after: &Split) -> String {
    let course = |name, from: Millis, to: Millis| {
        if from == to {
            format!("{name} {to} as before")
        } else {
            format!("{name} {from} → {to}")
        }
    };
    let rollback = course("rollback", before.rollback, after.rollback);
    let decision = course("decision", before.decision, after.decision);
    format!("{rollback}, {decision}")
}

/// Where a sentence that is missing would have gone.
#[must_use]
pub fn say_at(moment: Option<Millis>) -> String {
    match moment {
        Some(moment) => format!("At {moment}, say it like this:"),
        None => "To begin with, say it like this:".to_owned(),
    }
}

/// An ingredient of the cause statement.
#[must_use]
pub fn ingredient(ingredient: Ingredient) -> &'static str {
    match ingredient {
        Ingredient::CausalLink => "“because I …”",
        Ingredient::OwnAct => "what I did or left out",
        Ingredient::Counterfactual => "what I should have done",
        Ingredient::Ownership => "“that was on me”",
    }
}

/// A link of how it came about.
#[must_use]
pub fn link(link: Link) -> &'static str {
    match link {
        Link::Omission => "what was left out",
        Link::State => "the state you were in",
        Link::RuleSkipped => "the rule you knew",
        Link::Rationalisation => "how you talked yourself into it",
        Link::DifferenceMissed => "the difference you missed",
    }
}

/// Why a stretch of the transcript is doubtful.
#[must_use]
pub fn doubt(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::LongWord => "a word that lasts too long",
        Doubt::LowConfidence => "words I was not sure of",
        Doubt::NoWordsInSpeech => "speech without words",
        Doubt::LostSamples => "sound that was lost",
    }
}

/// `a`, `a and b`, `a, b and c`.
#[must_use]
pub fn listed(items: &[impl AsRef<str>]) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// What a take's first line says of its end, after a comma; nothing of the ordinary one.
#[must_use]
pub fn ending(ending: Ending) -> &'static str {
    match ending {
        Ending::Told => "",
        Ending::Abandoned => ", started over",
        Ending::CutOff => ", cut off and recovered",
    }
}

/// What to try when a take from `source` has no words.
#[must_use]
pub fn nothing_heard(source: Source, doubts: &[Doubt]) -> &'static str {
    match source {
        _ if doubts.contains(&Doubt::NoWordsInSpeech) => {
            "There is a voice, but no word of it was recognised; sit closer to the microphone and tell it again."
        }
        Source::File => "Play the file once: is it the right one, and can you hear yourself?",
        Source::Microphone if doubts.contains(&Doubt::LostSamples) => {
            "Part of the sound never arrived; try another microphone (`ownup devices` lists them)."
        }
        Source::Microphone => {
            "If you did speak, another microphone may have been listening; `ownup devices` lists them."
        }
    }
}

/// Said when no rule fired: what is left to mind, if anything.
#[must_use]
pub fn nothing_to_do(split: Verdict, cause: Grade, status: CauseStatus) -> &'static str {
    let split_is_well = split == Verdict::Within;
    let cause_is_well = cause == Grade::Strong && status == CauseStatus::Said;
    match (split_is_well, cause_is_well) {
        (true, true) => "Nothing stands out. Tell it the same way once more.",
        (true, false) => "Complete the cause as shown above. Nothing else stands out.",
        (false, true) => "Mind the two lengths at the top. Nothing else stands out.",
        (false, false) => {
            "Complete the cause as shown above, then mind the two lengths at the top."
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_is_one_sentence_of_why_and_one_of_instead() {
        for rule in Rule::ALL {
            for sentence in [why(rule), instead(rule)] {
                assert!(sentence.ends_with(['.', '”']), "{sentence}");
                assert!(!sentence.contains(". "), "{sentence}");
                assert!(sentence.len() < 130, "{sentence}");
            }
        }
    }

    #[test]
    fn no_advice_speaks_of_blame_or_size() {
        let harsh = [
            "blame", "shame", "bad", "wrong", "serious", "excuse", "terrible",
        ];
        for rule in Rule::ALL {
            let advice = [what(rule), why(rule), instead(rule)]
                .join(" ")
                .to_lowercase();
            let words: Vec<&str> = advice.split(|c: char| !c.is_alphabetic()).collect();
            assert!(!harsh.iter().any(|word| words.contains(word)), "{advice}");
        }
    }
}

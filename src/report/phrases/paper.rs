//! The same facts of a written story into English.

use super::delivery;
use crate::analysis::{CauseStatus, Split};
use crate::draft::{Draft, Move};
use crate::rules::cause::Grade;
use crate::story::Role;
use crate::telling::Place;
use crate::time::Millis;

/// The verdict on the split, in one sentence with the ratio.
#[must_use]
pub fn split(split: &Split) -> String {
    let written = |time: Millis| time > Millis::ZERO;
    match (written(split.rollback), written(split.decision)) {
        (true, true) => super::split(split),
        (false, false) => "Neither the rollback nor the decision is written yet.".to_owned(),
        (true, false) => "The rollback is written, the decision is not yet.".to_owned(),
        (false, true) => "The decision is written, the rollback is not yet.".to_owned(),
    }
}

/// Whether the cause is written, and where, in a sentence for the top of a draft.
#[must_use]
pub fn cause_at_a_glance(grade: Grade, status: CauseStatus, line: Option<usize>) -> String {
    let written = match grade {
        Grade::Missing => return format!("{CAUSE_NOT_FOUND}."),
        Grade::Partial => "The paper half says that you were the cause",
        Grade::Strong => "The paper says that you were the cause",
    };
    let line = line.map_or_else(String::new, |line| format!(", on line {line}"));
    let late = match status {
        CauseStatus::SaidLate => ", after the change",
        _ => "",
    };
    format!("{written}{line}{late}.")
}

/// Said of a cause that is not on paper.
pub const CAUSE_NOT_FOUND: &str = "I did not find a sentence in which you are the cause";

/// How fast it is taken to be told, and how that is known.
#[must_use]
pub fn length(draft: &Draft) -> String {
    let (words, time, wpm) = (draft.words, draft.time, draft.pace.wpm);
    let pace = match draft.pace.takes {
        0 => format!("at the usual {wpm:.0} words a minute"),
        1 => format!("at your pace, {wpm:.0} words a minute in your take"),
        takes => format!("at your pace, {wpm:.0} words a minute over {takes} takes"),
    };
    let words = count(words, "word");
    format!("on paper: {words}, about {time} {pace}")
}

/// `1 word`, `2 words`.
#[must_use]
pub fn count(number: usize, thing: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {thing}{plural}")
}

/// A role as it is spoken of.
#[must_use]
pub fn role(role: Role) -> &'static str {
    match role {
        Role::Context => "the context",
        Role::Failure => "what went wrong",
        Role::Cause => "the cause",
        Role::Rollback => "the rollback",
        Role::Lesson => "the lesson",
        Role::Change => "the change",
    }
}

/// What to cut or add, in one sentence.
#[must_use]
pub fn change(change: &Move) -> String {
    match *change {
        Move::Cut {
            role: from,
            time,
            words,
            line,
        } => format!(
            "Cut {} from {}, about {}; its longest sentence is on line {line}.",
            seconds(time),
            role(from),
            count(words, "word"),
        ),
        Move::Add {
            role: to,
            time,
            words,
            line,
        } => {
            let place = match line {
                Some(line) => format!("after line {line}"),
                None => "which has no section yet".to_owned(),
            };
            format!(
                "Add {} to the decision, about {}: begin with {}, {place}.",
                seconds(time),
                count(words, "word"),
                role(to),
            )
        }
    }
}

fn seconds(time: Millis) -> String {
    format!("{:.0} s", time.seconds())
}

/// What is reported without a verdict, a sentence each.
#[must_use]
pub fn remarks(draft: &Draft) -> Vec<String> {
    let evidence = draft
        .remarks
        .evidence
        .as_ref()
        .map(|quote| match quote.place {
            Place::Written(line) => format!("That the change held stands on line {line}."),
            Place::Heard(_) => "That the change held is told.".to_owned(),
        });
    let lines = [
        evidence,
        delivery::numbers(&draft.remarks),
        delivery::shape(&draft.shape, "written"),
    ];
    lines.into_iter().flatten().collect()
}

/// Said when no rule fired.
#[must_use]
pub fn nothing_to_do(draft: &Draft) -> &'static str {
    let strong = draft.cause.grade() == Grade::Strong;
    match (
        draft.words,
        draft.unwritten.is_empty(),
        strong,
        draft.moves.is_empty(),
    ) {
        (0, ..) => "Write a sentence or two under each heading.",
        (_, false, ..) => "Write what is missing; nothing else stands out.",
        (_, true, false, _) => "Complete the cause as shown above; nothing else stands out.",
        (_, true, true, false) => "Mind the lengths below; nothing else stands out.",
        (_, true, true, true) => "Nothing stands out. Tell it aloud: `ownup record`.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_and_an_addition_name_seconds_words_and_line() {
        let cut = Move::Cut {
            role: Role::Rollback,
            time: Millis(39_200),
            words: 98,
            line: 24,
        };
        assert_eq!(
            change(&cut),
            "Cut 39 s from the rollback, about 98 words; its longest sentence is on line 24."
        );
        let add = Move::Add {
            role: Role::Lesson,
            time: Millis(12_000),
            words: 1,
            line: None,
        };
        assert_eq!(
            change(&add),
            "Add 12 s to the decision, about 1 word: begin with the lesson, which has no section yet."
        );
    }
}

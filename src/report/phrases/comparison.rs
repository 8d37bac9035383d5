//! Takes side by side, in English.

use crate::comparison::{Bar, Edit, EditChange, Enough, Fired, Gap, Key, Missing, Name, Share};
use crate::rules::Rule;
use crate::rules::shapes::moments;
use crate::story::Role;
use crate::take::TakeId;
use crate::time::Millis;

/// A finding in a few words, for a list.
#[must_use]
pub fn finding(rule: Rule) -> &'static str {
    match rule {
        Rule::CauseMissing => "the cause is not said",
        Rule::LessonBeforeCause => "the lesson comes before the cause",
        Rule::AgentlessFailure => "nobody acts in the failure",
        Rule::BlameDistributed => "a group carries the failure",
        Rule::Circumstance => "an outside event carries the failure",
        Rule::FailureShapedStrength => "the fault is a virtue",
        Rule::Ancient => "it is long ago",
        Rule::CannotThinkOfOne => "you say that there is none",
        Rule::DilutedOwnership => "a “but” right after you take the fault",
        Rule::NegatedOwnership => "the fault is denied or told by others",
        Rule::PerformedHumility => "hard words about yourself",
        Rule::EmotionalOnlyLesson => "the lesson is a feeling or a motto",
        Rule::TeamNotI => "“we” for your decision or change",
        Rule::NoChange => "no change in what you do",
        Rule::NoPersonalRule => "no rule of your own",
        Rule::RollbackTooLong => "the rollback is too long",
        Rule::RollbackMissing => "no rollback is told",
        Rule::DecisionTooShort => "the decision is too short",
    }
}

/// What should be said in every take.
#[must_use]
pub fn key(key: Key) -> &'static str {
    match key {
        Key::Ingredient(ingredient) => super::ingredient(ingredient),
        Key::Moment { shape, at } => moments(shape).get(at).map_or("", |moment| moment.what),
    }
}

/// What a row is about.
#[must_use]
pub fn row(name: &Name) -> String {
    match name {
        Name::Rollback => "Rollback".to_owned(),
        Name::Decision => "Decision".to_owned(),
        Name::Whole => "Whole story".to_owned(),
        Name::Section { heading, .. } => heading.clone(),
    }
}

/// How much longer, from two lengths as they are shown, so that the sum can be checked by eye.
#[must_use]
pub fn change(previous: Millis, this: Millis) -> String {
    let shown = |length: Millis| length.0.signum() * ((length.0.abs() + 500) / 1_000);
    let change = Millis((shown(this) - shown(previous)) * 1_000);
    match change {
        Millis(0) => "same".to_owned(),
        longer if longer > Millis::ZERO => format!("+{longer}"),
        shorter => shorter.to_string(),
    }
}

/// `1, 3-5 and 8`.
#[must_use]
pub fn numbers(ids: impl IntoIterator<Item = TakeId>) -> String {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for number in ids.into_iter().map(TakeId::number) {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(number) => *last = number,
            _ => runs.push((number, number)),
        }
    }
    let run = |&(first, last): &(u32, u32)| match last - first {
        0 => first.to_string(),
        1 => format!("{first}, {last}"),
        _ => format!("{first}-{last}"),
    };
    let runs: Vec<String> = runs.iter().map(run).collect();
    let flat = runs.join(", ");
    match flat.rsplit_once(", ") {
        Some((most, last)) => format!("{most} and {last}"),
        None => flat,
    }
}

/// `take 3`, `takes 1, 3-5 and 8`.
#[must_use]
pub fn takes(ids: &[TakeId]) -> String {
    let noun = if ids.len() == 1 { "take" } else { "takes" };
    format!("{noun} {}", numbers(ids.iter().copied()))
}

/// Whether it is enough, in one line; `must_change` is what is to be changed all the same.
#[must_use]
pub fn enough(enough: &Enough, must_change: Option<Fired>) -> String {
    if !enough.is_reached() {
        return not_enough(enough);
    }
    let good = takes(&enough.good);
    let reached = format!("Enough: {good} are complete and within their bands.");
    match must_change {
        None => format!("{reached} Leave it there."),
        Some(fired) => format!(
            "{reached} More takes will not help; one thing is left to change: {}.",
            finding(fired.rule)
        ),
    }
}

fn not_enough(enough: &Enough) -> String {
    let Some(last) = enough.since_edit.last() else {
        return "Not yet: the story was edited after its last take, so two good takes to go."
            .to_owned();
    };
    let to_go = match enough.takes_to_go() {
        1 => "one more good take",
        _ => "two good takes to go",
    };
    if enough.missing.is_empty() {
        return format!("Nearly: take {last} is complete and within its bands; {to_go}.");
    }
    let missing: Vec<String> = enough.missing.iter().map(missing).collect();
    format!("Not yet, {to_go}. Take {last}: {}.", missing.join("; "))
}

/// What a take lacks, as a clause after "take 3:".
#[must_use]
pub fn missing(missing: &Missing) -> String {
    match missing {
        Missing::Rollback(bar) => format!("rollback {}", out_of_band(*bar)),
        Missing::Decision(bar) => format!("decision {}", out_of_band(*bar)),
        Missing::Ratio(ratio) => {
            format!("the decision is {ratio:.1} times the rollback (twice is good)")
        }
        Missing::Unfinished => "it was not told to its end".to_owned(),
        Missing::Untold(roles) => format!("nothing told of {}", alternatives(roles)),
    }
}

fn out_of_band(bar: Bar) -> String {
    format!("{} ({} to {} is good)", bar.seconds, bar.low, bar.high)
}

fn alternatives(roles: &[Role]) -> String {
    let names: Vec<String> = roles.iter().map(|role| format!("the {role}")).collect();
    match names.as_slice() {
        [most @ .., last] if !most.is_empty() => format!("{} or {last}", most.join(", ")),
        names => names.concat(),
    }
}

/// One thing that was edited.
#[must_use]
pub fn edit(change: &EditChange) -> String {
    match change {
        EditChange::Added { heading, .. } => format!("“{heading}” is new"),
        EditChange::Removed { heading, .. } => format!("“{heading}” is gone"),
        EditChange::Reworded {
            heading,
            before,
            after,
            ..
        } => format!("“{heading}” is reworded ({before} to {after} words)"),
        EditChange::Reordered => "the sections stand in another order".to_owned(),
    }
}

/// Where the story was edited, and what.
#[must_use]
pub fn edited(edit_: &Edit) -> String {
    let changes: Vec<String> = edit_.changes.iter().map(edit).collect();
    let (before, after) = (edit_.before, edit_.after);
    format!(
        "Edited between takes {before} and {after}: {}.",
        changes.join(", ")
    )
}

/// What cannot be compared, and why.
#[must_use]
pub fn gap(gap: &Gap) -> String {
    match gap {
        Gap::Silent(ids) => format!("I heard no word in {}.", takes(ids)),
        Gap::Unfinished(ids) => {
            format!("Not told to the end, so not whole: {}.", takes(ids))
        }
        Gap::OnlyIn { take, role } => {
            format!("Only take {take} has a {role}, so its seconds have nothing to stand against.")
        }
        Gap::AddedUp(role) => {
            format!("The takes have not the same number of {role} sections; they are added up.")
        }
        Gap::OtherTargets(id) => {
            format!("Take {id} was told with other targets; the ones shown are the later story's.")
        }
        Gap::OtherShape(id) => {
            format!(
                "Take {id} does not run as the later one does, so other moments were listened for in it."
            )
        }
        Gap::OtherModel(id) => format!(
            "The words of take {id} were recognised by another model, so wording may differ for that alone."
        ),
    }
}

/// What is said of takes that were recited.
#[must_use]
pub fn recited(ids: &[TakeId]) -> Option<String> {
    (!ids.is_empty()).then(|| {
        let told = if ids.len() == 1 { "Take" } else { "Takes" };
        let (numbers, is) = (numbers(ids.iter().copied()), if ids.len() == 1 { "is" } else { "are" });
        format!(
            "{told} {numbers} {is} more than half word for word the paper's: rehearse the story, not a script."
        )
    })
}

/// A share of paper and voice: `14% to 9%`.
#[must_use]
pub fn share(share: &Share) -> String {
    percent(share.voice)
}

/// A whole number of hundredths.
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{:.0}%", (share * 100.0).clamp(0.0, 100.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(numbers: &[u32]) -> Vec<TakeId> {
        numbers.iter().filter_map(|&n| TakeId::new(n)).collect()
    }

    #[test]
    fn numbers_in_a_row_are_a_range() {
        assert_eq!(takes(&ids(&[1, 3, 4, 5, 8])), "takes 1, 3-5 and 8");
        assert_eq!(takes(&ids(&[1, 2])), "takes 1 and 2");
        assert_eq!(takes(&ids(&[2])), "take 2");
        assert_eq!(takes(&ids(&[1, 2, 3])), "takes 1-3");
    }

    #[test]
    fn a_change_is_that_of_the_seconds_shown() {
        assert_eq!(change(Millis(14_600), Millis(16_400)), "+0:01");
        assert_eq!(change(Millis(16_400), Millis(14_600)), "-0:01");
        assert_eq!(change(Millis(15_000), Millis(15_400)), "same");
    }
}

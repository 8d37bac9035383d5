//! What a heading says: the role of its section by class or wording, and the time it gives it.

use super::markdown::Heading;
use super::{Role, StoryError, duration};
use crate::time::Millis;

/// The wordings that need no class, role by role; case, punctuation and a leading number, "the" or "a" do not matter.
/// The first of each is the one that messages and the template suggest.
const WORDINGS: [(Role, &[&str]); 6] = [
    (
        Role::Context,
        &[
            "context",
            "situation",
            "background",
            "setting",
            "setup",
            "set-up",
            "setting the scene",
            "scene",
            "task",
            "my role",
            "my job",
            "where I was",
            "where we were",
            "where I worked",
            "where this was",
            "job",
            "project",
            "before",
        ],
    ),
    (
        Role::Failure,
        &[
            "what went wrong",
            "what happened",
            "what broke",
            "what failed",
            "how it went wrong",
            "failure",
            "incident",
            "outage",
            "outcome",
            "impact",
            "damage",
            "downside",
            "cost",
            "what it cost",
            "consequences",
            "problem",
            "crash",
        ],
    ),
    (
        Role::Cause,
        &[
            "why it was me",
            "cause",
            "root cause",
            "causes",
            "root causes",
            "reasons",
            "why it happened",
            "how it came about",
            "how it came to that",
            "why it went wrong",
            "why it broke",
            "why it failed",
            "why",
            "why me",
            "my decision",
            "decision",
            "my part",
            "my part in it",
            "my mistake",
            "mistake",
            "my fault",
            "my responsibility",
            "my failure",
            "because of me",
            "because I",
            "how I caused it",
            "my share in it",
            "my doing",
            "why it was my fault",
            "why it was my doing",
            "what I did wrong",
            "what I got wrong",
            "what I missed",
            "where I went wrong",
            "with me as the cause",
        ],
    ),
    (
        Role::Rollback,
        &[
            "rollback",
            "roll-back",
            "rolling back",
            "rolling it back",
            "mitigation",
            "mitigating",
            "recovery",
            "recovering",
            "how we recovered",
            "how I recovered",
            "fix",
            "how we fixed it",
            "how it was fixed",
            "how we repaired it",
            "how it was repaired",
            "what we did",
            "what we did about it",
            "what was done",
            "putting it right",
            "how we put it right",
            "how it was put right",
            "how we dealt with it",
            "how I fixed it",
            "fixing it",
            "repair",
            "repairs",
            "damage control",
            "resolution",
            "remediation",
            "response",
            "clean-up",
            "cleaning up",
            "containment",
            "containing it",
            "stabilising",
            "stabilizing",
            "stabilisation",
            "stabilization",
            "post-mortem",
        ],
    ),
    (
        Role::Lesson,
        &[
            "what I learned",
            "learned",
            "learnt",
            "lesson",
            "lessons",
            "lesson learned",
            "lessons learned",
            "lesson learnt",
            "lessons learnt",
            "lesson I learned",
            "what I've learned",
            "what I learnt",
            "what I learned about myself",
            "what it taught me",
            "what it showed me",
            "what I took from it",
            "what I understood",
            "what I take from it",
            "takeaway",
            "takeaways",
            "learning",
            "learnings",
            "reflection",
            "insight",
        ],
    ),
    (
        Role::Change,
        &[
            "what I do now",
            "change",
            "changes",
            "what changed",
            "what has changed",
            "what I changed",
            "what is different now",
            "what I do differently",
            "what I do differently now",
            "what I do today",
            "what is different",
            "how I work now",
            "how I do it now",
            "how I work today",
            "since then",
            "change since then",
            "since",
            "now",
            "today",
            "these days",
            "nowadays",
            "what I do these days",
            "my rule",
            "rule",
            "my new rule",
            "rule I follow",
            "rule I follow now",
            "my habit",
            "habit",
            "new habit",
            "discipline",
            "my discipline",
            "practice",
            "my practice",
        ],
    ),
];

/// The wordings that give a section this role without a class, as documented.
#[must_use]
pub fn wordings(role: Role) -> &'static [&'static str] {
    WORDINGS
        .iter()
        .find(|(listed, _)| *listed == role)
        .map_or(&[], |(_, wordings)| wordings)
}

/// A heading without its time, and the time.
pub(super) fn split_target(heading: &Heading) -> Result<(String, Option<Millis>), StoryError> {
    let text = heading.text.trim();
    let Some((before, inner)) = brackets(text).filter(|(_, inner)| duration::was_meant(inner))
    else {
        return Ok((text.to_owned(), None));
    };
    match duration::read(inner) {
        Some(target) => Ok((before.trim_end().to_owned(), Some(target))),
        None => Err(StoryError::new(
            heading.line,
            format!("`{}` is not a length of time", inner.trim()),
            "write it as `(0:45)`, `(45s)` or `(1m30s)`, an hour at most",
        )),
    }
}

/// What stands before, and in, the brackets at the end of `text`.
fn brackets(text: &str) -> Option<(&str, &str)> {
    [('(', ')'), ('[', ']')]
        .into_iter()
        .find_map(|(open, close)| text.strip_suffix(close)?.rsplit_once(open))
}

/// The role a heading has by its class, or else by its wording; none when neither names one.
pub(super) fn role(heading: &Heading, wording: &str) -> Result<Option<Role>, StoryError> {
    let mut tagged = None;
    for class in &heading.classes {
        let role =
            Role::named(&class.to_lowercase()).ok_or_else(|| unknown_class(heading, class))?;
        if tagged.is_some_and(|other| other != role) {
            return Err(two_roles(heading));
        }
        tagged = Some(role);
    }
    Ok(tagged.or_else(|| role_of_wording(wording)))
}

fn role_of_wording(wording: &str) -> Option<Role> {
    let key = key(wording);
    WORDINGS
        .iter()
        .find(|(_, wordings)| wordings.iter().any(|known| self::key(known) == key))
        .map(|(role, _)| *role)
}

/// A wording as it is compared: lower-case words, without a number or an article in front.
fn key(wording: &str) -> String {
    let wording = wording.to_lowercase().replace(['\'', '’'], "");
    let mut words: Vec<&str> = wording
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let numbered = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    while words.len() > 1 && (numbered(words[0]) || ["the", "a", "an"].contains(&words[0])) {
        words.remove(0);
    }
    words.join(" ")
}

fn unknown_class(heading: &Heading, class: &str) -> StoryError {
    StoryError::new(
        heading.line,
        format!("`{{.{class}}}` is not a role"),
        format!("write one of {}", classes()),
    )
}

fn two_roles(heading: &Heading) -> StoryError {
    StoryError::new(
        heading.line,
        "this heading has two roles",
        "keep one of them, or make two sections",
    )
}

/// A heading whose role cannot be told.
pub(super) fn unknown(heading: &Heading, wording: &str) -> StoryError {
    let shown = shortened(wording);
    let message = format!("the heading `{shown}` does not say what its section is for");
    let hint = if heading.underlined {
        "if it is no heading, leave a blank line between it and the line of dashes below it".into()
    } else if shown.contains('{') {
        format!(
            "put the class at the very end of the line, and write one of {}",
            classes()
        )
    } else {
        format!(
            "add one of {}, as in `## {shown} {{.cause}}`, or use a heading such as {}",
            classes(),
            examples()
        )
    };
    StoryError::new(heading.line, message, hint)
}

/// Every class there is: `{.context}, …`.
fn classes() -> String {
    listed(&Role::ALL.map(|role| format!("`{{.{role}}}`")))
}

/// The first wording of every role.
fn examples() -> String {
    listed(&Role::ALL.map(|role| format!("`{}`", titled(wordings(role)[0]))))
}

fn listed(items: &[String; 6]) -> String {
    let [rest @ .., last] = items;
    format!("{} or {last}", rest.join(", "))
}

fn titled(wording: &str) -> String {
    let mut letters = wording.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// Enough of a heading to know it again.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_wording_belongs_to_two_roles() {
        for (role, listed) in WORDINGS {
            for wording in listed {
                assert_eq!(role_of_wording(wording), Some(role), "{wording}");
            }
        }
    }

    #[test]
    fn every_role_has_wordings() {
        for role in Role::ALL {
            assert!(!wordings(role).is_empty(), "{role}");
        }
    }

    #[test]
    fn case_punctuation_numbers_and_articles_do_not_matter() {
        for (wording, role) in [
            ("3. WHY IT WAS ME:", Role::Cause),
            ("The Setting", Role::Context),
            ("What I’ve learned", Role::Lesson),
            ("what i do now…", Role::Change),
            ("Post mortem", Role::Rollback),
            ("— Impact —", Role::Failure),
        ] {
            assert_eq!(role_of_wording(wording), Some(role), "{wording}");
        }
    }

    #[test]
    fn an_unknown_wording_has_no_role() {
        for wording in ["", "…", "The morning it failed", "the", "Action", "7"] {
            assert_eq!(role_of_wording(wording), None, "{wording}");
        }
    }
}

//! What the command line asks for, as corrections of the take.

use std::ops::Range;

use super::stretch::Told;
use super::typed::Placed;
use super::{Args, misheard};
use crate::corrections::{Change, LONGEST_TEXT};
use crate::failure::{Failure, hinted, plain};
use crate::story::{Role, Story};
use crate::time::{Millis, Span};

/// What the command line asks for, found in the take; all of it or nothing.
pub(super) fn changes(
    args: &Args,
    story: &Story,
    told: Told<'_>,
) -> Result<Vec<(Span, Change)>, Failure> {
    let mut changes = Vec::new();
    for Placed { stretch, text } in &args.place {
        let (role, section) = section(text, story)?;
        let words = stretch.words(told)?;
        changes.push((span(words, told), Change::Place { role, section }));
    }
    for Placed { stretch, text } in &args.word {
        let words = misheard::words(*stretch, text, told)?;
        changes.push((span(words.clone(), told), reading(words, text, told)?));
    }
    if let Some(stretch) = args.cause {
        changes.push((span(stretch.words(told)?, told), Change::Cause {}));
    }
    Ok(changes)
}

/// From the onset of the first word to the onset of the one after the last.
fn span(words: Range<usize>, told: Told<'_>) -> Span {
    let (first, last) = (told.words[words.start].span, told.words[words.end - 1].span);
    let next = told.words.get(words.end).map(|word| word.span.start());
    // A word without length is in it all the same.
    let beyond = last.start() + Millis(1);
    Span::new(first.start(), next.unwrap_or(last.end()).max(beyond))
}

fn reading(words: Range<usize>, text: &str, told: Told<'_>) -> Result<Change, Failure> {
    let heard = told.words[words].iter().map(|word| word.text.as_str());
    let was = heard.collect::<Vec<_>>().join(" ");
    let text = misheard::reading(text, &was);
    if was.chars().count().max(text.chars().count()) > LONGEST_TEXT {
        let why = format!("a correction has at most {LONGEST_TEXT} characters");
        return Err(hinted(why, "correct one sentence after the other"));
    }
    if text.contains(char::is_control) {
        return Err(plain("a word has no control characters"));
    }
    Ok(Change::Word { was, text })
}

/// The section of this name: a heading of the story, else a role, else no section at all.
pub(super) fn section(name: &str, story: &Story) -> Result<(Option<Role>, Option<usize>), Failure> {
    let lower = name.to_lowercase();
    let of_name = |index: &usize| story.sections[*index].heading.to_lowercase() == lower;
    let named: Vec<usize> = (0..story.sections.len()).filter(of_name).collect();
    match (named.as_slice(), Role::named(&lower)) {
        ([only], _) => Ok((Some(story.sections[*only].role), Some(*only))),
        (_, Some(role)) => Ok((Some(role), None)),
        _ if lower == "aside" => Ok((None, None)),
        _ => Err(no_section(name, story)),
    }
}

fn no_section(name: &str, story: &Story) -> Failure {
    let headings = story
        .sections
        .iter()
        .map(|section| section.heading.as_str());
    let roles = Role::ALL.iter().map(|role| role.name());
    let listed = |names: Vec<&str>| names.join(", ");
    hinted(
        format!("`{name}` is no section of this story"),
        format!(
            "write one of its headings ({}), a role ({}) or `aside`",
            listed(headings.collect()),
            listed(roles.collect())
        ),
    )
}

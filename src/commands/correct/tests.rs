use super::stretch::Moment;
use super::wanted::section;
use super::*;
use crate::story::Role;
use crate::time::{Millis, Span};
use crate::transcript::Word;

/// Four words a second, from half a second on; a sentence ends with a full stop.
fn take() -> (Vec<Word>, Vec<Line>) {
    let text = "I ran the nightly job. It broke in May. I replied none of it. \
                We sent new ones.";
    let words: Vec<Word> = (0..)
        .zip(text.split_whitespace())
        .map(|(beat, text)| Word {
            text: text.to_owned(),
            span: Span::new(Millis(500 + 250 * beat), Millis(700 + 250 * beat)),
            p: 1.0,
        })
        .collect();
    let roles = [Role::Context, Role::Failure, Role::Cause, Role::Rollback];
    let line = |(number, role): (usize, Role)| {
        let words = [0..5, 5..9, 9..14, 14..18][number - 1].clone();
        let (start, end) = (500 + 250 * words.start as i64, 500 + 250 * words.end as i64);
        Line {
            number,
            span: Span::new(Millis(start), Millis(end)),
            words,
            role: Some(role),
            section: None,
            heading: role.name().to_owned(),
            confidence: 1.0,
            placed: false,
        }
    };
    let lines = (1..).zip(roles).map(line).collect();
    (words, lines)
}

fn failed(failure: &Failure) -> String {
    format!("{failure} | {}", failure.hint.as_deref().unwrap_or("-"))
}

/// The words that a stretch means, or why it means none.
fn meant(stretch: &str) -> String {
    let (words, lines) = take();
    let told = Told {
        words: &words,
        lines: &lines,
    };
    let stretch: Stretch = match stretch.parse() {
        Ok(stretch) => stretch,
        Err(why) => return why,
    };
    match stretch.words(told) {
        Ok(found) => texts(&words[found]),
        Err(failure) => failed(&failure),
    }
}

fn texts(words: &[Word]) -> String {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    texts.join(" ")
}

fn check(stretch: &str, expected: &str) {
    assert_eq!(meant(stretch), expected, "{stretch}");
}

#[test]
fn a_number_means_a_sentence_and_two_mean_all_between() {
    check("2", "It broke in May.");
    check("2..3", "It broke in May. I replied none of it.");
    check(
        "9",
        "there is no sentence 9 | they are numbered from 1 to 4",
    );
    check(
        "0",
        "there is no sentence 0 | they are numbered from 1 to 4",
    );
    check("3..2", "`3..2` runs backwards | write `2..3`");
}

#[test]
fn a_second_means_the_sentence_that_begins_or_is_said_then() {
    check("0:02", "It broke in May.");
    check("0:01", "I ran the nightly job.");
    check("0:03", "I replied none of it.");
    check("2.1", "It broke in May.");
    check(
        "0:20",
        "nothing was said at 0:20 | the take's words go from 0:01 to 0:05",
    );
}

#[test]
fn whole_seconds_mean_the_borders_that_a_report_shows_as_them() {
    check("0:02-0:03", "It broke in May.");
    check(
        "0:01-0:04",
        "I ran the nightly job. It broke in May. I replied none of it.",
    );
    check(
        "0:00-1:00",
        "I ran the nightly job. It broke in May. I replied none of it. We sent new ones.",
    );
}

#[test]
fn decimals_mean_the_words_with_their_middles_between() {
    check("2.25-2.75", "in May.");
    check("0:02.0-0:02.2", "broke");
    check("3-3.2", "I replied");
    check("3.0-3.2", "replied");
}

#[test]
fn a_stretch_that_means_nothing_says_why() {
    check(
        "0:20-0:30",
        "nothing was said between 0:20 and 0:30 | the take's words go from 0:01 to 0:05",
    );
    check("0:04-0:03", "`0:04-0:03` ends before it begins");
    check("0:75", "`0:75` has more than 59 seconds in a minute");
    for wrong in ["", "x", "-3", "1:", "0:3x", "..", "1..", "1:2:3"] {
        assert!(
            meant(wrong).contains("write seconds as in the report"),
            "{wrong}"
        );
    }
}

/// The word that is taken for misheard.
fn misheard(place: &str) -> String {
    let (words, lines) = take();
    let told = Told {
        words: &words,
        lines: &lines,
    };
    let placed: Placed = place.parse().expect("it can be read");
    match misheard::words(placed.stretch, &placed.text, told) {
        Ok(found) => {
            let was = texts(&words[found]);
            format!("{was} > {}", misheard::reading(&placed.text, &was))
        }
        Err(failure) => failed(&failure),
    }
}

#[test]
fn of_the_words_of_a_second_the_likest_was_misheard() {
    assert_eq!(misheard("0:03=replayed"), "replied > replayed");
    assert_eq!(misheard("0:03=eye"), "I > eye");
    assert_eq!(misheard("3.1=eye"), "replied > eye");
    assert_eq!(misheard("2=broke down"), "It broke in May. > broke down.");
}

#[test]
fn a_word_keeps_its_mark_unless_it_brings_one() {
    assert_eq!(misheard("0:02.6=march"), "May. > march.");
    assert_eq!(misheard("0:02.6=march,"), "May. > march,");
    assert_eq!(misheard("0:02.6="), "May. > ");
}

#[test]
fn where_no_word_is_the_nearest_are_named() {
    assert_eq!(
        misheard("2.72=march"),
        "there is no word at 0:02.72 | the nearest are “May.” at 0:02.50 and “I” at 0:02.75"
    );
}

#[test]
fn a_section_is_a_heading_or_else_a_role() {
    let story = "---\ntitle: Plug\n---\n## Context\nA.\n## My rule {.lesson}\nB.\n\
                 ## The shortcut {.cause}\nC.\n## The cut {.cause}\nD.\n";
    let story = crate::story::parse(story).expect("a story");
    let found = |name: &str| section(name, &story).map_err(|failure| failed(&failure));
    assert_eq!(found("my RULE"), Ok((Some(Role::Lesson), Some(1))));
    assert_eq!(found("cause"), Ok((Some(Role::Cause), None)));
    assert_eq!(found("context"), Ok((Some(Role::Context), Some(0))));
    assert_eq!(found("Aside"), Ok((None, None)));
    insta::assert_snapshot!(found("rule").expect_err("no such section"), @"`rule` is no section of this story | write one of its headings (Context, My rule, The shortcut, The cut), a role (context, failure, cause, rollback, lesson, change) or `aside`");
}

#[test]
fn sharp_seconds_are_read_as_they_are_written() {
    for text in ["0:42.18", "12:00.50"] {
        let moment: Moment = text.parse().expect("a second");
        assert_eq!(moment.to_string(), text);
    }
}

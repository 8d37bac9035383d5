//! Stories as people write them.

mod complaints;
mod laws;

use insta::assert_snapshot;

use super::*;

const WHOLE: &str = "\
---
title: The surcharge column
happened: 2025-03          # when
pain: 3
shape: over-confident-decision
targets: { rollback: 30s, decision: 1:40, total: 2m30s }
bands: { rollback: 15s-45s }
---

I run the nightly invoicing job, e.g. the exports.

## Context (0:15)
It was *March*. The team was `two people`, on kernel 6.12.

## The morning it failed {.failure}
- Nine hundred invoices went out
  without the surcharge. Support
  heard it first.
- We billed [them](https://example.org) again
  1. one
  2. two

## My part:
> It broke because I skipped the dry run.

### A detail
That was <b>on me</b>.<!-- true -->

## Rollback [30s]
We rolled back.

What I learned
--------------
I look at the last easy win.

## What I do now {.change}
## The rule {.change}
Since then I replay one closed month.
";

/// A story as the rest of the program sees it, one line for each sentence.
fn outline(story: &Story) -> String {
    let mut lines = Vec::new();
    for section in &story.sections {
        let target = section.target.map(|target| format!(" in {target}"));
        lines.push(format!(
            "{} {}: {}{}",
            section.line,
            section.role,
            section.heading,
            target.unwrap_or_default()
        ));
        for sentence in &section.sentences {
            lines.push(format!("  {} {}", sentence.line, sentence.text));
        }
    }
    lines.join("\n")
}

#[test]
fn sections_keep_their_text_without_markup_and_their_lines() {
    let story = parse(WHOLE).expect("a story");
    assert_snapshot!(outline(&story), @r#"
    10 context: Context
      10 I run the nightly invoicing job, e.g. the exports.
    12 context: Context in 0:15
      13 It was March.
      13 The team was two people, on kernel 6.12.
    15 failure: The morning it failed
      16 Nine hundred invoices went out without the surcharge.
      17 Support heard it first.
      19 We billed them again
      20 one
      21 two
    23 cause: My part:
      24 It broke because I skipped the dry run.
      27 That was on me.
    29 rollback: Rollback in 0:30
      30 We rolled back.
    32 lesson: What I learned
      34 I look at the last easy win.
    36 change: What I do now
    37 change: The rule
      38 Since then I replay one closed month.
    "#);
}

#[test]
fn the_front_matter_is_read() {
    let story = parse(WHOLE).expect("a story");
    assert_eq!(story.title, "The surcharge column");
    assert_eq!(
        story.happened.map(|month| month.to_string()).as_deref(),
        Some("2025-03")
    );
    assert_eq!(
        (story.pain, story.shape),
        (Some(3), Some(Shape::OverConfidentDecision))
    );
    assert_eq!(story.targets.decision, Millis(100_000));
    assert_eq!(story.targets.total, Some(Millis(150_000)));
    assert_eq!(story.bands.rollback.high, Millis(45_000));
}

#[test]
fn a_role_is_unwritten_until_a_sentence_stands_under_it() {
    let story = parse("# T\n## Context\nHere.\n## Lesson\n<!-- later -->\n").expect("a story");
    let unwritten: Vec<&str> = story.unwritten().map(Role::name).collect();
    assert_eq!(
        unwritten,
        ["failure", "cause", "rollback", "lesson", "change"]
    );
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    let story = parse(WHOLE).expect("a story");
    for ends in ["\r\n", "\r"] {
        let other = format!("\u{feff}{}", WHOLE.replace('\n', ends));
        assert_eq!(parse(&other).as_ref(), Ok(&story));
    }
}

#[test]
fn the_title_may_be_the_first_heading() {
    let titled = parse("# The *surcharge* column\n\n## Context\nHere.\n").expect("a story");
    assert_eq!(titled.title, "The surcharge column");
    let twice = parse("---\ntitle: Mine\n---\n# Theirs\n## Context\n").expect("a story");
    assert_eq!((twice.title.as_str(), twice.sections.len()), ("Mine", 1));
}

#[test]
fn headings_of_any_level_can_be_sections() {
    let text =
        "---\ntitle: T\n---\n# Context\na\n# Impact\nb\n### The fix\nc\n#### My own {.cause}\nd\n";
    let story = parse(text).expect("a story");
    let roles: Vec<&str> = story
        .sections
        .iter()
        .map(|section| section.role.name())
        .collect();
    assert_eq!(roles, ["context", "failure", "rollback", "cause"]);
}

#[test]
fn brackets_without_a_time_belong_to_the_heading() {
    let text = "# T\n## The crash (2024) {.failure}\n## The crash (again) {.Failure}\n";
    let story = parse(text).expect("a story");
    assert_eq!(story.sections[0].heading, "The crash (2024)");
    assert_eq!(
        (story.sections[1].target, story.sections[1].role),
        (None, Role::Failure)
    );
}

#[test]
fn a_rule_of_dashes_below_an_empty_line_swallows_nothing() {
    let story = parse("# T\n## Context\na\n\n---\nb\n\n---\nc\n").expect("a story");
    assert_eq!(story.words(), 3);
}

#[test]
fn html_gives_its_text_and_keeps_its_comments() {
    let text =
        "# T\n## Context\n<!-- one\ntwo -->\n<div>\nI ran it.\n</div>\n\n<!-- x --> Alone.\n";
    assert_snapshot!(outline(&parse(text).expect("a story")), @r#"
    2 context: Context
      6 I ran it.
      9 Alone.
    "#);
}

#[test]
fn code_is_text() {
    let story = parse("# T\n## Context\n```sql\ndrop table a;\nyes\n```\n").expect("a story");
    assert_snapshot!(outline(&story), @r#"
    2 context: Context
      4 drop table a; yes
    "#);
}

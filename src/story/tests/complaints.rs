//! Every message a story can get, as a person sees it.

use insta::assert_snapshot;

use crate::story::parse;

/// What a person is shown.
fn complaint(text: &str) -> String {
    let error = parse(text).expect_err("something wrong with the story");
    format!("error: {}\nhint: {}", error.at("surcharge.md"), error.hint)
}

#[test]
fn an_empty_file_or_one_without_title_says_how_to_begin() {
    assert_snapshot!(complaint("\u{feff} \r\n"), @r#"
    error: surcharge.md:1: the file is empty
    hint: run `ownup new TITLE` for a story to fill in
    "#);
    assert_snapshot!(complaint("## Context\nI ran it.\n"), @r#"
    error: surcharge.md:1: the story has no title
    hint: begin the file with three lines: `---`, `title: …`, `---`
    "#);
}

#[test]
fn a_file_that_nobody_could_tell_is_refused_before_it_is_read() {
    let whole = "---\ntitle: T\n---\n## Context\n".to_owned();
    let lines = whole.clone() + &"I ran the job.\n".repeat(20_000);
    assert_snapshot!(complaint(&lines), @"
    error: surcharge.md:17479: the file is too long for a story: here it passes 256 kB, a talk of four hours
    hint: keep to what is told in three minutes, a page or two
    ");
    let one_line = whole + &"x".repeat(10_000_000);
    assert!(complaint(&one_line).starts_with("error: surcharge.md:5: the file is too long"));
}

#[test]
fn a_complaint_names_a_line_that_is_there() {
    let cut_off = complaint("---\ntitle: T\n---");
    assert!(
        cut_off.starts_with("error: surcharge.md:3: the story has no sections"),
        "{cut_off}"
    );
}

#[test]
fn a_story_without_sections_lists_them() {
    assert_snapshot!(complaint(
        "---\ntitle: T\n---\n\nI ran the job.\nIt broke.\n"
    ), @r#"
    error: surcharge.md:5: the story has no sections
    hint: put a heading above each part: `## Context`, `## What went wrong`, `## Why it was me`, `## Rollback`, `## What I learned`, `## What I do now`
    "#);
    assert_snapshot!(complaint("---\ntitle: T\n---\n"), @r#"
    error: surcharge.md:4: the story has no sections
    hint: put a heading above each part: `## Context`, `## What went wrong`, `## Why it was me`, `## Rollback`, `## What I learned`, `## What I do now`
    "#);
}

#[test]
fn an_unknown_heading_is_told_how_to_get_a_role() {
    assert_snapshot!(complaint("# T\n\n## The morning after\nIt broke.\n"), @r#"
    error: surcharge.md:3: the heading `The morning after` does not say what its section is for
    hint: add one of `{.context}`, `{.failure}`, `{.cause}`, `{.rollback}`, `{.lesson}` or `{.change}`, as in `## The morning after {.cause}`, or use a heading such as `Context`, `What went wrong`, `Why it was me`, `Rollback`, `What I learned` or `What I do now`
    "#);
    assert_snapshot!(complaint("# T\n## Context\n## Then {.cause} (0:30)\n"), @r#"
    error: surcharge.md:3: the heading `Then {.cause}` does not say what its section is for
    hint: put the class at the very end of the line, and write one of `{.context}`, `{.failure}`, `{.cause}`, `{.rollback}`, `{.lesson}` or `{.change}`
    "#);
    assert_snapshot!(complaint(
        "# T\n## Context\nI ran the job\n---\nand it broke.\n"
    ), @r#"
    error: surcharge.md:3: the heading `I ran the job` does not say what its section is for
    hint: if it is no heading, leave a blank line between it and the line of dashes below it
    "#);
    assert_snapshot!(complaint("# T\n# A second title\n"), @r#"
    error: surcharge.md:2: the heading `A second title` does not say what its section is for
    hint: add one of `{.context}`, `{.failure}`, `{.cause}`, `{.rollback}`, `{.lesson}` or `{.change}`, as in `## A second title {.cause}`, or use a heading such as `Context`, `What went wrong`, `Why it was me`, `Rollback`, `What I learned` or `What I do now`
    "#);
}

#[test]
fn an_unknown_or_a_second_class_is_refused() {
    assert_snapshot!(complaint("# T\n## Mine {.reason}\n"), @r#"
    error: surcharge.md:2: `{.reason}` is not a role
    hint: write one of `{.context}`, `{.failure}`, `{.cause}`, `{.rollback}`, `{.lesson}` or `{.change}`
    "#);
    assert_snapshot!(complaint("# T\n## Mine {.cause .lesson}\n"), @r#"
    error: surcharge.md:2: this heading has two roles
    hint: keep one of them, or make two sections
    "#);
}

#[test]
fn a_heading_needs_words() {
    assert_snapshot!(complaint("# T\n## Context\n## {.cause}\n"), @r#"
    error: surcharge.md:3: this heading has no words
    hint: write what the section is, as in `## What went wrong`
    "#);
    assert_snapshot!(complaint("# T\n## (0:15)\n"), @r#"
    error: surcharge.md:2: this heading has no words
    hint: write what the section is, as in `## What went wrong`
    "#);
}

#[test]
fn a_heading_needs_a_space() {
    assert_snapshot!(complaint("# T\n## Context\nHere.\n##What went wrong\n"), @r#"
    error: surcharge.md:4: `##What went wrong` is not a heading yet
    hint: put a space after `##`: `## What went wrong`
    "#);
}

#[test]
fn a_bad_time_in_a_heading_is_refused() {
    assert_snapshot!(complaint("# T\n\n## Context (0:75)\n"), @r#"
    error: surcharge.md:3: `0:75` is not a length of time
    hint: write it as `(0:45)`, `(45s)` or `(1m30s)`, an hour at most
    "#);
    assert_snapshot!(complaint("# T\n\n## Context (90m)\n"), @r#"
    error: surcharge.md:3: `90m` is not a length of time
    hint: write it as `(0:45)`, `(45s)` or `(1m30s)`, an hour at most
    "#);
}

#[test]
fn an_unclosed_comment_is_found() {
    assert_snapshot!(complaint(
        "# T\n## Context\n<!-- fine -->\n\n<!-- later\n\n## Lesson\nx\n"
    ), @r#"
    error: surcharge.md:5: this comment is not closed, so that nothing below it is read
    hint: write `-->` where it ends
    "#);
}

#[test]
fn unclosed_front_matter_is_found() {
    assert_snapshot!(complaint("---\ntitle: T\n\n## Context\nx\n\n---\n"), @r#"
    error: surcharge.md:1: the front matter that begins here is not closed
    hint: write `---` on a line of its own after the last key, above the first heading
    "#);
    assert_snapshot!(complaint("\n---\ntitle: T\n"), @r#"
    error: surcharge.md:2: the front matter that begins here is not closed
    hint: write `---` on a line of its own after the last key, above the first heading
    "#);
}

/// What a person is shown for this front matter.
fn yaml_complaint(yaml: &str) -> String {
    complaint(&format!("---\ntitle: T\n{yaml}\n---\n## Context\nx\n"))
}

#[test]
fn an_unknown_key_names_the_known_ones() {
    assert_snapshot!(yaml_complaint("# a remark\npains: 3"), @r#"
    error: surcharge.md:4: there is no key `pains`
    hint: the keys here are title, happened, pain, shape, targets, bands
    "#);
    assert_snapshot!(yaml_complaint("targets: { lesson: 30s }"), @r#"
    error: surcharge.md:3: there is no key `lesson`
    hint: the keys here are rollback, decision, total
    "#);
}

#[test]
fn a_key_given_twice_is_refused() {
    assert_snapshot!(yaml_complaint("pain: 3\npain: 4"), @r#"
    error: surcharge.md:4: the key `pain` is given twice
    hint: keep one of the two
    "#);
}

#[test]
fn a_rank_is_a_number_from_1_to_99() {
    assert_snapshot!(yaml_complaint("pain: very"), @r#"
    error: surcharge.md:3: `pain: very` is not a rank
    hint: write its rank among your stories from 1, the most painful, to 99: `pain: 3`
    "#);
    for rank in ["0", "100", "-1", "3.5", "300", "\"\u{0663}\""] {
        assert!(
            yaml_complaint(&format!("pain: {rank}")).contains("is not a rank"),
            "{rank}"
        );
    }
}

#[test]
fn a_month_is_a_year_and_a_month() {
    assert_snapshot!(yaml_complaint("pain: 3\nhappened: March 2025"), @r#"
    error: surcharge.md:4: `happened: March 2025` is not a month
    hint: write the year and the month as numbers: `happened: 2025-03`
    "#);
    for month in [
        "2025",
        "2025-13",
        "2025-00",
        "2025-3",
        "2025-03-01",
        "25-03",
        "２０２５-03",
    ] {
        let said = yaml_complaint(&format!("happened: {month}"));
        assert!(said.contains("is not a month"), "{said}");
    }
}

#[test]
fn an_unknown_shape_is_refused() {
    assert_snapshot!(yaml_complaint("shape: overconfident"), @r#"
    error: surcharge.md:3: `shape: overconfident` is not a shape
    hint: write `over-confident-decision`, `skipped-maintenance` or `interpersonal-misread`, or leave the line out
    "#);
}

#[test]
fn a_target_is_a_length_with_a_unit() {
    assert_snapshot!(yaml_complaint("targets: { rollback: 30 }"), @r#"
    error: surcharge.md:3: `rollback: 30` is not a length of time
    hint: write it with a unit, an hour at most: `targets: { rollback: 30s, decision: 1m30s, total: 2:30 }`
    "#);
    assert_snapshot!(yaml_complaint("targets:\n  rollback: 30s\n  total: 0:75"), @r#"
    error: surcharge.md:5: `total: 0:75` is not a length of time
    hint: write it with a unit, an hour at most: `targets: { rollback: 30s, decision: 1m30s, total: 2:30 }`
    "#);
    assert_snapshot!(yaml_complaint("targets: 30s"), @r#"
    error: surcharge.md:3: the front matter cannot be read here: expected mapping start
    hint: write it with a unit, an hour at most: `targets: { rollback: 30s, decision: 1m30s, total: 2:30 }`
    "#);
}

#[test]
fn a_band_is_two_lengths() {
    assert_snapshot!(yaml_complaint("bands: { rollback: 40s-15s }"), @r#"
    error: surcharge.md:3: `rollback: 40s-15s` is not a shortest and a longest time
    hint: write both with a unit: `bands: { rollback: 15s-40s, decision: 75s-120s, total: 2m-3m }`
    "#);
}

#[test]
fn yaml_that_cannot_be_read_is_located_in_the_file() {
    assert_snapshot!(complaint("---\ntitle: Friday: the deploy\n---\n"), @r#"
    error: surcharge.md:2: the front matter cannot be read here: mapping values are not allowed in this context
    hint: put the title in quotes: `title: "Friday: the deploy"`
    "#);
    assert_snapshot!(yaml_complaint("pain 3"), @r#"
    error: surcharge.md:3: the front matter cannot be read here: simple key expected ':'
    hint: write one `key: value` to a line, each from the start of its line, as in `pain: 3`
    "#);
    assert_snapshot!(yaml_complaint("pain: [3]"), @r#"
    error: surcharge.md:3: the front matter cannot be read here: expected string scalar
    hint: write its rank among your stories from 1, the most painful, to 99: `pain: 3`
    "#);
    assert_snapshot!(complaint("---\njust words\n---\n"), @r#"
    error: surcharge.md:2: the front matter cannot be read here: expected mapping start
    hint: write one `key: value` to a line, each from the start of its line, as in `pain: 3`
    "#);
    assert_snapshot!(complaint(
        "---\ntitle: \"T\nhappened: 2025-03\n---\n## Context\n"
    ), @r#"
    error: surcharge.md:2: the front matter cannot be read here: unclosed quote
    hint: put the title in quotes: `title: "Friday: the deploy"`
    "#);
}

#[test]
fn an_error_is_an_error_with_its_line() {
    let error = parse("").expect_err("nothing there");
    let error: &dyn std::error::Error = &error;
    assert_eq!(error.to_string(), "line 1: the file is empty");
}

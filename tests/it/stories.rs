//! Stories: written from the template, and refused with the place of the mistake.

use crate::harness::{Home, STORY, TELLING, transcript};

#[test]
fn a_new_story_is_named_after_its_title() {
    let home = Home::new();
    let mut command = home.command(&["new", "The surcharge column"]);
    insta::assert_snapshot!(home.finish(&mut command), @"
        status: 0
        --- stdout
        the-surcharge-column.md
        --- stderr
        fill in its sections, then tell it: `ownup record the-surcharge-column.md`
        ");
    assert_eq!(home.tree(), ["the-surcharge-column.md"]);
    assert!(
        home.read("the-surcharge-column.md")
            .contains("The surcharge column")
    );
}

#[test]
fn a_new_story_can_be_told_at_once() {
    let home = Home::new();
    home.run("new Surcharge -q").answer();
    home.write("words.json", transcript(TELLING));
    let outcome = home.run("import surcharge.md --transcript words.json --dry-run -q");
    assert_eq!(outcome.status, 0, "{outcome}");
}

#[test]
fn a_story_is_not_overwritten() {
    let home = Home::with_story(STORY);
    insta::assert_snapshot!(home.run("new Anything -o story.md"), @"
        status: 1
        --- stderr
        error: there is a file `story.md` already
        hint: give another title, or another name with `-o`
        ");
    assert_eq!(home.read("story.md"), STORY);
}

fn refused(home: &Home) -> String {
    home.write("words.json", transcript(TELLING));
    let outcome = home.run("import story.md --transcript words.json");
    assert_eq!(
        (outcome.status, outcome.stdout.as_str()),
        (1, ""),
        "{outcome}"
    );
    let left = home.tree();
    assert!(!left.iter().any(|name| name.contains("takes")), "{left:?}");
    outcome.stderr
}

#[test]
fn a_story_that_is_not_there() {
    insta::assert_snapshot!(refused(&Home::new()), @"
        error: there is no story `story.md`
        hint: `ownup new TITLE` writes one to fill in
        ");
}

#[test]
fn a_story_that_is_a_folder() {
    let home = Home::new();
    std::fs::create_dir(home.path("story.md")).expect("an empty home");
    insta::assert_snapshot!(refused(&home), @"
        error: `story.md` is a folder, not a story
        hint: name the story's file, such as `surcharge.md`
        ");
}

#[test]
fn a_story_that_is_not_utf_8() {
    let home = Home::new();
    home.write("story.md", b"## Context\n\nGr\xf6\xdfe\n");
    insta::assert_snapshot!(refused(&home), @"
        error: story.md:3: this is not UTF-8 text
        hint: save the file as plain text, encoded in UTF-8
        ");
}

#[test]
fn an_empty_story() {
    insta::assert_snapshot!(refused(&Home::with_story("")), @"
        error: story.md:1: the file is empty
        hint: run `ownup new TITLE` for a story to fill in
        ");
}

#[test]
fn a_story_without_sections() {
    let home = Home::with_story("---\ntitle: Nothing yet\n---\n");
    insta::assert_snapshot!(refused(&home), @"
        error: story.md:4: the story has no sections
        hint: put a heading above each part: `## Context`, `## What went wrong`, `## Why it was me`, `## Rollback`, `## What I learned`, `## What I do now`
        ");
}

#[test]
fn an_unknown_heading() {
    let home = Home::with_story(&STORY.replace("Rollback", "Groceries"));
    insta::assert_snapshot!(refused(&home), @"
        error: story.md:17: the heading `Groceries` does not say what its section is for
        hint: add one of `{.context}`, `{.failure}`, `{.cause}`, `{.rollback}`, `{.lesson}` or `{.change}`, as in `## Groceries {.cause}`, or use a heading such as `Context`, `What went wrong`, `Why it was me`, `Rollback`, `What I learned` or `What I do now`
        ");
}

#[test]
fn broken_front_matter() {
    let home = Home::with_story(&STORY.replace("title: The", "title: [The"));
    insta::assert_snapshot!(refused(&home), @r#"
        error: story.md:2: the front matter cannot be read here: expected string scalar
        hint: put the title in quotes: `title: "Friday: the deploy"`
        "#);
}

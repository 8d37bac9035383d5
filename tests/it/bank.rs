//! Five on paper: a folder of stories, and the one to tell.

use crate::harness::{Home, STORY, TELLING, transcript};

fn ranked(pain: &str, title: &str) -> String {
    let fields = format!("title: {title}\npain: {pain}\nhappened: 2001-01\n");
    STORY.replace("title: The surcharge column\n", &fields)
}

#[test]
fn an_empty_folder_is_no_error() {
    insta::assert_snapshot!(Home::new().run("bank").answer(), @"
    No story here yet; 5 on paper are the aim.
    `ownup new TITLE` writes the first to fill in.
    ");
}

#[test]
fn stories_are_ranked_and_one_is_named() {
    let home = Home::new();
    home.write("b.md", ranked("1", "The keys"));
    home.write("a.md", ranked("2", "The column"));
    home.write("c.md", ranked("3", "The plug"));
    home.write("words.json", transcript(TELLING));
    for _ in 0..2 {
        let outcome = home.run("import a.md --transcript words.json -q");
        assert_eq!(outcome.status, 0, "{outcome}");
    }
    let bank = home.run("bank --format json").json();
    assert_eq!(bank["schema"], "ownup.bank/1");
    assert_eq!(bank["tell"]["title"], "The column");
    let titles: Vec<_> = bank["stories"]
        .as_array()
        .expect("stories")
        .iter()
        .collect();
    assert_eq!(titles[0]["title"], "The keys");
    assert_eq!(titles[1]["takes"], 2);
    let report = home.run("report a.md --format json").json();
    let last = &titles[1]["course"][1];
    assert_eq!(last["cause"], report["cause"]["grade"]);
    assert_eq!(last["rollback_s"], report["split"]["rollback_s"]);
    let text = home.run("bank").answer();
    assert!(text.contains("→ 2  The column  a.md"), "{text}");
    assert!(text.contains("takes, rollback/decision: 1: 0:0"), "{text}");
}

#[test]
fn two_stories_of_one_rank_and_one_without_are_plain_sentences() {
    let home = Home::new();
    home.write("a.md", ranked("2", "The column"));
    home.write("b.md", ranked("2", "The keys"));
    home.write("c.md", STORY);
    let text = home.run("bank").answer();
    assert!(
        text.contains("a rank of its own (another story has 2 too)"),
        "{text}"
    );
    assert!(text.contains("a rank (`pain:`)"), "{text}");
    assert!(text.contains("in the middle of your 2 by pain"), "{text}");
}

#[test]
fn without_ranks_it_says_how_to_give_them() {
    let text = Home::with_story(STORY).run("bank").answer();
    assert!(text.contains("Give each a rank, `pain: 1`"), "{text}");
}

#[test]
fn what_is_no_story_is_passed_over_with_a_word() {
    let home = Home::with_story(STORY);
    home.write("README.md", "# Notes\n\nBuy milk.\n");
    home.write("broken.md", STORY.replace("Rollback", "Groceries"));
    home.write("latin.md", b"Gr\xf6\xdfe");
    home.write("notes.txt", "milk");
    let bank = home.run("bank --format json").json();
    assert_eq!(bank["stories"].as_array().map(Vec::len), Some(1));
    let passed = bank["passed_over"].as_array().expect("a list");
    let files: Vec<&str> = passed
        .iter()
        .filter_map(|one| one["file"].as_str())
        .collect();
    assert_eq!(files, ["README.md", "broken.md", "latin.md"]);
    assert_eq!(passed[0]["why"], "no story");
    let broken = passed[1]["why"].as_str().expect("a sentence");
    assert!(
        broken.starts_with("line 17: the heading `Groceries`"),
        "{broken}"
    );
}

#[test]
fn a_folder_that_is_not_there() {
    insta::assert_snapshot!(Home::new().run("bank stories"), @"
    status: 1
    --- stderr
    error: there is no folder `stories`
    hint: `ownup bank` without a name looks here
    ");
}

#[test]
fn a_file_is_no_bank() {
    insta::assert_snapshot!(Home::with_story(STORY).run("bank story.md"), @"
    status: 1
    --- stderr
    error: `story.md` is a file, not a folder
    hint: a bank is a folder of stories; `ownup draft story.md` looks at one
    ");
}

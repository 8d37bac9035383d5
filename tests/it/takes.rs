//! Takes: kept whole or not at all, told again, listed and removed.

use std::fs;

use crate::harness::{Home, Outcome, STORY, TELLING, transcript};

/// A home with a story and a transcript of its telling.
fn desk() -> Home {
    let home = Home::with_story(STORY);
    home.write("words.json", transcript(TELLING));
    home
}

fn import(home: &Home) -> Outcome {
    home.run("import story.md --transcript words.json --format json -q")
}

/// The folder of a take, below home.
fn folder(home: &Home, number: &str) -> String {
    let tree = home.tree();
    let mut names = tree.iter();
    let found = names.find(|name| name.starts_with(&format!("story.takes/{number}-")));
    found
        .unwrap_or_else(|| panic!("{number} in {tree:?}"))
        .clone()
}

/// Stamps differ from run to run.
pub(crate) fn unstamped(text: &str) -> String {
    let stamp = regex::Regex::new(r"\d{8}T\d{6}").expect("a pattern");
    stamp.replace_all(text, "STAMP").into_owned()
}

#[test]
fn a_take_is_kept_and_its_place_is_said_beside_the_answer() {
    let home = desk();
    let outcome = home.run("import story.md --transcript words.json");
    assert_eq!(outcome.status, 0, "{outcome}");
    insta::assert_snapshot!(unstamped(&outcome.stderr), @"kept as take 1 in `story.takes/001-STAMP`");
    let tree = home
        .tree()
        .iter()
        .map(|name| unstamped(name))
        .collect::<Vec<_>>()
        .join("\n");
    insta::assert_snapshot!(tree, @"
        story.md
        story.takes/
        story.takes/001-STAMP/
        story.takes/001-STAMP/story.md
        story.takes/001-STAMP/take.json
        words.json
        ");
    assert_eq!(
        home.read(&format!("{}story.md", folder(&home, "001"))),
        STORY
    );
}

#[test]
fn a_dry_run_keeps_nothing() {
    let home = desk();
    home.run("import story.md --transcript words.json --dry-run")
        .answer();
    assert_eq!(home.tree(), ["story.md", "words.json"]);
}

#[test]
fn a_kept_take_is_reported_again_the_same() {
    let home = desk();
    let first = import(&home).stdout;
    let again = home.run("report story.md --format json").answer();
    assert_eq!(first, again);
}

#[test]
fn deleting_the_story_does_not_break_its_takes() {
    let home = desk();
    let first = import(&home).stdout;
    fs::remove_file(home.path("story.md")).expect("it was there");
    assert_eq!(home.run("report story.md --format json").answer(), first);
}

#[test]
fn a_take_is_judged_against_the_story_as_it_was() {
    let home = desk();
    let first = import(&home).stdout;
    home.write("story.md", "## Context\n\nAnother story.\n");
    assert_eq!(
        home.run("report story.md --take 1 --format json").answer(),
        first
    );
}

#[test]
fn a_transcript_is_what_a_take_holds() {
    let home = desk();
    let first = import(&home).json();
    let saved = format!("{}take.json", folder(&home, "001"));
    fs::rename(home.path(&saved), home.path("words.json")).expect("it was kept");
    let again = home
        .run("import story.md --transcript words.json --dry-run --format json")
        .json();
    assert_eq!(
        (&first["split"], &first["words"]),
        (&again["split"], &again["words"])
    );
}

#[test]
fn json_is_all_there_is_on_standard_output() {
    let home = desk();
    let outcome = home.run("import story.md --transcript words.json --dry-run --format json -v");
    let report: serde_json::Value = serde_json::from_str(&outcome.stdout).expect("JSON alone");
    assert_eq!(report["schema"], "ownup.report/1");
}

#[test]
fn a_report_can_go_to_a_file() {
    let home = desk();
    let report = home
        .run("import story.md --transcript words.json --dry-run")
        .answer();
    let nothing = home.run("import story.md --transcript words.json --dry-run -o report.txt");
    assert_eq!(nothing.answer(), "");
    assert_eq!(home.read("report.txt"), report);
}

#[test]
fn a_report_that_cannot_be_written_is_an_error() {
    let home = desk();
    let line = "import story.md --transcript words.json --dry-run -o nowhere/report.txt";
    insta::assert_snapshot!(home.run(line), @"
        status: 1
        --- stderr
        error: cannot write `nowhere/report.txt`: no such file or directory
        ");
}

#[test]
fn colour_is_for_those_who_ask() {
    let home = desk();
    let line = "import story.md --transcript words.json --dry-run";
    assert!(!home.run(line).answer().contains('\x1b'));
    assert!(
        home.run(&format!("{line} --color always"))
            .answer()
            .contains('\x1b')
    );
    let args: Vec<&str> = line.split(' ').collect();
    let forced = home.finish(home.command(&args).env("CLICOLOR_FORCE", "1"));
    assert!(forced.answer().contains('\x1b'));
    let refused = home.finish(
        home.command(&args)
            .env("CLICOLOR_FORCE", "1")
            .env("NO_COLOR", "1"),
    );
    assert!(!refused.answer().contains('\x1b'));
}

#[test]
fn a_report_keeps_within_its_columns() {
    let home = desk();
    let args = [
        "import",
        "story.md",
        "--transcript",
        "words.json",
        "--dry-run",
    ];
    for columns in ["60", "80", "200"] {
        let report = home
            .finish(home.command(&args).env("COLUMNS", columns))
            .answer();
        let widest = report.lines().map(|line| line.chars().count()).max();
        assert!(widest <= columns.parse().ok(), "{columns}: {report}");
    }
}

#[test]
fn a_story_without_takes_has_no_report() {
    insta::assert_snapshot!(desk().run("report story.md"), @"
        status: 1
        --- stderr
        error: there is no take of `story.md`
        hint: `ownup record story.md` makes the first, or `ownup import story.md AUDIO`
        ");
    insta::assert_snapshot!(desk().run("report story.md --take 3"), @"
        status: 1
        --- stderr
        error: there is no take 3 in `story.takes`
        hint: `ownup record` or `ownup import` makes the first
        ");
}

#[test]
fn a_story_without_takes_has_an_empty_list() {
    insta::assert_snapshot!(desk().run("takes story.md"), @"
        status: 0
        --- stderr
        there is no take of `story.md` to show
        ");
}

/// A take of every released format stays in `tests/data`, as `take.1` does for `ownup.take/1`.
#[test]
fn a_take_kept_by_an_earlier_release_is_still_read() {
    let home = Home::with_story(STORY);
    let place = "story.takes/001-20260308T180000";
    fs::create_dir_all(home.path(place)).expect("room for a folder");
    let facts = include_str!("../data/take.1/take.json");
    home.write(&format!("{place}/take.json"), facts);
    home.write(
        &format!("{place}/story.md"),
        include_str!("../data/take.1/story.md"),
    );
    let report = home.run("report story.md --format json").json();
    let facts: serde_json::Value = serde_json::from_str(facts).expect("JSON");
    for fact in ["recorded_at", "source", "model"] {
        assert_eq!(report["take"][fact], facts[fact], "{fact}");
    }
    let texts = |value: &serde_json::Value| -> Vec<String> {
        let words = value["words"].as_array().expect("words");
        words.iter().map(|word| word["text"].to_string()).collect()
    };
    assert_eq!(texts(&report), texts(&facts));
    assert!(
        home.read(&format!("{place}/take.json"))
            .contains("ownup.take/1")
    );
}

#[test]
fn a_newer_take_is_refused_and_left_as_it_is() {
    let home = desk();
    import(&home);
    let file = format!("{}take.json", folder(&home, "001"));
    let newer = home.read(&file).replace("ownup.take/1", "ownup.take/2");
    home.write(&file, &newer);
    insta::assert_snapshot!(unstamped(&home.run("report story.md").to_string()), @"
        status: 1
        --- stderr
        error: take 1 in `story.takes/001-STAMP` cannot be read: `take.json`: it is `ownup.take/2`, written by a newer ownup; this one reads `ownup.take/1`
        ");
    assert_eq!(home.read(&file), newer);
}

#[test]
fn a_damaged_take_is_named_and_the_others_are_listed() {
    let home = desk();
    for _ in 0..3 {
        import(&home);
    }
    home.write(&format!("{}take.json", folder(&home, "002")), "{");
    let outcome = home.run("takes story.md");
    assert_eq!(outcome.status, 0, "{outcome}");
    insta::assert_snapshot!(unstamped(&outcome.stderr), @"warning: take 2 in `story.takes/002-STAMP` cannot be read: `take.json`: it is damaged: EOF while parsing an object at line 1 column 1");
    let first = |line: &str| {
        line.split_whitespace()
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let numbers: Vec<String> = outcome.stdout.lines().map(first).collect();
    assert_eq!(numbers[..4], ["take", "1", "3", ""]);
    assert_eq!(home.run("report story.md --take 1").status, 0);
}

#[test]
fn a_take_is_removed_only_after_a_question() {
    let home = desk();
    import(&home);
    insta::assert_snapshot!(home.run("remove story.md --take 1"), @"
        status: 1
        --- stderr
        error: take 1 is removed only after a question, and there is nobody to ask
        hint: add `--yes`
        ");
    folder(&home, "001");
    let removed = home.run("remove story.md --take 1 --yes");
    insta::assert_snapshot!(unstamped(&removed.to_string()), @"
        status: 0
        --- stderr
        removed take 1: `story.takes/001-STAMP`
        ");
    assert_eq!(
        home.tree(),
        [
            "story.md",
            "story.takes/",
            "story.takes/.001/",
            "words.json"
        ]
    );
    import(&home);
    folder(&home, "002");
}

#[test]
fn a_file_where_the_takes_folder_belongs_is_an_error() {
    let home = desk();
    home.write("story.takes", "a file is in the way");
    insta::assert_snapshot!(home.run("import story.md --transcript words.json"), @"
        status: 1
        --- stderr
        error: cannot read `story.takes`: not a directory
        hint: takes are kept in a folder of this name: move the file away
        ");
    assert_eq!(home.tree(), ["story.md", "story.takes", "words.json"]);
}

#[test]
fn a_folder_that_may_not_be_written_to_is_an_error() {
    let home = desk();
    insta::assert_snapshot!(home.run_as_guest("import story.md --transcript words.json"), @"
        status: 1
        --- stderr
        error: cannot make `story.takes`: permission denied
        hint: takes are kept beside the story: move it to a folder you may write to
        ");
    assert!(!home.path("story.takes").exists());
}

#[test]
fn a_transcript_that_cannot_be_used_is_refused_by_name() {
    let home = desk();
    home.write("empty.json", r#"{"words": []}"#);
    home.write("notes.txt", "I skipped it");
    insta::assert_snapshot!(home.run("import story.md --transcript gone.json"), @"
        status: 1
        --- stderr
        error: cannot read `gone.json`: no such file or directory
        ");
    insta::assert_snapshot!(home.run("import story.md --transcript empty.json"), @"
        status: 1
        --- stderr
        error: `empty.json` has no words
        hint: a transcript holds every word with its times; leave `--transcript` out to recognise the sound
        ");
    insta::assert_snapshot!(home.run("import story.md --transcript notes.txt"), @r#"
        status: 1
        --- stderr
        error: `notes.txt`: the transcript cannot be read: expected value at line 1 column 1
        hint: write `{"words": [{"text": "I", "start": 0.31, "end": 0.42}, …]}`, times in seconds
        "#);
    assert!(!home.path("story.takes").exists());
}

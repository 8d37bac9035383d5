//! Titles and file names that lead elsewhere, break lines or turn them round.

use crate::harness::{Home, STORY, TELLING, transcript};

/// What `ownup new` makes of a title.
fn named(title: &str) -> String {
    let home = Home::new();
    let outcome = home.finish(&mut home.command(&["new", "-q", "--", title]));
    assert_eq!(outcome.status, 0, "{title:?}: {outcome}");
    assert_eq!(home.tree(), [outcome.stdout.trim_end()], "{title:?}");
    let draft = home.finish(&mut home.command(&["draft", "-q", "--", outcome.stdout.trim_end()]));
    assert_eq!(draft.status, 0, "{title:?}: {draft}");
    outcome.stdout
}

#[test]
fn a_title_becomes_a_plain_name_in_this_folder() {
    let long = "very ".repeat(2_000);
    let titles = [
        "../../etc/passwd",
        "/etc/passwd",
        "a/../b",
        "-rf",
        "--help",
        "..",
        "CON",
        "one\ntwo",
        "\u{202e}dm.live",
        "\u{1b}[2Jcleared",
        "冬",
        &long,
    ];
    let names: Vec<String> = titles.iter().map(|title| named(title)).collect();
    insta::assert_snapshot!(names.concat(), @"
    etc-passwd.md
    etc-passwd.md
    a-b.md
    rf.md
    help.md
    story.md
    con-story.md
    one-two.md
    dm-live.md
    2jcleared.md
    story.md
    very-very-very-very-very-very-very-very-very-very-very-very.md
    ");
}

#[test]
fn a_title_turns_no_line_round_and_moves_no_cursor() {
    let title = r#"title: "\u202Edeb\u2066 one\ntwo \0 \e[2J three""#;
    let home = Home::with_story(&STORY.replace("title: The surcharge column", title));
    home.write("words.json", transcript(TELLING));
    let mut texts = vec![
        home.run("draft story.md").answer(),
        home.run("bank .").answer(),
    ];
    home.run("import story.md --transcript words.json -q")
        .answer();
    home.run("import story.md --transcript words.json -q")
        .answer();
    for line in ["report story.md", "takes story.md", "compare story.md"] {
        texts.push(home.run(line).answer());
        texts.push(home.run(&format!("{line} --format markdown")).answer());
    }
    for text in texts {
        let lines = text
            .lines()
            .filter(|line| ownup::report::harmless(line) != *line);
        assert_eq!(lines.collect::<Vec<&str>>(), [""; 0]);
    }
}

#[test]
fn a_file_name_forges_no_message() {
    let home = Home::with_story(STORY);
    let name = "x\nerror: all is lost\u{1b}[2J\u{202e}.wav";
    insta::assert_snapshot!(home.finish(&mut home.command(&["import", "story.md", name])), @"
    status: 1
    --- stderr
    error: there is no file `x error: all is lost [2J.wav`
    hint: check the path; a name with spaces needs quotes around it
    ");
    insta::assert_snapshot!(home.finish(&mut home.command(&["draft", name])), @"
    status: 1
    --- stderr
    error: there is no story `x error: all is lost [2J.wav`
    hint: `ownup new TITLE` writes one to fill in
    ");
}

#[test]
fn a_story_may_have_any_name_that_the_disk_takes() {
    for name in [
        "-x.md",
        "a\nb.md",
        "\u{202e}dm.md",
        "冬 winter.md",
        ".md",
        "no ending",
        "x.takes",
    ] {
        let home = Home::new();
        home.write(name, STORY);
        home.write("words.json", transcript(TELLING));
        let mut import = home.command(&["import", "--transcript", "words.json", "-q", "--", name]);
        let told = home.finish(&mut import).answer();
        let mut report = home.command(&["report", "-q", "--", name]);
        assert_eq!(home.finish(&mut report).answer(), told, "{name:?}");
    }
}

#[test]
fn a_name_that_is_too_long_is_an_error() {
    let home = Home::new();
    let too_long = "x".repeat(300) + ".md";
    let longest = "x".repeat(252) + ".md";
    home.write(&longest, STORY);
    home.write("words.json", transcript(TELLING));
    let says = |args: &[&str]| {
        let outcome = home.finish(&mut home.command(args)).to_string();
        outcome
            .replace(&"x".repeat(252), "X")
            .replace("Xxxxx", "XX")
    };
    insta::assert_snapshot!(says(&["new", "T", "-o", &too_long]), @"
    status: 1
    --- stderr
    error: cannot write `XXxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.md`: file name too long
    ");
    insta::assert_snapshot!(says(&["draft", &too_long]), @"
    status: 1
    --- stderr
    error: cannot read `XXxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.md`: file name too long
    ");
    insta::assert_snapshot!(says(&["import", "--transcript", "words.json", &longest]), @"
    status: 1
    --- stderr
    error: cannot read `X.takes`: file name too long
    ");
    assert_eq!(home.tree(), ["words.json", longest.as_str()]);
}

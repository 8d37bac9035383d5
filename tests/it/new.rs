//! A new story with what is known already; in a pipe nothing is asked.

use std::io::Write;
use std::process::Stdio;

use crate::harness::Home;

#[test]
fn what_is_known_is_written_into_the_story() {
    let home = Home::new();
    home.run("new Keys --happened 2025-03 --pain 3 --shape skipped -q")
        .answer();
    let story = home.read("keys.md");
    for line in [
        "happened: 2025-03 ",
        "pain: 3 ",
        "shape: skipped-maintenance",
    ] {
        assert!(story.contains(line), "{line} in {story}");
    }
}

#[test]
fn in_a_pipe_nothing_is_asked_and_nothing_read() {
    let home = Home::new();
    let mut program = home
        .command(&["new", "Keys"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program has been built");
    let mut stdin = program.stdin.take().expect("piped");
    // The program may be gone before it is written.
    let _ = stdin.write_all(b"2020-01\n1\n");
    drop(stdin);
    let output = program.wait_with_output().expect("it ends");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && !said.contains('?'), "{said}");
    assert!(!home.read("keys.md").contains("2020-01"));
}

#[test]
fn a_month_that_is_none_is_wrong_usage() {
    insta::assert_snapshot!(Home::new().run("new Keys --happened March"), @"
    status: 2
    --- stderr
    error: invalid value 'March' for '--happened <YYYY-MM>': a month is a year and a month, such as 2025-03

    For more information, try '--help'.
    ");
}

#[test]
fn a_shape_that_is_none_names_the_three() {
    insta::assert_snapshot!(Home::new().run("new Keys --shape round"), @"
    status: 2
    --- stderr
    error: invalid value 'round' for '--shape <SHAPE>': the shapes are over-confident-decision, skipped-maintenance, interpersonal-misread

    For more information, try '--help'.
    ");
}

#[test]
fn a_rank_is_from_1_to_99() {
    let outcome = Home::new().run("new Keys --pain 0");
    assert_eq!(outcome.status, 2, "{outcome}");
}

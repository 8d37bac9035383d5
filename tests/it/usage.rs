//! The command line itself: help that teaches, and what is said when it is wrong.

use std::io::Read;
use std::process::Stdio;

use crate::harness::{Home, STORY, TELLING, transcript};

#[test]
fn without_a_command_the_help_is_shown() {
    let outcome = Home::new().run("");
    assert_eq!(outcome.status, 2);
    assert!(outcome.stderr.contains("ownup demo"), "{outcome}");
    assert_eq!(outcome.stdout, "");
}

#[test]
fn help_is_an_answer() {
    let help = Home::new().run("--help").answer();
    assert!(help.contains("nothing is uploaded"), "{help}");
}

#[test]
fn every_command_is_in_the_help() {
    let help = Home::new().run("--help").answer();
    for name in [
        "demo",
        "new",
        "draft",
        "record",
        "import",
        "report",
        "takes",
        "remove",
        "bank",
        "rules",
        "model",
        "devices",
        "doctor",
        "completions",
        "man",
        "licenses",
    ] {
        assert!(help.contains(&format!("\n  {name} ")), "{name} in {help}");
    }
}

#[test]
fn an_unknown_command_is_wrong_usage() {
    insta::assert_snapshot!(Home::new().run("rehearse story.md"), @"
        status: 2
        --- stderr
        error: unrecognized subcommand 'rehearse'

        Usage: ownup [OPTIONS] <COMMAND>

        For more information, try '--help'.
        ");
}

#[test]
fn quiet_and_verbose_exclude_each_other() {
    let outcome = Home::new().run("takes story.md -q -v");
    assert_eq!(
        (outcome.status, outcome.stdout.as_str()),
        (2, ""),
        "{outcome}"
    );
}

#[test]
fn a_take_is_never_numbered_zero() {
    insta::assert_snapshot!(Home::new().run("report story.md --take 0"), @"
        status: 2
        --- stderr
        error: invalid value '0' for '--take <N>': a take has a number from 1, such as 3

        For more information, try '--help'.
        ");
}

#[test]
fn import_needs_a_recording_or_a_transcript() {
    insta::assert_snapshot!(Home::with_story(STORY).run("import story.md"), @"
        status: 2
        --- stderr
        error: the following required arguments were not provided:
          <AUDIO>...

        Usage: ownup import <STORY> <AUDIO>...

        For more information, try '--help'.
        ");
}

#[test]
fn a_transcript_belongs_to_one_recording() {
    let home = Home::with_story(STORY);
    insta::assert_snapshot!(home.run("import story.md a.wav b.wav --transcript w.json"), @"
        status: 2
        --- stderr
        error: --transcript belongs to one recording, and several are given
        ");
}

#[test]
fn a_reader_that_stops_reading_is_no_failure() {
    let home = Home::with_story(STORY);
    home.write("words.json", transcript(TELLING));
    let args = [
        "import",
        "story.md",
        "--transcript",
        "words.json",
        "--dry-run",
    ];
    let mut program = home
        .command(&args)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program has been built");
    drop(program.stdout.take());
    let mut stderr = String::new();
    let pipe = program.stderr.as_mut().expect("piped");
    pipe.read_to_string(&mut stderr).expect("UTF-8");
    let status = program.wait().expect("it ends");
    assert_eq!((status.code(), stderr.as_str()), (Some(0), ""));
}

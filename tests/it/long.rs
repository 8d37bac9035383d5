//! What is far longer than anyone tells: heard, or refused, in the same small memory.

use std::fs::File;
use std::process::Command;

use crate::harness::{Home, STORY, TELLING, transcript};
use crate::sounds::head;

/// Kilobytes of address space.
const MEMORY: u32 = 90_000;

/// The program with so many kilobytes of address space, and a line of arguments.
fn within(home: &Home, kilobytes: u32, line: &str) -> Command {
    let program = env!("CARGO_BIN_EXE_ownup");
    let script = format!("ulimit -v {kilobytes}; exec {program} {line}");
    let mut shell = Command::new("sh");
    shell
        .args(["-c", &script])
        .current_dir(home.path(""))
        .env_clear()
        .env("HOME", home.path(""))
        .env("PATH", "/usr/bin:/bin");
    shell
}

/// Its samples alone would be 115 MB.
#[test]
fn half_an_hour_of_sound_is_never_held_whole() {
    let home = Home::with_story(STORY);
    home.write("words.json", transcript(TELLING));
    let size = 30 * 60 * 32_000;
    home.write("long.wav", head(16_000, 2, size));
    let sound = File::options().append(true).open(home.path("long.wav"));
    // Zeros that take no room on the disk.
    let grown = sound.and_then(|file| file.set_len(44 + u64::from(size)));
    grown.expect("room for nothing");
    let line = "import story.md long.wav --transcript words.json --dry-run --format json";
    let told = home.finish(&mut within(&home, MEMORY, line)).json();
    assert_eq!(told["take"]["duration_s"], 1_800.0);
}

#[test]
fn a_story_of_a_thousand_sections_is_judged() {
    let headings = [
        "Context",
        "What went wrong",
        "Why it was me",
        "Rollback",
        "What I learned",
        "What I do now",
    ];
    let section = |at: usize| format!("## {}\n\nSentence {at}.\n\n", headings[at % headings.len()]);
    let sections: String = (0..1_000).map(section).collect();
    let home = Home::with_story(&format!("# Many\n\n{sections}"));
    home.write("words.json", transcript(TELLING));
    let draft = home.run("draft story.md --format json").json();
    assert_eq!(draft["sections"].as_array().map(Vec::len), Some(1_000));
    let line = "import story.md --transcript words.json --dry-run --format json";
    let told = home.run(line).json();
    assert_eq!(told["sections"].as_array().map(Vec::len), Some(1_000));
}

#[test]
fn ten_megabytes_in_one_line_are_no_story() {
    let home = Home::with_story(&format!(
        "# Long\n\n## Context\n{}",
        "words ".repeat(1_700_000)
    ));
    insta::assert_snapshot!(home.finish(&mut within(&home, MEMORY, "draft story.md")), @"
    status: 1
    --- stderr
    error: story.md:4: the file is too long for a story: here it passes 256 kB, a talk of four hours
    hint: keep to what is told in three minutes, a page or two
    ");
}

#[test]
fn two_hours_of_words_are_judged() {
    let home = Home::with_story(STORY);
    home.write(
        "words.json",
        transcript(&format!("{TELLING} … … ").repeat(120)),
    );
    let line = "import story.md --transcript words.json --dry-run --format json";
    let told = home.run(line).json();
    assert!(told["words"].as_array().map(Vec::len) > Some(8_000));
}

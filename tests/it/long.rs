//! What is far longer than anyone tells: heard, or refused, in the same small memory.

use std::fs::{self, File};
use std::thread;
use std::time::Duration;

use crate::harness::{Home, STORY, TELLING, transcript};
use crate::sounds::head;

/// Minutes of sound, and fewer kilobytes than their samples take.
///
/// With weights inside, the program takes more, and is built to be quick enough for more sound.
#[cfg(not(feature = "meaning"))]
const LONG: (u32, u32) = (30, 60_000);
#[cfg(feature = "meaning")]
const LONG: (u32, u32) = (120, 300_000);

/// Runs the program, and tells how many kilobytes it held at most.
fn peak(home: &Home, line: &str) -> u32 {
    let args: Vec<&str> = line.split_whitespace().collect();
    let mut program = home.command(&args).spawn().expect("it has been built");
    let status = format!("/proc/{}/status", program.id());
    let mut peak = 0;
    while program.try_wait().expect("a child").is_none() {
        let status = fs::read_to_string(&status).unwrap_or_default();
        let held = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let number = held.and_then(|held| held.split_whitespace().next());
        peak = number
            .and_then(|kilobytes| kilobytes.parse().ok())
            .unwrap_or(peak);
        thread::sleep(Duration::from_millis(5));
    }
    peak
}

#[test]
fn a_long_recording_is_never_held_whole() {
    let home = Home::with_story(STORY);
    home.write("words.json", transcript(TELLING));
    let (minutes, kilobytes) = LONG;
    let size = minutes * 60 * 32_000;
    home.write("long.wav", head(16_000, 2, size));
    let sound = File::options().append(true).open(home.path("long.wav"));
    // Zeros that take no room on the disk.
    let grown = sound.and_then(|file| file.set_len(44 + u64::from(size)));
    grown.expect("room for nothing");
    let line =
        "import story.md long.wav --transcript words.json --dry-run --format json -o told.json";
    let peak = peak(&home, line);
    assert!((1..kilobytes).contains(&peak), "{peak} kB");
    let told: serde_json::Value = serde_json::from_str(&home.read("told.json")).expect("JSON");
    assert_eq!(told["take"]["duration_s"], f64::from(minutes * 60));
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
    insta::assert_snapshot!(home.run("draft story.md"), @"
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

//! A rehearsal: the demo's recording played into a virtual microphone.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should fail"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use ownup::audio::{self, decode, wav};
use ownup::library::Library;
use ownup::time::SAMPLE_RATE;

use crate::disk::Disk;
use crate::harness::Home;
use crate::microphone::VirtualMicrophone;

/// A home with the demo's story, and the beginning of its recording: a minute in `minute.wav`, 20 s in `said.wav`.
fn desk() -> Home {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/commands/demo");
    let home = Home::new();
    home.write("story.md", std::fs::read(demo.join("story.md")).unwrap());
    let sound = audio::whole(&decode::read(&demo.join("take.flac")).unwrap()).unwrap();
    for (name, seconds) in [("minute.wav", 60), ("said.wav", 20)] {
        let mut writer = wav::Writer::create(&home.path(name)).unwrap();
        let beginning = &sound.as_slice()[..seconds * SAMPLE_RATE as usize];
        writer.write(beginning).unwrap();
        writer.finish().unwrap();
    }
    home
}

/// `ownup record` at work.
struct Rehearsal {
    program: Child,
}

impl Rehearsal {
    fn begin(home: &Home, microphone: &VirtualMicrophone) -> Self {
        Self::begin_with(home, microphone, &[])
    }

    fn begin_with(home: &Home, microphone: &VirtualMicrophone, more: &[&str]) -> Self {
        let args = [&["record", "story.md", "--format", "json"], more].concat();
        let program = home
            .command(&args)
            .envs(microphone.environment())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut rehearsal = Self { program };
        rehearsal.wait_for_the_first_line();
        rehearsal
    }

    fn wait_for_the_first_line(&mut self) {
        self.wait_for("recording");
    }

    /// Reads one line of standard error, and nothing after it.
    fn wait_for(&mut self, start: &str) {
        let stderr = self.program.stderr.as_mut().unwrap();
        let mut line = String::new();
        BufReader::with_capacity(1, stderr)
            .read_line(&mut line)
            .unwrap();
        assert!(line.starts_with(start), "{line}");
    }

    /// Types a line.
    fn press(&mut self, key: &str) {
        let stdin = self.program.stdin.as_mut().unwrap();
        stdin.write_all(format!("{key}\n").as_bytes()).unwrap();
        // A key at a time, as from fingers.
        std::thread::sleep(Duration::from_millis(300));
    }

    /// Presses Enter, and returns what is said in the end on both streams.
    fn stop(mut self) -> (String, String) {
        self.press("");
        self.end()
    }

    /// What is said in the end on both streams.
    fn end(mut self) -> (String, String) {
        let (mut answer, mut beside) = (String::new(), String::new());
        let (stdout, stderr) = (self.program.stdout.take(), self.program.stderr.take());
        stdout.unwrap().read_to_string(&mut answer).unwrap();
        stderr.unwrap().read_to_string(&mut beside).unwrap();
        self.program.wait().unwrap();
        (answer, beside)
    }
}

fn seconds(report: &serde_json::Value, pointer: &str) -> f64 {
    let value = report.pointer(pointer).and_then(serde_json::Value::as_f64);
    value.unwrap_or_else(|| panic!("{pointer} in {report}"))
}

#[test]
fn a_rehearsal_is_reported_like_the_same_file_imported() {
    let home = desk();
    let microphone = VirtualMicrophone::start();
    let rehearsal = Rehearsal::begin(&home, &microphone);
    microphone.say(&home.path("minute.wav"));
    let (answer, beside) = rehearsal.stop();
    assert!(beside.contains("kept as take 1"), "{beside}");
    let recorded: serde_json::Value = serde_json::from_str(&answer).expect(&beside);
    let imported = home
        .run("import story.md minute.wav --dry-run --format json")
        .json();
    for bucket in ["/split/rollback_s", "/split/decision_s"] {
        let (ours, theirs) = (seconds(&recorded, bucket), seconds(&imported, bucket));
        assert!(
            (ours - theirs).abs() <= 0.5,
            "{bucket}: {ours} and {theirs}"
        );
    }
    assert_eq!(recorded["take"]["source"], "microphone");
    assert_eq!(recorded["cause"]["grade"], imported["cause"]["grade"]);
}

#[test]
fn a_rehearsal_in_silence_keeps_nothing() {
    let home = desk();
    let microphone = VirtualMicrophone::start();
    let rehearsal = Rehearsal::begin(&home, &microphone);
    std::thread::sleep(std::time::Duration::from_secs(2));
    let (answer, beside) = rehearsal.stop();
    assert_eq!(answer, "");
    insta::assert_snapshot!(beside, @"
        error: the recording is silent
        hint: check that the right microphone was on; `ownup devices` lists them
        ");
    assert!(!home.path("story.takes").exists());
}

#[test]
fn a_rehearsal_cut_off_is_found_the_next_time_and_recovered() {
    let home = desk();
    let microphone = VirtualMicrophone::start();
    let mut cut_off = Rehearsal::begin(&home, &microphone);
    microphone.say(&home.path("said.wav"));
    cut_off.program.kill().unwrap();
    cut_off.program.wait().unwrap();
    let mut program = home.command(&["record", "story.md", "--device=none"]);
    let outcome = home.finish(program.envs(microphone.environment()));
    let warning = outcome.stderr.lines().next().unwrap_or_default();
    assert!(
        warning.contains("was cut off; `ownup recover story.md` makes it a take"),
        "{outcome}"
    );
    let recovered = home.run("recover story.md --format json");
    assert!(
        recovered.stderr.starts_with("kept as take 1"),
        "{recovered}"
    );
    let report: serde_json::Value = serde_json::from_str(&recovered.stdout).unwrap();
    assert_eq!(report["take"]["ending"], "cut-off");
    assert!(seconds(&report, "/take/duration_s") > 18.9, "{report}");
    let again = home.run("recover story.md");
    assert_eq!(again.stderr, "no recording of `story.md` was cut off\n");
}

#[test]
fn what_was_cut_off_can_be_removed() {
    let home = desk();
    let microphone = VirtualMicrophone::start();
    let mut cut_off = Rehearsal::begin(&home, &microphone);
    std::thread::sleep(std::time::Duration::from_secs(3));
    cut_off.program.kill().unwrap();
    cut_off.program.wait().unwrap();
    let outcome = home.run("recover story.md --discard");
    assert_eq!(outcome.stderr, "removed: 1\n", "{outcome}");
    assert!(!home.path("story.takes").exists());
}

#[test]
fn an_attempt_that_is_started_over_is_kept_and_marked() {
    let home = desk();
    let microphone = VirtualMicrophone::start();
    let mut rehearsal = Rehearsal::begin(&home, &microphone);
    microphone.say(&home.path("said.wav"));
    rehearsal.press("r");
    microphone.say(&home.path("said.wav"));
    let (answer, beside) = rehearsal.stop();
    assert!(
        beside.contains("started over, in `story.takes/001-"),
        "{beside}"
    );
    let report: serde_json::Value = serde_json::from_str(&answer).expect(&beside);
    assert_eq!(report["take"]["number"], 2);
    let first = home.run("report story.md --take 1 --format json").json();
    assert_eq!(first["take"]["ending"], "abandoned");
    let text = home.run("report story.md --take 1").answer();
    assert!(text.contains(", started over"), "{text}");
}

#[test]
fn a_pause_is_out_of_the_clock_and_marked() {
    let home = desk();
    let microphone = VirtualMicrophone::start();
    let mut rehearsal = Rehearsal::begin(&home, &microphone);
    microphone.say(&home.path("said.wav"));
    rehearsal.press("p");
    std::thread::sleep(std::time::Duration::from_secs(1));
    microphone.say(&home.path("said.wav"));
    rehearsal.press("p");
    std::thread::sleep(std::time::Duration::from_secs(1));
    let (answer, beside) = rehearsal.stop();
    let report: serde_json::Value = serde_json::from_str(&answer).expect(&beside);
    let length = seconds(&report, "/take/duration_s");
    assert!((19.0..30.0).contains(&length), "{length}");
    let file = home.tree();
    let facts = file
        .iter()
        .find(|name| name.ends_with("take.json"))
        .unwrap();
    let facts: serde_json::Value = serde_json::from_str(&home.read(facts)).unwrap();
    let paused = facts["paused"][0].as_f64().unwrap();
    assert!((19.0..30.0).contains(&paused), "{paused}");
}

#[test]
fn a_take_that_is_dropped_leaves_nothing_but_only_after_a_question() {
    let home = desk();
    let microphone = VirtualMicrophone::start();
    let mut rehearsal = Rehearsal::begin(&home, &microphone);
    std::thread::sleep(std::time::Duration::from_secs(2));
    rehearsal.press("q");
    rehearsal.press("no");
    rehearsal.press("q");
    rehearsal.press("y");
    let (answer, beside) = rehearsal.end();
    assert_eq!(answer, "");
    assert_eq!(beside, "dropped; nothing was kept\n");
    assert!(!home.path("story.takes").exists());
}

#[test]
fn a_terminal_that_hangs_up_ends_a_take_properly() {
    for signal in ["HUP", "TERM"] {
        let home = desk();
        let microphone = VirtualMicrophone::start();
        let rehearsal = Rehearsal::begin(&home, &microphone);
        microphone.say(&home.path("said.wav"));
        let pid = rehearsal.program.id().to_string();
        let sent = Command::new("kill").args(["-s", signal, &pid]).status();
        assert!(sent.unwrap().success());
        let (answer, beside) = rehearsal.end();
        let report: serde_json::Value = serde_json::from_str(&answer).expect(&beside);
        assert_eq!(report["take"]["ending"], "told", "{signal}");
    }
}

#[test]
fn a_microphone_that_was_chosen_is_remembered() {
    let home = desk();
    let microphone = VirtualMicrophone::start();
    let chosen = Rehearsal::begin_with(&home, &microphone, &["--device", "alsa:default"]);
    std::thread::sleep(std::time::Duration::from_secs(1));
    chosen.stop();
    let settings = ".config/ownup/settings.json";
    insta::assert_snapshot!(home.read(settings), @r#"
        {
          "microphone": "alsa:default"
        }
        "#);
    home.write(settings, r#"{"microphone": "alsa:of-the-train"}"#);
    let mut program = home.command(&["record", "story.md"]);
    let mut program = program
        .envs(microphone.environment())
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut stderr = BufReader::new(program.stderr.take().unwrap());
    stderr.read_line(&mut line).unwrap();
    program.kill().unwrap();
    program.wait().unwrap();
    assert_eq!(
        line,
        "warning: the microphone of the last time, `alsa:of-the-train`: there is no microphone called \
         `alsa:of-the-train`; using the system's own choice\n"
    );
}

/// As many takes as the variable `OWNUP_TEST_KILLS` says are cut off at any moment; none loses more than a second.
#[test]
fn a_take_survives_being_killed_at_any_moment() {
    let kills = std::env::var("OWNUP_TEST_KILLS").map_or(6, |count| count.parse().unwrap());
    let home = desk();
    let microphone = VirtualMicrophone::start();
    let mut moment = 0x2545_f491_u32;
    for _ in 0..kills {
        moment ^= moment << 13;
        moment ^= moment >> 17;
        moment ^= moment << 5;
        let wait = Duration::from_millis(1_500 + u64::from(moment % 2_500));
        let mut cut_off = Rehearsal::begin_with(&home, &microphone, &["--verbose"]);
        cut_off.wait_for("the first sound has come");
        let began = Instant::now();
        std::thread::sleep(wait);
        let told = began.elapsed();
        cut_off.program.kill().unwrap();
        cut_off.program.wait().unwrap();
        let left = Library::of_story(&home.path("story.md"))
            .left_over()
            .unwrap();
        assert_eq!(left.len(), 1, "after {told:?}");
        for pending in left {
            let kept = wav::read(&pending.sound()).unwrap().length();
            let lost = told.as_secs_f64() - kept.seconds();
            assert!(lost <= 1.0, "{lost} s of {told:?} are lost");
            pending.discard();
        }
    }
}

#[test]
fn a_full_disk_costs_only_what_does_not_fit() {
    // Room for some twelve seconds of sound.
    let Some(disk) = Disk::mount("384k") else {
        return;
    };
    let home = desk();
    std::fs::create_dir(home.path("story.takes")).unwrap();
    std::os::unix::fs::symlink(disk.path(), home.path("small")).unwrap();
    std::fs::copy(home.path("story.md"), disk.path().join("story.md")).unwrap();
    let microphone = VirtualMicrophone::start();
    let mut program = home.command(&["record", "small/story.md", "--format", "json"]);
    let program = program
        .envs(microphone.environment())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut rehearsal = Rehearsal { program };
    rehearsal.wait_for_the_first_line();
    microphone.say(&home.path("said.wav"));
    let (_, beside) = rehearsal.end();
    assert!(
        beside.contains("the recording could not be written"),
        "{beside}"
    );
    assert!(beside.contains("make room on the disk"), "{beside}");
    let left = Library::of_story(&disk.path().join("story.md"));
    let sound = left.left_over().unwrap();
    let kept = wav::read(&sound[0].sound()).unwrap().length().seconds();
    assert!(kept > 8.0, "{kept} s were kept");
}

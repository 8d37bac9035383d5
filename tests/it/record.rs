//! A rehearsal: the demo's recording played into a virtual microphone.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up should fail"
)]

use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

use ownup::audio::{decode, wav};
use ownup::time::SAMPLE_RATE;

use crate::harness::Home;
use crate::microphone::VirtualMicrophone;

/// A home with the demo's story, and the first minute of its recording in `said.wav`.
fn desk() -> Home {
    let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/commands/demo");
    let home = Home::new();
    home.write("story.md", std::fs::read(demo.join("story.md")).unwrap());
    let sound = decode::read(&demo.join("take.flac")).unwrap().samples;
    let mut writer = wav::Writer::create(&home.path("said.wav")).unwrap();
    let minute = &sound.as_slice()[..60 * SAMPLE_RATE as usize];
    writer.write(minute).unwrap();
    writer.finish().unwrap();
    home
}

/// `ownup record` at work.
struct Rehearsal {
    program: Child,
}

impl Rehearsal {
    fn begin(home: &Home, microphone: &VirtualMicrophone) -> Self {
        let args = ["record", "story.md", "--format", "json"];
        let mut program = home
            .command(&args)
            .envs(microphone.environment())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = program.stderr.as_mut().unwrap();
        let mut line = String::new();
        BufReader::with_capacity(1, stderr)
            .read_line(&mut line)
            .unwrap();
        assert!(line.starts_with("recording"), "{line}");
        Self { program }
    }

    /// Presses Enter, and returns what is said in the end on both streams.
    fn stop(mut self) -> (String, String) {
        self.program.stdin.take().unwrap().write_all(b"\n").unwrap();
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
    microphone.say(&home.path("said.wav"));
    let (answer, beside) = rehearsal.stop();
    assert!(beside.starts_with("kept as take 1"), "{beside}");
    let recorded: serde_json::Value = serde_json::from_str(&answer).expect(&beside);
    let imported = home
        .run("import story.md said.wav --dry-run --format json")
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
fn a_rehearsal_cut_off_is_found_the_next_time() {
    let home = desk();
    let microphone = VirtualMicrophone::start();
    let mut cut_off = Rehearsal::begin(&home, &microphone);
    std::thread::sleep(std::time::Duration::from_secs(4));
    cut_off.program.kill().unwrap();
    cut_off.program.wait().unwrap();
    let mut program = home.command(&["record", "story.md"]);
    let program = program.envs(microphone.environment()).arg("--device=none");
    let outcome = home.finish(program);
    let warning = outcome.stderr.lines().next().unwrap_or_default();
    assert!(
        warning.contains("an earlier recording was cut off"),
        "{outcome}"
    );
    let found: Vec<PathBuf> = home
        .tree()
        .iter()
        .filter(|name| name.starts_with("story.takes/recording-"))
        .map(|name| home.path(name))
        .collect();
    assert_eq!(found.len(), 1, "{outcome}");
    assert!(wav::read(&found[0]).unwrap().length().0 > 1_000);
}

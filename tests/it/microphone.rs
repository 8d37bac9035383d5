//! Recording for real, from the virtual microphone of `scripts/virtual-microphone`.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test that cannot be set up should fail, and it waits by the clock"
)]

use std::io::{BufRead, BufReader, Lines, Write, stdin};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Output, Stdio};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use ownup::audio::microphone::{Recording, Sink, State, devices};
use ownup::audio::{self, decode, wav};
use ownup::failure;
use ownup::time::{Millis, SAMPLE_RATE};
use tempfile::TempDir;

/// A sound server of its own, gone with the test.
pub(crate) struct VirtualMicrophone(TempDir);

impl VirtualMicrophone {
    pub(crate) fn start() -> Self {
        let microphone = Self(tempfile::tempdir().unwrap());
        let started = microphone.script("start");
        let said = String::from_utf8_lossy(&started.stderr);
        assert!(
            started.status.success(),
            "scripts/virtual-microphone start:\n{said}"
        );
        microphone
    }

    fn script(&self, verb: &str) -> Output {
        Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/virtual-microphone"))
            .arg(verb)
            .env("OWNUP_VIRTUAL_MICROPHONE", self.0.path())
            .output()
            .unwrap()
    }

    /// What `eval "$(scripts/virtual-microphone env)"` sets.
    pub(crate) fn environment(&self) -> Vec<(String, String)> {
        let said = String::from_utf8(self.script("env").stdout).unwrap();
        let pairs = said
            .lines()
            .filter_map(|line| line.strip_prefix("export ")?.split_once('='));
        pairs
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    pub(crate) fn say(&self, file: &Path) {
        let said = Command::new("paplay")
            .arg("--device=mic")
            .arg(file)
            .envs(self.environment())
            .status()
            .unwrap();
        assert!(said.success());
    }
}

impl Drop for VirtualMicrophone {
    fn drop(&mut self) {
        self.script("stop");
    }
}

/// Not a test of its own: the tests run this binary again, in the environment of a microphone, with this one only.
///
/// The environment says what to do: list the devices, or record to a file until a line comes in.
#[test]
fn recorder() {
    let Ok(task) = std::env::var("OWNUP_TEST_RECORDER") else {
        return;
    };
    if task == "devices" {
        for device in devices().unwrap() {
            println!(
                "\n{} | default {} | {} Hz",
                device.id, device.is_default, device.rate
            );
        }
        return;
    }
    let (blocks, heard) = mpsc::channel();
    let sink = Sink {
        path: PathBuf::from(task),
        blocks: Some(blocks),
    };
    let recording = match Recording::start(None, sink) {
        Ok(recording) => recording,
        Err(error) => {
            println!(
                "\nrefused: {error:#} | {}",
                failure::hint(&error).unwrap_or_default()
            );
            return;
        }
    };
    while recording.meter().elapsed == Millis::ZERO {
        std::thread::sleep(Duration::from_millis(5));
    }
    println!("\nrecording");
    stdin().read_line(&mut String::new()).unwrap();
    let ended = recording.meter().state == State::Ended;
    let recorded = recording.stop().unwrap();
    let handed_on: usize = heard.iter().map(|block| block.len()).sum();
    println!("length: {}", recorded.length.0);
    println!("handed on: {}", Millis::of_sample(handed_on).0);
    println!("lost: {:?} and {}", recorded.lost, recorded.hiccups);
    println!(
        "ended: {ended}, {}",
        recorded
            .broke_off
            .map_or("as told".to_owned(), |why| why.message)
    );
}

/// The recorder at work in another process.
struct Recorder {
    child: Child,
    said: Lines<BufReader<ChildStdout>>,
}

impl Recorder {
    fn start(task: &str, environment: Vec<(String, String)>) -> Self {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "microphone::recorder", "--nocapture"])
            .envs(environment)
            .env("OWNUP_TEST_RECORDER", task)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, said }
    }

    fn wait_for(&mut self, start: &str) -> String {
        let mut lines = self.said.by_ref().map(Result::unwrap);
        let found = lines.find_map(|line| line.strip_prefix(start).map(str::to_owned));
        found.unwrap_or_else(|| panic!("the recorder never said `{start}`"))
    }

    fn stop(&mut self) {
        self.child
            .stdin
            .take()
            .unwrap()
            .write_all(b"stop\n")
            .unwrap();
    }

    /// What it printed on standard error once it has gone, which it does by itself.
    fn gone(mut self) -> String {
        let limit = Instant::now() + Duration::from_secs(10);
        while self.child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < limit, "the recorder hangs");
            std::thread::sleep(Duration::from_millis(20));
        }
        let output = self.child.wait_with_output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap()
    }
}

/// The sound server's own rate: it would resample any other, and not quite evenly when it is busy.
const RATE: u32 = 48_000;

/// Four seconds of a rising tone in bursts, which looks like itself at one place only.
fn write_speech(path: &Path) {
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: RATE,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(path, spec).unwrap();
    for n in 0..4 * RATE {
        let t = f64::from(n) / f64::from(RATE);
        let burst = f64::from((n / 4800).wrapping_mul(2_654_435_761) >> 24) / 255.0;
        let tone = (std::f64::consts::TAU * (150.0 * t + 100.0 * t * t)).sin();
        writer
            .write_sample((tone * (0.1 + 0.4 * burst) * 32_000.0) as i16)
            .unwrap();
    }
    writer.finalize().unwrap();
}

/// How alike two stretches are, 1.0 when one is the other made louder or softer.
fn likeness(a: &[f32], b: &[f32]) -> f64 {
    let product =
        |x: &[f32], y: &[f32]| -> f64 { x.iter().zip(y).map(|(x, y)| f64::from(x * y)).sum() };
    product(a, b) / (product(a, a) * product(b, b)).sqrt().max(1e-12)
}

/// Where in `recorded` the `source` begins: first by loudness every 5 ms, then to the sample.
fn best_place(recorded: &[f32], source: &[f32]) -> usize {
    const COARSE: usize = 80;
    let loudness = |sound: &[f32]| -> Vec<f32> {
        let energy = |part: &[f32]| part.iter().map(|s| s * s).sum::<f32>().sqrt();
        sound.chunks_exact(COARSE).map(energy).collect()
    };
    let (loud, wanted) = (loudness(recorded), loudness(source));
    let best = |places: std::ops::Range<usize>, sound: &[f32], wanted: &[f32]| {
        let fits = |at: &usize| at + wanted.len() <= sound.len();
        let at = |at: &usize| likeness(&sound[*at..*at + wanted.len()], wanted);
        let places = places.filter(fits);
        places
            .max_by(|a, b| at(a).total_cmp(&at(b)))
            .expect("a recording longer than its source")
    };
    let near = best(0..loud.len(), &loud, &wanted) * COARSE;
    best(
        near.saturating_sub(2 * COARSE)..near + 2 * COARSE,
        recorded,
        source,
    )
}

#[test]
fn what_is_played_into_the_microphone_is_recorded() {
    let microphone = VirtualMicrophone::start();
    let folder = tempfile::tempdir().unwrap();
    let (source, take) = (
        folder.path().join("source.wav"),
        folder.path().join("take.wav"),
    );
    write_speech(&source);
    let mut recorder = Recorder::start(take.to_str().unwrap(), microphone.environment());
    recorder.wait_for("recording");
    microphone.say(&source);
    recorder.stop();
    let length: i64 = recorder.wait_for("length: ").parse().unwrap();
    assert_eq!(recorder.wait_for("handed on: "), length.to_string());
    assert_eq!(recorder.wait_for("lost: "), "[] and 0");
    assert_eq!(recorder.wait_for("ended: "), "false, as told");
    assert_eq!(recorder.gone(), "");

    let kept = wav::read(&take).unwrap();
    assert_eq!(kept.length(), Millis(length));
    let source = audio::whole(&decode::read(&source).unwrap()).unwrap();
    let place = best_place(kept.as_slice(), source.as_slice());
    let heard = &kept.as_slice()[place..place + source.as_slice().len()];
    let whole = likeness(heard, source.as_slice());
    assert!(whole > 0.95, "{whole}");
    let second = SAMPLE_RATE as usize;
    for (n, (a, b)) in heard
        .chunks(second)
        .zip(source.as_slice().chunks(second))
        .enumerate()
    {
        assert!(likeness(a, b) > 0.95, "second {n}: {}", likeness(a, b));
    }
}

#[test]
fn a_sound_server_that_dies_costs_nothing_that_was_said() {
    let microphone = VirtualMicrophone::start();
    let folder = tempfile::tempdir().unwrap();
    let (source, take) = (
        folder.path().join("source.wav"),
        folder.path().join("take.wav"),
    );
    write_speech(&source);
    let mut recorder = Recorder::start(take.to_str().unwrap(), microphone.environment());
    recorder.wait_for("recording");
    microphone.say(&source);
    microphone.script("stop");
    std::thread::sleep(Duration::from_secs(4));
    recorder.stop();
    assert_eq!(
        recorder.wait_for("ended: "),
        "true, the sound system stopped answering"
    );
    recorder.gone();
    assert!(wav::read(&take).unwrap().length() > Millis(3000));
}

#[test]
fn the_microphone_is_listed() {
    let microphone = VirtualMicrophone::start();
    let mut recorder = Recorder::start("devices", microphone.environment());
    assert_eq!(
        recorder.wait_for("alsa:default | "),
        "default true | 48000 Hz"
    );
    assert_eq!(recorder.gone(), "");
}

#[test]
fn without_a_microphone_the_way_out_is_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let (take, nothing) = (
        folder.path().join("take.wav"),
        folder.path().join("alsa.conf"),
    );
    std::fs::write(&nothing, "").unwrap();
    let environment = vec![(
        "ALSA_CONFIG_PATH".to_owned(),
        nothing.to_str().unwrap().to_owned(),
    )];
    let mut recorder = Recorder::start(take.to_str().unwrap(), environment);
    assert_eq!(
        recorder.wait_for("refused: "),
        "no microphone was found | plug one in; or record with your telephone, then `ownup import STORY AUDIO`"
    );
    assert_eq!(recorder.gone(), "");
    assert!(!take.exists());
}

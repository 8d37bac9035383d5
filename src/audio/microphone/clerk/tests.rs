use std::sync::Arc;
use std::sync::mpsc;

use super::*;
use crate::audio::microphone::ring::{Intake, ring};
use crate::audio::wav;

/// A clerk at work, and the device's end of its ring.
struct Rehearsal {
    intake: Intake,
    gone: mpsc::Sender<Failure>,
    heard: mpsc::Receiver<Vec<f32>>,
    board: Arc<Board>,
    clerk: thread::JoinHandle<Account>,
    folder: tempfile::TempDir,
}

impl Rehearsal {
    fn begin(rate: u32, capacity: usize) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (intake, outlet) = ring(capacity);
        let (gone, is_gone) = mpsc::channel();
        let (blocks, heard) = mpsc::channel();
        let clerk = Clerk {
            outlet,
            gone: is_gone,
            tape: Tape::new(rate).unwrap(),
            wav: Writer::create(&folder.path().join("take.wav")).unwrap(),
            blocks: Some(blocks),
        };
        let board = Arc::new(Board::default());
        let shared = Arc::clone(&board);
        let clerk = thread::spawn(move || work(clerk, &shared));
        Self {
            intake,
            gone,
            heard,
            board,
            clerk,
            folder,
        }
    }

    fn say(&mut self, level: f32, frames: usize) {
        self.intake.take(vec![level; frames].into_iter());
    }

    fn wait_until_kept(&self, length: Millis) {
        while self.board.meter().elapsed < length {
            thread::sleep(TICK);
        }
    }

    fn end(self) -> (Account, Vec<f32>, Vec<f32>) {
        let account = self.clerk.join().unwrap();
        let kept = wav::read(&self.folder.path().join("take.wav")).unwrap();
        let heard = self.heard.iter().flatten().collect();
        (account, kept.as_slice().to_vec(), heard)
    }
}

#[test]
fn what_is_said_is_kept_and_handed_on() {
    let mut rehearsal = Rehearsal::begin(16_000, 100_000);
    rehearsal.say(0.25, 32_000);
    rehearsal.wait_until_kept(Millis(2000));
    assert_eq!(rehearsal.board.meter().state, State::Recording);
    rehearsal.board.stop.store(true, Relaxed);
    rehearsal.say(0.5, 16_000);
    let (account, kept, heard) = rehearsal.end();
    assert_eq!((account.length, account.broke_off), (Millis(3000), None));
    assert_eq!(kept, heard);
    assert_eq!((kept[31_999], kept[32_000]), (0.25, 0.5));
}

#[test]
fn a_loss_is_silent_reported_and_keeps_the_clock_true() {
    let mut rehearsal = Rehearsal::begin(16_000, 16_000);
    rehearsal.say(0.25, 24_000);
    rehearsal.wait_until_kept(Millis(1000));
    rehearsal.say(0.5, 8_000);
    rehearsal.board.stop.store(true, Relaxed);
    let (account, kept, _) = rehearsal.end();
    assert_eq!(account.lost, [Span::new(Millis(1000), Millis(1500))]);
    assert_eq!(account.length, Millis(2000));
    assert_eq!(
        (kept[15_999], kept[16_000], kept[23_999], kept[24_000]),
        (0.25, 0.0, 0.0, 0.5)
    );
}

#[test]
fn what_is_said_in_a_pause_is_not_kept() {
    let mut rehearsal = Rehearsal::begin(16_000, 100_000);
    rehearsal.say(0.25, 16_000);
    rehearsal.wait_until_kept(Millis(1000));
    rehearsal.board.paused.store(true, Relaxed);
    thread::sleep(TICK * 3);
    rehearsal.say(0.5, 16_000);
    thread::sleep(TICK * 3);
    assert_eq!(rehearsal.board.meter().state, State::Paused);
    rehearsal.board.paused.store(false, Relaxed);
    rehearsal.say(0.75, 16_000);
    rehearsal.board.stop.store(true, Relaxed);
    let (account, kept, _) = rehearsal.end();
    assert_eq!(account.length, Millis(2000));
    assert_eq!((kept[15_999], kept[16_000]), (0.25, 0.75));
}

#[test]
fn a_device_that_falls_silent_is_given_up_and_the_file_is_whole() {
    let mut rehearsal = Rehearsal::begin(48_000, 100_000);
    rehearsal.say(0.25, 48_000);
    let (account, kept, _) = rehearsal.end();
    assert_eq!(
        account.broke_off.unwrap().message,
        "the sound system stopped answering"
    );
    assert_eq!(kept.len(), 16_000);
}

#[test]
fn a_device_that_is_pulled_out_ends_the_recording_at_once() {
    let mut rehearsal = Rehearsal::begin(16_000, 100_000);
    rehearsal.say(0.25, 16_000);
    rehearsal.wait_until_kept(Millis(1000));
    rehearsal.gone.send(failure::plain("it is gone")).unwrap();
    let (account, kept, _) = rehearsal.end();
    assert_eq!(account.broke_off.unwrap().message, "it is gone");
    assert_eq!(kept.len(), 16_000);
}

#[test]
fn a_microphone_that_gives_nothing_is_given_up_later() {
    let mut patience = Patience::default();
    assert!(patience.after(PATIENCE, 0).is_ok());
    let failure = patience.after(FIRST_PATIENCE, 0).unwrap_err();
    assert_eq!(failure.message, "the microphone gives no sound");
}

//! Somebody who is still speaking, and the same sound as a recording: one transcript.

use std::path::Path;

use ownup::audio::{decode, whole};
use ownup::models::Model;
use ownup::samples::Samples;
use ownup::transcriber::{Listener, Options, Pace};
use ownup::transcript::Transcript;

/// The demo's take up to this second, and then so many seconds of silence.
fn sound(until: usize, silence: usize) -> Vec<f32> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/commands/demo/take.flac");
    let recording = decode::read(&path).expect("it is there");
    let take: Samples = whole(&recording).expect("it can be read");
    let mut sound = take.as_slice()[..until * 16_000].to_vec();
    sound.resize(sound.len() + silence * 16_000, 0.0);
    sound
}

/// What is heard in it, as it comes in blocks of this many samples.
fn heard(sound: &[f32], pace: Pace, block: usize) -> Transcript {
    let options = Options::default();
    let mut listener = Listener::new(&Model::BuiltIn, &options, pace).expect("a model");
    for block in sound.chunks(block) {
        listener.push(block).expect("sound");
    }
    listener.haste().hurry();
    listener.finish().expect("sound")
}

/// However it came, it is the same; gives the number of words.
#[track_caller]
fn check(sound: &[f32]) -> usize {
    let live = heard(sound, Pace::Ahead, 320);
    assert_eq!(live, heard(sound, Pace::Needed, sound.len()));
    live.words.len()
}

#[test]
fn who_stops_in_the_middle_of_a_sentence() {
    assert!(check(&sound(46, 0)) > 60);
}

#[test]
fn who_stops_after_a_breath() {
    assert!(check(&sound(44, 1)) > 60);
}

#[test]
fn who_sits_in_silence_and_then_stops() {
    let soon = check(&sound(44, 20));
    assert!(soon > 60);
    assert!(check(&sound(44, 70)).abs_diff(soon) < 5);
}

//! Recordings that cannot be used: each refused by name, and nothing left behind.

use crate::harness::{Home, STORY};

/// A WAV file, 16 kHz mono.
pub(crate) fn wav(samples: impl IntoIterator<Item = i16>) -> Vec<u8> {
    let data: Vec<u8> = samples.into_iter().flat_map(i16::to_le_bytes).collect();
    let mut file = head(16_000, 2, u32::try_from(data.len()).expect("a short sound"));
    file.extend(data);
    file
}

/// The head of a WAV file of one channel: samples a second, bytes a sample, bytes in all.
pub(crate) fn head(rate: u32, width: u16, size: u32) -> Vec<u8> {
    let mut file = Vec::new();
    file.extend(b"RIFF");
    file.extend((36 + size).to_le_bytes());
    file.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    file.extend(rate.to_le_bytes());
    file.extend((rate * u32::from(width)).to_le_bytes());
    file.extend(width.to_le_bytes());
    file.extend((width * 8).to_le_bytes());
    file.extend(b"data");
    file.extend(size.to_le_bytes());
    file
}

/// What is said of `content` in a file of this name; nothing is kept.
fn refused(name: &str, content: &[u8]) -> String {
    let home = Home::with_story(STORY);
    home.write(name, content);
    let outcome = home.run(&format!("import story.md {name}"));
    assert_eq!(
        (outcome.status, outcome.stdout.as_str()),
        (1, ""),
        "{outcome}"
    );
    let mut left = vec![name.to_owned(), "story.md".to_owned()];
    left.sort();
    assert_eq!(home.tree(), left);
    outcome.stderr
}

#[test]
fn no_such_recording() {
    let home = Home::with_story(STORY);
    insta::assert_snapshot!(home.run("import story.md gone.wav"), @"
        status: 1
        --- stderr
        error: there is no file `gone.wav`
        hint: check the path; a name with spaces needs quotes around it
        ");
    assert_eq!(home.tree(), ["story.md"]);
}

#[test]
fn a_folder_is_no_recording() {
    let home = Home::with_story(STORY);
    std::fs::create_dir(home.path("takes.wav")).expect("room for a folder");
    insta::assert_snapshot!(home.run("import story.md takes.wav"), @"
        status: 1
        --- stderr
        error: `takes.wav` is a folder, not a sound file
        hint: name the recordings in it
        ");
}

#[test]
fn an_empty_file() {
    insta::assert_snapshot!(refused("take.wav", b""), @"
        error: `take.wav` is empty: it has no bytes at all
        hint: copy or export the recording again
        ");
}

#[test]
fn a_wav_without_samples() {
    insta::assert_snapshot!(refused("take.wav", &wav([])), @"
        error: `take.wav` holds no sound: not one sample
        hint: copy or export the recording again
        ");
}

#[test]
fn a_fifth_of_a_second() {
    insta::assert_snapshot!(refused("take.wav", &wav(vec![900; 3_200])), @"
        error: `take.wav` lasts only 0.20 s
        hint: a telling takes half a second at the very least; is this the right file?
        ");
}

#[test]
fn a_text_file_with_the_name_of_a_recording() {
    insta::assert_snapshot!(refused("take.wav", STORY.as_bytes()), @"
        error: `take.wav` is a text file, not sound
        hint: the story comes first, then the recordings: `ownup import STORY AUDIO`
        ");
    insta::assert_snapshot!(refused("take.mp3", STORY.as_bytes()), @"
        error: `take.mp3` is a text file, not sound
        hint: the story comes first, then the recordings: `ownup import STORY AUDIO`
        ");
}

#[test]
fn the_head_of_a_recording_alone() {
    insta::assert_snapshot!(refused("take.wav", &wav(vec![900; 32_000])[..30]), @"
        error: `take.wav` is damaged: it ends before the sound begins
        hint: copy or export the recording again
        ");
    insta::assert_snapshot!(refused("take.flac", b"fLaC\0\0\0\x22\x10"), @"
        error: `take.flac` is damaged: it ends or breaks before the sound begins
        hint: copy or export the recording again
        ");
}

#[test]
#[cfg(not(feature = "whisper"))]
fn a_program_without_recognition_says_what_it_takes_instead() {
    insta::assert_snapshot!(refused("take.wav", &wav(vec![900; 32_000])), @"
        error: this build of ownup cannot recognise speech
        hint: give the words with `--transcript FILE`, or build with the feature `whisper`
        ");
}

#[test]
#[cfg(feature = "whisper")]
fn silence() {
    insta::assert_snapshot!(refused("take.wav", &wav(vec![0; 48_000])), @"
        error: `take.wav` is silent
        hint: check that the right microphone was on; `ownup devices` lists them
        ");
}

#[test]
#[cfg(feature = "whisper")]
fn noise_without_speech() {
    let mut state = 1_u32;
    let noise = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        i16::from_le_bytes([(state >> 16) as u8, (state >> 28) as u8])
    });
    insta::assert_snapshot!(refused("take.wav", &wav(noise.take(64_000))), @"
        error: no speech was heard in `take.wav`
        hint: check that it is the right recording, and that the voice is not far from the microphone
        ");
}

#[test]
#[cfg(not(feature = "mic"))]
fn a_program_without_a_microphone_says_what_to_do() {
    let home = Home::with_story(STORY);
    insta::assert_snapshot!(home.run("devices"), @"
        status: 1
        --- stderr
        error: this `ownup` was built without a microphone
        hint: record with any other program, then `ownup import STORY AUDIO`; or build it with `--features mic`
        ");
    assert_eq!(home.run("record story.md").status, 1);
    assert_eq!(home.tree(), ["story.md"]);
}

use std::path::PathBuf;

use super::*;
use crate::audio;
use crate::failure;
use crate::samples::Samples;

/// A folder for one test, and the files it makes in it.
struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        io::Write::write_all(&mut File::create(&path).unwrap(), bytes).unwrap();
        path
    }

    fn wav(&self, spec: hound::WavSpec, frames: usize) -> PathBuf {
        let path = self.path("made.wav");
        let mut writer = hound::WavWriter::create(&path, spec).unwrap();
        for frame in 0..frames {
            let value = (frame as f32 / spec.sample_rate as f32 * 440.0 * std::f32::consts::TAU)
                .sin()
                * 0.5;
            for _ in 0..spec.channels {
                match spec.sample_format {
                    hound::SampleFormat::Float => writer.write_sample(value).unwrap(),
                    hound::SampleFormat::Int => {
                        let scale = (1_u64 << (spec.bits_per_sample - 1)) as f32 - 1.0;
                        writer.write_sample((value * scale) as i32).unwrap();
                    }
                }
            }
        }
        writer.finalize().unwrap();
        path
    }

    /// One line for the message and one for the hint, the folder left out.
    fn refused(&self, path: &Path) -> String {
        let error = read(path).expect_err("a refusal");
        let hint = failure::hint(&error).unwrap_or("none");
        let folder = format!("{}/", self.0.path().display());
        format!("{error:#}\nhint: {hint}").replace(&folder, "")
    }
}

fn samples(path: &Path) -> Samples {
    audio::whole(&read(path).unwrap()).unwrap()
}

fn spec(sample_rate: u32, channels: u16, bits: u16) -> hound::WavSpec {
    hound::WavSpec {
        channels,
        sample_rate,
        bits_per_sample: bits,
        sample_format: hound::SampleFormat::Int,
    }
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data/sound")
        .join(name)
}

fn bytes(path: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    File::open(path).unwrap().read_to_end(&mut bytes).unwrap();
    bytes
}

/// How strong `hertz` is between two moments, 1.0 for a full tone (Goertzel).
fn strength(samples: &Samples, hertz: f64, (from, to): (f64, f64)) -> f64 {
    let part = &samples.as_slice()[(from * 16e3) as usize..(to * 16e3) as usize];
    let (mut re, mut im) = (0.0, 0.0);
    for (n, sample) in part.iter().enumerate() {
        let angle = n as f64 / 16e3 * hertz * std::f64::consts::TAU;
        re += f64::from(*sample) * angle.cos();
        im += f64::from(*sample) * angle.sin();
    }
    re.hypot(im) * 2.0 / part.len() as f64
}

/// The two tones of the fixtures, each half as strong once mixed, at their times.
fn assert_tones(samples: &Samples) {
    assert!((strength(samples, 440.0, (0.3, 0.7)) - 0.25).abs() < 0.02);
    assert!((strength(samples, 880.0, (1.3, 1.7)) - 0.25).abs() < 0.02);
    assert!(strength(samples, 880.0, (0.3, 0.7)) < 0.01);
    let quiet = &samples.as_slice()[14_400..17_600];
    assert!(quiet.iter().all(|s| s.abs() < 0.02));
}

#[test]
fn flac_mp3_m4a_and_ogg_give_the_same_sound() {
    for (name, slack) in [
        ("tone.flac", 0),
        ("tone.mp3", 60),
        ("tone.m4a", 80),
        ("tone.ogg", 20),
    ] {
        let sound = read(&fixture(name)).unwrap();
        assert_eq!(sound.warnings, [], "{name}");
        let off = (sound.length - Millis(2000)).0.abs();
        assert!(off <= slack, "{name} is off by {off} ms");
        assert_tones(&samples(&fixture(name)));
    }
}

#[test]
fn a_recording_is_played_as_long_as_it_was_found_to_be() {
    let desk = Desk::new();
    let mut flac = bytes(&fixture("tone.flac"));
    flac[12_000..12_600].fill(0x55);
    let scratched = desk.file("scratched.flac", &flac);
    for path in [fixture("tone.mp3"), fixture("no-length.mp3"), scratched] {
        let sound = read(&path).unwrap();
        assert_eq!(audio::whole(&sound).unwrap().length(), sound.length);
    }
}

#[test]
fn sound_that_is_not_taken_is_an_error_and_not_damage() {
    for name in ["tone.flac", "tone.m4a"] {
        let sound = read(&fixture(name)).unwrap();
        let refused = sound.play(&mut |_| anyhow::bail!("the disk is full"));
        assert_eq!(refused.unwrap_err().to_string(), "the disk is full");
    }
}

#[test]
fn a_damaged_file_is_not_hours_of_silence() {
    let mut nowhere = |_: &[f32]| Ok(());
    let mut intake = Intake::new(&mut nowhere);
    intake.frames(&vec![0.5; 16_000], 1, 16_000).unwrap();
    for _ in 0..500 {
        intake.silence(40.0, 16_000).unwrap();
    }
    let decoded = intake.finish().unwrap();
    assert_eq!(decoded.lost, Millis(61_000));
    assert_eq!(Millis::of_sample(decoded.samples), Millis(62_000));
}

#[test]
fn the_name_of_a_file_does_not_matter() {
    let desk = Desk::new();
    let path = desk.file("really-an.mp3", &bytes(&fixture("tone.flac")));
    assert_eq!(read(&path).unwrap().length, Millis(2000));
}

#[test]
fn wav_of_any_width_rate_and_channels_is_read() {
    let desk = Desk::new();
    for (rate, channels, bits) in [
        (8_000, 1, 8),
        (44_100, 2, 16),
        (22_050, 6, 24),
        (96_000, 1, 32),
        (16_000, 1, 16),
    ] {
        let path = desk.wav(spec(rate, channels, bits), rate as usize);
        let sound = read(&path).unwrap();
        assert_eq!(sound.length, Millis(1000));
        assert!(
            (strength(&samples(&path), 440.0, (0.2, 0.8)) - 0.5).abs() < 0.02,
            "{rate} {bits}"
        );
    }
    let float = hound::WavSpec {
        sample_format: hound::SampleFormat::Float,
        ..spec(48_000, 2, 32)
    };
    let path = desk.wav(float, 48_000);
    assert!((strength(&samples(&path), 440.0, (0.2, 0.8)) - 0.5).abs() < 0.02);
}

#[test]
fn what_is_not_a_number_in_a_float_wav_is_silence() {
    let desk = Desk::new();
    let path = desk.path("nan.wav");
    let float = hound::WavSpec {
        sample_format: hound::SampleFormat::Float,
        ..spec(16_000, 1, 32)
    };
    let mut writer = hound::WavWriter::create(&path, float).unwrap();
    for n in 0..16_000 {
        writer
            .write_sample([f32::NAN, f32::INFINITY, 0.25][n % 3])
            .unwrap();
    }
    writer.finalize().unwrap();
    assert_eq!(
        samples(&path).as_slice()[..6],
        [0.0, 0.0, 0.25, 0.0, 0.0, 0.25]
    );
}

#[test]
fn silence_is_sound_like_any_other() {
    let desk = Desk::new();
    let path = desk.path("silence.wav");
    let mut writer = hound::WavWriter::create(&path, spec(16_000, 1, 16)).unwrap();
    (0..16_000).for_each(|_| writer.write_sample(0_i16).unwrap());
    writer.finalize().unwrap();
    assert_eq!(samples(&path).as_slice(), vec![0.0; 16_000]);
}

#[test]
fn a_missing_file_is_named() {
    let desk = Desk::new();
    insta::assert_snapshot!(desk.refused(&desk.path("gone.wav")), @"
    there is no file `gone.wav`
    hint: check the path; a name with spaces needs quotes around it
    ");
}

#[test]
fn a_folder_is_refused() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("takes")).unwrap();
    insta::assert_snapshot!(desk.refused(&desk.path("takes")), @"
    `takes` is a folder, not a sound file
    hint: name the recordings in it
    ");
}

#[test]
fn an_empty_file_is_refused() {
    let desk = Desk::new();
    insta::assert_snapshot!(desk.refused(&desk.file("empty.wav", b"")), @"
    `empty.wav` is empty: it has no bytes at all
    hint: copy or export the recording again
    ");
}

#[test]
fn a_wav_without_samples_is_refused() {
    let desk = Desk::new();
    insta::assert_snapshot!(desk.refused(&desk.wav(spec(16_000, 1, 16), 0)), @"
    `made.wav` holds no sound: not one sample
    hint: copy or export the recording again
    ");
}

#[test]
fn a_fifth_of_a_second_is_too_short() {
    let desk = Desk::new();
    insta::assert_snapshot!(desk.refused(&desk.wav(spec(44_100, 2, 16), 8_820)), @"
    `made.wav` lasts only 0.20 s
    hint: a telling takes half a second at the very least; is this the right file?
    ");
}

#[test]
fn a_text_file_named_wav_is_recognised() {
    let desk = Desk::new();
    let path = desk.file(
        "story.wav",
        "# The surcharge column\n\nI skipped the dry run…\n".as_bytes(),
    );
    insta::assert_snapshot!(desk.refused(&path), @"
    `story.wav` is a text file, not sound
    hint: the story comes first, then the recordings: `ownup import STORY AUDIO`
    ");
}

#[test]
fn opus_is_named_and_the_way_out_shown() {
    let desk = Desk::new();
    let path = desk.file("voice memo.ogg", &bytes(&fixture("opus.ogg")));
    insta::assert_snapshot!(desk.refused(&path).replace(&format!("{}/", desk.0.path().display()), ""), @"
    `voice memo.ogg` holds Opus sound, which is not read here
    hint: convert it first: `ffmpeg -i 'voice memo.ogg' 'voice memo.wav'`
    ");
}

#[test]
fn a_kind_that_is_not_read_is_named() {
    let desk = Desk::new();
    insta::assert_snapshot!(desk.refused(&desk.file("talk.webm", b"\x1a\x45\xdf\xa3\x01\x02\x03 not words \x00\x01")), @"
    `talk.webm` holds WebM or Matroska sound, which is not read here
    hint: convert it first: `ffmpeg -i talk.webm talk.wav`
    ");
    insta::assert_snapshot!(desk.refused(&desk.file("noise.mp3", &[7, 200, 1, 0, 90, 3].repeat(200))), @"
    `noise.mp3` is not a sound file that can be read
    hint: WAV, FLAC, MP3, M4A (AAC) and OGG (Vorbis) are read; convert it first: `ffmpeg -i noise.mp3 noise.wav`
    ");
}

#[test]
fn a_wav_in_another_coding_is_named() {
    let desk = Desk::new();
    let mut wav = bytes(&desk.wav(spec(8_000, 1, 8), 8_000));
    wav[20] = 7;
    insta::assert_snapshot!(desk.refused(&desk.file("phone.wav", &wav)), @"
    `phone.wav` holds WAV sound coded as µ-law, which is not read here
    hint: convert it first: `ffmpeg -i phone.wav phone.converted.wav`
    ");
}

#[test]
fn a_wav_whose_samples_are_wider_than_any_is_damaged() {
    let desk = Desk::new();
    let mut wav = bytes(&desk.wav(spec(8_000, 1, 8), 8_000));
    wav[32..34].copy_from_slice(&8_193_u16.to_le_bytes());
    insta::assert_snapshot!(desk.refused(&desk.file("wide.wav", &wav)), @"
    `wide.wav` is damaged: its format makes no sense
    hint: copy or export the recording again
    ");
}

#[test]
fn a_file_cut_off_keeps_what_is_there_and_says_so() {
    let desk = Desk::new();
    let wav = bytes(&desk.wav(spec(44_100, 2, 16), 88_200));
    let half = |bytes: Vec<u8>| bytes[..bytes.len() / 2].to_vec();
    for (name, cut) in [
        ("cut.wav", half(wav)),
        ("cut.flac", half(bytes(&fixture("tone.flac")))),
        ("cut.mp3", half(bytes(&fixture("tone.mp3")))),
        ("cut.m4a", half(bytes(&fixture("tone.m4a")))),
    ] {
        let sound = read(&desk.file(name, &cut)).unwrap();
        let length = sound.length;
        assert!((500..1500).contains(&length.0), "{name}: {length:?}");
        let [Warning::CutShort { read, of: Some(of) }] = sound.warnings[..] else {
            panic!("{name}: {:?}", sound.warnings);
        };
        assert_eq!((read, (of.0 - 2000).abs() < 60), (length, true), "{name}");
    }
}

#[test]
fn the_warnings_are_for_people() {
    let cut = Warning::CutShort {
        read: Millis(31_240),
        of: Some(Millis(60_000)),
    };
    assert_eq!(
        cut.to_string(),
        "the recording is cut off: 31.2 s of 60.0 s could be read"
    );
    let cut = Warning::CutShort {
        read: Millis(31_240),
        of: None,
    };
    assert_eq!(cut.to_string(), "the recording is cut off after 31.2 s");
    let damaged = Warning::Damaged { lost: Millis(400) };
    assert_eq!(
        damaged.to_string(),
        "parts of the recording are damaged: 0.4 s could not be read and are silent"
    );
}

#[test]
fn damage_in_the_middle_does_not_move_what_follows() {
    let desk = Desk::new();
    let mut flac = bytes(&fixture("tone.flac"));
    // The first 8 kB are room for tags.
    flac[12_000..12_600].fill(0x55);
    let path = desk.file("scratched.flac", &flac);
    let sound = read(&path).unwrap();
    assert!(
        matches!(sound.warnings[..], [Warning::Damaged { .. }]),
        "{:?}",
        sound.warnings
    );
    assert_eq!(sound.length, Millis(2000));
    assert!((strength(&samples(&path), 880.0, (1.3, 1.7)) - 0.25).abs() < 0.02);
}

#[test]
fn a_file_in_which_nothing_can_be_decoded_is_refused() {
    let desk = Desk::new();
    let spoil = |name: &str, keep: usize| {
        let mut bytes = bytes(&fixture(name));
        bytes[keep..].fill(0x55);
        bytes
    };
    let mut unfinished = bytes(&fixture("tone.m4a"));
    let index = unfinished
        .windows(4)
        .position(|name| name == b"moov")
        .unwrap();
    unfinished[index..index + 4].copy_from_slice(b"free");
    insta::assert_snapshot!(desk.refused(&desk.file("bad.flac", &spoil("tone.flac", 60))), @"
    `bad.flac` is damaged: it ends or breaks before the sound begins
    hint: copy or export the recording again
    ");
    insta::assert_snapshot!(desk.refused(&desk.file("bad.mp3", &spoil("tone.mp3", 250))), @"
    `bad.mp3` is damaged: nothing in it could be decoded
    hint: copy or export the recording again
    ");
    insta::assert_snapshot!(desk.refused(&desk.file("bad.m4a", &unfinished)), @"
    `bad.m4a` is damaged: its index is missing, which recorders write last
    hint: copy or export the recording again
    ");
    let wav = bytes(&desk.wav(spec(16_000, 1, 16), 16_000));
    insta::assert_snapshot!(desk.refused(&desk.file("bad.wav", &wav[..30])), @"
    `bad.wav` is damaged: it ends before the sound begins
    hint: copy or export the recording again
    ");
}

#[test]
fn an_mp3_that_does_not_know_its_length_is_read_to_its_end() {
    let path = fixture("no-length.mp3");
    let sound = read(&path).unwrap();
    assert_eq!(sound.warnings, []);
    assert!((2000..2150).contains(&sound.length.0), "{:?}", sound.length);
    assert!(strength(&samples(&path), 880.0, (1.35, 1.75)) > 0.2);
}

#[test]
fn a_wav_whose_length_was_never_filled_in_is_read_to_its_end() {
    let desk = Desk::new();
    for length in [0, 0xffff_ffff_u32] {
        let mut wav = bytes(&desk.wav(spec(16_000, 1, 16), 16_000));
        wav[40..44].copy_from_slice(&length.to_le_bytes());
        let sound = read(&desk.file("piped.wav", &wav)).unwrap();
        assert_eq!((sound.length, sound.warnings), (Millis(1000), vec![]));
    }
}

#[test]
fn odd_chunks_before_the_sound_are_passed_over() {
    let desk = Desk::new();
    let mut wav = bytes(&desk.wav(spec(16_000, 1, 16), 16_000));
    let note = b"LIST\x05\x00\x00\x00words\x00";
    wav.splice(36..36, note.iter().copied());
    assert_eq!(
        read(&desk.file("noted.wav", &wav)).unwrap().length,
        Millis(1000)
    );
}

#[test]
fn no_damage_makes_the_reader_panic() {
    let desk = Desk::new();
    let wav = bytes(&desk.wav(spec(8_000, 2, 16), 16_000));
    let files = ["tone.flac", "tone.mp3", "tone.m4a", "tone.ogg", "opus.ogg"]
        .map(|name| bytes(&fixture(name)));
    for original in files.iter().chain([&wav]) {
        for round in 0..12_usize {
            let mut spoilt = original.clone();
            for hit in 0..=round * 4 {
                let at = (round * 7919 + hit * hit * 104_729) % (spoilt.len() / (1 + hit % 3 * 20));
                spoilt[at] = spoilt[at].wrapping_add((round * 31 + hit * 17) as u8 | 1);
            }
            let _ = read(&desk.file("spoilt", &spoilt));
        }
    }
}

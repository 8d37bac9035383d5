use super::*;
use crate::audio::microphone::Device;

#[track_caller]
fn check((standing, says): Finding, expected: &str) {
    let line = Line {
        subject: "it",
        standing,
        says,
    };
    let words: Vec<String> = line
        .to_string()
        .lines()
        .map(|line| line.trim().to_owned())
        .collect();
    assert_eq!(words.join(" | "), expected);
}

fn device() -> Device {
    Device {
        id: "alsa:plughw:CARD=Desk".to_owned(),
        name: "Desk Microphone".to_owned(),
        is_default: true,
        rate: 48_000,
        channels: 2,
    }
}

fn used(choice: Choice) -> Finding {
    microphone(&Microphone {
        choice,
        opened: Ok(Some(device())),
    })
}

#[test]
fn it_is_said_who_chose_the_microphone() {
    check(
        used(Choice::System),
        "✓ it          `Desk Microphone`, 48000 Hz, the system's own choice",
    );
    check(
        used(Choice::Remembered("usb".to_owned())),
        "✓ it          `Desk Microphone`, 48000 Hz, remembered as `usb`",
    );
    check(
        used(Choice::Asked("usb".to_owned())),
        "✓ it          `Desk Microphone`, 48000 Hz, asked for as `usb`",
    );
}

#[test]
fn a_remembered_microphone_that_is_gone_is_no_reason_not_to_rehearse() {
    let gone = plain("there is no microphone called `usb`");
    check(
        used(Choice::InPlaceOf("usb".to_owned(), gone)),
        "! it          `Desk Microphone`, 48000 Hz, the system's own choice, as that of the last time cannot be \
         used: there is no microphone called `usb` | \
         hint: plug `usb` in, or choose another with `ownup record STORY --device ID`",
    );
}

#[test]
fn without_a_microphone_there_is_no_rehearsal_and_no_level() {
    let none = Microphone {
        choice: Choice::System,
        opened: Err(hinted("no microphone was found", "plug one in")),
    };
    check(
        microphone(&none),
        "✗ it          no microphone was found | hint: plug one in",
    );
    check(
        level(&Level::NotHeard),
        "! it          not heard, for want of a microphone",
    );
}

#[test]
fn silence_is_minded_and_does_not_fail() {
    let muted =
        "hint: is it muted? look at its switch, and at its level in the system's sound settings";
    check(
        level(&Level::Peak(0.0)),
        &format!("! it          silent: not a sound | {muted}"),
    );
    check(
        level(&Level::Peak(0.0005)),
        &format!("! it          silent: loudest -66 dBFS | {muted}"),
    );
}

#[test]
fn a_voice_is_soft_heard_or_too_loud() {
    check(
        level(&Level::Peak(0.005)),
        "! it          soft: loudest -46 dBFS | \
         hint: if you were speaking, come nearer or turn it up; speech should reach -20 dBFS",
    );
    check(
        level(&Level::Peak(0.25)),
        "✓ it          heard: loudest -12 dBFS",
    );
    check(
        level(&Level::Peak(1.0)),
        "! it          too loud: loudest 0 dBFS | hint: turn it down in the system's sound settings, or move away",
    );
}

#[test]
fn a_microphone_that_gives_no_sound_fails() {
    let why = hinted("the microphone gives no sound", "choose another one");
    check(
        level(&Level::NoSound(why)),
        "✗ it          the microphone gives no sound | hint: choose another one",
    );
}

#[test]
fn a_model_has_a_size_where_it_is_known() {
    let loaded = |bytes, place| {
        model(&Ok(Loaded {
            name: "base.en".to_owned(),
            bytes,
            place,
        }))
    };
    check(
        loaded(Some(43_550_795), Place::Inside),
        "✓ it          base.en, built in, 44 MB; it loads",
    );
    check(
        loaded(None, Place::File),
        "✓ it          base.en, from a file; it loads",
    );
}

#[test]
fn a_processor_that_recognition_was_not_compiled_for_fails() {
    let (standing, says) = processor(Some("1.8.3"), &[]);
    assert_eq!(standing, Standing::Good, "{says}");
    let needed = [Extension::Avx, Extension::Avx2];
    let fails = needed.iter().any(|extension| !extension.is_present());
    let (standing, says) = processor(Some("1.8.3"), &needed);
    assert_eq!(standing == Standing::Fails, fails, "{says}");
    assert_eq!(says.hint.is_some(), fails);
    check(
        processor(None, &[]),
        "✓ it          nothing is needed of it, as this build cannot recognise speech",
    );
}

#[test]
fn room_is_counted_in_minutes_of_recording() {
    let free = |minutes: u64| room(&Room::Free(minutes * 1_920_000));
    let hint = "hint: make room; a take of three minutes needs 6 MB";
    check(
        free(9),
        &format!("✗ it          17 MB free in this folder: 9 minutes of recording | {hint}"),
    );
    check(
        free(100),
        &format!("! it          192 MB free in this folder: 100 minutes of recording | {hint}"),
    );
    check(
        free(30_000),
        "✓ it          57.6 GB free in this folder: 500 hours of recording",
    );
    check(
        room(&Room::Closed("permission denied".to_owned())),
        "✗ it          nothing can be written in this folder: permission denied | hint: go to a folder of your own",
    );
}

#[test]
fn broken_settings_are_minded_and_do_not_fail() {
    let path = || "/home/ines/.config/ownup/settings.json".into();
    check(
        settings(&Kept::NotYet(path())),
        "✓ it          `/home/ines/.config/ownup/settings.json`, not needed so far",
    );
    check(
        settings(&Kept::Unreadable(
            path(),
            "expected value at line 1 column 1".to_owned(),
        )),
        "! it          `/home/ines/.config/ownup/settings.json` cannot be read: expected value at line 1 column 1 | \
         hint: delete it; only the microphone of the last time is kept there",
    );
}

#[test]
fn the_last_line_names_what_stands_in_the_way() {
    let line = |subject, standing| Line {
        subject,
        standing,
        says: plain(""),
    };
    let minded = [line("level", Standing::Mind), line("disk", Standing::Good)];
    assert_eq!(
        verdict(&minded),
        "A rehearsal can be recorded and recognised here."
    );
    let failing = [
        line("microphone", Standing::Fails),
        line("model", Standing::Fails),
    ];
    assert_eq!(
        verdict(&failing),
        "No rehearsal can be recorded and recognised yet: see microphone, model."
    );
}

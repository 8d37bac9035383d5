//! `ownup doctor`, on a machine without a microphone and on one made of software.

use crate::harness::{Home, Outcome};

/// What the doctor says where ALSA knows no device, whatever the machine has.
fn examined(home: &Home, args: &[&str]) -> Outcome {
    home.write("alsa.conf", "");
    let mut command = home.command(&[&["doctor"], args].concat());
    command.env("ALSA_CONFIG_PATH", home.path("alsa.conf"));
    home.finish(&mut command)
}

/// The line on `subject`, without its mark, and the hint below it.
fn on(subject: &str, outcome: &Outcome) -> String {
    let mut lines = outcome.stdout.lines().map(str::trim);
    let found = lines.find(|line| line.split_whitespace().nth(1) == Some(subject));
    let found = found.unwrap_or_else(|| panic!("nothing on {subject} in\n{outcome}"));
    match lines.next().filter(|line| line.starts_with("hint: ")) {
        Some(hint) => format!("{found} | {hint}"),
        None => found.to_owned(),
    }
}

#[test]
fn without_a_microphone_it_says_what_to_do_and_fails() {
    let outcome = examined(&Home::new(), &[]);
    assert_eq!(
        (outcome.status, outcome.stderr.as_str()),
        (1, ""),
        "{outcome}"
    );
    let expected = if cfg!(feature = "mic") {
        "✗ microphone  no microphone was found | \
         hint: plug one in; or record with your telephone, then `ownup import STORY AUDIO`"
    } else {
        "✗ microphone  this `ownup` was built without a microphone | \
         hint: record with any other program, then `ownup import STORY AUDIO`; or build it with `--features mic`"
    };
    assert_eq!(on("microphone", &outcome), expected);
    assert_eq!(
        on("level", &outcome),
        "! level       not heard, for want of a microphone"
    );
    let (_, verdict) = outcome
        .stdout
        .trim_end()
        .rsplit_once("\n\n")
        .expect("it ends in a verdict");
    assert!(
        verdict.starts_with("No rehearsal can be recorded"),
        "{verdict}"
    );
}

#[test]
fn a_build_without_recognition_says_so() {
    let outcome = examined(&Home::new(), &[]);
    let expected = if cfg!(feature = "whisper") {
        "✓ model       tiny.en-q8_0, built in, 44 MB; it loads"
    } else {
        "✗ model       this build of ownup cannot recognise speech | \
         hint: give the words with `--transcript FILE`, or build with the feature `whisper`"
    };
    assert_eq!(on("model", &outcome), expected);
}

#[test]
fn a_model_that_does_not_exist_is_named() {
    let outcome = examined(&Home::new(), &["--model", "no-such-model"]);
    let model = on("model", &outcome);
    assert!(
        model.starts_with("✗ model       there is no model named `no-such-model` | hint: "),
        "{model}"
    );
}

#[test]
fn the_room_on_the_disk_is_told_in_time() {
    let disk = on("disk", &examined(&Home::new(), &[]));
    assert!(disk.contains(" free in this folder: "), "{disk}");
    assert!(disk.contains(" of recording"), "{disk}");
}

#[test]
fn a_folder_that_cannot_be_written_in_is_no_place_for_takes() {
    let outcome = Home::new().run_as_guest("doctor");
    assert_eq!(
        on("disk", &outcome),
        "✗ disk        nothing can be written in this folder: permission denied | hint: go to a folder of your own"
    );
}

#[test]
fn settings_are_where_they_are_said_to_be() {
    let home = Home::new();
    let place = "~/.config/ownup/settings.json";
    assert_eq!(
        on("settings", &examined(&home, &[])),
        format!("✓ settings    `{place}`, not needed so far")
    );
    std::fs::create_dir_all(home.path(".config/ownup")).expect("a folder");
    home.write(".config/ownup/settings.json", "microphone = usb");
    assert_eq!(
        on("settings", &examined(&home, &[])),
        format!(
            "! settings    `{place}` cannot be read: expected value at line 1 column 1 | \
             hint: delete it; only the microphone of the last time is kept there"
        )
    );
}

#[test]
fn it_keeps_nothing() {
    let home = Home::new();
    examined(&home, &[]);
    assert_eq!(home.tree(), ["alsa.conf"]);
}

/// With a microphone that is there and silent, and with one that is remembered and gone.
#[cfg(all(feature = "mic", feature = "whisper"))]
#[test]
fn a_silent_microphone_is_minded_and_a_rehearsal_is_possible() {
    let microphone = crate::microphone::VirtualMicrophone::start();
    let home = Home::new();
    let examined = || {
        let mut command = home.command(&["doctor"]);
        home.finish(command.envs(microphone.environment()))
    };
    let outcome = examined();
    assert_eq!(
        (outcome.status, outcome.stderr.as_str()),
        (0, ""),
        "{outcome}"
    );
    assert!(
        on("microphone", &outcome).ends_with("the system's own choice"),
        "{outcome}"
    );
    assert!(
        on("level", &outcome).starts_with("! level       silent: "),
        "{outcome}"
    );

    std::fs::create_dir_all(home.path(".config/ownup")).expect("a folder");
    home.write(".config/ownup/settings.json", r#"{"microphone": "usb"}"#);
    let outcome = examined();
    assert_eq!(
        (outcome.status, outcome.stderr.as_str()),
        (0, ""),
        "{outcome}"
    );
    let gone = "as that of the last time cannot be used: there is no microphone called `usb` | hint: plug `usb` in";
    assert!(on("microphone", &outcome).contains(gone), "{outcome}");
}

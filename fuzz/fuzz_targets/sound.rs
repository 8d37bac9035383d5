//! A recording of any kind: decoded to its end.
#![no_main]

use std::fs;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use ownup::audio::{Recording, decode, wav};
use ownup::time::Millis;
use tempfile::TempDir;

static FOLDER: LazyLock<TempDir> = LazyLock::new(|| tempfile::tempdir().expect("room for a file"));

fuzz_target!(|bytes: &[u8]| {
    let path = FOLDER.path().join("sound");
    fs::write(&path, bytes).expect("room for a file");
    if let Ok(sound) = decode::read(&path) {
        for warning in &sound.warnings {
            let _ = warning.to_string();
        }
        assert_eq!(played(&sound), sound.length());
    }
    if let Ok(kept) = wav::open(&path) {
        let _ = kept.play(&mut |_| Ok(()));
    }
});

fn played(sound: &dyn Recording) -> Millis {
    let mut count = 0;
    let all = sound.play(&mut |block| {
        assert!(block.iter().all(|sample| sample.abs() <= 1.0));
        count += block.len();
        Ok(())
    });
    all.expect("what was read once is read again");
    Millis::of_sample(count)
}

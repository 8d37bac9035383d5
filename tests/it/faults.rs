//! Disks that are full or closed, files that go, clocks that run backwards, two at once: each costs a line, and nothing
//! half-written is left.

use std::fs::{self, File};
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::thread;
use std::time::{Duration, SystemTime};

use crate::disk::Disk;
use crate::harness::{Home, Outcome, STORY, TELLING, transcript};
use crate::sounds::wav;
use crate::takes::unstamped;

const IMPORT: &str = "import story.md --transcript words.json -q";

/// A home with a story and a transcript of its telling.
fn desk() -> Home {
    let home = Home::with_story(STORY);
    home.write("words.json", transcript(TELLING));
    home
}

/// The same with the story on a disk of its own, in `disk/story.md`.
fn desk_with(disk: &Disk) -> Home {
    let home = desk();
    fs::write(disk.path().join("story.md"), STORY).expect("room for a story");
    symlink(disk.path(), home.path("disk")).expect("no such name yet");
    home
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let name = |entry: Result<fs::DirEntry, _>| entry.expect("an entry").file_name();
    let mut names: Vec<String> = entries
        .map(|entry| name(entry).to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn refused(outcome: &Outcome) -> String {
    assert_eq!(
        (outcome.status, outcome.stdout.as_str()),
        (1, ""),
        "{outcome}"
    );
    outcome.stderr.clone()
}

/// Dates a file, in seconds since 1970.
fn date(home: &Home, name: &str, seconds: i64) {
    let length = Duration::from_secs(seconds.unsigned_abs());
    let moment = if seconds < 0 {
        SystemTime::UNIX_EPOCH - length
    } else {
        SystemTime::UNIX_EPOCH + length
    };
    let file = File::options().write(true).open(home.path(name));
    let dated = file.and_then(|file| file.set_modified(moment));
    dated.expect("a date that the disk can hold");
}

#[test]
fn a_full_disk_keeps_no_half_of_a_take() {
    let Some(disk) = Disk::mount("128k") else {
        return;
    };
    let home = desk_with(&disk);
    home.write("take.wav", wav(vec![900; 160_000]));
    let line = "import disk/story.md take.wav --transcript words.json";
    insta::assert_snapshot!(refused(&home.run(line)), @"
    error: cannot write the sound: no space left on device
    hint: make room on the disk: a minute of sound takes 2 MB
    ");
    assert_eq!(names(disk.path()), ["story.md"]);
}

#[test]
fn a_full_disk_leaves_what_was_there_as_it_was() {
    let Some(disk) = Disk::mount("64k") else {
        return;
    };
    let home = desk_with(&disk);
    home.run("import disk/story.md --transcript words.json -q -o disk/report.txt")
        .answer();
    let report = fs::read(disk.path().join("report.txt")).expect("a report");
    // To the last byte.
    let _ = fs::write(disk.path().join("full"), vec![0; 65_536]);
    let before = names(disk.path());
    insta::assert_snapshot!(refused(&home.run("report disk/story.md --format json -o disk/report.txt")), @"error: cannot write `disk/report.txt`: no space left on device");
    insta::assert_snapshot!(refused(&home.run("new Another -o disk/another.md")), @"error: cannot write `disk/another.md`: no space left on device");
    insta::assert_snapshot!(refused(&home.run("import disk/story.md --transcript words.json")), @"
    error: cannot write to `disk/story.takes`: no space left on device
    hint: make room on the disk: a minute of sound takes 2 MB
    ");
    assert_eq!(names(disk.path()), before);
    assert_eq!(fs::read(disk.path().join("report.txt")).ok(), Some(report));
}

#[test]
fn a_disk_that_may_only_be_read_is_read() {
    let Some(disk) = Disk::mount("256k") else {
        return;
    };
    let home = desk_with(&disk);
    let told = home.run("import disk/story.md --transcript words.json -q");
    disk.close();
    assert_eq!(home.run("report disk/story.md").answer(), told.answer());
    home.run("takes disk/story.md").answer();
    let line = "import disk/story.md --transcript words.json";
    insta::assert_snapshot!(refused(&home.run(line)), @"
    error: cannot write to `disk/story.takes`: read-only file system
    hint: takes are kept beside the story: move it to a folder you may write to
    ");
    insta::assert_snapshot!(refused(&home.run("new Another -o disk/another.md")), @"error: cannot write `disk/another.md`: read-only file system");
    let removal = refused(&home.run("remove disk/story.md --take 1 --yes"));
    insta::assert_snapshot!(unstamped(&removal), @"
    error: cannot remove `disk/story.takes/001-STAMP`: read-only file system
    hint: takes are kept beside the story: move it to a folder you may write to
    ");
    insta::assert_snapshot!(refused(&home.run("report disk/story.md -o disk/report.txt")), @"error: cannot write `disk/report.txt`: read-only file system");
    home.run("report disk/story.md --take 1").answer();
}

#[test]
fn what_may_not_be_read_is_named() {
    let home = desk();
    home.write("take.wav", wav(vec![900; 16_000]));
    for name in ["story.md", "words.json", "take.wav"] {
        fs::set_permissions(home.path(name), fs::Permissions::from_mode(0o000)).expect("ours");
    }
    insta::assert_snapshot!(refused(&home.run_as_guest("draft story.md")), @"error: cannot read `story.md`: permission denied");
    home.write("open.md", STORY);
    insta::assert_snapshot!(refused(&home.run_as_guest("import open.md take.wav --dry-run")), @"
    error: `take.wav` may not be read
    hint: allow it with `chmod u+r take.wav`
    ");
    insta::assert_snapshot!(refused(&home.run_as_guest("import open.md --transcript words.json --dry-run")), @"error: cannot read `words.json`: permission denied");
}

/// A name that leads nowhere is one whose file went after the folder was listed.
#[test]
fn a_file_that_goes_after_it_was_listed_is_passed_over_in_a_line() {
    let home = desk();
    home.run(IMPORT).answer();
    let take = home
        .path("story.takes")
        .join(&names(&home.path("story.takes"))[0]);
    symlink(home.path("nowhere"), home.path("gone.md")).expect("no such name yet");
    symlink(home.path("nowhere"), home.path("story.takes/002-gone")).expect("no such name yet");
    let bank = home.run("bank .");
    assert_eq!(bank.status, 0, "{bank}");
    insta::assert_snapshot!(bank.stderr, @"");
    home.run("takes story.md").answer();
    fs::remove_file(take.join("take.json")).expect("it was kept");
    symlink(home.path("nowhere"), take.join("take.json")).expect("it was removed");
    let outcome = home.run("takes story.md");
    assert!(
        outcome.stderr.contains("`take.json` is missing"),
        "{outcome}"
    );
    assert!(home.run("takes story.md").status == 0);
}

#[test]
fn a_clock_that_runs_backwards_changes_no_order() {
    let home = desk();
    for moment in [1_795_356_192, 1_700_000_000, 0, -86_400] {
        date(&home, "words.json", moment);
        home.run(IMPORT).answer();
    }
    insta::assert_snapshot!(names(&home.path("story.takes")).join("\n"), @"
    001-20261122T140312
    002-20231114T221320
    003-19700101T000000
    004-19691231T000000
    ");
    let last = home.run("report story.md --format json").json();
    assert_eq!(last["take"]["number"], 4);
    assert_eq!(last["take"]["recorded_at"], "1969-12-31T00:00:00Z");
    let takes = home.run("takes story.md --format json").json();
    let numbers: Vec<u64> = takes["takes"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|take| take["number"].as_u64())
        .collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    assert_eq!(home.run("compare story.md --all").status, 0);
}

#[test]
fn a_takes_folder_may_be_elsewhere() {
    let home = desk();
    fs::create_dir(home.path("elsewhere")).expect("an empty home");
    symlink("elsewhere", home.path("story.takes")).expect("no such name yet");
    home.run(IMPORT).answer();
    assert_eq!(names(&home.path("elsewhere")).len(), 1);
    home.run("remove story.md --take 1 --yes -q").answer();
    assert_eq!(names(&home.path("elsewhere")), [".001"]);
    assert!(home.path("story.takes").exists());
}

#[test]
fn removing_a_take_that_is_elsewhere_removes_its_name_alone() {
    let home = desk();
    home.run(IMPORT).answer();
    let name = names(&home.path("story.takes")).remove(0);
    let place = home.path("story.takes").join(&name);
    fs::rename(&place, home.path("elsewhere")).expect("both are ours");
    symlink(home.path("elsewhere"), &place).expect("it was moved");
    home.run("report story.md --take 1").answer();
    home.run("remove story.md --take 1 --yes -q").answer();
    assert_eq!(names(&home.path("elsewhere")), ["story.md", "take.json"]);
    assert_eq!(names(&home.path("story.takes")), [".001"]);
}

#[test]
fn a_takes_folder_that_leads_nowhere_is_an_error() {
    let home = desk();
    symlink("nowhere", home.path("story.takes")).expect("no such name yet");
    insta::assert_snapshot!(refused(&home.run("import story.md --transcript words.json")), @"
    error: cannot make `story.takes`: file exists
    hint: takes are kept in a folder of this name: move the file away
    ");
    assert!(!home.path("nowhere").exists());
}

#[test]
fn programs_at_work_on_one_story_at_once_lose_nothing() {
    let home = desk();
    thread::scope(|scope| {
        let keepers: Vec<_> = (0..6)
            .map(|_| scope.spawn(|| home.run(IMPORT).answer()))
            .collect();
        let reader = scope.spawn(|| {
            for _ in 0..6 {
                // Between two takes there may be none yet.
                let outcome = home.run("takes story.md -q");
                assert_eq!(outcome.status, 0, "{outcome}");
            }
        });
        let reports: Vec<String> = keepers
            .into_iter()
            .map(|keeper| keeper.join().expect("a report"))
            .collect();
        assert!(
            reports
                .iter()
                .all(|report| report.contains("The surcharge column"))
        );
        reader.join().expect("a list every time");
    });
    let numbers: Vec<String> = names(&home.path("story.takes"))
        .iter()
        .map(|name| name[..4].to_owned())
        .collect();
    assert_eq!(numbers, ["001-", "002-", "003-", "004-", "005-", "006-"]);
    let removers = |number: u32| home.run(&format!("remove story.md --take {number} --yes -q"));
    thread::scope(|scope| {
        let twice: Vec<_> = [3, 3]
            .map(|number| scope.spawn(move || removers(number)))
            .into();
        let mut statuses: Vec<i32> = twice
            .into_iter()
            .map(|one| one.join().expect("no panic").status)
            .collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [0, 1]);
    });
    home.run(IMPORT).answer();
    assert_eq!(
        names(&home.path("story.takes"))
            .last()
            .map(|name| name[..3].to_owned()),
        Some("007".to_owned())
    );
}

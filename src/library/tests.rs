//! Takes are kept, found and removed, whatever else lies in their folder.

use std::fs;

use std::os::unix::fs::PermissionsExt;
use std::thread;

use jiff::Timestamp;
use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::corrections::{Change, Corrections};
use crate::failure;
use crate::story::Role;
use crate::take::{Ending, Source};
use crate::time::{Millis, Span};
use crate::transcript::{Transcript, Word};

const PAPER: &str = "## Context\nI run the nightly invoicing job.\n";

fn take(word: &str) -> Take {
    let word = Word {
        text: word.to_owned(),
        span: Span::new(Millis(100), Millis(400)),
        p: 1.0,
    };
    Take {
        id: None,
        recorded_at: Timestamp::from_second(1_795_356_192).expect("within range"),
        source: Source::File,
        device: None,
        model: None,
        ending: Ending::Told,
        paused: Vec::new(),
        transcript: Transcript {
            words: vec![word],
            ..Transcript::default()
        },
    }
}

struct Desk {
    folder: TempDir,
    library: Library,
}

fn desk() -> Desk {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let library = Library::of_story(&folder.path().join("surcharge.md"));
    Desk { folder, library }
}

impl Desk {
    fn keep(&self, word: &str) -> StoredTake {
        let pending = self.library.begin(PAPER).expect("a writable folder");
        fs::write(pending.sound(), "RIFF").expect("room for four bytes");
        pending.keep(&take(word)).expect("room for a take")
    }

    fn numbers(&self) -> Vec<u32> {
        let found = self.library.takes().expect("a readable folder");
        found
            .takes
            .iter()
            .map(|stored| stored.id.number())
            .collect()
    }

    fn damage(&self) -> Vec<String> {
        let found = self.library.takes().expect("a readable folder");
        let lines = found.damaged.iter().map(ToString::to_string);
        lines.map(|line| self.anonymous(&line)).collect()
    }

    fn anonymous(&self, text: &str) -> String {
        text.replace(&self.folder.path().display().to_string(), "DESK")
    }

    fn error(&self, result: Result<impl fmt::Debug>) -> String {
        let error = result.expect_err("a failure");
        let hint = failure::hint(&error).unwrap_or("-");
        self.anonymous(&format!("{error:#} | {hint}"))
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| {
            entry
                .expect("an entry")
                .file_name()
                .into_string()
                .expect("UTF-8")
        })
        .collect();
    names.sort();
    names
}

fn id(number: u32) -> TakeId {
    TakeId::new(number).expect("from 1")
}

#[test]
fn takes_lie_beside_the_story() {
    let check = |story: &str, takes: &str| {
        assert_eq!(
            Library::of_story(Path::new(story)).folder(),
            Path::new(takes)
        );
    };
    check("surcharge.md", "surcharge.takes");
    check("/a/b.c/surcharge.MD", "/a/b.c/surcharge.takes");
    check("surcharge", "surcharge.takes");
    check("surcharge.v2", "surcharge.v2.takes");
    check("surcharge.v2.md", "surcharge.v2.takes");
}

#[test]
fn a_kept_take_is_its_three_files_under_its_number_and_moment() {
    let desk = desk();
    let kept = desk.keep("one");
    assert_eq!(names(desk.library.folder()), ["001-20261122T140312"]);
    assert_eq!(names(&kept.folder), ["audio.wav", "story.md", "take.json"]);
    assert_eq!(
        fs::read_to_string(kept.folder.join("story.md")).unwrap(),
        PAPER
    );
}

#[test]
fn a_kept_take_is_read_back() {
    let desk = desk();
    let kept = desk.keep("one");
    assert_eq!(desk.library.open(TakeId::FIRST).unwrap(), kept);
    assert_eq!(desk.library.last().unwrap(), Some(kept.clone()));
    assert_eq!(kept.take.id, Some(TakeId::FIRST));
}

#[test]
fn the_last_take_is_the_one_with_the_highest_number() {
    let desk = desk();
    for word in ["one", "two", "three"] {
        desk.keep(word);
    }
    let last = desk.library.last().unwrap().expect("three takes");
    assert_eq!(
        (last.id, last.take.transcript.text(0..1)),
        (id(3), "three".to_owned())
    );
    assert_eq!(desk.numbers(), [1, 2, 3]);
}

#[test]
fn nobody_else_may_look_at_a_take() {
    let desk = desk();
    let kept = desk.keep("one");
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(desk.library.folder()), 0o700);
    assert_eq!(mode(&kept.folder), 0o700);
    for name in [SOUND, STORY, FACTS] {
        assert_eq!(mode(&kept.folder.join(name)), 0o600, "{name}");
    }
}

#[test]
fn a_take_that_is_not_kept_leaves_nothing_behind() {
    let desk = desk();
    let pending = desk.library.begin(PAPER).unwrap();
    fs::write(pending.sound(), "RIFF").unwrap();
    assert_eq!(desk.numbers(), [0; 0]);
    drop(pending);
    assert_eq!(names(desk.folder.path()), [""; 0]);
}

#[test]
fn a_take_that_is_not_kept_leaves_the_others_alone() {
    let desk = desk();
    desk.keep("one");
    drop(desk.library.begin(PAPER).unwrap());
    assert_eq!(names(desk.library.folder()), ["001-20261122T140312"]);
}

#[test]
fn a_take_without_sound_can_be_kept() {
    let desk = desk();
    let kept = desk
        .library
        .begin(PAPER)
        .unwrap()
        .keep(&take("one"))
        .unwrap();
    assert!(!kept.sound().exists());
    assert_eq!(desk.library.open(kept.id).unwrap(), kept);
}

#[test]
fn without_a_takes_folder_there_are_no_takes() {
    let desk = desk();
    assert_eq!(desk.library.takes().unwrap(), Shelf::default());
    assert_eq!(desk.library.last().unwrap(), None);
}

#[test]
fn a_removed_number_is_not_given_out_again() {
    let desk = desk();
    desk.keep("one");
    let second = desk.keep("two");
    desk.library.remove(second.id).unwrap();
    assert!(!second.folder.exists());
    assert_eq!(desk.numbers(), [1]);
    assert_eq!(desk.keep("three").id, id(3));
    assert_eq!(desk.numbers(), [1, 3]);
}

#[test]
fn removing_leaves_no_file_of_the_take() {
    let desk = desk();
    desk.keep("one");
    desk.library.remove(TakeId::FIRST).unwrap();
    assert_eq!(names(desk.library.folder()), [".001"]);
    assert_eq!(names(&desk.library.folder().join(".001")), [""; 0]);
}

#[test]
fn two_takes_that_end_at_once_get_two_numbers() {
    let desk = desk();
    let each = || {
        for _ in 0..5 {
            desk.keep("again");
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..8).map(|_| scope.spawn(each)).collect();
        for thread in threads {
            thread.join().expect("no take is lost");
        }
    });
    assert_eq!(desk.numbers(), (1..=40).collect::<Vec<u32>>());
    assert!(
        names(desk.library.folder())
            .iter()
            .all(|name| !name.starts_with('.'))
    );
}

#[test]
fn a_bad_take_among_good_ones_is_named_in_a_line() {
    let desk = desk();
    let words = [
        "good", "no facts", "no story", "cut off", "newer", "no text", "good",
    ];
    let folders: Vec<PathBuf> = words.iter().map(|word| desk.keep(word).folder).collect();
    fs::remove_file(folders[1].join(FACTS)).unwrap();
    fs::remove_file(folders[2].join(STORY)).unwrap();
    fs::write(folders[3].join(FACTS), r#"{"schema":"ownup.take/1","wor"#).unwrap();
    fs::write(folders[4].join(FACTS), r#"{"schema":"ownup.take/2"}"#).unwrap();
    fs::write(folders[5].join(STORY), [0xff, 0xfe]).unwrap();
    assert_eq!(desk.numbers(), [1, 7]);
    insta::assert_snapshot!(desk.damage().join("\n"), @"
        take 2 in `DESK/surcharge.takes/002-20261122T140312` cannot be read: `take.json` is missing
        take 3 in `DESK/surcharge.takes/003-20261122T140312` cannot be read: `story.md` is missing
        take 4 in `DESK/surcharge.takes/004-20261122T140312` cannot be read: `take.json`: it is damaged: EOF while parsing a string at line 1 column 29
        take 5 in `DESK/surcharge.takes/005-20261122T140312` cannot be read: `take.json`: it is `ownup.take/2`, written by a newer ownup; this one reads `ownup.take/1`
        take 6 in `DESK/surcharge.takes/006-20261122T140312` cannot be read: `story.md` is not text
        ");
}

#[test]
fn other_things_in_the_folder_are_passed_over() {
    let desk = desk();
    desk.keep("one");
    let root = desk.library.folder();
    fs::write(root.join("002-notes.txt"), "breathe").unwrap();
    fs::create_dir(root.join("old")).unwrap();
    assert_eq!((desk.numbers(), desk.damage()), (vec![1], vec![]));
    assert_eq!(desk.keep("two").id, id(3), "002 is taken by a file");
}

#[test]
fn a_take_that_is_not_there_is_an_error_that_lists_the_others() {
    let desk = desk();
    insta::assert_snapshot!(desk.error(desk.library.open(id(4))), @"there is no take 4 in `DESK/surcharge.takes` | `ownup record` or `ownup import` makes the first");
    desk.keep("one");
    desk.keep("two");
    insta::assert_snapshot!(desk.error(desk.library.open(id(4))), @"there is no take 4 in `DESK/surcharge.takes` | the takes are 1, 2");
    insta::assert_snapshot!(desk.error(desk.library.remove(id(4))), @"there is no take 4 in `DESK/surcharge.takes` | the takes are 1, 2");
}

#[test]
fn the_last_take_is_not_silently_an_older_one() {
    let desk = desk();
    desk.keep("one");
    let damaged = desk.keep("two");
    fs::remove_file(damaged.folder.join(FACTS)).unwrap();
    insta::assert_snapshot!(desk.error(desk.library.last()), @"take 2 in `DESK/surcharge.takes/002-20261122T140312` cannot be read: `take.json` is missing | -");
}

#[test]
fn a_file_in_the_place_of_the_takes_folder_is_an_error() {
    let desk = desk();
    fs::write(desk.library.folder(), "not a folder").unwrap();
    insta::assert_snapshot!(desk.error(desk.library.begin(PAPER)), @"cannot make `DESK/surcharge.takes`: file exists | takes are kept in a folder of this name: move the file away");
    insta::assert_snapshot!(desk.error(desk.library.takes()), @"cannot read `DESK/surcharge.takes`: not a directory | takes are kept in a folder of this name: move the file away");
}

#[test]
fn a_mistyped_folder_is_an_error() {
    let desk = desk();
    let library = Library::of_story(&desk.folder.path().join("sotries/surcharge.md"));
    insta::assert_snapshot!(desk.error(library.begin(PAPER)), @"cannot make `DESK/sotries/surcharge.takes`: no such file or directory | -");
}

/// Bytes enough to be more than the head of a WAV file.
const SOME_SOUND: &str = "RIFF and so on, with a few samples of sound after the head";

#[test]
fn the_sound_of_a_take_that_is_held_is_left_over() {
    let desk = desk();
    let mut pending = desk.library.begin(PAPER).unwrap();
    pending.hold();
    fs::write(pending.sound(), SOME_SOUND).unwrap();
    drop(pending);
    assert_eq!(desk.numbers(), [0; 0]);
    let left = desk.library.left_over().unwrap().remove(0);
    assert_eq!(fs::read_to_string(left.sound()).unwrap(), SOME_SOUND);
    assert_eq!(left.story().unwrap(), PAPER);
    left.discard();
    assert_eq!(names(desk.folder.path()), [""; 0]);
}

#[test]
fn what_is_left_over_stays_until_it_is_a_take() {
    let desk = desk();
    desk.keep("one");
    let left = desk.library.folder().join(".making-by-a-crashed-process");
    fs::create_dir(&left).unwrap();
    fs::write(left.join(SOUND), SOME_SOUND).unwrap();
    fs::write(left.join(STORY), PAPER).unwrap();
    fs::write(left.join(FACTS), "{\"sche").unwrap();
    drop(desk.library.left_over().unwrap());
    let mut found = desk.library.left_over().unwrap();
    assert_eq!(found.len(), 1);
    let kept = found.remove(0).keep(&take("two")).unwrap();
    assert_eq!(fs::read_to_string(kept.sound()).unwrap(), SOME_SOUND);
    assert_eq!(desk.library.open(kept.id).unwrap(), kept);
    assert!(desk.library.left_over().unwrap().is_empty());
    assert_eq!(desk.numbers(), [1, 2]);
}

#[test]
fn what_is_left_over_without_sound_is_cleared_away() {
    let desk = desk();
    let mut pending = desk.library.begin(PAPER).unwrap();
    pending.hold();
    fs::write(pending.sound(), "RIFF").unwrap();
    drop(pending);
    assert!(desk.library.left_over().unwrap().is_empty());
    assert_eq!(names(desk.folder.path()), [""; 0]);
}

#[test]
fn what_is_still_being_recorded_is_left_alone() {
    let desk = desk();
    let pending = desk.library.begin(PAPER).unwrap();
    fs::write(pending.sound(), SOME_SOUND).unwrap();
    assert!(desk.library.left_over().unwrap().is_empty());
    assert!(pending.sound().exists());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn numbers_only_ever_grow(steps in proptest::collection::vec(proptest::option::of(1..6_u32), 1..12)) {
        let desk = desk();
        let (mut given, mut left) = (0, Vec::new());
        for step in steps {
            if let Some(number) = step {
                let removed = desk.library.remove(id(number));
                prop_assert_eq!(removed.is_ok(), left.contains(&number));
                left.retain(|kept| *kept != number);
            } else {
                given += 1;
                prop_assert_eq!(desk.keep("again").id, id(given));
                left.push(given);
            }
            prop_assert_eq!(&desk.numbers(), &left);
        }
    }
}

/// The whole take told as the cause.
fn all_cause() -> Corrections {
    let mut corrections = Corrections::default();
    let place = Change::Place {
        role: Some(Role::Cause),
        section: None,
    };
    let span = Span::new(Millis(0), Millis(1_000));
    corrections.add(span, place, Timestamp::UNIX_EPOCH);
    corrections
}

#[test]
fn what_was_put_right_is_read_back_and_leaves_no_file_once_undone() {
    let (desk, none) = (desk(), Corrections::default());
    let kept = desk.keep("one");
    kept.put_right(&none, &all_cause()).unwrap();
    assert_eq!(kept.corrections(), Ok(all_cause()));
    let path = kept.folder.join("corrections.json");
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    kept.put_right(&all_cause(), &none).unwrap();
    assert_eq!(kept.corrections(), Ok(none));
    assert_eq!(names(&kept.folder), ["audio.wav", "story.md", "take.json"]);
}

#[test]
fn corrections_made_elsewhere_meanwhile_are_not_lost() {
    let (desk, none) = (desk(), Corrections::default());
    let kept = desk.keep("one");
    kept.put_right(&none, &all_cause()).unwrap();
    let late = kept.put_right(&none, &none);
    insta::assert_snapshot!(desk.error(late), @"take 1 was corrected elsewhere meanwhile | -");
    assert_eq!(kept.corrections(), Ok(all_cause()));
}

#[test]
fn more_corrections_than_can_be_read_are_not_written() {
    let (desk, none) = (desk(), Corrections::default());
    let kept = desk.keep("one");
    let mut many = Corrections::default();
    for _ in 0..1_001 {
        many.add(
            Span::new(Millis(0), Millis(1)),
            Change::Cause {},
            Timestamp::UNIX_EPOCH,
        );
    }
    let refused = kept.put_right(&none, &many);
    insta::assert_snapshot!(desk.error(refused), @"take 1 would have more than 1000 corrections | -");
    assert_eq!(kept.corrections(), Ok(none));
}

#[test]
fn a_take_is_no_witness_of_itself() {
    let desk = desk();
    let kept = desk.keep("mine");
    desk.keep("other");
    kept.put_right(&Corrections::default(), &all_cause())
        .unwrap();
    let known = desk.library.known().unwrap();
    assert_eq!(known.for_take(Some(id(1))), []);
    for take in [None, Some(id(2))] {
        let texts: Vec<String> = known.for_take(take).into_iter().map(|k| k.text).collect();
        assert_eq!(texts, ["mine"]);
    }
}

#[test]
fn words_put_right_are_known_and_words_taken_out_are_not() {
    let desk = desk();
    let mut corrections = Corrections::default();
    for text in ["Marek", ""] {
        let span = Span::new(Millis(0), Millis(500));
        let (was, text) = ("merck".to_owned(), text.to_owned());
        corrections.add(span, Change::Word { was, text }, Timestamp::UNIX_EPOCH);
    }
    let kept = desk.keep("one");
    kept.put_right(&Corrections::default(), &corrections)
        .unwrap();
    assert_eq!(desk.library.known().unwrap().put_right, ["Marek"]);
}

#[test]
fn corrections_that_cannot_be_read_are_named_and_the_take_stays() {
    let desk = desk();
    let kept = desk.keep("one");
    fs::write(kept.folder.join("corrections.json"), [0xff, 0xfe]).unwrap();
    let known = desk.library.known().unwrap();
    let unreadable: Vec<String> = known.unreadable.iter().map(|u| desk.anonymous(u)).collect();
    insta::assert_snapshot!(unreadable.join("\n"), @"`DESK/surcharge.takes/001-20261122T140312/corrections.json` cannot be read: it is damaged: expected value at line 1 column 1");
    assert_eq!(desk.numbers(), [1]);
}

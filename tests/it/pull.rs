//! Pulling a model from servers that cut, lie and ignore what they are asked.

use std::fs;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use ownup::failure::Failure;
use ownup::models::{Published, Pulled, Shelf, Source, Stage, pull};
use sha1::{Digest, Sha1};
use tempfile::TempDir;

use crate::server::{Answer, Server};

const LENGTH: usize = 300_000;

/// Nothing is waited for any longer.
const PATIENCE: Duration = Duration::from_secs(20);

const BUSY: &str = "`mini.en` is just being pulled by another ownup";

/// The bytes that are published in these tests.
fn content() -> Vec<u8> {
    (0..LENGTH).map(|n| (n * n / 7) as u8).collect()
}

/// A folder for models, and a small model that is published.
struct Desk {
    folder: TempDir,
    model: Published,
    /// So long is a silent server waited for.
    patience: Duration,
}

impl Desk {
    fn new() -> Self {
        let digits: Vec<String> = Sha1::digest(content())
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect();
        Self {
            folder: tempfile::tempdir().expect("a temporary folder"),
            model: Published {
                name: "mini.en",
                mib: 1,
                sha1: digits.concat().leak(),
            },
            patience: PATIENCE,
        }
    }

    /// One on which an earlier pull left so many right bytes.
    fn with_part(length: usize) -> Self {
        let desk = Self::new();
        desk.write("ggml-mini.en.bin.part", &content()[..length]);
        desk
    }

    /// One at which silence is soon noticed.
    fn impatient() -> Self {
        let patience = Duration::from_secs(2);
        Self {
            patience,
            ..Self::new()
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn write(&self, name: &str, content: &[u8]) {
        fs::write(self.path(name), content).expect("room for a small file");
    }

    fn shelf(&self) -> Shelf {
        Shelf::at(self.folder.path().to_owned())
    }

    /// Pulls, as soon as nobody is thought to be pulling.
    ///
    /// A process that another test starts holds the locks of this one too, until it runs its own program.
    fn pull(&self, server: &Server) -> Result<Pulled, Failure> {
        let until = Instant::now() + PATIENCE;
        loop {
            match self.pull_at_once(server) {
                Err(failure) if failure.message == BUSY && Instant::now() < until => {
                    thread::sleep(Duration::from_millis(5));
                }
                pulled => return pulled,
            }
        }
    }

    fn pull_at_once(&self, server: &Server) -> Result<Pulled, Failure> {
        let source = Source::mirror(&server.url()).expect("an address");
        let source = source.with_patience(self.patience);
        pull(&self.model, &source, &self.shelf(), &mut |_| {})
    }

    /// What a pull from this server fails with, its address left out.
    fn failure(&self, server: &Server) -> String {
        let failure = self.pull(server).expect_err("nothing to pull");
        let hint = failure.hint.unwrap_or_default();
        let text = format!("{}\nhint: {hint}", failure.message);
        text.replace(server.host(), "HOST")
    }

    /// The files that are there, with their lengths.
    fn files(&self) -> Vec<(String, u64)> {
        let entries = fs::read_dir(self.folder.path()).expect("a folder");
        let mut files: Vec<(String, u64)> = entries
            .map(|entry| {
                let entry = entry.expect("an entry");
                let name = entry.file_name().into_string().expect("UTF-8");
                (name, entry.metadata().expect("a file").len())
            })
            .collect();
        files.sort();
        files
    }

    fn left(&self, name: &str, length: usize) {
        assert_eq!(self.files(), [(name.to_owned(), length as u64)]);
    }

    /// The model was fetched from this server, and is whole.
    fn fetched(&self, server: &Server) {
        let path = self.path("ggml-mini.en.bin");
        assert_eq!(self.pull(server), Ok(Pulled::Fetched(path.clone())));
        self.left("ggml-mini.en.bin", LENGTH);
        assert!(fs::read(path).expect("it is there") == content());
    }

    /// A pull went wrong, and what came is kept.
    fn kept(&self, length: usize) {
        self.left("ggml-mini.en.bin.part", length);
    }
}

#[test]
fn a_model_is_fetched_under_its_name() {
    let server = Server::new(vec![Answer::whole(&content())]);
    Desk::new().fetched(&server);
    let asked = server.asked();
    assert!(asked[0].starts_with("get /models/ggml-mini.en.bin http/1.1\r\n"));
    assert!(!asked[0].contains("range:"), "{asked:?}");
}

#[test]
fn progress_is_told_from_the_first_byte_to_the_check() {
    let desk = Desk::with_part(1_000);
    let server = Server::new(vec![Answer::rest(&content(), 1_000)]);
    let source = Source::mirror(&server.url()).expect("an address");
    let mut stages = Vec::new();
    let mut tell = |stage| stages.push(stage);
    pull(&desk.model, &source, &desk.shelf(), &mut tell).expect("it is published");
    let of = Some(LENGTH as u64);
    assert_eq!(stages[0], Stage::Fetching { had: 1_000, of });
    let last = [
        Stage::Fetching {
            had: LENGTH as u64,
            of,
        },
        Stage::Checking,
    ];
    assert!(stages.ends_with(&last), "{stages:?}");
}

#[test]
fn a_model_that_is_here_and_whole_is_not_fetched_again() {
    let desk = Desk::new();
    desk.write("ggml-mini.en.bin", &content());
    let server = Server::new(Vec::new());
    let path = desk.path("ggml-mini.en.bin");
    assert_eq!(desk.pull(&server), Ok(Pulled::Already(path)));
    desk.left("ggml-mini.en.bin", LENGTH);
}

#[test]
fn a_damaged_model_is_fetched_again() {
    let desk = Desk::new();
    desk.write("ggml-mini.en.bin", b"not what it was");
    desk.fetched(&Server::new(vec![Answer::whole(&content())]));
}

#[test]
fn a_damaged_model_stays_until_the_new_one_is_whole() {
    let desk = Desk::new();
    desk.write("ggml-mini.en.bin", b"not what it was");
    desk.failure(&Server::new(vec![Answer::of_length(
        &content()[..9],
        LENGTH,
    )]));
    let sizes: Vec<u64> = desk.files().iter().map(|(_, length)| *length).collect();
    assert_eq!(sizes, [15, 9]);
}

#[test]
fn a_connection_that_is_cut_is_gone_on_with() {
    let desk = Desk::new();
    let half = LENGTH / 2;
    let server = Server::new(vec![
        Answer::of_length(&content()[..half], LENGTH),
        Answer::rest(&content(), half),
    ]);
    insta::assert_snapshot!(desk.failure(&server), @"
    the connection to `HOST` was cut after 146 KiB of 1 MiB
    hint: what has come is kept: run `ownup model pull mini.en` again to go on from there
    ");
    desk.kept(half);
    desk.fetched(&server);
    let asked = server.asked();
    assert!(
        asked[1].contains("\r\nrange: bytes=150000-\r\n"),
        "{asked:?}"
    );
}

#[test]
fn a_model_comes_through_any_number_of_cuts() {
    let desk = Desk::new();
    let whole = content();
    let cuts = [1, 65_536, 65_537, 200_000, LENGTH - 1];
    let mut from = 0;
    for to in cuts {
        let mut answer = Answer::rest(&whole, from);
        if from == 0 {
            answer = Answer::whole(&whole);
        }
        let failure = desk.failure(&Server::new(vec![answer.without_last(LENGTH - to)]));
        assert!(failure.contains(" was cut after "), "{failure}");
        desk.kept(to);
        from = to;
    }
    desk.fetched(&Server::new(vec![Answer::rest(&whole, from)]));
}

#[test]
fn a_server_that_ignores_the_range_starts_again() {
    let desk = Desk::with_part(1_000);
    desk.fetched(&Server::new(vec![Answer::whole(&content())]));
}

#[test]
fn a_part_that_was_not_asked_for_is_not_taken() {
    let desk = Desk::with_part(1_000);
    let server = Server::new(vec![
        Answer::rest(&content(), 5_000),
        Answer::whole(&content()),
    ]);
    desk.fetched(&server);
    assert!(!server.asked()[1].contains("range:"));
}

#[test]
fn a_part_that_nobody_asked_for_at_all_is_refused() {
    let desk = Desk::new();
    let server = Server::new(vec![Answer::rest(&content(), 5_000)]);
    insta::assert_snapshot!(desk.failure(&server), @"
    `HOST` does not send `ggml-mini.en.bin`: 206 Partial Content
    hint: check `OWNUP_MODEL_URL`: the files lie right below that address
    ");
    assert_eq!(desk.files(), []);
}

const NO_MORE: &str = "HTTP/1.1 416 Range Not Satisfiable\nContent-Length: 0";

#[test]
fn a_pull_that_ended_before_the_check_is_checked() {
    let desk = Desk::with_part(LENGTH);
    desk.fetched(&Server::new(vec![Answer::new(NO_MORE, b"")]));
}

#[test]
fn wrong_bytes_of_an_earlier_pull_are_thrown_away() {
    let desk = Desk::new();
    desk.write("ggml-mini.en.bin.part", &vec![7; LENGTH + 1]);
    let failure = desk.failure(&Server::new(vec![Answer::new(NO_MORE, b"")]));
    assert!(failure.contains("its checksum is wrong"), "{failure}");
    assert_eq!(desk.files(), []);
}

#[test]
fn wrong_bytes_are_thrown_away() {
    let desk = Desk::new();
    let mut wrong = content();
    wrong[LENGTH / 3] ^= 1;
    insta::assert_snapshot!(desk.failure(&Server::new(vec![Answer::whole(&wrong)])), @"
    what `HOST` sent is not `mini.en`: its checksum is wrong
    hint: nothing of it is kept; run `ownup model pull mini.en` again, and if it stays so, something on the way answers in the server's place
    ");
    assert_eq!(desk.files(), []);
}

#[test]
fn a_length_that_is_too_short_is_found_out() {
    let desk = Desk::new();
    let server = Server::new(vec![Answer::of_length(&content(), LENGTH - 1)]);
    let failure = desk.failure(&server);
    assert!(failure.contains("its checksum is wrong"), "{failure}");
    assert_eq!(desk.files(), []);
}

#[test]
fn a_length_that_is_too_long_is_a_cut() {
    let desk = Desk::new();
    let server = Server::new(vec![Answer::of_length(&content(), LENGTH + 1)]);
    let failure = desk.failure(&server);
    assert!(failure.contains("was cut after 292 KiB"), "{failure}");
    desk.kept(LENGTH);
}

#[test]
fn a_server_need_not_tell_the_length() {
    Desk::new().fetched(&Server::new(vec![Answer::new(
        "HTTP/1.1 200 OK",
        &content(),
    )]));
    let mut chunked = Vec::new();
    for chunk in content().chunks(70_000) {
        chunked.extend(format!("{:x}\r\n", chunk.len()).bytes());
        chunked.extend(chunk);
        chunked.extend(b"\r\n");
    }
    let head = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked";
    let desk = Desk::new();
    desk.failure(&Server::new(vec![Answer::new(head, &chunked)]));
    chunked.extend(b"0\r\n\r\n");
    Desk::new().fetched(&Server::new(vec![Answer::new(head, &chunked)]));
}

#[test]
fn a_server_that_never_ends_is_stopped() {
    let desk = Desk::new();
    let endless = vec![0; 3 << 20];
    let server = Server::new(vec![Answer::new("HTTP/1.1 200 OK", &endless)]);
    insta::assert_snapshot!(desk.failure(&server), @"
    what `HOST` sent is not `mini.en`: it is longer than 1 MiB
    hint: nothing of it is kept; run `ownup model pull mini.en` again, and if it stays so, something on the way answers in the server's place
    ");
    assert_eq!(desk.files(), []);
}

#[test]
fn a_server_that_falls_silent_is_not_waited_for() {
    let desk = Desk::impatient();
    let answer = Answer::of_length(&content()[..4_096], LENGTH).then_silence();
    insta::assert_snapshot!(desk.failure(&Server::new(vec![answer])), @"
    `HOST` fell silent after 4 KiB of 1 MiB: nothing came for 2 s
    hint: what has come is kept: run `ownup model pull mini.en` again to go on from there
    ");
    desk.kept(4_096);
}

#[test]
fn a_server_that_never_answers_is_not_waited_for() {
    let desk = Desk::impatient();
    let answer = Answer::nothing().then_silence();
    let failure = desk.failure(&Server::new(vec![answer]));
    assert!(
        failure.starts_with("cannot reach `HOST`: nothing came for 2 s\n"),
        "{failure}"
    );
    assert_eq!(desk.files(), []);
}

#[test]
fn what_is_no_http_is_refused() {
    let desk = Desk::new();
    let failure = desk.failure(&Server::new(vec![Answer::new("SSH-2.0-OpenSSH", b"")]));
    assert!(failure.starts_with("cannot reach `HOST`: "), "{failure}");
    assert_eq!(desk.files(), []);
}

#[test]
fn a_redirection_is_followed_and_the_range_with_it() {
    let desk = Desk::with_part(1_000);
    let elsewhere = Server::new(vec![Answer::rest(&content(), 1_000)]);
    let head = format!(
        "HTTP/1.1 302 Found\nContent-Length: 0\nLocation: {}/x",
        elsewhere.url()
    );
    desk.fetched(&Server::new(vec![Answer::new(&head, b"")]));
    let asked = elsewhere.asked();
    assert!(asked[0].starts_with("get /models/x "), "{asked:?}");
    assert!(asked[0].contains("\r\nrange: bytes=1000-\r\n"), "{asked:?}");
}

#[test]
fn redirections_in_a_circle_end() {
    let desk = Desk::new();
    let circle = "HTTP/1.1 302 Found\nContent-Length: 0\nLocation: /models/ggml-mini.en.bin\nConnection: close";
    let server = Server::new(vec![Answer::new(circle, b""); 20]);
    let failure = desk.failure(&server);
    assert!(failure.contains("too many redirects"), "{failure}");
}

#[test]
fn two_pulls_at_once_do_not_write_to_the_same_file() {
    let desk = Desk::new();
    let server = Server::new(vec![Answer::whole(&content())]);
    let source = Source::mirror(&server.url()).expect("an address");
    let idle = Server::new(Vec::new());
    let mut second = Vec::new();
    let mut tell = |_| second.push(desk.pull_at_once(&idle));
    let first = pull(&desk.model, &source, &desk.shelf(), &mut tell);
    let path = desk.path("ggml-mini.en.bin");
    assert_eq!(first, Ok(Pulled::Fetched(path)));
    for outcome in second {
        let failure = outcome.expect_err("the first is under way");
        assert_eq!(failure.message, BUSY);
    }
    desk.left("ggml-mini.en.bin", LENGTH);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_with_what_to_do() {
    let desk = Desk::new();
    let part = desk.path("ggml-mini.en.bin.part");
    std::os::unix::fs::symlink("/dev/full", part).expect("room for a link");
    let failure = desk.failure(&Server::new(vec![Answer::whole(&content())]));
    let failure = failure.replace(&desk.folder.path().display().to_string(), "MODELS");
    insta::assert_snapshot!(failure, @"
    cannot write `MODELS/ggml-mini.en.bin.part`: no space left on device
    hint: make room: `mini.en` takes 1 MiB; then `ownup model pull mini.en` goes on from there
    ");
}

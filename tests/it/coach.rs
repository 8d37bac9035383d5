//! What a coach is given, and what comes back: files in and out, without a browser.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

use crate::harness::{Home, Outcome, STORY, TELLING, transcript};

/// A home with a take that has words and no sound.
pub(crate) fn told() -> Home {
    told_as(STORY, TELLING)
}

fn told_as(story: &str, telling: &str) -> Home {
    let home = Home::with_story(story);
    home.write("words.json", transcript(telling));
    home.run("import story.md --transcript words.json -q")
        .answer();
    home
}

/// A home with a take that has the built-in recording, and its words where they are spoken.
pub(crate) fn heard() -> Home {
    let home = Home::with_story(include_str!("../../src/commands/demo/story.md"));
    home.write(
        "take.flac",
        include_bytes!("../../src/commands/demo/take.flac"),
    );
    home.write(
        "words.json",
        words_of(include_str!("../data/demo.gold.json")),
    );
    home.run("import story.md --transcript words.json take.flac -q")
        .answer();
    home
}

/// The words of stretches whose times are known, each as long as it has letters.
fn words_of(gold: &str) -> String {
    let gold: Value = serde_json::from_str(gold).expect("a sound fixture");
    let mut words = Vec::new();
    for span in gold["spans"].as_array().expect("spans") {
        let bound = |name: &str| span[name].as_f64().expect("a second");
        let told: Vec<&str> = span["text"].as_str().expect("words").split(' ').collect();
        let letters: usize = told.iter().map(|word| word.len() + 2).sum();
        let mut now = bound("start");
        for word in told {
            let lasts = (bound("end") - bound("start")) * (word.len() + 2) as f64 / letters as f64;
            words.push(json!({"text": word, "start": now, "end": now + lasts * 0.8}));
            now += lasts;
        }
    }
    json!({ "words": words }).to_string()
}

/// A page's block of JSON.
pub(crate) fn block(page: &str, id: &str) -> Value {
    let open = format!(r#"<script type="application/json" id="{id}">"#);
    let (_, rest) = page.split_once(&open).expect("the page has the block");
    let (json, _) = rest.split_once("</script>").expect("the block ends");
    serde_json::from_str(json).expect("the block is JSON")
}

/// The latest take's comments, with one that says this.
fn comments(home: &Home, id: &str, text: &str) -> Value {
    home.run("packet story.md -o key.html -q").answer();
    let mut documents = block(&home.read("key.html"), "ownup-comments");
    documents[0]["comments"] = json!([{
        "id": format!("comment-{id}"), "revision": format!("revision-{id}"), "history": [],
        "author": "Ada", "start": 2.0, "end": null, "text": text,
        "created_at": "2026-11-22T14:03:12Z", "edited_at": "2026-11-22T14:03:12Z",
    }]);
    documents[0].take()
}

fn kept(home: &Home) -> Vec<String> {
    let listed = home.run("comments story.md").stdout;
    listed.lines().map(str::to_owned).collect()
}

/// The comments on disk, byte for byte.
fn on_disk(home: &Home) -> Option<String> {
    let tree = home.tree();
    let name = tree.iter().find(|name| name.ends_with("comments.json"))?;
    Some(home.read(name))
}

#[test]
fn a_packet_is_one_file_that_loads_nothing() {
    let home = heard();
    let outcome = home.run("packet story.md -o packet.html");
    assert_eq!(
        (outcome.status, outcome.stdout.as_str()),
        (0, ""),
        "{outcome}"
    );
    let page = home.read("packet.html");
    assert!(
        (400_000..900_000).contains(&page.len()),
        "{} bytes",
        page.len()
    );
    let policy = page
        .split("Content-Security-Policy\" content=\"")
        .nth(1)
        .expect("a policy");
    assert!(
        policy.starts_with("default-src 'none'; script-src 'sha256-"),
        "{policy:.200}"
    );
    assert!(page.contains("connect-src 'none'"));
    for fetched in ["src=\"", "url(", "@import", "http://", "https://"] {
        let found = page
            .match_indices(fetched)
            .map(|(at, _)| &page[at..at + 40]);
        let strange: Vec<&str> = found
            .filter(|text| !text.contains("w3.org/2000/svg"))
            .collect();
        assert_eq!(strange, [""; 0], "{fetched}");
    }
    let told = block(&page, "ownup-told");
    assert_eq!(told["schema"], "ownup.packet/1");
    assert_eq!(told["takes"][0]["sounds"], true);
    assert_eq!(told["takes"][0]["report"]["story"]["path"], "story.md");
}

#[test]
fn a_packet_does_not_say_where_the_story_lies() {
    let home = told();
    let path = home.path("story.md").display().to_string();
    home.run(&format!("packet {path} -o packet.html -q"))
        .answer();
    let folder = home.path("").display().to_string();
    assert!(
        !home
            .read("packet.html")
            .contains(folder.trim_end_matches('/'))
    );
}

#[test]
fn the_voice_can_be_left_out() {
    let home = heard();
    home.run("packet story.md --no-sound -o packet.html -q")
        .answer();
    let page = home.read("packet.html");
    assert!(page.len() < 120_000, "{} bytes", page.len());
    assert!(!page.contains(r#"id="ownup-sound-0""#));
    let told = block(&page, "ownup-told");
    assert_eq!(told["takes"][0]["sounds"], false);
    assert_eq!(told["takes"][0]["outline"], json!([]));
}

#[test]
fn two_takes_stand_side_by_side() {
    let home = told();
    home.write(
        "words.json",
        transcript("I should have asked . That was on me ."),
    );
    home.run("import story.md --transcript words.json -q")
        .answer();
    home.run("packet story.md --take 2 --compare 1 -o packet.html -q")
        .answer();
    let told = block(&home.read("packet.html"), "ownup-told");
    let numbers = |at: usize| told["takes"][at]["report"]["take"]["number"].clone();
    assert_eq!((numbers(0), numbers(1)), (json!(2), json!(1)));
    let alone = home.run("packet story.md --compare 2 -o packet.html");
    insta::assert_snapshot!(alone, @r"
    status: 1
    --- stderr
    error: take 2 cannot stand beside itself
    hint: name another take after `--compare`; `ownup takes` lists them
    ");
}

#[test]
fn a_take_without_sound_says_so_when_it_is_packed() {
    let outcome = told().run("packet story.md -o packet.html");
    assert_eq!(outcome.status, 0);
    assert!(
        outcome
            .stderr
            .starts_with("warning: this take has no sound"),
        "{outcome}"
    );
}

#[test]
fn hostile_words_stay_inside_their_block() {
    let trick = "</script><script>alert(1)</script> {{script}} <!-- \u{202e}gnp";
    let story = STORY.replace(
        "The surcharge column\n---",
        "'</title><script>alert(2)</script>{{told}}'\n---",
    );
    let home = told_as(&story, &format!("{trick} {TELLING}"));
    let comment = comments(&home, "one", trick);
    home.write("back.json", comment.to_string());
    home.run("comments story.md back.json -q").answer();
    home.run("packet story.md -o packet.html -q").answer();
    let page = home.read("packet.html");
    assert_eq!(page.matches("<script").count(), 3, "ours alone");
    assert!(!page.contains("alert(1)</script") && !page.contains("<!--"));
    assert!(!page.contains('\u{202e}'));
    let comments = block(&page, "ownup-comments");
    assert_eq!(comments[0]["comments"][0]["text"], trick);
    for format in ["html", "markdown", "csv", "srt", "vtt", "text"] {
        let report = home
            .run(&format!("report story.md --format {format}"))
            .answer();
        assert!(!report.contains('\u{202e}'), "{format}");
        let markup = matches!(format, "html" | "srt" | "vtt");
        assert!(
            !(markup && report.contains("<script")),
            "{format}: {report}"
        );
    }
}

#[test]
fn comments_come_back_and_show_up_everywhere() {
    let home = told();
    let comment = comments(&home, "one", "Leave a second of silence here.");
    home.write("back.json", comment.to_string());
    let outcome = home.run("comments story.md back.json");
    insta::assert_snapshot!(outcome, @r"
    status: 0
    --- stderr
    take 1: 1 new
    ");
    let again = home.run("comments story.md back.json back.json").stderr;
    assert_eq!(again, "take 1: nothing new\ntake 1: nothing new\n");
    assert_eq!(
        kept(&home),
        ["take 1  0:02  Ada: Leave a second of silence here."]
    );
    for format in ["text", "markdown", "html", "srt", "vtt", "csv", "json"] {
        let report = home
            .run(&format!("report story.md --format {format}"))
            .answer();
        assert!(
            report.contains("Leave a second of silence here."),
            "{format}"
        );
    }
    let json = home.run("report story.md --format json").json();
    assert_eq!(json["comments"][0]["author"], "Ada");
}

#[test]
fn a_page_that_came_back_is_read_too() {
    let home = told();
    let comment = comments(&home, "one", "Slower </script> here.");
    home.write("back.json", comment.to_string());
    home.run("comments story.md back.json -q").answer();
    home.run("packet story.md -o back.html -q").answer();
    let folder = home
        .tree()
        .into_iter()
        .find(|name| name.ends_with("comments.json"));
    fs::remove_file(home.path(&folder.expect("they are kept"))).expect("it is there");
    assert_eq!(
        home.run("comments story.md back.html").stderr,
        "take 1: 1 new\n"
    );
    assert_eq!(kept(&home), ["take 1  0:02  Ada: Slower </script> here."]);
}

#[test]
fn comments_on_disk_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt;

    let home = told();
    home.write("back.json", comments(&home, "one", "Slower.").to_string());
    home.run("comments story.md back.json -q").answer();
    let tree = home.tree();
    let name = tree
        .iter()
        .find(|name| name.ends_with("comments.json"))
        .expect("they are kept");
    let mode = fs::metadata(home.path(name))
        .expect("it is there")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
}

/// A file that is refused leaves what there was, even beside a good one.
fn refused(home: &Home, content: &str, expected: &str) {
    let before = on_disk(home);
    home.write("bad.json", content);
    home.write(
        "good.json",
        comments(home, "good", "This one is sound.").to_string(),
    );
    let outcome: Outcome = home.run("comments story.md good.json bad.json");
    assert_eq!(outcome.status, 1, "{outcome}");
    assert!(outcome.stderr.contains("`bad.json`"), "{outcome}");
    assert!(outcome.stderr.contains(expected), "{expected} in {outcome}");
    assert_eq!(on_disk(home), before);
}

#[test]
fn what_cannot_be_taken_in_changes_nothing() {
    let home = told();
    let first = comments(&home, "one", "Slower.");
    home.write("first.json", first.to_string());
    home.run("comments story.md first.json -q").answer();
    let with = |path: &str, value: Value| {
        let mut changed = first.clone();
        *changed.pointer_mut(path).expect("it is there") = value;
        changed.to_string()
    };
    refused(
        &home,
        &with("/schema", json!("ownup.comments/2")),
        "written by a newer ownup",
    );
    refused(
        &home,
        &with("/take", json!("00ff")),
        "about a take that this story does not have",
    );
    refused(
        &home,
        &with("/take", json!("../../etc")),
        "about a take that this story does not have",
    );
    refused(
        &home,
        &with("/comments/0/text", json!("x".repeat(5_000))),
        "longer than 4000 characters",
    );
    refused(
        &home,
        &with("/comments/0/id", json!("../../../../tmp/x")),
        "letters, digits and `-`",
    );
    refused(
        &home,
        &with("/comments/0/start", json!("soon")),
        "invalid type",
    );
    refused(&home, &with("/comments", json!("none")), "invalid type");
    refused(&home, "", "damaged");
    refused(&home, "<html>hello</html>", "carries no comments");
    refused(&home, &"[".repeat(100_000), "damaged");
}

#[test]
#[expect(clippy::disallowed_types, reason = "a hole is made in a file")]
fn a_huge_file_is_not_read_to_its_end() {
    let home = told();
    let huge = fs::File::create(home.path("huge.json")).expect("a file");
    huge.set_len(200 << 20).expect("a hole takes no room");
    let outcome = home.run("comments story.md huge.json");
    insta::assert_snapshot!(outcome, @r"
    status: 1
    --- stderr
    error: `huge.json` is larger than 32 MB
    ");
}

#[test]
fn comments_of_a_newer_ownup_are_neither_read_nor_overwritten() {
    let home = told();
    home.write("back.json", comments(&home, "one", "Slower.").to_string());
    home.run("comments story.md back.json -q").answer();
    let tree = home.tree();
    let name = tree
        .iter()
        .find(|name| name.ends_with("comments.json"))
        .expect("they are kept");
    let newer = home.read(name).replace("comments/1", "comments/2");
    home.write(name, &newer);
    let outcome = home.run("comments story.md back.json");
    assert_eq!(outcome.status, 1, "{outcome}");
    assert!(
        outcome.stderr.contains("written by a newer ownup"),
        "{outcome}"
    );
    assert_eq!(home.read(name), newer);
    let report = home.run("report story.md");
    assert_eq!(report.status, 0, "{report}");
    assert!(report.stderr.starts_with("warning: "), "{report}");
}

#[test]
fn a_story_without_comments_says_so() {
    insta::assert_snapshot!(told().run("comments story.md"), @r"
    status: 0
    --- stderr
    there are no comments on `story.md` yet
    ");
}

#[test]
fn subtitles_carry_the_section_names() {
    let home = told();
    home.write(
        "back.json",
        comments(&home, "one", "Slower --> here.").to_string(),
    );
    home.run("comments story.md back.json -q").answer();
    let srt = home.run("report story.md --format srt").answer();
    let head: Vec<&str> = srt.lines().take(8).collect();
    insta::assert_snapshot!(head.join("\n"), @"
    1
    00:00:00,500 --> 00:00:03,480
    [Context] I run the nightly invoicing job for a hardware shop.

    2
    00:00:02,000 --> 00:00:06,000
    [Ada] Slower → here.
    ");
    assert!(
        srt.contains("[Why it was me] I skipped the dry run"),
        "{srt}"
    );
    let vtt = home.run("report story.md --format vtt").answer();
    assert!(
        vtt.starts_with("WEBVTT\n\n00:00:00.500 --> 00:00:03.480\n[Context] I run"),
        "{vtt}"
    );
    assert!(vtt.contains("[Ada] Slower --&gt; here."), "{vtt}");
}

#[test]
fn a_table_has_a_row_for_everything_and_no_formula() {
    let home = told();
    home.write(
        "back.json",
        comments(&home, "one", "=HYPERLINK(\"x\", 1)").to_string(),
    );
    home.run("comments story.md back.json -q").answer();
    let csv = home.run("report story.md --format csv").answer();
    assert!(
        csv.starts_with("kind,start,end,role,name,text,advice\r\ntold,0.500,"),
        "{csv}"
    );
    let last = csv.lines().last().expect("rows");
    assert_eq!(last, "comment,2.000,,,Ada,\"'=HYPERLINK(\"\"x\"\", 1)\",");
}

/// `ownup replay`, ended at the end of the test.
pub(crate) struct Replay {
    program: Child,
    pub(crate) address: String,
}

impl Replay {
    pub(crate) fn start(home: &Home) -> Self {
        let mut program = home
            .command(&["replay", "story.md", "--no-browser", "-q"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program has been built");
        let mut address = String::new();
        let output = program.stdout.as_mut().expect("it is piped");
        BufReader::new(output)
            .read_line(&mut address)
            .expect("it says its address");
        let address = address.trim_end().to_owned();
        Self { program, address }
    }

    /// Presses Ctrl-C; returns the status it ends with.
    pub(crate) fn interrupt(mut self) -> Option<i32> {
        let id = self.program.id().to_string();
        let sent = Command::new("kill")
            .args(["-INT", &id])
            .status()
            .expect("kill is there");
        assert!(sent.success());
        self.program.wait().expect("it ends").code()
    }

    /// Sends a request and returns the answer.
    fn ask(&self, line: &str, fields: &str, body: &str) -> String {
        let (method, place) = line.split_once(' ').expect("what to do, and where");
        let rest = self.address.strip_prefix("http://").expect("an address");
        let (host, path) = rest.split_once('/').expect("a path");
        let length = body.len();
        let fields = fields.replace("{host}", host);
        let request = format!(
            "{method} /{path}{place} HTTP/1.1\r\n{fields}Content-Length: {length}\r\n\r\n{body}"
        );
        let mut stream = TcpStream::connect(host).expect("it listens");
        stream.write_all(request.as_bytes()).expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer
    }
}

impl Drop for Replay {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

const OURS: &str = "Host: {host}\r\nOrigin: http://{host}\r\nContent-Type: application/json\r\n";

#[test]
fn replay_serves_the_page_and_keeps_what_is_sent() {
    let home = told();
    let comment = comments(&home, "one", "Slower.");
    let replay = Replay::start(&home);
    assert!(replay.address.starts_with("http://127.0.0.1:"));
    let page = replay.ask("GET ", "Host: {host}\r\n", "");
    assert!(page.starts_with("HTTP/1.1 200 OK"), "{page:.200}");
    assert!(page.contains("connect-src 'self'"));
    let answer = replay.ask("POST comments", OURS, &comment.to_string());
    assert!(
        answer.starts_with("HTTP/1.1 200 OK") && answer.contains("Slower."),
        "{answer}"
    );
    assert_eq!(kept(&home), ["take 1  0:02  Ada: Slower."]);
    assert_eq!(replay.interrupt(), Some(0));
}

#[test]
fn replay_keeps_nothing_that_it_should_not() {
    let home = told();
    let comment = comments(&home, "one", "Slower.").to_string();
    let replay = Replay::start(&home);
    let check = |fields: &str, body: &str, status: &str| {
        let answer = replay.ask("POST comments", fields, body);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status}")),
            "{answer}"
        );
        assert_eq!(on_disk(&home), None, "{fields}");
    };
    check(
        "Host: {host}\r\nContent-Type: application/json\r\n",
        &comment,
        "403",
    );
    check(
        &OURS.replace("http://{host}", "http://evil.example"),
        &comment,
        "403",
    );
    check(&OURS.replacen("{host}", "evil.example", 1), &comment, "421");
    check(OURS, &comment.replace("comments/1", "comments/2"), "422");
    check(OURS, "{}", "422");
    assert_eq!(replay.interrupt(), Some(0));
}

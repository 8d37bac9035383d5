//! `ownup model`, as a person runs it: the names, and pulls that must not leave a wrong file behind.

use std::process::{Command, Stdio};

use crate::harness::{Home, Outcome, STORY, TELLING, transcript};
use crate::server::{Answer, Server};

const MODELS: &str = ".local/share/ownup/models";

/// A home in which these files are among the models.
fn home_with(models: &[(&str, &[u8])]) -> Home {
    let home = Home::new();
    std::fs::create_dir_all(home.path(MODELS)).expect("room for a folder");
    for (name, content) in models {
        home.write(&format!("{MODELS}/{name}"), content);
    }
    home
}

/// The models' files that are there.
fn models(home: &Home) -> Vec<String> {
    let inside = |path: String| Some(path.strip_prefix(MODELS)?.strip_prefix('/')?.to_owned());
    let files = home.tree().into_iter().filter_map(inside);
    files.filter(|name| !name.is_empty()).collect()
}

/// The program with these arguments, for which `address` is the mirror.
fn from(home: &Home, address: &str, line: &str) -> Command {
    let args: Vec<&str> = line.split_whitespace().collect();
    let mut command = home.command(&args);
    command.env("OWNUP_MODEL_URL", address);
    command
}

/// What a pull of `base.en` from this server comes to; the server's address is left out.
fn pull(home: &Home, server: &Server) -> Outcome {
    let outcome = home.finish(&mut from(home, &server.url(), "model pull base.en"));
    let stderr = outcome.stderr.replace(server.host(), "HOST");
    Outcome { stderr, ..outcome }
}

#[test]
fn the_list_fits_a_narrow_screen() {
    let home = home_with(&[("ggml-base.en.bin", b""), ("ggml-small.bin.part", b"")]);
    let mut command = home.command(&["model", "list"]);
    insta::assert_snapshot!(home.finish(command.env("COLUMNS", "60")), @"
    status: 0
    --- stdout
    model                    size  language  state
    tiny.en                75 MiB  English   not here
    tiny.en-q5_1           31 MiB  English   not here
    tiny.en-q8_0           42 MiB  English   built in
    base.en               142 MiB  English   here
    base.en-q5_1           57 MiB  English   not here
    base.en-q8_0           78 MiB  English   not here
    small.en              466 MiB  English   not here
    small.en-q5_1         181 MiB  English   not here
    small.en-q8_0         252 MiB  English   not here
    medium.en             1.5 GiB  English   not here
    medium.en-q5_0        514 MiB  English   not here
    medium.en-q8_0        785 MiB  English   not here
    tiny                   75 MiB  many      not here
    tiny-q5_1              31 MiB  many      not here
    tiny-q8_0              42 MiB  many      not here
    base                  142 MiB  many      not here
    base-q5_1              57 MiB  many      not here
    base-q8_0              78 MiB  many      not here
    small                 466 MiB  many      in part
    small-q5_1            181 MiB  many      not here
    small-q8_0            252 MiB  many      not here
    large-v3-turbo        1.5 GiB  many      not here
    large-v3-turbo-q5_0   547 MiB  many      not here
    large-v3-turbo-q8_0   834 MiB  many      not here
    --- stderr
    `ownup model pull NAME` fetches one, `--model NAME` uses it
    ");
}

#[test]
fn the_list_is_there_for_other_programs_too() {
    let home = home_with(&[("ggml-base.en.bin", b"")]);
    let list = home.run("model list --format json").json();
    assert_eq!(list["schema"], "ownup.models/1");
    assert_eq!(list["folder"], format!("~/{MODELS}"));
    let base = serde_json::json!({
        "name": "base.en", "language": "en", "size_mib": 142, "state": "here",
    });
    assert_eq!(list["models"][3], base);
    assert_eq!(list["models"].as_array().map(Vec::len), Some(24));
}

#[test]
fn the_folder_is_where_the_system_says() {
    let home = Home::new();
    let mut command = home.command(&["model", "list", "--format", "json"]);
    let list = home.finish(command.env("XDG_DATA_HOME", home.path("data")));
    assert_eq!(list.json()["folder"], "~/data/ownup/models");
    assert_eq!(home.tree(), [""; 0], "a list makes no folder");
}

#[test]
fn wrong_bytes_are_not_kept() {
    let home = Home::new();
    let server = Server::new(vec![Answer::whole(b"<html>Please log in</html>")]);
    insta::assert_snapshot!(pull(&home, &server), @"
    status: 1
    --- stderr
    pulling `base.en` (142 MiB) from HOST
    error: what `HOST` sent is not `base.en`: its checksum is wrong
    hint: nothing of it is kept; run `ownup model pull base.en` again, and if it stays so, something on the way answers in the server's place
    ");
    assert_eq!(models(&home), [""; 0]);
    let asked = server.asked();
    assert!(asked[0].starts_with("get /models/ggml-base.en.bin http/1.1\r\n"));
}

#[test]
fn a_model_that_is_not_on_the_mirror_is_told() {
    let home = Home::new();
    let answer = Answer::new("HTTP/1.1 404 Not Found\nContent-Length: 4", b"gone");
    insta::assert_snapshot!(pull(&home, &Server::new(vec![answer])), @"
    status: 1
    --- stderr
    pulling `base.en` (142 MiB) from HOST
    error: `HOST` has no `ggml-base.en.bin`
    hint: check `OWNUP_MODEL_URL`: the files lie right below that address
    ");
}

#[test]
fn a_server_in_trouble_is_told() {
    let home = Home::new();
    let answer = Answer::new("HTTP/1.1 503 Service Unavailable\nContent-Length: 0", b"");
    insta::assert_snapshot!(pull(&home, &Server::new(vec![answer])), @"
    status: 1
    --- stderr
    pulling `base.en` (142 MiB) from HOST
    error: `HOST` does not send `ggml-base.en.bin`: 503 Service Unavailable
    hint: try again later, or name a mirror in `OWNUP_MODEL_URL`
    ");
}

#[test]
fn a_cut_is_told_and_gone_on_from() {
    let home = Home::new();
    let bytes = vec![1; 2 << 20];
    let server = Server::new(vec![
        Answer::of_length(&bytes, 147_964_211),
        Answer::new("HTTP/1.1 416 Range Not Satisfiable\nContent-Length: 0", b""),
    ]);
    insta::assert_snapshot!(pull(&home, &server), @"
    status: 1
    --- stderr
    pulling `base.en` (142 MiB) from HOST
    error: the connection to `HOST` was cut after 2 MiB of 142 MiB
    hint: what has come is kept: run `ownup model pull base.en` again to go on from there
    ");
    assert_eq!(models(&home), ["ggml-base.en.bin.part"]);
    assert_eq!(
        pull(&home, &server).status,
        1,
        "these bytes are not the model's"
    );
    assert!(server.asked()[1].contains("\r\nrange: bytes=2097152-\r\n"));
    assert_eq!(models(&home), [""; 0]);
}

#[test]
fn a_server_that_is_gone_is_told() {
    let (home, host) = (Home::new(), Server::gone());
    let outcome = home.finish(&mut from(
        &home,
        &format!("http://{host}"),
        "model pull tiny",
    ));
    let stderr = outcome.stderr.replace(&host, "HOST");
    insta::assert_snapshot!(Outcome { stderr, ..outcome }, @"
    status: 1
    --- stderr
    pulling `tiny` (75 MiB) from HOST
    error: cannot reach `HOST`: connection refused
    hint: check the network and the proxy (`HTTPS_PROXY`), or name a mirror in `OWNUP_MODEL_URL`; a ggml file fetched by other means will do too: `--model PATH`
    ");
}

#[test]
fn ctrl_c_keeps_what_has_come() {
    let home = Home::new();
    let answer = Answer::of_length(&[1; 100], 147_964_211).then_silence();
    let server = Server::new(vec![answer]);
    let mut program = from(&home, &server.url(), "model pull base.en")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program has been built");
    let part = home.path(&format!("{MODELS}/ggml-base.en.bin.part"));
    while std::fs::metadata(&part).map_or(0, |about| about.len()) < 100 {
        assert!(program.try_wait().expect("ours").is_none(), "it goes on");
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let pid = program.id().to_string();
    let sent = Command::new("kill").args(["-s", "INT", &pid]).status();
    assert!(sent.expect("kill is there").success());
    let output = program.wait_with_output().expect("it ends");
    let stderr = String::from_utf8_lossy(&output.stderr).replace(server.host(), "HOST");
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr.contains("error: stopped after "), "{stderr}");
    assert!(
        stderr.contains("run `ownup model pull base.en` again"),
        "{stderr}"
    );
    assert_eq!(models(&home), ["ggml-base.en.bin.part"]);
}

#[test]
fn a_proxy_is_asked_in_place_of_the_server() {
    for variable in ["ALL_PROXY", "HTTPS_PROXY", "https_proxy", "http_proxy"] {
        let home = Home::new();
        let refusal = Answer::new("HTTP/1.1 403 Forbidden\nContent-Length: 0", b"");
        let proxy = Server::new(vec![refusal]);
        let mut command = from(&home, "https://models.example", "model pull base.en");
        let outcome = home.finish(command.env(variable, format!("http://{}", proxy.host())));
        let asked = proxy.asked();
        assert!(
            asked[0].starts_with("connect models.example:443 "),
            "{asked:?}"
        );
        assert!(
            outcome
                .stderr
                .contains("cannot reach `models.example`: the proxy refuses")
        );
    }
}

#[test]
fn a_proxy_is_passed_by_where_it_is_not_wanted() {
    let home = Home::new();
    let (proxy, server) = (Server::new(vec![]), Server::new(vec![Answer::whole(b"")]));
    let mut command = from(&home, &server.url(), "model pull base.en");
    command.env("ALL_PROXY", format!("http://{}", proxy.host()));
    home.finish(command.env("NO_PROXY", "127.0.0.1"));
    assert_eq!((proxy.asked().len(), server.asked().len()), (0, 1));
}

#[test]
fn a_mirror_needs_an_address() {
    let home = Home::new();
    insta::assert_snapshot!(home.finish(&mut from(&home, "models", "model pull base.en")), @"
    status: 1
    --- stderr
    error: `models` is no address to fetch models from
    hint: set `OWNUP_MODEL_URL` to an address such as https://example.com/models
    ");
}

#[test]
fn a_model_nobody_publishes_is_refused() {
    let home = Home::new();
    insta::assert_snapshot!(home.run("model pull bass.en"), @"
    status: 1
    --- stderr
    error: there is no model named `bass.en`
    hint: `ownup model list` shows the names
    ");
    insta::assert_snapshot!(home.run("model pull tiny.en-q8_0"), @"
    status: 1
    --- stderr
    error: `tiny.en-q8_0` is built in and cannot be pulled
    hint: `ownup model list` shows the names
    ");
    assert_eq!(home.tree(), [""; 0]);
}

/// What a recording is answered with when it is to be recognised with this model.
fn recognised_with(model: &str) -> Outcome {
    let home = Home::with_story(STORY);
    home.write(
        "take.wav",
        crate::sounds::wav(std::iter::repeat_n(0, 16_000)),
    );
    home.run(&format!("import story.md take.wav --model {model}"))
}

#[test]
fn a_model_that_is_not_here_is_told_how_to_pull() {
    insta::assert_snapshot!(recognised_with("base.en"), @"
    status: 1
    --- stderr
    error: there is no model named `base.en`
    hint: run `ownup model pull base.en`, or leave `--model` out for the built-in one
    ");
    insta::assert_snapshot!(recognised_with("bass.en"), @"
    status: 1
    --- stderr
    error: there is no model named `bass.en`
    hint: `ownup model list` shows the names; the path of a ggml model file will do too
    ");
}

#[test]
fn a_removal_asks_first() {
    let home = home_with(&[("ggml-base.en.bin", b"")]);
    insta::assert_snapshot!(home.run("model remove base.en"), @"
    status: 1
    --- stderr
    error: `base.en` is removed only after a question, and there is nobody to ask
    hint: add `--yes`
    ");
    assert_eq!(models(&home), ["ggml-base.en.bin"]);
}

#[test]
fn a_model_and_what_has_come_of_it_are_removed() {
    let home = home_with(&[
        ("ggml-base.en.bin", b""),
        ("ggml-base.en.bin.part", b""),
        ("ggml-small.bin.part", b""),
    ]);
    insta::assert_snapshot!(home.run("model remove base.en --yes"), @"
    status: 0
    --- stderr
    removed `base.en`
    ");
    assert_eq!(models(&home), ["ggml-small.bin.part"]);
    assert_eq!(home.run("model remove small -y").status, 0);
    assert_eq!(models(&home), [""; 0]);
    insta::assert_snapshot!(home.run("model remove small -y"), @"
    status: 1
    --- stderr
    error: `small` is not here
    hint: `ownup model list` shows which models are
    ");
}

#[test]
fn damage_is_found_by_the_checksum() {
    let home = home_with(&[("ggml-base.en.bin", b"not what it was")]);
    let outcome = home.run("model verify");
    assert_eq!(outcome.status, 1, "{outcome}");
    let line = |name: &str, verdict: &str| format!("{name:32} {verdict}\n");
    assert!(
        outcome.stdout.contains(&line("base.en", "damaged")),
        "{outcome}"
    );
    let silero = line("ggml-silero-v6.2.0.bin", "built in, whole");
    assert!(outcome.stdout.contains(&silero), "{outcome}");
    insta::assert_snapshot!(outcome.stderr, @"
    warning: `base.en` is damaged: `ownup model pull base.en` fetches it again
    ");
}

#[test]
fn without_damage_there_is_nothing_to_add() {
    let answer = Home::new().run("model verify").answer();
    assert!(
        answer
            .lines()
            .all(|line| line.ends_with(" built in, whole")),
        "{answer}"
    );
}

#[test]
fn nothing_but_a_pull_opens_a_connection() {
    let server = Server::new(vec![Answer::whole(b"")]);
    let home = home_with(&[("ggml-base.en.bin", b""), ("ggml-tiny.bin", b"")]);
    home.write("story.md", STORY);
    home.write("words.json", transcript(TELLING));
    for line in [
        "model list",
        "model verify",
        "model remove tiny --yes",
        "import story.md --transcript words.json",
        "import story.md gone.wav --model small.en",
        "report story.md",
        "draft story.md",
        "packet story.md -o packet.html",
    ] {
        let mut command = from(&home, &server.url(), line);
        home.finish(command.env("ALL_PROXY", format!("http://{}", server.host())));
        assert_eq!(server.asked(), [""; 0], "{line}");
    }
    home.finish(&mut from(&home, &server.url(), "model pull small"));
    assert_eq!(server.asked().len(), 1, "the server was there");
}

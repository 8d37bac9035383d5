//! The coach's page in a real browser: heard, commented on and sent back, by keyboard too.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use crate::browser::{Browser, key};
use crate::coach::{Replay, block, heard, told};
use crate::harness::{Home, STORY, TELLING, transcript};

/// The desk's window, and a phone's.
const DESK: (u32, u32) = (1280, 900);
const PHONE: (u32, u32) = (390, 844);

/// Writes the packet and opens it.
fn packet(home: &Home, options: &str, (width, height): (u32, u32)) -> Browser {
    home.run(&format!("packet story.md -o packet.html -q {options}"))
        .answer();
    let browser = Browser::open(width, height);
    browser.go_to_file(&home.path("packet.html"));
    browser
}

/// The comments as they are listed on the page.
fn listed(browser: &Browser) -> Vec<String> {
    let texts = browser
        .run("return [...document.querySelectorAll('.comments .text')].map(e => e.textContent);");
    serde_json::from_value(texts).expect("texts")
}

fn seconds(browser: &Browser) -> f64 {
    let now = browser.run(
        "return Number(document.querySelector('[role=slider]').getAttribute('aria-valuenow'));",
    );
    now.as_f64().expect("a second")
}

/// Keeps the sound at hand, which the page does not hand out.
const LISTEN: &str = "const play = HTMLMediaElement.prototype.play; HTMLMediaElement.prototype.play = function () { window.heard = this; return play.call(this); };";

/// Says something by keyboard alone.
fn say(browser: &Browser, text: &str) {
    browser.press(&["c"]);
    browser.until("document.activeElement.name === 'text'");
    browser.write(text);
    browser.press_with(key::CONTROL, key::ENTER);
    browser.until("document.querySelector('form') === null");
}

/// Saves with the button of this label; returns the file, moved home under this name.
fn save(browser: &Browser, home: &Home, label: &str, name: &str) {
    browser.tab_to(label);
    browser.press(&[key::ENTER]);
    let ending = Path::new(name).extension().expect("an ending");
    let saved = browser.saved(&format!("-comments.{}", ending.display()));
    fs::copy(&saved, home.path(name)).expect("room for it");
    fs::remove_file(saved).expect("it is ours");
}

#[test]
#[cfg_attr(
    not(feature = "whisper"),
    ignore = "NEEDS A BROWSER: run with the default features"
)]
fn a_coach_listens_comments_and_sends_it_back_by_keyboard_alone() {
    let home = heard();
    let browser = packet(&home, "", DESK);
    browser.run(LISTEN);
    browser.press(&[" "]);
    browser.until("window.heard?.currentTime > 0.3 && !window.heard.paused");
    say(&browser, "Begin without the um.");
    browser.until("!window.heard.paused");
    browser.press(&[" "]);
    browser.until("window.heard.paused");
    browser.press(&[key::RIGHT, key::RIGHT]);
    say(&browser, "A second one.");
    say(&browser, "A third one.");
    assert_eq!(listed(&browser).len(), 3);

    browser.tab_to("Edit comment at 0:0");
    browser.press(&[key::ENTER]);
    browser.until("document.activeElement.name === 'text'");
    browser.write(" Or breathe.");
    browser.press_with(key::CONTROL, key::ENTER);
    browser.until("document.querySelector('.comments .text').textContent.endsWith('Or breathe.')");
    browser.run("document.querySelector('.comments li:last-child').focus();");
    browser.tab_to("Delete comment");
    browser.press(&[key::ENTER]);
    browser.until("document.querySelectorAll('.comments .text').length === 2");
    let said = ["Begin without the um. Or breathe.", "A second one."];
    assert_eq!(listed(&browser), said);

    browser.run("document.activeElement.blur(); scrollTo(0, 0);");
    browser.go_to_file(&home.path("packet.html"));
    assert_eq!(listed(&browser), said, "a closed tab loses nothing");

    save(&browser, &home, "Save page with comments", "back.html");
    save(&browser, &home, "Save comments alone", "back.json");
    let merged = home.run("comments story.md back.html back.json");
    assert_eq!(merged.stderr, "take 1: 2 new\ntake 1: nothing new\n");

    // The page that came back is as good as the first.
    browser.go_to_file(&home.path("back.html"));
    assert_eq!(listed(&browser), said);
    browser.run("document.querySelector('.comments li').focus();");
    browser.tab_to("Delete comment");
    browser.press(&[key::ENTER]);
    save(&browser, &home, "Save page with comments", "again.html");
    assert_eq!(
        home.run("comments story.md again.html").stderr,
        "take 1: 1 removed\n"
    );
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
#[cfg_attr(
    not(feature = "whisper"),
    ignore = "NEEDS A BROWSER: run with the default features"
)]
fn a_word_plays_when_it_is_clicked_and_when_it_is_chosen_by_keys() {
    let home = heard();
    let browser = packet(&home, "", DESK);
    browser.run(LISTEN);
    let told = block(&home.read("packet.html"), "ownup-told");
    let start = |at: usize| {
        told["takes"][0]["report"]["words"][at]["start"]
            .as_f64()
            .expect("a second")
    };
    browser.click(".word[data-at='60']");
    browser.until(&format!("window.heard.currentTime >= {}", start(60)));
    browser.until("Number(document.querySelector('.word.spoken').dataset.at) >= 60");
    assert!((seconds(&browser) - start(60)).abs() < 10.0);

    browser.press(&[" "]);
    browser.until("window.heard.paused");
    browser.tab_to("Words.");
    browser.press(&[key::LEFT; 3]);
    let chosen = browser.run("return Number(document.querySelector('.cursor').dataset.at);");
    let chosen = chosen.as_u64().expect("a word") as usize;
    browser.press(&[key::ENTER]);
    browser.until(&format!(
        "Math.abs(window.heard.currentTime - {}) < 3 && !window.heard.paused",
        start(chosen)
    ));

    // A stretch of words is what the comment is about.
    browser.press_with(key::SHIFT, key::RIGHT);
    browser.press_with(key::SHIFT, key::RIGHT);
    browser.press(&["c"]);
    let bounds =
        browser.run("const f = document.forms[0].elements; return [f.start.value, f.end.value];");
    let clock = |value: &Value| value.as_str().is_some_and(|text| text.contains(':'));
    assert!(clock(&bounds[0]) && clock(&bounds[1]), "{bounds}");
    browser.press(&[key::ESCAPE]);
    browser.until("document.forms.length === 0");
}

#[test]
#[cfg_attr(
    not(feature = "whisper"),
    ignore = "NEEDS A BROWSER: run with the default features"
)]
fn marks_and_lanes_jump() {
    let home = heard();
    let browser = packet(&home, "", DESK);
    browser.run(LISTEN);
    browser.click(".mark.cause");
    browser.until("window.heard.currentTime > 24");
    browser.run("window.heard.pause(); document.querySelector('[role=slider]').focus();");
    let before = seconds(&browser);
    browser.press(&[key::LEFT]);
    browser.until(&format!(
        "Number(document.querySelector('[role=slider]').getAttribute('aria-valuenow')) < {before}"
    ));
    let lanes = browser.run(
        "return [...document.querySelectorAll('.row.section .label')].map(e => e.textContent);",
    );
    assert_eq!(lanes[0], "Context");
}

#[test]
#[cfg_attr(
    not(feature = "whisper"),
    ignore = "NEEDS A BROWSER: run with the default features"
)]
fn no_request_leaves_the_page() {
    let home = heard();
    let browser = packet(&home, "", DESK);
    browser.run(LISTEN);
    browser.press(&[" "]);
    browser.until("window.heard?.currentTime > 0.2");
    say(&browser, "Noted.");
    save(&browser, &home, "Save page with comments", "back.html");
    let requests = browser.requests();
    assert!(
        requests.iter().any(|url| url.starts_with("file://")),
        "{requests:?}"
    );
    let local = |url: &String| {
        ["file://", "blob:null/", "blob:file://", "data:,"]
            .iter()
            .any(|own| url.starts_with(own))
    };
    let strange: Vec<&String> = requests.iter().filter(|url| !local(url)).collect();
    assert!(strange.is_empty(), "{strange:?}");
    // Not even when a script tries.
    let tried = browser.run_and_wait(
        "const done = arguments[0]; fetch('http://127.0.0.1:9/').then(() => done('sent'), error => done(error.name));",
    );
    assert_eq!(tried, "TypeError");
    assert!(
        browser
            .complaints()
            .iter()
            .any(|line| line.contains("Content Security Policy"))
    );
}

#[test]
#[cfg_attr(
    not(feature = "whisper"),
    ignore = "NEEDS A BROWSER: run with the default features"
)]
fn hostile_text_is_shown_as_text() {
    let trick = "</script><img src=x onerror=window.hit=1><script>window.hit=1</script>{{told}}";
    let turned = "\u{202e}gnp.exe\u{2066}";
    let title = "'</title><svg onload=window.hit=1>'";
    let home =
        Home::with_story(&STORY.replace("The surcharge column\n---", &format!("{title}\n---")));
    home.write(
        "words.json",
        transcript(&format!("{trick} {turned} {TELLING}")),
    );
    home.run("import story.md --transcript words.json -q")
        .answer();
    let browser = packet(&home, "", DESK);
    say(&browser, trick);
    say(&browser, turned);
    save(&browser, &home, "Save page with comments", "back.html");
    browser.go_to_file(&home.path("back.html"));
    assert_eq!(browser.run("return window.hit ?? null;"), Value::Null);
    assert_eq!(
        browser.run(
            "return document.querySelectorAll('main img, main script, main svg[onload]').length;"
        ),
        0
    );
    let shown = listed(&browser);
    assert!(shown.contains(&trick.to_owned()), "{shown:?}");
    assert!(
        shown
            .iter()
            .any(|text| text.contains("\u{fffd}gnp.exe\u{fffd}")),
        "{shown:?}"
    );
    let page = browser.run("return document.body.innerText + document.title;");
    assert!(!page.as_str().unwrap_or_default().contains('\u{202e}'));
    let merged = home.run("comments story.md back.html");
    assert_eq!(merged.stderr, "take 1: 2 new\n");
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
#[cfg_attr(
    not(feature = "whisper"),
    ignore = "NEEDS A BROWSER: run with the default features"
)]
fn a_checker_of_accessibility_finds_nothing_serious() {
    let axe = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("axe-core-4.14.1/axe.min.js");
    let axe =
        fs::read_to_string(&axe).expect("there is no axe-core: `scripts/setup --tests` fetches it");
    let home = heard();
    home.run("import story.md --transcript words.json -q")
        .answer();
    for (window, options) in [(DESK, ""), (PHONE, ""), (DESK, "--take 1 --compare 2")] {
        let browser = packet(&home, options, window);
        say(&browser, "Slower here.");
        browser.press(&["c"]);
        for scheme in ["light", "dark"] {
            browser.prefer("prefers-color-scheme", scheme);
            browser.run(&axe);
            let found = browser.run_and_wait(
                "const done = arguments[0]; axe.run(document).then(result => done(result.violations.map(v => [v.impact, v.id, v.nodes.map(n => n.html)])));",
            );
            assert_eq!(found, json!([]), "{window:?} {options} {scheme}: {found:#}");
        }
        let wide = browser.run("return document.documentElement.scrollWidth > innerWidth;");
        assert_eq!(wide, false, "nothing is wider than the window");
    }
}

#[test]
#[cfg_attr(
    not(feature = "whisper"),
    ignore = "NEEDS A BROWSER: run with the default features"
)]
fn a_take_without_sound_can_be_commented_on() {
    let home = told();
    let browser = packet(&home, "", PHONE);
    browser.click(".word[data-at='5']");
    say(&browser, "Which shop?");
    let when = browser.run("return document.querySelector('.comments .jump').textContent;");
    assert_eq!(when, "0:02");
    assert_eq!(browser.complaints(), [""; 0]);
}

#[test]
#[cfg_attr(
    not(feature = "whisper"),
    ignore = "NEEDS A BROWSER: run with the default features"
)]
fn comments_made_in_replay_are_in_the_take_at_once() {
    let home = heard();
    let replay = Replay::start(&home);
    let browser = Browser::open(DESK.0, DESK.1);
    browser.go(&replay.address);
    say(&browser, "Slower here.");
    browser.until("document.querySelector('.saving').textContent.includes('Kept in the take')");
    assert_eq!(
        home.run("comments story.md").stdout,
        "take 1  0:00  coach: Slower here.\n"
    );
    browser.run("document.querySelector('.comments li').focus();");
    browser.tab_to("Delete comment");
    browser.press(&[key::ENTER]);
    browser.until("document.querySelector('.saving').textContent.includes('Kept in the take')");
    browser.until("document.querySelector('.gone') !== null");
    let address = replay.address.clone();
    let strange: Vec<String> = browser
        .requests()
        .into_iter()
        .filter(|url| {
            let own = [address.as_str(), "blob:http://127.0.0.1:", "data:,"];
            !own.iter().any(|own| url.starts_with(own))
        })
        .collect();
    assert_eq!(strange, [""; 0]);
    assert_eq!(replay.interrupt(), Some(0));
    say(&browser, "Too late.");
    browser.until("document.querySelector('.saving').textContent.includes('ownup has ended')");
    browser.until("document.querySelector('.saving button') !== null");
}

#[test]
#[cfg_attr(
    not(feature = "whisper"),
    ignore = "NEEDS A BROWSER: run with the default features"
)]
fn words_moved_in_replay_are_counted_where_they_belong_and_can_be_moved_back() {
    let home = told();
    let replay = Replay::start(&home);
    let browser = Browser::open(DESK.0, DESK.1);
    browser.go(&replay.address);
    let choose = "document.querySelector('select[name=section]').value = 'aside';";

    browser.press(&["m"]);
    browser.until("document.activeElement.name === 'section'");
    browser.run(choose);
    browser.press(&[key::ENTER]);
    browser.tab_to("Move");
    browser.press(&[key::ENTER]);
    browser.until("document.querySelector('form') === null && document.querySelector('.part h4 bdi').textContent === 'aside'");
    let corrections = || home.run("correct story.md --format json").json()["corrections"].clone();
    let made = corrections();
    assert_eq!(made.as_array().map(Vec::len), Some(1), "{made}");

    browser.press(&["m"]);
    browser.until("document.activeElement.name === 'section'");
    browser.tab_to("Undo the last correction");
    browser.press(&[key::ENTER]);
    browser.until("document.querySelector('form') === null && document.querySelector('.part h4 bdi').textContent !== 'aside'");
    assert_eq!(corrections(), json!([]));
    assert_eq!(browser.complaints(), [""; 0]);
}

//! Takes of a story, listed and set side by side.

use std::fs;

use serde_json::Value;

use crate::harness::{Home, Outcome, STORY, TELLING, transcript};

/// How the takes of [`desk`] go: half a story, the whole of it, and the whole once more without taking it on.
const TAKES: [&str; 3] = [
    "I run the nightly invoicing job for a hardware shop . … \
     The surcharge column was read twice and nine hundred invoices went out too high . … \
     We sent corrected invoices the next morning and we wrote to every customer . …",
    TELLING,
    "I run the nightly invoicing job for a hardware shop . … \
     The surcharge column was read twice and nine hundred invoices went out too high . … \
     It broke because I did not open the file . … \
     We sent corrected invoices the next morning . … \
     I learned that I stop checking when I am behind . …",
];

fn tell(home: &Home, spoken: &str) {
    home.write("words.json", transcript(spoken));
    let told = home.run("import story.md --transcript words.json -q");
    assert_eq!(told.status, 0, "{told}");
}

/// A home with three takes of one story.
fn desk() -> Home {
    let home = Home::with_story(STORY);
    for spoken in TAKES {
        tell(&home, spoken);
    }
    home
}

/// The files below home whose names end so.
fn files(home: &Home, end: &str) -> Vec<String> {
    let tree = home.tree();
    tree.into_iter()
        .filter(|name| name.ends_with(end))
        .collect()
}

/// What stands in the files of takes, remembered judgements left out.
fn kept(home: &Home) -> Vec<(String, String)> {
    let names = files(home, "/take.json")
        .into_iter()
        .chain(files(home, "/story.md"));
    names.map(|name| (name.clone(), home.read(&name))).collect()
}

fn unstamped(text: &str) -> String {
    let stamp = regex::Regex::new(r"\d{8}T\d{6}").expect("a pattern");
    let moment = regex::Regex::new(r"\d{4}-\d\d-\d\d \d\d:\d\d").expect("a pattern");
    let text = stamp.replace_all(text, "STAMP");
    moment.replace_all(&text, "2026-11-22 14:03").into_owned()
}

fn numbers(takes: &Value) -> Vec<u64> {
    let takes = takes.as_array().expect("a list").iter();
    takes
        .filter_map(|take| take["number"].as_u64().or(take.as_u64()))
        .collect()
}

#[test]
fn the_history_is_a_line_for_each_take_and_what_is_missing() {
    insta::assert_snapshot!(unstamped(&desk().run("takes story.md").answer()), @"
    take  when (UTC)        told  rollback  decision  ratio  cause      findings
       1  2026-11-22 14:03  0:13      0:04      0:00    0.0  not heard         5
       2  2026-11-22 14:03  0:29      0:03      0:17    5.4  strong            1
       3  2026-11-22 14:03  0:19      0:03      0:07    2.2  half said         3

      Not yet, two good takes to go. Take 3: rollback 0:03 (0:15 to 0:40 is good);
      decision 0:07 (1:15 to 2:00 is good); nothing told of the change.
    ");
}

#[test]
fn the_history_goes_to_a_spreadsheet() {
    let csv = desk().run("takes story.md --format csv").answer();
    let moment = regex::Regex::new(r"\d{4}-\d\d-\d\dT[^,]*").expect("a pattern");
    insta::assert_snapshot!(moment.replace_all(&csv, "MOMENT"), @"
    take,recorded_at,told_s,rollback_s,decision_s,ratio,cause,fail,warn,note,since_edit
    1,MOMENT,13.08,3.88,0,0.000,not heard,3,1,1,yes
    2,MOMENT,28.98,3.1,16.68,5.381,strong,1,0,0,yes
    3,MOMENT,18.98,3.1,6.68,2.155,half said,2,0,1,yes
    ");
}

#[test]
fn the_history_goes_into_notes() {
    let markdown = desk().run("takes story.md --format markdown").answer();
    insta::assert_snapshot!(unstamped(&markdown), @"
    # The surcharge column

    | take | when (UTC) | told | rollback | decision | ratio | cause | findings |
    | ---: | --- | ---: | ---: | ---: | ---: | --- | ---: |
    | 1 | 2026-11-22 14:03 | 0:13 | 0:04 | 0:00 | 0.0 | not heard | 5 |
    | 2 | 2026-11-22 14:03 | 0:29 | 0:03 | 0:17 | 5.4 | strong | 1 |
    | 3 | 2026-11-22 14:03 | 0:19 | 0:03 | 0:07 | 2.2 | half said | 3 |

    Not yet, two good takes to go. Take 3: rollback 0:03 (0:15 to 0:40 is good); decision 0:07 (1:15 to 2:00 is good); nothing told of the change.
    ");
}

#[test]
fn an_edit_of_the_story_stands_between_the_takes() {
    let home = desk();
    home.write(
        "story.md",
        STORY.replace("That was on me.", "That was on me, nobody else."),
    );
    tell(&home, TELLING);
    home.write("story.md", STORY);
    let history = home.run("takes story.md").answer();
    let edits: Vec<&str> = history
        .lines()
        .filter(|line| line.contains("edited"))
        .collect();
    insta::assert_snapshot!(edits.join("\n"), @"
        edited: “Why it was me” is reworded (25 to 27 words)
        edited: “Why it was me” is reworded (27 to 25 words)
    Not yet: the story was edited after its last take, so two good takes to go.
    ");
    let json = home.run("takes story.md --format json").json();
    assert_eq!(json["enough"]["since_edit"], serde_json::json!([]));
    let compared = home.run("compare story.md --format json").json();
    assert_eq!(compared["edits"][0]["changes"][0]["role"], "cause");
    assert_eq!(compared["edits"][0]["after"], 4);
}

#[test]
fn a_comma_more_is_no_edit() {
    let home = desk();
    home.write(
        "story.md",
        STORY.replace("was read twice, and", "was read twice and"),
    );
    let json = home.run("takes story.md --format json").json();
    assert_eq!(json["enough"]["since_edit"], serde_json::json!([1, 2, 3]));
}

/// The answer before and after the word `at`, which begins the second part.
fn parts(answer: &str, at: &str) -> (String, String) {
    let (before, after) = answer.split_at(answer.find(at).expect("both parts"));
    (before.trim_end().to_owned(), after.to_owned())
}

#[test]
fn the_last_two_takes_stand_beside_the_best() {
    let answer = desk().run("compare story.md").answer();
    insta::assert_snapshot!(parts(&answer, "Findings since").0, @"
    The surcharge column
    take 3 against take 2; the best is take 2

      Not yet, two good takes to go. Take 3: rollback 0:03 (0:15 to 0:40 is good);
      decision 0:07 (1:15 to 2:00 is good); nothing told of the change.

                       take 3  take 2  change      best  target
      Rollback           0:03    0:03    same  0:04 (1)    0:30
      Decision           0:07    0:17   -0:10  0:17 (2)    1:30
      Whole story        0:19    0:29   -0:10  0:29 (2)    2:30

      Context            0:04    0:04    same  0:04 (3)   ~0:13
      What went wrong    0:05    0:05    same  0:05 (3)   ~0:18
      Why it was me      0:04    0:09   -0:05  0:09 (2)   ~0:46
      Rollback           0:03    0:03    same  0:04 (1)    0:30
      What I learned     0:03    0:04   -0:01  0:04 (2)   ~0:18
      What I do now      0:00    0:04   -0:04  0:04 (2)   ~0:26
      Sum of the best                              0:30   ~2:30
      ~ shared out by the words on paper, as the story sets no target there

    The split over 3 takes
       1:30 │┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
            │
            │
            │
            │
       0:30 │┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄
            │
            │       ●    ●
       0:00 │  ◉    ○    ○
            └───────────────
               1    2    3
             ● decision  ○ rollback  ┄ targets
    ");
}

#[test]
fn what_came_and_went_stands_below_the_numbers() {
    let answer = desk().run("compare story.md").answer();
    insta::assert_snapshot!(parts(&answer, "Findings since").1, @"
    Findings since take 2
      new: no change in what you do (change first)
      new: no rule of your own (worth knowing)
      still: the decision is too short (change first)

    What must be said, and where it was
      “because I …”            said in 2 of 3 takes: 2 and 3
        take 3 0:10 “It broke because I did not open the file.”
        take 2 0:10 “I skipped the dry run because the last ten had been clean. It
          broke”
      what I did or left out   said in 2 of 3 takes: 2 and 3
        take 3 0:11 “I did not open the file.”
        take 2 0:10 “I skipped the dry run”
      what I should have done  not said in any take
        take 3 not said
        take 2 not said
      “that was on me”         said in 1 of 3 takes: 2
        take 3 not said
        take 2 0:16 “That was on me.”

    Paper and voice, as shares of the whole
                      paper  take 2  take 3
      context           12%     14%     21%
      failure           18%     18%     27%
      cause             31%     29%     19%
      rollback           9%     11%     16%
      lesson            12%     14%     16%
      change            18%     14%      0%
      word for word            100%    100%

    To know
      Takes 1-3 are more than half word for word the paper's: rehearse the story,
        not a script.
    ");
}

#[test]
fn a_comparison_goes_into_notes() {
    insta::assert_snapshot!(desk().run("compare story.md --takes 1,2 --format markdown").answer(), @r"
    # The surcharge column

    take 2 against take 1; it is the best so far

    Not yet, two good takes to go. Take 3: rollback 0:03 (0:15 to 0:40 is good); decision 0:07 (1:15 to 2:00 is good); nothing told of the change.

    | | take 2 | take 1 | change | best | target |
    | --- | ---: | ---: | ---: | ---: | ---: |
    | Rollback | 0:03 | 0:04 | -0:01 | 0:04 (1) | 0:30 |
    | Decision | 0:17 | 0:00 | +0:17 | 0:17 (2) | 1:30 |
    | Whole story | 0:29 | 0:13 | +0:16 | 0:29 (2) | 2:30 |
    | Context | 0:04 | 0:04 | same | 0:04 (2) | \~0:13 |
    | What went wrong | 0:05 | 0:05 | same | 0:05 (2) | \~0:18 |
    | Why it was me | 0:09 | 0:00 | +0:09 | 0:09 (2) | \~0:46 |
    | Rollback | 0:03 | 0:04 | -0:01 | 0:04 (1) | 0:30 |
    | What I learned | 0:04 | 0:00 | +0:04 | 0:04 (2) | \~0:18 |
    | What I do now | 0:04 | 0:00 | +0:04 | 0:04 (2) | \~0:26 |
    | Sum of the best |  |  |  | 0:30 | \~2:30 |

    \~ shared out by the words on paper, as the story sets no target there

    ## Findings since take 1

    - gone: the cause is not said (change first)
    - gone: no change in what you do (change first)
    - gone: nobody acts in the failure
    - gone: no rule of your own (worth knowing)
    - still: the decision is too short (change first)

    ## What must be said, and where it was

    **“because I …”** said in 1 of 2 takes: 2

    - take 2, 0:10: “I skipped the dry run because the last ten had been clean. It broke”
    - take 1: not said

    **what I did or left out** said in 1 of 2 takes: 2

    - take 2, 0:10: “I skipped the dry run”
    - take 1: not said

    **what I should have done** not said in any take

    - take 2: not said
    - take 1: not said

    **“that was on me”** said in 1 of 2 takes: 2

    - take 2, 0:16: “That was on me.”
    - take 1: not said

    ## Paper and voice

    | | paper | take 1 | take 2 |
    | --- | ---: |---: |---: |
    | context | 12% | 31% | 14% |
    | failure | 18% | 40% | 18% |
    | cause | 31% | 0% | 29% |
    | rollback | 9% | 30% | 11% |
    | lesson | 12% | 0% | 14% |
    | change | 18% | 0% | 14% |
    | word for word |  | 84% | 100% |

    ## To know

    - Takes 1 and 2 are more than half word for word the paper's: rehearse the story, not a script.
    ");
}

#[test]
fn a_comparison_is_for_other_programs_too() {
    let json = desk().run("compare story.md --format json").json();
    assert_eq!(json["schema"], "ownup.compare/1");
    assert_eq!((&json["this"], &json["previous"]), (&3.into(), &2.into()));
    assert_eq!(numbers(&json["takes"]), [1, 2, 3]);
    let link = &json["statements"][0];
    assert_eq!(
        (&link["kind"], &link["name"]),
        (&"ingredient".into(), &"causal_link".into())
    );
    assert_eq!(link["said"][0]["take"], 2);
    assert_eq!(link["not_said"], serde_json::json!([1]));
    assert_eq!(json["recited"], serde_json::json!([1, 2, 3]));
}

#[test]
fn the_order_in_which_takes_are_named_does_not_matter() {
    let home = desk();
    let forms = ["text", "json", "markdown", "csv", "html"];
    for form in forms {
        let there = home.run(&format!("compare story.md --takes 1,3,2 --format {form}"));
        let back = home.run(&format!("compare story.md --takes 2,3,1 --format {form}"));
        assert_eq!(there.answer(), back.answer(), "{form}");
    }
}

#[test]
fn a_take_compared_with_itself_has_not_changed() {
    let json = desk()
        .run("compare story.md --takes 2,2 --format json")
        .json();
    let sections = json["sections"].as_array().expect("rows").iter();
    let whole = ["rollback", "decision", "whole"].map(|name| &json["split"][name]);
    for row in sections.chain(whole) {
        assert_eq!(row["delta_s"], 0.0, "{row}");
    }
    assert_eq!(json["findings"]["gained"], serde_json::json!([]));
    assert_eq!(json["findings"]["lost"], serde_json::json!([]));
}

#[test]
fn what_is_remembered_says_the_same_as_what_is_judged_anew() {
    let home = desk();
    for line in [
        "takes story.md --format json",
        "compare story.md --all --format json",
    ] {
        for file in files(&home, "/.judged.json") {
            fs::remove_file(home.path(&file)).expect("it was there");
        }
        let fresh = home.run(line).answer();
        assert_eq!(files(&home, "/.judged.json").len(), 3);
        let before: Vec<String> = files(&home, "/.judged.json")
            .iter()
            .map(|f| home.read(f))
            .collect();
        assert_eq!(home.run(line).answer(), fresh);
        let after: Vec<String> = files(&home, "/.judged.json")
            .iter()
            .map(|f| home.read(f))
            .collect();
        assert_eq!(after, before);
    }
}

#[test]
fn what_is_remembered_is_believed_only_of_the_very_take() {
    let home = desk();
    let before = home.run("takes story.md --format json").json();
    let file = &files(&home, "/take.json")[1];
    let said = home.read(file);
    home.write(file, said.replace("hundred", "thousand"));
    home.run("compare story.md").answer();
    home.write(file, said.replace("\"on\"", "\"off\""));
    let after = home.run("takes story.md --format json").json();
    assert_ne!(after["takes"][1], before["takes"][1]);
    assert_eq!(after["takes"][2], before["takes"][2]);
}

#[test]
fn a_damaged_memory_is_as_good_as_none() {
    let home = desk();
    let fresh = home.run("takes story.md").answer();
    for junk in [
        "",
        "{",
        "[]",
        "\u{0}",
        "{\"program\":\"x\",\"take\":\"y\",\"judged\":{}}",
    ] {
        for file in files(&home, "/.judged.json") {
            home.write(&file, junk);
        }
        assert_eq!(home.run("takes story.md").answer(), fresh, "{junk:?}");
    }
}

#[test]
fn another_programs_memory_is_not_believed() {
    let home = desk();
    let fresh = home.run("takes story.md").answer();
    for file in files(&home, "/.judged.json") {
        let known = home
            .read(&file)
            .replace("{\"program\":\"", "{\"program\":\"0");
        home.write(&file, known.replace("\"told\":", "\"told\":9"));
    }
    assert_eq!(home.run("takes story.md").answer(), fresh);
}

#[test]
fn memory_is_private_and_goes_with_its_take() {
    use std::os::unix::fs::PermissionsExt;
    let home = desk();
    home.run("takes story.md").answer();
    for file in files(&home, "/.judged.json") {
        let mode = fs::metadata(home.path(&file))
            .expect("it is there")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{file}");
    }
    home.run("remove story.md --take 2 --yes");
    assert_eq!(files(&home, "/.judged.json").len(), 2);
    assert_eq!(
        numbers(&home.run("takes story.md --format json").json()["takes"]),
        [1, 3]
    );
}

#[test]
fn a_folder_that_cannot_be_written_to_is_compared_all_the_same() {
    let home = desk();
    let fresh = home.run("takes story.md").answer();
    for file in files(&home, "/.judged.json") {
        fs::remove_file(home.path(&file)).expect("it was there");
    }
    for take in files(&home, "/take.json") {
        let folder = home.path(take.trim_end_matches("/take.json"));
        // A folder of this name is in the way of any file of this name, for root too.
        fs::create_dir_all(folder.join(".judged.json/x")).expect("room for a folder");
    }
    assert_eq!(home.run("takes story.md").answer(), fresh);
}

/// Breaks the second of three takes and expects it named in one line, the others shown, nothing rewritten.
fn check_damage(damage: impl Fn(&str) -> String, why: &str) {
    let home = desk();
    let file = files(&home, "/take.json")[1].clone();
    home.write(&file, damage(&home.read(&file)));
    let before = kept(&home);
    let lines = [
        "takes story.md --format json",
        "compare story.md --format json",
    ];
    for line in lines {
        let outcome = home.run(line);
        assert_eq!(outcome.status, 0, "{outcome}");
        assert_eq!(outcome.stderr.lines().count(), 1, "{outcome}");
        assert!(
            outcome.stderr.starts_with("warning: take 2 in "),
            "{outcome}"
        );
        assert!(outcome.stderr.contains(why), "{outcome}");
        let json: Value = serde_json::from_str(&outcome.stdout).expect("JSON");
        assert_eq!(numbers(&json["takes"]), [1, 3]);
    }
    assert_eq!(kept(&home), before);
    assert_eq!(files(&home, "/.judged.json").len(), 2);
}

#[test]
fn a_corrupt_take_among_good_ones_is_named() {
    check_damage(|_| "\u{7}not JSON".to_owned(), "it is damaged");
    check_damage(|_| String::new(), "it is damaged");
}

#[test]
fn a_half_written_take_among_good_ones_is_named() {
    check_damage(|facts| facts[..facts.len() / 2].to_owned(), "it is damaged");
}

#[test]
fn a_newer_take_among_good_ones_is_named() {
    check_damage(
        |facts| facts.replace("ownup.take/1", "ownup.take/9"),
        "written by a newer ownup",
    );
}

#[test]
fn a_take_whose_story_is_broken_is_named() {
    let home = desk();
    let file = files(&home, "/story.md")[0].clone();
    home.write(&file, "## Nonsense heading\n\nA.\n");
    let outcome = home.run("compare story.md --format json");
    assert_eq!(outcome.status, 0, "{outcome}");
    assert_eq!(outcome.stderr.lines().count(), 1, "{outcome}");
    assert!(
        outcome.stderr.contains("the story as it was in take 1"),
        "{outcome}"
    );
}

#[test]
fn a_take_that_is_damaged_after_it_was_judged_is_named_too() {
    let home = desk();
    home.run("takes story.md").answer();
    let file = files(&home, "/take.json")[1].clone();
    home.write(&file, "{");
    let outcome = home.run("takes story.md");
    assert!(
        outcome.stderr.starts_with("warning: take 2 in "),
        "{outcome}"
    );
}

#[test]
fn one_take_is_too_few() {
    let home = Home::with_story(STORY);
    insta::assert_snapshot!(home.run("compare story.md"), @"
    status: 1
    --- stderr
    error: there is no take of `story.md` to compare
    hint: `ownup record story.md` makes another, or `ownup import story.md AUDIO`
    ");
    tell(&home, TELLING);
    insta::assert_snapshot!(home.run("compare story.md"), @"
    status: 1
    --- stderr
    error: there is only one take of `story.md` to compare
    hint: `ownup record story.md` makes another, or `ownup import story.md AUDIO`
    ");
    insta::assert_snapshot!(home.run("compare story.md --takes 1"), @"
    status: 2
    --- stderr
    error: a comparison needs two takes, as in `--takes 1,4`
    ");
}

#[test]
fn a_take_that_is_not_there_is_said_to_be_missing() {
    insta::assert_snapshot!(desk().run("compare story.md --takes 1,9"), @"
    status: 1
    --- stderr
    error: there is no take 9 in `story.takes`
    hint: the takes are 1, 2, 3
    ");
}

#[test]
fn takes_outlive_their_story() {
    let home = desk();
    let before = home.run("compare story.md").answer();
    fs::remove_file(home.path("story.md")).expect("it was there");
    assert_eq!(home.run("compare story.md").answer(), before);
}

#[test]
fn a_story_that_does_not_parse_is_left_out_of_account() {
    let home = desk();
    home.write("story.md", "## Nonsense heading\n\nA.\n");
    let outcome: Outcome = home.run("takes story.md");
    assert_eq!(outcome.status, 0, "{outcome}");
    assert_eq!(outcome.stderr.lines().count(), 1, "{outcome}");
    assert!(outcome.stderr.contains("left out of account"), "{outcome}");
}

#[test]
fn a_take_without_words_is_told_apart() {
    let home = desk();
    let file = files(&home, "/take.json")[2].clone();
    let mut facts: Value = serde_json::from_str(&home.read(&file)).expect("JSON");
    facts["words"] = serde_json::json!([]);
    home.write(&file, facts.to_string());
    let json = home.run("compare story.md --format json").json();
    assert_eq!(json["cannot_compare"][0]["what"], "silent");
    assert_eq!(json["cannot_compare"][0]["takes"], serde_json::json!([3]));
    assert_eq!(json["best"], 2);
    assert_eq!(home.run("compare story.md").status, 0);
}

#[test]
fn no_line_is_wider_than_the_screen() {
    let home = desk();
    for line in [
        "takes story.md",
        "compare story.md",
        "compare story.md --all",
    ] {
        for columns in ["60", "80", "200"] {
            let args: Vec<&str> = line.split(' ').collect();
            let answer = home
                .finish(home.command(&args).env("COLUMNS", columns))
                .answer();
            let widest = answer.lines().map(|line| line.chars().count()).max();
            assert!(widest <= columns.parse().ok(), "{columns}: {answer}");
            assert!(!answer.contains('\x1b'));
        }
    }
}

#[test]
fn the_page_holds_the_stories_words_as_text_and_loads_nothing() {
    let nasty = STORY.replace(
        "title: The surcharge column",
        "title: \"<script>alert(1)</script> & 'co'\"",
    );
    let home = Home::with_story(&nasty);
    tell(&home, TELLING);
    tell(
        &home,
        &TELLING.replace("That was on me", "That was <img/src=x> on me"),
    );
    let page = home.run("compare story.md --format html").answer();
    assert!(page.starts_with("<!doctype html>"));
    assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &#39;co&#39;"));
    assert!(page.contains("default-src 'none'"));
    for forbidden in [
        "<script", "<img", "<link", "http:", "https:", "url(", " style=",
    ] {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
    home.run("compare story.md --format html -o page.html")
        .answer();
    assert_eq!(home.read("page.html"), page);
}

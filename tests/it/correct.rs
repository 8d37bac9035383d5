//! Corrections: counted in everywhere, kept with the take, and undone without a trace.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::harness::{Home, Outcome, STORY, TELLING, transcript};

/// A home with a story and a take of it.
fn desk() -> Home {
    let home = Home::with_story(STORY);
    // Where that sentence belongs is told differently with and without sentence vectors.
    let told = TELLING.replace("That was on me . ", "");
    home.write("words.json", transcript(&told));
    import(&home);
    home
}

fn import(home: &Home) {
    home.run("import story.md --transcript words.json -q")
        .answer();
}

/// A file of a take, below home.
fn file(home: &Home, number: &str, name: &str) -> String {
    let tree = home.tree();
    let folder = format!("story.takes/{number}-");
    let mut names = tree.iter().filter(|name| name.starts_with(&folder));
    format!("{}{name}", names.next().expect("the take is kept"))
}

fn report(home: &Home, take: u32) -> serde_json::Value {
    home.run(&format!("report story.md --take {take} --format json"))
        .json()
}

/// The program with these arguments, which may hold spaces.
fn correct(home: &Home, args: &[&str]) -> Outcome {
    let args: Vec<&str> = ["correct", "story.md"]
        .iter()
        .chain(args)
        .copied()
        .collect();
    home.finish(&mut home.command(&args))
}

#[test]
fn without_options_it_lists_what_was_said() {
    insta::assert_snapshot!(desk().run("correct story.md"), @"
        status: 0
        --- stdout
        The surcharge column
        take 1

        Context
            1. 0:01 I run the nightly invoicing job for a hardware shop.

        What went wrong
            2. 0:05 The surcharge column was read twice and nine hundred invoices went
               out too high.

        Why it was me
            3. 0:10 I skipped the dry run because the last ten had been clean.
            4. 0:13 It broke because I did not open the file.

        Rollback
            5. 0:17 We sent corrected invoices the next morning.

        What I learned
            6. 0:20 I learned that I stop checking when I am behind.

        What I do now
            7. 0:24 Since then I open the first file of every run before I approve it.

        Nothing was put right in this take yet.
        ");
}

#[test]
fn what_was_put_right_is_said_and_counted() {
    let home = desk();
    let args = [
        "--place",
        "5=What I learned",
        "--word",
        "0:15=reopen",
        "--cause",
        "0:13",
    ];
    insta::assert_snapshot!(correct(&home, &args), @"
        status: 0
        --- stderr
        0:17-0:20 belongs to “What I learned”
        0:15 “open” is “reopen”
        0:13-0:17 is the cause statement
        rollback 0:03 → 0:00, decision 0:15 → 0:19
        ");
    let report = home.run("report story.md").answer();
    let (_, cause) = report.split_once("\n\nThe cause").expect("it is told");
    insta::assert_snapshot!(cause.lines().take(8).collect::<Vec<_>>().join("\n"), @"
        : half said
          0:13 “It broke because I did not reopen the file.” (you marked this)

          ✓ “because I …”            0:10
          ✓ what I did or left out   0:10
          – what I should have done  not heard
          – “that was on me”         not heard
          How it came about, 1 of 5: what was left out.
        ");
    let last = "You put 3 things right in this take; they are counted here.\n";
    assert!(report.ends_with(last), "{report}");
}

#[test]
fn a_report_without_corrections_does_not_speak_of_them() {
    let home = desk();
    let report = report(&home, 1);
    assert_eq!(
        (&report["corrections"], &report["cause"]["marked"]),
        (&serde_json::Value::Null, &serde_json::Value::Null)
    );
    assert!(!home.run("report story.md").answer().contains("put"));
}

#[test]
fn every_form_of_a_report_counts_corrections_in() {
    let home = desk();
    correct(&home, &["--word", "0:15=unsealed", "--cause", "0:13"]);
    for format in ["text", "json", "markdown", "html", "srt", "vtt", "csv"] {
        let report = home
            .run(&format!("report story.md --format {format}"))
            .answer();
        assert!(report.contains("unsealed"), "{format}: {report}");
    }
    for format in ["text", "markdown", "html"] {
        let report = home
            .run(&format!("report story.md --format {format}"))
            .answer();
        assert!(report.contains("(you marked this)"), "{format}: {report}");
        assert!(
            report.contains("You put 2 things right in this take"),
            "{format}: {report}"
        );
    }
    let json = report(&home, 1);
    assert_eq!(
        (&json["corrections"], &json["cause"]["marked"]),
        (&2.into(), &true.into())
    );
}

#[test]
fn corrections_lie_with_the_take_for_its_owner_alone_and_the_take_is_untouched() {
    let home = desk();
    let facts = home.read(&file(&home, "001", "take.json"));
    correct(&home, &["--place", "5=cause"]);
    let kept = file(&home, "001", "corrections.json");
    let mode = fs::metadata(home.path(&kept))
        .expect("it is kept")
        .permissions()
        .mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(home.read(&file(&home, "001", "take.json")), facts);
    assert!(
        home.read(&kept)
            .starts_with(r#"{"schema":"ownup.corrections/1","#)
    );
}

#[test]
fn undoing_everything_leaves_the_take_as_it_was() {
    let home = desk();
    let (before, tree) = (report(&home, 1), home.tree());
    correct(&home, &["--place", "5=cause", "--word", "0:15=opened"]);
    assert_ne!(report(&home, 1), before);
    insta::assert_snapshot!(home.run("correct story.md --undo=1"), @"
        status: 0
        --- stderr
        undone: 0:17-0:20 belongs to “cause”
        rollback 0:00 → 0:03, decision 0:19 → 0:15
        ");
    insta::assert_snapshot!(home.run("correct story.md --undo"), @"
        status: 0
        --- stderr
        undone: 0:15 “open” is “opened”
        rollback 0:03 as before, decision 0:15 as before
        ");
    assert_eq!((report(&home, 1), home.tree()), (before, tree));
    insta::assert_snapshot!(home.run("correct story.md --undo"), @"
        status: 1
        --- stderr
        error: there is no correction to undo
        ");
}

#[test]
fn an_undo_and_a_correction_go_together() {
    let home = desk();
    correct(&home, &["--place", "5=aside"]);
    let sheet = correct(
        &home,
        &["--undo", "--place", "5=cause", "--format", "json", "-q"],
    )
    .json();
    let made = sheet["corrections"].as_array().expect("corrections");
    assert_eq!(made.len(), 1);
    assert_eq!(
        (&made[0]["kind"], &made[0]["role"]),
        (&"place".into(), &"cause".into())
    );
    let placed = sheet["sentences"].as_array().expect("sentences").iter();
    assert_eq!(
        placed.filter(|sentence| sentence["placed"] == true).count(),
        1
    );
}

#[test]
fn one_mistake_changes_nothing() {
    let home = desk();
    insta::assert_snapshot!(correct(&home, &["--place", "5=cause", "--place", "1:30-1:40=aside"]), @"
        status: 1
        --- stderr
        error: nothing was said between 1:30 and 1:40
        hint: the take's words go from 0:01 to 0:28
        ");
    insta::assert_snapshot!(correct(&home, &["--word", "0:40=opened"]), @"
        status: 1
        --- stderr
        error: there is no word at 0:40
        hint: the nearest is “it.” at 0:28.00
        ");
    insta::assert_snapshot!(correct(&home, &["--place", "5=causes"]), @"
        status: 1
        --- stderr
        error: `causes` is no section of this story
        hint: write one of its headings (Context, What went wrong, Why it was me, Rollback, What I learned, What I do now), a role (context, failure, cause, rollback, lesson, change) or `aside`
        ");
    insta::assert_snapshot!(correct(&home, &["--undo=3"]), @"
        status: 1
        --- stderr
        error: there is no correction to undo
        ");
    assert!(
        !home
            .tree()
            .iter()
            .any(|name| name.ends_with("corrections.json"))
    );
}

#[test]
fn what_cannot_be_read_as_a_stretch_is_a_wrong_command_line() {
    let home = desk();
    let usage = |args: &[&str]| {
        let outcome = correct(&home, args);
        assert_eq!(outcome.status, 2, "{outcome}");
        outcome.stderr.lines().next().unwrap_or_default().to_owned()
    };
    insta::assert_snapshot!(usage(&["--place", "0:41-0:33=cause"]), @"error: invalid value '0:41-0:33=cause' for '--place <WHERE=SECTION>': `0:41-0:33` ends before it begins");
    insta::assert_snapshot!(usage(&["--place", "5"]), @"error: invalid value '5' for '--place <WHERE=SECTION>': a `=` parts where from what, as in `0:33-0:41=cause`");
    insta::assert_snapshot!(usage(&["--cause", "soon"]), @"error: invalid value 'soon' for '--cause <WHERE>': `soon` is no second: write seconds as in the report, `0:33-0:41`, or a sentence's number, `4` or `4..6`");
}

#[test]
fn newer_corrections_are_refused_and_left_as_they_are() {
    let home = desk();
    correct(&home, &["--place", "5=cause"]);
    let kept = file(&home, "001", "corrections.json");
    let newer = home.read(&kept).replace("corrections/1", "corrections/2");
    home.write(&kept, &newer);
    let stamp = regex::Regex::new(r"\d{8}T\d{6}").expect("a pattern");
    let unstamped = |outcome: Outcome| {
        stamp
            .replace_all(&outcome.to_string(), "STAMP")
            .into_owned()
    };
    insta::assert_snapshot!(unstamped(home.run("correct story.md --place 1=aside")), @"
        status: 1
        --- stderr
        error: `story.takes/001-STAMP/corrections.json` cannot be read: it is `ownup.corrections/2`, written by a newer ownup; this one reads `ownup.corrections/1`
        ");
    assert_eq!(home.read(&kept), newer);
    home.write(&kept, "{\"schema\":\"ownup.corr");
    let report = home.run("report story.md --format json");
    insta::assert_snapshot!(stamp.replace_all(&report.stderr, "STAMP"), @"warning: `story.takes/001-STAMP/corrections.json` cannot be read: it is damaged: EOF while parsing a string at line 1 column 21; they are left out of account");
    assert_eq!(report.status, 0);
    for line in [
        "takes story.md",
        "packet story.md --no-sound -o packet.html",
        "bank",
    ] {
        let outcome = home.run(line);
        assert_eq!(
            outcome.stderr.matches("corrections.json").count(),
            1,
            "{outcome}"
        );
        assert_eq!(outcome.status, 0, "{outcome}");
    }
}

#[test]
fn a_list_of_takes_follows_what_was_put_right() {
    let home = desk();
    import(&home);
    let split =
        |take: usize| home.run("takes story.md --format json").json()["takes"][take].clone();
    let (first, second) = (split(0), split(1));
    correct(&home, &["--take", "1", "--place", "1..2=rollback", "-q"]);
    let corrected = split(0);
    assert_ne!(corrected, first);
    assert_eq!(
        corrected["rollback_s"],
        report(&home, 1)["split"]["rollback_s"]
    );
    assert_eq!(
        split(1)["rollback_s"],
        report(&home, 2)["split"]["rollback_s"]
    );
    correct(&home, &["--take", "1", "--undo", "-q"]);
    assert_eq!((split(0), split(1)), (first, second));
}

#[test]
fn what_is_known_of_one_take_counts_in_the_others_until_it_is_undone() {
    let home = Home::with_story(STORY);
    // A sentence that could stand anywhere, so that what is known of it elsewhere decides.
    let repaired = "We sent corrected invoices the next morning .";
    let told = TELLING.replace(
        repaired,
        &format!("{repaired} It was a long week for everyone ."),
    );
    home.write("words.json", transcript(&told));
    import(&home);
    import(&home);
    let spans = || report(&home, 2)["spans"].clone();
    let before = spans();
    correct(&home, &["--take", "1", "--place", "7=failure", "-q"]);
    assert_ne!(spans(), before);
    let dry = home.run("import story.md --transcript words.json --dry-run --format json");
    assert_eq!(dry.json()["spans"], spans());
    correct(&home, &["--take", "1", "--undo", "-q"]);
    assert_eq!(spans(), before);
}

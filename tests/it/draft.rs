//! The paper before a word is spoken: balance, cause, findings by line.

use crate::harness::{Home, STORY, TELLING, transcript};

#[test]
fn a_draft_shows_balance_cause_and_what_to_change() {
    let home = Home::with_story(STORY);
    insta::assert_snapshot!(home.run("draft story.md").answer(), @"
    The surcharge column
    on paper: 80 words, about 0:32 at the usual 150 words a minute

      Rollback  0:03 of 0:30  ▒····[···|··]·························  a little short
      Decision  0:20 of 1:30  ██████·················[···|········]·  much too short
                              [ ] good   | target

      The balance is right, 7.0 to 1; mind the lengths above.
      The paper says that you were the cause, on line 15.

    Sections
      Context          0:04  10 words  ░░░░░░░░░░░░░░░                           12%
      What went wrong  0:06  14 words  ░░░░░░░░░░░░░░░░░░░░░                     18%
      Why it was me    0:10  25 words  ███████████████████████████████████████   31%
      Rollback         0:03   7 words  ▒▒▒▒▒▒▒▒▒▒                                 9%
      What I learned   0:04  10 words  ███████████████                           12%
      What I do now    0:06  14 words  █████████████████████                     18%

    The cause: strong
      line 15 “I skipped the dry run because the last ten had been clean.”

      ✓ “because I …”            line 15
      ✓ what I did or left out   line 15
      – what I should have done  not found
      ✓ “that was on me”         line 15
      How it came about, 1 of 5: what was left out.

    To change
      1. Change first: the decision is short. line 15 “That was on me.”
         Your decision, what you learned and what you do now are what is listened
         for, and they need time.
         Instead: Say why it seemed right at the time, what you learned, and the
         rule you follow now.

    Lengths
      Add 70 s to the decision, about 176 words: begin with the change, after line
        27.

    Also
      Numbers that make it specific: “nine hundred invoices”.
    ");
}

#[test]
fn a_draft_keeps_nothing() {
    let home = Home::with_story(STORY);
    home.run("draft story.md").answer();
    assert_eq!(home.tree(), ["story.md"]);
}

#[test]
fn a_draft_for_programs_has_lines_and_words() {
    let home = Home::with_story(STORY);
    let draft = home.run("draft story.md --format json").json();
    assert_eq!(draft["schema"], "ownup.draft/1");
    assert_eq!(draft["cause"]["grade"], "strong");
    assert_eq!(draft["cause"]["ingredients"]["ownership"]["line"], 15);
    assert_eq!(draft["split"]["rollback_words"], 7);
    assert_eq!(
        draft["pace"],
        serde_json::json!({ "wpm": 150.0, "takes": 0 })
    );
    let rollback = &draft["sections"][3];
    assert_eq!(
        (&rollback["line"], &rollback["seconds"]),
        (&17.into(), &2.8.into())
    );
}

#[test]
fn once_there_is_a_take_the_seconds_are_at_its_pace() {
    let home = Home::with_story(STORY);
    home.write("words.json", transcript(TELLING));
    let outcome = home.run("import story.md --transcript words.json -q");
    assert_eq!(outcome.status, 0, "{outcome}");
    let draft = home.run("draft story.md --format json").json();
    assert_eq!(draft["pace"]["takes"], 1);
    let wpm = draft["pace"]["wpm"].as_f64().expect("a number");
    assert!((150.0..200.0).contains(&wpm), "{wpm}");
}

#[test]
fn a_draft_goes_to_a_file() {
    let home = Home::with_story(STORY);
    let outcome = home.run("draft story.md --format markdown -o draft.md");
    assert_eq!(outcome.answer(), "");
    assert!(home.read("draft.md").starts_with("# The surcharge column"));
}

#[test]
fn a_fresh_story_is_drafted_in_a_sentence() {
    let home = Home::new();
    home.run("new Surcharge -q").answer();
    insta::assert_snapshot!(home.run("draft surcharge.md").answer(), @"
    Surcharge
    on paper: nothing yet

      Write a sentence or two under each heading.
    ");
}

#[test]
fn a_draft_of_no_story_says_where_the_mistake_is() {
    let home = Home::with_story(&STORY.replace("Rollback", "Groceries"));
    let outcome = home.run("draft story.md");
    assert_eq!(outcome.status, 1);
    assert!(
        outcome.stderr.starts_with("error: story.md:17:"),
        "{outcome}"
    );
}

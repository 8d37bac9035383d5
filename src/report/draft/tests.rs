use serde_json::Value;

use super::*;
use crate::draft::{Pace, judge};
use crate::meaning::Stems;
use crate::report::Paint;
use crate::story::{Month, parse};

const COMMITTED: &str = "tests/data/schema/ownup.draft.1.json";

const TODAY: Month = Month {
    year: 2026,
    month: 11,
};

/// The seed's first draft: a paragraph and a half on what went wrong, four on the recovery.
const UPSIDE_DOWN: &str = "\
---
title: The surcharge column
---

## Context

I run the nightly invoicing job for a hardware shop with four branches and one till each.

## What went wrong

The surcharge column was read twice, and nine hundred invoices went out too high.

## Why it was me

I never opened the new file before I approved it.

## Rollback

We stopped the run within the hour, and the desk put a note on the door of every branch so that nobody would pay twice.
Then we wrote to all nine hundred customers, in three groups, the largest amounts first, and rang the thirty largest.
The supplier sent a corrected file by noon, we replayed the month against it, and the totals agreed to the penny.
We paid back what had been paid, credited the rest, and wrote the whole thing up for the accountants in the spring.
By Friday it was over, and the four branch managers had signed the list, one after the other, in the back office.
In the end two customers left us, and one of those came back in June with a larger order than ever before, as it happens.

## What I learned

I stop checking once a thing has worked four times.

## What I do now

Since then I open the first file of every run before I approve it.
";

fn rendered(text: &str, format: SheetFormat, width: usize) -> String {
    let story = parse(text).expect("a story");
    let draft = judge(&story, Pace::default(), &Stems, TODAY);
    let paper = PaperFacts {
        path: "surcharge.md".to_owned(),
        sha256: "5f".repeat(32),
    };
    let report = DraftReport {
        draft: &draft,
        story: &story,
        paper: &paper,
    };
    let paint = Paint::Plain;
    report.render(format, Look { width, paint })
}

fn published(text: &str) -> Value {
    serde_json::from_str(&rendered(text, SheetFormat::Json, 80)).expect("JSON")
}

#[test]
#[expect(clippy::too_many_lines, reason = "a whole screen")]
fn a_draft_that_is_upside_down_at_80_columns() {
    insta::assert_snapshot!(rendered(UPSIDE_DOWN, SheetFormat::Text, 80), @"
    The surcharge column
    on paper: 200 words, about 1:20 at the usual 150 words a minute

      Rollback  0:54 of 0:30  ▒▒▒▒▒[▒▒▒|▒▒]▒▒▒······················  a little long
      Decision  0:14 of 1:30  ████···················[···|········]·  much too short
                              [ ] good   | target

      The rollback outweighs the decision, 0.3 to 1; the aim is 2 to 1 or more.
      I did not find a sentence in which you are the cause.

    Sections
      Context          0:07   17 words  ░░░░                                      8%
      What went wrong  0:06   14 words  ░░░                                       7%
      Why it was me    0:04   10 words  ██                                        5%
      Rollback         0:54  135 words  ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒   68%
      What I learned   0:04   10 words  ██                                        5%
      What I do now    0:06   14 words  ███                                       7%

    The cause: not found
      I did not find a sentence in which you are the cause; closest: line 15 “I
      never opened the new file before I approved it.”

      – “because I …”            not found
      ✓ what I did or left out   line 15
      – what I should have done  not found
      – “that was on me”         not found
      How it came about, 1 of 5: what was left out.
      After line 15, say it like this: “It happened because I never opened the new
        file. I should have opened the new file. That was on me.”

    To change
      1. Change first: the cause was not heard. line 15 “I never opened the new file
         before I approved it.”
         The question is about how well you know yourself, so a listener waits for
         the sentence in which you are the cause.
         Instead: Add one sentence that begins “It happened because I …” and names
         what you did or left out.
      2. Change first: the decision is short. line 15 “I never opened the new file
         before I approved it.”
         Your decision, what you learned and what you do now are what is listened
         for, and they need time.
         Instead: Say why it seemed right at the time, what you learned, and the
         rule you follow now.
      3. Change first: the rollback is long. line 24 “In the end two customers left
         us, and one of those came back in”
         The repair is the part in which you are least the subject, and its seconds
         are missing from the decision.
         Instead: Tell it in three sentences: how it was stopped, how it was
         repaired, when it was over.

    Lengths
      Cut 24 s from the rollback, about 60 words; its longest sentence is on line
        24.
      Add 76 s to the decision, about 191 words: begin with the cause, after line
        15.

    Also
      Numbers that make it specific: “nine hundred invoices”.
      It runs as an over-confident decision; not written: the approach you committed
        to and why you felt so sure.
    ");
}

#[test]
fn the_same_at_60_columns_is_no_wider() {
    let text = rendered(UPSIDE_DOWN, SheetFormat::Text, 60);
    let widest = text.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(60), "{text}");
}

#[test]
fn a_draft_in_markdown() {
    insta::assert_snapshot!(rendered(UPSIDE_DOWN, SheetFormat::Markdown, 80), @"
    # The surcharge column

    On paper: 200 words, about 1:20 at the usual 150 words a minute.

    | | words | seconds | target | |
    | --- | ---: | ---: | ---: | --- |
    | Rollback | 135 | 0:54 | 0:30 | a little long |
    | Decision | 34 | 0:14 | 1:30 | much too short |

    The rollback outweighs the decision, 0.3 to 1; the aim is 2 to 1 or more.

    ## Sections

    | section | role | words | seconds | share |
    | --- | --- | ---: | ---: | ---: |
    | Context | context | 17 | 0:07 | 8% |
    | What went wrong | failure | 14 | 0:06 | 7% |
    | Why it was me | cause | 10 | 0:04 | 5% |
    | Rollback | rollback | 135 | 0:54 | 68% |
    | What I learned | lesson | 10 | 0:04 | 5% |
    | What I do now | change | 14 | 0:06 | 7% |

    ## The cause

    I did not find a sentence in which you are the cause.

    > line 15 “I never opened the new file before I approved it.”

    - “because I …”: not found
    - what I did or left out: line 15
    - what I should have done: not found
    - “that was on me”: not found

    Say it like this:

    - After line 15: “It happened because I never opened the new file. I should have opened the new file. That was on me.”

    ## To change

    - **Change first: the cause was not heard.** The question is about how well you know yourself, so a listener waits for the sentence in which you are the cause. Add one sentence that begins “It happened because I …” and names what you did or left out.

      > line 15 “I never opened the new file before I approved it.”
    - **Change first: the decision is short.** Your decision, what you learned and what you do now are what is listened for, and they need time. Say why it seemed right at the time, what you learned, and the rule you follow now.

      > line 15 “I never opened the new file before I approved it.”
    - **Change first: the rollback is long.** The repair is the part in which you are least the subject, and its seconds are missing from the decision. Tell it in three sentences: how it was stopped, how it was repaired, when it was over.

      > line 24 “In the end two customers left us, and one of those came back in”

    ## Lengths

    - Cut 24 s from the rollback, about 60 words; its longest sentence is on line 24.
    - Add 76 s to the decision, about 191 words: begin with the cause, after line 15.

    ## Also

    - Numbers that make it specific: “nine hundred invoices”.
    - It runs as an over-confident decision; not written: the approach you committed to and why you felt so sure.
    ");
}

#[test]
fn a_story_without_a_word_is_no_failure() {
    let empty = "---\ntitle: Nothing yet\n---\n\n## Context\n";
    insta::assert_snapshot!(rendered(empty, SheetFormat::Text, 80), @"
    Nothing yet
    on paper: nothing yet

      Write a sentence or two under each heading.
    ");
}

#[test]
fn a_single_section_is_judged_for_what_it_says() {
    let text = "---\ntitle: t\n---\n\n## Why it was me\n\nIt broke because I skipped the test. That was on me.\n";
    let draft = published(text);
    assert_eq!(draft["cause"]["grade"], "strong");
    assert_eq!(draft["findings"], serde_json::json!([]));
    assert_eq!(draft["cause"]["ingredients"]["own_act"]["line"], 7);
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the schema is a file that others read, and this keeps it true"
)]
fn the_committed_schema_is_that_of_the_types() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(COMMITTED);
    let generated = serde_json::to_string_pretty(&json::schema()).expect("JSON") + "\n";
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(&path, &generated).expect("a file that can be written");
    }
    let committed = std::fs::read_to_string(&path).expect("the committed schema");
    assert_eq!(committed, generated, "run the tests with UPDATE_SCHEMA=1");
}

#[test]
fn every_draft_follows_the_schema() {
    let validator = jsonschema::validator_for(&json::schema()).expect("a schema");
    for text in [UPSIDE_DOWN, "---\ntitle: t\n---\n\n## Context\n"] {
        let errors: Vec<String> = validator
            .iter_errors(&published(text))
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new());
    }
}

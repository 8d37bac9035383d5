use super::*;
use crate::bank::{Entry, PassedOver, Point, entry, open};
use crate::draft::{Pace, judge};
use crate::meaning::Stems;
use crate::report::Paint;
use crate::rules::cause::Grade;
use crate::story::{Month, parse};
use crate::time::Millis;

const COMMITTED: &str = "tests/data/schema/ownup.bank.1.json";

const TODAY: Month = Month {
    year: 2026,
    month: 11,
};

fn filed(file: &str, fields: &str, course: Vec<Point>) -> Entry {
    let text = format!(
        "---\n{fields}---\n\n## What went wrong\n\nA dinghy sank.\n\n## Why it was me\n\n\
         It sank because I left the plug out. That was on me.\n\n## Rollback\n\nWe pulled it out.\n"
    );
    let story = parse(&text).expect("a story");
    let draft = judge(&story, Pace::default(), &Stems, TODAY);
    entry(file, (&story, &draft), (course.len(), course), TODAY)
}

fn point(take: u32, rollback: i64, decision: i64, cause: Grade) -> Point {
    Point {
        take,
        rollback: Millis(rollback * 1_000),
        decision: Millis(decision * 1_000),
        cause,
    }
}

fn bank() -> Bank {
    let course = vec![
        point(1, 54, 20, Grade::Missing),
        point(2, 34, 84, Grade::Strong),
    ];
    let entries = vec![
        filed(
            "plug.md",
            "title: The plug\npain: 2\nhappened: 2025-03\n",
            course,
        ),
        filed(
            "friday.md",
            "title: Friday\npain: 1\nhappened: 2021-06\n",
            Vec::new(),
        ),
        filed(
            "keys.md",
            "title: The keys\npain: 2\nhappened: 2026-10\n",
            Vec::new(),
        ),
        filed("later.md", "title: Later\n", Vec::new()),
    ];
    let readme = PassedOver {
        file: "README.md".to_owned(),
        why: "no story".to_owned(),
    };
    open(entries, vec![readme])
}

fn shown(bank: &Bank, format: SheetFormat) -> String {
    let (width, paint) = (80, Paint::Plain);
    bank.render(format, Look { width, paint })
}

#[test]
fn a_bank_at_80_columns() {
    insta::assert_snapshot!(shown(&bank(), SheetFormat::Text), @"
    4 of 5 on paper.
    Tell “The keys” (keys.md): it is in the middle of your 3 by pain. The most
    painful is too raw to tell calmly, and the least reads as evasion.

      1  Friday  friday.md
         2021-06 (5 years ago); 21% of the words on the rollback, 63% on the
           decision; cause on paper: strong; no take yet
         lacks: a newer date (over three years old); the context, the lesson and the
           change; 2 changes (`ownup draft` shows them)

    → 2  The keys  keys.md
         2026-10 (1 month ago); 21% of the words on the rollback, 63% on the
           decision; cause on paper: strong; no take yet
         lacks: a rank of its own (another story has 2 too); time for the lesson to
           show (under three months old); the context, the lesson and the change; 2
           changes (`ownup draft` shows them)

      2  The plug  plug.md
         2025-03 (20 months ago); 21% of the words on the rollback, 63% on the
           decision; cause on paper: strong; 2 takes
         takes, rollback/decision: 1: 0:54/0:20 not heard; 2: 0:34/1:24 strong
         lacks: a rank of its own (another story has 2 too); the context, the lesson
           and the change; 2 changes (`ownup draft` shows them)

      –  Later  later.md
         no date; 21% of the words on the rollback, 63% on the decision; cause on
           paper: strong; no take yet
         lacks: a rank (`pain:`); the month it happened (`happened:`); the context,
           the lesson and the change; 2 changes (`ownup draft` shows them)

    Passed over: README.md (no story).
    ");
}

#[test]
fn a_bank_in_markdown() {
    insta::assert_snapshot!(shown(&bank(), SheetFormat::Markdown), @r#"
    # Five on paper

    4 of 5 on paper.

    Tell “The keys” (keys.md): it is in the middle of your 3 by pain. The most painful is too raw to tell calmly, and the least reads as evasion.

    | pain | story | happened | rollback | decision | takes | lacks |
    | ---: | --- | --- | ---: | ---: | ---: | --- |
    | 1 | Friday (friday.md) | 2021-06 | 21% | 63% | 0 | a newer date (over three years old); the context, the lesson and the change; 2 changes (\`ownup draft\` shows them) |
    | 2 | The keys (keys.md) | 2026-10 | 21% | 63% | 0 | a rank of its own (another story has 2 too); time for the lesson to show (under three months old); the context, the lesson and the change; 2 changes (\`ownup draft\` shows them) |
    | 2 | The plug (plug.md) | 2025-03 | 21% | 63% | 2 | a rank of its own (another story has 2 too); the context, the lesson and the change; 2 changes (\`ownup draft\` shows them) |
    | – | Later (later.md) | – | 21% | 63% | 0 | a rank (\`pain:\`); the month it happened (\`happened:\`); the context, the lesson and the change; 2 changes (\`ownup draft\` shows them) |

    The plug, rollback/decision: 1: 0:54/0:20 not heard; 2: 0:34/1:24 strong
    "#);
}

#[test]
fn an_empty_bank_is_two_sentences() {
    let empty = open(Vec::new(), Vec::new());
    insta::assert_snapshot!(shown(&empty, SheetFormat::Text), @"
    No story here yet; 5 on paper are the aim.
    `ownup new TITLE` writes the first to fill in.
    ");
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
fn every_bank_follows_the_schema() {
    let validator = jsonschema::validator_for(&json::schema()).expect("a schema");
    for bank in [bank(), open(Vec::new(), Vec::new())] {
        let published: serde_json::Value =
            serde_json::from_str(&shown(&bank, SheetFormat::Json)).expect("JSON");
        let errors: Vec<String> = validator
            .iter_errors(&published)
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new());
    }
}

use jiff::Timestamp;

use super::*;
use crate::report::Paint;
use crate::report::fixtures::good;
use crate::time::Millis;

const COMMITTED: &str = "tests/data/schema/ownup.correct.1.json";

fn corrections() -> Corrections {
    let span = |start, end| Span::new(Millis(start), Millis(end));
    let mut corrections = Corrections::default();
    let mut add = |span, change| {
        let made_at = Timestamp::from_second(1_795_356_192).expect("within range");
        corrections.add(span, change, made_at);
    };
    let placed = |role, section| Change::Place { role, section };
    add(span(17_000, 30_000), placed(Some(Role::Failure), Some(1)));
    add(span(30_000, 31_000), placed(Some(Role::Cause), None));
    add(span(70_000, 71_000), placed(None, None));
    let word = |was: &str, text: &str| Change::Word {
        was: was.to_owned(),
        text: text.to_owned(),
    };
    add(span(34_000, 35_000), word("stitched", "switched"));
    add(span(1_000, 2_000), word("thank you", ""));
    add(span(30_000, 45_000), Change::Cause {});
    corrections
}

fn shown(corrections: &Corrections, form: Form) -> String {
    let fixture = good();
    let heard = corrections.apply(&fixture.transcript);
    let sheet = Sheet {
        report: fixture.report(),
        heard: &heard,
        corrections,
    };
    let look = Look {
        width: 72,
        paint: Paint::Plain,
    };
    sheet.render(form, look)
}

#[test]
fn sentences_stand_under_their_sections_with_number_and_second() {
    insta::assert_snapshot!(shown(&corrections(), Form::Text), @"
        The surcharge column
        take 3

        Context
            1. 0:01 I run the nightly invoicing job for a parcel firm, and in
               March I moved it onto the new price table.

        What went wrong
            2. 0:17 The next morning nine hundred invoices had gone out without
               the surcharge, and the desk took calls all day. (you put this
               here)

        Why it was me
            3. 0:30 It went out wrong because I switched the table without
               replaying one closed month. The last four tables had gone
               through, so I told myself that this one looked the same. I should
               have replayed February and compared the totals. Nobody rushed me.
               That was on me. (you put this here)

        Rollback
            4. 1:12 We stopped the run, put the old table back, sent corrected
               invoices by Thursday, and wrote it up with the desk.

        What I learned
            5. 1:46 What I learned is that I stop checking once a thing has
               worked four times.

        What I do now
            6. 2:02 So now I never switch a price table unless I have replayed
               one closed month and a second person has read the totals.

        Put right
          1. 0:17-0:30 belongs to “What went wrong”
          2. 0:30-0:31 belongs to “cause”
          3. 1:10-1:11 belongs to no section
          4. 0:34 “stitched” is “switched”
          5. 0:01-0:02 “thank you” was not said
          6. 0:30-0:45 is the cause statement
        ");
}

#[test]
fn a_take_that_was_never_corrected_says_so() {
    let text = shown(&Corrections::default(), Form::Text);
    assert!(
        text.ends_with("\nNothing was put right in this take yet.\n"),
        "{text}"
    );
    assert!(!text.contains("you put this here"), "{text}");
}

#[test]
fn each_sentence_begins_where_the_one_before_it_ends() {
    let json: serde_json::Value =
        serde_json::from_str(&shown(&corrections(), Form::Json)).expect("JSON");
    let sentences = json["sentences"].as_array().expect("sentences");
    for pair in sentences.windows(2) {
        assert_eq!(pair[0]["end"], pair[1]["start"]);
    }
    let kinds: Vec<&serde_json::Value> = json["corrections"]
        .as_array()
        .expect("corrections")
        .iter()
        .map(|correction| &correction["kind"])
        .collect();
    assert_eq!(kinds, ["place", "place", "place", "word", "word", "cause"]);
    let validator = jsonschema::validator_for(&json::schema()).expect("a schema");
    assert!(validator.is_valid(&json), "{json}");
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

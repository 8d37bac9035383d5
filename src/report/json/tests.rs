use super::*;
use crate::report::fixtures::{Fixture, cause_missing, empty, good};
use serde_json::Value;

const COMMITTED: &str = "tests/data/schema/ownup.report.1.json";

fn published(fixture: &Fixture) -> Value {
    serde_json::from_str(&render(&fixture.report())).expect("JSON")
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the schema is a file that others read, and this keeps it true"
)]
fn the_committed_schema_is_that_of_the_types() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(COMMITTED);
    let generated = serde_json::to_string_pretty(&schema()).expect("JSON") + "\n";
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, &generated).expect("a file that can be written");
    }
    let committed = std::fs::read_to_string(&path).expect("the committed schema");
    assert_eq!(committed, generated, "run the tests with UPDATE_SCHEMA=1");
}

#[test]
fn every_report_follows_the_schema() {
    let validator = jsonschema::validator_for(&schema()).expect("a schema");
    for fixture in [good(), cause_missing(), empty()] {
        let errors: Vec<String> = validator
            .iter_errors(&published(&fixture))
            .map(|error| format!("{error} at {}", error.instance_path()))
            .collect();
        assert_eq!(errors, Vec::<String>::new());
    }
}

#[test]
fn spans_cover_first_word_to_last_without_gap() {
    let report = published(&good());
    let spans = report["spans"].as_array().expect("spans");
    for pair in spans.windows(2) {
        assert_eq!(pair[0]["end"], pair[1]["start"]);
    }
    assert_eq!(spans[0]["start"], report["clock"]["first_word_s"]);
    let (last, words) = (&spans[spans.len() - 1], &report["words"]);
    let word = words.as_array().and_then(|words| words.last());
    assert_eq!(last["role"], word.expect("a word")["role"]);
}

#[test]
fn times_have_milliseconds_and_other_numbers_three_decimals() {
    let report = published(&good());
    assert_eq!(report["split"]["ratio"], 2.46);
    assert_eq!(report["spans"][0]["confidence"], 0.937);
    assert_eq!(report["words"][0]["p"], 0.914);
    assert_eq!(report["words"][1]["start"], 1.666);
}

#[test]
fn an_aside_has_no_role() {
    let report = published(&cause_missing());
    assert_eq!(report["spans"][4]["role"], Value::Null);
    let words = report["words"].as_array().expect("words");
    let sorry = words.iter().find(|word| word["text"] == "Sorry,");
    assert_eq!(sorry.expect("the aside")["role"], Value::Null);
}

#[test]
fn a_report_reads_as_documented() {
    let mut report = published(&cause_missing());
    for long in ["words", "spans", "sections", "findings"] {
        report[long] = serde_json::json!([report[long][2]]);
    }
    let fields = report.as_object().expect("an object").iter();
    let lines: Vec<String> = fields
        .map(|(name, value)| format!("{name}: {value}"))
        .collect();
    insta::assert_snapshot!(lines.join("\n"), @r#"
    aside_s: 3.2
    cause: {"depth":[],"end":32.57,"grade":"missing","ingredients":{"causal_link":{"end":null,"present":false,"quote":null,"start":null},"counterfactual":{"end":null,"present":false,"quote":null,"start":null},"own_act":{"end":null,"present":false,"quote":null,"start":null},"ownership":{"end":null,"present":false,"quote":null,"start":null}},"on_paper":"strong","quote":"The table was not replayed","say":[{"at":29.996,"ingredient":"causal_link","origin":"paper","text":"Because I switched the table."},{"at":29.996,"ingredient":"own_act","origin":"paper","text":"I switched the table without replaying one closed month."},{"at":37.196,"ingredient":"counterfactual","origin":"paper","text":"I should have replayed February."},{"at":37.196,"ingredient":"ownership","origin":"paper","text":"That was on me."}],"start":30.0,"status":"written-not-said"}
    clock: {"first_word_s":0.9,"last_word_s":121.99,"silence_s":21.4}
    comments: []
    delivery: {"articulation_wpm":47.585,"fillers":{"at_least":1,"items":[{"start":33.084,"text":"um"}],"per_minute":0.495},"flinch":null,"hedges":[],"pauses":[],"restarts":[{"start":33.598,"text":"the totals, the totals were"}],"words":96,"wpm":47.568}
    findings: [{"end":50.32,"instead":"Tell it in three sentences: how it was stopped, how it was repaired, when it was over.","quote":"We stopped the run,","rule":"rollback-too-long","severity":"fail","start":37.2,"why":"The repair is the part in which you are least the subject, and its seconds are missing from the decision."}]
    quality: {"mean_p":0.914,"suspects":[{"end":76.0,"start":70.0,"why":"low-confidence"},{"end":107.0,"start":106.1,"why":"long-word"}]}
    remarks: {"evidence":null,"numbers":[],"order":[],"total":{"least_s":120.0,"most_s":180.0,"seconds":121.09,"within":true}}
    schema: "ownup.report/1"
    sections: [{"first_start_s":30.0,"heading":"Why it was me","paper_share":0.322,"range_s":[7.2,10.6],"role":"cause","seconds":7.2,"share":0.059,"target_s":null,"uncertain_s":3.4}]
    shape: {"declared":null,"heard":null,"moments":[]}
    spans: [{"confidence":0.937,"end":37.2,"role":"cause","section":2,"start":30.0,"text":"The table was not replayed and, um, the totals, the totals were not compared."}]
    split: {"decision_range_s":[19.9,19.9],"decision_s":19.9,"decision_target_s":90.0,"ratio":0.289,"rollback_range_s":[68.9,68.9],"rollback_s":68.9,"rollback_target_s":30.0,"verdict":"fail"}
    story: {"path":"surcharge.md","sha256":"5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f","title":"The surcharge column"}
    take: {"duration_s":123.99,"ending":"told","model":"tiny.en-q8_0","number":3,"recorded_at":"2026-11-22T14:03:12Z","source":"microphone"}
    words: [{"end":3.198,"p":0.914,"role":"context","start":2.432,"text":"the"}]
    "#);
}

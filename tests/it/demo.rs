//! The built-in story and recording, and the README that shows them.

use serde_json::Value;

use crate::harness::Home;

/// Where the sections of the built-in recording truly begin, from how it was made: role and second.
const TRUTH: &str = include_str!("../data/demo.gold.json");

#[test]
fn the_screen_in_the_readme_is_what_the_demo_prints() {
    let readme = include_str!("../../README.md");
    let (_, rest) = readme
        .split_once("held true by a test. -->\n```text\n")
        .expect("the README shows the demo");
    let (shown, _) = rest.split_once("\n```").expect("the screen ends");
    let printed = Home::new().run("demo").answer();
    let printed: Vec<&str> = printed.lines().map(str::trim_end).collect();
    pretty_lines(shown, &printed.join("\n"));
}

#[track_caller]
fn pretty_lines(shown: &str, printed: &str) {
    assert!(
        shown.trim_end() == printed.trim_end(),
        "the README shows\n{shown}\nand the program prints\n{printed}"
    );
}

#[test]
fn the_demo_report_is_right() {
    let report: Value = serde_json::from_str(&Home::new().run("demo --format json").answer())
        .expect("only JSON on standard output");
    let truth: Value = serde_json::from_str(TRUTH).expect("a sound fixture");
    let role_at = |spans: &Value, moment: f64| -> Option<String> {
        let spans = spans.as_array().expect("spans").iter();
        let mut here = spans
            .filter(|s| s["start"].as_f64() <= Some(moment) && Some(moment) < s["end"].as_f64());
        let role = here.next()?["role"].as_str().unwrap_or("aside").to_owned();
        Some(role)
    };
    let moments: Vec<f64> = (4..1072).map(|tenth| f64::from(tenth) / 10.0).collect();
    let right = moments
        .iter()
        .filter(|&&moment| role_at(&report["spans"], moment) == role_at(&truth["spans"], moment));
    let share = right.count() as f64 / moments.len() as f64;
    assert!(share >= 0.95, "only {share:.2} of the time is right");
    assert_eq!(report["cause"]["grade"], "strong");
    assert_eq!(report["cause"]["status"], "said");
}

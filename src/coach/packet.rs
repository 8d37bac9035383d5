//! The coach's page: one file with everything in it, and nothing that it would have to fetch.
//!
//! Text reaches the page as JSON in blocks that no browser runs; the page's own script and
//! style are the only ones that its content security policy lets run.

use std::fmt::Write;

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::base64;
use super::voice::Voice;
use crate::alignment::Range;
use crate::bands::Aim;
use crate::comments::{Comments, LONGEST_AUTHOR, LONGEST_TEXT, SCHEMA as COMMENTS_SCHEMA};
use crate::report::json::Published;
use crate::report::{Report, phrases, turns};
use crate::story::Bucket;
use crate::telling::Place;
use crate::time::Millis;

const TEMPLATE: &str = include_str!("page/page.html");
const STYLE: &str = include_str!("page/page.css");
const SCRIPT: &str = concat!(
    "'use strict';\n{\n",
    include_str!("page/text.js"),
    include_str!("page/merge.js"),
    include_str!("page/player.js"),
    include_str!("page/lanes.js"),
    include_str!("page/transcript.js"),
    include_str!("page/remarks.js"),
    include_str!("page/placing.js"),
    include_str!("page/take.js"),
    include_str!("page/saving.js"),
    include_str!("page/main.js"),
    "}\n"
);

/// How the block of comments begins, in the page that is sent and in the one that comes back.
pub(super) const COMMENTS_OPEN: &str = r#"<script type="application/json" id="ownup-comments">"#;

/// A take as a coach is given it.
#[derive(Clone, Copy, Debug)]
pub struct Exhibit<'a> {
    /// Its report.
    pub report: Report<'a>,
    /// What has been said about it so far.
    pub comments: &'a Comments,
    /// Its sound; none when it has none, or it is left out.
    pub sound: Option<&'a Voice>,
}

/// Where the coach sits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Seat {
    /// Elsewhere, with the page as a file: comments are saved into a file that is sent back.
    Away,
    /// At this machine, with the page from [`super::server`]: comments go into the take.
    Here,
}

/// A page, and the policy that its script and style are allowed by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The whole document.
    pub html: String,
    /// Its content security policy, which the document carries too.
    pub policy: String,
}

/// What the script is told.
#[derive(Serialize)]
struct Told<'a> {
    schema: &'static str,
    version: &'static str,
    seat: Seat,
    takes: Vec<ToldTake<'a>>,
    comments_schema: &'static str,
    longest_text: usize,
    longest_author: usize,
}

#[derive(Serialize)]
struct ToldTake<'a> {
    key: String,
    report: Published,
    buckets: [ToldBucket; 2],
    ending: &'static str,
    verdict: String,
    cause: String,
    findings: Vec<&'a str>,
    outline: Vec<u8>,
    sounds: bool,
}

/// A bucket with its words.
#[derive(Serialize)]
struct ToldBucket {
    name: &'static str,
    seconds: Millis,
    target: Millis,
    low: Millis,
    high: Millis,
    standing: &'static str,
}

/// Lays the page out for one take, or for several side by side.
#[must_use]
pub fn page(exhibits: &[Exhibit<'_>], seat: Seat) -> Page {
    let told = Told {
        schema: "ownup.packet/1",
        version: env!("CARGO_PKG_VERSION"),
        seat,
        takes: exhibits.iter().map(told).collect(),
        comments_schema: COMMENTS_SCHEMA,
        longest_text: LONGEST_TEXT,
        longest_author: LONGEST_AUTHOR,
    };
    let comments: Vec<_> = exhibits.iter().map(|e| e.comments.to_value()).collect();
    let policy = policy(seat);
    let title = exhibits
        .first()
        .map_or("", |e| e.report.story.title.as_str());
    let html = filled(|name| match name {
        "policy" => policy.clone(),
        "title" => escaped(title),
        "style" => STYLE.to_owned(),
        "script" => SCRIPT.to_owned(),
        "told" => embedded(&told),
        "comments-open" => COMMENTS_OPEN.to_owned(),
        "comments" => embedded(&comments),
        "sounds" => sounds(exhibits),
        other => unreachable!("the template asks for {other}"),
    });
    Page { html, policy }
}

/// The template with each `{{name}}` replaced once; what is put in is not looked at again.
fn filled(value: impl Fn(&str) -> String) -> String {
    let mut parts = TEMPLATE.split("{{");
    let mut html = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part
            .split_once("}}")
            .expect("the template closes its braces");
        html.push_str(&value(name));
        html.push_str(rest);
    }
    html
}

fn told<'a>(exhibit: &Exhibit<'a>) -> ToldTake<'a> {
    let report = exhibit.report;
    let analysis = report.analysis;
    let statement = analysis.cause.statement.as_ref();
    let when = statement.and_then(|quote| match quote.place {
        Place::Heard(span) => Some(span.start()),
        Place::Written(_) => None,
    });
    let severity = |finding: &'a crate::rules::Finding| phrases::severity(finding.severity);
    ToldTake {
        key: exhibit.comments.take.to_string(),
        report: published(&report),
        buckets: [
            bucket(
                &report,
                "Rollback",
                Bucket::Rollback,
                (analysis.split.rollback, analysis.split.rollback_range),
            ),
            bucket(
                &report,
                "Decision",
                Bucket::Decision,
                (analysis.split.decision, analysis.split.decision_range),
            ),
        ],
        ending: phrases::ending(report.take.ending),
        verdict: verdict(&report),
        cause: phrases::cause_at_a_glance(analysis.cause.grade(), analysis.status, when),
        findings: analysis.findings.iter().map(severity).collect(),
        outline: exhibit
            .sound
            .map(|voice| voice.outline.clone())
            .unwrap_or_default(),
        sounds: exhibit.sound.is_some(),
    }
}

/// The report without what is the speaker's own affair: where on their disk the story lies.
fn published(report: &Report<'_>) -> Published {
    let mut published = Published::of(report);
    let path = published.story.path.replace('\\', "/");
    path.rsplit('/')
        .next()
        .unwrap_or_default()
        .clone_into(&mut published.story.path);
    // The comments have a block of their own, which the page writes anew.
    published.comments.clear();
    published
}

fn verdict(report: &Report<'_>) -> String {
    let split = &report.analysis.split;
    let unsure = phrases::unsure(report.story, split);
    let sentences: Vec<String> = [phrases::split(split)].into_iter().chain(unsure).collect();
    sentences.join(" ")
}

fn bucket(
    report: &Report<'_>,
    name: &'static str,
    bucket: Bucket,
    (seconds, range): (Millis, Range),
) -> ToldBucket {
    let aim = Aim::of(report.story, bucket);
    ToldBucket {
        name,
        seconds,
        target: aim.target,
        low: aim.band.low,
        high: aim.band.high,
        standing: phrases::standing_within(aim, seconds, range),
    }
}

/// The voices, each in a block of letters.
fn sounds(exhibits: &[Exhibit<'_>]) -> String {
    let mut blocks = String::new();
    for (at, exhibit) in exhibits.iter().enumerate() {
        if let Some(voice) = exhibit.sound {
            let letters = base64::encode(&voice.file);
            let open = format!(r#"<script type="application/octet-stream" id="ownup-sound-{at}">"#);
            blocks.extend([open.as_str(), letters.as_str(), "</script>\n"]);
        }
    }
    blocks
}

/// Nothing but the page's own script and style, and the sound that it carries.
fn policy(seat: Seat) -> String {
    let connect = match seat {
        Seat::Away => "'none'",
        Seat::Here => "'self'",
    };
    let hash = |text: &str| format!("'sha256-{}'", base64::encode(&Sha256::digest(text)));
    format!(
        "default-src 'none'; script-src {}; style-src {}; media-src blob:; img-src data:; \
         connect-src {connect}; base-uri 'none'; form-action 'none'",
        hash(SCRIPT),
        hash(STYLE),
    )
}

/// A value as JSON that cannot end the block it stands in, nor turn the source's lines round.
fn embedded(value: &impl Serialize) -> String {
    let json = serde_json::to_string(value).expect("the page's types have string keys only");
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        if matches!(c, '<' | '>' | '&' | '\u{2028}' | '\u{2029}') || turns(c) {
            let _ = write!(safe, "\\u{:04x}", u32::from(c));
        } else {
            safe.push(c);
        }
    }
    safe
}

/// Text as HTML.
fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for c in text.chars().filter(|&c| !turns(c) && !c.is_control()) {
        match c {
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '&' => safe.push_str("&amp;"),
            '"' => safe.push_str("&quot;"),
            c => safe.push(c),
        }
    }
    safe
}

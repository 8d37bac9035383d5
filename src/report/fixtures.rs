//! Takes of one invented story, the nightly invoicing, built by hand.

use std::ops::Range;

use super::{Report, TakeFacts};
use crate::alignment::{self, Alignment, Passage};
use crate::analysis::{
    Analysis, CauseStatus, Clock, Doubt, PutRight, Remarks, SectionTime, Split, Suspect, Verdict,
};
use crate::comments::Comment;
use crate::delivery::deliver;
use crate::rules::cause::{Cause, Link};
use crate::rules::say;
use crate::rules::shapes::Heard;
use crate::rules::{Finding, Rule, Severity};
use crate::speech::Speech;
use crate::story::{Bands, Role, Section, Sentence, Story, Targets};
use crate::take::{Ending, Source};
use crate::telling::{Place, Quote, Telling};
use crate::time::{Millis, Span};
use crate::transcript::{Transcript, Word};

/// Everything a report is made of, owned.
#[derive(Debug)]
pub(crate) struct Fixture {
    pub(crate) analysis: Analysis,
    pub(crate) story: Story,
    pub(crate) transcript: Transcript,
    pub(crate) take: TakeFacts,
    pub(crate) comments: Vec<Comment>,
}

impl Fixture {
    pub(crate) fn report(&self) -> Report<'_> {
        Report {
            analysis: &self.analysis,
            story: &self.story,
            transcript: &self.transcript,
            take: &self.take,
            comments: &self.comments,
        }
    }
}

/// A stretch of a take: its section, when it begins and ends in tenths of a second, its words.
type Told = (Option<Role>, i64, i64, &'static str);

const CONTEXT: Told = (
    Some(Role::Context),
    9,
    170,
    "I run the nightly invoicing job for a parcel firm, and in March I moved it onto the new price table.",
);

const FAILURE: Told = (
    Some(Role::Failure),
    170,
    300,
    "The next morning nine hundred invoices had gone out without the surcharge, and the desk took calls all day.",
);

const CAUSE: Told = (
    Some(Role::Cause),
    300,
    720,
    "It went out wrong because I switched the table without replaying one closed month. \
     The last four tables had gone through, so I told myself that this one looked the same. \
     I should have replayed February and compared the totals. Nobody rushed me. That was on me.",
);

const ROLLBACK: Told = (
    Some(Role::Rollback),
    720,
    1_061,
    "We stopped the run, put the old table back, sent corrected invoices by Thursday, and wrote it up with the desk.",
);

const LESSON: Told = (
    Some(Role::Lesson),
    1_061,
    1_220,
    "What I learned is that I stop checking once a thing has worked four times.",
);

const CHANGE: Told = (
    Some(Role::Change),
    1_220,
    1_480,
    "So now I never switch a price table unless I have replayed one closed month and a second person has read the totals.",
);

/// The cause is said in full and the lengths are as they should be.
pub(crate) fn good() -> Fixture {
    let mut fixture = take(&[CONTEXT, FAILURE, CAUSE, ROLLBACK, LESSON, CHANGE]);
    let telling = &fixture.analysis.telling;
    fixture.analysis.cause = Cause {
        causal_link: quote(telling, "because I switched the table"),
        own_act: quote(
            telling,
            "I switched the table without replaying one closed month.",
        ),
        counterfactual: quote(telling, "I should have replayed February"),
        ownership: quote(telling, "That was on me."),
        statement: quote(
            telling,
            "It went out wrong because I switched the table without replaying one closed month.",
        ),
        depth: vec![Link::Omission, Link::Rationalisation],
    };
    fixture.analysis.status = CauseStatus::Said;
    fixture
}

/// The cause is on paper only, the rollback is long, and recognition had its doubts.
pub(crate) fn cause_missing() -> Fixture {
    let cause = (
        Some(Role::Cause),
        300,
        372,
        "The table was not replayed and, um, the totals, the totals were not compared.",
    );
    let rollback = (ROLLBACK.0, 372, 1_061, ROLLBACK.3);
    let aside = (None, 1_061, 1_093, "Sorry, let me start that again.");
    let lesson = (LESSON.0, 1_093, 1_220, LESSON.3);
    let mut fixture = take(&[CONTEXT, FAILURE, cause, rollback, aside, lesson]);
    let telling = &fixture.analysis.telling;
    let closest = quote(telling, "The table was not replayed");
    let finding = |rule, severity, text| Finding {
        rule,
        severity,
        quote: quote(telling, text).expect("words of the take"),
    };
    let findings = vec![
        finding(
            Rule::CauseMissing,
            Severity::Fail,
            "The table was not replayed",
        ),
        finding(Rule::NoChange, Severity::Fail, LESSON.3),
        finding(Rule::RollbackTooLong, Severity::Fail, "We stopped the run,"),
        finding(Rule::AgentlessFailure, Severity::Warn, "were not compared."),
    ];
    fixture.analysis.cause.statement = closest;
    let written = good().analysis;
    fixture.analysis.say = say::suggest(
        &fixture.analysis.telling,
        &fixture.analysis.cause,
        Some((&written.telling, &written.cause)),
    );
    fixture.analysis.on_paper = written.cause;
    fixture.analysis.status = CauseStatus::WrittenNotSaid;
    fixture.analysis.findings = findings;
    let cause = &mut fixture.analysis.sections[2];
    cause.uncertain = Millis(3_400);
    cause.range.high = cause.seconds + Millis(3_400);
    fixture.analysis.suspects = vec![
        suspect(700, 760, Doubt::LowConfidence),
        suspect(1_061, 1_070, Doubt::LongWord),
    ];
    fixture
}

/// Two of the four ingredients, and only after the change.
pub(crate) fn half_said_late() -> Fixture {
    let change = (CHANGE.0, 300, 560, CHANGE.3);
    let cause = (CAUSE.0, 560, 980, CAUSE.3);
    let mut fixture = take(&[CONTEXT, FAILURE, change, cause]);
    let telling = &fixture.analysis.telling;
    fixture.analysis.cause = Cause {
        causal_link: quote(telling, "because I switched the table"),
        own_act: quote(telling, "I switched the table without replaying"),
        statement: quote(telling, "because I switched the table without replaying"),
        ..Cause::default()
    };
    fixture.analysis.say = say::suggest(telling, &fixture.analysis.cause, None);
    fixture.analysis.status = CauseStatus::SaidLate;
    fixture
}

/// A recording in which nobody spoke.
pub(crate) fn empty() -> Fixture {
    let mut fixture = take(&[]);
    fixture.analysis.clock.duration = Millis(12_300);
    fixture.transcript.duration = Millis(12_300);
    fixture.take.number = None;
    fixture.take.source = Source::File;
    fixture
}

fn suspect(start: i64, end: i64, doubt: Doubt) -> Suspect {
    Suspect {
        span: Span::new(Millis(start * 100), Millis(end * 100)),
        doubt,
    }
}

/// The written story: what [`good`] says, word for word.
pub(crate) fn story() -> Story {
    let section = |at: usize, heading: &str, told: Told| Section {
        role: told.0.expect("a written section has a role"),
        heading: heading.to_owned(),
        line: 5 + 4 * at,
        target: (at == 0).then_some(Millis(15_000)),
        sentences: vec![Sentence {
            text: told.3.to_owned(),
            line: 7 + 4 * at,
        }],
    };
    Story {
        title: "The surcharge column".to_owned(),
        happened: None,
        pain: Some(3),
        shape: None,
        targets: Targets::default(),
        bands: Bands::default(),
        sections: vec![
            section(0, "Context", CONTEXT),
            section(1, "What went wrong", FAILURE),
            section(2, "Why it was me", CAUSE),
            section(3, "Rollback", ROLLBACK),
            section(4, "What I learned", LESSON),
            section(5, "What I do now", CHANGE),
        ],
    }
}

pub(crate) fn facts() -> TakeFacts {
    TakeFacts {
        number: Some(3),
        recorded_at: "2026-11-22T14:03:12Z".parse().expect("a moment"),
        source: Source::Microphone,
        ending: Ending::Told,
        model: "tiny.en-q8_0".to_owned(),
        story_path: "surcharge.md".to_owned(),
        story_sha256: "5f".repeat(32),
    }
}

/// The words of `told` spread evenly, and an analysis of their times; nothing is heard of the cause.
fn take(told: &[Told]) -> Fixture {
    let story = story();
    let (transcript, alignment) = spoken(told, &story);
    let analysis = analysis(&story, &transcript, alignment);
    Fixture {
        analysis,
        story,
        transcript,
        take: facts(),
        comments: Vec::new(),
    }
}

fn spoken(told: &[Told], story: &Story) -> (Transcript, Alignment) {
    let (mut words, mut passages) = (Vec::new(), Vec::new());
    for &(role, start, end, text) in told {
        let first = words.len();
        let span = Span::new(Millis(start * 100), Millis(end * 100));
        words.extend(spread(text, span));
        passages.push(Passage {
            role,
            section: story.sections.iter().position(|s| Some(s.role) == role),
            words: first..words.len(),
            span,
            confidence: 0.9371,
            uncertain: Millis::ZERO,
        });
    }
    let transcript = Transcript {
        duration: words
            .last()
            .map_or(Millis::ZERO, |word: &Word| word.span.end() + Millis(2_000)),
        speech: Speech::new(words.iter().map(|word| word.span).collect()),
        words,
        lost: Speech::default(),
    };
    let alignment = Alignment {
        passages,
        ..Alignment::default()
    };
    (transcript, alignment)
}

fn spread(text: &str, span: Span) -> Vec<Word> {
    let texts: Vec<&str> = text.split_whitespace().collect();
    let step = span.length().0 / i64::try_from(texts.len()).expect("a few words");
    let word = |(at, text): (i64, &str)| Word {
        text: text.to_owned(),
        span: Span::new(
            span.start() + Millis(at * step),
            span.start() + Millis((at + 1) * step),
        ),
        p: 0.914_2,
    };
    (0..).zip(texts).map(word).collect()
}

fn analysis(story: &Story, transcript: &Transcript, alignment: Alignment) -> Analysis {
    let told = transcript.told();
    let seconds = |role: Option<Role>| -> Millis {
        let passages = alignment.passages.iter().filter(|p| p.role == role);
        passages.map(|passage| passage.span.length()).sum()
    };
    let rollback = seconds(Some(Role::Rollback));
    let decision = [Role::Cause, Role::Lesson, Role::Change]
        .map(|role| seconds(Some(role)))
        .into_iter()
        .sum();
    Analysis {
        clock: Clock {
            told,
            silence: Millis(21_400),
            duration: transcript.duration,
        },
        split: split(rollback, decision),
        sections: sections(story, &alignment, told),
        aside: seconds(None),
        telling: telling(transcript, &alignment),
        cause: Cause::default(),
        on_paper: Cause::default(),
        status: CauseStatus::Missing,
        say: Vec::new(),
        findings: Vec::new(),
        shape: Heard::default(),
        remarks: Remarks::default(),
        delivery: deliver(transcript, &alignment, None),
        mean_p: told.map(|_| 0.914_2),
        suspects: Vec::new(),
        put_right: PutRight::default(),
        alignment,
    }
}

fn split(rollback: Millis, decision: Millis) -> Split {
    let ratio = (rollback > Millis::ZERO).then(|| decision.seconds() / rollback.seconds());
    Split {
        rollback,
        decision,
        rollback_range: alignment::Range::exactly(rollback),
        decision_range: alignment::Range::exactly(decision),
        ratio,
        verdict: match ratio {
            Some(ratio) if ratio >= 2.0 => Verdict::Within,
            Some(ratio) if ratio >= 1.0 => Verdict::Warn,
            _ => Verdict::Fail,
        },
    }
}

fn sections(story: &Story, alignment: &Alignment, told: Option<Span>) -> Vec<SectionTime> {
    let words: usize = story.sections.iter().map(Section::words).sum();
    let told = told.map_or(1.0, |told| told.length().seconds());
    let time = |(at, section): (usize, &Section)| {
        let passages = || {
            alignment
                .passages
                .iter()
                .filter(move |p| p.section == Some(at))
        };
        let seconds: Millis = passages().map(|passage| passage.span.length()).sum();
        SectionTime {
            role: section.role,
            section: Some(at),
            heading: section.heading.clone(),
            seconds,
            uncertain: Millis::ZERO,
            range: alignment::Range::exactly(seconds),
            share: seconds.seconds() / told,
            target: section.target,
            paper_share: section.words() as f64 / words as f64,
            first_start: passages().next().map(|passage| passage.span.start()),
        }
    };
    story.sections.iter().enumerate().map(time).collect()
}

fn telling(transcript: &Transcript, alignment: &Alignment) -> Telling {
    let mut telling = Telling::default();
    for passage in &alignment.passages {
        let words = &transcript.words[passage.words.clone()];
        let words = words
            .iter()
            .map(|w| (w.text.as_str(), Place::Heard(w.span)));
        telling.push(passage.role, words);
    }
    telling
}

/// Where `text` stands in the telling, word for word.
fn quote(telling: &Telling, text: &str) -> Option<Quote> {
    let wanted: Vec<&str> = text.split_whitespace().collect();
    let found = telling.tokens.windows(wanted.len()).position(|tokens| {
        tokens
            .iter()
            .zip(&wanted)
            .all(|(token, word)| token.text == *word)
    })?;
    let range: Range<usize> = found..found + wanted.len();
    telling.quote(range)
}

//! From the analysis to the published types.

use super::{
    Cause, Clock, Comment, Delivery, Filler, Fillers, Finding, Flinch, HeardShape, Ingredient,
    Ingredients, Moment, Pause, Published, Quality, Remark, Remarks, Restart, SCHEMA, Say, Section,
    Split, SpokenSpan, StoryFile, Suspect, Take, Total, Word,
};
use crate::alignment::Range;
use crate::analysis::{self, Analysis};
use crate::comments;
use crate::delivery;
use crate::report::{Report, heard, phrases};
use crate::rules::say::Suggestion;
use crate::rules::{self, shapes};
use crate::story::{Role, Story};
use crate::telling::Quote;
use crate::time::{Millis, Span};

impl Published {
    /// What a report says, in published form.
    #[must_use]
    pub fn of(report: &Report<'_>) -> Self {
        let analysis = report.analysis;
        Self {
            schema: SCHEMA,
            story: story_file(report),
            take: take(report),
            clock: clock(&analysis.clock),
            split: split(&analysis.split, report.story),
            sections: analysis.sections.iter().map(section).collect(),
            aside_s: analysis.aside,
            spans: spans(report),
            cause: cause(analysis),
            findings: analysis.findings.iter().map(finding).collect(),
            shape: shape(&analysis.shape),
            remarks: remarks(report),
            delivery: delivery(&analysis.delivery),
            words: words(report),
            quality: quality(analysis),
            comments: report.comments.iter().map(comment).collect(),
            corrections: analysis.put_right.corrections,
        }
    }
}

/// Three decimals; what is not a number cannot be written and is nothing.
pub(in crate::report) fn rounded(number: f64) -> f64 {
    let rounded = (number * 1000.0).round() / 1000.0;
    if rounded.is_finite() { rounded } else { 0.0 }
}

fn story_file(report: &Report<'_>) -> StoryFile {
    StoryFile {
        title: report.story.title.clone(),
        path: report.take.story_path.clone(),
        sha256: report.take.story_sha256.clone(),
    }
}

fn take(report: &Report<'_>) -> Take {
    Take {
        number: report.take.number,
        recorded_at: format!("{:.0}", report.take.recorded_at),
        source: report.take.source,
        ending: report.take.ending,
        model: report.take.model.clone(),
        duration_s: report.analysis.clock.duration,
    }
}

fn clock(clock: &analysis::Clock) -> Clock {
    Clock {
        first_word_s: clock.told.map(Span::start),
        last_word_s: clock.told.map(Span::end),
        silence_s: clock.silence,
    }
}

fn split(split: &analysis::Split, story: &Story) -> Split {
    Split {
        rollback_s: split.rollback,
        decision_s: split.decision,
        rollback_target_s: story.targets.rollback,
        decision_target_s: story.targets.decision,
        rollback_range_s: ends(split.rollback_range),
        decision_range_s: ends(split.decision_range),
        ratio: split.ratio.map(rounded),
        verdict: split.verdict,
    }
}

fn ends(range: Range) -> [Millis; 2] {
    [range.low, range.high]
}

fn section(time: &analysis::SectionTime) -> Section {
    Section {
        role: time.role,
        heading: time.heading.clone(),
        seconds: time.seconds,
        uncertain_s: time.uncertain,
        range_s: ends(time.range),
        share: rounded(time.share),
        target_s: time.target,
        paper_share: rounded(time.paper_share),
        first_start_s: time.first_start,
    }
}

fn spans(report: &Report<'_>) -> Vec<SpokenSpan> {
    let passages = &report.analysis.alignment.passages;
    let following = passages.iter().skip(1).map(|next| next.span.start());
    let last = passages.last().map(|last| last.span.end());
    passages
        .iter()
        .zip(following.chain(last))
        .map(|(passage, end)| SpokenSpan {
            role: passage.role,
            section: passage.section,
            start: passage.span.start(),
            end,
            text: text(report, &passage.words),
            confidence: rounded(f64::from(passage.confidence)),
        })
        .collect()
}

/// The words of a range that may, in an alignment made by hand, reach past the last of them.
fn text(report: &Report<'_>, words: &std::ops::Range<usize>) -> String {
    let count = report.transcript.words.len();
    let end = words.end.min(count);
    report.transcript.text(words.start.min(end)..end)
}

fn cause(analysis: &Analysis) -> Cause {
    let cause = &analysis.cause;
    let span = cause.statement.as_ref().and_then(heard);
    Cause {
        grade: cause.grade(),
        status: analysis.status,
        quote: cause.statement.as_ref().map(|quote| quote.text.clone()),
        start: span.map(Span::start),
        end: span.map(Span::end),
        marked: analysis.put_right.cause,
        on_paper: analysis.on_paper.grade(),
        ingredients: Ingredients {
            causal_link: ingredient(cause.causal_link.as_ref()),
            own_act: ingredient(cause.own_act.as_ref()),
            counterfactual: ingredient(cause.counterfactual.as_ref()),
            ownership: ingredient(cause.ownership.as_ref()),
        },
        depth: cause.depth.clone(),
        say: analysis.say.iter().map(say).collect(),
    }
}

fn say(suggestion: &Suggestion) -> Say {
    let after = suggestion.after.as_ref().and_then(heard);
    Say {
        ingredient: suggestion.ingredient,
        text: suggestion.text.clone(),
        origin: suggestion.origin,
        at: after.map(Span::end),
    }
}

fn shape(shape: &shapes::Heard) -> HeardShape {
    let moment = |moment: &shapes::HeardMoment| Moment {
        name: moment.name.to_owned(),
        present: moment.quote.is_some(),
        quote: moment.quote.as_ref().map(|quote| quote.text.clone()),
        start: moment.quote.as_ref().and_then(|quote| quote.place.start()),
    };
    HeardShape {
        declared: shape.declared,
        heard: shape.heard,
        moments: shape.moments.iter().map(moment).collect(),
    }
}

fn remarks(report: &Report<'_>) -> Remarks {
    let (remarks, band) = (&report.analysis.remarks, report.story.bands.total);
    let told = report
        .analysis
        .clock
        .told
        .map_or(Millis::ZERO, Span::length);
    let remark = |quote: &Quote| Remark {
        quote: quote.text.clone(),
        start: quote.place.start(),
    };
    Remarks {
        evidence: remarks.evidence.as_ref().map(remark),
        numbers: remarks.numbers.iter().map(remark).collect(),
        order: remarks.order.clone(),
        total: Total {
            seconds: told,
            least_s: band.low,
            most_s: band.high,
            within: band.contains(told),
        },
    }
}

fn ingredient(quote: Option<&Quote>) -> Ingredient {
    let span = quote.and_then(heard);
    Ingredient {
        present: quote.is_some(),
        quote: quote.map(|quote| quote.text.clone()),
        start: span.map(Span::start),
        end: span.map(Span::end),
    }
}

fn finding(finding: &rules::Finding) -> Finding {
    let span = heard(&finding.quote);
    Finding {
        rule: finding.rule,
        severity: finding.severity,
        start: span.map(Span::start),
        end: span.map(Span::end),
        quote: finding.quote.text.clone(),
        why: phrases::why(finding.rule).to_owned(),
        instead: phrases::instead(finding.rule).to_owned(),
    }
}

fn delivery(delivery: &delivery::Delivery) -> Delivery {
    let filler = |filler: &delivery::Filler| Filler {
        text: filler.text.clone(),
        start: filler.span.start(),
    };
    let pause = |pause: &delivery::PlacedPause| Pause {
        start: pause.span.start(),
        end: pause.span.end(),
        place: pause.place,
    };
    let restart = |restart: &delivery::Restart| Restart {
        start: restart.span.start(),
        text: restart.text.clone(),
    };
    Delivery {
        words: delivery.words,
        wpm: delivery.wpm.map(rounded),
        articulation_wpm: delivery.articulation_wpm.map(rounded),
        fillers: Fillers {
            at_least: delivery.fillers.len(),
            per_minute: delivery.fillers_per_minute.map(rounded),
            items: delivery.fillers.iter().map(filler).collect(),
        },
        pauses: delivery.pauses.iter().map(pause).collect(),
        restarts: delivery.restarts.iter().map(restart).collect(),
        hedges: delivery.hedges.iter().map(filler).collect(),
        flinch: delivery.flinch.map(|flinch| Flinch {
            start: flinch.span.start(),
            end: flinch.span.end(),
            hesitations: flinch.hesitations,
            per_ten_words: rounded(flinch.rate),
            usual_per_ten_words: rounded(flinch.usual),
        }),
    }
}

fn words(report: &Report<'_>) -> Vec<Word> {
    let roles = roles(report);
    let words = report.transcript.words.iter();
    words
        .zip(roles)
        .map(|(word, role)| Word {
            text: word.text.clone(),
            start: word.span.start(),
            end: word.span.end(),
            p: rounded(f64::from(word.p)),
            role,
        })
        .collect()
}

/// The role of each word: that of its passage.
fn roles(report: &Report<'_>) -> Vec<Option<Role>> {
    let mut roles = vec![None; report.transcript.words.len()];
    for passage in &report.analysis.alignment.passages {
        let words = roles.iter_mut().take(passage.words.end);
        words
            .skip(passage.words.start)
            .for_each(|role| *role = passage.role);
    }
    roles
}

fn comment(comment: &comments::Comment) -> Comment {
    Comment {
        id: comment.id.clone(),
        author: comment.by().to_owned(),
        start: comment.start,
        end: comment.end,
        text: comment.text.clone(),
    }
}

fn quality(analysis: &Analysis) -> Quality {
    let suspect = |suspect: &analysis::Suspect| Suspect {
        start: suspect.span.start(),
        end: suspect.span.end(),
        why: suspect.doubt,
    };
    Quality {
        mean_p: analysis.mean_p.map(rounded),
        suspects: analysis.suspects.iter().map(suspect).collect(),
    }
}

//! What several targets do with what they have read: everything that a command would.

use jiff::Timestamp;
use ownup::analysis::{Analysis, analyse};
use ownup::comments::{Comment, Comments, TakeKey};
use ownup::comparison::{self, History, Rehearsal, Selection, Summary, compare};
use ownup::meaning::Stems;
use ownup::report::compared::{self, Compared};
use ownup::report::history::{self, Listing};
use ownup::report::{Format, Look, Paint, Report, TakeFacts};
use ownup::story::{Month, Story};
use ownup::take::{Ending, Source, Take, TakeId};
use ownup::time::Millis;
use ownup::transcript::Transcript;

/// The month in which everything is told.
pub const TODAY: Month = Month {
    year: 2026,
    month: 3,
};

/// The screens that reports are laid out for.
const LOOKS: [Look; 3] = [
    Look {
        width: 0,
        paint: Paint::Plain,
    },
    Look {
        width: 80,
        paint: Paint::Colour,
    },
    Look {
        width: usize::MAX,
        paint: Paint::Plain,
    },
];

/// The usual screen.
pub const LOOK: Look = LOOKS[1];

/// A take with these words and nothing else that matters.
#[must_use]
pub fn take(transcript: Transcript) -> Take {
    Take {
        id: None,
        recorded_at: Timestamp::UNIX_EPOCH,
        source: Source::File,
        device: None,
        model: None,
        ending: Ending::Told,
        paused: Vec::new(),
        transcript,
    }
}

/// Judges a take and writes every report of it, alone and beside itself.
pub fn tell(story: &Story, take: &Take, comments: &[Comment]) {
    let analysis = analyse(story, &take.transcript, &Stems, TODAY);
    account(&analysis, &take.transcript);
    let facts = facts(take);
    let report = Report {
        analysis: &analysis,
        story,
        transcript: &take.transcript,
        take: &facts,
        comments,
    };
    for look in LOOKS {
        let text = report.render(Format::Text, look);
        assert!(text.ends_with('\n'));
        if look.paint == Paint::Plain {
            harmless(&text);
        }
    }
    for format in [
        Format::Json,
        Format::Markdown,
        Format::Html,
        Format::Srt,
        Format::Vtt,
        Format::Csv,
    ] {
        let _ = report.render(format, LOOK);
    }
    beside_itself(Summary::of(take, story, &analysis), story);
}

/// Nothing in it moves a cursor or turns a line round.
pub fn harmless(text: &str) {
    for line in text.lines() {
        assert_eq!(ownup::report::harmless(line), line);
    }
}

/// Sections and asides are the whole time from the first word to the last.
fn account(analysis: &Analysis, transcript: &Transcript) {
    let told = transcript.told().map_or(Millis::ZERO, |told| told.length());
    let sections: Millis = analysis
        .sections
        .iter()
        .map(|section| section.seconds)
        .sum();
    assert_eq!(sections + analysis.aside, told, "the clock does not add up");
}

fn facts(take: &Take) -> TakeFacts {
    TakeFacts {
        number: take.id.map(TakeId::number),
        recorded_at: take.recorded_at,
        source: take.source,
        ending: take.ending,
        model: take.model.clone().unwrap_or_default(),
        story_path: "story.md".to_owned(),
        story_sha256: String::new(),
    }
}

fn beside_itself(summary: Summary, story: &Story) {
    let second = TakeId::FIRST
        .next()
        .expect("there are more numbers than one");
    let takes = [TakeId::FIRST, second].map(|id| Rehearsal {
        id,
        summary: summary.clone(),
    });
    let paper = Some(comparison::paper(story));
    let history = History {
        takes: takes.into(),
        paper,
    };
    let listing = Listing {
        history: &history,
        story_path: "story.md",
    };
    for form in [
        history::Form::Text,
        history::Form::Json,
        history::Form::Markdown,
        history::Form::Csv,
    ] {
        let _ = listing.render(form, LOOK);
    }
    let comparison = compare(&history, &Selection::All).expect("there are two takes");
    let compared = Compared {
        comparison: &comparison,
        story_path: "story.md",
    };
    use compared::Form;
    for form in [
        Form::Text,
        Form::Json,
        Form::Markdown,
        Form::Html,
        Form::Csv,
    ] {
        let _ = compared.render(form, LOOK);
    }
}

/// A coach who has said nothing yet about this take.
#[must_use]
pub fn no_comments(take: &Take) -> Comments {
    Comments::none(TakeKey::of(take))
}

//! A story file: read, and judged on paper.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ownup::draft::{self, Pace};
use ownup::report::draft::{DraftReport, PaperFacts};
use ownup::report::{Look, Paint, SheetFormat};
use ownup::story;
use ownup_fuzz::{LOOK, TODAY, harmless};

fuzz_target!(|text: &str| {
    let story = match story::parse(text) {
        Ok(story) => story,
        Err(error) => {
            let lines = text.replace("\r\n", "\n").split(['\n', '\r']).count();
            assert!((1..=lines).contains(&error.line), "{error} of {lines}");
            return;
        }
    };
    let draft = draft::judge(&story, Pace::default(), TODAY);
    let paper = PaperFacts {
        path: "story.md".to_owned(),
        sha256: String::new(),
    };
    let report = DraftReport {
        draft: &draft,
        story: &story,
        paper: &paper,
    };
    let plain = Look {
        paint: Paint::Plain,
        ..LOOK
    };
    harmless(&report.render(SheetFormat::Text, plain));
    for format in [SheetFormat::Text, SheetFormat::Json, SheetFormat::Markdown] {
        let _ = report.render(format, LOOK);
    }
});

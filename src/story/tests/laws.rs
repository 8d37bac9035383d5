//! What holds for any text, and for any story written out and read again.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;

use crate::story::*;
use crate::story::{markdown, sentences, template};

/// Lines that mean something to the parser, good and bad.
const LINES: &[&str] = &[
    "---",
    "...",
    "title: T",
    "title: \"",
    "happened: 2025-03",
    "pain: 3",
    "pain:",
    "bands: {",
    "targets: { total: 2m }",
    "- &a *a",
    "\t",
    "",
    "# T",
    "## Context (0:15)",
    "## Rollback {.cause}",
    "### The fix",
    "##Lesson",
    "## {.lesson}",
    "##",
    "What I learned",
    "=====",
    "<!-- one -->",
    "<!--",
    "-->",
    "<div>",
    "</div>",
    "```",
    "    code",
    "- bullet",
    "  - nested. Twice.",
    "1. one",
    "> quoted",
    "[x]: y",
    "![alt](src)",
    "a\\",
    "It broke. I knew, e.g. why…",
    "**bold _and* more_",
    "`tick",
    "&amp;",
    "| a | b |",
    "\u{feff}",
    "\r",
    "\0",
    "é 漢字 🙂",
    "***",
    "- [x] done",
    "[^1]: note",
    "<b",
    "{.cause}",
];

fn document() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        8 => select(LINES).prop_map(str::to_owned),
        1 => "\\PC{0,20}",
        1 => "[-#*>`<!{}\\[\\]():.a ]{0,12}",
    ];
    let top = select(vec![
        "",
        "---\ntitle: T\n---\n",
        "# T\n## Context\n",
        "\u{feff}",
    ]);
    (top, vec(line, 0..25), select(vec!["\n", "\r\n"]))
        .prop_map(|(top, lines, end)| top.to_owned() + &lines.join(end))
}

fn promises(text: &str) -> Result<(), TestCaseError> {
    let lines = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .matches('\n')
        .count()
        + 1;
    match parse(text) {
        Ok(story) => {
            prop_assert!(!story.title.is_empty() && !story.sections.is_empty());
            let mut last = 1;
            for section in &story.sections {
                prop_assert!(!section.heading.is_empty());
                for line in
                    std::iter::once(section.line).chain(section.sentences.iter().map(|s| s.line))
                {
                    prop_assert!(last <= line && line <= lines, "{last} {line} {lines}");
                    last = line;
                }
                for sentence in &section.sentences {
                    prop_assert_eq!(&markdown::collapsed(&sentence.text), &sentence.text);
                    prop_assert!(sentence.text.contains(char::is_alphanumeric));
                }
            }
        }
        Err(error) => {
            prop_assert!((1..=lines).contains(&error.line), "{error:?} of {lines}");
            prop_assert!(!error.message.contains('\n') && !error.hint.is_empty());
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_a_story_or_a_located_error(text in any::<String>()) {
        promises(&text)?;
    }

    #[test]
    fn any_markdown_is_a_story_or_a_located_error(text in document()) {
        promises(&text)?;
    }

    #[test]
    fn a_story_written_out_reads_the_same(story in story()) {
        let (text, story) = written(story);
        prop_assert_eq!(parse(&text), Ok(story), "{}", text);
    }
}

fn sentence() -> impl Strategy<Value = Sentence> {
    let word = "[A-Za-z0-9é漢*_`#<>&~|$%\\[\\]\\\\!^{}-]{1,8}";
    (vec(word, 1..9), select(vec!["", ".", "!", "?", "…"]))
        .prop_map(|(words, mark)| words.join(" ") + mark)
        .prop_filter("one sentence", |text| {
            sentences::split(text).first() == Some(&(0..text.len()))
        })
        .prop_map(|text| Sentence { text, line: 0 })
}

fn heading() -> impl Strategy<Value = (Role, String)> {
    let known = select(&Role::ALL[..])
        .prop_flat_map(|role| (Just(role), select(wordings(role)).prop_map(str::to_owned)));
    let tagged = (
        select(&Role::ALL[..]),
        "[A-Za-zé][A-Za-z0-9 #*_`()<>:,.{}-]{0,20}",
    )
        .prop_filter("no time at its end", |(_, text)| {
            !text.trim_end().ends_with(')')
        })
        .prop_map(|(role, text)| (role, markdown::collapsed(&text)));
    prop_oneof![known, tagged]
}

fn length() -> impl Strategy<Value = Millis> {
    (1_i64..=3_600_000).prop_map(Millis)
}

fn section() -> impl Strategy<Value = Section> {
    (heading(), option::of(length()), vec(sentence(), 0..5)).prop_map(
        |((role, heading), target, sentences)| Section {
            role,
            heading,
            line: 0,
            target,
            sentences,
        },
    )
}

fn story() -> impl Strategy<Value = Story> {
    let month = (1000_i16..=9999, 1_u8..=12).prop_map(|(year, month)| Month { year, month });
    let targets =
        (length(), length(), option::of(length())).prop_map(|(rollback, decision, total)| {
            Targets {
                rollback,
                decision,
                total,
            }
        });
    let band = (1_i64..1_800_000, 1_i64..1_800_000).prop_map(|(low, more)| Band {
        low: Millis(low),
        high: Millis(low + more),
    });
    let bands = [band.clone(), band.clone(), band].prop_map(|[rollback, decision, total]| Bands {
        rollback,
        decision,
        total,
    });
    let front = (
        "\\PC{0,30}".prop_map(|title| template::plain(&title)),
        option::of(month),
        option::of(1_u8..=99),
        option::of(select(&Shape::ALL[..])),
    );
    (front, targets, bands, vec(section(), 1..8)).prop_map(
        |((title, happened, pain, shape), targets, bands, sections)| Story {
            title,
            happened,
            pain,
            shape,
            targets,
            bands,
            sections,
        },
    )
}

/// A story as a file, and the same story with the lines it has there.
fn written(mut story: Story) -> (String, Story) {
    let mut lines = front_matter(&story);
    for section in &mut story.sections {
        lines.push(heading_line(section));
        section.line = lines.len();
        for (index, sentence) in section.sentences.iter_mut().enumerate() {
            lines.push(String::new());
            let bullet = if index % 2 == 0 { "" } else { "- " };
            lines.push(format!("{bullet}{}", escaped(&sentence.text)));
            sentence.line = lines.len();
        }
    }
    (lines.join("\n"), story)
}

fn front_matter(story: &Story) -> Vec<String> {
    let seconds = |length: Millis| format!("{}s", length.seconds());
    let band = |band: Band| format!("{}-{}", seconds(band.low), seconds(band.high));
    let (targets, bands) = (story.targets, story.bands);
    let mut lines = vec![
        "---".to_owned(),
        format!("title: {}", template::quoted(&story.title)),
    ];
    lines.extend(story.happened.map(|month| format!("happened: {month}")));
    lines.extend(story.pain.map(|pain| format!("pain: {pain}")));
    lines.extend(story.shape.map(|shape| format!("shape: {shape}")));
    lines.push("targets:".to_owned());
    lines.push(format!("  rollback: {}", seconds(targets.rollback)));
    lines.push(format!("  decision: {}", seconds(targets.decision)));
    lines.extend(
        targets
            .total
            .map(|total| format!("  total: {}", seconds(total))),
    );
    lines.push("bands:".to_owned());
    lines.push(format!("  rollback: {}", band(bands.rollback)));
    lines.push(format!("  decision: {}", band(bands.decision)));
    lines.push(format!("  total: {}", band(bands.total)));
    lines.push("---".to_owned());
    lines
}

fn heading_line(section: &Section) -> String {
    let time = section
        .target
        .map_or_else(String::new, |target| format!(" ({}s)", target.seconds()));
    let known = wordings(section.role).contains(&section.heading.as_str());
    let class = if known {
        String::new()
    } else {
        format!(" {{.{}}}", section.role)
    };
    format!("## {}{time}{class}", escaped(&section.heading))
}

/// With a backslash before everything that could be markup.
fn escaped(text: &str) -> String {
    text.chars()
        .flat_map(|c| {
            let mark = c.is_ascii_punctuation().then_some('\\');
            mark.into_iter().chain([c])
        })
        .collect()
}

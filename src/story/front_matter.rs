//! The YAML between two lines of `---` at the top of a story.

use serde::Deserialize;
use serde_saphyr::{Error, Spanned};

use super::markdown::collapsed;
use super::{Band, Bands, Month, Shape, StoryError, Targets, duration};
use crate::time::Millis;

/// A story file cut in two.
#[derive(Debug)]
pub(super) struct Parts<'a> {
    /// The lines between the marks; empty when there are none.
    pub(super) yaml: &'a str,
    /// The line of the file that the YAML begins on, from 1.
    pub(super) yaml_line: usize,
    /// What follows.
    pub(super) body: &'a str,
    /// The line of the file that the body begins on, from 1.
    pub(super) body_line: usize,
}

/// What the front matter says.
#[derive(Debug)]
pub(super) struct FrontMatter {
    pub(super) title: Option<String>,
    pub(super) happened: Option<Month>,
    pub(super) pain: Option<u8>,
    pub(super) shape: Option<Shape>,
    pub(super) targets: Targets,
    pub(super) bands: Bands,
}

type Text = Option<Spanned<String>>;

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Keys {
    title: Text,
    happened: Text,
    pain: Text,
    shape: Text,
    targets: Option<Parted>,
    bands: Option<Parted>,
}

/// One value for each part that has a target.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Parted {
    rollback: Text,
    decision: Text,
    total: Text,
}

/// Cuts the file after its front matter. Lines end in `\n`.
///
/// Not left to the Markdown reader, which takes two lines of dashes anywhere in the file for front
/// matter and would swallow what stands between them.
pub(super) fn cut(text: &str) -> Result<Parts<'_>, StoryError> {
    let mut lines = text.split_inclusive('\n').scan(0, |at, line| {
        let start = *at;
        *at += line.len();
        Some((start, line.trim_end()))
    });
    let mut number = 1;
    let mut first = lines.next();
    while first.is_some_and(|(_, line)| line.is_empty()) {
        first = lines.next();
        number += 1;
    }
    let Some((opening, "---")) = first else {
        return Ok(Parts {
            yaml: "",
            yaml_line: 1,
            body: text,
            body_line: 1,
        });
    };
    let yaml_start = opening + after_line(&text[opening..]);
    for (index, (start, line)) in lines.enumerate() {
        if line == "---" || line == "..." {
            return Ok(Parts {
                yaml: &text[yaml_start..start],
                yaml_line: number + 1,
                body: &text[start + after_line(&text[start..])..],
                // Nothing comes after a last line that has no end.
                body_line: number + index + 1 + usize::from(text[start..].contains('\n')),
            });
        }
        if line.starts_with("## ") {
            break;
        }
    }
    Err(unclosed(number))
}

/// The length of the first line of `text` with its end.
fn after_line(text: &str) -> usize {
    text.find('\n').map_or(text.len(), |at| at + 1)
}

fn unclosed(line: usize) -> StoryError {
    StoryError::new(
        line,
        "the front matter that begins here is not closed",
        "write `---` on a line of its own after the last key, above the first heading",
    )
}

/// Reads the keys.
pub(super) fn read(parts: &Parts<'_>) -> Result<FrontMatter, StoryError> {
    let options = serde_saphyr::options! { with_snippet: false };
    let keys: Keys = serde_saphyr::from_str_with_options(parts.yaml, options)
        .map_err(|error| not_understood(&error, parts))?;
    let values = Values {
        first_line: parts.yaml_line,
    };
    let targets = values.targets(keys.targets.unwrap_or_default())?;
    Ok(FrontMatter {
        title: keys
            .title
            .map(|title| collapsed(&title.value))
            .filter(|title| !title.is_empty()),
        happened: values.read("happened", keys.happened, &MONTH)?,
        pain: values.read("pain", keys.pain, &RANK)?,
        shape: values.read("shape", keys.shape, &SHAPE)?,
        bands: values.bands(keys.bands.unwrap_or_default(), targets)?,
        targets,
    })
}

/// How a value is read, and what to say where it cannot be.
struct Kind<T> {
    reads: fn(&str) -> Option<T>,
    wrong: &'static str,
    hint: &'static str,
}

const MONTH: Kind<Month> = Kind {
    reads: Month::read,
    wrong: "is not a month",
    hint: "write the year and the month as numbers: `happened: 2025-03`",
};

const RANK: Kind<u8> = Kind {
    reads: |text| text.parse().ok().filter(|rank| (1..=99).contains(rank)),
    wrong: "is not a rank",
    hint: "write its rank among your stories from 1, the most painful, to 99: `pain: 3`",
};

const SHAPE: Kind<Shape> = Kind {
    reads: |text| {
        Shape::ALL
            .into_iter()
            .find(|shape| shape.name() == text.to_lowercase())
    },
    wrong: "is not a shape",
    hint: "write `over-confident-decision`, `skipped-maintenance` or `interpersonal-misread`, or leave the line out",
};

const TARGET: Kind<Millis> = Kind {
    reads: duration::read,
    wrong: "is not a length of time",
    hint: "write it with a unit, an hour at most: `targets: { rollback: 30s, decision: 1m30s, total: 2:30 }`",
};

const BAND: Kind<Band> = Kind {
    reads: |text| duration::read_range(text).map(|(low, high)| Band { low, high }),
    wrong: "is not a shortest and a longest time",
    hint: "write both with a unit: `bands: { rollback: 15s-40s, decision: 75s-120s, total: 2m-3m }`",
};

/// Values of the front matter as what they mean.
struct Values {
    /// The line of the file that the YAML begins on.
    first_line: usize,
}

impl Values {
    /// Reads the value of `key`; a key without a value is as good as none.
    fn read<T>(&self, key: &str, text: Text, kind: &Kind<T>) -> Result<Option<T>, StoryError> {
        let Some(text) = text.filter(|text| !text.value.trim().is_empty()) else {
            return Ok(None);
        };
        let written = collapsed(&text.value);
        (kind.reads)(&written).map(Some).ok_or_else(|| {
            let line = in_file(text.referenced.line(), self.first_line);
            let message = format!("`{key}: {written}` {}", kind.wrong);
            StoryError::new(line, message, kind.hint)
        })
    }

    fn targets(&self, parts: Parted) -> Result<Targets, StoryError> {
        let usual = Targets::default();
        let rollback = self.read("rollback", parts.rollback, &TARGET)?;
        let decision = self.read("decision", parts.decision, &TARGET)?;
        Ok(Targets {
            rollback: rollback.unwrap_or(usual.rollback),
            decision: decision.unwrap_or(usual.decision),
            total: self.read("total", parts.total, &TARGET)?,
        })
    }

    fn bands(&self, parts: Parted, targets: Targets) -> Result<Bands, StoryError> {
        let usual = Bands::around(targets);
        let rollback = self.read("rollback", parts.rollback, &BAND)?;
        let decision = self.read("decision", parts.decision, &BAND)?;
        let total = self.read("total", parts.total, &BAND)?;
        Ok(Bands {
            rollback: rollback.unwrap_or(usual.rollback),
            decision: decision.unwrap_or(usual.decision),
            total: total.unwrap_or(usual.total),
        })
    }
}

/// A line of the YAML as a line of the file; its first where the YAML reader names none.
fn in_file(yaml_line: u64, first_line: usize) -> usize {
    first_line + usize::try_from(yaml_line).unwrap_or(0).saturating_sub(1)
}

/// What the YAML reader said, with the line in the file and what to write there.
fn not_understood(error: &Error, parts: &Parts<'_>) -> StoryError {
    let yaml_line = error.location().map_or(1, |location| location.line());
    let line = in_file(yaml_line, parts.yaml_line);
    match error {
        Error::SerdeUnknownField {
            field, expected, ..
        } => StoryError::new(
            line,
            format!("there is no key `{field}`"),
            format!("the keys here are {}", expected.join(", ")),
        ),
        Error::DuplicateMappingKey { key: Some(key), .. } => StoryError::new(
            line,
            format!("the key `{key}` is given twice"),
            "keep one of the two",
        ),
        other => {
            let said = other.to_string();
            let reason = said.lines().next().unwrap_or_default();
            let reason = reason
                .rsplit_once(" at line ")
                .map_or(reason, |(what, _)| what);
            let written = parts.yaml.lines().nth(line - parts.yaml_line);
            let message = format!("the front matter cannot be read here: {reason}");
            StoryError::new(line, message, hint_for(written.unwrap_or_default()))
        }
    }
}

/// How to write the key that stands on `line`.
fn hint_for(line: &str) -> &'static str {
    let key = line.trim().split(':').next().unwrap_or_default().trim_end();
    match key {
        "title" => "put the title in quotes: `title: \"Friday: the deploy\"`",
        "happened" => MONTH.hint,
        "pain" => RANK.hint,
        "shape" => SHAPE.hint,
        "targets" => TARGET.hint,
        "bands" => BAND.hint,
        _ => "write one `key: value` to a line, each from the start of its line, as in `pain: 3`",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_yaml(yaml: &str) -> FrontMatter {
        let text = format!("---\n{yaml}\n---\n");
        read(&cut(&text).expect("two marks")).expect("front matter")
    }

    #[test]
    fn the_marks_may_follow_empty_lines_and_trail_spaces() {
        let parts = cut("\n\n--- \ntitle: x\n...\nbody\n").expect("two marks");
        assert_eq!((parts.yaml, parts.yaml_line), ("title: x\n", 4));
        assert_eq!((parts.body, parts.body_line), ("body\n", 6));
    }

    #[test]
    fn a_file_without_marks_is_all_body() {
        for text in ["", "\n", "## Context\n---\n", "text", "----\n"] {
            let parts = cut(text).expect("no front matter");
            assert_eq!((parts.yaml, parts.body, parts.body_line), ("", text, 1));
        }
    }

    #[test]
    fn empty_front_matter_and_keys_without_a_value_say_nothing() {
        for yaml in [
            "",
            "# nothing yet",
            "title:\npain:   # later\nhappened: ~\ntargets:",
        ] {
            let front = read_yaml(yaml);
            assert_eq!(
                (front.title, front.pain, front.happened),
                (None, None, None)
            );
            assert_eq!(front.targets, Targets::default());
            assert_eq!(front.bands, Bands::default());
        }
    }

    #[test]
    fn a_title_may_look_like_anything() {
        for title in ["2025", "true", "3.10", "1:30", "It's 5 o'clock"] {
            let front = read_yaml(&format!("title: {title}"));
            assert_eq!(front.title.as_deref(), Some(title));
        }
    }

    #[test]
    fn a_band_that_is_not_given_moves_with_its_target() {
        let front = read_yaml("targets: { rollback: 1m, total: 5:00 }\nbands: { total: 4m-6m }");
        let shown = |band: Band| (band.low.0 / 1000, band.high.0 / 1000);
        assert_eq!(shown(front.bands.rollback), (30, 80));
        assert_eq!(shown(front.bands.decision), (75, 120));
        assert_eq!(shown(front.bands.total), (240, 360));
    }
}

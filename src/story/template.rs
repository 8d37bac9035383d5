//! What `ownup new` writes: a story to fill in, and the name of its file.

use super::markdown::collapsed;
use super::{Month, Shape};

/// What is known of a story before it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fields {
    /// When it happened.
    pub happened: Month,
    /// Its rank among the author's stories, 1 = most painful.
    pub pain: Option<u8>,
    /// The shape the author says it has.
    pub shape: Option<Shape>,
}

/// The name of a story that was given none.
const UNTITLED: &str = "Untitled";

/// The headings and what goes under each.
const SECTIONS: [(&str, &str); 6] = [
    (
        "Context (0:15)",
        "Where this was and what your part in it was. Two sentences are enough.",
    ),
    (
        "What went wrong",
        "What broke, for whom, and how badly: a number if you have one. A small failure will do.",
    ),
    (
        "Why it was me",
        "Say it outright: \"it broke because I …\". What you did or left out, the rule you knew, how you talked yourself into it, what you should have done, and that it was on you.",
    ),
    (
        "Rollback (0:30)",
        "How it was contained and repaired, and that it ended. Thirty seconds are enough.",
    ),
    (
        "What I learned",
        "About how you work, not about the technology, and more than a feeling.",
    ),
    (
        "What I do now",
        "The rule you keep since, with what triggers it: \"I never … without …\". Then when it last held.",
    ),
];

/// A story to fill in: all six headings, each with a comment on what goes there.
///
/// It parses as it is; its comments are no text, so every role counts as unwritten.
#[must_use]
pub fn template(title: &str, fields: Fields) -> String {
    let happened = fields.happened;
    let pain = fields
        .pain
        .map_or_else(String::new, |pain| pain.to_string());
    let shape = match fields.shape {
        Some(shape) => format!("shape: {shape}"),
        None => {
            "# shape: over-confident-decision   # or skipped-maintenance, or interpersonal-misread"
                .to_owned()
        }
    };
    let title = quoted(&plain(title));
    let sections = SECTIONS
        .map(|(heading, comment)| format!("\n## {heading}\n\n<!-- {comment} -->\n"))
        .concat();
    format!(
        "---\n\
         title: {title}\n\
         happened: {happened}   # the year and the month it happened\n\
         pain: {pain:<14}# its rank among your stories, 1 = the most painful\n\
         {shape}\n\
         # targets: {{ rollback: 30s, decision: 90s, total: 2m30s }}\n\
         ---\n\
         {sections}"
    )
}

/// A title on one line, of what can be seen.
pub(super) fn plain(title: &str) -> String {
    let visible: String = title
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    match collapsed(&visible) {
        title if title.is_empty() => UNTITLED.to_owned(),
        title => title,
    }
}

/// A title as a YAML value: bare where that is safe, else in double quotes.
pub(super) fn quoted(title: &str) -> String {
    let bare = |c: char| c.is_alphanumeric() || matches!(c, ' ' | ',' | '.' | '’' | '\'' | '-');
    let words = title.contains(' ') && title.starts_with(char::is_alphabetic);
    if words && title.chars().all(bare) {
        return title.to_owned();
    }
    format!("\"{}\"", title.replace('\\', r"\\").replace('"', "\\\""))
}

/// A name for the story's file, without its ending: small ASCII letters, digits and single dashes,
/// never empty, at most 60 of them, and safe on every system.
#[must_use]
pub fn slug(title: &str) -> String {
    const LONGEST: usize = 60;
    let spelt = spelt_in_ascii(title);
    let mut words = spelt
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let mut name = words.next().unwrap_or("story").to_owned();
    name.truncate(LONGEST);
    for word in words {
        if name.len() + 1 + word.len() > LONGEST {
            break;
        }
        name.push('-');
        name.push_str(word);
    }
    if is_device(&name) {
        name.push_str("-story");
    }
    name
}

/// In small letters, without apostrophes and accents.
fn spelt_in_ascii(title: &str) -> String {
    let mut spelt = String::new();
    for c in title.to_lowercase().chars() {
        match c {
            '\'' | '’' | '\u{300}'..='\u{36f}' => {}
            'à' | 'á' | 'â' | 'ã' | 'å' | 'ā' | 'ă' | 'ą' => spelt.push('a'),
            'ä' | 'æ' => spelt.push_str("ae"),
            'ç' | 'ć' | 'č' => spelt.push('c'),
            'ď' | 'đ' | 'ð' => spelt.push('d'),
            'è' | 'é' | 'ê' | 'ë' | 'ē' | 'ę' | 'ě' => spelt.push('e'),
            'ğ' => spelt.push('g'),
            'ì' | 'í' | 'î' | 'ï' | 'ī' | 'ı' => spelt.push('i'),
            'ł' => spelt.push('l'),
            'ñ' | 'ń' | 'ň' => spelt.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ő' | 'ō' => spelt.push('o'),
            'ö' | 'ø' | 'œ' => spelt.push_str("oe"),
            'ř' => spelt.push('r'),
            'ś' | 'š' | 'ş' | 'ș' => spelt.push('s'),
            'ß' => spelt.push_str("ss"),
            'ť' | 'ţ' | 'ț' => spelt.push('t'),
            'þ' => spelt.push_str("th"),
            'ù' | 'ú' | 'û' | 'ů' | 'ű' | 'ū' => spelt.push('u'),
            'ü' => spelt.push_str("ue"),
            'ý' | 'ÿ' => spelt.push('y'),
            'ź' | 'ż' | 'ž' => spelt.push('z'),
            other => spelt.push(other),
        }
    }
    spelt
}

/// Names that Windows keeps for devices, whatever the ending.
fn is_device(name: &str) -> bool {
    let numbered = |device: &str| {
        name.strip_prefix(device)
            .is_some_and(|number| number.len() == 1 && number.bytes().all(|b| b.is_ascii_digit()))
    };
    ["con", "prn", "aux", "nul"].contains(&name) || numbered("com") || numbered("lpt")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::story::{Role, parse};

    const TODAY: Month = Month {
        year: 2026,
        month: 11,
    };

    fn fresh() -> Fields {
        Fields {
            happened: TODAY,
            pain: None,
            shape: None,
        }
    }

    #[test]
    fn what_is_known_stands_in_the_story() {
        for shape in Shape::ALL {
            let fields = Fields {
                pain: Some(3),
                shape: Some(shape),
                ..fresh()
            };
            let story = parse(&template("t", fields)).expect("a story");
            assert_eq!((story.pain, story.shape), (Some(3), Some(shape)));
        }
    }

    #[test]
    fn a_fresh_story_parses_and_everything_is_still_to_write() {
        let story = parse(&template("The surcharge column", fresh())).expect("a story");
        assert_eq!(story.title, "The surcharge column");
        assert_eq!(story.happened, Some(TODAY));
        assert_eq!(story.words(), 0);
        assert_eq!(story.unwritten().collect::<Vec<_>>(), Role::ALL);
        let roles: Vec<Role> = story.sections.iter().map(|section| section.role).collect();
        assert_eq!(roles, Role::ALL);
    }

    #[test]
    fn the_template_teaches_what_goes_where() {
        insta::assert_snapshot!(template("Friday: the deploy", fresh()), @r#"
        ---
        title: "Friday: the deploy"
        happened: 2026-11   # the year and the month it happened
        pain:               # its rank among your stories, 1 = the most painful
        # shape: over-confident-decision   # or skipped-maintenance, or interpersonal-misread
        # targets: { rollback: 30s, decision: 90s, total: 2m30s }
        ---

        ## Context (0:15)

        <!-- Where this was and what your part in it was. Two sentences are enough. -->

        ## What went wrong

        <!-- What broke, for whom, and how badly: a number if you have one. A small failure will do. -->

        ## Why it was me

        <!-- Say it outright: "it broke because I …". What you did or left out, the rule you knew, how you talked yourself into it, what you should have done, and that it was on you. -->

        ## Rollback (0:30)

        <!-- How it was contained and repaired, and that it ended. Thirty seconds are enough. -->

        ## What I learned

        <!-- About how you work, not about the technology, and more than a feeling. -->

        ## What I do now

        <!-- The rule you keep since, with what triggers it: "I never … without …". Then when it last held. -->
        "#);
    }

    #[test]
    fn the_lines_left_as_comments_work_when_the_mark_is_taken_away() {
        let file = template("x", fresh())
            .replace("# shape", "shape")
            .replace("# targets", "targets");
        let story = parse(&file).expect("a story");
        assert!(story.shape.is_some() && story.targets.total.is_some());
    }

    #[test]
    fn a_slug_is_a_plain_file_name() {
        for (title, name) in [
            ("The surcharge column", "the-surcharge-column"),
            ("  Don't panic! (v2.0) ", "dont-panic-v2-0"),
            ("../../etc/passwd", "etc-passwd"),
            ("Müller’s Café", "muellers-cafe"),
            ("Отказ", "story"),
            ("", "story"),
            ("...", "story"),
            ("CON", "con-story"),
            ("com1", "com1-story"),
            (
                "A title that goes on and on until nobody can remember how it had begun",
                "a-title-that-goes-on-and-on-until-nobody-can-remember-how-it",
            ),
        ] {
            assert_eq!(slug(title), name, "{title}");
        }
    }

    proptest! {
        #[test]
        fn any_title_comes_back_from_the_template(title in "\\PC{0,40}|[a-z:#'\"\\\\ \\n\\t{}\\[\\]!&*|>%@`-]{0,30}") {
            let story = parse(&template(&title, fresh())).expect("a story");
            prop_assert_eq!(story.title, plain(&title));
        }

        #[test]
        fn a_slug_is_always_safe(title in any::<String>()) {
            let name = slug(&title);
            prop_assert!((1..=66).contains(&name.len()), "{name}");
            prop_assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
            prop_assert!(!name.starts_with('-') && !name.ends_with('-') && !is_device(&name));
        }
    }
}

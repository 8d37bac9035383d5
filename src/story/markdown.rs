//! The body of a story as headings and sentences with their lines; markup is dropped, text kept.

use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use regex::{Captures, Regex};

use super::{Sentence, StoryError, sentences};

/// What the body is made of, in the order written.
#[derive(Debug)]
pub(super) enum Block {
    Heading(Heading),
    Text(Vec<Sentence>),
}

/// A heading as written.
#[derive(Debug)]
pub(super) struct Heading {
    /// From 1 for `#`.
    pub(super) level: usize,
    /// Its words, without markup and class.
    pub(super) text: String,
    /// Its classes, without the dots.
    pub(super) classes: Vec<String>,
    /// The line it begins on.
    pub(super) line: usize,
    /// Whether a line of dashes below makes it a heading, which is seldom meant.
    pub(super) underlined: bool,
}

/// Reads the body, whose first line is line `first_line` of the file.
pub(super) fn blocks(body: &str, first_line: usize) -> Result<Vec<Block>, StoryError> {
    let options = Options::ENABLE_HEADING_ATTRIBUTES | Options::ENABLE_TASKLISTS;
    let mut reader = Reader::new(body, first_line);
    for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
        reader.read(event, range)?;
    }
    reader.close_text();
    Ok(reader.blocks)
}

struct Reader<'a> {
    body: &'a str,
    first_line: usize,
    line_starts: Vec<usize>,
    blocks: Vec<Block>,
    text: Passage,
    inside: Inside,
}

/// What the text being read stands in.
enum Inside {
    Prose,
    Code,
    Html { source: String, line: usize },
}

impl<'a> Reader<'a> {
    fn new(body: &'a str, first_line: usize) -> Self {
        let breaks = body.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            body,
            first_line,
            line_starts: std::iter::once(0).chain(breaks).collect(),
            blocks: Vec::new(),
            text: Passage::default(),
            inside: Inside::Prose,
        }
    }

    fn line(&self, offset: usize) -> usize {
        let before = self.line_starts.partition_point(|&start| start <= offset);
        self.first_line + before - 1
    }

    fn read(&mut self, event: Event<'_>, range: Range<usize>) -> Result<(), StoryError> {
        match event {
            Event::Start(tag) => self.open(tag, range),
            Event::End(tag) => self.close(tag)?,
            Event::Text(text) => {
                self.refuse_a_heading_without_space(&range)?;
                self.text.push(&text, self.line(range.start));
            }
            Event::Code(text) => self.text.push(&text, self.line(range.start)),
            Event::SoftBreak | Event::HardBreak => self.text.text.push(' '),
            Event::InlineHtml(tag) if tag.starts_with("<br") => self.text.text.push(' '),
            Event::Html(part) => {
                if let Inside::Html { source, .. } = &mut self.inside {
                    source.push_str(&part);
                }
            }
            Event::Rule => self.close_text(),
            _ => {}
        }
        Ok(())
    }

    fn open(&mut self, tag: Tag<'_>, range: Range<usize>) {
        if inline(tag.to_end()) {
            return;
        }
        self.close_text();
        let line = self.line(range.start);
        match tag {
            Tag::Heading {
                level,
                classes,
                attrs,
                ..
            } => {
                let undotted = attrs.iter().map(|(key, _)| key);
                self.blocks.push(Block::Heading(Heading {
                    level: level as usize,
                    text: String::new(),
                    classes: classes
                        .iter()
                        .chain(undotted)
                        .map(ToString::to_string)
                        .collect(),
                    line,
                    underlined: !self.body[range].trim_start().starts_with('#'),
                }));
            }
            Tag::CodeBlock(_) => self.inside = Inside::Code,
            Tag::HtmlBlock => {
                let source = String::new();
                self.inside = Inside::Html { source, line };
            }
            _ => {}
        }
    }

    fn close(&mut self, tag: TagEnd) -> Result<(), StoryError> {
        match (tag, self.blocks.last_mut()) {
            (TagEnd::Heading(_), Some(Block::Heading(heading))) => {
                heading.text = collapsed(&std::mem::take(&mut self.text).text);
                return Ok(());
            }
            (tag, _) if inline(tag) => return Ok(()),
            _ => {}
        }
        if let Inside::Html { source, line } = std::mem::replace(&mut self.inside, Inside::Prose) {
            self.text.push(&text_of_html(&source, line)?, line);
        }
        self.close_text();
        Ok(())
    }

    /// Ends a paragraph, an item or the like.
    fn close_text(&mut self) {
        let sentences = std::mem::take(&mut self.text).sentences();
        if !sentences.is_empty() {
            self.blocks.push(Block::Text(sentences));
        }
    }

    /// Whether only spaces stand before `offset` on its line.
    fn begins_line(&self, offset: usize) -> bool {
        let line = self.body[..offset].rsplit('\n').next();
        line.is_none_or(|before| before.trim().is_empty())
    }

    /// `##Context` is prose to Markdown, and never meant so.
    fn refuse_a_heading_without_space(&self, range: &Range<usize>) -> Result<(), StoryError> {
        let text = &self.body[range.clone()];
        let words = text.trim_start_matches('#');
        let marks = text.len() - words.len();
        let meant = (2..=6).contains(&marks) && words.starts_with(char::is_alphanumeric);
        if !(meant && self.begins_line(range.start) && matches!(self.inside, Inside::Prose)) {
            return Ok(());
        }
        let (marks, words) = (&text[..marks], words.trim_end());
        Err(StoryError::new(
            self.line(range.start),
            format!("`{marks}{words}` is not a heading yet"),
            format!("put a space after `{marks}`: `{marks} {words}`"),
        ))
    }
}

/// Whether a tag stands within a line of text.
fn inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
    )
}

/// The text of a block of HTML, without comments and tags; its lines stay where they were.
fn text_of_html(source: &str, line: usize) -> Result<String, StoryError> {
    static MARKUP: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?s)<!--.*?-->|</?[A-Za-z][^>]*>").expect("a regular expression that compiles")
    });
    let text = MARKUP.replace_all(source, |markup: &Captures| {
        "\n".repeat(markup[0].matches('\n').count())
    });
    if let Some((before, _)) = text.split_once("<!--") {
        return Err(StoryError::new(
            line + before.matches('\n').count(),
            "this comment is not closed, so that nothing below it is read",
            "write `-->` where it ends",
        ));
    }
    Ok(text.into_owned())
}

/// The text of one paragraph, with the lines it came from.
#[derive(Default)]
struct Passage {
    text: String,
    /// Offsets in `text` and the line that begins there.
    marks: Vec<(usize, usize)>,
}

impl Passage {
    fn push(&mut self, text: &str, line: usize) {
        for (index, part) in text.split('\n').enumerate() {
            if index > 0 {
                self.text.push(' ');
            }
            self.marks.push((self.text.len(), line + index));
            self.text.push_str(part);
        }
    }

    fn sentences(self) -> Vec<Sentence> {
        sentences::split(&self.text)
            .into_iter()
            .map(|range| Sentence {
                text: collapsed(&self.text[range.clone()]),
                line: self.line(range.start),
            })
            .collect()
    }

    fn line(&self, offset: usize) -> usize {
        let after = self.marks.partition_point(|&(start, _)| start <= offset);
        self.marks
            .get(after.saturating_sub(1))
            .map_or(1, |&(_, line)| line)
    }
}

/// With single spaces between the words.
pub(super) fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

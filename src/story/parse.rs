//! Reads the story file: Markdown with heading classes and YAML front matter.

use super::markdown::{Block, Heading};
use super::{Role, Section, Story, StoryError, front_matter, headings, markdown};

/// A longer file is no story: this is a talk of four hours.
const LONGEST: usize = 256 * 1024;

/// Reads a story.
///
/// Any line ends and a byte order mark will do. A heading with nothing under it yet is no error: a
/// story half written can be rehearsed as it is, and [`Story::unwritten`] says what is still to do.
///
/// # Errors
///
/// On the first thing that cannot be understood, with its line.
pub fn parse(text: &str) -> Result<Story, StoryError> {
    if text.len() > LONGEST {
        return Err(too_long(text));
    }
    let text = text.trim_start_matches('\u{feff}');
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    if text.trim().is_empty() {
        return Err(empty_file());
    }
    let parts = front_matter::cut(&text)?;
    let front = front_matter::read(&parts)?;
    let blocks = markdown::blocks(parts.body, parts.body_line)?;
    let mut outline = Outline::new(front.title);
    for block in blocks {
        outline.add(block)?;
    }
    let (title, sections) = outline.close(parts.body_line)?;
    Ok(Story {
        title,
        happened: front.happened,
        pain: front.pain,
        shape: front.shape,
        targets: front.targets,
        bands: front.bands,
        sections,
    })
}

/// The title and the sections, as the body is read.
struct Outline {
    title: Option<String>,
    /// Whether a `# ` heading may still be the title.
    untitled: bool,
    /// Whether a section has a heading of its own.
    headed: bool,
    sections: Vec<Section>,
}

impl Outline {
    fn new(title: Option<String>) -> Self {
        Self {
            title,
            untitled: true,
            headed: false,
            sections: Vec::new(),
        }
    }

    fn add(&mut self, block: Block) -> Result<(), StoryError> {
        match block {
            Block::Heading(heading) => self.add_heading(&heading),
            Block::Text(mut sentences) => {
                if self.sections.is_empty() {
                    let line = sentences.first().map_or(1, |sentence| sentence.line);
                    self.sections.push(preamble(line));
                }
                if let Some(section) = self.sections.last_mut() {
                    section.sentences.append(&mut sentences);
                }
                Ok(())
            }
        }
    }

    /// A heading begins a section, or is the title (`#`), or only parts a section (`###` without a role).
    fn add_heading(&mut self, heading: &Heading) -> Result<(), StoryError> {
        let (wording, target) = headings::split_target(heading)?;
        let role = headings::role(heading, &wording)?;
        let tagged = !heading.classes.is_empty();
        let may_be_title = heading.level == 1 && self.untitled && !self.headed && !tagged;
        if may_be_title && (self.title.is_none() || role.is_none()) && !wording.is_empty() {
            self.untitled = false;
            self.title.get_or_insert(heading.text.clone());
            return Ok(());
        }
        if heading.level > 2 && role.is_none() {
            return Ok(());
        }
        if wording.is_empty() {
            return Err(without_words(heading.line));
        }
        let role = role.ok_or_else(|| headings::unknown(heading, &wording))?;
        self.headed = true;
        self.sections.push(Section {
            role,
            heading: wording,
            line: heading.line,
            target,
            sentences: Vec::new(),
        });
        Ok(())
    }

    fn close(self, body_line: usize) -> Result<(String, Vec<Section>), StoryError> {
        let title = self.title.ok_or_else(without_title)?;
        if self.headed {
            return Ok((title, self.sections));
        }
        let line = self
            .sections
            .first()
            .map_or(body_line, |section| section.line);
        Err(without_sections(line))
    }
}

/// The section of what stands above the first heading.
fn preamble(line: usize) -> Section {
    Section {
        role: Role::Context,
        heading: "Context".to_owned(),
        line,
        target: None,
        sentences: Vec::new(),
    }
}

fn empty_file() -> StoryError {
    StoryError::new(
        1,
        "the file is empty",
        "run `ownup new TITLE` for a story to fill in",
    )
}

fn too_long(text: &str) -> StoryError {
    let within = &text.as_bytes()[..LONGEST];
    let line = within.split(|byte| *byte == b'\n').count();
    let message = "the file is too long for a story: here it passes 256 kB, a talk of four hours";
    StoryError::new(
        line,
        message,
        "keep to what is told in three minutes, a page or two",
    )
}

fn without_title() -> StoryError {
    StoryError::new(
        1,
        "the story has no title",
        "begin the file with three lines: `---`, `title: …`, `---`",
    )
}

fn without_words(line: usize) -> StoryError {
    StoryError::new(
        line,
        "this heading has no words",
        "write what the section is, as in `## What went wrong`",
    )
}

fn without_sections(line: usize) -> StoryError {
    StoryError::new(
        line,
        "the story has no sections",
        "put a heading above each part: `## Context`, `## What went wrong`, `## Why it was me`, \
         `## Rollback`, `## What I learned`, `## What I do now`",
    )
}

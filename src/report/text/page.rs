//! Lines of styled text that never grow wider than the page.

use anstyle::Style;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::report::{Paint, turns};

/// Some text in one style.
#[derive(Clone, Debug)]
pub(in crate::report) struct Piece {
    text: String,
    style: Style,
}

/// How far the lines of a paragraph stand in.
#[derive(Clone, Copy, Debug)]
pub(in crate::report) struct Indent {
    /// The first line.
    pub(in crate::report) first: usize,
    /// The others.
    pub(in crate::report) rest: usize,
}

/// Lines, from the top.
pub(in crate::report) struct Page {
    width: usize,
    lines: Vec<Vec<Piece>>,
}

/// A piece in a style.
pub(in crate::report) fn piece(text: impl AsRef<str>, style: Style) -> Piece {
    Piece {
        text: clean(text.as_ref()),
        style,
    }
}

/// A piece without a style.
pub(in crate::report) fn plain(text: impl AsRef<str>) -> Piece {
    piece(text, Style::new())
}

/// The columns `text` takes.
pub(in crate::report) fn width(text: &str) -> usize {
    text.width()
}

/// `text` and spaces after it, to `columns`.
pub(in crate::report) fn left(text: &str, columns: usize) -> String {
    format!("{text}{}", gap(columns.saturating_sub(width(text))))
}

/// Spaces and `text` after them, to `columns`.
pub(in crate::report) fn right(text: &str, columns: usize) -> String {
    format!("{}{text}", gap(columns.saturating_sub(width(text))))
}

/// So many spaces.
pub(in crate::report) fn gap(columns: usize) -> String {
    " ".repeat(columns)
}

/// As much of `text` as fits, with an ellipsis where it does not.
pub(in crate::report) fn clipped(text: &str, columns: usize) -> String {
    let text = clean(text);
    if width(&text) <= columns {
        return text;
    }
    let mut kept = prefix(&text, columns.saturating_sub(1))
        .trim_end()
        .to_owned();
    if columns > 0 {
        kept.push('…');
    }
    kept
}

/// The longest beginning of `text` that takes at most `columns`.
fn prefix(text: &str, columns: usize) -> &str {
    let ends = text.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends
        .take_while(|&end| width(&text[..end]) <= columns)
        .last();
    &text[..end.unwrap_or(0)]
}

/// What a story or transcript holds may not move the cursor or turn the line round.
fn clean(text: &str) -> String {
    text.chars()
        .filter(|&c| !turns(c))
        .map(|c| {
            if c.is_whitespace() || c.width().is_none() {
                ' '
            } else {
                c
            }
        })
        .collect()
}

impl Page {
    /// An empty page.
    pub(in crate::report) fn new(width: usize) -> Self {
        Self {
            width,
            lines: Vec::new(),
        }
    }

    /// Its columns.
    pub(in crate::report) fn width(&self) -> usize {
        self.width
    }

    /// An empty line.
    pub(in crate::report) fn blank(&mut self) {
        self.lines.push(Vec::new());
    }

    /// One line, clipped where it is too long.
    pub(in crate::report) fn line(&mut self, pieces: Vec<Piece>) {
        let mut room = self.width;
        let mut line = Vec::new();
        for mut piece in pieces {
            piece.text = clipped(&piece.text, room);
            room -= width(&piece.text);
            line.push(piece);
        }
        while let Some(last) = line.last_mut() {
            last.text.truncate(last.text.trim_end().len());
            if !last.text.is_empty() {
                break;
            }
            line.pop();
        }
        self.lines.push(line);
    }

    /// A paragraph of pieces with a space between each two, broken between words.
    pub(in crate::report) fn prose(&mut self, indent: Indent, pieces: &[Piece]) {
        let mut line = vec![plain(gap(indent.first))];
        let mut used = indent.first;
        let mut begun = false;
        for piece in pieces {
            for word in self.words(&piece.text, indent.rest.max(indent.first)) {
                if begun && used + 1 + width(word) > self.width {
                    self.line(std::mem::replace(&mut line, vec![plain(gap(indent.rest))]));
                    used = indent.rest;
                    begun = false;
                }
                let space = if begun { " " } else { "" };
                used += space.len() + width(word);
                begun = true;
                line.push(plain(space));
                line.push(Piece {
                    text: word.to_owned(),
                    style: piece.style,
                });
            }
        }
        self.line(line);
    }

    /// The words of `text`, those too long for a line cut to its length.
    fn words<'t>(&self, text: &'t str, indent: usize) -> Vec<&'t str> {
        let room = self.width.saturating_sub(indent).max(2);
        let mut words = Vec::new();
        for mut word in text.split_whitespace() {
            while width(word) > room {
                let head = prefix(word, room);
                words.push(head);
                word = &word[head.len()..];
            }
            words.push(word);
        }
        words
    }

    /// The page as text; it ends in a line break.
    pub(in crate::report) fn finish(self, paint: Paint) -> String {
        let mut text = String::new();
        for line in self.lines {
            for piece in joined(line) {
                text.push_str(&painted(&piece, paint));
            }
            text.push('\n');
        }
        text
    }
}

/// Neighbours of one style as one piece; what lies between two words of a style is of that style.
fn joined(line: Vec<Piece>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut line = line
        .into_iter()
        .filter(|piece| !piece.text.is_empty())
        .peekable();
    while let Some(piece) = line.next() {
        let between = piece.text == " " && piece.style == Style::new();
        let next = line.peek().map(|next| next.style);
        match pieces.last_mut() {
            Some(last) if last.style == piece.style || (between && next == Some(last.style)) => {
                last.text.push_str(&piece.text);
            }
            _ => pieces.push(piece),
        }
    }
    pieces
}

fn painted(piece: &Piece, paint: Paint) -> String {
    match paint {
        Paint::Plain => piece.text.clone(),
        Paint::Colour => format!(
            "{}{}{}",
            piece.style,
            piece.text,
            piece.style.render_reset()
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(width: usize, text: &str, expected: &str) {
        let mut page = Page::new(width);
        page.prose(Indent { first: 1, rest: 2 }, &[plain(text)]);
        assert_eq!(page.finish(Paint::Plain), expected);
    }

    #[test]
    fn prose_breaks_between_words() {
        check(10, "one two three four", " one two\n  three\n  four\n");
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut() {
        check(8, "abcdefghij", " abcdef\n  ghij\n");
    }

    #[test]
    fn a_wide_letter_takes_two_columns() {
        check(8, "日本 語語 x", " 日本\n  語語 x\n");
    }

    #[test]
    fn what_would_move_the_cursor_is_a_space() {
        check(20, "a\u{1b}[2Jb\tc", " a [2Jb c\n");
    }

    #[test]
    fn no_mark_turns_a_line_round() {
        check(20, "al\u{61c}ways \u{202e}\u{2066}check", " always check\n");
    }

    #[test]
    fn a_clipped_text_says_so() {
        assert_eq!(clipped("What went wrong", 10), "What went…");
    }
}

//! The take as subtitles, `SubRip` and `WebVTT`: what was said, in which section, and what a coach said.

use super::{Report, heading, one_line};
use crate::alignment::Passage;
use crate::comments::Comment;
use crate::time::{Millis, Span};
use crate::transcript::Word;

/// Two lines of what fits on a screen.
const MOST_LETTERS: usize = 80;

/// Nobody reads a text that stands longer.
const LONGEST: Millis = Millis(6_000);

/// A silence that a text does not stand through.
const PAUSE: Millis = Millis(1_000);

/// How long a remark about a second stands.
const REMARK: Millis = Millis(4_000);

/// Something on the screen for a while.
struct Cue {
    span: Span,
    /// What stands in brackets before the text.
    label: String,
    text: String,
}

/// The take for players of every kind.
pub(super) fn srt(report: &Report<'_>) -> String {
    let shown = |(at, cue): (usize, Cue)| {
        let text = plain(&cue);
        format!("{}\n{}\n{text}\n", at + 1, times(cue.span, ','))
    };
    let cues: Vec<String> = cues(report).into_iter().enumerate().map(shown).collect();
    cues.join("\n")
}

/// The take for browsers.
pub(super) fn vtt(report: &Report<'_>) -> String {
    let mut parts = vec!["WEBVTT\n".to_owned()];
    parts.extend(cues(report).iter().map(|cue| {
        let text = escaped(&format!("[{}] {}", cue.label, cue.text));
        format!("{}\n{text}\n", times(cue.span, '.'))
    }));
    parts.join("\n")
}

/// What was said and what a coach said, by the moment it appears.
fn cues(report: &Report<'_>) -> Vec<Cue> {
    let passages = report.analysis.alignment.passages.iter();
    let mut cues: Vec<Cue> = passages.flat_map(|passage| told(report, passage)).collect();
    cues.extend(report.comments.iter().map(remark));
    cues.sort_by_key(|cue| cue.span.start());
    cues
}

fn told(report: &Report<'_>, passage: &Passage) -> Vec<Cue> {
    let count = report.transcript.words.len();
    let words =
        &report.transcript.words[passage.words.start.min(count)..passage.words.end.min(count)];
    let label = one_line(&heading(report, passage));
    lines(words)
        .into_iter()
        .map(|words| Cue {
            span: Span::new(words[0].span.start(), words[words.len() - 1].span.end()),
            label: label.clone(),
            text: one_line(&joined(words)),
        })
        .collect()
}

fn joined(words: &[Word]) -> String {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    texts.join(" ")
}

/// Words in lots that can be read at once, cut after a sentence or a pause.
fn lines(words: &[Word]) -> Vec<&[Word]> {
    let mut lines = Vec::new();
    let mut start = 0;
    for at in 0..words.len() {
        let line = &words[start..=at];
        let Some(next) = words.get(at + 1) else {
            lines.push(line);
            break;
        };
        let closes = words[at].text.ends_with(['.', '?', '!']);
        let paused = next.span.start() - words[at].span.end() >= PAUSE;
        let letters = joined(line).chars().count() + 1 + next.text.chars().count();
        let lasts = next.span.end() - words[start].span.start();
        if closes || paused || letters > MOST_LETTERS || lasts > LONGEST {
            lines.push(line);
            start = at + 1;
        }
    }
    lines
}

fn remark(comment: &Comment) -> Cue {
    let end = comment.end.unwrap_or(comment.start);
    Cue {
        span: Span::new(comment.start, end.max(comment.start + REMARK)),
        label: one_line(comment.by()),
        text: one_line(&comment.text),
    }
}

/// `00:00:41,000 --> 00:00:44,200`.
fn times(span: Span, point: char) -> String {
    let moment = |moment: Millis| {
        let ms = moment.0.max(0);
        let (hours, minutes, seconds) = (ms / 3_600_000, ms / 60_000 % 60, ms / 1_000 % 60);
        format!(
            "{hours:02}:{minutes:02}:{seconds:02}{point}{:03}",
            ms % 1_000
        )
    };
    // A cue without length would never be seen.
    let end = span.end().max(span.start() + Millis(1));
    format!("{} --> {}", moment(span.start()), moment(end))
}

/// `SubRip` knows no escape: what players take for markup is written with look-alikes.
fn plain(cue: &Cue) -> String {
    let text = format!("[{}] {}", cue.label, cue.text);
    text.replace("-->", "→")
        .replace('<', "‹")
        .replace('>', "›")
        .replace('{', "(")
        .replace('}', ")")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures::{empty, good};

    /// The lots that words are cut into; a word every 300 ms, `…` for a second of silence.
    fn check(spoken: &str, expected: &[&str]) {
        let mut now = 0;
        let mut words = Vec::new();
        for beat in spoken.split_whitespace() {
            if beat == "…" {
                now += 1_000;
                continue;
            }
            words.push(Word {
                text: beat.to_owned(),
                span: Span::new(Millis(now), Millis(now + 280)),
                p: 1.0,
            });
            now += 300;
        }
        let found: Vec<String> = lines(&words).into_iter().map(joined).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_text_ends_with_its_sentence_or_at_a_pause() {
        check(
            "It broke. I did it … and then",
            &["It broke.", "I did it", "and then"],
        );
        check("", &[]);
    }

    #[test]
    fn no_text_stands_for_more_than_six_seconds_or_two_lines() {
        let spoken = "one two three four five six seven eight nine ten ".repeat(6);
        let words: Vec<Word> = spoken
            .split_whitespace()
            .zip(0..)
            .map(|(text, at)| Word {
                text: text.to_owned(),
                span: Span::new(Millis(at * 500), Millis(at * 500 + 480)),
                p: 1.0,
            })
            .collect();
        let lots = lines(&words);
        assert_eq!(lots.concat(), words);
        for lot in lots {
            let lasts = lot[lot.len() - 1].span.end() - lot[0].span.start();
            assert!(lasts <= LONGEST && joined(lot).len() <= MOST_LETTERS);
        }
    }

    #[test]
    fn times_run_from_hours_to_milliseconds() {
        let span = Span::new(Millis(3_723_004), Millis(3_723_004));
        assert_eq!(times(span, ','), "01:02:03,004 --> 01:02:03,005");
    }

    #[test]
    fn every_word_is_in_some_text_under_its_section() {
        let fixture = good();
        let shown = srt(&fixture.report());
        assert!(
            shown.starts_with("1\n00:00:00,900 --> "),
            "it begins with {shown:.60}"
        );
        assert!(shown.contains("\n[Why it was me] It went out wrong"));
        assert!(vtt(&fixture.report()).starts_with("WEBVTT\n\n00:00:00.900 --> "));
    }

    #[test]
    fn a_take_without_words_has_no_text() {
        assert_eq!(srt(&empty().report()), "");
        assert_eq!(vtt(&empty().report()), "WEBVTT\n");
    }
}

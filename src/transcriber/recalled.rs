//! A transcript from a file, in place of recognition.

use serde::Deserialize;

use crate::failure::{Failure, hinted};
use crate::speech::Speech;
use crate::time::Millis;
use crate::time::Span;
use crate::transcript::{Transcript, Word};

/// A transcript as a file has it.
#[derive(Deserialize)]
struct File {
    words: Vec<Spoken>,
    #[serde(default)]
    speech: Speech,
    duration_s: Option<Millis>,
}

/// A word as a file has it.
#[derive(Deserialize)]
struct Spoken {
    text: String,
    start: Millis,
    end: Millis,
    p: Option<f32>,
}

/// What to write instead.
const SHAPE: &str =
    r#"write `{"words": [{"text": "I", "start": 0.31, "end": 0.42}, …]}`, times in seconds"#;

/// What to do where the times are wrong.
const ORDER: &str = "put the words into the order in which they were said, with their times in seconds from the first sample";

/// Reads a transcript in JSON: `words` with `text`, `start`, `end` in seconds and perhaps `p`; perhaps `speech` and `duration_s`.
///
/// # Errors
///
/// When it is no such JSON, or a word ends before it starts, or starts before the word before it, or too late for any telling.
pub fn read(json: &str) -> Result<Transcript, Failure> {
    let file: File = serde_json::from_str(json)
        .map_err(|error| hinted(format!("the transcript cannot be read: {error}"), SHAPE))?;
    let backwards = |(_, word): &(usize, &Spoken)| word.end < word.start;
    if let Some((number, word)) = (1..).zip(&file.words).find(backwards) {
        let message = format!(
            "word {number}, `{}`, ends before it starts",
            word.text.trim()
        );
        return Err(hinted(message, SHAPE));
    }
    let last = file.words.last().map_or(Millis::ZERO, |word| word.end);
    let transcript = Transcript {
        words: file.words.iter().map(word).collect(),
        speech: file.speech,
        duration: file.duration_s.unwrap_or(last).max(last),
        lost: Speech::default(),
    };
    transcript.check().map_err(|why| hinted(why, ORDER))?;
    Ok(transcript)
}

fn word(spoken: &Spoken) -> Word {
    Word {
        text: spoken.text.trim().to_owned(),
        span: Span::new(spoken.start, spoken.end),
        p: spoken.p.unwrap_or(1.0).clamp(0.0, 1.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(json: &str) -> String {
        read(json).expect_err(json).message
    }

    #[test]
    fn words_alone_are_a_transcript() {
        let json = r#"{"words": [{"text": " I ", "start": 0.5, "end": 0.7, "role": "cause"}]}"#;
        let transcript = read(json).expect("a transcript");
        assert_eq!(transcript.words[0].text, "I");
        assert!((transcript.words[0].p - 1.0).abs() < f32::EPSILON);
        assert_eq!(transcript.duration, Millis(700));
        assert!(transcript.speech.is_empty());
    }

    #[test]
    fn what_was_written_is_read_again() {
        let json = r#"{"words":[{"text":"yes","start":1.0,"end":1.25,"p":0.9}],"speech":[[1.0,1.3]],"duration_s":3.0,"lost":[]}"#;
        let transcript = read(json).expect("a transcript");
        assert_eq!(serde_json::to_string(&transcript).expect("json"), json);
    }

    #[test]
    fn a_word_that_runs_backwards_is_named() {
        let json = r#"{"words": [{"text": "no", "start": 2.0, "end": 1.0}]}"#;
        assert_eq!(refused(json), "word 1, `no`, ends before it starts");
    }

    #[test]
    fn words_out_of_order_are_refused() {
        let json = r#"{"words": [{"text": "b", "start": 2, "end": 3}, {"text": "a", "start": 1, "end": 2}]}"#;
        assert!(refused(json).contains("word 2, `a`, starts before the word in front"));
    }

    #[test]
    fn what_is_no_transcript_is_refused() {
        assert!(refused("[]").starts_with("the transcript cannot be read: "));
        assert!(refused(r#"{"words": [{"text": "a"}]}"#).contains("missing field `start`"));
        let negative = r#"{"words": [{"text": "a", "start": -1, "end": 2}]}"#;
        assert!(refused(negative).contains("starts before the sound does"));
        let late = r#"{"words": [{"text": "a", "start": 1, "end": 1e300}]}"#;
        assert!(refused(late).contains("ends more than two days after the sound began"));
        let long = r#"{"words": [], "speech": [[0, 1e9]]}"#;
        assert_eq!(refused(long), "the sound is longer than two days");
    }
}

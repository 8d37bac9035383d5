//! One rehearsal, as facts only: whatever is judged is judged again from these.

use std::fmt;
use std::num::NonZeroU32;
use std::str::FromStr;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::time::Millis;
use crate::transcript::Transcript;

/// The schema that [`Take::to_json`] writes.
pub const SCHEMA: &str = "ownup.take/1";

/// The part of a schema's name that every version of it shares.
const FAMILY: &str = "ownup.take/";

/// A kept take's number, from 1, counted per story and never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
pub struct TakeId(NonZeroU32);

impl TakeId {
    /// The first take of a story.
    pub const FIRST: Self = Self(NonZeroU32::MIN);

    /// The take of this number; none is numbered 0.
    #[must_use]
    pub fn new(number: u32) -> Option<Self> {
        NonZeroU32::new(number).map(Self)
    }

    /// The number.
    #[must_use]
    pub fn number(self) -> u32 {
        self.0.get()
    }

    /// The number after this one, unless this is the highest there can be.
    #[must_use]
    pub fn next(self) -> Option<Self> {
        self.0.checked_add(1).map(Self)
    }
}

/// As a person writes it: `3`; `{:03}` pads as folder names do.
impl fmt::Display for TakeId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for TakeId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse()
            .map(Self)
            .map_err(|_| "a take has a number from 1, such as 3".to_owned())
    }
}

/// Where the sound of a take came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// Recorded by this program.
    Microphone,
    /// Imported from a recording, or from a transcript alone.
    File,
}

/// How a take ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ending {
    /// The speaker told it to the end they wanted.
    #[default]
    Told,
    /// The speaker started over.
    Abandoned,
    /// A crash or the like; it was recovered up to there.
    CutOff,
}

/// One rehearsal of a story.
#[derive(Clone, Debug, PartialEq)]
pub struct Take {
    /// Its number; none while it has not been kept.
    ///
    /// The folder's name carries it, not `take.json`: a folder that is copied
    /// or renamed cannot contradict itself.
    pub id: Option<TakeId>,
    /// When it was recorded; for an import, when the file was last written.
    pub recorded_at: Timestamp,
    /// Where the sound came from.
    pub source: Source,
    /// The microphone's name, or the name of the imported file.
    pub device: Option<String>,
    /// The model that recognised it; none when a transcript was given instead.
    pub model: Option<String>,
    /// How it ended.
    pub ending: Ending,
    /// When the recording was paused, on the clock of the sound, which stood still meanwhile.
    pub paused: Vec<Millis>,
    /// What was said and when.
    pub transcript: Transcript,
}

/// `take.json` as it is written.
#[derive(Serialize, Deserialize)]
struct SavedTake {
    schema: String,
    recorded_at: Timestamp,
    source: Source,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    device: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    model: Option<String>,
    #[serde(default, skip_serializing_if = "is_default")]
    ending: Ending,
    #[serde(default, skip_serializing_if = "is_default")]
    paused: Vec<Millis>,
    #[serde(flatten)]
    transcript: Transcript,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// The one field that says how to read the others.
#[derive(Deserialize)]
struct Header {
    schema: String,
}

/// Why a `take.json` cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TakeError {
    /// A later version of this program wrote it.
    Newer {
        /// The schema it names.
        schema: String,
    },
    /// It is something else.
    Foreign {
        /// The schema it names.
        schema: String,
    },
    /// It is cut off or damaged.
    Broken {
        /// What the parser met.
        why: String,
    },
}

impl fmt::Display for TakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer { schema } => write!(
                f,
                "it is `{schema}`, written by a newer ownup; this one reads `{SCHEMA}`"
            ),
            Self::Foreign { schema } => write!(f, "it is `{schema}`, not `{SCHEMA}`"),
            Self::Broken { why } => write!(f, "it is damaged: {why}"),
        }
    }
}

impl std::error::Error for TakeError {}

impl Take {
    /// The content of `take.json`.
    #[must_use]
    #[expect(
        clippy::missing_panics_doc,
        reason = "facts can always be written as JSON"
    )]
    pub fn to_json(&self) -> String {
        let saved = SavedTake {
            schema: SCHEMA.to_owned(),
            recorded_at: self.recorded_at,
            source: self.source,
            device: self.device.clone(),
            model: self.model.clone(),
            ending: self.ending,
            paused: self.paused.clone(),
            transcript: self.transcript.clone(),
        };
        let json = serde_json::to_string(&saved).expect("facts have string keys only");
        json + "\n"
    }

    /// Reads the content of `take.json`; the number comes from elsewhere.
    ///
    /// # Errors
    ///
    /// On a schema that is newer or foreign, and on damage.
    pub fn from_json(json: &str) -> Result<Self, TakeError> {
        let header: Header = parsed(json)?;
        check(header.schema)?;
        let mut saved: SavedTake = parsed(json)?;
        let broken = |why| TakeError::Broken { why };
        // A word in the wrong place is no reason to lose the others.
        let words = &mut saved.transcript.words;
        words.sort_by_key(|word| word.span.start());
        saved.transcript.check().map_err(broken)?;
        Ok(Self {
            id: None,
            recorded_at: saved.recorded_at,
            source: saved.source,
            device: saved.device,
            model: saved.model,
            ending: saved.ending,
            paused: saved.paused,
            transcript: saved.transcript,
        })
    }
}

fn parsed<'de, T: Deserialize<'de>>(json: &'de str) -> Result<T, TakeError> {
    serde_json::from_str(json).map_err(|error| TakeError::Broken {
        why: error.to_string(),
    })
}

fn check(schema: String) -> Result<(), TakeError> {
    if schema == SCHEMA {
        return Ok(());
    }
    let version = schema.strip_prefix(FAMILY).map(str::parse::<u32>);
    match version {
        Some(Ok(version)) if version > 1 => Err(TakeError::Newer { schema }),
        _ => Err(TakeError::Foreign { schema }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::speech::Speech;
    use crate::time::Span;
    use crate::transcript::Word;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).expect("within jiff's range")
    }

    fn take() -> Take {
        let span = |start, end| Span::new(Millis(start), Millis(end));
        let word = |text: &str, span| Word {
            text: text.to_owned(),
            span,
            p: 0.5,
        };
        Take {
            id: None,
            recorded_at: at(1_795_356_192),
            source: Source::Microphone,
            device: Some("Built-in".to_owned()),
            model: Some("tiny.en-q8_0".to_owned()),
            ending: Ending::CutOff,
            paused: vec![Millis(2_500)],
            transcript: Transcript {
                words: vec![
                    word("I", span(900, 1_000)),
                    word("skipped", span(1_000, 1_400)),
                ],
                speech: Speech::new(vec![span(880, 1_420)]),
                duration: Millis(2_000),
                lost: Speech::default(),
            },
        }
    }

    #[test]
    fn a_take_is_written_as_its_facts() {
        insta::assert_snapshot!(take().to_json(), @r#"{"schema":"ownup.take/1","recorded_at":"2026-11-22T14:03:12Z","source":"microphone","device":"Built-in","model":"tiny.en-q8_0","ending":"cut-off","paused":[2.5],"words":[{"text":"I","start":0.9,"end":1.0,"p":0.5},{"text":"skipped","start":1.0,"end":1.4,"p":0.5}],"speech":[[0.88,1.42]],"duration_s":2.0,"lost":[]}"#);
    }

    #[test]
    fn device_and_model_may_be_unknown() {
        let bare = Take {
            device: None,
            model: None,
            ..take()
        };
        let json = bare.to_json();
        assert!(
            !json.contains("device") && !json.contains("model"),
            "{json}"
        );
        assert_eq!(Take::from_json(&json), Ok(bare));
    }

    #[test]
    fn an_addition_within_the_version_is_passed_over() {
        let json = take().to_json().replacen('{', r#"{"weather":"rain","#, 1);
        assert_eq!(Take::from_json(&json), Ok(take()));
    }

    fn refusal(schema: &str) -> String {
        let json = take().to_json().replace(SCHEMA, schema);
        Take::from_json(&json)
            .expect_err("another schema")
            .to_string()
    }

    #[test]
    fn a_newer_schema_is_refused_by_name() {
        insta::assert_snapshot!(refusal("ownup.take/2"), @"it is `ownup.take/2`, written by a newer ownup; this one reads `ownup.take/1`");
    }

    #[test]
    fn another_schema_is_refused_by_name() {
        insta::assert_snapshot!(refusal("ownup.report/1"), @"it is `ownup.report/1`, not `ownup.take/1`");
        insta::assert_snapshot!(refusal("ownup.take/one"), @"it is `ownup.take/one`, not `ownup.take/1`");
    }

    #[test]
    fn a_newer_schema_is_refused_whatever_else_it_holds() {
        let read = Take::from_json(r#"{"schema":"ownup.take/7","all":"different"}"#);
        assert!(matches!(read, Err(TakeError::Newer { .. })), "{read:?}");
    }

    fn with_words(words: &str) -> Result<Take, TakeError> {
        let head =
            r#""schema":"ownup.take/1","recorded_at":"2026-11-22T14:03:12Z","source":"file""#;
        Take::from_json(&format!("{{{head},\"words\":[{words}]}}"))
    }

    #[test]
    fn a_time_that_no_take_can_have_is_damage() {
        let refused = |words| with_words(words).expect_err(words).to_string();
        assert_eq!(
            refused(r#"{"text":"so","start":-1,"end":2}"#),
            "it is damaged: word 1, `so`, starts before the sound does"
        );
        assert_eq!(
            refused(r#"{"text":"so","start":1,"end":1e300}"#),
            "it is damaged: word 1, `so`, ends more than two days after the sound began"
        );
    }

    #[test]
    fn words_out_of_order_are_put_in_order() {
        let words = r#"{"text":"me","start":2,"end":3},{"text":"was","start":1,"end":2,"p":7}"#;
        let transcript = with_words(words).expect("a take").transcript;
        assert_eq!(transcript.text(0..2), "was me");
        assert!(transcript.words.iter().all(|word| word.p <= 1.0));
    }

    #[test]
    fn a_take_is_never_numbered_zero() {
        assert_eq!(TakeId::new(0), None);
        for text in ["0", "-1", "", "two", "4294967296"] {
            assert!(text.parse::<TakeId>().is_err(), "{text}");
        }
        assert_eq!("3".parse(), Ok(TakeId::new(3).expect("not zero")));
    }

    #[test]
    fn the_highest_number_has_no_next() {
        assert_eq!(TakeId::new(u32::MAX).and_then(TakeId::next), None);
        assert_eq!(TakeId::FIRST.next().map(TakeId::number), Some(2));
    }

    prop_compose! {
        fn any_word()(
            text in "\\PC{0,12}",
            start in 0..4_000_000_i64,
            length in 0..5_000_i64,
            thousandths in 0..=1_000_u16,
        ) -> Word {
            Word {
                text,
                span: Span::new(Millis(start), Millis(start + length)),
                p: f32::from(thousandths) / 1000.0,
            }
        }
    }

    prop_compose! {
        fn any_take()(
            second in -1_000_000_000..4_000_000_000_i64,
            device in proptest::option::of("\\PC{0,20}"),
            mut words in proptest::collection::vec(any_word(), 0..20),
        ) -> Take {
            words.sort_by_key(|word| word.span.start());
            let spans = words.iter().map(|word| word.span).collect();
            let speech = Speech::new(spans);
            let transcript = Transcript { words, speech, ..Transcript::default() };
            Take { recorded_at: at(second), device, transcript, ..take() }
        }
    }

    proptest! {
        #[test]
        fn what_is_saved_is_read_back(take in any_take()) {
            prop_assert_eq!(Take::from_json(&take.to_json()), Ok(take));
        }

        #[test]
        fn a_cut_off_file_is_an_error_and_no_panic(take in any_take(), part in 0.0..1.0) {
            let json = take.to_json();
            let keep = (json.trim_end().chars().count() as f64 * part) as usize;
            let cut: String = json.chars().take(keep).collect();
            let read = Take::from_json(&cut);
            prop_assert!(matches!(read, Err(TakeError::Broken { .. })), "{:?}", read);
        }

        #[test]
        fn anything_at_all_is_read_without_a_panic(json in "\\PC{0,200}") {
            prop_assert!(Take::from_json(&json).is_err());
        }
    }
}

//! Any story told in any words: judged, and written in every form.
//!
//! Above a line of `=====` stands the story, below it what is said, a word a beat. Some beats are signs:
//! `…` is a second of silence, `<` makes the next word begin with the last one, `>` makes it last two seconds,
//! `?` makes it doubtful, `|` moves it to where nobody was heard to speak.
#![no_main]

use libfuzzer_sys::fuzz_target;
use ownup::speech::Speech;
use ownup::story;
use ownup::time::{Millis, Span};
use ownup::transcript::{Transcript, Word};
use ownup_fuzz::{take, tell};

/// More words than this only make it slow.
const MOST_WORDS: usize = 300;

fuzz_target!(|text: &str| {
    let (paper, spoken) = text.split_once("\n=====\n").unwrap_or((text, ""));
    let Ok(story) = story::parse(paper) else {
        return;
    };
    tell(&story, &take(heard(spoken)), &[]);
});

fn heard(spoken: &str) -> Transcript {
    let (mut now, mut length, mut p, mut alone) = (0, 280, 1.0, false);
    let (mut words, mut speech): (Vec<Word>, Vec<Span>) = (Vec::new(), Vec::new());
    for beat in spoken.split_whitespace().take(MOST_WORDS) {
        match beat {
            "…" => now += 1_000,
            "<" => now -= 300.min(now),
            ">" => length = 2_000,
            "?" => p = 0.2,
            "|" => alone = true,
            text => {
                let last = words.last().map_or(0, |word| word.span.start().0);
                let start = now.max(last);
                let span = Span::new(Millis(start), Millis(start + length));
                words.push(Word {
                    text: text.to_owned(),
                    span,
                    p,
                });
                speech.extend((!alone).then_some(span));
                now = start + 300;
                (length, p, alone) = (280, 1.0, false);
            }
        }
    }
    Transcript {
        duration: Millis(now + 3_000),
        words,
        speech: Speech::new(speech),
        lost: Speech::default(),
    }
}

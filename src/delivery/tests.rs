//! Words are half a second each; `…` is two seconds of silence.

use proptest::prelude::*;

use super::*;
use crate::alignment::Passage;
use crate::story::Role;

/// Spoken text, one word per beat, with silences in the sound.
fn spoken(text: &str) -> Transcript {
    let mut words = Vec::new();
    let mut at = 0;
    for beat in text.split_whitespace() {
        if beat == "…" {
            at += 2_000;
            continue;
        }
        words.push(Word {
            text: beat.to_owned(),
            span: Span::new(Millis(at), Millis(at + 500)),
            p: 0.9,
        });
        at += 500;
    }
    Transcript {
        speech: Speech::new(words.iter().map(|word| word.span).collect()),
        words,
        duration: Millis(at),
        lost: Speech::default(),
    }
}

fn heard(text: &str) -> Delivery {
    deliver(&spoken(text), &Alignment::default(), None)
}

fn check_fillers(text: &str, expected: &[&str]) {
    let fillers = heard(text).fillers;
    let texts: Vec<&str> = fillers.iter().map(|f| f.text.as_str()).collect();
    assert_eq!(texts, expected, "{text}");
}

fn check_restarts(text: &str, expected: &[&str]) {
    let restarts = heard(text).restarts;
    let texts: Vec<&str> = restarts.iter().map(|r| r.text.as_str()).collect();
    assert_eq!(texts, expected, "{text}");
}

#[test]
fn a_sound_is_a_filler_wherever_it_stands() {
    check_fillers("Um, I was er tired. Uh... hmm", &["um", "er", "uh", "hmm"]);
}

#[test]
fn a_phrase_is_a_filler_only_when_set_off() {
    check_fillers("it was, you know, a long day", &["you know"]);
    check_fillers("it was, like, late. I mean, past ten.", &["like", "i mean"]);
    check_fillers("you know the table I mean and I like it", &[]);
    check_fillers("what you know, I do not", &[]);
}

#[test]
fn words_said_twice_at_once_are_a_restart() {
    check_restarts("I, I had the key", &["I, I had"]);
    check_restarts("I had the, I had the key", &["I had the, I had the key"]);
    check_restarts("and I um I I signed it", &["I um I I signed"]);
}

#[test]
fn what_english_doubles_is_no_restart() {
    check_restarts("I had had a very very long day", &[]);
    check_restarts("it ran at night. Night after night it ran", &[]);
    check_restarts("order 7 7 and again", &[]);
}

#[test]
fn a_restart_at_the_end_of_a_sentence_stops_there() {
    check_restarts("it was my my. Then", &["my my."]);
}

#[test]
fn pace_counts_the_take_and_articulation_only_the_speech() {
    let delivery = heard("one two three four … five six seven eight");
    assert_eq!(delivery.words, 8);
    assert_eq!(delivery.wpm, Some(80.0));
    assert_eq!(delivery.articulation_wpm, Some(120.0));
}

#[test]
fn a_take_without_words_has_no_pace() {
    assert_eq!(heard("…"), Delivery::default());
}

#[test]
fn without_the_sound_silences_are_the_gaps_between_words() {
    let mut transcript = spoken("one … two");
    transcript.speech = Speech::default();
    let pauses = deliver(&transcript, &Alignment::default(), None).pauses;
    assert_eq!(pauses.len(), 1);
}

fn passage(role: Role, words: std::ops::Range<usize>, start: i64, end: i64) -> Passage {
    Passage {
        role: Some(role),
        section: None,
        words,
        span: Span::new(Millis(start), Millis(end)),
        confidence: 1.0,
        uncertain: Millis::ZERO,
    }
}

#[test]
fn a_pause_is_told_apart_by_where_it_falls() {
    let transcript = spoken("it failed … because I … skipped it … and left it");
    let alignment = Alignment {
        passages: vec![
            passage(Role::Failure, 0..2, 0, 3_000),
            passage(Role::Cause, 2..9, 3_000, 10_500),
        ],
        ..Alignment::default()
    };
    let cause = Span::new(Millis(3_000), Millis(7_000));
    let pauses = deliver(&transcript, &alignment, Some(cause)).pauses;
    let places: Vec<PausePlace> = pauses.iter().map(|pause| pause.place).collect();
    assert_eq!(
        places,
        [PausePlace::Boundary, PausePlace::Cause, PausePlace::Inside]
    );
}

#[test]
fn a_first_word_that_swallowed_its_pause_does_not_put_it_into_the_cause() {
    let mut transcript = spoken("it failed … because I skipped it");
    transcript.words[2].span = Span::new(Millis(1_000), Millis(3_500));
    let cause = Span::new(Millis(1_000), Millis(5_000));
    let pauses = deliver(&transcript, &Alignment::default(), Some(cause)).pauses;
    assert_eq!(pauses[0].place, PausePlace::Inside);
}

proptest! {
    #[test]
    fn whatever_is_said_hesitations_lie_within_the_take(
        beats in proptest::collection::vec(
            prop_oneof!["(I|I,|um|you|know,|like,|the|\\.|…|é|7)", any::<String>()],
            0..40,
        ),
    ) {
        let transcript = spoken(&beats.join(" "));
        let delivery = deliver(&transcript, &Alignment::default(), transcript.told());
        let told = transcript.told().unwrap_or_default();
        let fillers = delivery.fillers.iter().map(|filler| filler.span);
        for span in fillers.chain(delivery.restarts.iter().map(|restart| restart.span)) {
            prop_assert_eq!(span.overlap(told), span.length());
        }
    }
}

fn check_hedges(text: &str, expected: &[&str]) {
    let hedges = heard(text).hedges;
    let texts: Vec<&str> = hedges.iter().map(|hedge| hedge.text.as_str()).collect();
    assert_eq!(texts, expected, "{text}");
}

#[test]
fn a_hedge_takes_back_what_it_stands_beside() {
    check_hedges(
        "It was sort of my fault, maybe, I guess",
        &["sort of", "maybe", "i guess"],
    );
    check_hedges("that kind of job, and a bit of rope", &["a bit"]);
    check_hedges("That was on me.", &[]);
}

#[test]
fn what_is_a_filler_is_no_hedge_too() {
    check_hedges("it was, sort of, late", &[]);
}

/// The flinch of a take whose cause statement begins with the word `from`, in half seconds.
fn flinch(text: &str, from: i64, to: i64) -> Option<usize> {
    let cause = Span::new(Millis(from * 500), Millis(to * 500));
    let delivery = deliver(&spoken(text), &Alignment::default(), Some(cause));
    delivery.flinch.map(|flinch| flinch.hesitations)
}

#[test]
fn hesitation_at_the_cause_alone_is_a_flinch() {
    let calm = "we sent the file and the desk read it to the end and then it ran all night long as it had before";
    let cause = "um it was … I I skipped it";
    // 23 calm words, then the statement; a silence is four beats.
    assert_eq!(flinch(&format!("{calm} {cause}"), 23, 34), Some(3));
}

#[test]
fn hesitation_as_everywhere_is_none() {
    let told = "um we uh sent it um and uh read it um and uh ran it um I uh skipped it um";
    assert_eq!(flinch(told, 15, 20), None);
}

#[test]
fn a_single_breath_is_no_flinch() {
    assert_eq!(
        flinch(
            "we sent the file and the desk read it … I skipped it",
            9,
            17
        ),
        None
    );
}

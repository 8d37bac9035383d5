use super::*;
use crate::report::Paint;
use crate::report::fixtures::{Fixture, cause_missing, empty, good, half_said_late};

mod arbitrary;

fn shown(fixture: &Fixture, width: usize) -> String {
    let look = Look {
        width,
        paint: Paint::Plain,
    };
    render(&fixture.report(), look)
}

#[test]
fn a_good_take_at_60_columns() {
    insta::assert_snapshot!(shown(&good(), 60), @"
    The surcharge column
    take 3, 2026-11-22, 2:27 from first word to last

      Rollback  0:34 of 0:30  ▒▒▒[▒▒▒|·]··················  good
      Decision  1:24 of 1:30  █████████████████[█·|······]  good
                              [ ] good   | target

      The split is good: 2.5 to 1, decision to rollback.
      You said that you were the cause, at 0:30.

    Sections                                         told  paper
      Context          0:16 of 0:15  ░░░░░            11%    14%
      What went wrong  0:13          ░░░░              9%    13%
      Why it was me    0:42          ██████████████   29%    32%
      Rollback         0:34          ▒▒▒▒▒▒▒▒▒▒▒      23%    14%
      What I learned   0:16          █████            11%    10%
      What I do now    0:26          █████████        18%    16%

    The cause: strong
      0:30 “It went out wrong because I switched the table
      without replaying one closed month.”

      ✓ “because I …”            0:34
      ✓ what I did or left out   0:34
      ✓ what I should have done  0:58
      ✓ “that was on me”         1:08
      How it came about, 2 of 5: what was left out and how you
      talked yourself into it.

    To do next
      Nothing stands out. Tell it the same way once more.

    How it was told
      Length 2:27: within the usual 2:00 to 3:00.
      Pace: 60 words a minute, 60 without the pauses.
    ");
}

#[test]
fn a_good_take_at_80_columns() {
    insta::assert_snapshot!(shown(&good(), 80), @"
    The surcharge column
    take 3, 2026-11-22, 2:27 from first word to last

      Rollback  0:34 of 0:30  ▒▒▒▒▒▒[▒▒▒▒|▒··]································  good
      Decision  1:24 of 1:30  █████████████████████████████[██··|···········]·  good
                              [ ] good   | target

      The split is good: 2.5 to 1, decision to rollback.
      You said that you were the cause, at 0:30.

    Sections                                                             told  paper
      Context          0:16 of 0:15  ░░░░░░░░░░░░░                        11%    14%
      What went wrong  0:13          ░░░░░░░░░░░                           9%    13%
      Why it was me    0:42          ██████████████████████████████████   29%    32%
      Rollback         0:34          ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒         23%    14%
      What I learned   0:16          █████████████                        11%    10%
      What I do now    0:26          █████████████████████                18%    16%

    The cause: strong
      0:30 “It went out wrong because I switched the table without replaying one
      closed month.”

      ✓ “because I …”            0:34
      ✓ what I did or left out   0:34
      ✓ what I should have done  0:58
      ✓ “that was on me”         1:08
      How it came about, 2 of 5: what was left out and how you talked yourself into
      it.

    To do next
      Nothing stands out. Tell it the same way once more.

    How it was told
      Length 2:27: within the usual 2:00 to 3:00.
      Pace: 60 words a minute, 60 without the pauses.
    ");
}

#[test]
fn a_good_take_at_200_columns() {
    insta::assert_snapshot!(shown(&good(), 200), @"
    The surcharge column
    take 3, 2026-11-22, 2:27 from first word to last

      Rollback  0:34 of 0:30  ▒▒▒▒▒▒▒▒▒[▒▒▒▒▒▒▒▒▒|▒····]····················································  good
      Decision  1:24 of 1:30  ██████████████████████████████████████████████[█████····|·················]···  good
                              [ ] good   | target

      The split is good: 2.5 to 1, decision to rollback.
      You said that you were the cause, at 0:30.

    Sections                                                                   told  paper
      Context          0:16 of 0:15  ░░░░░░░░░░░░░░░                            11%    14%
      What went wrong  0:13          ░░░░░░░░░░░░                                9%    13%
      Why it was me    0:42          ████████████████████████████████████████   29%    32%
      Rollback         0:34          ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒           23%    14%
      What I learned   0:16          ███████████████                            11%    10%
      What I do now    0:26          █████████████████████████                  18%    16%

    The cause: strong
      0:30 “It went out wrong because I switched the table without replaying one closed month.”

      ✓ “because I …”            0:34
      ✓ what I did or left out   0:34
      ✓ what I should have done  0:58
      ✓ “that was on me”         1:08
      How it came about, 2 of 5: what was left out and how you talked yourself into it.

    To do next
      Nothing stands out. Tell it the same way once more.

    How it was told
      Length 2:27: within the usual 2:00 to 3:00.
      Pace: 60 words a minute, 60 without the pauses.
    ");
}

#[test]
#[expect(clippy::too_many_lines, reason = "a whole screen")]
fn a_take_without_the_cause_at_60_columns() {
    insta::assert_snapshot!(shown(&cause_missing(), 60), @"
    The surcharge column
    take 3, 2026-11-22, 2:01 from first word to last

      Rollback  1:09 of 0:30  ▒▒[▒|▒]▒▒▒········  much too long
      Decision  0:20 of 1:30  ███········[·|···]  much too short
                              [ ] good   | target

      The rollback outweighs the decision, 0.3 to 1; the aim is
      2 to 1 or more.
      The cause is on your paper, but I did not hear it.

    Sections                                         told  paper
      Context          0:16 of 0:15       ░░          13%    14%
      What went wrong  0:13               ░░          11%    13%
      Why it was me    0:07         ±3 s  █            6%    32%
      Rollback         1:09               ▒▒▒▒▒▒▒▒▒   57%    14%
      What I learned   0:13               ██          10%    10%
      What I do now    0:00                             –    16%
      aside            0:03               ░            3%      –

    The cause
      I did not hear a sentence in which you are the cause;
      closest: 0:30 “The table was not replayed”

      – “because I …”            not heard
      – what I did or left out   not heard
      – what I should have done  not heard
      – “that was on me”         not heard
      At 0:30, say it like this: “Because I switched the table.
        I switched the table without replaying one closed
        month.”
      At 0:37, say it like this: “I should have replayed
        February. That was on me.”
      It is strong on paper: read that sentence aloud once
      before the next take.

    To do next
      1. Change first: the cause was not heard. 0:30 “The table
         was not replayed”
         The question is about how well you know yourself, so a
         listener waits for the sentence in which you are the
         cause.
         Instead: Add one sentence that begins “It happened
         because I …” and names what you did or left out.
      2. Change first: no change is told. 1:49 “What I learned
         is that I stop checking once a thing has worked four
         times.”
         Without a change in what you do, the lesson is still an
         intention.
         Instead: Add one sentence that begins “Since then I …”
         and names what you do.
      3. Change first: the rollback is long. 0:37 “We stopped
         the run,”
         The repair is the part in which you are least the
         subject, and its seconds are missing from the decision.
         Instead: Tell it in three sentences: how it was
         stopped, how it was repaired, when it was over.

    How it was told
      Length 2:01: within the usual 2:00 to 3:00.
      Pace: 48 words a minute, 48 without the pauses.
      I heard at least 1 filler (0.5 a minute) and 1 restart.

    Recognition is doubtful at 1:10-1:16 (words I was not sure
    of) and 1:46-1:47 (a word that lasts too long); listen there
    before you trust it.
    ");
}

#[test]
fn a_take_without_the_cause_at_80_columns() {
    insta::assert_snapshot!(shown(&cause_missing(), 80), @"
    The surcharge column
    take 3, 2026-11-22, 2:01 from first word to last

      Rollback  1:09 of 0:30  ▒▒▒▒▒[▒▒▒|▒▒]▒▒▒▒▒▒▒▒·················  much too long
      Decision  0:20 of 1:30  ██████·················[···|········]·  much too short
                              [ ] good   | target

      The rollback outweighs the decision, 0.3 to 1; the aim is 2 to 1 or more.
      The cause is on your paper, but I did not hear it.

    Sections                                                             told  paper
      Context          0:16 of 0:15       ░░░░░░░                         13%    14%
      What went wrong  0:13               ░░░░░                           11%    13%
      Why it was me    0:07         ±3 s  ███                              6%    32%
      Rollback         1:09               ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒   57%    14%
      What I learned   0:13               █████                           10%    10%
      What I do now    0:00                                                 –    16%
      aside            0:03               ░                                3%      –

    The cause
      I did not hear a sentence in which you are the cause; closest: 0:30 “The table
      was not replayed”

      – “because I …”            not heard
      – what I did or left out   not heard
      – what I should have done  not heard
      – “that was on me”         not heard
      At 0:30, say it like this: “Because I switched the table. I switched the table
        without replaying one closed month.”
      At 0:37, say it like this: “I should have replayed February. That was on me.”
      It is strong on paper: read that sentence aloud once before the next take.

    To do next
      1. Change first: the cause was not heard. 0:30 “The table was not replayed”
         The question is about how well you know yourself, so a listener waits for
         the sentence in which you are the cause.
         Instead: Add one sentence that begins “It happened because I …” and names
         what you did or left out.
      2. Change first: no change is told. 1:49 “What I learned is that I stop
         checking once a thing has worked four times.”
         Without a change in what you do, the lesson is still an intention.
         Instead: Add one sentence that begins “Since then I …” and names what you
         do.
      3. Change first: the rollback is long. 0:37 “We stopped the run,”
         The repair is the part in which you are least the subject, and its seconds
         are missing from the decision.
         Instead: Tell it in three sentences: how it was stopped, how it was
         repaired, when it was over.

    How it was told
      Length 2:01: within the usual 2:00 to 3:00.
      Pace: 48 words a minute, 48 without the pauses.
      I heard at least 1 filler (0.5 a minute) and 1 restart.

    Recognition is doubtful at 1:10-1:16 (words I was not sure of) and 1:46-1:47 (a
    word that lasts too long); listen there before you trust it.
    ");
}

#[test]
fn a_take_without_the_cause_at_200_columns() {
    insta::assert_snapshot!(shown(&cause_missing(), 200), @"
    The surcharge column
    take 3, 2026-11-22, 2:01 from first word to last

      Rollback  1:09 of 0:30  ▒▒▒▒▒▒▒▒[▒▒▒▒▒▒▒|▒▒▒▒▒]▒▒▒▒▒▒▒▒▒▒▒▒▒▒·······························  much too long
      Decision  0:20 of 1:30  ███████████·····························[········|···············]··  much too short
                              [ ] good   | target

      The rollback outweighs the decision, 0.3 to 1; the aim is 2 to 1 or more.
      The cause is on your paper, but I did not hear it.

    Sections                                                                        told  paper
      Context          0:16 of 0:15       ░░░░░░░░░                                  13%    14%
      What went wrong  0:13               ░░░░░░░░                                   11%    13%
      Why it was me    0:07         ±3 s  ████                                        6%    32%
      Rollback         1:09               ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒   57%    14%
      What I learned   0:13               ███████                                    10%    10%
      What I do now    0:00                                                            –    16%
      aside            0:03               ░░                                          3%      –

    The cause
      I did not hear a sentence in which you are the cause; closest: 0:30 “The table was not replayed”

      – “because I …”            not heard
      – what I did or left out   not heard
      – what I should have done  not heard
      – “that was on me”         not heard
      At 0:30, say it like this: “Because I switched the table. I switched the table without replaying one closed
        month.”
      At 0:37, say it like this: “I should have replayed February. That was on me.”
      It is strong on paper: read that sentence aloud once before the next take.

    To do next
      1. Change first: the cause was not heard. 0:30 “The table was not replayed”
         The question is about how well you know yourself, so a listener waits for the sentence in which you are
         the cause.
         Instead: Add one sentence that begins “It happened because I …” and names what you did or left out.
      2. Change first: no change is told. 1:49 “What I learned is that I stop checking once a thing has worked
         four times.”
         Without a change in what you do, the lesson is still an intention.
         Instead: Add one sentence that begins “Since then I …” and names what you do.
      3. Change first: the rollback is long. 0:37 “We stopped the run,”
         The repair is the part in which you are least the subject, and its seconds are missing from the decision.
         Instead: Tell it in three sentences: how it was stopped, how it was repaired, when it was over.

    How it was told
      Length 2:01: within the usual 2:00 to 3:00.
      Pace: 48 words a minute, 48 without the pauses.
      I heard at least 1 filler (0.5 a minute) and 1 restart.

    Recognition is doubtful at 1:10-1:16 (words I was not sure of) and 1:46-1:47 (a word that lasts too long);
    listen there before you trust it.
    ");
}

#[test]
fn half_a_cause_after_the_change_at_80_columns() {
    insta::assert_snapshot!(shown(&half_said_late(), 80), @"
    The surcharge column
    take 3, 2026-11-22, 1:37 from first word to last

      Rollback  0:00 of 0:30  ·····[···|··]·························  not told
      Decision  1:08 of 1:30  █████████████████████··[···|········]·  a little short
                              [ ] good   | target

      I heard the decision, but not the rollback.
      You half said that you were the cause, at 1:00, after the change.

    Sections                                                             told  paper
      Context          0:16 of 0:15  ░░░░░░░░░░░░░                        17%    14%
      What went wrong  0:13          ░░░░░░░░░░░                          13%    13%
      Why it was me    0:42          ██████████████████████████████████   43%    32%
      Rollback         0:00                                                 –    14%
      What I learned   0:00                                                 –    10%
      What I do now    0:26          █████████████████████                27%    16%

    The cause: half said
      1:00 “because I switched the table without replaying”

      ✓ “because I …”            1:00
      ✓ what I did or left out   1:00
      – what I should have done  not heard
      – “that was on me”         not heard
      At 1:38, say it like this: “I should not have switched the table without
        replaying one closed month. That was on me.”
      It came after the change; tell it before the lesson.

    To do next
      Complete the cause as shown above, then mind the two lengths at the top.

    How it was told
      Length 1:37: shorter than the usual 2:00 to 3:00.
      Pace: 68 words a minute, 68 without the pauses.
    ");
}

#[test]
fn an_empty_take_says_that_no_speech_was_heard() {
    insta::assert_snapshot!(shown(&empty(), 80), @r#"
    The surcharge column
    not kept, 2026-11-22

      I heard no speech in this take (0:12).
      Play the file once: is it the right one, and can you hear yourself?
    "#);
}

#[test]
fn an_empty_recording_names_the_microphone() {
    let mut fixture = empty();
    fixture.take.source = crate::take::Source::Microphone;
    insta::assert_snapshot!(shown(&fixture, 60), @r#"
    The surcharge column
    not kept, 2026-11-22

      I heard no speech in this take (0:12).
      If you did speak, another microphone may have been
      listening; `ownup devices` lists them.
    "#);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a whole screen")]
fn a_colour_ends_where_its_words_end() {
    let look = Look {
        width: 80,
        paint: Paint::Colour,
    };
    let painted = render(&cause_missing().report(), look).replace('\u{1b}', "␛");
    insta::assert_snapshot!(painted, @"
    ␛[1mThe surcharge column␛[0m
    ␛[2mtake 3, 2026-11-22, 2:01 from first word to last␛[0m

      ␛[1mRollback␛[0m  ␛[1m1:09␛[0m of 0:30  ␛[31m▒▒▒▒▒[▒▒▒|▒▒]▒▒▒▒▒▒▒▒·················␛[0m  ␛[31mmuch too long␛[0m
      ␛[1mDecision␛[0m  ␛[1m0:20␛[0m of 1:30  ␛[31m██████·················[···|········]·␛[0m  ␛[31mmuch too short␛[0m
    ␛[2m                          [ ] good   | target␛[0m

      ␛[31mThe rollback outweighs the decision, 0.3 to 1; the aim is 2 to 1 or more.␛[0m
      ␛[31mThe cause is on your paper, but I did not hear it.␛[0m

    ␛[1mSections                                                             ␛[0m␛[2mtold  paper␛[0m
      Context          0:16 of 0:15␛[2m     ␛[0m  ░░░░░░░                         13%␛[2m    14%␛[0m
      What went wrong  0:13        ␛[2m     ␛[0m  ░░░░░                           11%␛[2m    13%␛[0m
      Why it was me    0:07        ␛[2m ±3 s␛[0m  ███                              6%␛[2m    32%␛[0m
      Rollback         1:09        ␛[2m     ␛[0m  ▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒   57%␛[2m    14%␛[0m
      What I learned   0:13        ␛[2m     ␛[0m  █████                           10%␛[2m    10%␛[0m
      What I do now    0:00        ␛[2m     ␛[0m                                    –␛[2m    16%␛[0m
      aside            0:03        ␛[2m     ␛[0m  ░                                3%␛[2m      –␛[0m

    ␛[1mThe cause␛[0m
      ␛[31mI did not hear a sentence in which you are the cause; closest:␛[0m ␛[1m0:30␛[0m ␛[36m“The table␛[0m
      ␛[36mwas not replayed”␛[0m

      ␛[33m– ␛[0m“because I …”          ␛[2m  not heard␛[0m
      ␛[33m– ␛[0mwhat I did or left out ␛[2m  not heard␛[0m
      ␛[33m– ␛[0mwhat I should have done␛[2m  not heard␛[0m
      ␛[33m– ␛[0m“that was on me”       ␛[2m  not heard␛[0m
      At 0:30, say it like this: ␛[36m“Because I switched the table. I switched the table␛[0m
        ␛[36mwithout replaying one closed month.”␛[0m
      At 0:37, say it like this: ␛[36m“I should have replayed February. That was on me.”␛[0m
      It is strong on paper: read that sentence aloud once before the next take.

    ␛[1mTo do next␛[0m
      ␛[1m1.␛[0m ␛[31mChange first: the cause was not heard.␛[0m ␛[1m0:30␛[0m ␛[36m“The table was not replayed”␛[0m
         The question is about how well you know yourself, so a listener waits for
         the sentence in which you are the cause.
         ␛[1mInstead:␛[0m Add one sentence that begins “It happened because I …” and names
         what you did or left out.
      ␛[1m2.␛[0m ␛[31mChange first: no change is told.␛[0m ␛[1m1:49␛[0m ␛[36m“What I learned is that I stop␛[0m
         ␛[36mchecking once a thing has worked four times.”␛[0m
         Without a change in what you do, the lesson is still an intention.
         ␛[1mInstead:␛[0m Add one sentence that begins “Since then I …” and names what you
         do.
      ␛[1m3.␛[0m ␛[31mChange first: the rollback is long.␛[0m ␛[1m0:37␛[0m ␛[36m“We stopped the run,”␛[0m
         The repair is the part in which you are least the subject, and its seconds
         are missing from the decision.
         ␛[1mInstead:␛[0m Tell it in three sentences: how it was stopped, how it was
         repaired, when it was over.

    ␛[1mHow it was told␛[0m
      Length 2:01: within the usual 2:00 to 3:00.
      Pace: 48 words a minute, 48 without the pauses.
      I heard at least 1 filler (0.5 a minute) and 1 restart.

    ␛[2mRecognition is doubtful at 1:10-1:16 (words I was not sure of) and 1:46-1:47 (a␛[0m
    ␛[2mword that lasts too long); listen there before you trust it.␛[0m
    ");
}

#[test]
fn a_long_quote_loses_its_middle() {
    let words: Vec<String> = (1..=40).map(|number| number.to_string()).collect();
    let mut page = Page::new(110);
    page.prose(BODY, &quoted(&words.join(" "), None));
    insta::assert_snapshot!(
        page.finish(Paint::Plain).trim(),
        @"“1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 … 32 33 34 35 36 37 38 39 40”"
    );
}

#[test]
fn colour_changes_nothing_but_colour() {
    let look = Look {
        width: 80,
        paint: Paint::Colour,
    };
    let painted = render(&good().report(), look);
    let bare = anstream::adapter::strip_str(&painted).to_string();
    assert_eq!(bare, shown(&good(), 80));
}

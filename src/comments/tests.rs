use proptest::prelude::*;

use super::*;

fn key() -> TakeKey {
    TakeKey("5f".repeat(16))
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap()
}

/// A comment that was just made.
fn comment(id: &str, text: &str) -> Comment {
    Comment {
        id: format!("comment-{id}"),
        revision: format!("revision-{id}"),
        history: Vec::new(),
        author: "Ada".to_owned(),
        start: Millis(41_000),
        end: None,
        text: text.to_owned(),
        created_at: at(1_795_356_192),
        edited_at: at(1_795_356_192),
        standing: Standing::Stands,
    }
}

/// The same, said differently in an edit of this name.
fn edited(before: &Comment, edit: &str, text: &str) -> Comment {
    let mut history = before.history.clone();
    history.push(before.revision.clone());
    Comment {
        revision: format!("revision-{edit}"),
        history,
        text: text.to_owned(),
        ..before.clone()
    }
}

fn removed(before: &Comment, edit: &str) -> Comment {
    Comment {
        standing: Standing::Removed,
        ..edited(before, edit, "")
    }
}

fn with(all: &[&Comment]) -> Comments {
    Comments {
        take: key(),
        all: all.iter().copied().cloned().collect(),
    }
}

/// What is read on a take after copies of it came back, one after the other.
fn read_after(mine: &Comments, copies: &[Comments]) -> Vec<String> {
    let mut joined = mine.clone();
    for copy in copies {
        joined.merge(copy);
    }
    let mut texts: Vec<String> = joined.standing().map(|c| c.text.clone()).collect();
    texts.sort();
    texts
}

#[test]
fn two_coaches_stand_side_by_side() {
    let (ada, bo) = (comment("a", "slower"), comment("b", "good"));
    let copies = [with(&[&ada]), with(&[&bo])];
    assert_eq!(read_after(&with(&[]), &copies), ["good", "slower"]);
}

#[test]
fn the_same_copy_twice_is_nothing_new() {
    let copy = with(&[&comment("a", "slower"), &comment("b", "good")]);
    let mut mine = with(&[]);
    assert_eq!(mine.merge(&copy).added, 2);
    let before = mine.clone();
    assert!(mine.merge(&copy).is_empty());
    assert_eq!(mine, before);
}

#[test]
fn an_edit_and_a_removal_are_carried_over() {
    let first = comment("a", "slower");
    let second = edited(&first, "a2", "a little slower");
    let mut mine = with(&[&first]);
    assert_eq!(mine.merge(&with(&[&second])).edited, 1);
    assert_eq!(mine.all[0].text, "a little slower");
    assert_eq!(mine.merge(&with(&[&removed(&second, "a3")])).removed, 1);
    assert_eq!(mine.standing().count(), 0);
}

#[test]
fn an_older_copy_takes_nothing_back() {
    let first = comment("a", "slower");
    let gone = removed(&edited(&first, "a2", "a little slower"), "a3");
    let mut mine = with(&[&gone]);
    assert!(mine.merge(&with(&[&first])).is_empty());
    assert_eq!(mine.all, [gone]);
}

#[test]
fn what_two_people_edited_apart_is_kept_twice() {
    let first = comment("a", "slower");
    let mine = with(&[&edited(&first, "mine", "slower at the cause")]);
    let theirs = edited(&first, "theirs", "slower at the end");
    let mut joined = mine.clone();
    assert_eq!(joined.merge(&with(&[&theirs])).apart, 1);
    assert!(joined.merge(&with(&[&theirs])).is_empty());
    let both = ["slower at the cause", "slower at the end"];
    assert_eq!(read_after(&mine, &[with(&[&theirs])]), both);
    // Each goes on by itself.
    let later = edited(&theirs, "later", "pause at the end");
    let copies = [with(&[&theirs]), with(&[&later])];
    assert_eq!(
        read_after(&mine, &copies),
        ["pause at the end", "slower at the cause"]
    );
}

#[test]
fn an_edit_survives_a_removal_elsewhere() {
    let first = comment("a", "slower");
    let mine = with(&[&edited(&first, "mine", "slower at the cause")]);
    let copies = [with(&[&removed(&first, "theirs")])];
    assert_eq!(read_after(&mine, &copies), ["slower at the cause"]);
}

#[test]
fn a_text_changed_by_hand_is_kept_beside_what_it_was() {
    let first = comment("a", "slower");
    let by_hand = Comment {
        text: "faster".to_owned(),
        ..first.clone()
    };
    let copies = [with(&[&by_hand]), with(&[&by_hand])];
    assert_eq!(read_after(&with(&[&first]), &copies), ["faster", "slower"]);
}

#[test]
fn comments_are_written_as_one_document() {
    let mut stretch = comment("a", "slower");
    stretch.end = Some(Millis(44_200));
    insta::assert_snapshot!(with(&[&stretch]).to_json(), @r#"{"schema":"ownup.comments/1","take":"5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f5f","comments":[{"id":"comment-a","revision":"revision-a","history":[],"author":"Ada","start":41.0,"end":44.2,"text":"slower","created_at":"2026-11-22T14:03:12Z","edited_at":"2026-11-22T14:03:12Z","standing":"stands"}]}"#);
}

/// A document with one comment, in which a piece is replaced.
fn refused(piece: &str, by: &str) -> String {
    let json = with(&[&comment("a", "slower")]).to_json();
    assert!(json.contains(piece), "{piece} in {json}");
    let error = documents(&json.replacen(piece, by, 1)).unwrap_err();
    error.to_string()
}

#[test]
fn what_is_not_sound_is_refused_and_the_reason_is_said() {
    let check = |piece: &str, by: &str, expected: &str| {
        let why = refused(piece, by);
        assert!(why.contains(expected), "{by:.60}: {why}");
    };
    check("comments/1", "comments/2", "written by a newer ownup");
    check("comments/1", "comments/0", "not `ownup.comments/1`");
    check("ownup.comments/1", "ownup.take/1", "not `ownup.comments/1`");
    check("\"slower\"", "7", "invalid type");
    check("\"slower\"", "null", "invalid type");
    check("41.0", "\"41\"", "invalid type");
    check("41.0", "-1", "outside every take");
    check("41.0", "1e300", "outside every take");
    check("\"end\":null", "\"end\":40", "ends before it begins");
    check("[]", "{}", "invalid type");
    check(
        "\"text\"",
        "\"path\":\"/etc/passwd\",\"text\"",
        "unknown field `path`",
    );
    check(
        "\"comment-a\"",
        "\"../../../etc/passwd\"",
        "letters, digits and `-`",
    );
    check("\"comment-a\"", "\"\"", "letters, digits and `-`");
    check("\"slower\"", "\"  \"", "no text");
    check("\"slower\"", "\"\\u0007\"", "control character");
    check("\"Ada\"", "\"A\\nB\"", "more than one line");
    check("\"2026-11-22T14:03:12Z\"", "\"yesterday\"", "damaged");
    check("\"stands\"", "\"perhaps\"", "unknown variant");
    let long = format!("\"{}\"", "x".repeat(LONGEST_TEXT + 1));
    check("\"slower\"", &long, "longer than 4000");
    let long = format!("\"{}\"", "x".repeat(LONGEST_AUTHOR + 1));
    check("\"Ada\"", &long, "longer than 80");
}

#[test]
fn too_many_comments_are_refused() {
    let all: Vec<Comment> = (0..=MOST_COMMENTS)
        .map(|n| comment(&n.to_string(), "slower"))
        .collect();
    let json = Comments { take: key(), all }.to_json();
    let why = documents(&json).unwrap_err().to_string();
    assert_eq!(why, "there are more than 1000 comments");
}

#[test]
fn deep_nesting_is_refused_and_not_followed() {
    let deep = "[".repeat(200_000);
    assert!(documents(&deep).is_err());
}

#[test]
fn a_take_has_a_key_of_its_own() {
    let take = |second, text: &str| {
        let json = serde_json::json!({
            "schema": "ownup.take/1", "recorded_at": at(second), "source": "file",
            "words": [{"text": text, "start": 0.5, "end": 0.9}],
        });
        Take::from_json(&json.to_string()).unwrap()
    };
    let key = |take: &Take| TakeKey::of(take).to_string();
    assert_eq!(key(&take(1, "I")), key(&take(1, "I")));
    assert_ne!(key(&take(1, "I")), key(&take(2, "I")));
    assert_ne!(key(&take(1, "I")), key(&take(1, "We")));
    let again = Take::from_json(&take(1, "I").to_json()).unwrap();
    assert_eq!(key(&again), key(&take(1, "I")));
}

proptest! {
    #[test]
    fn whatever_is_written_is_read_back(text in "\\PC{1,40}", author in "\\PC{0,20}", start in 0..80_000_i64) {
        prop_assume!(!text.trim().is_empty());
        let written = Comments { take: key(), all: vec![Comment { author, start: Millis(start), ..comment("a", &text) }] };
        prop_assert_eq!(Comments::from_json(&written.to_json()), Ok(written));
    }

    #[test]
    fn any_text_is_read_or_refused_without_a_panic(json in "\\PC{0,200}") {
        let _ = documents(&json);
    }

    /// Copies of one take, each with edits of its own, come back in any order.
    #[test]
    fn the_order_of_copies_loses_nothing(edits in proptest::collection::vec((0..3_usize, "[a-z]{1,8}"), 0..12), turned in any::<bool>()) {
        let first = with(&[&comment("a", "one"), &comment("b", "two")]);
        let mut copies = vec![first.clone(), first.clone(), first.clone()];
        for (at, (copy, text)) in edits.iter().enumerate() {
            let target = at % 2;
            let before = copies[*copy].all[target].clone();
            copies[*copy].all[target] = edited(&before, &format!("{at}-{text}"), text);
        }
        let wanted: Vec<String> = copies.iter().flat_map(|copy| &copy.all).filter(|c| !c.history.is_empty()).map(|c| c.text.clone()).collect();
        if turned { copies.reverse(); }
        let found = read_after(&first, &copies);
        for text in wanted {
            prop_assert!(found.contains(&text), "{text} in {found:?}");
        }
    }
}

use super::*;
use crate::draft::{Pace, judge};
use crate::meaning::Stems;
use crate::story::parse;

const TODAY: Month = Month {
    year: 2026,
    month: 11,
};

fn story(fields: &str) -> Entry {
    let text = format!(
        "---\ntitle: t\n{fields}---\n\n## Why it was me\n\nIt sank because I left the plug out.\n"
    );
    let story = parse(&text).expect("a story");
    let draft = judge(&story, Pace::default(), &Stems, TODAY);
    entry("t.md", (&story, &draft), (0, Vec::new()), TODAY)
}

fn ranked(ranks: &[Option<u8>]) -> Bank {
    let entries = ranks.iter().enumerate().map(|(at, rank)| Entry {
        file: format!("{at}.md"),
        pain: *rank,
        ..story("")
    });
    open(entries.collect(), Vec::new())
}

#[test]
fn the_one_to_tell_is_the_third_of_five_and_else_the_middle() {
    let chosen = |count: u8| {
        let ranks: Vec<Option<u8>> = (1..=count).map(Some).collect();
        ranked(&ranks).choice
    };
    assert_eq!(chosen(0), Choice::Empty);
    assert_eq!(chosen(1), Choice::Only(0));
    assert_eq!(chosen(2), Choice::Middle(1));
    assert_eq!(chosen(3), Choice::Middle(1));
    assert_eq!(chosen(4), Choice::Middle(2));
    assert_eq!(chosen(5), Choice::Third(2));
    assert_eq!(chosen(6), Choice::Middle(2));
    assert_eq!(chosen(7), Choice::Middle(3));
}

#[test]
fn stories_stand_by_rank_and_those_without_one_come_last() {
    let bank = ranked(&[None, Some(3), Some(1), None, Some(2)]);
    let files: Vec<&str> = bank.entries.iter().map(|e| e.file.as_str()).collect();
    assert_eq!(files, ["2.md", "4.md", "1.md", "0.md", "3.md"]);
    assert_eq!(bank.choice, Choice::Middle(1));
}

#[test]
fn without_ranks_nothing_is_chosen() {
    assert_eq!(ranked(&[None, None]).choice, Choice::Unranked);
}

#[test]
fn a_shared_rank_is_said_of_both() {
    let bank = ranked(&[Some(2), Some(2), Some(1)]);
    let shared = |entry: &&Entry| entry.lacks.contains(&Lack::OwnRank(2));
    assert_eq!(bank.entries.iter().filter(shared).count(), 2);
}

#[test]
fn an_age_is_known_by_its_months() {
    let age = |happened: &str| story(&format!("happened: {happened}\n")).age;
    assert_eq!(age("2026-09"), Age::Fresh);
    assert_eq!(age("2026-08"), Age::Good);
    assert_eq!(age("2023-11"), Age::Good);
    assert_eq!(age("2023-10"), Age::Aging);
    assert_eq!(age("2022-10"), Age::Old);
    assert_eq!(story("").age, Age::Unknown);
}

#[test]
fn what_a_story_lacks_is_told_by_kind() {
    let lacks = story("pain: 2\nhappened: 2026-10\n").lacks;
    let written = [Role::Cause];
    let unwritten = Role::ALL.into_iter().filter(|role| !written.contains(role));
    assert_eq!(
        lacks,
        [
            Lack::Ripeness,
            Lack::Sections(unwritten.collect()),
            Lack::Cause(vec![Ingredient::Counterfactual, Ingredient::Ownership]),
        ]
    );
}

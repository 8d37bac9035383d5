use proptest::prelude::*;

use super::*;
use crate::analysis::{CauseStatus, Verdict};
use crate::rules::cause::{Grade, Ingredient};
use crate::rules::{Rule, Severity};
use crate::story::{Role, Shape};
use crate::take::Ending;

/// A take within its bands that tells all roles, from a paper of a section each.
pub(crate) fn good(number: u32) -> Rehearsal {
    let seconds = [15, 15, 45, 30, 15, 30].map(|seconds| Millis(seconds * 1_000));
    let parts = Role::ALL.into_iter().zip(seconds).enumerate();
    let parts = parts.map(|(at, (role, seconds))| part(role, at, seconds));
    Rehearsal {
        id: TakeId::new(number).expect("from 1"),
        summary: Summary {
            title: "The surcharge column".to_owned(),
            recorded_at: "2026-11-22T14:03:12Z".parse().expect("a moment"),
            model: None,
            ending: Ending::Told,
            told: Millis(150_000),
            words_said: 300,
            words: 290,
            copied: 12,
            total: Target::Own(Millis(150_000)),
            rollback: bar(30, (30, 15, 40)),
            decision: bar(90, (90, 75, 120)),
            verdict: Verdict::Within,
            grade: Grade::Strong,
            status: CauseStatus::Said,
            statements: Ingredient::ALL.map(said).to_vec(),
            findings: Vec::new(),
            sections: parts.collect(),
            paper: Role::ALL.map(|role| written(role, 20)).to_vec(),
        },
    }
}

/// Seconds against target, shortest and longest.
fn bar(seconds: i64, (target, low, high): (i64, i64, i64)) -> Bar {
    let [seconds, target, low, high] = [seconds, target, low, high].map(|s| Millis(s * 1_000));
    Bar {
        seconds,
        target,
        low,
        high,
    }
}

fn part(role: Role, section: usize, seconds: Millis) -> Part {
    Part {
        role,
        section: Some(section),
        heading: role.name().to_owned(),
        seconds,
        uncertain: Millis::ZERO,
        target: Some(Target::Shared(Millis(25_000))),
        words: 50,
        copied: 2,
    }
}

fn said(ingredient: Ingredient) -> Statement {
    Statement {
        key: Key::Ingredient(ingredient),
        said: Some(Said {
            start: Millis(33_000),
            quote: "It broke because I skipped it.".to_owned(),
        }),
    }
}

/// A section of so many words, told from their number.
fn written(role: Role, words: usize) -> Written {
    Written {
        role,
        heading: role.name().to_owned(),
        words,
        digest: words as u64,
    }
}

fn history(takes: Vec<Rehearsal>) -> History {
    History { takes, paper: None }
}

fn ids(numbers: &[u32]) -> Vec<TakeId> {
    numbers.iter().filter_map(|&n| TakeId::new(n)).collect()
}

/// The second take with a rollback of so many seconds.
fn rolled(number: u32, seconds: i64) -> Rehearsal {
    let mut take = good(number);
    take.summary.rollback.seconds = Millis(seconds * 1_000);
    take.summary.sections[3].seconds = Millis(seconds * 1_000);
    if !take.summary.rollback.is_within() {
        take.summary.verdict = Verdict::Warn;
    }
    take
}

#[test]
fn a_single_take_has_nothing_to_stand_against() {
    assert_eq!(compare(&history(vec![good(1)]), &Selection::Latest), None);
    assert_eq!(compare(&history(vec![]), &Selection::All), None);
}

#[test]
fn the_latest_are_shown_with_the_best_of_all() {
    let history = history(vec![rolled(1, 60), good(2), rolled(3, 70), rolled(4, 50)]);
    let comparison = compare(&history, &Selection::Latest).expect("four takes");
    let shown: Vec<u32> = comparison
        .shown
        .iter()
        .map(|take| take.id.number())
        .collect();
    assert_eq!((shown, comparison.best.id.number()), (vec![2, 3, 4], 2));
    assert_eq!(comparison.split[0].delta(), Some(Millis(-20_000)));
    assert_eq!(comparison.split[0].nearer(), Some(Millis(20_000)));
    let best = comparison.split[0]
        .best
        .map(|(id, seconds)| (id.number(), seconds.0));
    assert_eq!(best, Some((2, 30_000)));
}

#[test]
fn among_named_takes_the_best_is_one_of_them() {
    let history = history(vec![good(1), rolled(2, 70), rolled(3, 60)]);
    let comparison = compare(&history, &Selection::Takes(ids(&[3, 2]))).expect("two takes");
    assert_eq!(comparison.best.id.number(), 3);
    assert_eq!(comparison.course.len(), 3);
}

#[test]
fn the_best_sections_add_up() {
    let history = history(vec![rolled(1, 24), rolled(2, 60)]);
    let comparison = compare(&history, &Selection::All).expect("two takes");
    assert_eq!(comparison.sum_of_best, Some(Millis(144_000)));
}

#[test]
fn moments_survive_like_ingredients_and_only_where_they_were_listened_for() {
    let moment = |shape, is_said: bool| Statement {
        key: Key::Moment { shape, at: 1 },
        said: is_said.then(|| Said {
            start: Millis(9_000),
            quote: "I had built one before.".to_owned(),
        }),
    };
    let with = |number, statement| {
        let mut take = good(number);
        take.summary.statements.push(statement);
        take
    };
    let (sure, put_off) = (Shape::OverConfidentDecision, Shape::SkippedMaintenance);
    let takes = vec![
        with(1, moment(sure, true)),
        with(2, moment(put_off, true)),
        with(3, moment(sure, false)),
    ];
    let history = history(takes);
    let comparison = compare(&history, &Selection::All).expect("three takes");
    let last = comparison.survival.last().expect("the moment");
    let takes: Vec<(u32, bool)> = last
        .takes
        .iter()
        .map(|(id, said)| (id.number(), said.is_some()))
        .collect();
    assert_eq!(takes, [(1, true), (3, false)]);
    assert_eq!(comparison.gaps, [Gap::OtherShape(comparison.previous.id)]);
}

#[test]
fn findings_are_gained_and_lost() {
    let fired = |rule| Fired {
        rule,
        severity: Severity::Warn,
    };
    let (mut before, mut after) = (good(1), good(2));
    before.summary.findings = vec![fired(Rule::TeamNotI), fired(Rule::NoChange)];
    after.summary.findings = vec![fired(Rule::NoChange), fired(Rule::Ancient)];
    let history = history(vec![before, after]);
    let turnover = compare(&history, &Selection::Latest)
        .expect("two takes")
        .findings;
    let rules = |fired: &[Fired]| fired.iter().map(|fired| fired.rule).collect::<Vec<_>>();
    assert_eq!(rules(&turnover.lost), [Rule::TeamNotI]);
    assert_eq!(rules(&turnover.gained), [Rule::Ancient]);
    assert_eq!(rules(&turnover.kept), [Rule::NoChange]);
}

#[test]
fn a_section_that_one_take_has_alone_is_not_compared() {
    let (mut before, after) = (good(1), good(2));
    before.summary.sections.remove(4);
    before.summary.paper.remove(4);
    let history = history(vec![before, after]);
    let comparison = compare(&history, &Selection::Latest).expect("two takes");
    let lesson = &comparison.sections[4];
    assert_eq!((lesson.previous, lesson.delta()), (None, None));
    let gap = Gap::OnlyIn {
        take: comparison.this.id,
        role: Role::Lesson,
    };
    assert_eq!(comparison.gaps, [gap]);
    assert_eq!(comparison.edits.len(), 1);
}

#[test]
fn two_sections_against_one_of_a_role_are_added_up() {
    let (before, mut after) = (good(1), good(2));
    let more = part(Role::Cause, 6, Millis(10_000));
    after.summary.sections.push(more);
    after.summary.paper.push(written(Role::Cause, 9));
    let history = history(vec![before, after]);
    let comparison = compare(&history, &Selection::Latest).expect("two takes");
    assert_eq!(comparison.sections[2].delta(), Some(Millis(10_000)));
    assert_eq!(comparison.gaps, [Gap::AddedUp(Role::Cause)]);
}

#[test]
fn as_many_sections_of_a_role_in_every_take_are_matched_one_by_one() {
    let twice = |number, seconds| {
        let mut take = good(number);
        take.summary
            .sections
            .push(part(Role::Cause, 6, Millis(seconds)));
        take
    };
    let history = history(vec![twice(1, 5_000), twice(2, 9_000)]);
    let comparison = compare(&history, &Selection::Latest).expect("two takes");
    let cause = |row: &&Row| {
        matches!(
            row.name,
            Name::Section {
                role: Role::Cause,
                ..
            }
        )
    };
    let deltas = comparison.sections.iter().filter(cause).map(Row::delta);
    assert_eq!(
        deltas.collect::<Vec<_>>(),
        [Some(Millis(0)), Some(Millis(4_000))]
    );
    assert_eq!(comparison.gaps, []);
}

#[test]
fn an_edit_is_named_by_what_it_did() {
    let words = |role, count| written(role, count);
    let before = [
        words(Role::Context, 4),
        words(Role::Cause, 9),
        words(Role::Lesson, 2),
    ];
    let after = [
        words(Role::Context, 4),
        words(Role::Cause, 12),
        words(Role::Change, 5),
    ];
    let heading = |role: Role| role.name().to_owned();
    let changes = [
        EditChange::Reworded {
            role: Role::Cause,
            heading: heading(Role::Cause),
            before: 9,
            after: 12,
        },
        EditChange::Added {
            role: Role::Change,
            heading: heading(Role::Change),
        },
        EditChange::Removed {
            role: Role::Lesson,
            heading: heading(Role::Lesson),
        },
    ];
    assert_eq!(edit(&before, &after), changes);
    assert_eq!(edit(&before, &before), []);
    let swapped = [before[1].clone(), before[0].clone(), before[2].clone()];
    assert_eq!(edit(&before, &swapped), [EditChange::Reordered]);
}

fn check_enough(takes: Vec<Rehearsal>, good: &[u32], is_reached: bool) -> Enough {
    let enough = enough(&history(takes));
    assert_eq!(enough.good, ids(good));
    assert_eq!(enough.is_reached(), is_reached);
    enough
}

#[test]
fn two_good_takes_are_enough() {
    check_enough(vec![], &[], false);
    check_enough(vec![good(1)], &[1], false);
    check_enough(vec![good(1), rolled(2, 60), good(3)], &[1, 3], true);
}

#[test]
fn a_take_out_of_its_band_says_what_it_lacks() {
    let enough = check_enough(vec![good(1), rolled(2, 60)], &[1], false);
    assert_eq!(enough.missing, [Missing::Rollback(bar(60, (30, 15, 40)))]);
}

#[test]
fn a_take_that_leaves_a_role_out_does_not_count() {
    let mut take = good(2);
    take.summary.sections[4].seconds = Millis::ZERO;
    let enough = check_enough(vec![good(1), take], &[1], false);
    assert_eq!(enough.missing, [Missing::Untold(vec![Role::Lesson])]);
}

#[test]
fn a_take_that_was_started_over_does_not_count_and_is_not_the_best() {
    let mut take = good(2);
    take.summary.ending = Ending::Abandoned;
    let enough = check_enough(vec![good(1), take.clone()], &[1], false);
    assert_eq!(enough.missing, [Missing::Unfinished]);
    let history = history(vec![good(1), take]);
    let comparison = compare(&history, &Selection::Latest).expect("two takes");
    assert_eq!(comparison.best.id.number(), 1);
    assert_eq!(comparison.gaps, [Gap::Unfinished(ids(&[2]))]);
}

#[test]
fn an_edit_begins_the_count_anew() {
    let mut edited = good(3);
    edited.summary.paper[2] = written(Role::Cause, 40);
    let enough = check_enough(vec![good(1), good(2), edited], &[3], false);
    assert_eq!(enough.since_edit, ids(&[3]));
}

#[test]
fn an_edit_after_the_last_take_leaves_none() {
    let history = History {
        takes: vec![good(1), good(2)],
        paper: Some(vec![written(Role::Context, 3)]),
    };
    assert_eq!(enough(&history), Enough::default());
}

fn millis() -> impl Strategy<Value = Millis> {
    prop_oneof![0i64..400_000, Just(0)].prop_map(Millis)
}

fn any_part() -> impl Strategy<Value = Part> {
    let numbers = (0usize..6, proptest::option::of(0usize..6), 0usize..90);
    let target = proptest::option::of(prop_oneof![
        millis().prop_map(Target::Own),
        millis().prop_map(Target::Shared)
    ]);
    (numbers, millis(), millis(), target, "\\PC{0,40}").prop_map(
        |((role, section, words), seconds, uncertain, target, heading)| Part {
            role: Role::ALL[role],
            section,
            heading,
            seconds,
            uncertain,
            target,
            words,
            copied: words / 2,
        },
    )
}

fn any_statement() -> impl Strategy<Value = Statement> {
    let said = proptest::option::of((millis(), "\\PC{0,120}"));
    (0usize..12, said).prop_map(|(at, said)| Statement {
        key: match at {
            0..4 => Key::Ingredient(Ingredient::ALL[at]),
            _ => Key::Moment {
                shape: Shape::ALL[at % 3],
                at: at - 4,
            },
        },
        said: said.map(|(start, quote)| Said { start, quote }),
    })
}

fn any_summary() -> impl Strategy<Value = Summary> {
    let lists = (
        proptest::collection::vec(any_part(), 0..9),
        proptest::collection::vec((0usize..6, 0usize..40), 0..7),
        proptest::collection::vec(any_statement(), 0..5),
        proptest::bool::ANY,
    );
    let lengths = (millis(), millis(), millis(), 0usize..400);
    (lists, lengths, "\\PC{0,60}").prop_map(|(lists, lengths, title)| {
        let (sections, paper, statements, is_warned) = lists;
        let (told, rollback, decision, words) = lengths;
        let paper = paper
            .into_iter()
            .map(|(role, words)| written(Role::ALL[role], words));
        let mut summary = good(1).summary;
        summary.paper = paper.collect();
        summary.rollback.seconds = rollback;
        summary.decision.seconds = decision;
        summary.findings = if is_warned {
            vec![Fired {
                rule: Rule::TeamNotI,
                severity: Severity::Warn,
            }]
        } else {
            Vec::new()
        };
        Summary {
            title,
            told,
            words_said: words,
            words,
            copied: words / 3,
            sections,
            statements,
            ..summary
        }
    })
}

/// Two takes and more, whatever they hold.
pub(crate) fn any_history() -> impl Strategy<Value = History> {
    let paper = proptest::option::of(Just(good(1).summary.paper));
    (proptest::collection::vec(any_summary(), 2..9), paper).prop_map(|(summaries, paper)| {
        let take = |(number, summary)| Rehearsal {
            id: TakeId::new(number).expect("from 1"),
            summary,
        };
        let takes = (1..).zip(summaries).map(take).collect();
        History { takes, paper }
    })
}

proptest! {
    #[test]
    fn a_take_compared_with_itself_is_all_zeros(history in any_history(), at in 0usize..9) {
        let id = history.takes[at % history.takes.len()].id;
        let comparison = compare(&history, &Selection::Takes(vec![id, id])).expect("a take, twice");
        for row in comparison.split.iter().chain(&comparison.sections) {
            prop_assert!(row.delta().is_none_or(|delta| delta == Millis::ZERO));
            prop_assert!(row.nearer().is_none_or(|nearer| nearer == Millis::ZERO));
            prop_assert_eq!(row.this, row.previous);
        }
        prop_assert!(comparison.findings.gained.is_empty() && comparison.findings.lost.is_empty());
        prop_assert!(comparison.edits.is_empty());
        prop_assert_eq!(comparison.this, comparison.previous);
    }

    #[test]
    fn the_order_of_the_numbers_does_not_change_the_facts(
        history in any_history(),
        order in Just((1..=8u32).collect::<Vec<u32>>()).prop_shuffle(),
        taken in 2usize..9,
    ) {
        let shuffled = ids(&order[..taken]);
        let mut sorted = shuffled.clone();
        sorted.sort_unstable();
        prop_assert_eq!(
            compare(&history, &Selection::Takes(shuffled)),
            compare(&history, &Selection::Takes(sorted))
        );
    }

    #[test]
    fn two_takes_swapped_change_by_as_much_the_other_way(history in any_history()) {
        let mut swapped = history.clone();
        swapped.takes.truncate(2);
        let first = compare(&swapped, &Selection::All).expect("two takes").split.clone();
        let summaries: Vec<Summary> = swapped.takes.iter().map(|t| t.summary.clone()).collect();
        let mut back = swapped.clone();
        back.takes[0].summary = summaries[1].clone();
        back.takes[1].summary = summaries[0].clone();
        let back = compare(&back, &Selection::All).expect("two takes").split.clone();
        for (there, back) in first.iter().zip(&back) {
            prop_assert_eq!(there.delta().map(|delta| -delta), back.delta());
        }
    }

    #[test]
    fn a_summary_is_read_back_as_it_was_written(history in any_history()) {
        for take in &history.takes {
            let json = serde_json::to_string(&take.summary).expect("facts");
            let read: Summary = serde_json::from_str(&json).expect("what was written");
            prop_assert_eq!(&read, &take.summary);
        }
    }
}

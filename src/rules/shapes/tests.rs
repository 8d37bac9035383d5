use super::*;
use crate::rules::tests::telling;

fn tells(moment: &Moment, text: &str) -> bool {
    let role = *moment.roles.last().expect("a moment has a role");
    let told = telling(&[(role, text)]);
    moment
        .find(&Reading::of_roles(&told, moment.roles))
        .is_some()
}

fn all() -> impl Iterator<Item = &'static Moment> {
    Shape::ALL
        .into_iter()
        .flat_map(|shape| moments(shape).iter())
}

#[test]
fn each_moment_is_heard_in_its_examples_and_not_in_what_only_looks_like_it() {
    let mut wrong = Vec::new();
    for moment in all() {
        let (name, fires, silent) = (moment.name, moment.fires, moment.silent);
        wrong.extend(
            fires
                .iter()
                .filter(|t| !tells(moment, t))
                .map(|t| (name, "deaf", *t)),
        );
        wrong.extend(
            silent
                .iter()
                .filter(|t| tells(moment, t))
                .map(|t| (name, "hears", *t)),
        );
    }
    assert_eq!(wrong, []);
}

#[test]
fn no_two_moments_of_a_shape_have_one_name() {
    for shape in Shape::ALL {
        let mut names: Vec<&str> = moments(shape).iter().map(|m| m.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), 5);
    }
}

fn heard(passages: &[(Role, &str)]) -> Option<Shape> {
    hear(&telling(passages), None).heard
}

#[test]
fn a_story_of_confidence_is_known_by_its_moments() {
    let told = [
        (
            Role::Context,
            "I decided to swap the price table in one night.",
        ),
        (Role::Failure, "Nine hundred invoices went out wrong."),
        (
            Role::Cause,
            "I had built one before, so I assumed it was the same. I never replayed a month.",
        ),
        (
            Role::Change,
            "I never switch a table without replaying one closed month.",
        ),
    ];
    assert_eq!(heard(&told), Some(Shape::OverConfidentDecision));
}

#[test]
fn a_story_of_upkeep_is_known_by_its_moments() {
    let told = [
        (
            Role::Context,
            "The renewal sat in my backlog and I kept pushing it.",
        ),
        (Role::Failure, "The shop was closed for four hours."),
        (
            Role::Cause,
            "It expired because I had put it off. I told myself it could wait.",
        ),
        (
            Role::Change,
            "I block the last hour of each sprint for upkeep.",
        ),
    ];
    assert_eq!(heard(&told), Some(Shape::SkippedMaintenance));
}

#[test]
fn a_story_of_a_colleague_is_known_by_its_moments() {
    let told = [
        (Role::Context, "A junior designer had joined us."),
        (
            Role::Failure,
            "I corrected her in front of the client, and she went quiet.",
        ),
        (Role::Cause, "I took her silence for agreement."),
        (Role::Lesson, "She told me months later."),
        (Role::Change, "I never correct anybody in public."),
    ];
    assert_eq!(heard(&told), Some(Shape::InterpersonalMisread));
}

#[test]
fn a_single_moment_is_no_shape() {
    assert_eq!(
        heard(&[(Role::Cause, "I took his silence for agreement.")]),
        None
    );
    assert_eq!(hear(&Telling::default(), None), Heard::default());
}

#[test]
fn the_moments_of_a_declared_shape_are_shown_whatever_is_heard() {
    let told = telling(&[(Role::Failure, "The shop was closed for four hours.")]);
    let shape = hear(&told, Some(Shape::SkippedMaintenance));
    assert_eq!(shape.heard, None);
    let present: Vec<&str> = shape
        .moments
        .iter()
        .filter(|moment| moment.quote.is_some())
        .map(|moment| moment.name)
        .collect();
    assert_eq!((present, shape.moments.len()), (vec!["cost"], 5));
}

//! What is reported without a verdict: whether the change is said to have held, and the numbers.

use std::sync::LazyLock;

use regex::Regex;

use super::lexicon::one_of;
use super::reading::{Reading, phrase};
use crate::story::Role;
use crate::telling::{Quote, Telling};

/// Told where the change is said to have held.
pub const FIRES: &[&str] = &[
    "Fourteen releases since, and it caught one in August.",
    "it has held for eleven months",
    "Twice since then the check has stopped a wrong file.",
    "I have not missed a renewal since.",
];

/// Told where it is only practised, or hoped.
pub const SILENT: &[&str] = &[
    "Since then I open the file before I approve it.",
    "I hope it will catch the next one.",
    "Every Friday I read the list.",
];

static HELD: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:\w+ )?\w+ (?:releases?|times|runs?|months?|weeks?|years?|deploys?|shifts|seasons?|jobs|launches|quarters?|audits|projects|sprints|migrations|flights|services|orders|events) (?:later|since|now|on|so far|without)",
        r"(?:it|that|this|which|the (?:\w+ )?(?:check|list|checklist|rule|gate|habit|test|alarm|routine|review)) (?:has |have |'s )?(?:\w+ )?(?:caught|held|stopped|found|saved|worked|prevented|paid off|flagged|kept|blocked)",
        r"(?:has|have) (?:\w+ )?(?:caught|held|stopped|saved|prevented|flagged|blocked) (?:\w+)",
        r"(?:has|have|had) not (?:\w+ )?(?:happened|missed|failed|lost|broken|had|been|skipped|repeated|come back|forgotten)(?: \w+){0,5} (?:since|again|so far)",
        r"(?:not|never) (?:once|a single|one)(?: \w+){0,4} since",
        r"(?:once|twice|three times|four times|several times) (?:since|now|already|this year|last year|in (?:march|april|may|june|july|august|september|october|november|december|january|february))",
        r"(?:none|no \w+|zero)(?: \w+){0,3} since",
        r"last (?:week|month|spring|summer|autumn|winter|march|april|may|june|july|august|september|october|november|december|january|february)(?: \w+){0,3} (?:it|that|this|the \w+) (?:\w+ )?(?:caught|stopped|saved|found|held)",
    ])
});

/// What has not happened yet is no evidence.
static HOPED: LazyLock<Regex> =
    LazyLock::new(|| phrase(&[r"(?:hope|hoping|will|would|should|might|could|'ll|if|once it)"]));

/// A number as digits or words, with what it counts.
static COUNTED: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:about |around |over |nearly |almost |some )?(?:\d[\w,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?|half|a third|a quarter)(?: (?:hundred|thousand|million|and|of|\d+|one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety))* \w+",
    ])
});

/// Words behind a number that it does not count: "the last ten had been clean".
const COUNTS_NOTHING: &str = "is was were are be been had have has did do does and or but so in on at to of for from by \
    with the a an i we he she it they that which who when because than then . ?";

/// Where the change is said to have held.
#[must_use]
pub fn held(telling: &Telling) -> Option<Quote> {
    let reading = Reading::of_roles(telling, &[Role::Lesson, Role::Change]);
    let hits = reading.find_all(&HELD);
    let hit = hits.into_iter().find(|hit| {
        let before = hit.start.saturating_sub(4)..hit.start + 1;
        !reading.has_in(before, &HOPED)
    })?;
    reading.quote_sentence(&hit)
}

/// The numbers that make failure and cause specific, with what they count.
#[must_use]
pub fn numbers(telling: &Telling) -> Vec<Quote> {
    let reading = Reading::of_roles(telling, &[Role::Failure, Role::Cause]);
    let hits = reading.find_all(&COUNTED).into_iter();
    hits.filter(|hit| !one_of(reading.at(hit.end - 1), COUNTS_NOTHING))
        .filter_map(|hit| reading.quote(hit))
        .collect()
}

/// The roles in the order in which they were first told.
#[must_use]
pub fn order(telling: &Telling) -> Vec<Role> {
    let mut order = Vec::new();
    for role in telling.statements.iter().filter_map(|s| s.role) {
        if !order.contains(&role) {
            order.push(role);
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::tests::telling;

    #[test]
    fn a_change_that_held_is_told_from_one_that_is_practised() {
        let hears = |text: &&&str| held(&telling(&[(Role::Change, text)])).is_some();
        let deaf: Vec<_> = FIRES.iter().filter(|text| !hears(text)).collect();
        let misheard: Vec<_> = SILENT.iter().filter(hears).collect();
        assert_eq!((deaf, misheard), (vec![], vec![]));
    }

    #[test]
    fn numbers_count_where_failure_and_cause_are_told() {
        let told = telling(&[
            (Role::Context, "We were three."),
            (
                Role::Failure,
                "Nine hundred invoices went out, 40 of them twice.",
            ),
            (Role::Rollback, "It took two days."),
        ]);
        let texts: Vec<String> = numbers(&told).into_iter().map(|quote| quote.text).collect();
        assert_eq!(texts, ["Nine hundred invoices", "40 of them"]);
    }

    #[test]
    fn a_role_stands_where_it_was_first_told() {
        let told = telling(&[
            (Role::Failure, "It sank."),
            (Role::Cause, "I left the plug out."),
            (Role::Failure, "It sank fast."),
            (Role::Change, "I look."),
        ]);
        assert_eq!(order(&told), [Role::Failure, Role::Cause, Role::Change]);
    }
}

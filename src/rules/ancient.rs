//! It happened at school, in training, or long ago.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::reading::{Reading, phrase};
use super::scene::Scene;
use super::{Finding, Rule, Severity};
use crate::story::{Month, Role};

/// Told where this should fire.
pub const FIRES: &[(Role, &str)] = &[
    (Role::Context, "This was back in school, in the orchestra."),
    (
        Role::Failure,
        "when i was an apprentice at the yard i flooded the dock",
    ),
    (Role::Context, "It must be nine years ago now."),
];

/// Told where this must stay silent.
pub const SILENT: &[(Role, &str)] = &[
    (
        Role::Context,
        "We sell timetabling to schools and universities.",
    ),
    (Role::Context, "It was my second quarter as a lead."),
    (Role::Cause, "I used a method I knew from university."),
];

/// Years after which a story is old, and after which it is worth a note.
const OLD: i32 = 4;
const AGING: i32 = 3;

/// School, training and youth as the time of the story.
static YOUTH: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:back )?(?:in|at|during|since|from|through|leaving|of) (?:my |our )?(?:(?:high|secondary|primary|grammar|medical|dental|law|art|drama|music|graduate|grad|business|first|final|second|third|last|early|late|junior|senior|year|of|at|in|agricultural|technical|boarding|old|the|nursing|cooking|catering|film|summer|my|days) ){0,3}(?:school|high school|secondary school|grammar school|college|uni|university|polytechnic|conservatory|conservatoire|grad school|dental school|medical school|law school|art school|drama school|internship|apprenticeship|traineeship|placement|student days|dorm|dorm room|phd|doctorate|masters|bachelors|degree|thesis|sixth form|kindergarten|studies|schooldays|academy)",
        r"(?:this|it|that) (?:was|BE) (?:\w+ ){0,2}(?:my |at |in )?(?:\w+ )?(?:school|college|uni|university|internship|apprenticeship|placement|dissertation|thesis|gap year)",
        r"(?:when|while|as) i was (?:still )?(?:\w+ )?(?:a|an|at|in|doing|on|interning|studying|apprenticed|training|\w*teen|twenty|a kid|young)(?: \w+){0,2} ?(?:student|pupil|intern|apprentice|trainee|kid|boy|girl|teenager|undergraduate|school|college|university|uni|placement|phd|degree|internship|apprenticeship|conservatory)?",
        r"i was (?:\w+ ){0,3}(?:student|intern|apprentice|trainee|undergraduate|schoolboy|schoolgirl|teenager|interning|studying|freshman|sophomore|pupil|cadet)",
        r"(?:as|being) (?:a|an) (?:\w+ )?(?:student|intern|apprentice|trainee|undergraduate|teenager|schoolboy|schoolgirl|child|kid|teen|cadet)",
        r"i was (?:\w+ )?(?:twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|twenty one|twenty two)(?: \w+)?",
        r"me at (?:sixteen|seventeen|eighteen|nineteen|twenty)",
        r"at (?:sixteen|seventeen|eighteen|nineteen)",
        r"(?:my|in) (?:final|last|second|third|first|senior|junior) (?:year|term|semester) (?:at|of|in) (?:the )?(?:\w+ )?(?:school|college|uni|university|conservatory|studies|degree|medical|training|apprenticeship|academy)",
        r"in my final year",
        r"(?:my )?(?:dissertation|bachelor 's|master 's|bachelors|masters|thesis|final year project|capstone)(?: project)?",
        r"(?:summer|saturday|holiday|student|first) job (?:when|as|at)",
        r"(?:school|uni|university|college) (?:project|play|paper|society|magazine|team|orchestra|placement|newspaper|radio|band)",
        r"(?:my|our) (?:\w+ ){0,2}(?:internship|apprenticeship|traineeship|placement|phd|dissertation|apprentice years?)(?: \w+)?",
        r"(?:a|an|the) (?:\w+ )?(?:internship|apprenticeship) (?:year|between|at|when|in|with|taught)",
        r"(?:in|back in) those days",
        r"how long ago",
        r"teaching practice",
        r"(?:half )?a lifetime ago",
        r"in my (?:early |late )?twenties",
        r"(?:school|college|uni|university|student) days",
        r"my a levels",
        r"between my (?:first|second|third) and \w+ year",
        r"not even qualified",
        r"(?:my )?first (?:seat|placement|internship)",
        r"(?:still|only) (?:a student|in training|training|qualifying)",
    ])
});

/// Institutions as customers, employers and sources.
static NOT_THEN: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:sell|sells|sold|work|works|worked|teach|teaches|taught|told|mentor|deliver|delivers|lecture|supply|supplies|provide|cater|run|runs|employed|clients?|customers?|near|opposite|behind|outside|next to|knew|know|learned|learnt|friend|friends|friend from|people|knew from|students?|drive|clean|caretaker|teacher|job|sends?|head|hire|hired|recruit|porter|secretary|dentist|nurse)(?: \w+){0,6} (?:school|schools|university|universities|college|colleges|uni|conservatory|academy|students?|interns?|trainees?|apprentices?)",
        r"(?:school|university|college|uni) (?:sends|board|trip|run|gate|run|bus|kitchen|library|teacher|teachers|nurse|contract|client|clients|hospital|group|never|had|has|hall|meals|dinners|holidays|photographer|canteen|district)",
        r"(?:when|while) i was (?:\w+ )?(?:at|in|on|doing|a|an|in the) (?:the |a |my )?(?:\w+ )?(?:office|shop|kitchen|phone|meeting|call|desk|lead|manager|middle|shift|holiday|car|train|leave|break|lunch|home|bed|rush|hurry|front|back|field|lab|site|airport|van|new)",
    ])
});

/// A number of years ago.
static AGO: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:\w+ )?\w+ (?:odd )?years (?:ago|back|earlier)",
        r"(?:a|two|over a|more than a) decades? (?:ago|back)",
        r"many years ago",
        r"(?:many|long) (?:years|time) ago",
        r"(?:going on|over|more than|nearly|almost|some) (?:ten|twelve|fifteen|twenty|thirty|forty) years",
        r"before (?:the )?(?:smartphones?|internet|email|mobiles|mobile phones|euro)",
        r"years and years ago",
        r"in (?:another|a previous) life(?:time)?",
        r"(?:last|previous) (?:century|millennium)",
        r"in the (?:eighties|nineties|noughties|seventies|sixties)",
        r"turn(?:ed)? \w+ this",
    ])
});

/// A year as digits, with what makes it the time of the story in front.
static YEAR: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:in|of|since|around|about|year|was|this was|back in|early|late|summer|spring|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december|christmas|easter|by|until|and|,) (?:19|20)\d\d",
        r"(?:19|20)\d\d or (?:so|thereabouts)",
        r"(?:in|of|since|around|summer|spring|autumn|winter|was|back in|year) (?:two thousand (?:and )?(?:\w+)|twenty (?:ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|twenty one)|nineteen \w+(?: \w+)?|two thousand|ninety \w+|oh \w+)",
    ])
});

/// Years that date a thing or a career, not the story.
static DATES_A_THING: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:built|made|founded|installed|printed|bought|dating|dates|wired|from|goes back|model|version|established|written|opened|planted|drawn|published|invented|been)(?: \w+){0,4} (?:in|to|from|since|of|around|early|the) (?:(?:19|20)\d\d|nineteen|two thousand|twenty|ninety)",
    ])
});

/// The rule.
pub(super) fn find(scene: &Scene<'_>) -> Option<Finding> {
    if let Some(finding) = by_date(scene) {
        return Some(finding);
    }
    let reading = &scene.whole;
    let hit = told_age(reading, scene.today)?;
    Finding::at(Rule::Ancient, Severity::Warn, reading.quote_sentence(&hit))
}

/// By the date the story itself gives.
pub(super) fn by_date(scene: &Scene<'_>) -> Option<Finding> {
    let months = months_between(scene.happened?, scene.today);
    let severity = match months {
        m if m > OLD * 12 => Severity::Warn,
        m if m > AGING * 12 => Severity::Note,
        _ => return None,
    };
    let hit = told_age(&scene.whole, scene.today).unwrap_or_else(|| scene.whole.sentence(0));
    Finding::at(Rule::Ancient, severity, scene.whole.quote(hit))
}

fn months_between(then: Month, now: Month) -> i32 {
    (i32::from(now.year) - i32::from(then.year)) * 12 + i32::from(now.month) - i32::from(then.month)
}

/// Where the words themselves say that it is old.
fn told_age(reading: &Reading<'_>, today: Month) -> Option<Range<usize>> {
    let youth = reading.find_all(&YOUTH).into_iter().find(|hit| {
        let around = hit.start.saturating_sub(6)..(hit.end + 2).min(reading.words.len());
        !reading.has_in(around, &NOT_THEN)
    });
    let ago = reading
        .find_all(&AGO)
        .into_iter()
        .find(|hit| is_long_ago(reading, hit));
    let year = reading.find_all(&YEAR).into_iter().find(|hit| {
        let around = hit.start.saturating_sub(5)..hit.end;
        is_old_year(reading, hit, today) && !reading.has_in(around, &DATES_A_THING)
    });
    [youth, ago, year]
        .into_iter()
        .flatten()
        .min_by_key(|hit| hit.start)
}

fn is_long_ago(reading: &Reading<'_>, hit: &Range<usize>) -> bool {
    let text = reading.slice(hit.clone());
    if !text.contains(" years ")
        || text.contains("many")
        || text.starts_with("years")
        || text.ends_with("years")
    {
        return true;
    }
    let mut words = text.split(' ');
    words.any(|word| number(word).is_some_and(|n| n > OLD)) && !text.contains("old")
}

fn is_old_year(reading: &Reading<'_>, hit: &Range<usize>, today: Month) -> bool {
    let text = reading.slice(hit.clone());
    let digits = text
        .split(' ')
        .filter(|word| word.len() == 4)
        .find_map(|word| word.parse::<i32>().ok());
    let year = digits.or_else(|| spoken_year(text));
    year.is_some_and(|year| year < i32::from(today.year) - OLD && year > 1930)
}

/// "two thousand and seventeen", "twenty twelve", "nineteen ninety nine", "ninety eight".
fn spoken_year(text: &str) -> Option<i32> {
    let words: Vec<&str> = text.split(' ').filter(|word| *word != "and").collect();
    let start = words
        .iter()
        .position(|word| matches!(*word, "two" | "twenty" | "nineteen" | "ninety"))?;
    let rest = &words[start + 1..];
    let sum = |words: &[&str]| words.iter().filter_map(|word| number(word)).sum::<i32>();
    match (words[start], rest.first()) {
        ("two", Some(&"thousand")) => Some(2000 + sum(&rest[1..])),
        ("twenty", Some(_)) => Some(2000 + sum(rest)),
        ("nineteen", Some(tens)) if number(tens)? >= 50 => Some(1900 + sum(rest)),
        ("ninety", _) => Some(1990 + sum(rest)),
        _ => None,
    }
}

/// A number word or digits.
fn number(word: &str) -> Option<i32> {
    const WORDS: &[&str] = &[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    let tens = [
        ("thirty", 30),
        ("forty", 40),
        ("fifty", 50),
        ("sixty", 60),
        ("seventy", 70),
        ("eighty", 80),
        ("ninety", 90),
        ("dozen", 12),
        ("fifteen", 15),
    ];
    let spelt = WORDS
        .iter()
        .position(|w| *w == word)
        .and_then(|n| i32::try_from(n).ok());
    spelt
        .or_else(|| tens.iter().find(|(w, _)| *w == word).map(|(_, n)| *n))
        .or_else(|| word.parse().ok())
}

//! The first person tied to the outcome by cause: "it broke because I …", "it came down to my …".
//!
//! Connectives and their alternative lexicalisations after Prasad, Joshi and Webber, "Realization
//! of discourse relations by other means" (2010); what makes one a confession is its cause argument,
//! which must have the speaker for its subject.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::denial;
use super::own_act::is_own;
use crate::rules::acts::{Act, Agent, Tense};
use crate::rules::reading::{Reading, phrase};

/// Connectives whose cause follows.
static FORWARD: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"because of",
        r"because",
        r"since",
        r"(?:on account|as a result|by virtue|as a consequence|in consequence) of",
        r"due to",
        r"thanks to",
        r"owing to",
        r"(?:came|come|comes|coming|boils|boiled|boil|BE|'s|put|is) (?:all )?(?:right |straight )?(?:back )?down to",
        r"(?:traces?|traced|tracing|goes|go|went|leads?|led|points?|comes|came) (?:all (?:the way )?)?(?:right |straight )?back to",
        r"(?:the|one|only|whole|real|main|plain|honest|true) (?:\w+ )?(?:reason|cause|explanation|answer|problem|root)(?: \w+){0,5} (?:BE|'s)(?: because| that)?",
        r"(?:reason|reasons|cause|explanation|why)(?: \w+){0,10}? (?:is|was|'s|being)(?: because| that| simple and it)?",
        r"(?:caused|triggered|killed|broken|sunk|started|ruined) by",
        r"(?:failed|died|broke|happened|sank|stopped|lost|started|began|collapsed) (?:\w+ ){0,4}(?:with|through|by)",
        r"what (?:\w+ ){1,5}(?:was|is|were)(?: that)?",
        r"(?:result|outcome|consequence|product|fruit) of",
        r"by way of",
        r"that 's what comes of",
        r"(?:only|all|just) because",
        r"(?:it|that) (?:failed|broke|died|sank|started|happened|began) when",
        r"through",
        r"(?:reason|cause|explanation|answer|root|problem)(?: \w+){0,4} it 's",
    ])
});

/// Connectives whose cause stands in front.
static BACKWARD: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:that|this|it|which|and that|those|doing that) (?:is|was|'s|were|would be) (?:\w+ )?(?:why|what|how|the reason|where|when)(?: \w+)?",
        r"(?:that|which|this|it) (?:\w+ )?(?:caused|broke|killed|sank|cost|meant|ruined|triggered|spoiled|spoilt|did it|flooded|blew|wiped|wrecked|tripped)",
        r"(?:that|which|this) (?:\w+ )?(?:led|finished|brought|lost|sent|left|started|took|stopped|made)",
        r"(?:so|therefore|as a result|as a consequence|hence|consequently|thus|because of (?:that|it|this)|on account of that|for that reason|on the back of that|and so)",
    ])
});

/// What such a consequence may be: not "so I", not "so yeah that one is mine".
const SPEAKERS: &[&str] = &["i", "my", "me", "myself", "mine"];

/// Subjects that take the cause away from the speaker.
const OTHER_SUBJECTS: &[&str] = &[
    "we",
    "he",
    "she",
    "they",
    "it",
    "the",
    "our",
    "his",
    "her",
    "their",
    "a",
    "an",
    "nobody",
    "everyone",
    "everybody",
    "someone",
    "no",
    "you",
    "people",
    "there",
    "that",
    "this",
    "those",
    "these",
    "who",
    "some",
    "your",
    "its",
    "every",
    "each",
];

/// Main clauses that a "because I" explains without any failure: a memory, a step in life, a remark.
static INNOCENT: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"i (?:HAVE )?(?:remember|recall|know|knew|mention|mentioned|say|said|tell|told you|joined|took the (?:job|role|post)|left that|moved|chose (?:to|this|that)|picked this|came|started|applied|went into|became|switched|studied|like|liked|love|loved|bring|enjoyed|wanted|noticed|am telling|stayed)",
        r"(?:it|that) stuck",
        r"memorable",
        r"i can (?:still )?(?:see|hear|picture)",
        r"i am (?:only )?(?:here|telling|laughing|smiling)",
        r"i only (?:know|remember|noticed|found)",
        r"my (?:favourite|favorite|career|job)",
        r"(?:promoted|hired|asked|invited|offered|chosen|picked|nominated)",
        r"interview",
        r"do not (?:really )?have",
    ])
});

/// Nouns with "my" that name no doing of the speaker's: "because my manager".
static MY_OTHERS: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"my (?:old |then |own |new |former )?(?:manager|boss|team|colleague|colleagues|supervisor|company|wife|husband|mother|father|son|daughter|partner|client|predecessor|director|foreman|brother|sister|laptop|phone|car|train|flight|landlord|doctor|child|kids|kid|neighbour|neighbours|mentor|assistant|deputy|favourite|hands|crew|staff|apprentice|trainee|intern)",
    ])
});

/// The first place where the speaker is tied to the outcome.
pub(super) fn find(reading: &Reading<'_>, acts: &[Act]) -> Option<Range<usize>> {
    let forward = reading
        .find_all(&FORWARD)
        .into_iter()
        .find_map(|hit| forward(reading, acts, &hit));
    let backward = reading
        .find_all(&BACKWARD)
        .into_iter()
        .find_map(|hit| backward(reading, acts, &hit));
    let subject = subject(reading, acts);
    [forward, backward, subject]
        .into_iter()
        .flatten()
        .min_by_key(|hit| hit.start)
}

/// The outcome, the connective and the speaker behind it.
fn forward(reading: &Reading<'_>, acts: &[Act], hit: &Range<usize>) -> Option<Range<usize>> {
    let text = reading.slice(hit.clone());
    let nominal = text.ends_with(" of")
        || text.ends_with(" to")
        || text.ends_with("with")
        || text.ends_with("by")
        || text == "through";
    let speaker = speaker_behind(reading, acts, hit, nominal)?;
    if weak(text) && !strengthened(reading, acts, hit, speaker, text) {
        return None;
    }
    let sentence = reading.sentence(hit.start);
    if denial::reported(reading, hit)
        || reading.has_in(sentence.start..hit.start, &INNOCENT)
        || reading.has_in(hit.end..speaker + 4, &MY_OTHERS)
    {
        return None;
    }
    if explains_own_act(reading, acts, hit, text) {
        return None;
    }
    let end = acts
        .iter()
        .find(|act| act.subject >= speaker && act.subject < speaker + 6)
        .map_or(speaker + 3, |act| act.verb + 3);
    Some(sentence.start.max(hit.start.saturating_sub(8))..end.min(reading.sentence(speaker).end))
}

/// The speaker as the subject of the cause argument.
fn speaker_behind(
    reading: &Reading<'_>,
    acts: &[Act],
    hit: &Range<usize>,
    nominal: bool,
) -> Option<usize> {
    for index in hit.end..hit.end + 9 {
        let word = reading.at(index);
        if reading.stops(index) && !(index == hit.end && reading.at(index) == "?") {
            return None;
        }
        if SPEAKERS.contains(&word) {
            return Some(index);
        }
        let near = index < hit.end + 1 && !nominal;
        if near
            && OTHER_SUBJECTS.contains(&word)
            && !(word == "that" || word == "it" || word == "this")
        {
            return None;
        }
        if !nominal && index > hit.end + 3 {
            return None;
        }
        if matches!(
            word,
            "we" | "he" | "she" | "they" | "our" | "you" | "and" | "but"
        ) && index > hit.end
        {
            return None;
        }
        if !nominal
            && acts
                .iter()
                .any(|act| act.agent != Agent::Speaker && act.subject == index)
        {
            return None;
        }
    }
    None
}

/// Connectives that are more often something else.
fn weak(text: &str) -> bool {
    text == "since"
        || text == "through"
        || text.starts_with("what ")
        || text.ends_with(" with")
        || text.ends_with(" through")
        || text.ends_with(" by")
        || text.contains("when")
        || text.starts_with("why")
}

/// Whether a weak connective is causal here.
fn strengthened(
    reading: &Reading<'_>,
    acts: &[Act],
    hit: &Range<usize>,
    speaker: usize,
    text: &str,
) -> bool {
    if text == "since" {
        let act = acts.iter().find(|act| act.subject == speaker);
        let sentence = reading.sentence(hit.start);
        return act.is_some_and(|act| is_own(reading, act))
            && hit.start > sentence.start
            && speaker == hit.end;
    }
    if text == "through" {
        return reading.at(speaker) == "my" && speaker == hit.end;
    }
    if text.starts_with("what ") {
        return speaker == hit.end && BROKE.is_match(text);
    }
    if text.starts_with("why") {
        return speaker <= hit.end + 1;
    }
    speaker == hit.end
}

/// Verbs of going wrong.
static BROKE: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:\w+ )*(?:broke|killed|sank|failed|ruined|cost|caused|went wrong|happened|did|undid|wrecked|lost|tripped|finished|stopped|spoiled|blew|let)(?: \w+)*",
    ])
});

/// "I muted it because it annoyed me", "I took it because I liked it": a motive, no outcome.
fn explains_own_act(reading: &Reading<'_>, acts: &[Act], hit: &Range<usize>, text: &str) -> bool {
    if !matches!(text, "because" | "since") {
        return false;
    }
    let sentence = reading.sentence(hit.start);
    let mut from = sentence.start;
    for index in (sentence.start..hit.start).rev() {
        if reading.words[index].pauses && index + 1 < hit.start {
            from = index + 1;
            break;
        }
    }
    let Some(main) = acts
        .iter()
        .filter(|act| act.subject >= from && act.verb < hit.start)
        .next_back()
    else {
        return false;
    };
    let lost = matches!(
        main.base.as_str(),
        "lose"
            | "fail"
            | "miss"
            | "lost"
            | "hurt"
            | "bankrupt"
            | "ruin"
            | "break"
            | "kill"
            | "sink"
    );
    let opens = main.subject <= from + 2
        || matches!(
            reading.before(main.subject, 1),
            "and" | "but" | "so" | "then" | "because"
        );
    opens && main.agent == Agent::Speaker && main.tense != Tense::Modal && !lost
}

/// The speaker's act, then the connective.
fn backward(reading: &Reading<'_>, acts: &[Act], hit: &Range<usize>) -> Option<Range<usize>> {
    let text = reading.slice(hit.clone());
    let weak = text.starts_with("so") || text == "and so" || text.contains("so ");
    let reach = if weak { 14 } else { 30 };
    let named = (1..4).any(|back| reading.before(hit.start, back) == "me") && !weak;
    if named && consequence(reading, hit, text, acts, weak) {
        return Some(hit.start.saturating_sub(3)..hit.end);
    }
    let act = acts
        .iter()
        .filter(|act| {
            act.verb < hit.start && act.verb + reach > hit.start && act.agent == Agent::Speaker
        })
        .filter(|act| act.ongoing || is_own(reading, act))
        .next_back()?;
    let between = acts.iter().any(|other| {
        other.subject > act.verb
            && other.verb < hit.start
            && !matches!(other.agent, Agent::Speaker)
            && other.tense != Tense::Modal
    });
    if between || !consequence(reading, hit, text, acts, weak) {
        return None;
    }
    Some(act.subject..hit.end)
}

/// Whether what follows the connective is an outcome.
fn consequence(
    reading: &Reading<'_>,
    hit: &Range<usize>,
    text: &str,
    acts: &[Act],
    weak: bool,
) -> bool {
    let next = reading.at(hit.end);
    if weak {
        let outcome = matches!(
            next,
            "the"
                | "it"
                | "they"
                | "nobody"
                | "everything"
                | "no"
                | "all"
                | "he"
                | "she"
                | "there"
                | "in"
                | "a"
                | "an"
                | "we"
                | "our"
                | "half"
                | "two"
                | "three"
        );
        let follows = acts.iter().any(|act| {
            act.subject >= hit.end && act.subject < hit.end + 3 && act.agent == Agent::Speaker
        });
        return outcome && !follows && !text.contains("that") && text == "and so";
    }
    if text.contains("what")
        || text.contains("how")
        || text.contains("where")
        || text.contains("when")
    {
        return !matches!(reading.at(hit.end - 1), "i" | "you" | "they" | "he" | "she")
            && !SPEAKERS.contains(&next)
            && !text.ends_with("where the")
            && !text.contains("when");
    }
    !SPEAKERS.contains(&reading.at(hit.end - 1)) || text.contains("why")
}

/// A doing of the speaker's as the subject of the outcome: "my skipping the run is why", "the script I ran wiped it".
fn subject(reading: &Reading<'_>, acts: &[Act]) -> Option<Range<usize>> {
    let gerund = reading.find(&GERUND);
    let relative = acts.iter().find_map(|act| instrument(reading, act));
    [gerund, relative]
        .into_iter()
        .flatten()
        .min_by_key(|hit| hit.start)
}

static GERUND: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:my|me) (?:not )?\w{3,}ing (?:\w+ ){0,8}(?:is|was|'s) (?:why|what|how|the reason)",
        r"my (?:\w+ ){1,5}(?:is|was|'s) (?:why|what|how|the reason)(?: \w+)?",
        r"my (?:own )?(?:mistake|silence|decision|change|delay|error|impatience|pride|carelessness|guess|shortcut|laziness|assumption|stubbornness|script|config|code|formula|note|typo|edit|fix|forecast|number|estimate|signature|not \w+ing) (?:\w+ ){0,3}(?:cost|broke|caused|killed|sank|took|wiped|deleted|stopped|sent|put|made|meant|let|led|brought|ruined|lost|blew)",
        r"i (?:BE|was) (?:the reason|the cause|what (?:broke|killed|sank)|why)",
        r"(?:because of|down to|thanks to|due to|on account of|all through) me",
        r"if (?:it )?(?:was|were|had) not (?:been )?for me",
        r"i (?:had )?(?:cost|killed|sank|sunk) (?:us|them|it|the \w+|him|her)",
    ])
});

/// "The script I ran had wiped the shelf": noun, "I", verb, then a second finite verb at once or nearly so.
fn instrument(reading: &Reading<'_>, act: &Act) -> Option<Range<usize>> {
    if act.agent != Agent::Speaker || act.tense != Tense::Past || act.subject < 2 {
        return None;
    }
    let determined = (2..4).any(|back| {
        matches!(
            reading.before(act.subject, back),
            "the" | "a" | "that" | "one"
        )
    });
    let relative = determined
        && !matches!(
            reading.before(act.subject, 1),
            "time"
                | "day"
                | "moment"
                | "way"
                | "morning"
                | "week"
                | "night"
                | "thing"
                | "and"
                | "but"
                | "only"
                | "first"
                | "one"
                | "because"
                | "so"
                | "when"
                | "before"
                | "after"
                | "then"
        );
    if !relative {
        return None;
    }
    let second = (act.verb + 1..act.verb + 8)
        .take_while(|&i| !reading.stops(i) && !reading.words[i - 1].pauses)
        .find(|&i| {
            matches!(
                reading.at(i),
                "dropped"
                    | "wiped"
                    | "broke"
                    | "deleted"
                    | "took"
                    | "killed"
                    | "sent"
                    | "stopped"
                    | "cost"
                    | "had"
                    | "was"
                    | "caused"
                    | "turned"
                    | "put"
                    | "blew"
                    | "went"
                    | "did"
                    | "let"
                    | "flooded"
                    | "overwrote"
            ) && i > act.verb + 1
                && !matches!(
                    reading.at(i - 1),
                    "i" | "and" | "it" | "that" | "who" | "which"
                )
        })?;
    Some(act.subject - 2..second + 1)
}

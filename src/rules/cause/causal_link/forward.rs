//! The cause behind its connective: "it broke because I …", "it came down to my …".

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::SPEAKERS;
use crate::rules::acts::{Act, Agent, Tense, within};
use crate::rules::cause::denial;
use crate::rules::cause::own_act::is_own;
use crate::rules::lexicon::{Lexicon, one_of, set};
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
        r"(?:stemmed|stems|resulted|results|came|comes|arose|grew|followed|sprang) from",
        r"because of (?:the way|how)",
        r"(?:down to|because of|due to|with) the fact that",
        r"courtesy of",
        r"that 's what comes of",
        r"(?:only|all|just) because",
        r"(?:it|that) (?:failed|broke|died|sank|started|happened|began) when",
        r"through",
        r"(?:reason|cause|explanation|answer|root|problem)(?: \w+){0,4} it 's",
    ])
});

/// Subjects that take the cause away from the speaker.
static OTHER_SUBJECTS: Lexicon = LazyLock::new(|| {
    set(
        "we he she they it the our his her their a an nobody everyone everybody someone no you \
         people there that this those these who some your its every each",
    )
});

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

/// Verbs of going wrong.
static BROKE: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:\w+ )*(?:broke|killed|sank|failed|ruined|cost|caused|went wrong|happened|did|undid|wrecked|lost|tripped|finished|stopped|spoiled|blew|let)(?: \w+)*",
    ])
});

/// The outcome, the connective and the speaker behind it.
pub(super) fn find(reading: &Reading<'_>, acts: &[Act]) -> Option<Range<usize>> {
    let hits = reading.find_all(&FORWARD);
    hits.into_iter().find_map(|hit| tie(reading, acts, &hit))
}

fn tie(reading: &Reading<'_>, acts: &[Act], hit: &Range<usize>) -> Option<Range<usize>> {
    let text = reading.slice(hit.clone());
    let speaker = if is_nominal(text) {
        named_behind(reading, hit)
    } else {
        subject_behind(reading, acts, hit)
    }?;
    let sentence = reading.sentence(hit.start);
    let innocent = denial::reported(reading, hit)
        || reading.has_in(sentence.start..hit.start, &INNOCENT)
        || reading.has_in(hit.end..(speaker + 4).min(reading.words.len()), &MY_OTHERS);
    if innocent || !holds(reading, acts, hit, speaker) || explains_own_act(reading, acts, hit) {
        return None;
    }
    let act = within(acts, speaker..speaker + 8)
        .iter()
        .find(|act| act.subject >= speaker);
    let end = act.map_or(speaker + 3, |act| act.verb + 3);
    let start = sentence.start.max(hit.start.saturating_sub(8));
    Some(start..end.min(reading.sentence(speaker).end))
}

/// Connectives that a noun follows, so that the speaker may stand further back: "because of a change I typed".
fn is_nominal(text: &str) -> bool {
    text == "through"
        || [" of", " to", "with", "by"]
            .iter()
            .any(|end| text.ends_with(end))
}

/// The speaker somewhere in the noun phrase behind the connective.
fn named_behind(reading: &Reading<'_>, hit: &Range<usize>) -> Option<usize> {
    (hit.end..hit.end + 9)
        .take_while(|&i| !reading.stops(i) && (i == hit.end || !parts(reading.at(i))))
        .find(|&i| SPEAKERS.contains(&reading.at(i)))
}

/// The speaker as the subject of the clause behind the connective.
fn subject_behind(reading: &Reading<'_>, acts: &[Act], hit: &Range<usize>) -> Option<usize> {
    for index in hit.end..hit.end + 5 {
        let word = reading.at(index);
        let near = within(acts, index..index + 8);
        let whose = near
            .iter()
            .find(|act| act.subject == index)
            .map(|act| act.agent);
        if SPEAKERS.contains(&word) || whose == Some(Agent::Speaker) {
            return Some(index);
        }
        let first = index == hit.end;
        let asks = first && word == "?";
        let other =
            first && OTHER_SUBJECTS.contains(word) && !matches!(word, "that" | "it" | "this");
        if reading.stops(index) && !asks || other || whose.is_some() || !first && parts(word) {
            return None;
        }
    }
    None
}

/// Words that begin another clause or another subject.
fn parts(word: &str) -> bool {
    one_of(word, "we he she they our you and but")
}

/// Whether the connective is causal here; some are more often something else.
fn holds(reading: &Reading<'_>, acts: &[Act], hit: &Range<usize>, speaker: usize) -> bool {
    let text = reading.slice(hit.clone());
    let next = speaker == hit.end;
    match text {
        "since" => {
            let act = within(acts, speaker..speaker + 8)
                .iter()
                .find(|act| act.subject == speaker);
            let opens = hit.start == reading.sentence(hit.start).start;
            next && !opens && act.is_some_and(|act| is_own(reading, act))
        }
        "through" => next && reading.at(speaker) == "my",
        _ if text.starts_with("what ") => next && BROKE.is_match(text),
        _ if text.starts_with("why") => speaker <= hit.end + 1,
        _ if [" with", " through", " by", " when"]
            .iter()
            .any(|end| text.ends_with(end)) =>
        {
            next
        }
        _ => true,
    }
}

/// "I muted it because it annoyed me", "I took it because I liked it": a motive, no outcome.
fn explains_own_act(reading: &Reading<'_>, acts: &[Act], hit: &Range<usize>) -> bool {
    if !matches!(reading.slice(hit.clone()), "because" | "since") {
        return false;
    }
    let sentence = reading.sentence(hit.start);
    let clause = (sentence.start..hit.start.saturating_sub(1))
        .rev()
        .find(|&i| reading.words[i].pauses);
    let from = clause.map_or(sentence.start, |i| i + 1);
    let main = within(acts, from..hit.start)
        .iter()
        .rfind(|act| act.subject >= from);
    main.is_some_and(|main| {
        let joined = matches!(
            reading.before(main.subject, 1),
            "and" | "but" | "so" | "then" | "because"
        );
        let lost = one_of(
            &main.base,
            "lose fail miss hurt bankrupt ruin break kill sink",
        );
        let opens = main.subject <= from + 2 || joined;
        opens && main.agent == Agent::Speaker && main.tense != Tense::Modal && !lost
    })
}

//! What a clause looks like, whatever it is about: persons, tenses, the small words that roles differ in, and signposts.

use super::chain::STATES;
use crate::transcript::norm;

/// Families of small words; each is one feature, counted against the clause's length.
const FAMILIES: [&[&str]; 26] = [
    &[
        "i", "i'm", "i've", "i'd", "i'll", "my", "me", "myself", "mine",
    ],
    &[
        "we",
        "we're",
        "we've",
        "we'd",
        "our",
        "us",
        "team",
        "everybody",
        "everyone",
        "company",
    ],
    &[
        "they", "he", "she", "them", "his", "her", "their", "somebody",
    ],
    &["have", "has", "i've", "haven't"],
    &["had", "hadn't", "i'd"],
    &[
        "should",
        "could",
        "would",
        "ought",
        "should've",
        "could've",
        "shouldn't",
    ],
    &["because", "reason", "why", "cause", "caused"],
    &[
        "not", "never", "didn't", "hadn't", "don't", "nobody", "no", "nothing", "without", "wasn't",
    ],
    &["now", "since", "days", "anymore", "nowadays"],
    &[
        "every", "each", "always", "whenever", "never", "before", "until", "unless", "monday",
        "tuesday", "friday", "week", "month", "quarter",
    ],
    &[
        "learned",
        "learnt",
        "learn",
        "lesson",
        "taught",
        "takeaway",
        "understood",
        "realised",
        "realized",
        "took",
        "means",
    ],
    &["then", "after", "afterwards", "next", "day", "night"],
    &[
        "fixed",
        "restored",
        "rolled",
        "back",
        "refunded",
        "apologised",
        "rebuilt",
        "called",
        "phoned",
        "corrected",
        "put",
        "bought",
        "paid",
        "rang",
        "wrote",
    ],
    &[
        "um", "uh", "okay", "yeah", "right", "sorry", "hmm", "well", "sure",
    ],
    &[
        "story", "question", "failed", "failure", "example", "answer", "one",
    ],
    &["is", "are", "am", "it's", "that's", "i'm"],
    &["was", "were", "got"],
    &[
        "think", "thought", "assumed", "told", "knew", "figured", "decided", "wanted", "sure",
    ],
    &["fault", "mistake", "mine", "blame", "call"],
    &["if"],
    &["you", "your"],
    &["so"],
    &["but"],
    &["that"],
    &["when"],
    &["times", "caught", "once", "twice"],
];

/// The families that also count when the clause begins with one of their words.
const OPENERS: [usize; 8] = [0, 1, 21, 8, 6, 13, 11, 2];

/// What people say as they come to a section, role by role and last for an aside: signposts (discourse markers).
///
/// What each speaks for is learned like everything else; people also announce one thing and tell another.
const SIGNPOSTS: [&[&str]; STATES] = [
    &[
        "i was working",
        "i worked",
        "i work",
        "my job",
        "my role",
        "to give you",
    ],
    &[
        "what happened",
        "what then happened",
        "what went wrong",
        "the upshot",
        "the result",
    ],
    &[
        "reason",
        "reasons",
        "cause",
        "why",
        "how come",
        "my part",
        "my mistake",
        "where i went wrong",
    ],
    &[
        "to fix",
        "to repair",
        "to undo",
        "to put it right",
        "to get us out",
        "the fix",
        "the repair",
        "the first thing we did",
        "the first thing i did",
    ],
    &[
        "lesson",
        "takeaway",
        "taught me",
        "showed me",
        "i learned",
        "i learnt",
        "i've learned",
        "what i took",
    ],
    &[
        "since then",
        "ever since",
        "these days",
        "nowadays",
        "from then on",
        "from that day",
        "my rule",
        "now i",
        "today i",
    ],
    &[
        "the story",
        "this story",
        "your question",
        "tell you",
        "let me",
        "where was i",
        "sorry",
    ],
];

/// A signpost stands among the first words of a clause.
const ANNOUNCING: usize = 8;

/// Signposts are rare and plain: at this size training gives them weight from few of them.
const SIGNPOST: f64 = 3.0;

/// The number of features of one clause.
pub(super) const WIDTH: usize = FAMILIES.len() + 4 + OPENERS.len() + SIGNPOSTS.len();

/// The features of a clause, each about 0.0 to 1.5, or [`SIGNPOST`].
pub(super) fn features(text: &str) -> Vec<f64> {
    let words: Vec<String> = text.split_whitespace().map(norm).collect();
    let scale = 2.0 / ((words.len() + 1) as f64).sqrt();
    let count = |is: &dyn Fn(&str) -> bool| words.iter().filter(|word| is(word)).count() as f64;
    let mut features: Vec<f64> = FAMILIES
        .iter()
        .map(|family| (scale * count(&|word| family.contains(&word))).min(1.5))
        .collect();
    features.push(scale * count(&|word| word.ends_with("ed")));
    features.push(scale * count(&|word| word.ends_with("ing")));
    features.push(scale * count(&is_number));
    features.push(((words.len() + 1) as f64).ln() / 3.0);
    let first = words.first().map_or("", String::as_str);
    features.extend(OPENERS.map(|family| f64::from(u8::from(FAMILIES[family].contains(&first)))));
    let opening = format!(" {} ", words[..words.len().min(ANNOUNCING)].join(" "));
    features.extend(SIGNPOSTS.map(|signposts| {
        let stands = |signpost: &&str| opening.contains(&format!(" {signpost} "));
        if signposts.iter().any(stands) {
            SIGNPOST
        } else {
            0.0
        }
    }));
    features
}

fn is_number(word: &str) -> bool {
    word.contains(|c: char| c.is_ascii_digit())
        || ["hundred", "thousand", "percent", "million"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clause_has_the_same_number_of_features() {
        for text in ["", "um", "So I never replayed nine hundred of them."] {
            assert_eq!(features(text).len(), WIDTH);
        }
    }

    #[test]
    fn a_signpost_is_seen_where_a_clause_begins() {
        let announced = |text: &str| -> Vec<usize> {
            let features = features(text);
            let signposts = &features[WIDTH - SIGNPOSTS.len()..];
            (0..SIGNPOSTS.len())
                .filter(|&role| signposts[role] > 0.0)
                .collect()
        };
        assert_eq!(announced("And the reason, um, was the clock"), [2]);
        assert_eq!(announced("We went home early"), [0; 0]);
        assert_eq!(
            announced("She asked on that long and rainy Monday for the reason"),
            [0; 0]
        );
    }

    #[test]
    fn the_first_person_is_seen_and_length_is_set_against_it() {
        let (short, long) = (
            features("I did"),
            features("I did it there on that very day"),
        );
        assert!(short[0] > long[0] && long[0] > 0.0);
    }
}

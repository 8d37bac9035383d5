//! What the speaker should or could have done, or what would then have happened, in any grammar.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::rules::reading::{Reading, phrase};

/// Told where this is there.
pub(super) const FIRES: &[&str] = &[
    "I should have asked her first.",
    "i could of rung him",
    "Had I looked down I'd have seen it.",
    "Two minutes with a torch and I would have known.",
    "If I'd weighed it, nobody would have been hurt.",
];

/// Told where this is not.
pub(super) const SILENT: &[&str] = &[
    "I should mention that it was raining.",
    "You should have seen the queue.",
    "We should have asked her.",
    "It could have been worse.",
    "Had I told you about the goat? It bites.",
    "Anyone would have done the same.",
];

/// The wish itself, in the first person.
static WISHED: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"i (?:also )?(?:should|could|ought to|might) (?:not )?(?:have|a) (?:\w+ )?\w+",
        r"i (?:should|ought) (?:not )?to have",
        r"should i (?:not )?have",
        r"could i (?:not )?have",
        r"(?:if|if only|unless) i (?:had|'d) (?:not |only |ever |even )?\w+",
        r"if i (?:was|were|did|asked|waited|checked|looked|called|stopped|went|put|took|said|read)",
        r"i wish i (?:had|'d)",
        r"would (?:it|that) have (?:killed|hurt|cost) me",
        r"(?:me|my) \w+ing (?:\w+ ){1,6}would have",
        r"nothing (?:was )?(?:stopped|stopping|prevented) me",
        r"i needed to have",
        r"i was (?:meant|supposed) to have",
        r"better (?:if|had) i",
        r"all i had to do",
        r"i only had to",
        r"i had only to",
        r"the right (?:thing|call|move) (?:to do )?(?:was|would have been)",
        r"nothing stopped me",
        r"what i (?:should|could|ought)",
    ])
});

/// "Had I asked", which a question also looks like.
static INVERTED: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"had i (?:not |only |even )?\w+",
        r"were i to have",
        r"should have \w+",
    ])
});

/// What would then have happened.
static RESULT: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:would|could|might|'d) (?:not )?(?:have|still have|never have|still be|be)(?: \w+){1,2}",
        r"(?:'d|would) (?:still )?have",
        r"all (?:it|that|i|i 'd|i would) (?:\w+ )?(?:needed|wanted|took|would have taken|have needed|it would have taken)",
        r"(?:that 's|that is|that was|it 's|it was) all (?:it|i|that)",
    ])
});

/// What makes a "would have" a remark and no alternative.
static REMARK: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:it|things|that) (?:could|would|might|'d) have been (?:\w+ )?(?:worse|funny|nice|unbelievable)",
        r"could have been (?:much |far |a lot )?worse",
        r"you (?:would|should|could|'d) (?:not )?(?:have|of) (?:\w+)",
        r"(?:anybody|anyone|everybody|everyone|nobody|any \w+|no one|no \w+|others|people) (?:\w+ ){0,4}(?:would|could|might|should) (?:not )?have",
        r"(?:he|she|they|we|somebody|someone|who|whoever|\w+ (?:team|office|company|supplier|side)) (?:really )?(?:should|ought to|could|might) (?:not )?(?:have|to have)",
        r"as i (?:would|could|should) have",
        r"i (?:would|could) (?:not )?have (?:liked|loved|sworn|told|said|thought|bet)",
        r"if i had (?:a|an|to|the|one|ten) (?:pound|penny|dollar|euro|choose|guess|say|pick|name|quid)",
    ])
});

/// The first counterfactual of the speaker's.
pub(super) fn find(reading: &Reading<'_>) -> Option<Range<usize>> {
    let wished = reading
        .find_all(&WISHED)
        .into_iter()
        .find(|hit| !is_remark(reading, hit));
    let inverted = reading
        .find_all(&INVERTED)
        .into_iter()
        .find(|hit| is_alternative(reading, hit));
    let result = reading
        .find_all(&RESULT)
        .into_iter()
        .find(|hit| is_consequence(reading, hit));
    [wished, inverted, result]
        .into_iter()
        .flatten()
        .min_by_key(|hit| hit.start)
}

fn is_remark(reading: &Reading<'_>, hit: &Range<usize>) -> bool {
    if matches!(reading.before(hit.start, 1), "as" | "than") {
        return true;
    }
    let around = hit.start.saturating_sub(5)..(hit.end + 3).min(reading.words.len());
    reading.has_in(around, &REMARK)
}

/// "Had I asked": no question. "Should have asked": no subject but the speaker.
fn is_alternative(reading: &Reading<'_>, hit: &Range<usize>) -> bool {
    let end = reading.sentence(hit.start).end;
    if reading.at(hit.start) == "should" {
        let before = reading.before(hit.start, 1);
        return matches!(before, "" | "." | "?" | "and" | "but" | "so") && !is_remark(reading, hit);
    }
    let asks = reading.at(end) == "?";
    !asks && !matches!(reading.before(hit.start, 1), "all" | "that" | "what")
}

/// A "would have" that a small act of the speaker's stands in front of.
fn is_consequence(reading: &Reading<'_>, hit: &Range<usize>) -> bool {
    if is_remark(reading, hit) {
        return false;
    }
    let sentence = reading.sentence(hit.start);
    let text = reading.slice(sentence.start..sentence.end);
    let perfect = reading.slice(hit.start..hit.end).contains("have")
        || reading.slice(hit.clone()).contains("all ");
    let speaker = text
        .split(' ')
        .any(|word| matches!(word, "i" | "me" | "my"));
    let small = SMALL.is_match(text);
    let fated = text.split(' ').any(|word| word == "if") && !speaker;
    let idle = reading.has_in(sentence, &REMARK);
    perfect
        && !fated
        && !idle
        && (speaker || small)
        && !text.starts_with("if we")
        && !text.contains("we should")
}

/// The little that would have been enough.
static SMALL: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:one|two|three|four|five|six|ten|twelve|fifteen|twenty|thirty|forty|sixty|ninety|\d+|a|an|single|half|couple of) (?:\w+ ){0,2}(?:minute|minutes|second|seconds|hour|call|phone call|email|message|question|look|glance|text|line|check|column|word|sentence|test|conversation|note|signature|afternoon|morning)",
        r"(?:asking|calling|ringing|checking|looking|testing|reading|counting|turning|waiting) \w+",
    ])
});

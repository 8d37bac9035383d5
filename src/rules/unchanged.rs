//! Words for a change that did not come: unchanged, intended, or given up again.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::reading::{Reading, phrase};

/// Nothing has changed, or it was only meant to.
static UNCHANGED: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:is|'s|its|stays|all) the same",
        r"business as usual",
        r"(?:would|will|do) not do (?:it|anything) (?:any )?different(?:ly)?",
        r"no different(?:ly)?",
        r"why would i change",
        r"(?:exactly )?the way (?:i|we) (?:always )?(?:did|have|do)",
        r"(?:not|never) (?:found|had|got|made) (?:the )?time",
        r"waiting (?:for|on) (?:the|a|it|them|my|someone|approval|budget)",
        r"if i had (?:the )?time",
        r"did (?:it|i|we|that|anything|you)(?: \w+){0,2} change(?: \w+){0,8} (?:no|not)",
        r"should (?:\w+ )?have (?:some|a|any)(?: \w+){0,4}",
        r"not changed (?:anything|a thing|it|much)",
        r"nothing (?:\w+ )?(?:'s |has |have |is |had |was )?(?:\w+ )?(?:changed|different|changes|new|came|happened)",
        r"(?:no|not much|not a lot|little) (?:\w+ )?(?:has |have |'s )?(?:changes?|changed|different|difference)",
        r"(?:has|have|did|do|does|is|would|will) not (?:\w+ )?(?:changed?|happened|happen|do anything|done anything|got round|gotten round|got around|gotten around|started|set (?:it|that|one) up|do it differently|done it yet|stuck|materialised|come to|do much|done much|bother|bothered)",
        r"not (?:yet|there yet|so far|much)",
        r"(?:still|carry on|carried on|continue|keep|kept|carrying on|go on|work|going)(?: \w+){0,6} (?:same|as before|like before|the way (?:i|we) (?:always|did)|as (?:i|we) (?:always|did))",
        r"(?:the )?same (?:as|way|me|spreadsheet|again|then|old|process|list|routine|system|thing)",
        r"(?:been |was |am |still )?(?:meaning|planning|intending|hoping|wanting|supposed|thinking) (?:to|of|about)",
        r"i (?:always |still |do |really |fully )?(?:mean|plan|intend|hope|aim|want|ought|need) to(?: \w+)?",
        r"i (?:would|'d) (?:\w+ )?(?:like|love) to(?: \w+)?",
        r"(?:i am|i was|'m|we are) (?:\w+ )?(?:going|planning|hoping) to",
        r"(?:some day|someday|one day|one of these days|at some point|sooner or later|eventually|next year|soon)",
        r"on my (?:list|to do list|to do|agenda|radar)",
        r"(?:wore|worn|fell|fallen|died|slipped|faded|petered) (?:off|away|out|back|by)",
        r"(?:stopped|gave up|given up|quit|dropped) (?:doing |it|that|again|after)",
        r"i (?:should|ought to|might)(?: \w+){0,3} (?:something|do|start|set|write|make|get|ask|differently|put)",
        r"i (?:keep|kept) (?:saying|telling|meaning|forgetting|promising)",
        r"(?:still|have) (?:have |has |had )?not",
        r"not really(?: \.| i| it| we)?",
        r"not (?:changed|changing) (?:anything|a thing|much)",
        r"would not change (?:anything|a thing|much)",
        r"(?:there was|a lot of|plenty of) talk",
        r"i say (?:out loud )?and do not",
        r"(?:got|get|gotten|getting) (?:round|around) to",
        r"still (?:on|using|the same|do|doing|send|use|there|in|working|run|thing|write|sign|with|approve|open)",
        r"no (?:not|nothing|we carry|change)",
        r"never (?:got|gotten|did|happened|came|started|made it|wrote|built|finished)",
        r"(?:as|like|same as) (?:before|then|ever)",
        r"carry on",
        r"has to change",
        r"to be decided",
        r"i do not (?:have|know)(?: \w+){0,3} (?:yet|one|what)",
        r"no time",
        r"back to (?:normal|how|the way|my old)",
        r"it is what it is",
        r"changed \? (?:no|not)",
        r"\. not \.",
        r"not it (?:has|is|'s) been fine",
        r"(?:as|how) it (?:was|always was|is)",
        r"(?:still|all) the same",
        r"for now (?:it )?(?:is|'s) the same",
    ])
});

/// Where no more than an intention is told.
pub(super) fn unchanged(reading: &Reading<'_>) -> Option<Range<usize>> {
    reading.find(&UNCHANGED)
}

/// Where a change was made and did not last.
pub(super) fn lapsed(reading: &Reading<'_>) -> bool {
    reading.has(&LAPSED)
}

static LAPSED: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:it|that|which|habit|then) (?:\w+ )?(?:wore|worn|fell|fallen|died|slipped|faded|petered|tailed|trailed|drifted) (?:off|away|out|back|by)",
        r"(?:did not|has not|have not|never) (?:last|lasted|stick|stuck|hold|keep it up|kept it up)",
        r"(?:stopped|gave up|given up|quit|dropped|abandoned) (?:doing |using )?(?:it|that|again|after|them)",
        r"(?:back to|old) (?:normal|how|the way|my old|habits|ways)",
        r"for (?:about |around )?(?:a|two|three|the first|six) (?:\w+ )?(?:weeks?|months?|days?)(?: \w+){0,8} (?:then|after that|but)",
        r"lapsed",
    ])
});

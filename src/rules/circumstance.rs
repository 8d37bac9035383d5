//! An outside event is offered as the cause: the market, a vendor, the weather, the law.

use std::sync::LazyLock;

use regex::Regex;

use std::ops::Range;

use super::acts::Act;
use super::lexicon::{Lexicon, set};
use super::reading::{Reading, phrase};
use super::scene::Scene;
use super::{Finding, Rule, Severity, verbs};
use crate::story::Role;

/// Told where this should fire.
pub const FIRES: &[(Role, &str)] = &[
    (
        Role::Cause,
        "Then the port went on strike and there was nothing anyone could do.",
    ),
    (
        Role::Cause,
        "the rates doubled in a week and the whole sector dried up",
    ),
    (Role::Failure, "It was the worst frost in forty years."),
];

/// Told where this must stay silent.
pub const SILENT: &[(Role, &str)] = &[
    (
        Role::Cause,
        "The port was on strike, and I had known about it for a month and booked that ship anyway.",
    ),
    (
        Role::Failure,
        "We were on the market square when it happened.",
    ),
];

/// Events that no one in the story made.
static EVENT: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:market|markets|economy|sector|industry|currency|pound|dollar|euro|interest rates?|rates|prices?|stock market|housing market|oil price|exchange rate|demand)(?: \w+){0,3} (?:crashed|collapsed|froze|dried|turned|shut|closed|stopped|fell|dropped|tanked|went|doubled|rose|jumped|moved|changed|died|vanished|spiked|slumped|softened|dipped|disappeared|shifted|tripled|soared|plunged|evaporated)",
        r"(?:recession|pandemic|lockdown|covid|brexit|virus|epidemic|war|credit crunch|financial crisis|inflation|tariffs?|sanctions|drought|heatwave|heat wave|hailstorm|hail|blizzard|hurricane|earthquake|flooding|floods?|landslide|volcano|ash cloud|lightning|gale|tornado|typhoon|freak \w+|power cut|blackout|outbreak|avian flu|bird flu|foot and mouth)",
        r"(?:weather|rain|snow|wind|storm|storms|frost|fog|ice|heat|winter|summer|spring|autumn|tide|river|sea|sun|night|june|july|pitch|ground)(?: \w+){0,2} (?:was|were|came|turned|hit|killed|froze|got|did|rose|changed|ruined|stopped|broke|blew|went|took|rolled|finished|just)",
        r"(?:it|that) (?:HAVE )?(?:rained|snowed|poured|froze|hailed|been raining|been snowing)(?: \w+)?",
        r"(?:rained|snowed|raining|snowing) (?:for|all|every|the whole)",
        r"(?:late|early|freak|sudden|unseasonal|terrible|worst|wettest|hottest|coldest|driest|record) (?:\w+ )?(?:snowfall|snow|frost|storm|rain|weather|winter|summer|june|july|august|may|april|season|spring|autumn|march|drought|wind|harvest|heat|freeze)",
        r"(?:\w+ )?(?:strike|strikes|walkout|industrial action) (?:\w+ )?(?:BE|started|began|hit|stopped|broke|shut|closed|came|happened|meant|at|on|by)",
        r"(?:went|going|gone|BE|came out|walked out) (?:out )?on strike",
        r"(?:strike|strikes) (?:at|by|in|on) the",
        r"there (?:was|were|had been) (?:a|an|the) (?:\w+ ){0,2}(?:strike|marathon|fire|accident|storm|flood|shortage|recall|power cut|protest|election|bomb|theft|break in|epidemic|ban|closure|parade)",
        r"(?:company|firm|supplier|provider|vendor|carrier|manufacturer|distributor|bank|airline|factory|contractor|operator|publisher|client|customer|sponsor|agency|wholesaler|maker|owners?|parent company|startup|shop|they)(?: \w+){0,2} (?:got acquired|was acquired|were acquired|got bought|was bought|went bankrupt|went bust|went under|went into|went out of business|folded|collapsed|closed down|shut down|pulled out|pulled the|discontinued|stopped making|merged|was sold|got sold|was taken over|froze|cut every|ceased|filed for|defaulted|withdrew|cancelled the|canceled the|raised (?:its|their|the) prices|doubled (?:its|their|the)|restructured|reorganised|reorganized|pivoted|changed (?:its|their|the) (?:api|terms|pricing|strategy|direction|priorities|owner|formula))",
        r"(?:government|ministry|council|regulator|state|city|parliament|law|court|authority|authorities|commission|tax office|treasury|police|customs|health board|inspectorate|licensing|planning office|border|fda|eu)(?: \w+){0,3} (?:changed|moved|banned|closed|withdrew|introduced|passed|cut|raised|shut|revoked|brought|ruled|cancelled|canceled|blocked|refused|imposed|held|pulled|tightened|suspended|rewrote|cordoned|ordered|decided|stopped)",
        r"(?:law|rules|regulations?|legislation|standard|tariff|import rules|guidelines|requirements) (?:was|were|had|got|BE|changed|came|had been|moved)(?: \w+)?",
        r"(?:was|were|been|got) (?:closed|shut|banned|cordoned|seized|impounded) (?:off )?(?:by|for|because|due) ",
        r"(?:budget|budgets|funding|grant|grants|headcount)(?: \w+){0,3} (?:got cut|was cut|were cut|was frozen|were frozen|frozen|was pulled|dried up|ran out|was withdrawn|got slashed|was slashed|disappeared|evaporated|was pulled)",
        r"(?:reorganisation|reorganization|reorg|restructure|restructuring|merger|takeover|acquisition|layoffs?|hiring freeze|budget cuts?|shortage|shortages|chip shortage|staff shortage|cable theft|theft|burglary|power failure|supply chain|shipping lanes?|canal|backlog)(?: \w+){0,3} (?:came|hit|happened|BE|meant|killed|took|started|finished|in|of|closed|froze|threw|stopped|left)",
        r"(?:cable|metal|lead|copper) theft",
        r"(?:BE|were|got) (?:stolen|struck by|hit by)",
        r"(?:a|the|some) (?:celebrity|king|queen|pope|president|minister) (?:died|resigned|announced)",
        r"(?:act|acts) of god",
        r"force majeure",
        r"(?:seismic|tremor|quake|cold snap|cold spell|hot spell|dry spell)(?: \w+)?",
        r"(?:the|those) cuts",
        r"wet leaves",
        r"black ice",
        r"(?:every|each) \w+ in the (?:country|city|town|valley|region|world|industry|trade)",
        r"out of spec",
        r"nothing to (?:brake|build|sell|work|hold) (?:against|with|on)",
        r"(?:ground|earth|sea|river) moved",
        r"bad luck",
        r"(?:sheer|pure|plain|rotten|terrible) (?:bad )?luck",
        r"unlucky",
        r"(?:beyond|outside|out of) (?:our|my|anyone 's|anybody 's) (?:control|hands)",
        r"nothing (?:anyone|anybody|we|i|you) (?:could|can)(?: have)?",
        r"what can you do",
        r"you can not plan for",
        r"no way (?:to|of) (?:predict|know|foresee)\w*",
        r"perfect storm",
        r"(?:i|he|she|boss|lead|manager|colleague|engineer) (?:\w+ )?(?:got|fell|was|went off|took|came down) (?:\w+ )?(?:ill|sick|flu|pneumonia|in hospital|hospitalised)",
        r"(?:flight|train|ferry|ship|truck|lorry|bus)s? (?:was|were|got|had been) (?:\w+ )?(?:cancelled|canceled|delayed|diverted|stuck|hijacked)",
        r"forecast (?:\w+ )?(?:was|were|had|said|promised|told|got)",
        r"weather service",
        r"(?:google|apple|amazon|facebook|meta|microsoft|the algorithm|algorithm)(?: \w+){0,3} (?:changed|updated|banned|blocked|pulled|removed|shut|dropped|went)",
        r"competitor(?:s)? (?:\w+ )?(?:launched|came|undercut|brought|announced|released|dropped|opened)",
        r"(?:whole|entire) (?:internet|market|industry|world|country|sector|city|town)(?: \w+){0,2} (?:turned|stopped|shut|went|closed|froze|lost|moved)",
        r"half the (?:streets|city|town|country|staff|crew)",
    ])
});

/// The rule.
pub(super) fn find(scene: &Scene<'_>) -> Option<Finding> {
    if !scene.hardly_owned() || scene.cause.own_act.is_some() || scene.cause.causal_link.is_some() {
        return None;
    }
    let reading = &scene.told.reading;
    let hit = reading.find(&EVENT).or_else(|| happening(reading))?;
    let contrasted = reading.has(&CONTRASTED);
    if contrasted && scene.cause.ownership.is_some() {
        return None;
    }
    Finding::at(
        Rule::Circumstance,
        Severity::Fail,
        reading.quote_sentence(&hit),
    )
}

/// An event as the subject of what happened, or named as its cause.
fn happening(reading: &Reading<'_>) -> Option<Range<usize>> {
    (0..reading.words.len()).find_map(|index| {
        if !HAPPENINGS.contains(reading.at(index))
            || matches!(reading.before(index, 1), "my" | "our" | "i" | "at" | "on")
        {
            return None;
        }
        let caused = (1..6).any(|back| {
            matches!(
                reading.before(index, back),
                "because" | "due" | "blame" | "thanks" | "owing"
            )
        });
        let finite = (index + 1..index + 4).find(|&i| {
            matches!(reading.at(i), "was" | "were" | "had" | "did")
                || verbs::past(reading.at(i)).is_some_and(|form| form.past)
        });
        let named = matches!(reading.before(index, 1), "the" | "a" | "that")
            && matches!(reading.before(index, 2), "was" | "'s" | "is");
        (caused || finite.is_some() || named)
            .then(|| index.saturating_sub(2)..finite.unwrap_or(index) + 1)
    })
}

/// What happens to everybody.
static HAPPENINGS: Lexicon = LazyLock::new(|| {
    set(
        "rain snow storm storms frost fog hail wind gale drought flood floods heatwave lightning \
         hurricane earthquake blizzard market markets economy recession inflation tariffs \
         sanctions war pandemic lockdown covid virus outbreak epidemic strike strikes protest \
         election referendum acquisition merger takeover bankruptcy insolvency liquidation \
         layoffs reorganisation reorganization restructure restructuring reorg shortage embargo \
         ban legislation regulation regulations outage blackout theft burglary fire landslide \
         avalanche eruption blight mould disease flu roadworks closure competitor competitors \
         regulator government ministry parliament customs vendor demand",
    )
});

/// The event set aside: "the weather was the same for everybody, and it was my call".
static CONTRASTED: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:not|never) the (?:weather|market|vendor|supplier|law|storm|bank|rain|snow|strike|wind|pandemic|company|river|frost)",
        r"same for (?:everyone|everybody|all)",
    ])
});

/// Whether an act is part of an outside event and so no person's fault.
pub(super) fn is_event(reading: &Reading<'_>, act: &Act) -> bool {
    let around = act.subject.saturating_sub(3)..(act.verb + 5).min(reading.words.len());
    reading.has_in(around, &EVENT)
}

//! An outside event is offered as the cause: the market, a vendor, the weather, the law.

use std::sync::LazyLock;

use regex::Regex;

use super::acts::Act;
use super::reading::{Reading, phrase};
use super::scene::Scene;
use super::{Finding, Rule, Severity};
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
        r"there (?:was|were|had been) (?:a|an|the) (?:\w+ ){0,2}(?:strike|marathon|fire|accident|storm|flood|shortage|recall|power cut|outage|protest|election|bomb|theft|break in|crash|epidemic|ban|closure|parade)",
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
    let hit = reading.find(&EVENT)?;
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

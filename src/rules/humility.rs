//! Self-abasement in place of a cause: "I'm such an idiot".

use std::sync::LazyLock;

use regex::Regex;

use super::reading::phrase;
use super::scene::Scene;
use super::{Finding, Rule, Severity};
use crate::story::Role;

/// Told where this should fire.
pub const FIRES: &[(Role, &str)] = &[
    (
        Role::Cause,
        "I was the worst baker in that town, I didn't deserve the apron.",
    ),
    (Role::Failure, "honestly i'm such an idiot"),
    (
        Role::Context,
        "I'm hopeless, I always was, a complete fraud.",
    ),
];

/// Told where this must stay silent.
pub const SILENT: &[(Role, &str)] = &[
    (
        Role::Cause,
        "I felt stupid. I had never opened the second page.",
    ),
    (
        Role::Cause,
        "It was the worst week of my career, and I had planned it.",
    ),
    (Role::Context, "I was terrible at chess as a child."),
];

/// Words that put the speaker down.
static ABASED: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"i (?:BE|'m|was being|must be|must have been|felt like|felt such|feel like|have always been|always was|can be|have been) (?:\w+ ){0,3}(?:idiot|moron|fool|clown|donkey|joke|fraud|impostor|imposter|failure|disaster|disgrace|mess|embarrassment|waste|loser|coward|dunce|con man|ruin|wreck|liability|imbecile|nobody|amateur|cretin|muppet|dinosaur|lump|catastrophe|laughing stock|shambles)",
        r"(?:such|what) an? (?:\w+ )?(?:idiot|moron|fool|clown|donkey|fraud|failure|disgrace|loser|coward|muppet|disaster)",
        r"i (?:BE|'m) (?:\w+ ){0,2}(?:pathetic|useless|hopeless|worthless|incompetent|an awful|a terrible|a horrible|a dreadful|a poor|a rotten|a lousy|not worth|not good enough|no good|never any good|rubbish|stupid|thick|dumb|the worst|a bad|such a bad|so stupid|so dumb|so bad|nothing)(?: \w+)?",
        r"(?:a |the )?(?:worst|most useless|most incompetent|stupidest|dumbest|poorest|laziest|sorriest) (?:\w+ ){0,3}(?:who|that|ever|alive|in|you|those|they|anyone|of|there|on|imaginable)",
        r"i (?:do|did|do really|really do)? ?not deserve",
        r"i (?:should|shall) (?:not|never) (?:have )?(?:be|been)? ?(?:allowed|let|hired|trusted|promoted|given)(?: \w+)?",
        r"(?:why|how|amazed|surprised|wonder|believe) (?:\w+ )?(?:anyone|anybody|they|somebody|you) (?:\w+ )?(?:hired|hire|trusted|trust|pay|paid|keep|kept|let|employs?|listen|would)",
        r"i ruin(?:ed)? everything",
        r"(?:stupid|useless|hopeless|pathetic|worthless)(?: \w+){0,2} (?:me|useless|hopeless|pathetic|stupid)",
        r"(?:stupid|hopeless|useless|pathetic) \.",
        r"i (?:hate|hated|despise|loathe) myself",
        r"not worth your time",
        r"nothing in my head",
        r"i (?:BE) never any good",
        r"i was never any good",
        r"(?:a|the) (?:complete|total|utter|absolute|complete and utter) (?:idiot|fool|moron|failure|disgrace|fraud|clown|donkey|ruin|waste|mess|joke)",
        r"total donkey",
        r"wrong man for",
        r"a small man",
        r"a coward",
        r"unfit for",
        r"i have no business",
        r"had no business",
        r"i (?:can not|could not) do anything right",
        r"a shame (?:for|to|on) my",
        r"shame on me",
        r"laugh at me",
        r"should be fired",
        r"i should have been (?:fired|sacked|shot)",
        r"i (?:BE|'m) (?:\w+ )?(?:a )?disgrace",
        r"i (?:BE|'m) not (?:\w+ )?(?:clever|smart|bright|good at anything|cut out|fit for)",
        r"(?:least|most) (?:clever|gifted|useless|capable|competent|stupid) \w+",
        r"con man",
    ])
});

/// The rule: twice, or once where no act of the speaker's is named.
pub(super) fn find(scene: &Scene<'_>) -> Option<Finding> {
    let hits = scene.whole.find_all(&ABASED);
    let first = hits.first()?;
    let named = scene.cause.own_act.is_some() || scene.cause.causal_link.is_some();
    if hits.len() < 2 && named {
        return None;
    }
    Finding::at(
        Rule::PerformedHumility,
        Severity::Note,
        scene.whole.quote_sentence(first),
    )
}

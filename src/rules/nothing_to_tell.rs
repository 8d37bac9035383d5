//! The speaker says there is no failure to tell.

use std::sync::LazyLock;

use regex::Regex;

use super::reading::phrase;
use super::scene::Scene;
use super::{Finding, Rule, Severity};
use crate::story::Role;

/// Told where this should fire.
pub const FIRES: &[(Role, &str)] = &[
    (Role::Context, "Honestly, I can't think of a real failure."),
    (Role::Context, "nothing comes to mind to be honest"),
    (
        Role::Lesson,
        "I've never really failed at anything, I only learn.",
    ),
];

/// Told where this must stay silent.
pub const SILENT: &[(Role, &str)] = &[
    (Role::Cause, "I could not think of a reason to wait."),
    (Role::Context, "I can think of two, give me a second."),
    (Role::Context, "I couldn't recall the name of the valve."),
];

/// Denials of having a failure.
static DENIAL: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:can|could|do|am|BE)(?: \w+)? not (?:\w+ ){0,4}(?:think of|come up with|recall|remember|name|find|point to|give you|identify|call to mind|pick out)(?: you)? (?:a |an |any |one|anything|much|of |single |real |proper |true |actual |big |genuine )+(?:\w+ ){0,3}?(?:failure|failures|fail|failed|mistake|example|one|that|where|off|right|now|work|went|that went|off hand|wrong|\.)",
        r"(?:can|could|do) not (?:\w+ )?(?:think of|come up with|recall|remember|name) (?:any|anything|one|a failure|any failures?)",
        r"nothing (?:\w+ ){0,3}(?:comes|came|springs|jumps|occurs) (?:\w+ )?(?:to|out|up)?(?: mind| me)?",
        r"(?:no|not a|not one) (?:\w+ )?(?:failure|failures|example) (?:comes|springs|came|to (?:tell|speak|report|mention|share|give))",
        r"i (?:do|did|can)(?: not|n't) (?:\w+ )?(?:fail|make mistakes|have failures|get things wrong|do failure|have (?:one|any|a failure|a real|a proper|many|much|failures))(?: \w+)?",
        r"i (?:have )?never (?:\w+ )?(?:failed|fail|had (?:one|a failure|a real failure|any)|messed up|made a mistake|got it wrong|got anything wrong)",
        r"i (?:have|'ve)? ?(?:not|never) (?:\w+ )?(?:failed|had (?:one|a failure|any))",
        r"there (?:BE|was|'s|has been|have been|was never|is) (?:not|no|never|nothing)(?: \w+){0,4} (?:failure|failures|fail|i would call|to tell)",
        r"(?:can|could) not (?:\w+ ){0,2}(?:find|dig up|think of|give|come up with|offer|produce)(?: you| me)? (?:one|any|a|an)(?: real| proper| single| good| true)?(?: failure| example| story|$| \.)",
        r"none of us could",
        r"i do not (?:have )?(?:those|such|that kind|one of those|such a \w+|any of those)",
        r"do not have (?:those|such|one|any|that kind|such a)(?: \w+)?(?: \.|$| failure| story| example)",
        r"i have not (?:got |had |failed|any)(?:one|any)?(?: \.|$)?",
        r"i have not (?:\.|$)",
        r"(?:question|topic) (?:is|was|'s) not (?:\w+ )?for me",
        r"touch wood",
        r"i (?:struggle|struggled|am struggling) with (?:this|that)(?: one| question)?",
        r"(?:not|never) call (?:it|that|any of (?:it|them)) (?:a )?failure",
        r"there (?:is|was|'s) not one",
        r"i (?:have |had |do |'ve )?(?:not|never) (?:got|have|had) (?:one|any|a failure)(?: \.| for| to| like)?",
        r"do not believe in failure",
        r"(?:i|we) (?:only )?(?:win|either win) or (?:i |we )?learn",
        r"only (?:winning|learnings?|lessons)",
        r"nothing (?:i|that i) (?:HAVE |have )?(?:\w+ )?(?:run|done|led|managed|worked on)(?: \w+){0,3} (?:failed|gone wrong|go wrong|went wrong)",
        r"nothing (?:i would|i 'd|you could|you would|one could|that i would) (?:\w+ )?call (?:a |an )?(?:\w+ )?failure",
        r"(?:have|got|had) no (?:\w+ )?failures?",
        r"i (?:have|had) (?:got )?none",
        r"(?:not|never) (?:really )?(?:a|any|one) (?:\w+ )?failure",
        r"fail no",
        r"(?:everything|things|it all|projects|all of it)(?: \w+){0,3} (?:tend to|tends to|have always|has always|always) (?:\w+ )?(?:work|worked|go|gone|turned|turn|been|end|come) (?:\w+ )?(?:out|well|fine|right|good)",
        r"i tend to get (?:things|it) right",
        r"what (?:failure|failures)",
        r"not able to (?:recall|think|name|remember)(?: \w+){0,3}",
        r"(?:drawing|drew|coming up|come up) (?:a )?(?:blank|empty)",
        r"(?:mind|head) (?:is|'s|goes|went) (?:\w+ )?blank",
        r"hard (?:for me )?to (?:think of|find|name) (?:a|one|any)",
    ])
});

/// What makes it hesitation, or something else that cannot be recalled.
static NOT_DENIED: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:can|could) not (?:\w+ )?(?:think of|come up with|recall|remember|name|find|give you) (?:a|an|any|one|of a|of any) (?:\w+ )?(?:reason|reasons|name|names|word|words|way|better|number|numbers|date|excuse|good reason|person|time|alternative|street|worse)",
        r"i (?:do|did) not (?:fail|have (?:any|one|a)) (?:\w+ )?(?:to |at (?:cards|chess)|cause|reason|regrets|checklist|process|system|rule|backup|spare|copy|key|plan|idea|doubt|minute|clue)",
        r"i never (?:failed|fail) to",
        r"comes to mind that",
        r"(?:can|could) not (?:find|give) (?:you )?(?:a|an|the|any|one) (?:way|reason|better|key|file|sheet|page|copy|person|minute|second)",
        r"(?:deciding|torn|choose|choosing|pick|picking) (?:between|which)",
    ])
});

/// The rule.
pub(super) fn find(scene: &Scene<'_>) -> Option<Finding> {
    let reading = &scene.whole;
    let hit = reading.find_all(&DENIAL).into_iter().find(|hit| {
        let around = hit.start.saturating_sub(2)..(hit.end + 4).min(reading.words.len());
        !reading.has_in(around, &NOT_DENIED)
    })?;
    Finding::at(
        Rule::CannotThinkOfOne,
        Severity::Fail,
        reading.quote_sentence(&hit),
    )
}

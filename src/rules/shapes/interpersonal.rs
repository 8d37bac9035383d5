//! A colleague misread.

use std::sync::LazyLock;

use super::Moment;
use crate::rules::reading::phrase;
use crate::story::Role;

/// Everything but the repair.
const BEFORE: &[Role] = &[Role::Context, Role::Failure, Role::Cause];

/// Its moments, in the order in which they are usually told.
pub(super) static MOMENTS: [Moment; 5] = [
    Moment {
        name: "a-colleague",
        what: "who it was",
        roles: BEFORE,
        listens_for: LazyLock::new(|| {
            phrase(&[
                r"(?:a|my|the|our|her|his|new|junior|senior|younger|older|one of (?:my|our|the)|another) (?:\w+ )?(?:colleague|manager|boss|report|reports|designer|engineer|developer|nurse|teacher|apprentice|assistant|intern|peer|teammate|co worker|coworker|lead|partner|deputy|sous chef|chef|foreman|director|analyst|trainee|supervisor|counterpart|technician|volunteer|sister|mentee|student|editor|clerk|bookkeeper|receptionist|coordinator)",
                r"(?:he|she|they) (?:had )?(?:told|said|asked|left|resigned|quit|cried|stopped|went quiet|felt|thought|wanted|was|were)",
            ])
        }),
        fires: &[
            "A junior designer had joined my team.",
            "she went quiet after that",
        ],
        silent: &["The column was read twice.", "I run the night job."],
    },
    Moment {
        name: "what-i-did",
        what: "what you did to them",
        roles: BEFORE,
        listens_for: LazyLock::new(|| {
            phrase(&[
                r"i (?:had )?(?:\w+ )?(?:interrupted|corrected|overruled|rewrote|dismissed|ignored|criticised|criticized|contradicted|snapped|shouted|pushed|cornered|praised|cut|told|gave|sent|copied|went|talked|laughed|answered|reassigned|handed|reviewed|joked|teased|pressed|lectured|bypassed|excluded|left) (?:\w+ ){0,3}(?:him|her|them|his|their|the team|over|off|around|back|out|in front|everyone|away|at)",
                r"in front of (?:the|everyone|everybody|her|his|their|a|all|clients?|customers?|\w+ people)",
                r"(?:without|behind) (?:asking|telling|her|his|their) ?(?:him|her|them|back)?",
                r"i (?:had )?(?:never|not) (?:\w+ )?(?:asked|thanked|told|listened|spoken|talked|included|answered|invited) (?:\w+ )?(?:him|her|them|to)?",
            ])
        }),
        fires: &[
            "I corrected her in front of the client.",
            "i rewrote his work without asking him",
        ],
        silent: &["I corrected the totals.", "He corrected me."],
    },
    Moment {
        name: "what-i-misread",
        what: "what you took it for",
        roles: BEFORE,
        listens_for: LazyLock::new(|| {
            phrase(&[
                r"i (?:had )?(?:took|taken|read|misread|mistook|mistaken|heard|understood|interpreted) (?:it|that|this|her|his|their|him|them|the)(?: \w+){0,4} (?:as|for|to mean|wrong|silence)",
                r"i (?:had )?(?:thought|assumed|believed|figured|reckoned|was sure|presumed|supposed|was convinced) (?:that )?(?:he|she|they|his|her|their|it was|everyone|the team|\w+ was|\w+ wanted)",
                r"(?:silence|quiet|nod|nodding|smile|yes|calm)(?: \w+){0,4} (?:for|as|meant|was) (?:agreement|consent|a yes|approval|yes|fine|interest|boredom|laziness|arrogance)?",
                r"i (?:had )?(?:misread|misjudged|misunderstood|mistook|misheard)",
                r"what i (?:had )?(?:missed|not seen|misread) was",
                r"i (?:had |did )?not (?:see|seen|notice|noticed|realise|realised|realize|realized|hear|heard) (?:that|how|what|it|her|him|them)",
            ])
        }),
        fires: &[
            "I took his silence for agreement.",
            "i assumed she was bored with it",
        ],
        silent: &["I took the early train.", "I assumed the disk was new."],
    },
    Moment {
        name: "feedback",
        what: "how you came to hear of it",
        roles: &[Role::Failure, Role::Cause, Role::Rollback, Role::Lesson],
        listens_for: LazyLock::new(|| {
            phrase(&[
                r"(?:he|she|they|my \w+|her \w+|our \w+|someone|somebody|a colleague|the team|his \w+|another \w+|\w+) (?:had )?(?:then |later |finally |eventually )?(?:told|tells) (?:me|us)",
                r"(?:said|wrote|explained|admitted|mentioned|pointed out) (?:to me|that (?:i|she|he|they)|she|he|they|it)",
                r"(?:feedback|retro|retrospective|one to one|exit interview|review|survey|resignation|resigned|handed in|quit|complaint|complained|asked to (?:move|leave|be moved|change))",
                r"i (?:heard|learned|learnt|found out) (?:it |that |later |only )?(?:from|through|he|she|they|when|in)",
            ])
        }),
        fires: &[
            "She told me in our next meeting.",
            "i found out from the exit interview",
        ],
        silent: &["I told nobody.", "The report was long."],
    },
    Moment {
        name: "conduct-changed",
        what: "how you act with people since",
        roles: &[Role::Lesson, Role::Change],
        listens_for: LazyLock::new(|| {
            phrase(&[
                r"i (?:\w+ )?(?:ask|check with|listen|wait|thank|invite|repeat back|say back|read back|talk to|speak to|speak with|sit down with|write to|tell|let|give|call|ring|see|meet|raise it|disagree|praise|correct|share) (?:\w+ ){0,4}(?:people|person|them|him|her|they|someone|somebody|everyone|whoever|each|every|first|one|privately|private|alone|before|until|what|how|the team|my \w+)",
                r"in private",
                r"(?:before|when|whenever|if) (?:i|someone|somebody|a \w+|he|she|they|people) (?:\w+ ){0,3}(?:disagree|correct|answer|go quiet|goes quiet|says?|speak|nods?|objects?|rewrite|change)",
                r"i (?:never|no longer|do not) (?:\w+ ){0,3}(?:correct|interrupt|overrule|rewrite|answer|speak|criticise|criticize|assume|take)",
            ])
        }),
        fires: &[
            "I ask people what they heard before we part.",
            "now i never correct anybody in public",
        ],
        silent: &[
            "I open the file before I approve it.",
            "I learned about the market.",
        ],
    },
];

//! Sure of an approach, and wrong.

use std::sync::LazyLock;

use super::Moment;
use crate::rules::reading::phrase;
use crate::story::Role;

/// Its moments, in the order in which they are usually told.
pub(super) static MOMENTS: [Moment; 5] = [
    Moment {
        name: "commitment",
        what: "the approach you committed to",
        roles: &[Role::Context, Role::Failure, Role::Cause],
        listens_for: LazyLock::new(|| {
            phrase(&[
                r"i (?:had )?(?:decided|chose|chosen|committed|picked|opted|promised|announced|insisted|proposed|settled|pushed|argued|volunteered|bet|quoted|told (?:them|her|him|everyone|the \w+|my \w+))(?: \w+)?",
                r"i went (?:with|for|ahead)",
                r"my (?:plan|idea|design|decision|proposal|estimate|bet|approach) (?:was|BE)",
                r"i (?:said|signed up|signed off|gave them) (?:we|it|i|for|to|a|on|the)",
            ])
        }),
        fires: &[
            "I decided to move every client over in one night.",
            "i told them it would take two days",
        ],
        silent: &[
            "The board decided to move the clients over.",
            "I was on the desk.",
        ],
    },
    Moment {
        name: "false-confidence",
        what: "why you felt so sure",
        roles: &[Role::Context, Role::Failure, Role::Cause],
        listens_for: LazyLock::new(|| {
            phrase(&[
                r"i (?:had )?(?:assumed|figured|presumed|supposed|reckoned|trusted|took it for granted|thought (?:i|it|that|we|this))",
                r"i was (?:\w+ )?(?:certain|confident|convinced|cocky|overconfident)",
                r"i (?:felt|seemed) (?:\w+ )?(?:certain|confident|safe)",
                r"i had (?:\w+ )?(?:built|done|made|run|written|seen|led|sold|taught|cooked|flown|driven|used) (?:one|it|this|that|them|the same|dozens|a dozen|so many|plenty|many|hundreds)",
                r"i told myself",
                r"(?:had|have) (?:\w+ )?(?:worked|gone well|gone through|been fine|been clean|been right) (?:\w+ )?(?:every|before|the last|so far|times|for)?",
                r"i knew (?:best|better|exactly|how|what i was)",
                r"looked (?:like the|the same|identical|easy|simple|just like)",
            ])
        }),
        fires: &[
            "I had built one before, so I assumed this one was the same.",
            "i was so certain of it",
        ],
        silent: &["She was certain of it.", "I asked how it worked."],
    },
    Moment {
        name: "it-failed",
        what: "that it failed",
        roles: &[Role::Failure, Role::Cause],
        listens_for: LazyLock::new(|| {
            phrase(&[
                r"(?:it|that|this|they|everything|the \w+|half (?:of )?the \w+) (?:\w+ )?(?:broke|failed|fell|crashed|collapsed|stopped|sank|burst|burned|burnt|leaked|overran|went (?:down|wrong|out|over)|did not (?:work|hold|fit|run|start|arrive)|ran (?:out|over|late)|lost|missed|cracked|jammed|flooded)",
                r"i (?:was|had been|got it) wrong",
                r"we (?:lost|missed|overran|had to (?:cancel|refund|stop|roll))",
                r"(?:took|cost) (?:us |them |me )?(?:\w+ ){1,3}(?:times|days|weeks|hours|months|instead|longer|pounds|dollars|euros)",
                r"(?:\w+ )?(?:orders|invoices|customers|clients|people|patients|guests|records|accounts|hours|days) (?:\w+ )?(?:were|was|had|could not|went|got|sat|waited|lost)",
            ])
        }),
        fires: &[
            "By Monday it had failed twice.",
            "nine hundred invoices went out wrong",
        ],
        silent: &["It was a Monday in March.", "We had a good crew."],
    },
    Moment {
        name: "missing-data",
        what: "the data you should have gathered",
        roles: &[Role::Failure, Role::Cause, Role::Lesson],
        listens_for: LazyLock::new(|| {
            phrase(&[
                r"i (?:should|could|ought to|might) (?:have|have to) (?:\w+ )?(?:asked|checked|tested|measured|counted|read|looked|replayed|tried|called|rung|phoned|compared|opened|weighed|run|timed|walked|spoken|talked|gathered|sampled|tasted|shown|verified|confirmed|reviewed)",
                r"(?:had|did|have) not (?:\w+ )?(?:asked|ask|checked|check|tested|test|measured|measure|counted|count|read|looked|look|compared|compare|opened|open|replayed|run|verified|verify|spoken|tried|try|weighed|timed)",
                r"never (?:\w+ )?(?:asked|checked|tested|measured|counted|read|looked|compared|opened|replayed|ran|verified|spoke|tried|weighed|timed)",
                r"without (?:\w+ )?(?:asking|checking|testing|measuring|counting|reading|looking|comparing|opening|replaying|running|verifying|trying|weighing)",
                r"if i had (?:\w+ )?(?:asked|checked|tested|measured|counted|read|looked|compared|opened|replayed|run|tried|weighed)",
            ])
        }),
        fires: &[
            "I should have replayed one closed month.",
            "i never asked the mill for their dates",
        ],
        silent: &[
            "I asked the mill for their dates.",
            "They should have asked.",
        ],
    },
    Moment {
        name: "scoped-correction",
        what: "the correction you apply now, and to what",
        roles: &[Role::Lesson, Role::Change],
        listens_for: LazyLock::new(|| {
            phrase(&[
                r"before (?:i|any|every|each|a|the|quoting|committing|promising|\w+ing)(?: \w+)?",
                r"(?:every|any|each) time (?:i|a|the|we|someone)",
                r"i (?:never|do not|no longer) (?:\w+ ){1,8}(?:until|unless|without|before)",
                r"(?:for|on|with) (?:anything|any|every|each) \w+",
                r"(?:when|whenever|if) i (?:\w+ ){0,3}(?:sure|certain|confident|commit|quote|promise|estimate|change|start|plan)",
                r"no (?:\w+ ){1,6}(?:until|unless|without|before)",
            ])
        }),
        fires: &[
            "Before I quote a date I ask the mill.",
            "i never switch a table without replaying a month",
        ],
        silent: &["I try to be humble.", "I learned a lot that year."],
    },
];

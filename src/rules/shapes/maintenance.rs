//! Upkeep put off until it broke.

use std::sync::LazyLock;

use super::Moment;
use crate::rules::reading::phrase;
use crate::story::Role;

/// Its moments, in the order in which they are usually told.
pub(super) static MOMENTS: [Moment; 5] = [
    Moment {
        name: "work-put-off",
        what: "the work you put off",
        roles: &[Role::Context, Role::Failure, Role::Cause],
        listens_for: LazyLock::new(|| {
            phrase(&[
                r"(?:i|we|i 'd|i had|and|kept) (?:\w+ ){0,2}(?:put|putting|pushed|pushing|moved|moving|left|leaving) (?:it|them|that|this|the \w+|\w+ \w+)(?: \w+){0,2} (?:off|back|for later|to the next|out of|until|undone)",
                r"(?:i|we) (?:\w+ ){0,3}(?:postponed|deferred|delayed|skipped|shelved|neglected|dodged|parked|snoozed|let \w+ slide|ignored|passed over)",
                r"(?:upgrade|update|patch|maintenance|service|inspection|backup|backups|renewal|cleaning|audit|migration|tests?|check|check up|repair|overhaul|ticket|review)(?: \w+){0,4} (?:put off|postponed|deferred|skipped|overdue|waiting|backlog|late|undone|never done)",
                r"i kept (?:\w+ )?(?:putting|pushing|moving|saying|meaning|postponing|skipping|deferring)",
                r"(?:sat|stayed|lay|been) (?:\w+ ){0,3}(?:in|on|at the bottom of) (?:the|my|our) (?:backlog|list|to do list|board|pile|drawer)",
                r"(?:three|four|five|six|two|several|many) (?:\w+ )?(?:sprints?|months|quarters|weeks|times|years) in a row",
            ])
        }),
        fires: &[
            "I put the certificate renewal off for three months.",
            "the upgrade sat in my backlog since spring and i kept pushing it",
        ],
        silent: &[
            "I put the kettle on.",
            "We renewed the certificate in time.",
        ],
    },
    Moment {
        name: "rationalisation",
        what: "how you excused it to yourself then",
        roles: &[Role::Context, Role::Failure, Role::Cause],
        listens_for: LazyLock::new(|| {
            phrase(&[
                r"i (?:had )?(?:told myself|said to myself|figured|reckoned|thought|assumed|reasoned|argued|convinced myself)",
                r"(?:it|that|nothing|they|which) (?:had )?(?:was|seemed|looked|felt|always|never) (?:\w+ )?(?:fine|working|safe|broken|broke|urgent|important|worked|failed|held)",
                r"(?:there|something|it) (?:was|were) (?:always )?(?:\w+ )?(?:something|more urgent|more important|no time|never time|more pressing)",
                r"(?:one|another) more (?:week|month|sprint|season|quarter|day|run|year)",
                r"(?:because|since|as) (?:\w+ ){0,4}(?:features|customers|deadline|new work|sales|busy|nobody|no one|boring|dull)",
                r"could wait",
                r"(?:next|after the) (?:sprint|week|month|quarter|release|season)",
            ])
        }),
        fires: &[
            "I told myself that it could wait.",
            "there was always something more urgent",
        ],
        silent: &["She told me that it was due.", "It broke on a Tuesday."],
    },
    Moment {
        name: "cost",
        what: "what it cost, as a number",
        roles: &[Role::Failure, Role::Cause],
        listens_for: LazyLock::new(|| {
            phrase(&[
                r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|dozens?|half|a third) (?:\w+ ){0,3}(?:minutes|hours|days|weeks|months|hour|day|week|month|orders|invoices|customers|clients|people|patients|guests|pounds|dollars|euros|thousand|million|percent|accounts|records|bookings|appointments|requests|calls|families|members|trays|boxes|vans|shifts|users|sales|tickets|pupils|students|trains|flights|lines|pages|tables|rooms)",
            ])
        }),
        fires: &["The site was down for four hours.", "we lost 300 bookings"],
        silent: &["It was a bad day for the shop.", "The site was down."],
    },
    Moment {
        name: "traced-to-deferral",
        what: "that it came from having put it off",
        roles: &[Role::Failure, Role::Cause],
        listens_for: LazyLock::new(|| {
            phrase(&[
                r"because i (?:had |'d )?(?:\w+ )?(?:not|never|put|skipped|postponed|deferred|delayed|left|pushed|ignored|kept|neglected|let)",
                r"(?:came|comes|goes|went|traced|led|leads) (?:\w+ )?(?:back |down )?to (?:me|my|the \w+ i|that|not|what i|a \w+ i)",
                r"(?:if|had) i (?:had |'d )?(?:\w+ )?(?:done|renewed|run|upgraded|patched|replaced|serviced|cleaned|updated|tested|checked|taken|spent|written)",
                r"would (?:have )?(?:taken|cost|been) (?:me |us )?(?:an?|one|two|half|ten|twenty|thirty|\d+) (?:\w+ )?(?:minutes?|hours?|days?|afternoon|morning|evening|week)",
                r"i should have (?:\w+ )?(?:done|renewed|run|upgraded|patched|replaced|serviced|cleaned|updated|made|taken|booked)",
            ])
        }),
        fires: &[
            "It broke because I had put the renewal off.",
            "it would have taken one afternoon",
        ],
        silent: &[
            "It broke because the vendor folded.",
            "The reason was never found.",
        ],
    },
    Moment {
        name: "process-lesson",
        what: "a lesson in the shape of a routine",
        roles: &[Role::Lesson, Role::Change],
        listens_for: LazyLock::new(|| {
            phrase(&[
                r"(?:every|each|first|last) (?:\w+ )?(?:sprint|week|month|quarter|friday|monday|tuesday|wednesday|thursday|saturday|sunday|morning|evening|day|night|shift|release|year|season)",
                r"(?:calendar|checklist|reminder|rota|schedule|log|budget|slot|register|alarm|owner|due date|date on|standing|gate)",
                r"(?:i|we) (?:now )?(?:block|reserve|book|set aside|schedule|ring fence)",
                r"(?:no|nothing|never) (?:\w+ ){1,7}(?:without|until|unless|before)",
            ])
        }),
        fires: &[
            "I block the last hour of each sprint for upgrades.",
            "every friday i read the list",
        ],
        silent: &["I learned to be careful.", "Communication is important."],
    },
];

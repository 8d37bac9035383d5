//! The lesson is a feeling, a resolve or a slogan: "communication is key".

use std::sync::LazyLock;

use regex::Regex;

use super::acts::{Act, Agent, Tense};
use super::lexicon::{Lexicon, one_of, set};
use super::reading::{Reading, phrase};
use super::scene::{Part, Scene};
use super::verbs::among;
use super::{Finding, Rule, Severity};
use super::{lofty, no_change, practice};
use crate::story::Role;

/// Told where this should fire.
pub const FIRES: &[(Role, &str)] = &[
    (
        Role::Lesson,
        "Teamwork matters more than anything, that's what it taught me.",
    ),
    (
        Role::Lesson,
        "i learned to be more careful and to believe in myself",
    ),
    (
        Role::Change,
        "I'm a lot more attentive these days, I really am.",
    ),
];

/// Told where this must stay silent.
pub const SILENT: &[(Role, &str)] = &[
    (
        Role::Lesson,
        "Dough at four degrees looks ready two hours before it is.",
    ),
    (
        Role::Lesson,
        "I say yes faster when somebody stands in my doorway.",
    ),
    (
        Role::Change,
        "I block the last hour of Friday for the filters.",
    ),
];

/// Slogans, virtues, resolve and feelings.
static SLOGAN: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:communication|communicating|teamwork|honesty|trust|humility|patience|attitude|passion|resilience|integrity|respect|love|kindness|balance|quality|preparation|safety|people|relationships|failure|failing|success|transparency|perseverance|persistence|planning|listening|empathy|ownership|accountability|experience|culture|complacency|cash|roots|family|health|details?|the details|time|teams?|customers?|patients|learning|mistakes|mindset|focus|discipline|simplicity|monitoring|testing|feedback|leadership|courage|gratitude|hard work|growth|life)(?: \w+){0,3} (?:BE|'s|are|matters?|comes?|counts?|kills?|makes?|wins?|beats?|happens?|means?|teaches?) (?:\w+ )?(?:\w+ )?\w*",
        r"(?:importance|power|value|meaning) of \w+",
        r"how (?:\w+ )?(?:important|vital|crucial|precious|essential|fragile|much \w+ matters?|valuable)(?: \w+)?",
        r"(?:is|are|'s) (?:\w+ )?(?:key|everything|king|important|vital|crucial|essential|unique|the boss|a team sport|what matters|a journey|a gift|the best policy|paramount|sacred|power|precious)",
        r"(?:be|being|stay|staying|become|becoming) (?:\w+ )?(?:humble|kind|patient|careful|yourself|authentic|honest|positive|strong|stronger|better|brave|vigilant|present|mindful|open|true|alert|proactive|resilient|grateful|curious|bold|calm|focused|attentive|transparent|careful|thorough|a better \w+|more \w+)",
        r"never (?:give|giving) up",
        r"(?:always )?(?:trust|trusting|believe|believing) (?:in )?(?:your|yourself|my|myself|the process|people|others|each other)(?: gut| instinct| instincts| intuition| self)?",
        r"(?:follow|listen to|listen with|sing from|speak from|lead with|work with|from) (?:your|the|my) (?:heart|gut|soul|instinct|instincts|intuition)",
        r"(?:a |much |lot |bit |way |far |so much )?more (?:\w+ )?(?:careful|patient|humble|attentive|mindful|intentional|aware|cautious|thoughtful|vigilant|respect|love|patience|focused|present|honest|open|careful|empathy|confident|diligent|conscious|proactive|considerate|responsible|alert|grateful|resilient|disciplined|organised|organized|awake|humility|thorough|sensitive)",
        r"(?:try|trying|work|working|fight|push) (?:even |to work )?(?:harder|hardest|my best|our best|to be|to do better|to do my best)",
        r"(?:listen|listening|care|caring|communicate|communicating|worry|think|pay|appreciate|love|value|respect|trust)(?: \w+){0,3} (?:more|better|harder|deeply)(?: attention| carefully)?",
        r"(?:pay|paying|paid) (?:\w+ )?(?:more|closer|better|proper|real|full)? ?attention",
        r"(?:do|doing|be|did) better",
        r"(?:made|makes|make) (?:me|us) (?:\w+ )?(?:stronger|better|who|a better|a stronger|wiser|humble|grateful|more|want|tougher|think|realise|appreciate|a different|hungry)(?: \w+)?",
        r"(?:grew|grow|grown|growing|matured|changed|evolved|learned) (?:\w+ )?(?:as (?:a|an) \w+|so much|up|a lot|personally|inside|enormously|from it)",
        r"i have (?:\w+ )?(?:matured|grown|changed)",
        r"everything happens for a reason",
        r"(?:promised|promise|vowed|vow|swore|swear|told|tell) (?:to )?(?:myself|to be|never again|i would|that i would)(?: \w+)?",
        r"never again",
        r"i (?:care|cared|worry|hope|pray|respect|appreciate|value|forgave|forgive|cherish)(?: \w+){0,6}",
        r"(?:take|taking|took|taken|takes) (?:it|things|that|this|\w+)(?: \w+){0,3} (?:seriously|to heart|for granted)",
        r"(?:fail|failing) (?:fast|forward|better|often)",
        r"(?:part of|opposite of) success",
        r"(?:you|one|we) (?:have|need|'ve|must|should|has|ought|got|have got)(?: got)? (?:\w+ )?to (?:\w+ )?(?:listen|believe|trust|communicate|respect|care|be|stay|speak|keep|love|support|help|learn|take|own|work|understand|stand|look|let|get up|have|reach|know|think|pay|put|give|plan|prepare|test)(?: \w+)?",
        r"(?:you|we) (?:must|can not|should)(?: \w+)? (?:listen|believe|trust|communicate|respect|care|be|stay|speak|keep|love|support|reach|take|control|win|please|rush|do)(?: \w+)?",
        r"(?:get|got|getting) (?:back )?up (?:again)?",
        r"at the end of the day",
        r"(?:keep|kept|stay|staying) (?:going|fighting|smiling|positive|calm|humble|your chin)",
        r"(?:work|working) (?:hard|smart|together|as one)",
        r"(?:opened|open|opening) my (?:eyes|heart|mind)",
        r"(?:taught|teaches|teach|learned|learnt|learning) (?:me )?(?:\w+ )?(?:humility|patience|respect|resilience|courage|gratitude|that people|to trust|to believe|to listen|the value|the importance|the hard way|to be|who i|so much|a lot|empathy|compassion|a great deal|to love|to let|to respect|to appreciate|to slow|to never|not to give)",
        r"(?:one|same) team(?: \w+){0,2}",
        r"(?:always|never) (?:\w+ )?(?:have|assume|stop|rush|lose|forget|expect|underestimate|learn|do your|be|give|trust|take|hope|prepare|plan) ?(?:a|an|plan|anything|learning|faith|hope|it|yourself|people|the)?(?: \w+)?",
        r"(?:attitude|altitude|stronger|comfort zone|bigger picture|big picture|silver lining|blessing|winning or learning|winning and learning|journey|humbling|wake up call|eye opener|eye opening|motto|poster)",
        r"(?:i (?:felt|feel)|felt) (?:\w+ ){0,3}(?:bad|terrible|awful|ashamed|guilty|sick|horrible|sorry|it|small|humbled|grateful|proud|stronger|better|lighter|different|wiser|sad|responsible|relieved)",
        r"(?:humbled|grateful|humble|ashamed|stronger|wiser|sorry|gratitude|humility|resilience|integrity)",
        r"(?:second|take) (?:thoughts?|nothing for granted)",
        r"all human",
        r"only (?:\w+ )?(?:human|learn by)",
        r"from (?:your|our|my) mistakes",
        r"safety first",
        r"less is more",
        r"(?:sleep less|worry more)",
        r"(?:honesty|patience|practice|haste|pride|knowledge|slow|measure)(?: \w+){0,3} (?:policy|virtue|perfect|waste|fall|power|steady|twice)",
        r"(?:perfect|good) is the enemy",
        r"better (?:safe|late)",
        r"i (?:listen|think|care|try|worry|communicate|reflect) (?:\w+ )?(?:more|better|harder|differently|twice)",
        r"(?:changed|shaped) (?:me|my life|my outlook|how i see|the way i see|who i am)",
        r"touched me",
        r"no i in team",
        r"you live and(?: you)? learn",
        r"it (?:is|'s) ok(?:ay)? to",
        r"not (?:as|so) good as",
        r"i am enough",
        r"i (?:carry|hold) (?:it|her|him|them|that) with me",
        r"(?:full|whole|best|true) self",
        r"lean(?:ing)? in",
        r"own (?:my|your) truth",
        r"(?:hear|see|listen to|read) people",
        r"(?:from|with) (?:the |my |your )?(?:soul|heart)",
        r"i (?:BE|'m) (?:\w+ )?(?:a )?(?:better|different|stronger|wiser|changed) (?:person|man|woman|leader|manager|human)",
        r"you (?:can|can't|learn|live|win|grow)(?: not)? (?:\w+ ){0,3}(?:everything|them all|everyone|and learn|or you learn|by doing|by failing|and learn)",
    ])
});

/// What makes a lesson operational: a measure, a place, a mechanism of one's own.
static CONCRETE: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"\d+(?:\.\d+)?",
        r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|thousand|million|half an?|a quarter)(?: \w+)? (?:minutes?|hours?|days?|weeks?|months?|degrees?|percent|per cent|metres?|meters?|millimetres?|millimeters?|centimetres?|kilos?|tonnes?|lines?|pages?|people|times|points?|rows?|bolts?|drivers?|customers|columns?|seconds?|pounds|dollars|euros|miles|knots|places|ways|numbers?|signatures?|in (?:ten|five|three|four))",
        r"(?:one|nine|eight|two|three|four) (?:in|out of|times out of) (?:five|ten|twenty|three|four|a hundred)",
        r"(?:checklist|calendar|spreadsheet|diary|template|meter|alarm|reminder|log ?book|stopwatch|column|sheet|label|sticker|signature|sketch|dashboard|script|backup|invoice|timer|thermometer|scale|ladder|clipboard|whiteboard|card|form|folder|drawer|tag)s?",
        r"(?:i had been|i 'd been|turns out|it turns out|i found out|i noticed)(?: \w+)+",
        r"(?:is not|are not|was not|were not) (?:an?|the|done|ready|one)(?: \w+)?",
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?",
    ])
});

/// The rule: nothing but slogans where lesson and change are told.
pub(super) fn find(scene: &Scene<'_>) -> Option<Finding> {
    let part = &scene.learned;
    let reading = &part.reading;
    if no_change::find(scene).is_some()
        && part.reading.words.len() == scene.change.reading.words.len()
    {
        return None;
    }
    let hit = reading.find(&SLOGAN).or_else(|| lofty::only(reading))?;
    if operational(part)
        || practice::personal_rule(&scene.change).is_some()
        || one_off(&scene.change)
    {
        return None;
    }
    Finding::at(
        Rule::EmotionalOnlyLesson,
        Severity::Warn,
        reading.quote_sentence(&hit),
    )
}

/// Whether any sentence of it says how something works or what is done.
fn operational(part: &Part<'_>) -> bool {
    let reading = &part.reading;
    let measured = reading
        .find_all(&CONCRETE)
        .into_iter()
        .any(|hit| !figurative(reading, hit.start));
    let insight = part.acts.iter().any(|act| is_insight(reading, act));
    measured || insight
}

/// Numbers and conditions that are only a manner of speaking.
fn figurative(reading: &Reading<'_>, index: usize) -> bool {
    let sentence = reading.sentence(index);
    let around = sentence.start.max(index.saturating_sub(4))..sentence.end.min(index + 6);
    reading.has_in(around, &FIGURATIVE)
}

static FIGURATIVE: LazyLock<Regex> = LazyLock::new(|| {
    phrase(&[
        r"(?:a|hundred|thousand|million) (?:thousand |hundred |million )?times",
        r"(?:hundred|thousand|ten) (?:percent|per cent)",
        r"if you(?: \w+)?",
        r"when you(?: \w+)?",
        r"(?:one|24|seven) (?:team|day|step|person)",
        r"number one",
        r"twenty four seven",
        r"(?:if|when|once) (?:we|you|your|life|things|people|one) \w+",
        r"before (?:the sea|god|you)",
        r"when (?:the going|it gets|things|it comes|times)",
        r"if i (?:BE |'m )?(?:honest|believe|work)(?: \w+)?",
        r"on the (?:wall|poster|card)",
        r"at the end of the day",
    ])
});

/// A finding about oneself: "I say yes faster when …", "I'd been judging by the clock".
fn is_insight(reading: &Reading<'_>, act: &Act) -> bool {
    let inner = among(&act.base, &INNER);
    match act.agent {
        Agent::Speaker => {
            let told = matches!(act.tense, Tense::Past | Tense::Present) && !inner;
            told && !one_of(
                reading.before(act.subject, 1),
                "what thing when if once after before until unless",
            ) && !(act.tense == Tense::Past && act.perfect && act.base == "learn")
        }
        Agent::Other => {
            act.tense == Tense::Past
                && !inner
                && !one_of(&act.base, "teach show tell say give make")
        }
        Agent::We | Agent::Nobody => false,
    }
}

/// Verbs of feeling, learning and resolving.
static INNER: Lexicon = LazyLock::new(|| {
    set(
        "be have feel learn know think believe try hope want care love like listen need grow \
         mature change promise vow swear trust respect understand realise realize see come take \
         become sleep worry mean guess suppose say get tell remember appreciate value forgive \
         deserve keep do go live regret cry wish pray thank teach hear work pay make reflect \
         evolve fail own accept bow decide embrace strive focus communicate discover find cherish \
         call admit aim ride push shall fall carry look slow remind walk show lean open breathe \
         stand smile forget lead",
    )
});

/// Whether the change tells of something that was really done once.
fn one_off(change: &Part<'_>) -> bool {
    change.acts.iter().any(|act| {
        let done = act.tense == Tense::Past && matches!(act.agent, Agent::Speaker | Agent::We);
        done && !act.negated && !among(&act.base, &INNER)
    })
}

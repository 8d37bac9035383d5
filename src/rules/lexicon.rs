//! Words the rules know: fillers, contractions, closed classes, people, events.

use std::collections::HashSet;
use std::sync::LazyLock;

/// Words that belong together, to be looked up.
pub(super) type Lexicon = LazyLock<HashSet<&'static str>>;

/// Whether `word` is among a few that are written in one string.
pub(super) fn one_of(word: &str, words: &str) -> bool {
    words.split_whitespace().any(|other| other == word)
}

/// The words of a text.
pub(super) fn set(words: &'static str) -> HashSet<&'static str> {
    words.split_whitespace().collect()
}

/// Words that carry nothing a rule listens for; emphasis is among them, so that
/// "that was really all on me" reads like "that was on me".
pub(super) static FILLERS: Lexicon = LazyLock::new(|| {
    set(
        "um uh erm er ah hmm hm mm mhm uhm eh just simply really actually basically honestly \
         literally frankly obviously clearly entirely completely totally absolutely definitely \
         purely squarely plainly truly quite pretty well yeah yes okay ok anyway essentially \
         fully fairly solely certainly probably perhaps maybe somehow also bloody indeed please \
         sure genuinely personally ultimately",
    )
});

/// Pairs that are fillers together.
pub(super) const FILLER_PAIRS: &[(&str, &str)] = &[
    ("you", "know"),
    ("i", "mean"),
    ("sort", "of"),
    ("kind", "of"),
    ("i", "guess"),
    ("i", "suppose"),
    ("of", "course"),
    ("i", "reckon"),
];

/// Contractions that do not open by rule, and those that speech recognition writes without an apostrophe.
pub(super) const OPENED: &[(&str, &[&str])] = &[
    ("can't", &["can", "not"]),
    ("cannot", &["can", "not"]),
    ("won't", &["will", "not"]),
    ("shan't", &["will", "not"]),
    ("ain't", &["is", "not"]),
    ("shoulda", &["should", "have"]),
    ("coulda", &["could", "have"]),
    ("woulda", &["would", "have"]),
    ("gonna", &["going", "to"]),
    ("gotta", &["got", "to"]),
    ("wanna", &["want", "to"]),
    ("dunno", &["do", "not", "know"]),
    ("didnt", &["did", "not"]),
    ("dont", &["do", "not"]),
    ("doesnt", &["does", "not"]),
    ("hadnt", &["had", "not"]),
    ("hasnt", &["has", "not"]),
    ("havent", &["have", "not"]),
    ("wasnt", &["was", "not"]),
    ("werent", &["were", "not"]),
    ("isnt", &["is", "not"]),
    ("arent", &["are", "not"]),
    ("couldnt", &["could", "not"]),
    ("shouldnt", &["should", "not"]),
    ("wouldnt", &["would", "not"]),
    ("cant", &["can", "not"]),
    ("wont", &["will", "not"]),
    ("aint", &["is", "not"]),
    ("im", &["i", "am"]),
    ("ive", &["i", "have"]),
    ("id", &["i", "'d"]),
    ("ill", &["i", "will"]),
    ("youre", &["you", "are"]),
    ("youve", &["you", "have"]),
    ("weve", &["we", "have"]),
    ("theyre", &["they", "are"]),
    ("theyve", &["they", "have"]),
    ("theyd", &["they", "'d"]),
    ("hed", &["he", "'d"]),
    ("itd", &["it", "'d"]),
    ("youd", &["you", "'d"]),
    ("thats", &["that", "'s"]),
    ("theres", &["there", "'s"]),
    ("whats", &["what", "'s"]),
    ("whos", &["who", "'s"]),
    ("hes", &["he", "'s"]),
    ("shes", &["she", "'s"]),
    ("nobodys", &["nobody", "'s"]),
    ("shouldve", &["should", "have"]),
    ("couldve", &["could", "have"]),
    ("wouldve", &["would", "have"]),
    ("mightve", &["might", "have"]),
    ("cos", &["because"]),
    ("cuz", &["because"]),
    ("coz", &["because"]),
    ("'cause", &["because"]),
    ("'cos", &["because"]),
    ("till", &["until"]),
    ("its", &["it", "'s"]),
];

/// Whether an entry of [`OPENED`] is more likely the word it also spells, given the next word.
pub(super) fn also_words(word: &str, next: &str) -> bool {
    match word {
        "ill" => !one_of(next, "be never take admit say own give always tell"),
        "its" => !one_of(
            next,
            "mine my me on down the a not been all because ok okay just still simple no about",
        ),
        "id" => one_of(next, "card number badge field is was"),
        _ => false,
    }
}

/// Words that carry a verdict and that speech recognition gets wrong by a letter.
pub(super) const ANCHORS: &[&str] = &[
    "because",
    "should",
    "would",
    "mistake",
    "nobody",
    "without",
    "responsibility",
    "decision",
    "ownership",
    "blame",
    "fault",
    "communication",
    "perfectionist",
    "nothing",
    "before",
    "every",
    "never",
    "reason",
    "whenever",
    "until",
    "unless",
    "university",
    "apprentice",
    "college",
    "school",
    "failure",
    "instead",
    "checked",
    "skipped",
    "ignored",
    "forgot",
    "assumed",
    "supplier",
    "careful",
    "changed",
    "defence",
    "anyone",
    "everyone",
    "although",
    "myself",
    "worst",
    "idiot",
    "useless",
];

/// Adverbs that stand between a subject and its verb and change nothing.
pub(super) static ADVERBS: Lexicon = LazyLock::new(|| {
    set(
        "then still already always ever even only once soon often both all too so now almost \
         nearly first later myself again either therefore instead far twice there here sometimes \
         usually right straight half barely scarcely long else who full today yesterday each",
    )
});

/// Words that negate a verb.
pub(super) const NEGATIONS: &[&str] = &["not", "never", "hardly", "neither", "nor"];

/// Verbs that carry a mood: what follows is not asserted.
pub(super) const MODALS: &[&str] = &[
    "will", "would", "could", "should", "might", "may", "must", "can", "ought", "shall",
];

/// Subjects that are people other than the speaker, one word each.
pub(super) const OTHERS: &[&str] = &["he", "she", "they", "who", "whoever"];

/// Subjects that are nobody or anybody.
pub(super) const NOBODY: &[&str] = &[
    "nobody",
    "everybody",
    "everyone",
    "somebody",
    "someone",
    "anybody",
    "anyone",
];

/// Nouns for people and groups of people, singular; a plural in -s is looked up without it.
pub(super) static PEOPLE: Lexicon = LazyLock::new(|| {
    set(
        "accountant adviser advisor agency agent analyst apprentice architect assistant attendant \
         author bank board boss bride brother builder buyer captain caretaker carrier ceo cfo \
         chairman chef chief clerk client coach colleague committee company consultant contractor \
         controller cook coordinator council courier crew cto customer department deputy designer \
         desk dev developer director dispatcher doctor driver editor electrician employee \
         engineer executive factory family farmer father firm fitter foreman founder freelancer \
         garage girl group guard guest guy handler helper hotel household intern investor janitor \
         junior kitchen lad lady landlord lawyer lead leader leadership machinist maintainer man \
         management manager mate mechanic member mentor merchant midwife mother musician \
         neighbour neighbor nurse nursery office officer operation operator organisation \
         organiser organist organization other owner parent partner passenger patient people \
         person pharmacist photographer physio pilot planner players plumber police predecessor \
         printer procurement producer programmer provider publisher pupil qa receptionist \
         recruiter registrar rep resident reviewer sales school scientist secretary security \
         senior shift shipper singer sister skipper solicitor specialist squad staff stakeholder \
         steward student subcontractor superior supervisor supplier support surgeon surveyor \
         teacher team technician temp tenant trainee trainer translator unit vendor vet volunteer \
         waiter warehouse widow witness wholesaler woman worker yard men women folks guys hr \
         marketing finance legal product side business dealer distributor inspector auditor \
         regulator sponsor partners agencies companies families headquarters facilities post \
         control quality maintenance compliance underwriting accounts payroll dispatch logistics \
         operations reception housekeeping planning engineering purchasing retention branch lab \
         hospital plant depot union dad mum mom editorial catering transport runner postdoc house \
         kid boy child children son daughter wife husband cousin uncle aunt",
    )
});

/// Nouns in -er and -or that name no person.
pub(super) static THINGS_IN_ER: Lexicon = LazyLock::new(|| {
    set(
        "water number paper order weather computer server boiler tower counter corner letter \
         tender trailer digger scanner sensor motor floor error mirror sector river winter summer \
         spanner ladder border folder cover layer meter timer register router tractor freezer \
         cooker heater monitor elevator calculator generator compressor reactor projector however \
         matter other another whether never either neither together rather later under over after \
         quarter offer answer power flower shower finger shoulder butter pepper sugar timber \
         rubber leather feather header footer buffer cluster container printer poster sticker \
         reminder flyer ledger tiger silver copper trigger filter cylinder conveyor indicator \
         detector factor vector mayor flavour behaviour colour harbour labour favour hour tour \
         clatter disaster master character chapter centre center theater parameter adapter \
         adaptor starter cooler mixer loader lighter better bigger smaller longer faster slower \
         earlier older newer cheaper lower higher upper inner outer proper former latter december \
         october november september easter burner chamber member remember consider deliver \
         discover recover enter differ suffer wonder gather transfer refer prefer render hammer \
         cutter dinner supper drawer locker shutter blower everywhere anger danger hunger temper \
         odour vapour door outdoor indoor major minor anchor",
    )
});

/// Groups that stand for "we" when they are the subject.
pub(super) static FIRM: Lexicon = LazyLock::new(|| {
    set(
        "team company organisation organization department crew firm group practice office staff \
         studio shop agency unit ward board council clinic planners squad kitchen school business \
         yard plant lab hospital branch depot store site factory warehouse management union \
         theatre hotel bank control system station",
    )
});

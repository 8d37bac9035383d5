//! A light tagger: which words can be a finite past, a participle or an -ing form, and what verb they are of.
//!
//! English marks the past regularly in -ed; the rest is a list of a hundred and some verbs.
//! A subject in front decides what a form alone does not, so no statistics are needed.

use super::lexicon::{Lexicon, set};
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// Irregular verbs: base, past, participle.
const IRREGULAR: &[(&str, &str, &str)] = &[
    ("arise", "arose", "arisen"),
    ("be", "was", "been"),
    ("bear", "bore", "borne"),
    ("beat", "beat", "beaten"),
    ("become", "became", "become"),
    ("begin", "began", "begun"),
    ("bend", "bent", "bent"),
    ("bet", "bet", "bet"),
    ("bite", "bit", "bitten"),
    ("bleed", "bled", "bled"),
    ("blow", "blew", "blown"),
    ("break", "broke", "broken"),
    ("bring", "brought", "brought"),
    ("build", "built", "built"),
    ("burn", "burnt", "burnt"),
    ("buy", "bought", "bought"),
    ("cast", "cast", "cast"),
    ("catch", "caught", "caught"),
    ("choose", "chose", "chosen"),
    ("cling", "clung", "clung"),
    ("come", "came", "come"),
    ("cost", "cost", "cost"),
    ("creep", "crept", "crept"),
    ("cut", "cut", "cut"),
    ("deal", "dealt", "dealt"),
    ("dig", "dug", "dug"),
    ("do", "did", "done"),
    ("draw", "drew", "drawn"),
    ("drink", "drank", "drunk"),
    ("drive", "drove", "driven"),
    ("eat", "ate", "eaten"),
    ("fall", "fell", "fallen"),
    ("feed", "fed", "fed"),
    ("feel", "felt", "felt"),
    ("fight", "fought", "fought"),
    ("find", "found", "found"),
    ("fling", "flung", "flung"),
    ("fly", "flew", "flown"),
    ("forbid", "forbade", "forbidden"),
    ("forget", "forgot", "forgotten"),
    ("forgive", "forgave", "forgiven"),
    ("freeze", "froze", "frozen"),
    ("get", "got", "gotten"),
    ("get", "got", "got"),
    ("give", "gave", "given"),
    ("go", "went", "gone"),
    ("grind", "ground", "ground"),
    ("grow", "grew", "grown"),
    ("hang", "hung", "hung"),
    ("have", "had", "had"),
    ("hear", "heard", "heard"),
    ("hide", "hid", "hidden"),
    ("hit", "hit", "hit"),
    ("hold", "held", "held"),
    ("hurt", "hurt", "hurt"),
    ("keep", "kept", "kept"),
    ("know", "knew", "known"),
    ("lay", "laid", "laid"),
    ("lead", "led", "led"),
    ("lean", "leant", "leant"),
    ("learn", "learnt", "learnt"),
    ("leave", "left", "left"),
    ("lend", "lent", "lent"),
    ("let", "let", "let"),
    ("lie", "lay", "lain"),
    ("light", "lit", "lit"),
    ("lose", "lost", "lost"),
    ("make", "made", "made"),
    ("mean", "meant", "meant"),
    ("meet", "met", "met"),
    ("mistake", "mistook", "mistaken"),
    ("misread", "misread", "misread"),
    ("mishear", "misheard", "misheard"),
    ("misunderstand", "misunderstood", "misunderstood"),
    ("overlook", "overlooked", "overlooked"),
    ("override", "overrode", "overridden"),
    ("overrun", "overran", "overrun"),
    ("oversee", "oversaw", "overseen"),
    ("oversleep", "overslept", "overslept"),
    ("overtake", "overtook", "overtaken"),
    ("pay", "paid", "paid"),
    ("put", "put", "put"),
    ("quit", "quit", "quit"),
    ("read", "read", "read"),
    ("rid", "rid", "rid"),
    ("reset", "reset", "reset"),
    ("undercut", "undercut", "undercut"),
    ("offset", "offset", "offset"),
    ("ride", "rode", "ridden"),
    ("ring", "rang", "rung"),
    ("rise", "rose", "risen"),
    ("run", "ran", "run"),
    ("say", "said", "said"),
    ("see", "saw", "seen"),
    ("seek", "sought", "sought"),
    ("sell", "sold", "sold"),
    ("send", "sent", "sent"),
    ("set", "set", "set"),
    ("sew", "sewed", "sewn"),
    ("shake", "shook", "shaken"),
    ("shed", "shed", "shed"),
    ("shine", "shone", "shone"),
    ("shoot", "shot", "shot"),
    ("show", "showed", "shown"),
    ("shrink", "shrank", "shrunk"),
    ("shut", "shut", "shut"),
    ("sing", "sang", "sung"),
    ("sink", "sank", "sunk"),
    ("sit", "sat", "sat"),
    ("sleep", "slept", "slept"),
    ("slide", "slid", "slid"),
    ("sling", "slung", "slung"),
    ("slip", "slipped", "slipped"),
    ("smell", "smelt", "smelt"),
    ("sneak", "snuck", "snuck"),
    ("sow", "sowed", "sown"),
    ("speak", "spoke", "spoken"),
    ("spell", "spelt", "spelt"),
    ("spend", "spent", "spent"),
    ("spill", "spilt", "spilt"),
    ("spin", "spun", "spun"),
    ("spit", "spat", "spat"),
    ("split", "split", "split"),
    ("spoil", "spoilt", "spoilt"),
    ("spread", "spread", "spread"),
    ("spring", "sprang", "sprung"),
    ("stand", "stood", "stood"),
    ("steal", "stole", "stolen"),
    ("stick", "stuck", "stuck"),
    ("sting", "stung", "stung"),
    ("strike", "struck", "struck"),
    ("string", "strung", "strung"),
    ("swear", "swore", "sworn"),
    ("sweep", "swept", "swept"),
    ("swim", "swam", "swum"),
    ("swing", "swung", "swung"),
    ("take", "took", "taken"),
    ("teach", "taught", "taught"),
    ("tear", "tore", "torn"),
    ("tell", "told", "told"),
    ("think", "thought", "thought"),
    ("throw", "threw", "thrown"),
    ("understand", "understood", "understood"),
    ("undo", "undid", "undone"),
    ("wake", "woke", "woken"),
    ("wear", "wore", "worn"),
    ("weave", "wove", "woven"),
    ("win", "won", "won"),
    ("wind", "wound", "wound"),
    ("withdraw", "withdrew", "withdrawn"),
    ("withhold", "withheld", "withheld"),
    ("write", "wrote", "written"),
    ("rewrite", "rewrote", "rewritten"),
    ("foresee", "foresaw", "foreseen"),
    ("undergo", "underwent", "undergone"),
];

/// Misheard pasts, believed only behind a subject.
const MISHEARD: &[(&str, &str)] = &[
    ("red", "read"),
    ("mist", "miss"),
    ("past", "pass"),
    ("through", "throw"),
    ("scent", "send"),
    ("bread", "breed"),
    ("maid", "make"),
    ("herd", "hear"),
    ("scent", "send"),
    ("blue", "blow"),
    ("knew", "know"),
    ("new", "know"),
    ("through", "throw"),
    ("court", "catch"),
    ("aloud", "allow"),
    ("guest", "guess"),
    ("shipt", "ship"),
    ("cent", "send"),
];

/// Words in -ed or -ing that are no verb forms.
static NOT_VERBS: Lexicon = LazyLock::new(|| {
    set(
        "need speed feed seed bed red hundred shed indeed weed deed greed breed sacred naked \
         exceed proceed succeed bleed embed reed kindred sled wed led thing something nothing \
         anything everything morning evening king ring wing spring string bring sing during \
         ceiling wedding building meeting sibling ping",
    )
});

/// The form a word has, with the base of its verb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Form {
    /// The base, "skip" of "skipped".
    pub(super) base: Cow<'static, str>,
    /// Whether it can be a finite past.
    pub(super) past: bool,
    /// Whether it can be a past participle.
    pub(super) participle: bool,
}

static FORMS: LazyLock<HashMap<&'static str, Form>> = LazyLock::new(|| {
    let mut forms = HashMap::new();
    for &(base, past, participle) in IRREGULAR {
        for (word, is_past) in [(past, true), (participle, false)] {
            let form = forms.entry(word).or_insert(Form {
                base: Cow::Borrowed(base),
                past: false,
                participle: false,
            });
            form.past |= is_past;
            form.participle |= !is_past;
        }
    }
    forms
});

/// A word as a past or a participle; nothing when it can be neither.
pub(super) fn past(word: &str) -> Option<Form> {
    if let Some(form) = FORMS.get(word) {
        return Some(form.clone());
    }
    if word.len() < 4 || !word.ends_with("ed") || NOT_VERBS.contains(word) {
        return None;
    }
    Some(Form {
        base: Cow::Owned(base_of(&word[..word.len() - 2])),
        past: true,
        participle: true,
    })
}

/// A word right behind a subject as a past, misheard ones too.
pub(super) fn past_after_subject(word: &str) -> Option<Form> {
    past(word).or_else(|| {
        let (_, base) = MISHEARD.iter().find(|(heard, _)| *heard == word)?;
        Some(Form {
            base: Cow::Borrowed(base),
            past: true,
            participle: true,
        })
    })
}

/// The participle of a verb from a form of it and its base: "written" of "wrote", "checked" of "check".
pub(super) fn participle(word: &str, base: &str) -> String {
    let irregular = IRREGULAR.iter().find(|(own, ..)| *own == base);
    match (irregular, past(word)) {
        (Some((_, _, participle)), _) => (*participle).to_owned(),
        (None, Some(_)) => word.to_owned(),
        (None, None) => regular(base),
    }
}

/// A base with -ed on it.
fn regular(base: &str) -> String {
    let vowel = |c: char| "aeiou".contains(c);
    let mut back = base.chars().rev();
    let (last, before) = (back.next(), back.next());
    let short = back.next().is_some_and(|c| !vowel(c)) && back.all(|c| !vowel(c));
    match (last, before) {
        (Some('e'), _) => format!("{base}d"),
        (Some('y'), Some(c)) if !vowel(c) => format!("{}ied", &base[..base.len() - 1]),
        (Some(last), Some(c)) if vowel(c) && short && !"aeiouwxy".contains(last) => {
            format!("{base}{last}ed")
        }
        _ => format!("{base}ed"),
    }
}

/// The base of an -ing form; nothing when it is none.
pub(super) fn progressive(word: &str) -> Option<String> {
    if word.len() < 5 || NOT_VERBS.contains(word) {
        return None;
    }
    word.strip_suffix("ing").map(base_of)
}

/// What a regular ending was put on: "skip" of "skipp", "try" of "tri"; a silent e stays lost.
fn base_of(stem: &str) -> String {
    if let Some(start) = stem.strip_suffix('i') {
        return format!("{start}y");
    }
    let bytes = stem.as_bytes();
    let n = bytes.len();
    let doubled = n > 3
        && bytes[n - 1] == bytes[n - 2]
        && !matches!(bytes[n - 1], b's' | b'l' | b'f' | b'e' | b'o');
    if doubled {
        return stem[..n - 1].to_owned();
    }
    stem.to_owned()
}

/// Whether `list` has this base; a base read off a regular ending may lack its silent e.
pub(super) fn among(base: &str, list: &Lexicon) -> bool {
    list.contains(base) || list.contains(format!("{base}e").as_str())
}

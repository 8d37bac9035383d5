//! Virtues, feelings and big words, and a telling that holds little else.

use std::ops::Range;

use super::lexicon::{Lexicon, set};
use super::reading::Reading;
use std::sync::LazyLock;

/// The whole of it, when most words that mean anything are virtues and feelings.
pub(super) fn only(reading: &Reading<'_>) -> Option<Range<usize>> {
    let content = reading
        .words
        .iter()
        .filter(|word| word.text.len() > 3 && !EMPTY.contains(word.text.as_str()));
    let (mut all, mut lofty) = (0, 0);
    for word in content {
        all += 1;
        lofty += usize::from(is_lofty(&word.text));
    }
    (lofty > 0 && lofty * 3 >= all).then(|| reading.sentence(0))
}

fn is_lofty(word: &str) -> bool {
    let stems = ["s", "ly", "ness", "ful", "er"]
        .iter()
        .filter_map(|end| word.strip_suffix(end));
    LOFTY.contains(word) || stems.into_iter().any(|stem| LOFTY.contains(stem))
}

/// Virtues, feelings and big words.
static LOFTY: Lexicon = LazyLock::new(|| {
    set(
        "pride proud courage brave vigilance vigilant discipline teamwork trust honesty honest \
         humility humble patience patient attitude passion resilience integrity respect love kind \
         kindness balance quality people person human soul heart spirit strength strong stronger \
         growth faith hope life believe matter humbler wiser wisdom gratitude grateful journey \
         dream truth discomfort courageous mindful authentic confidence confident compassion \
         empathy forgive forgiveness passionate enough special unique everything haste enemy \
         careful better best curious self assume listen communication communicate responsibility \
         responsible accountability excellence dedication commitment loyalty stupid shame ashamed \
         sorry sad worry feel feeling felt happy alone world mistake failure fail success values \
         positive mindset attentive attention thoughtful gentle slower calm peace okay aware \
         awareness",
    )
});

/// Words that weigh nothing either way.
static EMPTY: Lexicon = LazyLock::new(|| {
    set(
        "that this what with have been from your learned learnt lesson learn taught would could \
         there they them their when where which because about more much very thing things always \
         never every single these those words word really being were know think like come take \
         took still into over under only even also some such then than will does says said tell \
         want need must just years able away back myself yourself understood understand means \
         live",
    )
});

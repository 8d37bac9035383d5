//! Takes as the optimiser sees them.

use std::ops::Range;

use ownup::alignment::chain::STATES;
use ownup::alignment::{Features, WIDTH, features};
use ownup::clauses::{self, Clause};
use ownup::meaning::{self, WORDING};

use crate::measure::Measure;
use crate::source::Source;
use crate::takes::Take;

/// A take as the optimiser sees it.
pub(crate) struct Example {
    /// What its clauses are weighed by, but for what heads find.
    pub(crate) features: Features,
    /// The hidden states of its tokens, one after the other; nothing where words are all there is.
    pub(crate) states: Vec<f32>,
    /// For each clause its tokens.
    pub(crate) tokens: Vec<Range<usize>>,
    pub(crate) clauses: Vec<Clause>,
    pub(crate) truth: Vec<usize>,
    pub(crate) words: Vec<f64>,
}

/// The takes' examples, and what their tokens' states were brought to.
pub(crate) fn examples(takes: &[Take], source: &Source) -> (Vec<Example>, Measure) {
    let told = takes.iter().flat_map(|take| {
        let clauses = clauses::cut(&take.transcript).into_iter();
        clauses.map(|clause| take.transcript.text(clause.words))
    });
    let sections = takes.iter().flat_map(|take| &take.story.sections);
    let written = sections.flat_map(|section| section.sentences.iter().map(|s| s.text.clone()));
    source.learn(told.chain(written));
    let mut examples: Vec<Example> = takes.iter().map(|take| example(take, source)).collect();
    let rows = examples
        .iter()
        .flat_map(|e| e.states.chunks_exact(meaning::WIDTH));
    let measure = Measure::of(rows);
    for example in &mut examples {
        for state in example.states.chunks_exact_mut(meaning::WIDTH) {
            measure.bring(state);
        }
    }
    (examples, measure)
}

fn example(take: &Take, source: &Source) -> Example {
    let clauses = clauses::cut(&take.transcript);
    let mut features = features(&take.story, &take.transcript, &clauses, source);
    for clause in &mut features.clauses {
        clause.truncate(WIDTH + WORDING);
    }
    let (mut states, mut tokens) = (Vec::new(), Vec::new());
    for clause in &clauses {
        let start = states.len() / meaning::WIDTH;
        states.extend(source.states(&take.transcript.text(clause.words.clone())));
        tokens.push(start..states.len() / meaning::WIDTH);
    }
    let commonest_of = |clause: &Clause| commonest(&take.roles[clause.words.clone()]);
    let words_of = |clause: &Clause| clause.words.len() as f64;
    Example {
        features,
        states,
        tokens,
        truth: clauses.iter().map(commonest_of).collect(),
        words: clauses.iter().map(words_of).collect(),
        clauses,
    }
}

fn commonest(roles: &[usize]) -> usize {
    let count = |state: usize| roles.iter().filter(|&&role| role == state).count();
    (0..STATES)
        .max_by_key(|&state| (count(state), STATES - state))
        .unwrap_or(0)
}

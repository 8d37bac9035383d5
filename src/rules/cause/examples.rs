//! What is one of the ingredients, and what only looks like one.

use super::{Ingredient, causal_link, counterfactual, own_act, ownership};

/// Sentences in which an ingredient is told, and sentences that only look like it.
#[derive(Clone, Copy, Debug)]
pub struct Examples {
    /// Which ingredient.
    pub ingredient: Ingredient,
    /// Told where it is there.
    pub fires: &'static [&'static str],
    /// Told where it is not.
    pub silent: &'static [&'static str],
}

/// The examples of every ingredient.
pub const EXAMPLES: &[Examples] = &[
    Examples {
        ingredient: Ingredient::CausalLink,
        fires: causal_link::FIRES,
        silent: causal_link::SILENT,
    },
    Examples {
        ingredient: Ingredient::OwnAct,
        fires: own_act::FIRES,
        silent: own_act::SILENT,
    },
    Examples {
        ingredient: Ingredient::Counterfactual,
        fires: counterfactual::FIRES,
        silent: counterfactual::SILENT,
    },
    Examples {
        ingredient: Ingredient::Ownership,
        fires: ownership::FIRES,
        silent: ownership::SILENT,
    },
];

//! Sentence vectors of all-MiniLM-L6-v2 (int8), run by rten on the CPU.

use std::collections::HashMap;
use std::sync::Arc;

use rten::{Model, NodeId, RunOptions, ThreadPool};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};
use rten_text::models::{WordPiece, WordPieceOptions};
use rten_text::pre_tokenizers;
use rten_text::tokenizer::TokenizerOptions;
use rten_text::{TokenId, Tokenizer};
use serde::Deserialize;

use super::{Embedder, Kind, Vector, WIDTH};

/// The weights, from `models/`.
pub(crate) static WEIGHTS: &[u8] = include_bytes!("../../models/all-minilm-l6-v2-int8.onnx");

/// The tokenizer's table, from `models/`.
pub(crate) static TOKENS: &str = include_str!("../../models/all-minilm-l6-v2-tokenizer.json");

/// More word pieces than this are left out; a clause has some 20.
const LONGEST: usize = 128;

/// Makes sentence vectors.
pub struct MiniLm {
    model: Model,
    tokenizer: Tokenizer,
    inputs: [NodeId; 3],
    output: NodeId,
    threads: Arc<ThreadPool>,
}

impl MiniLm {
    /// Loads the built-in weights, to be run on this many threads.
    ///
    /// # Panics
    ///
    /// Never with the committed weights, whose checksums a test holds.
    #[must_use]
    pub fn new(threads: usize) -> Self {
        let model = Model::load_static_slice(WEIGHTS).expect("the built-in weights are sound");
        let node = |name| {
            model
                .node_id(name)
                .expect("the built-in model has this node")
        };
        Self {
            inputs: ["input_ids", "attention_mask", "token_type_ids"].map(node),
            output: node("last_hidden_state"),
            threads: Arc::new(ThreadPool::with_num_threads(threads.max(1))),
            model,
            tokenizer: tokenizer(),
        }
    }

    /// Mean of the last hidden states, as the model was trained to be read; all zeros if it cannot be run.
    fn one(&self, text: &str) -> Option<Vector> {
        let text = plain(text);
        let encoded = self.tokenizer.encode(text.as_str(), None).ok()?;
        let ids: Vec<i32> = encoded
            .token_ids()
            .iter()
            .take(LONGEST)
            .map(|&id| id as i32)
            .collect();
        let shape = [1, ids.len()];
        let (ones, zeros) = (vec![1; ids.len()], vec![0; ids.len()]);
        let tensors = [ids, ones, zeros].map(|data| NdTensor::<i32, 2>::from_data(shape, data));
        let inputs = self.inputs.iter().zip(&tensors);
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&self.threads)));
        let outputs = self.model.run(
            inputs
                .map(|(&node, tensor)| (node, tensor.view().into()))
                .collect(),
            &[self.output],
            Some(options),
        );
        let hidden: NdTensor<f32, 3> = outputs.ok()?.pop()?.try_into().ok()?;
        Some(mean(&hidden.view()))
    }
}

/// The part of the tokenizer's table that is used.
#[derive(Deserialize)]
struct Table {
    model: Pieces,
}

#[derive(Deserialize)]
struct Pieces {
    vocab: HashMap<String, TokenId>,
}

/// The tokenizer without its own normaliser, whose table of offsets panics on a lone word of many pieces:
/// [`plain`] does what that would.
fn tokenizer() -> Tokenizer {
    let table: Table = serde_json::from_str(TOKENS).expect("the built-in tokenizer is sound");
    let pieces = WordPiece::from_vocab(table.model.vocab, WordPieceOptions::default());
    let options = TokenizerOptions {
        cls_token: Some("[CLS]"),
        sep_token: Some("[SEP]"),
    };
    Tokenizer::new(pieces, options).with_pre_tokenizer(Box::new(pre_tokenizers::Bert::new()))
}

/// The text in lower case and in ASCII, as far as English needs it: the model was trained without accents and capitals.
fn plain(text: &str) -> String {
    let fold = |c: char| match c {
        '\u{2018}' | '\u{2019}' => '\'',
        'à'..='å' | 'À'..='Å' => 'a',
        'è'..='ë' | 'È'..='Ë' => 'e',
        'ì'..='ï' | 'Ì'..='Ï' => 'i',
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' => 'o',
        'ù'..='ü' | 'Ù'..='Ü' => 'u',
        'ç' | 'Ç' => 'c',
        'ñ' | 'Ñ' => 'n',
        c if c.is_ascii() && !c.is_ascii_control() => c.to_ascii_lowercase(),
        _ => ' ',
    };
    text.chars().map(fold).collect()
}

fn mean(hidden: &NdTensorView<f32, 3>) -> Vector {
    let mut sum = vec![0.0; WIDTH];
    for state in hidden.slice(0).axis_iter(0) {
        for (total, x) in sum.iter_mut().zip(state.iter()) {
            *total += x;
        }
    }
    Vector::new(sum)
}

impl Embedder for MiniLm {
    fn embed(&self, texts: &[String]) -> Vec<Vector> {
        let nowhere = || Vector::new(vec![0.0; WIDTH]);
        texts
            .iter()
            .map(|text| self.one(text).unwrap_or_else(nowhere))
            .collect()
    }

    fn kind(&self) -> Kind {
        Kind::MiniLm
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_that_mean_alike_point_the_same_way() {
        let texts = [
            "I skipped the dry run because I was in a hurry",
            "I was rushing, so I left out the rehearsal",
            "The customers were refunded on Tuesday",
        ];
        let vectors = MiniLm::new(1).embed(&texts.map(str::to_owned));
        let (alike, apart) = (
            vectors[0].cosine(&vectors[1]),
            vectors[0].cosine(&vectors[2]),
        );
        assert!(alike > apart + 0.2, "{alike} against {apart}");
    }

    #[test]
    fn no_text_is_too_strange_for_a_vector() {
        let strange = [
            "ﬁ İ ß",
            "…",
            "日本語",
            "a\u{301}\u{301}",
            "\u{202e}abc",
            "\0",
            "—x",
            "résumé ’ ’",
            "Donaudampfschifffahrtsgesellschaftskapitaenspatentpruefungsordnung",
            "a_b_c_d_e_f_g_h_i_j_k_l_m_n_o_p_q_r_s_t_u_v_w_x_y_z",
        ];
        let vectors = MiniLm::new(1).embed(&strange.map(str::to_owned));
        assert_eq!(vectors.len(), strange.len());
    }

    #[test]
    fn an_empty_text_has_a_vector_too() {
        let vectors = MiniLm::new(1).embed(&[String::new()]);
        assert_eq!(vectors[0].as_slice().len(), WIDTH);
    }
}

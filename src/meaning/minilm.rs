//! Sentence vectors of all-MiniLM-L6-v2 (int8), run by rten on the CPU.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rten::{Model, NodeId, RunOptions, ThreadPool};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};
use rten_text::models::{WordPiece, WordPieceOptions};
use rten_text::pre_tokenizers;
use rten_text::tokenizer::TokenizerOptions;
use rten_text::{TokenId, Tokenizer};
use serde::Deserialize;

use super::{Embedder, Embedding, Found, Heads, Kind, Vector, WIDTH, Wording};

/// The weights, from `models/`.
pub(crate) static WEIGHTS: [u8; include_bytes!("../../models/all-minilm-l6-v2-int8.onnx").len()] =
    *include_bytes!("../../models/all-minilm-l6-v2-int8.onnx");

/// The tokenizer's table, from `models/`.
pub(crate) static TOKENS: [u8; include_bytes!("../../models/all-minilm-l6-v2-tokenizer.json")
    .len()] = *include_bytes!("../../models/all-minilm-l6-v2-tokenizer.json");

/// What the three middle layers give out, layers 3 to 5 of 6.
const MIDDLE: [&str; 3] = ["layer_norm_6", "layer_norm_8", "layer_norm_10"];

/// More word pieces than this are left out; a clause has some 20.
const LONGEST: usize = 128;

/// So many texts of one length are run together at most: more take more memory and gain nothing.
const AT_ONCE: usize = 16;

/// What is made of a text, and of what.
#[derive(Clone, Debug, PartialEq)]
pub struct Read {
    /// What it means and how it is put.
    pub embedding: Embedding,
    /// The hidden states of layer 3 that heads look at: [`WIDTH`] for each token, one token after the other.
    pub states: Vec<f32>,
}

/// Makes sentence vectors.
pub struct MiniLm {
    model: Model,
    tokenizer: Tokenizer,
    inputs: [NodeId; 3],
    /// The middle layers, then the last.
    outputs: Vec<NodeId>,
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
        Self::with_weights(Cow::Borrowed(&WEIGHTS), threads)
    }

    /// The same from a copy of the built-in weights, which is given back once they are loaded.
    ///
    /// # Panics
    ///
    /// As [`MiniLm::new`].
    #[must_use]
    pub fn with_weights(weights: Cow<'static, [u8]>, threads: usize) -> Self {
        let loaded = match weights {
            Cow::Borrowed(weights) => Model::load_static_slice(weights),
            Cow::Owned(weights) => Model::load(weights),
        };
        let model = loaded.expect("the built-in weights are sound");
        let node = |name| {
            model
                .node_id(name)
                .expect("the built-in model has this node")
        };
        Self {
            inputs: ["input_ids", "attention_mask", "token_type_ids"].map(node),
            outputs: MIDDLE
                .into_iter()
                .chain(["last_hidden_state"])
                .map(node)
                .collect(),
            threads: Arc::new(ThreadPool::with_num_threads(threads.max(1))),
            model,
            tokenizer: tokenizer(),
        }
    }

    /// The tokens of a text; none if it cannot be read.
    fn tokens(&self, text: &str) -> Option<Vec<i32>> {
        let text = plain(text);
        let encoded = self.tokenizer.encode(text.as_str(), None).ok()?;
        let ids = encoded.token_ids().iter().take(LONGEST);
        Some(ids.map(|&id| id as i32).collect())
    }

    /// What is made of each text, in order; of one that cannot be read, nothing but zeros.
    #[must_use]
    pub fn read(&self, texts: &[String]) -> Vec<Read> {
        let unread = Read {
            embedding: Embedding {
                meaning: Vector::new(Vec::new()),
                wording: None,
            },
            states: Vec::new(),
        };
        let mut all = vec![unread; texts.len()];
        // A run lays the weights out anew, which takes as long as a sentence does. So those of one length, which need
        // no padding, go together; an embedding is the same in whatever company.
        let mut alike: BTreeMap<usize, Vec<(usize, Vec<i32>)>> = BTreeMap::new();
        for (at, text) in texts.iter().enumerate() {
            if let Some(tokens) = self.tokens(text) {
                alike.entry(tokens.len()).or_default().push((at, tokens));
            }
        }
        for (length, group) in alike {
            for some in group.chunks(AT_ONCE) {
                let tokens = some.iter().flat_map(|(_, tokens)| tokens.clone()).collect();
                let found = self.run(tokens, length).unwrap_or_default();
                for ((at, _), read) in some.iter().zip(found) {
                    all[*at] = read;
                }
            }
        }
        all
    }

    /// What is made of texts of `length` tokens each; none if the model cannot be run.
    fn run(&self, tokens: Vec<i32>, length: usize) -> Option<Vec<Read>> {
        let count = tokens.len();
        let shape = [count / length.max(1), length];
        let (ones, zeros) = (vec![1; count], vec![0; count]);
        let tensors = [tokens, ones, zeros].map(|data| NdTensor::<i32, 2>::from_data(shape, data));
        let inputs = self.inputs.iter().zip(&tensors);
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&self.threads)));
        let outputs = self.model.run(
            inputs
                .map(|(&node, tensor)| (node, tensor.view().into()))
                .collect(),
            &self.outputs,
            Some(options),
        );
        let hidden: Result<Vec<NdTensor<f32, 3>>, _> =
            outputs.ok()?.into_iter().map(TryInto::try_into).collect();
        let hidden = hidden.ok()?;
        let means: Vec<Vec<Vec<f32>>> = hidden.iter().map(means).collect();
        let (last, middle) = means.split_last()?;
        let read = |(text, last): (usize, &Vec<f32>)| {
            let mean = middle.iter().flat_map(|layer| &layer[text]).copied();
            let states = hidden[0].slice(text).to_vec();
            let found = Found {
                rules: Heads::of_rules().pooled(&states),
                roles: Heads::of_roles().pooled(&states),
            };
            Read {
                embedding: Embedding {
                    meaning: Vector::new(last.clone()),
                    wording: Some(Wording::new(mean.collect(), found, length)),
                },
                states,
            }
        };
        Some(last.iter().enumerate().map(read).collect())
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
    let table: Table = serde_json::from_slice(&TOKENS).expect("the built-in tokenizer is sound");
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

/// For each text, the mean of its tokens' states, as the model was trained to be read.
fn means(hidden: &NdTensor<f32, 3>) -> Vec<Vec<f32>> {
    hidden.axis_iter(0).map(|text| mean(&text)).collect()
}

fn mean(states: &NdTensorView<f32, 2>) -> Vec<f32> {
    let mut mean = vec![0.0; WIDTH];
    let share = 1.0 / states.size(0).max(1) as f32;
    for state in states.axis_iter(0) {
        for (total, x) in mean.iter_mut().zip(state.iter()) {
            *total += share * x;
        }
    }
    mean
}

impl Embedder for MiniLm {
    fn embed(&self, texts: &[String]) -> Vec<Embedding> {
        let read = self.read(texts).into_iter();
        read.map(|read| read.embedding).collect()
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
        let vectors = MiniLm::new(1).meanings(&texts.map(str::to_owned));
        let (alike, apart) = (
            vectors[0].cosine(&vectors[1]),
            vectors[0].cosine(&vectors[2]),
        );
        assert!(alike > apart + 0.2, "{alike} against {apart}");
    }

    #[test]
    fn how_a_sentence_is_put_counts_more_in_its_wording_than_in_its_meaning() {
        let texts = [
            "I never checked the valve",
            "I never asked the tenant",
            "The valve was never checked",
        ];
        let embeddings = MiniLm::new(1).embed(&texts.map(str::to_owned));
        let meaning = |a: usize, b: usize| embeddings[a].meaning.cosine(&embeddings[b].meaning);
        assert!(meaning(0, 2) > meaning(0, 1), "both are about the valve");
        let wording = |at: usize| embeddings[at].wording.as_ref().unwrap().as_slice();
        let apart = |a: usize, b: usize| {
            let pairs = wording(a).iter().zip(wording(b));
            pairs.map(|(x, y)| (x - y).powi(2)).sum::<f32>()
        };
        // The squared distance of two unit vectors is twice what their cosine lacks to 1.
        let by_meaning = (1.0 - meaning(0, 2)) / (1.0 - meaning(0, 1));
        let by_wording = apart(0, 2) / apart(0, 1);
        assert!(by_wording > by_meaning, "{by_wording} against {by_meaning}");
    }

    #[test]
    fn an_embedding_is_the_same_in_whatever_company() {
        let texts: Vec<String> = (0..40)
            .map(|n| {
                format!(
                    "I {} it on day {n}",
                    ["did", "left", "checked and signed"][n % 3]
                )
            })
            .collect();
        let embedder = MiniLm::new(2);
        let together = embedder.embed(&texts);
        for (text, embedding) in texts.iter().zip(&together) {
            let alone = embedder.embed(std::slice::from_ref(text));
            assert_eq!(&alone[0], embedding, "{text}");
        }
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
        let vectors = MiniLm::new(1).meanings(&strange.map(str::to_owned));
        assert_eq!(vectors.len(), strange.len());
    }

    #[test]
    fn an_empty_text_has_a_vector_too() {
        let vectors = MiniLm::new(1).meanings(&[String::new()]);
        assert_eq!(vectors[0].as_slice().len(), WIDTH);
    }
}

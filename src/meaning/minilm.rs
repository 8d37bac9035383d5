//! Sentence vectors of all-MiniLM-L6-v2 (int8), run by rten on the CPU.

use std::sync::Arc;

use rten::{Model, NodeId, RunOptions, ThreadPool};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, NdTensorView};
use rten_text::Tokenizer;

use super::{Embedder, Kind, Vector, WIDTH};

/// The weights, from `models/`.
static WEIGHTS: &[u8] = include_bytes!("../../models/all-minilm-l6-v2-int8.onnx");

/// The tokenizer's table, from `models/`.
static TOKENS: &str = include_str!("../../models/all-minilm-l6-v2-tokenizer.json");

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
        let tokenizer = Tokenizer::from_json(TOKENS).expect("the built-in tokenizer is sound");
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
            tokenizer,
        }
    }

    /// Mean of the last hidden states, as the model was trained to be read; all zeros if it cannot be run.
    fn one(&self, text: &str) -> Option<Vector> {
        let encoded = self.tokenizer.encode(text, None).ok()?;
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
    fn an_empty_text_has_a_vector_too() {
        let vectors = MiniLm::new(1).embed(&[String::new()]);
        assert_eq!(vectors[0].as_slice().len(), WIDTH);
    }
}

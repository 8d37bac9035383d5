//! Silero voice activity detection, version 6, computed frame by frame as the sound comes.
//!
//! The network is that of snakers4/silero-vad and the weights are whisper.cpp's file of them. whisper.cpp's own
//! computation is not used: it leaves out the 64 samples that each frame needs of the one before it, forgets
//! everything between calls, and passes over whole sentences of a hoarse voice that the network itself hears well.

use super::voice::FRAME;
use crate::models::SILERO;

/// So many samples of the frame before are seen with each frame.
const CONTEXT: usize = 64;

/// Sound is judged so much louder than it is, 12 dB.
///
/// The network passes over quiet and hoarse voices (a cold, -42 dB) that it hears when they are louder, and does not
/// mind loud ones that are clipped by it. No gain that follows the voice did as well: a cough deafens it for seconds.
const GAIN: f32 = 4.0;

/// The window of the short-time Fourier transform, and the step between two.
const WINDOW: usize = 256;
const STEP: usize = 128;

/// The size of the memory from frame to frame.
const HIDDEN: usize = 128;

/// Judges one frame after the other.
pub(super) struct Silero {
    spectrum: Dense,
    convolutions: [Convolution; 4],
    input_gates: Dense,
    memory_gates: Dense,
    verdict: Dense,
    context: [f32; CONTEXT],
    hidden: Vec<f32>,
    cell: Vec<f32>,
}

impl Silero {
    /// Unpacks the built-in weights.
    pub(super) fn new() -> Self {
        let tensors = tensors(&SILERO).expect("the built-in weights are whole");
        let take = |name: &str| -> Vec<f32> {
            let found = tensors.iter().find(|(known, _)| known == name);
            found.expect("the built-in weights are whole").1.clone()
        };
        let convolution = |number: usize, stride: usize| {
            let name = format!("_model.encoder.{number}.reparam_conv");
            Convolution::new(
                &take(&format!("{name}.weight")),
                take(&format!("{name}.bias")),
                stride,
            )
        };
        let rnn = |part: &str| take(&format!("_model.decoder.rnn.{part}"));
        Self {
            spectrum: Dense::new(
                &take("_model.stft.forward_basis_buffer"),
                vec![0.0; WINDOW + 2],
            ),
            convolutions: [
                convolution(0, 1),
                convolution(1, 2),
                convolution(2, 2),
                convolution(3, 1),
            ],
            input_gates: Dense::new(&rnn("weight_ih"), rnn("bias_ih")),
            memory_gates: Dense::new(&rnn("weight_hh"), rnn("bias_hh")),
            verdict: Dense::new(
                &take("_model.decoder.decoder.2.weight"),
                take("_model.decoder.decoder.2.bias"),
            ),
            context: [0.0; CONTEXT],
            hidden: vec![0.0; HIDDEN],
            cell: vec![0.0; HIDDEN],
        }
    }

    /// The probability of speech in the next frame; one that is too short is filled with silence.
    pub(super) fn judge(&mut self, frame: &[f32]) -> f32 {
        let mut sound = self.context.to_vec();
        sound.extend(frame.iter().take(FRAME).map(|s| louder(*s)));
        sound.resize(CONTEXT + FRAME, 0.0);
        self.context.copy_from_slice(&sound[FRAME..]);
        // Mirrored at its end, without the last sample itself.
        let mirrored: Vec<f32> = sound.iter().rev().skip(1).take(CONTEXT).copied().collect();
        sound.extend(mirrored);
        let mut steps: Vec<Vec<f32>> = sound
            .windows(WINDOW)
            .step_by(STEP)
            .map(|window| magnitudes(&self.spectrum.apply(window)))
            .collect();
        for convolution in &self.convolutions {
            steps = convolution.apply(&steps);
        }
        self.remember(&steps[0]);
        let heard: Vec<f32> = self.hidden.iter().map(|h| h.max(0.0)).collect();
        sigmoid(self.verdict.apply(&heard)[0])
    }

    /// A step of the long short-term memory.
    fn remember(&mut self, input: &[f32]) {
        let mut gates = self.input_gates.apply(input);
        for (gate, more) in gates.iter_mut().zip(self.memory_gates.apply(&self.hidden)) {
            *gate += more;
        }
        for unit in 0..HIDDEN {
            let gate = |number: usize| gates[number * HIDDEN + unit];
            self.cell[unit] =
                sigmoid(gate(1)) * self.cell[unit] + sigmoid(gate(0)) * gate(2).tanh();
            self.hidden[unit] = sigmoid(gate(3)) * self.cell[unit].tanh();
        }
    }
}

fn louder(sample: f32) -> f32 {
    (sample * GAIN).clamp(-1.0, 1.0)
}

/// The lengths of complex numbers whose real parts come first.
fn magnitudes(parts: &[f32]) -> Vec<f32> {
    let (real, imaginary) = parts.split_at(parts.len() / 2);
    let pairs = real.iter().zip(imaginary);
    pairs.map(|(r, i)| (r * r + i * i).sqrt()).collect()
}

fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + (-x).exp())
}

/// A matrix and what is added to its product.
struct Dense {
    /// One row for each input, of one weight for each output, so that the inner loop runs over neighbours.
    rows: Vec<f32>,
    bias: Vec<f32>,
}

impl Dense {
    /// From weights with one row for each output.
    fn new(weights: &[f32], bias: Vec<f32>) -> Self {
        let outputs = bias.len();
        let inputs = weights.len() / outputs;
        let rows = (0..inputs)
            .flat_map(|input| (0..outputs).map(move |output| weights[output * inputs + input]))
            .collect();
        Self { rows, bias }
    }

    fn apply(&self, input: &[f32]) -> Vec<f32> {
        let mut output = self.bias.clone();
        add_product(&mut output, input, &self.rows);
        output
    }
}

/// A convolution over three steps in time, and the rectifier after it.
struct Convolution {
    /// For each of the three steps, as in [`Dense`].
    taps: [Vec<f32>; 3],
    bias: Vec<f32>,
    stride: usize,
}

impl Convolution {
    /// From weights by output, input, step.
    fn new(weights: &[f32], bias: Vec<f32>, stride: usize) -> Self {
        let tap = |step: usize| {
            let of_step: Vec<f32> = weights.iter().skip(step).step_by(3).copied().collect();
            Dense::new(&of_step, bias.clone()).rows
        };
        Self {
            taps: [tap(0), tap(1), tap(2)],
            bias,
            stride,
        }
    }

    fn apply(&self, steps: &[Vec<f32>]) -> Vec<Vec<f32>> {
        let centres = (0..steps.len()).step_by(self.stride);
        centres.map(|centre| self.step(steps, centre)).collect()
    }

    fn step(&self, steps: &[Vec<f32>], centre: usize) -> Vec<f32> {
        let mut output = self.bias.clone();
        for (tap, rows) in self.taps.iter().enumerate() {
            let input = (centre + tap).checked_sub(1).and_then(|at| steps.get(at));
            if let Some(input) = input {
                add_product(&mut output, input, rows);
            }
        }
        for value in &mut output {
            *value = value.max(0.0);
        }
        output
    }
}

/// Adds to `output` each of `input` times its row.
fn add_product(output: &mut [f32], input: &[f32], rows: &[f32]) {
    let width = output.len();
    let (fours, rest) = input.as_chunks::<4>();
    let (of_fours, of_rest) = rows.split_at(4 * width * fours.len());
    // Four at once, so that what has been added up is read and written a quarter as often; in the same order.
    for ([a, b, c, d], rows) in fours.iter().zip(of_fours.chunks_exact(4 * width)) {
        let (rows_ab, rows_cd) = rows.split_at(2 * width);
        let ((row_a, row_b), (row_c, row_d)) = (rows_ab.split_at(width), rows_cd.split_at(width));
        let weights = row_a.iter().zip(row_b).zip(row_c.iter().zip(row_d));
        for (y, ((of_a, of_b), (of_c, of_d))) in output.iter_mut().zip(weights) {
            *y = *y + a * of_a + b * of_b + c * of_c + d * of_d;
        }
    }
    for (x, row) in rest.iter().zip(of_rest.chunks_exact(width)) {
        for (y, weight) in output.iter_mut().zip(row) {
            *y += x * weight;
        }
    }
}

/// The tensors of a ggml file of this network, by name; nothing if it is cut short.
fn tensors(file: &[u8]) -> Option<Vec<(String, Vec<f32>)>> {
    let mut file = Reader(file);
    file.take(4)?;
    let name = file.count()?;
    // The name of the network; its version, frame and context; its layers; four more sizes.
    file.take(name + 5 * 4)?;
    let layers = file.count()?;
    file.take(layers * 3 * 4 + 4 * 4)?;
    let mut tensors = Vec::new();
    while !file.0.is_empty() {
        tensors.push(file.tensor()?);
    }
    Some(tensors)
}

/// Reads little-endian numbers off the front of a file.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, bytes: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(bytes)?;
        self.0 = rest;
        Some(taken)
    }

    fn count(&mut self) -> Option<usize> {
        let bytes = self.take(4)?.try_into().ok()?;
        usize::try_from(i32::from_le_bytes(bytes)).ok()
    }

    fn tensor(&mut self) -> Option<(String, Vec<f32>)> {
        let (dimensions, name, kind) = (self.count()?, self.count()?, self.count()?);
        let mut size = 1;
        for _ in 0..dimensions {
            size *= self.count()?;
        }
        let name = String::from_utf8_lossy(self.take(name)?).into_owned();
        let values = match kind {
            0 => self
                .take(size * 4)?
                .as_chunks()
                .0
                .iter()
                .map(|b| f32::from_le_bytes(*b))
                .collect(),
            _ => self
                .take(size * 2)?
                .as_chunks()
                .0
                .iter()
                .map(|b| half(u16::from_le_bytes(*b)))
                .collect(),
        };
        Some((name, values))
    }
}

/// A number of 16 bits as one of 32.
fn half(bits: u16) -> f32 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let exponent = i32::from(bits >> 10 & 0x1f);
    let fraction = f32::from(bits & 0x3ff) / 1024.0;
    match exponent {
        0 => sign * fraction * 2.0_f32.powi(-14),
        _ => sign * (1.0 + fraction) * 2.0_f32.powi(exponent - 15),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(sound: impl Iterator<Item = f32>) -> Vec<f32> {
        let sound: Vec<f32> = sound.collect();
        let mut silero = Silero::new();
        sound
            .chunks(FRAME)
            .map(|frame| silero.judge(frame))
            .collect()
    }

    #[test]
    fn silence_is_no_speech() {
        assert!(judged((0..32_000).map(|_| 0.0)).iter().all(|p| *p < 0.1));
    }

    #[test]
    fn a_steady_tone_is_no_speech() {
        let tone = (0..32_000_u16).map(|n| (f32::from(n) * 0.17).sin() * 0.3);
        assert!(judged(tone).iter().skip(10).all(|p| *p < 0.3));
    }

    #[test]
    fn what_is_loud_already_is_clipped() {
        let pairs = [(0.1, 0.4), (-0.2, -0.8), (0.3, 1.0), (-1.0, -1.0)];
        assert!(
            pairs
                .iter()
                .all(|(s, loud)| (louder(*s) - loud).abs() < 1e-6)
        );
    }

    #[test]
    fn halves_are_read() {
        let numbers = [
            (0x3c00, 1.0),
            (0xc000, -2.0),
            (0x3555, 0.333_251_95),
            (0x0001, 5.960_464_5e-8),
        ];
        for (bits, number) in numbers {
            assert!(
                (half(bits) - number).abs() <= f32::EPSILON * number.abs(),
                "{bits:x}"
            );
        }
    }

    #[test]
    fn a_file_that_is_cut_short_is_noticed() {
        assert!(tensors(&SILERO[..SILERO.len() - 1]).is_none());
        assert!(tensors(&SILERO[..20]).is_none());
    }
}

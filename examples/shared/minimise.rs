//! L-BFGS (Nocedal 1980) with a memory of eight steps, for the programs that train.

/// Gives a value and its gradient.
type Objective<'a> = dyn Fn(&[f64]) -> (f64, Vec<f64>) + 'a;

/// Steps taken, each with how the gradient changed along it.
type Memory = Vec<(Vec<f64>, Vec<f64>)>;

/// Finds where `objective`, which gives a value and its gradient, is least, from zero on in at most `steps`.
pub(crate) fn minimise(size: usize, steps: usize, objective: &Objective<'_>) -> Vec<f64> {
    let mut at = vec![0.0; size];
    let (mut loss, mut slope) = objective(&at);
    let mut memory = Memory::new();
    for _ in 0..steps {
        let direction = two_loops(&slope, &memory);
        let descent: f64 = dot(&direction, &slope);
        let mut length = if memory.is_empty() {
            1.0 / dot(&slope, &slope).sqrt()
        } else {
            1.0
        };
        let (next, next_loss, next_slope) = loop {
            let next: Vec<f64> = at
                .iter()
                .zip(&direction)
                .map(|(x, d)| x + length * d)
                .collect();
            let (next_loss, next_slope) = objective(&next);
            if next_loss <= loss + 1e-4 * length * descent || length < 1e-10 {
                break (next, next_loss, next_slope);
            }
            length /= 2.0;
        };
        remember(&mut memory, (&at, &next), (&slope, &next_slope));
        let settled = (loss - next_loss).abs() < 1e-6 * loss.abs();
        (at, loss, slope) = (next, next_loss, next_slope);
        if settled {
            break;
        }
    }
    at
}

fn remember(
    memory: &mut Memory,
    (at, next): (&[f64], &[f64]),
    (slope, next_slope): (&[f64], &[f64]),
) {
    let difference =
        |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x - y).collect::<Vec<f64>>();
    let (step, bend) = (difference(next, at), difference(next_slope, slope));
    if dot(&step, &bend) > 1e-12 {
        memory.push((step, bend));
    }
    if memory.len() > 8 {
        memory.remove(0);
    }
}

fn two_loops(slope: &[f64], memory: &[(Vec<f64>, Vec<f64>)]) -> Vec<f64> {
    let mut q: Vec<f64> = slope.iter().map(|s| -s).collect();
    let mut alphas = Vec::new();
    for (step, bend) in memory.iter().rev() {
        let alpha = dot(step, &q) / dot(step, bend);
        axpy(&mut q, -alpha, bend);
        alphas.push(alpha);
    }
    if let Some((step, bend)) = memory.last() {
        let scale = dot(step, bend) / dot(bend, bend);
        for x in &mut q {
            *x *= scale;
        }
    }
    for ((step, bend), alpha) in memory.iter().zip(alphas.iter().rev()) {
        let beta = dot(bend, &q) / dot(step, bend);
        axpy(&mut q, alpha - beta, step);
    }
    q
}

pub(crate) fn axpy(into: &mut [f64], factor: f64, row: &[f64]) {
    for (total, x) in into.iter_mut().zip(row) {
        *total += factor * x;
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

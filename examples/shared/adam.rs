//! Adam (Kingma & Ba 2015): stochastic gradient descent with a step of its own for each weight.

/// How much of what is known about a slope is kept at a step: of its mean, of its mean square.
const KEPT: [f64; 2] = [0.9, 0.999];

/// What has been learned about the slopes so far.
pub(crate) struct Adam {
    means: Vec<f64>,
    squares: Vec<f64>,
    steps: i32,
}

impl Adam {
    /// For this many weights.
    pub(crate) fn new(size: usize) -> Self {
        Self {
            means: vec![0.0; size],
            squares: vec![0.0; size],
            steps: 0,
        }
    }

    /// Takes a step down the slope `gradient`, of some `length` for each weight.
    pub(crate) fn step(&mut self, weights: &mut [f64], gradient: &[f64], length: f64) {
        self.steps += 1;
        let [grown, grown_square] = KEPT.map(|kept| 1.0 - kept.powi(self.steps));
        let known = self.means.iter_mut().zip(&mut self.squares);
        for ((weight, slope), (mean, square)) in weights.iter_mut().zip(gradient).zip(known) {
            *mean += (1.0 - KEPT[0]) * (slope - *mean);
            *square += (1.0 - KEPT[1]) * (slope * slope - *square);
            *weight -= length * (*mean / grown) / ((*square / grown_square).sqrt() + 1e-8);
        }
    }
}

//! Bringing components of a wording, or of a token's state, to one measure, so that they are learned from alike.

/// What each component is measured from, and in.
#[derive(Clone, Default)]
pub(crate) struct Measure {
    mean: Vec<f64>,
    deviation: Vec<f64>,
}

impl Measure {
    /// Of rows of one width; of none, or of empty ones, nothing.
    pub(crate) fn of<'a, X>(rows: impl Iterator<Item = &'a [X]> + Clone) -> Self
    where
        X: Copy + Into<f64> + 'a,
    {
        let width = rows.clone().next().map_or(0, <[X]>::len);
        let (mut count, mut mean, mut square) = (0.0_f64, vec![0.0; width], vec![0.0; width]);
        for row in rows {
            count += 1.0;
            for ((mean, square), &x) in mean.iter_mut().zip(&mut square).zip(row) {
                let x: f64 = x.into();
                *mean += x;
                *square += x * x;
            }
        }
        let share = 1.0 / count.max(1.0);
        for mean in &mut mean {
            *mean *= share;
        }
        let deviation = mean.iter().zip(&square);
        let deviation = deviation.map(|(mean, s)| (s * share - mean * mean).max(1e-6).sqrt());
        Self {
            deviation: deviation.collect(),
            mean,
        }
    }

    /// Components brought to the measure.
    pub(crate) fn brought<X: Copy + Into<f64>>(
        &self,
        components: &[X],
    ) -> impl Iterator<Item = f64> {
        let own = self.mean.iter().zip(&self.deviation);
        let components = components.iter().zip(own);
        components.map(|(&x, (mean, deviation))| (x.into() - mean) / deviation)
    }

    /// Brings a row to the measure where it lies.
    pub(crate) fn bring(&self, row: &mut [f32]) {
        let brought: Vec<f64> = self.brought(row).collect();
        for (x, brought) in row.iter_mut().zip(brought) {
            *x = brought as f32;
        }
    }

    /// Weights for components as they are, and what that adds to the constant's.
    pub(crate) fn undone(&self, weights: &[f64]) -> (Vec<f64>, f64) {
        let own = weights.iter().zip(&self.deviation).map(|(w, d)| w / d);
        let own: Vec<f64> = own.collect();
        let shift = own.iter().zip(&self.mean).map(|(w, m)| -w * m).sum();
        (own, shift)
    }
}

/// Three digits after the point are enough, and keep the file small.
pub(crate) fn rounded(weight: f64) -> f32 {
    ((weight * 1e3).round() / 1e3) as f32
}

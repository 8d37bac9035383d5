//! The wait-free ring between the device's thread and the clerk's, which knows where it lost what.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rtrb::{Consumer, Producer, RingBuffer};

/// How many separate losses can wait to be told.
const GAPS: usize = 1024;

/// The end in the device's callback.
pub(super) struct Intake {
    samples: Producer<f32>,
    gaps: Producer<Gap>,
    heard: Arc<AtomicU64>,
    pushed: u64,
    /// Lost, and not told yet.
    untold: u64,
}

/// The clerk's end.
pub(super) struct Outlet {
    samples: Consumer<f32>,
    gaps: Consumer<Gap>,
    waiting: VecDeque<Gap>,
    heard: Arc<AtomicU64>,
    taken: u64,
    lost: u64,
}

/// So many frames did not fit after so many that did.
#[derive(Clone, Copy)]
struct Gap {
    after: u64,
    frames: u64,
}

/// What comes out of the ring, in order.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'a> {
    Sound(&'a [f32]),
    /// So many frames are missing here.
    Lost(u64),
}

/// A ring for `capacity` frames.
pub(super) fn ring(capacity: usize) -> (Intake, Outlet) {
    let (samples_in, samples_out) = RingBuffer::new(capacity);
    let (gaps_in, gaps_out) = RingBuffer::new(GAPS);
    let heard = Arc::new(AtomicU64::new(0));
    let intake = Intake {
        samples: samples_in,
        gaps: gaps_in,
        heard: Arc::clone(&heard),
        pushed: 0,
        untold: 0,
    };
    let outlet = Outlet {
        samples: samples_out,
        gaps: gaps_out,
        waiting: VecDeque::with_capacity(GAPS),
        heard,
        taken: 0,
        lost: 0,
    };
    (intake, outlet)
}

impl Intake {
    /// Takes frames, each mixed to one sample, in the device's callback: it never locks, allocates or waits.
    ///
    /// What does not fit is counted, and told before the next sound goes in.
    pub(super) fn take(&mut self, frames: impl ExactSizeIterator<Item = f32>) {
        let offered = frames.len();
        let fits = if self.tell() {
            offered.min(self.samples.slots())
        } else {
            0
        };
        if let Ok(chunk) = self.samples.write_chunk_uninit(fits) {
            chunk.fill_from_iter(frames);
        }
        self.pushed += fits as u64;
        self.untold += (offered - fits) as u64;
        self.heard.fetch_add(offered as u64, Ordering::Release);
    }

    /// Tells of what was lost, once there is room for sound after it; whether sound may go in.
    fn tell(&mut self) -> bool {
        if self.untold == 0 {
            return true;
        }
        let gap = Gap {
            after: self.pushed,
            frames: self.untold,
        };
        let told = self.samples.slots() > 0 && self.gaps.push(gap).is_ok();
        if told {
            self.untold = 0;
        }
        told
    }
}

impl Outlet {
    /// Frames the device has delivered, those lost included.
    pub(super) fn heard(&self) -> u64 {
        self.heard.load(Ordering::Acquire)
    }

    /// Hands over all that has come, in order.
    pub(super) fn drain(&mut self, mut each: impl FnMut(Piece)) {
        // Counted before the gaps are read: a gap before any of these samples was told before them.
        let ready = self.samples.slots();
        while let Ok(gap) = self.gaps.pop() {
            self.waiting.push_back(gap);
        }
        let Ok(chunk) = self.samples.read_chunk(ready) else {
            return;
        };
        let (first, second) = chunk.as_slices();
        for mut rest in [first, second] {
            while !rest.is_empty() {
                let until = self
                    .waiting
                    .front()
                    .map_or(u64::MAX, |gap| gap.after - self.taken);
                let (now, later) = rest.split_at(rest.len().min(until as usize));
                if now.is_empty() {
                    let frames = self.waiting.pop_front().map_or(0, |gap| gap.frames);
                    self.lost += frames;
                    each(Piece::Lost(frames));
                } else {
                    self.taken += now.len() as u64;
                    each(Piece::Sound(now));
                }
                rest = later;
            }
        }
        chunk.commit_all();
    }

    /// Hands over what is left when no more will come, with what was lost at the very end.
    pub(super) fn finish(&mut self, mut each: impl FnMut(Piece)) {
        let heard = self.heard();
        self.drain(&mut each);
        let missing = heard.saturating_sub(self.taken + self.lost);
        if missing > 0 {
            self.lost += missing;
            each(Piece::Lost(missing));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Samples as numbers, a loss as `-frames`.
    fn drained(outlet: &mut Outlet) -> Vec<f32> {
        let mut seen = Vec::new();
        outlet.drain(|piece| note(&piece, &mut seen));
        seen
    }

    fn note(piece: &Piece, seen: &mut Vec<f32>) {
        match piece {
            Piece::Sound(samples) => seen.extend_from_slice(samples),
            Piece::Lost(frames) => seen.push(-(*frames as f32)),
        }
    }

    fn give(intake: &mut Intake, samples: &[f32]) {
        intake.take(samples.iter().copied());
    }

    #[test]
    fn what_fits_comes_out_in_order() {
        let (mut intake, mut outlet) = ring(4);
        for start in [1.0, 4.0, 7.0] {
            give(&mut intake, &[start, start + 1.0, start + 2.0]);
            assert_eq!(drained(&mut outlet), [start, start + 1.0, start + 2.0]);
        }
        assert_eq!(outlet.heard(), 9);
    }

    #[test]
    fn a_loss_is_told_at_its_place() {
        let (mut intake, mut outlet) = ring(4);
        give(&mut intake, &[1.0, 2.0, 3.0]);
        give(&mut intake, &[4.0, 5.0, 6.0]);
        give(&mut intake, &[7.0]);
        assert_eq!(drained(&mut outlet), [1.0, 2.0, 3.0, 4.0]);
        give(&mut intake, &[8.0, 9.0]);
        assert_eq!(drained(&mut outlet), [-3.0, 8.0, 9.0]);
    }

    #[test]
    fn a_loss_at_the_very_end_is_not_forgotten() {
        let (mut intake, mut outlet) = ring(2);
        give(&mut intake, &[1.0, 2.0, 3.0, 4.0, 5.0]);
        let mut seen = Vec::new();
        outlet.finish(|piece| note(&piece, &mut seen));
        assert_eq!(seen, [1.0, 2.0, -3.0]);
    }

    #[test]
    fn nothing_is_made_up_or_forgotten_between_two_threads() {
        let (mut intake, mut outlet) = ring(64);
        let total = 200_000_u64;
        let speaker = std::thread::spawn(move || {
            let mut next = 0;
            while next < total {
                let block = 37.min(total - next);
                intake.take(
                    (next..next + block)
                        .map(|n| n as f32)
                        .collect::<Vec<_>>()
                        .into_iter(),
                );
                next += block;
            }
        });
        let mut position = 0_u64;
        let mut check = |piece: Piece| match piece {
            Piece::Sound(samples) => {
                for sample in samples {
                    assert_eq!(*sample as u64, position);
                    position += 1;
                }
            }
            Piece::Lost(frames) => position += frames,
        };
        while !speaker.is_finished() {
            outlet.drain(&mut check);
        }
        speaker.join().unwrap();
        outlet.finish(&mut check);
        assert_eq!(position, total);
    }
}

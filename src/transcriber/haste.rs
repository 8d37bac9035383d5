//! How a recognition that can be done without is made to give up.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

/// Asks a listener at work on another thread to leave out what it can do without.
#[derive(Clone, Debug, Default)]
pub struct Haste(Arc<Flags>);

#[derive(Debug, Default)]
struct Flags {
    wanted: AtomicBool,
    possible: AtomicBool,
}

impl Haste {
    /// From now on nothing is recognised that can be done without.
    pub fn hurry(&self) {
        self.0.wanted.store(true, Relaxed);
    }

    pub(super) fn is_wanted(&self) -> bool {
        self.0.wanted.load(Relaxed)
    }

    /// Says whether what is being recognised can be done without.
    pub(super) fn set_possible(&self, possible: bool) {
        self.0.possible.store(possible, Relaxed);
    }

    /// Whether to give up now.
    #[cfg(feature = "whisper")]
    pub(super) fn gives_up(&self) -> bool {
        self.0.possible.load(Relaxed) && self.is_wanted()
    }
}

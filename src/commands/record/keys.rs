//! A terminal that hands on each key at once and does not show it.

#[cfg(unix)]
use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

/// While it lives, standard input gives single keys; Ctrl-C is still a signal.
pub(super) struct SingleKeys {
    #[cfg(unix)]
    before: Termios,
}

#[cfg(unix)]
impl SingleKeys {
    /// Changes the terminal; none where it cannot be changed, and then Enter ends a line as usual.
    pub(super) fn begin() -> Option<Self> {
        let before = tcgetattr(std::io::stdin()).ok()?;
        let mut now = before.clone();
        now.local_modes
            .remove(LocalModes::ICANON | LocalModes::ECHO);
        tcsetattr(std::io::stdin(), OptionalActions::Now, &now).ok()?;
        Some(Self { before })
    }
}

#[cfg(not(unix))]
impl SingleKeys {
    /// There it is lines that are read.
    pub(super) fn begin() -> Option<Self> {
        None
    }
}

#[cfg(unix)]
impl Drop for SingleKeys {
    fn drop(&mut self) {
        // A terminal that is gone needs no restoring.
        let _ = tcsetattr(std::io::stdin(), OptionalActions::Now, &self.before);
    }
}

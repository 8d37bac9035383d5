//! Keys and signals while recording.

use std::io::{self, BufRead};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

use anyhow::{Context, Result};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

/// What the person wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// The take is told.
    Stop,
    /// Pause, or go on.
    Pause,
}

/// Listens to standard input and to the signals that end a program.
pub(super) struct Controls {
    signal: Arc<AtomicBool>,
    lines: Receiver<Wish>,
}

impl Controls {
    pub(super) fn new() -> Result<Self> {
        let signal = Arc::new(AtomicBool::new(false));
        for number in [SIGINT, SIGTERM, SIGHUP] {
            flag::register(number, Arc::clone(&signal)).context("cannot watch for Ctrl-C")?;
        }
        let (wishes, lines) = mpsc::channel();
        // It waits in a read that nothing can end: the program's end does.
        thread::spawn(move || read(io::stdin().lock(), &wishes));
        Ok(Self { signal, lines })
    }

    /// The next wish, if there is one.
    pub(super) fn wish(&self) -> Option<Wish> {
        if self.interrupted() {
            return Some(Wish::Stop);
        }
        self.lines.try_recv().ok()
    }

    /// Whether there was a signal since this was last asked.
    pub(super) fn interrupted(&self) -> bool {
        self.signal.swap(false, Ordering::Relaxed)
    }
}

/// Turns lines into wishes; the end of the input is none, since it may have been closed all along.
fn read(input: impl BufRead, wishes: &Sender<Wish>) {
    for line in input.lines().map_while(Result::ok) {
        if wishes.send(wish(&line)).is_err() {
            return;
        }
    }
}

fn wish(line: &str) -> Wish {
    if line.trim().eq_ignore_ascii_case("p") {
        Wish::Pause
    } else {
        Wish::Stop
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &[u8], expected: &[Wish]) {
        let (wishes, lines) = mpsc::channel();
        read(input, &wishes);
        drop(wishes);
        assert_eq!(lines.iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn enter_stops_and_p_pauses() {
        check(b"\n", &[Wish::Stop]);
        check(b"p\nP \n\n", &[Wish::Pause, Wish::Pause, Wish::Stop]);
    }

    #[test]
    fn the_end_of_the_input_stops_nothing() {
        check(b"", &[]);
        check(b"\xff\n", &[]);
    }
}

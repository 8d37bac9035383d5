//! Keys and signals while recording.

use std::io::{self, BufRead, IsTerminal};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;

use super::keys::SingleKeys;

/// How often signals are looked at while a frame is waited for.
const LOOKS: u32 = 4;

/// What the person wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// A signal: the take ends here, whatever was asked.
    Interrupt,
    /// The take is told.
    Stop,
    /// Pause, or go on.
    Pause,
    /// Begin again.
    StartOver,
    /// Throw it away.
    Drop,
    /// The answer yes.
    Yes,
    /// Any other key.
    Other,
}

/// Listens to standard input and to the signals that end a program.
pub(super) struct Controls {
    signal: Arc<AtomicBool>,
    wishes: Receiver<Wish>,
    /// While it lives, keys count at once, without Enter.
    _keys: Option<SingleKeys>,
}

impl Controls {
    pub(super) fn new() -> Result<Self> {
        let signal = Arc::new(AtomicBool::new(false));
        for number in [SIGINT, SIGTERM, SIGHUP] {
            flag::register(number, Arc::clone(&signal)).context("cannot watch for Ctrl-C")?;
        }
        let (sender, wishes) = mpsc::channel();
        let keys = io::stdin().is_terminal().then(SingleKeys::begin).flatten();
        let single = keys.is_some();
        // It waits in a read that nothing can end: the program's end does.
        thread::spawn(move || {
            let input = io::stdin().lock();
            if single {
                read_keys(input, &sender);
            } else {
                read_lines(input, &sender);
            }
        });
        Ok(Self {
            signal,
            wishes,
            _keys: keys,
        })
    }

    /// The next wish, waited for so long at most.
    pub(super) fn wait(&self, frame: Duration) -> Option<Wish> {
        // A signal sets a flag, which has to be looked at.
        for _ in 0..LOOKS {
            if self.interrupted() {
                return Some(Wish::Interrupt);
            }
            match self.wishes.recv_timeout(frame / LOOKS) {
                Ok(wish) => return Some(wish),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => thread::sleep(frame / LOOKS),
            }
        }
        None
    }

    /// Whether there was a signal since this was last asked.
    pub(super) fn interrupted(&self) -> bool {
        self.signal.swap(false, Ordering::Relaxed)
    }
}

/// Turns keys into wishes.
fn read_keys(input: impl BufRead, wishes: &Sender<Wish>) {
    for byte in input.bytes().map_while(Result::ok) {
        if wishes.send(wish(&char::from(byte).to_string())).is_err() {
            return;
        }
    }
}

/// Turns lines into wishes; the end of the input is none, since it may have been closed all along.
fn read_lines(input: impl BufRead, wishes: &Sender<Wish>) {
    for line in input.lines().map_while(Result::ok) {
        if wishes.send(wish(&line)).is_err() {
            return;
        }
    }
}

fn wish(typed: &str) -> Wish {
    match typed.trim().to_ascii_lowercase().as_str() {
        "" => Wish::Stop,
        "p" => Wish::Pause,
        "r" => Wish::StartOver,
        "q" => Wish::Drop,
        "y" => Wish::Yes,
        _ => Wish::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &[u8], expected: &[Wish]) {
        let (wishes, lines) = mpsc::channel();
        read_lines(input, &wishes);
        drop(wishes);
        assert_eq!(lines.iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_line_is_a_wish() {
        check(b"\n", &[Wish::Stop]);
        check(b"p\nP \n\n", &[Wish::Pause, Wish::Pause, Wish::Stop]);
        check(b"r\nq\ny\n", &[Wish::StartOver, Wish::Drop, Wish::Yes]);
        check(b"what?\n", &[Wish::Other]);
    }

    #[test]
    fn a_key_is_a_wish_at_once() {
        let (wishes, keys) = mpsc::channel();
        read_keys(&b"prx\n"[..], &wishes);
        drop(wishes);
        let expected = [Wish::Pause, Wish::StartOver, Wish::Other, Wish::Stop];
        assert_eq!(keys.iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_end_of_the_input_stops_nothing() {
        check(b"", &[]);
        check(b"\xff\n", &[]);
    }
}

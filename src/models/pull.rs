//! A model fetched, resumed where it was cut off, and kept only when it is what was published.

use std::io;
use std::path::{Path, PathBuf};

use super::download::{self, Answer};
use super::part::Part;
use super::shelf::{Presence, Shelf, Soundness, cannot};
use super::{Published, Source};
use crate::failure::{Failure, hinted};

/// How far a pull has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Bytes come.
    Fetching {
        /// So many are here, those of earlier pulls counted.
        had: u64,
        /// Of so many, if the server says so.
        of: Option<u64>,
    },
    /// All are here, and their checksum is computed.
    Checking,
}

/// What a pull did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pulled {
    /// It fetched the model, which is now here.
    Fetched(PathBuf),
    /// It found that the model was here already, and whole.
    Already(PathBuf),
}

/// Fetches a model onto the shelf, telling how far it has come.
///
/// What an earlier pull left is gone on with. A model that is here is fetched again only when it is damaged.
///
/// # Errors
///
/// When there is no connection or it breaks off, another pull is under way, the file cannot be written, or the bytes
/// are not those that were published. Only in the last case is nothing kept to go on with.
pub fn pull(
    model: &Published,
    source: &Source,
    shelf: &Shelf,
    tell: &mut dyn FnMut(Stage),
) -> Result<Pulled, Failure> {
    let mut part = shelf.claim(model)?;
    let fetch = Fetch {
        model,
        source,
        making: &shelf.making(model),
    };
    let place = shelf.place(model);
    if shelf.presence(model) == Presence::Here {
        tell(Stage::Checking);
        if shelf.check(model)? == Soundness::Whole {
            part.discard().map_err(|error| fetch.cannot_keep(&error))?;
            return Ok(Pulled::Already(place));
        }
    }
    let fetched = fetch.rest(&mut part, tell);
    let (failure, useful) = match fetched.and_then(|()| fetch.check(&mut part, tell)) {
        Ok(()) => {
            let kept = part.keep_as(&place);
            kept.map_err(|error| fetch.cannot_keep(&error))?;
            return Ok(Pulled::Fetched(place));
        }
        Err(Broken::Off(failure)) => (failure, part.length() > 0),
        Err(Broken::Wrong(failure)) => (failure, false),
    };
    if !useful {
        // What failed matters more than that nothing could be removed.
        let _ = part.discard();
    }
    Err(failure)
}

/// What is fetched, from where, and into which file.
struct Fetch<'a> {
    model: &'a Published,
    source: &'a Source,
    making: &'a Path,
}

/// Why there are no more bytes.
enum Broken {
    /// The rest can come later.
    Off(Failure),
    /// Those that came are of no use.
    Wrong(Failure),
}

impl Fetch<'_> {
    /// Fetches what is missing.
    fn rest(&self, part: &mut Part, tell: &mut dyn FnMut(Stage)) -> Result<(), Broken> {
        let answer = download::ask(self.source, self.model, part.length()).map_err(Broken::Off)?;
        if answer.from < part.length() {
            part.restart().map_err(|error| self.unwritten(&error))?;
        }
        self.take(answer, part, tell)
    }

    /// Writes down what comes.
    fn take(
        &self,
        mut answer: Answer,
        part: &mut Part,
        tell: &mut dyn FnMut(Stage),
    ) -> Result<(), Broken> {
        let mut buffer = vec![0; 1 << 16];
        loop {
            let (had, of) = (part.length(), answer.of);
            tell(Stage::Fetching { had, of });
            let read = answer.read(&mut buffer).map_err(|error| {
                let message = download::cut(self.source, self.model, had, &error);
                Broken::Off(hinted(message, resume_hint(self.model)))
            })?;
            if read == 0 {
                return Ok(());
            }
            if had + read as u64 > self.model.most() {
                let why = format!("it is longer than {}", self.model.size());
                return Err(self.other_bytes(&why));
            }
            let written = part.append(&buffer[..read]);
            written.map_err(|error| self.unwritten(&error))?;
        }
    }

    /// Compares the checksum.
    fn check(&self, part: &mut Part, tell: &mut dyn FnMut(Stage)) -> Result<(), Broken> {
        tell(Stage::Checking);
        let sum = part.sha1().map_err(|error| self.unwritten(&error))?;
        match Soundness::of(&sum, self.model.sha1) {
            Soundness::Whole => Ok(()),
            Soundness::Damaged => Err(self.other_bytes("its checksum is wrong")),
        }
    }

    fn other_bytes(&self, why: &str) -> Broken {
        let (host, name) = (self.source.host(), self.model.name);
        Broken::Wrong(hinted(
            format!("what `{host}` sent is not `{name}`: {why}"),
            format!(
                "nothing of it is kept; run `ownup model pull {name}` again, and if it stays so, \
                 something on the way answers in the server's place"
            ),
        ))
    }

    fn unwritten(&self, error: &io::Error) -> Broken {
        Broken::Off(self.cannot_keep(error))
    }

    fn cannot_keep(&self, error: &io::Error) -> Failure {
        let failure = cannot("write", self.making, error);
        if error.kind() != io::ErrorKind::StorageFull {
            return failure;
        }
        let (name, size) = (self.model.name, self.model.size());
        let hint = format!(
            "make room: `{name}` takes {size}; then `ownup model pull {name}` goes on from there"
        );
        hinted(failure.message, hint)
    }
}

/// What to do about a pull that was cut off.
#[must_use]
pub fn resume_hint(model: &Published) -> String {
    format!(
        "what has come is kept: run `ownup model pull {}` again to go on from there",
        model.name
    )
}

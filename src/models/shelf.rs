//! The folder of the models that were pulled.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use etcetera::{BaseStrategy, choose_base_strategy};

use super::part::Part;
use super::{Published, sums};
use crate::failure::{Failure, hinted, plain, reason};

/// Models on disk: `ownup/models`, in the folder where this system keeps a person's data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    folder: PathBuf,
}

/// How much of a model is on the shelf.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// All of it.
    Here,
    /// What came before its pull was cut off.
    InPart,
    /// Nothing.
    Absent,
}

/// What a checksum says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Soundness {
    /// The bytes are those that were published.
    Whole,
    /// They are others.
    Damaged,
}

impl Soundness {
    /// What it says when this sum was expected.
    pub(super) fn of(sum: &str, expected: &str) -> Self {
        if sum == expected {
            Self::Whole
        } else {
            Self::Damaged
        }
    }
}

impl Shelf {
    /// The person's own.
    ///
    /// # Errors
    ///
    /// When there is no home folder.
    pub fn of_person() -> Result<Self, Failure> {
        let folders = choose_base_strategy();
        let folders = folders.map_err(|_| {
            hinted(
                "there is no home folder to keep models in",
                "set `XDG_DATA_HOME` to a folder of yours",
            )
        })?;
        Ok(Self::at(folders.data_dir().join("ownup").join("models")))
    }

    /// The one in this folder, which need not be there yet.
    #[must_use]
    pub fn at(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Where it is.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where a model is, if all of it is here.
    #[must_use]
    pub fn holds(&self, model: &Published) -> Option<PathBuf> {
        let place = self.place(model);
        place.is_file().then_some(place)
    }

    /// How much of a model is here.
    #[must_use]
    pub fn presence(&self, model: &Published) -> Presence {
        if self.holds(model).is_some() {
            Presence::Here
        } else if self.making(model).exists() {
            Presence::InPart
        } else {
            Presence::Absent
        }
    }

    /// Reads a model that is here and compares its checksum.
    ///
    /// # Errors
    ///
    /// When it cannot be read.
    pub fn check(&self, model: &Published) -> Result<Soundness, Failure> {
        let place = self.place(model);
        let sum = File::open(&place).and_then(sums::sha1);
        let sum = sum.map_err(|error| cannot("read", &place, &error))?;
        Ok(Soundness::of(&sum, model.sha1))
    }

    /// Removes whatever is here of a model.
    ///
    /// # Errors
    ///
    /// When it is just being pulled, or the files cannot be removed.
    pub fn remove(&self, model: &Published) -> Result<(), Failure> {
        let place = self.place(model);
        let presence = self.presence(model);
        if presence != Presence::Absent {
            // Claimed first, so that no pull brings it back.
            let making = self.making(model);
            let part = self.claim(model)?;
            part.discard()
                .map_err(|error| cannot("remove", &making, &error))?;
        }
        if presence == Presence::Here {
            fs::remove_file(&place).map_err(|error| cannot("remove", &place, &error))?;
        }
        Ok(())
    }

    /// Opens what is to become a model's file.
    pub(super) fn claim(&self, model: &Published) -> Result<Part, Failure> {
        let making = self.making(model);
        let claimed = fs::create_dir_all(&self.folder).and_then(|()| Part::claim(&making));
        let claimed = claimed.map_err(|error| cannot("write", &making, &error))?;
        claimed.ok_or_else(|| {
            hinted(
                format!("`{}` is just being pulled by another ownup", model.name),
                "let that one finish, or stop it",
            )
        })
    }

    /// Where a model's file lies when it is whole.
    pub(super) fn place(&self, model: &Published) -> PathBuf {
        self.folder.join(model.file())
    }

    /// Where it lies until then.
    pub(super) fn making(&self, model: &Published) -> PathBuf {
        self.folder.join(model.file() + ".part")
    }
}

/// Something that could not be done with a file.
pub(super) fn cannot(what: &str, path: &Path, error: &io::Error) -> Failure {
    plain(format!(
        "cannot {what} `{}`: {}",
        path.display(),
        reason(error)
    ))
}

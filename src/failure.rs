//! What went wrong, and what the person can try: the two lines that `error:` and `hint:` open.

use std::fmt;

/// A failure in words for the person at the desk.
///
/// Both parts start in lower case and end without a full stop; commands stand in backticks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What went wrong, naming the thing.
    pub message: String,
    /// What to try, where something can be done.
    pub hint: Option<String>,
}

/// A failure that nothing can be done about but know of it.
#[must_use]
pub fn plain(message: impl Into<String>) -> Failure {
    Failure {
        message: message.into(),
        hint: None,
    }
}

/// A failure, and what to try.
#[must_use]
pub fn hinted(message: impl Into<String>, hint: impl Into<String>) -> Failure {
    Failure {
        message: message.into(),
        hint: Some(hint.into()),
    }
}

/// The system's reason in words: `permission denied`, without its number.
#[must_use]
pub fn reason(error: &impl fmt::Display) -> String {
    let text = error.to_string().to_lowercase();
    match text.find(" (os error") {
        Some(end) => text[..end].to_owned(),
        None => text,
    }
}

/// The first hint among the causes of `error`, the outermost first.
#[must_use]
pub fn hint(error: &anyhow::Error) -> Option<&str> {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<Failure>())
        .find_map(|failure| failure.hint.as_deref())
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_is_found_under_context() {
        let error =
            anyhow::Error::new(hinted("no microphone", "plug one in")).context("cannot record");
        assert_eq!(hint(&error), Some("plug one in"));
        assert_eq!(format!("{error:#}"), "cannot record: no microphone");
    }

    #[test]
    fn a_plain_failure_has_no_hint() {
        assert_eq!(hint(&plain("the file is empty").into()), None);
    }
}

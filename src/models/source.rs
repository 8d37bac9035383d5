//! Where models are fetched from: upstream, or a mirror.

use std::time::Duration;

use super::Published;
use crate::failure::{Failure, hinted};

/// Where upstream publishes its files.
const UPSTREAM: &str = "https://huggingface.co/ggerganov/whisper.cpp/resolve/main";

/// The variable that names a mirror.
pub const MIRROR: &str = "OWNUP_MODEL_URL";

/// An address below which the files lie, each by its own name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    base: String,
    patience: Duration,
}

impl Default for Source {
    /// Upstream.
    fn default() -> Self {
        Self {
            base: UPSTREAM.to_owned(),
            patience: Duration::from_secs(30),
        }
    }
}

impl Source {
    /// A mirror, by its address.
    ///
    /// # Errors
    ///
    /// When that is no address of the web.
    pub fn mirror(address: &str) -> Result<Self, Failure> {
        let base = address.trim().trim_end_matches('/');
        let rest = ["https://", "http://"]
            .iter()
            .find_map(|scheme| base.strip_prefix(scheme));
        let sound = rest.is_some_and(|rest| {
            let written = |c: char| c.is_ascii_graphic() && !matches!(c, '?' | '#' | '"' | '<');
            !rest.is_empty() && !rest.starts_with('/') && rest.chars().all(written)
        });
        if !sound {
            return Err(hinted(
                format!("`{address}` is no address to fetch models from"),
                format!("set `{MIRROR}` to an address such as https://example.com/models"),
            ));
        }
        Ok(Self {
            base: base.to_owned(),
            ..Self::default()
        })
    }

    /// The same, where so long a silence is taken for the end.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// How long a silence may last.
    pub(super) fn patience(&self) -> Duration {
        self.patience
    }

    /// Where this model's file is.
    #[must_use]
    pub fn address(&self, model: &Published) -> String {
        format!("{}/{}", self.base, model.file())
    }

    /// The machine's name, and its port if that is unusual.
    #[must_use]
    pub fn host(&self) -> &str {
        let rest = self.base.split("://").nth(1).unwrap_or(&self.base);
        let host = rest.split('/').next().unwrap_or(rest);
        // A name and a password before it are nobody's business.
        host.rsplit('@').next().unwrap_or(host)
    }

    /// Whether it is not upstream itself.
    pub(super) fn is_mirror(&self) -> bool {
        self.base != UPSTREAM
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(mirror: &str, address: &str, host: &str) {
        let source = Source::mirror(mirror).unwrap_or_else(|failure| panic!("{failure}"));
        let model = Published::named("tiny").expect("published");
        assert_eq!(source.address(&model), address, "{mirror}");
        assert_eq!(source.host(), host, "{mirror}");
    }

    #[test]
    fn a_file_lies_right_below_the_mirrors_address() {
        let address = "http://m.example:8080/w/ggml-tiny.bin";
        check("http://m.example:8080/w", address, "m.example:8080");
        check(" http://m.example:8080/w// ", address, "m.example:8080");
        check(
            "https://me:secret@m.example",
            "https://me:secret@m.example/ggml-tiny.bin",
            "m.example",
        );
    }

    #[test]
    fn upstream_is_no_mirror() {
        let model = Published::named("base.en").expect("published");
        let upstream = Source::default();
        let address = "https://huggingface.co/ggerganov/whisper.cpp/resolve/main/ggml-base.en.bin";
        assert_eq!(upstream.address(&model), address);
        assert_eq!(upstream.host(), "huggingface.co");
        assert!(!upstream.is_mirror());
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for wrong in [
            "",
            "/models",
            "file:///models",
            "ftp://m.example",
            "http://",
            "https:///x",
            "http://a b",
            "http://m.example/?q=1",
        ] {
            let failure = Source::mirror(wrong).expect_err(wrong);
            assert!(failure.hint.is_some_and(|hint| hint.contains(MIRROR)));
        }
    }
}

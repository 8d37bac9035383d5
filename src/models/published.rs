//! Upstream's published weights: names, sizes and checksums, as data.

/// A ggml file that whisper.cpp's authors publish.
///
/// Where the figures come from is told in `models/README.md`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// Its name, such as `base.en`.
    pub name: &'static str,
    /// Its length as published: rounded, in MiB.
    pub mib: u64,
    /// The SHA-1 sum of the file, as 40 digits.
    pub sha1: &'static str,
}

/// What a model understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Languages {
    /// English alone, and that better than a model of the same size that knows more.
    English,
    /// Some hundred languages.
    Many,
}

const fn file(name: &'static str, mib: u64, sha1: &'static str) -> Published {
    Published { name, mib, sha1 }
}

impl Published {
    /// Every one that can be pulled, those for English first. Upstream's `tiny.en-q8_0` is left out: one is built in.
    pub const ALL: [Self; 23] = [
        file("tiny.en", 75, "c78c86eb1a8faa21b369bcd33207cc90d64ae9df"),
        file(
            "tiny.en-q5_1",
            31,
            "3fb92ec865cbbc769f08137f22470d6b66e071b6",
        ),
        file("base.en", 142, "137c40403d78fd54d454da0f9bd998f78703390c"),
        file(
            "base.en-q5_1",
            57,
            "d26d7ce5a1b6e57bea5d0431b9c20ae49423c94a",
        ),
        file(
            "base.en-q8_0",
            78,
            "bb1574182e9b924452bf0cd1510ac034d323e948",
        ),
        file("small.en", 466, "db8a495a91d927739e50b3fc1cc4c6b8f6c2d022"),
        file(
            "small.en-q5_1",
            181,
            "20f54878d608f94e4a8ee3ae56016571d47cba34",
        ),
        file(
            "small.en-q8_0",
            252,
            "9d75ff4ccfa0a8217870d7405cf8cef0a5579852",
        ),
        file(
            "medium.en",
            1536,
            "8c30f0e44ce9560643ebd10bbe50cd20eafd3723",
        ),
        file(
            "medium.en-q5_0",
            514,
            "bb3b5281bddd61605d6fc76bc5b92d8f20284c3b",
        ),
        file(
            "medium.en-q8_0",
            785,
            "b1cf48c12c807e14881f634fb7b6c6ca867f6b38",
        ),
        file("tiny", 75, "bd577a113a864445d4c299885e0cb97d4ba92b5f"),
        file("tiny-q5_1", 31, "2827a03e495b1ed3048ef28a6a4620537db4ee51"),
        file("tiny-q8_0", 42, "19e8118f6652a650569f5a949d962154e01571d9"),
        file("base", 142, "465707469ff3a37a2b9b8d8f89f2f99de7299dac"),
        file("base-q5_1", 57, "a3733eda680ef76256db5fc5dd9de8629e62c5e7"),
        file("base-q8_0", 78, "7bb89bb49ed6955013b166f1b6a6c04584a20fbe"),
        file("small", 466, "55356645c2b361a969dfd0ef2c5a50d530afd8d5"),
        file(
            "small-q5_1",
            181,
            "6fe57ddcfdd1c6b07cdcc73aaf620810ce5fc771",
        ),
        file(
            "small-q8_0",
            252,
            "bcad8a2083f4e53d648d586b7dbc0cd673d8afad",
        ),
        file(
            "large-v3-turbo",
            1536,
            "4af2b29d7ec73d781377bfd1758ca957a807e941",
        ),
        file(
            "large-v3-turbo-q5_0",
            547,
            "e050f7970618a659205450ad97eb95a18d69c9ee",
        ),
        file(
            "large-v3-turbo-q8_0",
            834,
            "01bf15bedffe9f39d65c1b6ff9b687ea91f59e0e",
        ),
    ];

    /// The one of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|model| model.name == name)
    }

    /// The name of its file.
    #[must_use]
    pub fn file(&self) -> String {
        format!("ggml-{}.bin", self.name)
    }

    /// What it understands.
    #[must_use]
    pub fn languages(&self) -> Languages {
        if self.name.contains(".en") {
            Languages::English
        } else {
            Languages::Many
        }
    }

    /// Its length in words, as published.
    #[must_use]
    pub fn size(&self) -> String {
        amount(self.mib << 20)
    }

    /// No file of this model has more bytes: published lengths are rounded, the roughest by a twentieth of a GiB.
    pub(super) fn most(&self) -> u64 {
        (self.mib << 20) / 10 * 11
    }
}

/// So many bytes in words: `142 MiB`.
#[must_use]
pub fn amount(bytes: u64) -> String {
    const UNITS: [(u64, &str); 2] = [(1 << 20, "MiB"), (1 << 10, "KiB")];
    if bytes >= 1 << 30 {
        return format!("{:.1} GiB", bytes as f64 / f64::from(1 << 30));
    }
    let unit = UNITS.into_iter().find(|(unit, _)| bytes >= *unit);
    unit.map_or_else(
        || format!("{bytes} bytes"),
        |(unit, name)| format!("{} {name}", bytes / unit),
    )
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_name_and_every_checksum_is_there_once() {
        let names: HashSet<&str> = Published::ALL.iter().map(|model| model.name).collect();
        let sums: HashSet<&str> = Published::ALL.iter().map(|model| model.sha1).collect();
        assert_eq!((names.len(), sums.len()), (23, 23));
    }

    #[test]
    fn a_checksum_is_40_digits() {
        let digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        for model in Published::ALL {
            let whole = model.sha1.len() == 40 && model.sha1.chars().all(digit);
            assert!(whole, "{}", model.name);
        }
    }

    fn check(name: &str, expected: &str) {
        let found = Published::named(name);
        let told = found.map(|model| {
            let languages = model.languages();
            format!("{}, {}, {languages:?}", model.file(), model.size())
        });
        assert_eq!(told.unwrap_or_default(), expected, "{name}");
    }

    #[test]
    fn a_name_tells_the_file_the_size_and_the_language() {
        check("base.en", "ggml-base.en.bin, 142 MiB, English");
        check("small-q5_1", "ggml-small-q5_1.bin, 181 MiB, Many");
        check("large-v3-turbo", "ggml-large-v3-turbo.bin, 1.5 GiB, Many");
        check("medium.en", "ggml-medium.en.bin, 1.5 GiB, English");
        check("base.EN", "");
        check("", "");
    }

    #[test]
    fn bytes_are_told_in_the_unit_that_fits() {
        assert_eq!(amount(0), "0 bytes");
        assert_eq!(amount(1_023), "1023 bytes");
        assert_eq!(amount(1_024), "1 KiB");
        assert_eq!(amount((1 << 20) - 1), "1023 KiB");
        assert_eq!(amount(147_964_211), "141 MiB");
        assert_eq!(amount(1 << 30), "1.0 GiB");
    }
}

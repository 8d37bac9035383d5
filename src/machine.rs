//! What this machine has: extensions of its processor, room on its disk, and how busy it is.

use std::fmt;
use std::io;
use std::path::Path;

/// An extension of the x86-64 instructions that recognition may be compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extension {
    /// Vectors of 256 bits, in floating point.
    Avx,
    /// The same for whole numbers.
    Avx2,
    /// Multiplying and adding in one step.
    Fma,
    /// Numbers of 16 bits.
    F16c,
}

impl Extension {
    /// Whether this processor has it; on another kind of processor nothing is missing.
    #[must_use]
    pub fn is_present(self) -> bool {
        #[cfg(target_arch = "x86_64")]
        let present = match self {
            Self::Avx => std::is_x86_feature_detected!("avx"),
            Self::Avx2 => std::is_x86_feature_detected!("avx2"),
            Self::Fma => std::is_x86_feature_detected!("fma"),
            Self::F16c => std::is_x86_feature_detected!("f16c"),
        };
        #[cfg(not(target_arch = "x86_64"))]
        let present = true;
        present
    }
}

impl fmt::Display for Extension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Avx => "AVX",
            Self::Avx2 => "AVX2",
            Self::Fma => "FMA",
            Self::F16c => "F16C",
        })
    }
}

/// How many threads wanted to compute, on average over the last minute; none where the system does not say.
#[must_use]
pub fn load() -> Option<f64> {
    #[cfg(target_os = "linux")]
    let load = Some(rustix::system::sysinfo().loads[0] as f64 / f64::from(1 << 16));
    #[cfg(not(target_os = "linux"))]
    let load = None;
    load
}

/// How many bytes this person may still write in `folder`.
///
/// # Errors
///
/// When there is no such folder, or the system does not say.
#[cfg(unix)]
pub fn free_space(folder: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

/// How many bytes this person may still write in `folder`.
///
/// # Errors
///
/// Always: this system is not asked.
#[cfg(not(unix))]
pub fn free_space(_folder: &Path) -> io::Result<u64> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_processor_with_avx2_has_avx() {
        assert!(Extension::Avx.is_present() || !Extension::Avx2.is_present());
    }

    #[test]
    fn a_folder_has_some_room_or_none_and_a_missing_one_is_an_error() {
        assert!(free_space(Path::new(env!("CARGO_MANIFEST_DIR"))).is_ok());
        let missing = free_space(Path::new("no/such/folder")).unwrap_err();
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
    }
}

//! What this machine has: extensions of its processor, room on its disk, and how busy it is.

use std::fmt;
use std::io;
use std::path::Path;
#[cfg(target_os = "linux")]
use std::time::Duration;

#[cfg(target_os = "linux")]
use rustix::time::{ClockId, clock_gettime};

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

/// What others compute on this machine, beside this program.
#[cfg(target_os = "linux")]
#[derive(Clone, Copy, Debug)]
pub struct Others {
    /// When this was first asked,
    begun: Duration,
    /// and what this program had computed by then.
    used: Duration,
}

/// What others compute on this machine, which this system does not tell.
#[cfg(not(target_os = "linux"))]
#[derive(Clone, Copy, Debug)]
pub struct Others;

#[cfg(target_os = "linux")]
impl Others {
    /// From now on.
    #[must_use]
    pub fn watch() -> Self {
        Self {
            begun: clock(ClockId::Monotonic),
            used: clock(ClockId::ProcessCPUTime),
        }
    }

    /// How many of their threads wanted to compute, on average over the last minute; none where the system does not say.
    #[must_use]
    pub fn load(&self) -> Option<f64> {
        let all = rustix::system::sysinfo().loads[0] as f64 / f64::from(1 << 16);
        let elapsed = clock(ClockId::Monotonic).saturating_sub(self.begun);
        let used = clock(ClockId::ProcessCPUTime).saturating_sub(self.used);
        Some(load_without(all, used, elapsed))
    }
}

#[cfg(not(target_os = "linux"))]
impl Others {
    /// From now on.
    #[must_use]
    pub fn watch() -> Self {
        Self
    }

    /// How many of their threads wanted to compute, on average over the last minute; none where the system does not say.
    #[must_use]
    pub fn load(&self) -> Option<f64> {
        None
    }
}

#[cfg(target_os = "linux")]
fn clock(which: ClockId) -> Duration {
    Duration::try_from(clock_gettime(which)).unwrap_or_default()
}

/// The load without somebody who has `used` the processor so long in the time that has `elapsed`.
///
/// What happened is forgotten with a time constant of a minute, as Linux does it.
#[cfg(target_os = "linux")]
fn load_without(load: f64, used: Duration, elapsed: Duration) -> f64 {
    let elapsed = elapsed.as_secs_f64().max(1.0);
    let known = 1.0 - (-elapsed / 60.0).exp();
    (load - used.as_secs_f64() / elapsed * known).max(0.0)
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

    #[cfg(target_os = "linux")]
    #[test]
    fn our_own_work_is_not_that_of_others() {
        let seconds = Duration::from_secs;
        // For ten minutes this program has kept one core busy, beside another.
        assert!((load_without(2.0, seconds(600), seconds(600)) - 1.0).abs() < 0.01);
        // What it has just begun is hardly in the load yet.
        assert!((load_without(1.0, seconds(3), seconds(3)) - 1.0).abs() < 0.06);
        assert!(load_without(0.1, seconds(600), seconds(600)).abs() < 1e-9);
        assert!(Others::watch().load().is_some());
    }

    #[test]
    fn a_folder_has_some_room_or_none_and_a_missing_one_is_an_error() {
        assert!(free_space(Path::new(env!("CARGO_MANIFEST_DIR"))).is_ok());
        let missing = free_space(Path::new("no/such/folder")).unwrap_err();
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
    }
}

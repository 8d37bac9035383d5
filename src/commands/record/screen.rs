//! The few lines that are shown while someone speaks: clock, level, section, one cue, keys.

use unicode_width::UnicodeWidthChar;

use super::standing::Standing;
use crate::rules::cause::Grade;
use crate::story::{Bucket, Role};
use crate::time::Millis;

/// Louder than this somebody speaks: -36 dB.
const SPEECH: f32 = 0.016;

/// A sample as loud as this has been cut off by the device.
const CLIPPED: f32 = 0.985;

/// A breath is no silence.
const BREATH: Millis = Millis(2_000);

/// A remark about loudness stays so long that it can be read.
const REMARK: Millis = Millis(1_500);

/// After this the speaker may wonder whether it still listens.
const LONG_SILENCE: Millis = Millis(10_000);

/// What is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Screen {
    /// What the clock shows.
    pub(super) elapsed: Millis,
    /// The loudest sample since the screen was last drawn, from 0.0 to 1.0.
    level: f32,
    /// When something was last heard.
    heard: Option<Millis>,
    /// When it was last too loud.
    clipped: Option<Millis>,
    /// The speaker's place, as far as it is known.
    pub(super) standing: Option<Standing>,
    /// What the keys are for now.
    pub(super) mode: Mode,
}

/// What the keys are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mode {
    /// The take is being told.
    #[default]
    Telling,
    /// It stands still.
    Paused,
    /// A question waits for an answer.
    Asking,
}

impl Screen {
    /// Takes what the microphone heard since the last time.
    pub(super) fn hear(&mut self, elapsed: Millis, level: f32) {
        let level = if level.is_finite() { level } else { 1.0 };
        self.elapsed = elapsed;
        // It falls slowly, so that it can be read.
        self.level = level.max(0.7 * self.level);
        if level > SPEECH {
            self.heard = Some(elapsed);
        }
        if level >= CLIPPED {
            self.clipped = Some(elapsed);
        }
    }

    /// The lines, always as many, none wider than `width`.
    pub(super) fn lines(&self, width: usize) -> String {
        let lines = [
            format!("{:>5}  {}  {}", self.elapsed, self.bar(), self.ear()),
            format!("       {}", self.place().unwrap_or_default()),
            format!("       {}", self.cue().unwrap_or_default()),
            format!("       {}", self.keys()),
        ];
        lines.map(|line| fitted(&line, width)).join("\n")
    }

    /// The section and its seconds.
    pub(super) fn place(&self) -> Option<String> {
        let standing = self.standing.as_ref()?;
        let heading = standing.heading.as_deref()?;
        // The words known are a few seconds old, and the section goes on.
        let since = (self.elapsed - standing.at).max(Millis::ZERO);
        let told = standing.told + since;
        Some(match standing.bucket {
            Some((Bucket::Rollback, bucket, target)) => {
                format!("{heading}  {} of {target}", bucket + since)
            }
            Some((Bucket::Decision, bucket, target)) => {
                format!(
                    "{heading}  {told}  (decision {} of {target})",
                    bucket + since
                )
            }
            None => match standing.target {
                Some(target) => format!("{heading}  {told} of {target}"),
                None => format!("{heading}  {told}"),
            },
        })
    }

    /// The one thing worth a glance, if there is one.
    fn cue(&self) -> Option<&'static str> {
        if self.mode != Mode::Telling {
            return None;
        }
        if self.silence() >= LONG_SILENCE {
            return Some("I have heard nothing for a while; is the microphone on?");
        }
        let standing = self.standing.as_ref()?;
        let since = (self.elapsed - standing.at).max(Millis::ZERO);
        match (standing.role?, standing.bucket) {
            (Role::Rollback, Some((_, told, target))) if told + since > target => {
                Some("the repair has had its time: on to what you learned")
            }
            (Role::Lesson, _) if standing.cause == Grade::Missing => {
                Some("before the lesson: say what you did, and that it was you")
            }
            _ => None,
        }
    }

    fn keys(&self) -> &'static str {
        match self.mode {
            Mode::Telling => "Enter stops, p pauses, r starts over, q drops",
            Mode::Paused => "paused: p goes on, Enter stops",
            Mode::Asking => "drop this take? y drops it, any other key goes on",
        }
    }

    /// Speech at a good level peaks at -20 to -3 dB; a bar is 6 dB.
    fn bar(&self) -> String {
        let decibels = 20.0 * self.level.max(1e-3).log10();
        let bars = ((decibels + 60.0) / 6.0).round().clamp(0.0, 10.0) as usize;
        format!("{}{}", "▮".repeat(bars), "▯".repeat(10 - bars))
    }

    fn ear(&self) -> &'static str {
        let within = |moment: Option<Millis>, length| {
            moment.is_some_and(|moment| self.elapsed - moment < length)
        };
        if self.mode == Mode::Paused {
            ""
        } else if within(self.clipped, REMARK) {
            "too loud"
        } else if within(self.heard, BREATH) {
            "I hear you"
        } else {
            "I hear nothing"
        }
    }

    fn silence(&self) -> Millis {
        self.elapsed - self.heard.unwrap_or(Millis::ZERO)
    }
}

/// The start of a line that has no room for all of it.
fn fitted(line: &str, width: usize) -> String {
    let mut columns = 0;
    let fits = |c: &char| {
        columns += c.width().unwrap_or(0);
        columns < width
    };
    let fitting: String = line.chars().take_while(fits).collect();
    fitting.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standing(role: Role, told: i64, cause: Grade) -> Standing {
        let bucket = role.bucket().map(|bucket| match bucket {
            Bucket::Rollback => (bucket, Millis(told), Millis(30_000)),
            Bucket::Decision => (bucket, Millis(told + 20_000), Millis(90_000)),
        });
        Standing {
            heading: Some(role.name().to_owned()),
            role: Some(role),
            told: Millis(told),
            bucket,
            target: None,
            cause,
            at: Millis(66_000),
        }
    }

    fn screen(standing: Option<Standing>) -> Screen {
        let mut screen = Screen {
            standing,
            ..Screen::default()
        };
        screen.hear(Millis(67_000), 0.25);
        screen
    }

    #[test]
    fn a_glance_shows_the_clock_the_place_and_the_keys() {
        let screen = screen(Some(standing(Role::Cause, 22_000, Grade::Strong)));
        insta::assert_snapshot!(screen.lines(80), @"
         1:07  ▮▮▮▮▮▮▮▮▯▯  I hear you
               cause  0:23  (decision 0:43 of 1:30)

               Enter stops, p pauses, r starts over, q drops
        ");
    }

    #[test]
    fn no_line_is_wider_than_the_screen() {
        let mut wide = standing(Role::Context, 4_000, Grade::Missing);
        wide.heading =
            Some("The winter in which everything 冬 went wrong at the harbour office".to_owned());
        for width in [20, 60, 80] {
            let lines = screen(Some(wide.clone())).lines(width);
            assert_eq!(lines.lines().count(), 4);
            let columns = |line: &str| line.chars().map(|c| c.width().unwrap_or(0)).sum::<usize>();
            assert!(lines.lines().all(|line| columns(line) <= width), "{lines}");
        }
    }

    #[test]
    fn there_is_one_cue_at_a_time_and_seldom_one() {
        let cue = |role, told, cause| screen(Some(standing(role, told, cause))).cue();
        assert_eq!(cue(Role::Context, 90_000, Grade::Missing), None);
        assert_eq!(cue(Role::Rollback, 20_000, Grade::Missing), None);
        assert_eq!(
            cue(Role::Rollback, 30_000, Grade::Missing),
            Some("the repair has had its time: on to what you learned")
        );
        assert_eq!(cue(Role::Lesson, 2_000, Grade::Partial), None);
        assert_eq!(
            cue(Role::Lesson, 2_000, Grade::Missing),
            Some("before the lesson: say what you did, and that it was you")
        );
    }

    #[test]
    fn silence_is_noticed_and_a_breath_is_not() {
        let mut screen = screen(None);
        screen.hear(Millis(68_500), 0.0);
        assert_eq!((screen.ear(), screen.cue()), ("I hear you", None));
        screen.hear(Millis(70_000), 0.0);
        assert_eq!((screen.ear(), screen.cue()), ("I hear nothing", None));
        screen.hear(Millis(77_000), 0.0);
        assert!(screen.cue().is_some());
        screen.mode = Mode::Paused;
        assert_eq!(screen.cue(), None);
    }

    #[test]
    fn a_microphone_that_is_too_loud_is_named() {
        let mut screen = screen(None);
        screen.hear(Millis(67_100), 1.0);
        screen.hear(Millis(67_200), 0.2);
        assert_eq!(screen.ear(), "too loud");
        screen.hear(Millis(69_000), f32::NAN);
        assert_eq!(screen.ear(), "too loud");
        screen.hear(Millis(71_000), 0.2);
        assert_eq!(screen.ear(), "I hear you");
    }
}

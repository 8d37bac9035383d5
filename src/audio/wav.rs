//! WAV files (hound): written safe against a crash, and read whoever wrote them.
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "recordings are files, made safe twice a second"
)]

use std::fmt;
use std::fs::{File, OpenOptions};
use std::io::{self, BufReader, BufWriter, Cursor, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context;

use crate::audio::{self, Blocks, Recording};
use crate::failure::{self, Failure, reason};
use crate::samples::{self, Samples};
use crate::time::{Millis, SAMPLE_RATE};

mod header;

pub(crate) use header::Flaw;

/// How long sound may be on its way to the disk.
const CHECKPOINT: Duration = Duration::from_millis(500);

/// What one step of 16 bits stands for.
const STEPS: f32 = 32_768.0;

/// Writes 16 kHz mono, 16 bits; after a power cut all but the last second is still a good file.
pub struct Writer {
    wav: hound::WavWriter<BufWriter<File>>,
    /// The same file, to push it to the disk.
    file: File,
    checked: Instant,
    written: usize,
}

impl Writer {
    /// Begins a file, for its owner's eyes only.
    ///
    /// # Errors
    /// If the file exists or cannot be made.
    pub fn create(path: &Path) -> anyhow::Result<Self> {
        let file = private(path).with_context(|| format!("cannot write `{}`", path.display()))?;
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: SAMPLE_RATE,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let wav = hound::WavWriter::new(BufWriter::new(file.try_clone()?), spec)?;
        let mut writer = Self {
            wav,
            file,
            checked: Instant::now(),
            written: 0,
        };
        writer.checkpoint()?;
        Ok(writer)
    }

    /// Appends sound, and makes the file whole on disk when the last time was half a second ago.
    ///
    /// # Errors
    /// If the disk is full or gone.
    pub fn write(&mut self, block: &[f32]) -> anyhow::Result<()> {
        for sample in block {
            self.wav
                .write_sample(step(*sample))
                .map_err(|error| unwritten(&error))?;
        }
        self.written += block.len();
        if self.checked.elapsed() >= CHECKPOINT {
            self.checkpoint()?;
        }
        Ok(())
    }

    /// How much sound has been written.
    #[must_use]
    pub fn length(&self) -> Millis {
        Millis::of_sample(self.written)
    }

    /// Completes the file on disk.
    ///
    /// # Errors
    /// If the disk is full or gone.
    pub fn finish(mut self) -> anyhow::Result<()> {
        self.checkpoint()?;
        self.wav
            .finalize()
            .map_err(|error| unwritten(&error).into())
    }

    fn checkpoint(&mut self) -> anyhow::Result<()> {
        self.wav.flush().map_err(|error| unwritten(&error))?;
        self.file.sync_data().map_err(|error| unwritten(&error))?;
        self.checked = Instant::now();
        Ok(())
    }
}

fn unwritten(error: &impl fmt::Display) -> Failure {
    failure::hinted(
        format!("cannot write the sound: {}", reason(error)),
        "make room on the disk: a minute of sound takes 2 MB",
    )
}

fn step(sample: f32) -> i16 {
    (sample * STEPS).round().clamp(-STEPS, STEPS - 1.0) as i16
}

/// Makes of sound what will be read from the file it is written to.
#[cfg(any(feature = "mic", test))]
pub(crate) fn round(block: &mut [f32]) {
    for sample in block {
        *sample = f32::from(step(*sample)) / STEPS;
    }
}

/// A file that [`Writer`] wrote; one cut off by a crash goes as far as it goes.
#[derive(Clone, Debug)]
pub struct Kept {
    path: PathBuf,
    length: Millis,
}

/// Looks at a file that [`Writer`] wrote.
///
/// # Errors
/// If it is no WAV file, or not 16 kHz mono.
pub fn open(path: &Path) -> anyhow::Result<Kept> {
    let wave = wave(path)?;
    Ok(Kept {
        path: path.to_owned(),
        length: Millis::of_sample(wave.present as usize),
    })
}

impl Recording for Kept {
    fn length(&self) -> Millis {
        self.length
    }

    fn play(&self, to: &mut Blocks<'_>) -> anyhow::Result<()> {
        let mut wave = wave(&self.path)?;
        let mut block = Vec::new();
        while wave
            .block(&mut block)
            .map_err(|flaw| damaged(&self.path, &flaw))?
        {
            samples::tidy(&mut block);
            to(&block)?;
            block.clear();
        }
        Ok(())
    }
}

/// Reads the whole of a file that [`Writer`] wrote.
///
/// # Errors
/// As [`open`].
pub fn read(path: &Path) -> anyhow::Result<Samples> {
    audio::whole(&open(path)?)
}

fn wave(path: &Path) -> anyhow::Result<Wave> {
    let file = File::open(path).with_context(|| format!("cannot open `{}`", path.display()))?;
    let wave = Wave::open(file).map_err(|flaw| damaged(path, &flaw))?;
    if (wave.rate, wave.channels) != (SAMPLE_RATE, 1) {
        return Err(failure::plain(format!("`{}` is not 16 kHz mono", path.display())).into());
    }
    Ok(wave)
}

fn damaged(path: &Path, flaw: &Flaw) -> anyhow::Error {
    let why = match flaw {
        Flaw::Broken(why) => (*why).to_owned(),
        Flaw::Coding(name) => format!("it is coded as {name}"),
        Flaw::Io(error) => error.to_string(),
    };
    failure::plain(format!("`{}` is damaged: {why}", path.display())).into()
}

/// Any WAV file, open at its first sample.
pub(crate) struct Wave {
    reader: hound::WavReader<Stream>,
    /// Samples a second.
    pub(crate) rate: u32,
    /// How many channels a frame has.
    pub(crate) channels: usize,
    /// How many frames its head promises, where it knows.
    pub(crate) promised: Option<u64>,
    /// How many are there.
    present: u64,
}

/// A plain head, then the sound as it is on disk.
type Stream = io::Chain<Cursor<Vec<u8>>, io::Take<BufReader<File>>>;

/// Frames in one block.
const BLOCK: usize = 8192;

impl Wave {
    /// Reads the head.
    pub(crate) fn open(file: File) -> Result<Self, Flaw> {
        let size = file.metadata()?.len();
        let mut file = BufReader::with_capacity(1 << 16, file);
        let head = header::read(&mut file, size)?;
        let frame = u64::from(head.format.frame);
        let most = u64::from(u32::MAX) - 64;
        let bytes = head.present.min(most) / frame * frame;
        let plain = head.format.plain_head(bytes as u32);
        let plain = plain.ok_or(Flaw::Broken("its format makes no sense"))?;
        let stream = Cursor::new(plain).chain(file.take(bytes));
        Ok(Self {
            reader: hound::WavReader::new(stream)?,
            rate: head.format.rate,
            channels: usize::from(head.format.channels),
            promised: head.promised.map(|bytes| bytes / frame),
            present: bytes / frame,
        })
    }

    /// Appends the next frames, interleaved, from -1.0 to 1.0; false at the end.
    pub(crate) fn block(&mut self, out: &mut Vec<f32>) -> Result<bool, Flaw> {
        let before = out.len();
        let wanted = BLOCK * self.channels;
        let spec = self.reader.spec();
        if spec.sample_format == hound::SampleFormat::Float {
            for sample in self.reader.samples::<f32>().take(wanted) {
                out.push(sample?);
            }
        } else {
            let scale = (1_u64 << (spec.bits_per_sample - 1)) as f32;
            for sample in self.reader.samples::<i32>().take(wanted) {
                out.push(sample? as f32 / scale);
            }
        }
        Ok(out.len() > before)
    }
}

impl From<hound::Error> for Flaw {
    fn from(error: hound::Error) -> Self {
        match error {
            hound::Error::IoError(error) => Self::Io(error),
            hound::Error::FormatError(why) => Self::Broken(why),
            _ => Self::Broken("its samples do not fit its format"),
        }
    }
}

fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_sound_is_what_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take.wav");
        let mut sound = [0.1, -0.333_333, 1.5, -1.0, 1e-6, 0.999_99];
        let mut writer = Writer::create(&path).unwrap();
        writer.write(&sound).unwrap();
        writer.finish().unwrap();
        round(&mut sound);
        assert_eq!(read(&path).unwrap().as_slice(), sound);
    }

    #[test]
    fn what_is_written_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take.wav");
        let sound: Vec<f32> = (0..40_000)
            .map(|n| ((n % 200) as f32 - 100.0) / 128.0)
            .collect();
        let mut writer = Writer::create(&path).unwrap();
        writer.write(&sound[..10_000]).unwrap();
        writer.write(&sound[10_000..]).unwrap();
        assert_eq!(writer.length(), Millis(2500));
        writer.finish().unwrap();
        assert_eq!(read(&path).unwrap().as_slice(), sound);
    }

    #[test]
    fn a_crash_loses_no_more_than_the_last_second() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take.wav");
        let mut writer = Writer::create(&path).unwrap();
        writer.write(&vec![0.25; 16_000]).unwrap();
        writer.checked -= CHECKPOINT;
        writer.write(&vec![0.25; 16_000]).unwrap();
        writer.write(&vec![0.25; 8_000]).unwrap();
        std::mem::forget(writer);
        assert_eq!(read(&path).unwrap().length(), Millis(2000));
    }

    #[test]
    fn a_loud_sample_is_clipped_not_wrapped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take.wav");
        let mut writer = Writer::create(&path).unwrap();
        writer.write(&[3.0, -3.0]).unwrap();
        writer.finish().unwrap();
        let back = read(&path).unwrap();
        assert_eq!(back.as_slice(), [32_767.0 / 32_768.0, -1.0]);
    }

    #[test]
    fn a_file_that_exists_is_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take.wav");
        Writer::create(&path).unwrap().finish().unwrap();
        assert!(Writer::create(&path).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn a_recording_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take.wav");
        Writer::create(&path).unwrap().finish().unwrap();
        let mode = path.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

//! The head of a WAV file, read leniently: files that streamed, were cut off or carry odd chunks are common.
//!
//! The layout is Microsoft's RIFF WAVE. hound reads the samples; it is handed a plain header
//! made from what is found here, since it refuses much that recorders write.

use std::io::{self, Read, Seek, SeekFrom};

/// Why a file cannot be read as WAV.
#[derive(Debug)]
pub(crate) enum Flaw {
    /// It is damaged in the way described.
    Broken(&'static str),
    /// It is whole, but coded in a way that is not read here; the name of the coding.
    Coding(String),
    /// The disk or the system refused.
    Io(io::Error),
}

/// What the head says about the sound, and where the sound is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Header {
    pub(super) format: Format,
    /// Bytes of sound that the head promises; absent where the writer did not know.
    pub(super) promised: Option<u64>,
    /// Bytes of sound that are there.
    pub(super) present: u64,
}

/// The `fmt ` chunk.
#[derive(Clone, Copy, Debug)]
pub(super) struct Format {
    pub(super) float: bool,
    pub(super) channels: u16,
    pub(super) rate: u32,
    /// Bytes of one sample of all channels.
    pub(super) frame: u16,
    pub(super) bits: u16,
}

/// Lengths from here on stand for "not known yet" in files written to a pipe.
const ENDLESS: u64 = 0x7fff_0000;

const PCM: u16 = 1;
const FLOAT: u16 = 3;
const EXTENSIBLE: u16 = 0xfffe;

/// Reads the head of a file of `size` bytes, and leaves it at the first sample.
pub(super) fn read<R: Read + Seek>(file: &mut R, size: u64) -> Result<Header, Flaw> {
    let mut riff = [0; 12];
    fill(file, &mut riff)?;
    let mut format = None;
    loop {
        let (kind, length) = chunk(file)?;
        match &kind {
            b"fmt " => format = Some(read_format(file, length)?),
            b"data" => {
                let format = format.ok_or(Flaw::Broken("the sound comes before its format"))?;
                return locate(file, format, (size, length));
            }
            _ => skip(file, length)?,
        }
    }
}

impl Format {
    /// The head hound reads: 44 bytes, for `bytes` of sound.
    pub(super) fn plain_head(&self, bytes: u32) -> Option<Vec<u8>> {
        let tag = if self.float { FLOAT } else { PCM };
        let per_second = self.rate.checked_mul(u32::from(self.frame))?;
        let mut head = Vec::with_capacity(44);
        head.extend(b"RIFF");
        head.extend(bytes.checked_add(36)?.to_le_bytes());
        head.extend(b"WAVEfmt ");
        head.extend(16_u32.to_le_bytes());
        head.extend(tag.to_le_bytes());
        head.extend(self.channels.to_le_bytes());
        head.extend(self.rate.to_le_bytes());
        head.extend(per_second.to_le_bytes());
        head.extend(self.frame.to_le_bytes());
        head.extend(self.bits.to_le_bytes());
        head.extend(b"data");
        head.extend(bytes.to_le_bytes());
        Some(head)
    }
}

fn read_format<R: Read + Seek>(file: &mut R, length: u32) -> Result<Format, Flaw> {
    if length < 16 {
        return Err(Flaw::Broken("its format is cut short"));
    }
    let mut bytes = [0; 40];
    let known = (length as usize).min(bytes.len());
    fill(file, &mut bytes[..known])?;
    skip_exactly(
        file,
        u64::from(length) + u64::from(length % 2) - known as u64,
    )?;
    let word = |at: usize| u16::from_le_bytes([bytes[at], bytes[at + 1]]);
    let extensible = word(0) == EXTENSIBLE && known == 40;
    let tag = if extensible { word(24) } else { word(0) };
    let rate = u32::from_le_bytes([bytes[4], bytes[5], bytes[6], bytes[7]]);
    let (channels, frame, bits) = (word(2), word(12), word(14));
    let whole = frame != 0 && frame.is_multiple_of(channels.max(1));
    let width = frame.checked_div(channels).filter(|_| whole);
    let container = width.and_then(|bytes| bytes.checked_mul(8));
    let container = container.ok_or(Flaw::Broken("its format makes no sense"))?;
    check_coding(tag, container)?;
    // Only 24 bits at the low end of 32, as ALSA's recorder writes them, differ from their container.
    let padded = !extensible && (container, bits) == (32, 24);
    Ok(Format {
        float: tag == FLOAT,
        channels,
        rate,
        frame,
        bits: if padded { bits } else { container },
    })
}

fn check_coding(tag: u16, container: u16) -> Result<(), Flaw> {
    let name = match (tag, container) {
        (PCM, 8 | 16 | 24 | 32) | (FLOAT, 32) => return Ok(()),
        (PCM, _) => format!("{container}-bit"),
        (FLOAT, _) => format!("{container}-bit float"),
        (2 | 0x11, _) => "ADPCM".to_owned(),
        (6, _) => "A-law".to_owned(),
        (7, _) => "µ-law".to_owned(),
        (0x55, _) => "MP3 in WAV".to_owned(),
        _ => format!("format {tag:#06x}"),
    };
    Err(Flaw::Coding(name))
}

/// Weighs the promised length against what is there.
fn locate<R: Read + Seek>(
    file: &mut R,
    format: Format,
    (size, length): (u64, u32),
) -> Result<Header, Flaw> {
    let start = file.stream_position()?;
    let rest = size.saturating_sub(start);
    let declared = u64::from(length);
    let never_filled_in = declared == 0 && rest > 0 && !starts_a_chunk(file, rest)?;
    file.seek(SeekFrom::Start(start))?;
    let unknown = never_filled_in || (declared >= ENDLESS && declared > rest);
    Ok(Header {
        format,
        promised: (!unknown).then_some(declared),
        present: if unknown { rest } else { declared.min(rest) },
    })
}

/// Whether what comes next is another chunk that fits, not sound.
fn starts_a_chunk<R: Read + Seek>(file: &mut R, rest: u64) -> Result<bool, Flaw> {
    if rest < 8 {
        return Ok(true);
    }
    let (kind, length) = chunk(file)?;
    let named = kind
        .iter()
        .all(|c| c.is_ascii_alphanumeric() || *c == b' ' || *c == b'_');
    Ok(named && u64::from(length) + 8 <= rest)
}

fn chunk<R: Read>(file: &mut R) -> Result<([u8; 4], u32), Flaw> {
    let mut bytes = [0; 8];
    fill(file, &mut bytes)?;
    let [a, b, c, d, length @ ..] = bytes;
    Ok(([a, b, c, d], u32::from_le_bytes(length)))
}

/// Passes over a chunk; chunks begin at even places.
fn skip<R: Seek>(file: &mut R, length: u32) -> Result<(), Flaw> {
    skip_exactly(file, u64::from(length) + u64::from(length % 2))
}

fn skip_exactly<R: Seek>(file: &mut R, bytes: u64) -> Result<(), Flaw> {
    file.seek_relative(i64::try_from(bytes).unwrap_or(i64::MAX))?;
    Ok(())
}

fn fill<R: Read>(file: &mut R, bytes: &mut [u8]) -> Result<(), Flaw> {
    match file.read_exact(bytes) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            Err(Flaw::Broken("it ends before the sound begins"))
        }
        other => Ok(other?),
    }
}

impl From<io::Error> for Flaw {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

//! Text files with a separator: encoding, separator and header are found, and rows are streamed.
//!
//! A file is read as a stream and never held as a whole. A large one without quotes is read in as many parts as there are
//! cores: only a quoted cell can hold the end of a line, so elsewhere each line is a row.

use super::{Place, RaggedLines, Row};
use crate::data::errors;
use crate::diag::Diagnostic;
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// How much of a file is looked at to find its separator and its header.
const HEAD: usize = 256 << 10;

/// How much is read at once.
const CHUNK: usize = 1 << 20;

/// Lines among which the header is looked for: some files open with a title, or with `sep=;`.
const BEFORE_HEADER: usize = 20;

const SEPARATORS: [u8; 4] = *b",;\t|";

/// A text file with a separator.
#[derive(Clone, Debug)]
pub(in crate::data) struct CsvFile {
    path: PathBuf,
    /// The bytes on disk.
    pub(in crate::data) size: u64,
    packed: bool,
    /// `None` for UTF-8.
    pub(in crate::data) encoding: Option<&'static Encoding>,
    /// Whether it holds a quote anywhere.
    quoted: bool,
    pub(in crate::data) separator: u8,
    /// Records up to and including the header.
    skipped: usize,
    /// The names of the columns, trimmed.
    pub(in crate::data) header: Vec<String>,
}

/// What a look at the whole file tells.
struct Survey {
    head: Vec<u8>,
    utf8: bool,
    quoted: bool,
}

impl CsvFile {
    /// Finds out how the file is written. `wanted` are names that its header should have.
    pub(in crate::data) fn open(
        path: &Path,
        wanted: &[&str],
        place: &Place,
    ) -> Result<CsvFile, Box<Diagnostic>> {
        let unreadable = |error: io::Error| Box::new(errors::unreadable(place, &error));
        let size = path.metadata().map_err(unreadable)?.len();
        let packed = is_packed(path).map_err(unreadable)?;
        let raw = raw(path, packed).map_err(unreadable)?;
        let survey = Survey::of(raw).map_err(unreadable)?;
        let encoding = survey.encoding();
        let mut file = CsvFile {
            path: path.to_owned(),
            size,
            packed,
            encoding,
            quoted: survey.quoted || encoding.is_some(),
            separator: b',',
            skipped: 1,
            header: Vec::new(),
        };
        let mut head = Vec::new();
        let decoded = decoded(encoding, survey.head.as_slice()).read_to_end(&mut head);
        decoded.map_err(unreadable)?;
        let looks = SEPARATORS.map(|separator| (separator, Look::with(separator, &head, wanted)));
        let best =
            looks.into_iter().fold(
                None,
                |best: Option<(u8, Look)>, (separator, look)| match best {
                    Some(best) if best.1.worth() >= look.worth() => Some(best),
                    _ => Some((separator, look)),
                },
            );
        if let Some((separator, look)) = best {
            file.separator = separator;
            file.skipped = look.header_at + 1;
            file.header = look.header;
        }
        if file.header.is_empty() {
            return Err(errors::no_rows(place).into());
        }
        Ok(file)
    }

    /// Parts that can be read side by side, as ranges of bytes.
    pub(in crate::data) fn parts(&self, most: usize) -> io::Result<Vec<(u64, u64)>> {
        if self.quoted || self.packed || most < 2 {
            return Ok(vec![(0, u64::MAX)]);
        }
        let mut file = File::open(&self.path)?;
        let mut ends = Vec::new();
        for part in 1..most as u64 {
            ends.push(next_line(&mut file, self.size / most as u64 * part)?);
        }
        ends.push(u64::MAX);
        let starts = std::iter::once(0).chain(ends.clone());
        Ok(starts
            .zip(ends)
            .filter(|(start, end)| start < end)
            .collect())
    }

    /// The rows of a part.
    pub(in crate::data) fn rows(&self, (start, end): (u64, u64)) -> io::Result<Rows> {
        let input: Box<dyn Read + Send> = if self.packed || self.encoding.is_some() {
            Box::new(decoded(self.encoding, raw(&self.path, self.packed)?))
        } else {
            let mut file = File::open(&self.path)?;
            file.seek(SeekFrom::Start(start))?;
            Box::new(file.take(end - start))
        };
        let mut reader = reader(self.separator, input);
        let mut record = csv::ByteRecord::new();
        let skipped = if start == 0 { self.skipped } else { 0 };
        for _ in 0..skipped {
            reader.read_byte_record(&mut record)?;
        }
        Ok(Rows {
            reader,
            record,
            width: self.header.len(),
        })
    }

    /// All rows, in order.
    pub(in crate::data) fn all_rows(&self) -> io::Result<Rows> {
        self.rows((0, u64::MAX))
    }

    /// The lines that hold fewer or more cells than the header.
    pub(in crate::data) fn ragged(&self) -> io::Result<RaggedLines> {
        let mut rows = self.all_rows()?;
        let mut found = RaggedLines::default();
        loop {
            match rows.next_row() {
                Ok(None) => return Ok(found),
                Ok(Some(_)) => {}
                Err(RowError::Ragged) => {
                    found.add(rows.line(), rows.record.len(), self.header.len())
                }
                Err(RowError::Io(error)) => return Err(error),
            }
            found.rows += 1;
        }
    }
}

/// The rows of a file or of a part of it.
pub(in crate::data) struct Rows {
    reader: csv::Reader<Box<dyn Read + Send>>,
    record: csv::ByteRecord,
    width: usize,
}

/// Why a row can't be had.
#[derive(Debug)]
pub(in crate::data) enum RowError {
    /// It has fewer or more cells than the header.
    Ragged,
    Io(io::Error),
}

impl Rows {
    /// The next row.
    pub(in crate::data) fn next_row(&mut self) -> Result<Option<Row<'_>>, RowError> {
        let read = self.reader.read_byte_record(&mut self.record);
        if !read.map_err(|e| RowError::Io(e.into()))? {
            return Ok(None);
        }
        let cells = self.record.len();
        // Separators at the end of a line do no harm.
        let spare = || {
            self.record
                .iter()
                .skip(self.width)
                .all(|c| c.trim_ascii().is_empty())
        };
        if cells < self.width || cells > self.width && !spare() {
            return Err(RowError::Ragged);
        }
        Ok(Some(Row::Csv(&self.record)))
    }

    /// The line on which the last row began.
    pub(in crate::data) fn line(&self) -> u64 {
        self.record.position().map_or(0, csv::Position::line)
    }
}

fn reader<R: Read>(separator: u8, input: R) -> csv::Reader<R> {
    csv::ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .buffer_capacity(256 << 10)
        .from_reader(input)
}

fn is_packed(path: &Path) -> io::Result<bool> {
    let mut start = [0; 2];
    let read = File::open(path)?.read(&mut start)?;
    Ok(read == 2 && start == [0x1f, 0x8b])
}

fn raw(path: &Path, packed: bool) -> io::Result<Box<dyn Read + Send>> {
    let file = File::open(path)?;
    Ok(if packed {
        Box::new(MultiGzDecoder::new(BufReader::with_capacity(CHUNK, file)))
    } else {
        Box::new(file)
    })
}

/// UTF-8 without a byte order mark.
fn decoded<R: Read>(encoding: Option<&'static Encoding>, input: R) -> impl Read {
    DecodeReaderBytesBuilder::new()
        .encoding(encoding)
        .utf8_passthru(true)
        .strip_bom(true)
        .build(input)
}

/// The start of the line after this byte.
fn next_line(file: &mut File, from: u64) -> io::Result<u64> {
    file.seek(SeekFrom::Start(from))?;
    let mut at = from;
    let mut chunk = vec![0; 64 << 10];
    loop {
        let read = file.read(&mut chunk)?;
        let Some(bytes) = chunk.get(..read).filter(|b| !b.is_empty()) else {
            return Ok(at);
        };
        match bytes.iter().position(|b| *b == b'\n') {
            Some(end) => return Ok(at + end as u64 + 1),
            None => at += read as u64,
        }
    }
}

impl Survey {
    /// Reads all of it once.
    fn of(mut input: impl Read) -> io::Result<Survey> {
        let mut survey = Survey {
            head: Vec::new(),
            utf8: true,
            quoted: false,
        };
        let mut chunk = vec![0; CHUNK];
        let mut held = 0;
        loop {
            let read = input.read(chunk.get_mut(held..).unwrap_or_default())?;
            let bytes = chunk.get(..held + read).unwrap_or_default();
            let fresh = bytes.get(held..).unwrap_or_default();
            let wanting = HEAD.saturating_sub(survey.head.len());
            survey.head.extend(fresh.iter().take(wanting));
            survey.quoted = survey.quoted || fresh.contains(&b'"');
            let (valid, broken) = match std::str::from_utf8(bytes) {
                Ok(_) => (bytes.len(), false),
                // A letter that goes on in the next chunk.
                Err(e) => (e.valid_up_to(), e.error_len().is_some() || read == 0),
            };
            survey.utf8 = survey.utf8 && !broken;
            if read == 0 || !survey.utf8 && survey.quoted && survey.head.len() >= HEAD {
                return Ok(survey);
            }
            let rest = if survey.utf8 {
                valid..bytes.len()
            } else {
                0..0
            };
            held = rest.len();
            chunk.copy_within(rest, 0);
        }
    }

    /// The encoding; `None` for UTF-8.
    fn encoding(&self) -> Option<&'static Encoding> {
        let zeros = |from: usize| {
            let letters = self.head.iter().skip(from).step_by(2);
            letters.filter(|b| **b == 0).count() * 4 > self.head.len()
        };
        match self.head.as_slice() {
            [0xff, 0xfe, ..] => Some(UTF_16LE),
            [0xfe, 0xff, ..] => Some(UTF_16BE),
            _ if zeros(1) => Some(UTF_16LE),
            _ if zeros(0) => Some(UTF_16BE),
            _ if !self.utf8 => Some(WINDOWS_1252),
            _ => None,
        }
    }
}

/// What the first lines look like with a separator.
struct Look {
    /// The names that were found.
    known: usize,
    /// The records, after the header, with as many cells.
    even: usize,
    header_at: usize,
    header: Vec<String>,
}

impl Look {
    fn with(separator: u8, head: &[u8], wanted: &[&str]) -> Look {
        // The last line may be cut off.
        let whole = head.len() < HEAD;
        let end = head.iter().rposition(|b| *b == b'\n').filter(|_| !whole);
        let head = head.get(..end.unwrap_or(head.len())).unwrap_or_default();
        let records: Vec<_> = reader(separator, head)
            .into_byte_records()
            .map_while(Result::ok)
            .collect();
        let names = |record: &csv::ByteRecord| -> Vec<String> {
            record
                .iter()
                .map(|cell| super::tidy(&String::from_utf8_lossy(cell)))
                .collect()
        };
        let known = |header: &[String]| {
            wanted
                .iter()
                .filter(|w| header.iter().any(|h| super::same_name(h, w)))
                .count()
        };
        let mut look = Look {
            known: 0,
            even: 0,
            header_at: 0,
            header: Vec::new(),
        };
        for (at, record) in records.iter().take(BEFORE_HEADER).enumerate() {
            let header = names(record);
            let count = known(&header);
            if at == 0 || count > look.known {
                look = Look {
                    known: count,
                    even: 0,
                    header_at: at,
                    header,
                };
            }
        }
        if wanted.is_empty()
            && let Some(at) = titles_at(&records)
            && let Some(record) = records.get(at)
        {
            look.header_at = at;
            look.header = names(record);
        }
        let width = look.header.len();
        look.even = records
            .iter()
            .skip(look.header_at + 1)
            .filter(|r| r.len() == width)
            .count();
        look
    }

    /// The more names are known, the better; then the more even lines of several cells.
    fn worth(&self) -> (usize, bool, usize, usize) {
        let several = self.header.len() > 1;
        (self.known, several, self.even, self.header.len())
    }
}

/// The record with the titles where nobody named any: the first that is nearly as full as the fullest near it.
fn titles_at(records: &[csv::ByteRecord]) -> Option<usize> {
    let filled = |record: &csv::ByteRecord| {
        let cells = record.iter();
        cells.filter(|c| !c.trim_ascii().is_empty()).count()
    };
    let near = || records.iter().take(BEFORE_HEADER);
    let most = near().map(filled).max()?;
    near().position(|record| filled(record) * 3 >= most * 2)
}

//! Text files with a separator: encoding, separator and header are found, and rows are streamed.
//!
//! A file is read as a stream and never held as a whole. A large one without quotes is read in as many parts as there are
//! cores: only a quoted cell can hold the end of a line, so elsewhere each line is a row.

mod lines;
mod survey;

use super::{BEFORE_HEADER, Place, known, tidy, titles_at};
use crate::data::errors;
use crate::data::progress::{self, Counted};
use crate::diag::Diagnostic;
use encoding_rs::Encoding;
use encoding_rs_io::DecodeReaderBytesBuilder;
use flate2::read::MultiGzDecoder;
use lines::Lines;
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use survey::Survey;

/// How much of a file is looked at to find its separator and its header.
const HEAD: usize = 256 << 10;

/// How much is read at once.
const CHUNK: usize = 1 << 20;

const SEPARATORS: [u8; 4] = *b",;\t|";

const MARK: &[u8] = b"\xef\xbb\xbf";

/// All of a file.
pub(in crate::data) const ALL: Range<u64> = 0..u64::MAX;

/// A text file with a separator.
#[derive(Clone, Debug)]
pub(in crate::data) struct CsvFile {
    path: PathBuf,
    /// The bytes on disk.
    pub(in crate::data) size: u64,
    packed: bool,
    /// `None` for UTF-8.
    pub(in crate::data) encoding: Option<&'static Encoding>,
    /// Whether each line is a row: no cell is quoted, and it needs no decoding.
    row_a_line: bool,
    /// What stands between the cells.
    pub(in crate::data) separator: u8,
    /// Records up to and including the header.
    skipped: usize,
    /// The bytes of a byte order mark of UTF-8.
    mark: u64,
    /// Where the skipped records end in a file that can be read in parts, in bytes.
    body: u64,
    /// The names of the columns, trimmed.
    pub(in crate::data) header: Vec<String>,
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
        let _doing = progress::reading(&place.file, size);
        let survey = Survey::of(raw(path, packed).map_err(unreadable)?);
        if let Some((line, error)) = &survey.stopped {
            return Err(errors::stopped(place, packed, *line, error).into());
        }
        let encoding = survey.encoding();
        let mut file = CsvFile {
            path: path.to_owned(),
            size,
            packed,
            encoding,
            row_a_line: survey.row_a_line && encoding.is_none(),
            separator: b',',
            skipped: 1,
            mark: if survey.head.starts_with(MARK) { 3 } else { 0 },
            body: 0,
            header: Vec::new(),
        };
        let odd = match encoding {
            Some(e) if e != encoding_rs::WINDOWS_1252 => file.odd_line().map_err(unreadable)?,
            _ => survey.odd_line(),
        };
        if let Some(line) = odd {
            return Err(errors::no_text(place, line).into());
        }
        let mut head = Vec::new();
        let decoded = decoded(encoding, survey.head.as_slice()).read_to_end(&mut head);
        decoded.map_err(unreadable)?;
        let looks = SEPARATORS.map(|separator| (separator, Look::with(separator, &head, wanted)));
        let best = looks.into_iter().rev().max_by_key(|(_, look)| look.worth());
        if let Some((separator, look)) = best {
            file.separator = separator;
            file.skipped = look.header_at + 1;
            file.header = look.header;
        }
        if file.header.is_empty() {
            return Err(errors::no_rows(place).into());
        }
        let text = survey.head.get(file.mark as usize..).unwrap_or_default();
        file.body = file.mark + after(text, file.skipped);
        Ok(file)
    }

    /// The line with the first letters that can't be decoded.
    fn odd_line(&self) -> io::Result<Option<u64>> {
        let mut input = decoded(self.encoding, raw(&self.path, self.packed)?);
        let (mut chunk, mut held, mut line) = (vec![0; CHUNK], 0, 1);
        loop {
            let read = input.read(chunk.get_mut(held..).unwrap_or_default())?;
            let bytes = chunk.get(..held + read).unwrap_or_default();
            let found = memchr::memmem::find(bytes, "\u{fffd}".as_bytes());
            let before = bytes
                .get(..found.unwrap_or(bytes.len()))
                .unwrap_or_default();
            let lines = memchr::memchr_iter(b'\n', before).count() as u64;
            if found.is_some() {
                return Ok(Some(line + lines));
            } else if read == 0 {
                return Ok(None);
            }
            // The sign may go on in the next chunk; none of its bytes ends a line.
            let tail = bytes.len().saturating_sub(2)..bytes.len();
            let ends = bytes.get(tail.clone()).unwrap_or_default();
            line += lines - memchr::memchr_iter(b'\n', ends).count() as u64;
            held = tail.len();
            chunk.copy_within(tail, 0);
        }
    }

    /// Parts that can be read side by side, as ranges of bytes.
    pub(in crate::data) fn parts(&self, most: usize) -> io::Result<Vec<Range<u64>>> {
        if !self.row_a_line || self.packed || most < 2 {
            return Ok(vec![ALL]);
        }
        let mut file = File::open(&self.path)?;
        let mut ends = Vec::new();
        for part in 1..most as u64 {
            ends.push(next_line(&mut file, self.size / most as u64 * part)?);
        }
        // The header, and what stands above it, are passed over in the first part only.
        ends.retain(|end| *end > self.body);
        ends.push(u64::MAX);
        let starts = std::iter::once(0).chain(ends.clone());
        let parts = starts.zip(ends).map(|(start, end)| start..end);
        Ok(parts.filter(|part| !part.is_empty()).collect())
    }

    /// The rows of a part.
    pub(in crate::data) fn rows(&self, part: Range<u64>) -> io::Result<Rows> {
        let input: Box<dyn Read + Send> = if self.packed || self.encoding.is_some() {
            Box::new(decoded(self.encoding, raw(&self.path, self.packed)?))
        } else {
            let mut file = Counted::open(&self.path)?;
            let start = part.start.max(self.mark);
            file.seek(SeekFrom::Start(start))?;
            Box::new(file.take(part.end - start))
        };
        let records = if self.row_a_line {
            Records::Lines(Lines::new(self.separator, input))
        } else {
            let reader = reader(self.separator, input);
            Records::Quoted(Box::new(reader), csv::ByteRecord::new())
        };
        let width = self.header.len();
        let mut rows = Rows { records, width };
        let skipped = if part.start == 0 { self.skipped } else { 0 };
        for _ in 0..skipped {
            rows.records.advance()?;
        }
        Ok(rows)
    }
}

/// The rows of a file or of a part of it.
pub(in crate::data) struct Rows {
    records: Records,
    width: usize,
}

/// Lines with cells, however many.
enum Records {
    Lines(Lines),
    Quoted(Box<csv::Reader<Box<dyn Read + Send>>>, csv::ByteRecord),
}

/// Why a row can't be had.
#[derive(Debug)]
pub(in crate::data) enum RowError {
    /// It has fewer or more cells than the header.
    Ragged,
    Io(io::Error),
}

impl Records {
    fn advance(&mut self) -> io::Result<bool> {
        match self {
            Records::Lines(lines) => lines.advance(),
            Records::Quoted(reader, record) => Ok(reader.read_byte_record(record)?),
        }
    }

    fn len(&self) -> usize {
        match self {
            Records::Lines(lines) => lines.len(),
            Records::Quoted(_, record) => record.len(),
        }
    }

    fn get(&self, at: usize) -> Option<&[u8]> {
        match self {
            Records::Lines(lines) => lines.get(at),
            Records::Quoted(_, record) => record.get(at),
        }
    }
}

impl Rows {
    /// Goes to the next row; whether there is one.
    pub(in crate::data) fn advance(&mut self) -> Result<bool, RowError> {
        if !self.records.advance().map_err(RowError::Io)? {
            return Ok(false);
        }
        let cells = self.cells();
        let is_blank = |at| {
            let cell = self.records.get(at);
            cell.is_some_and(|c| c.trim_ascii().is_empty())
        };
        // Separators at the end of a line do no harm.
        let fits = cells == self.width || cells > self.width && (self.width..cells).all(is_blank);
        if fits {
            Ok(true)
        } else {
            Err(RowError::Ragged)
        }
    }

    /// How many cells the row has that it stands at.
    pub(in crate::data) fn cells(&self) -> usize {
        self.records.len()
    }

    /// A cell of that row.
    pub(in crate::data) fn cell(&self, at: usize) -> Option<Cow<'_, str>> {
        let bytes = self.records.get(at)?;
        Some(match std::str::from_utf8(bytes) {
            Ok(text) => Cow::Borrowed(text),
            Err(_) => String::from_utf8_lossy(bytes),
        })
    }

    /// The line on which that row begins.
    pub(in crate::data) fn line(&self) -> u64 {
        match &self.records {
            Records::Lines(lines) => lines.line(),
            Records::Quoted(_, record) => record.position().map_or(0, csv::Position::line),
        }
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
    let file = Counted::open(path)?;
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

/// Where so many lines with something in them end.
fn after(text: &[u8], lines: usize) -> u64 {
    let text = text.split_inclusive(|b| *b == b'\n');
    let mut end = 0;
    let ends = text.filter_map(|line| {
        end += line.len() as u64;
        let has_more = !matches!(line, b"\n" | b"\r\n");
        has_more.then_some(end)
    });
    ends.take(lines).last().unwrap_or_default()
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
                .map(|cell| tidy(&String::from_utf8_lossy(cell)))
                .collect()
        };
        let mut look = Look {
            known: 0,
            even: 0,
            header_at: 0,
            header: Vec::new(),
        };
        for (at, record) in records.iter().take(BEFORE_HEADER).enumerate() {
            let header = names(record);
            let count = known(&header, wanted);
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
            && let Some(at) = titles_at(records.iter().map(filled))
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

/// How many cells of a record have something in them.
fn filled(record: &csv::ByteRecord) -> usize {
    let cells = record.iter();
    cells.filter(|c| !c.trim_ascii().is_empty()).count()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use crate::diag::Span;

    /// The first cell of each row, read in parts.
    fn rows(file: &CsvFile, most: usize) -> Vec<String> {
        let mut found = Vec::new();
        for part in file.parts(most).unwrap() {
            let mut rows = file.rows(part).unwrap();
            while rows.advance().unwrap() {
                found.push(rows.cell(0).unwrap().into_owned());
            }
        }
        found
    }

    #[test]
    fn what_stands_above_the_rows_is_in_the_first_part() {
        let place = Place {
            span: Span::default(),
            file: "meldingen.csv".to_owned(),
        };
        let path = std::env::temp_dir().join(format!("casus-titles-{}.csv", std::process::id()));
        let titles = "Meldingen van vorig jaar\r\n\r\nDe stand van 1 januari; onder voorbehoud\n";
        for start in ["", "\n", "\u{feff}", "\u{feff}\r\n"] {
            let text = format!("{start}{titles}nummer;wijk\n1;Noord\n2;West\n");
            std::fs::write(&path, text).unwrap();
            let file = CsvFile::open(&path, &["nummer", "wijk"], &place).unwrap();
            for most in 1..30 {
                assert_eq!(rows(&file, most), ["1", "2"], "{start:?}, {most} parts");
            }
        }
        std::fs::remove_file(&path).unwrap();
    }
}

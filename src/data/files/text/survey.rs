//! A look at all of a text file before its rows are read: its encoding, and whether each line is a row.

use super::{CHUNK, HEAD};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};
use memchr::{memchr, memchr_iter};
use std::io::{self, Read};

/// What a look at the whole file tells.
pub(super) struct Survey {
    /// The first bytes.
    pub(super) head: Vec<u8>,
    /// Whether no cell is quoted, and lines end as those of today do.
    pub(super) row_a_line: bool,
    /// Why the file can't be read to its end, and in which line that is.
    pub(super) stopped: Option<(u64, io::Error)>,
    /// The line that it has come to.
    line: u64,
    /// Letters beyond ASCII that are UTF-8, and bytes that are not.
    letters: usize,
    odd: usize,
    /// The first line that is not UTF-8.
    not_utf8: Option<u64>,
    /// The first line with a byte that no text has, or for which Windows-1252 has no letter.
    no_text: Option<u64>,
    not_windows: Option<u64>,
}

impl Survey {
    /// Reads all of it once.
    pub(super) fn of(mut input: impl Read) -> Survey {
        let mut survey = Survey {
            head: Vec::new(),
            row_a_line: true,
            stopped: None,
            line: 1,
            letters: 0,
            odd: 0,
            not_utf8: None,
            no_text: None,
            not_windows: None,
        };
        let mut chunk = vec![0; CHUNK];
        let mut held = 0;
        loop {
            let read = match input.read(chunk.get_mut(held..).unwrap_or_default()) {
                Ok(read) => read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    survey.stopped = Some((survey.line, error));
                    return survey;
                }
            };
            let filled = held + read;
            let fresh = chunk.get(held..filled).unwrap_or_default();
            let wanting = HEAD.saturating_sub(survey.head.len());
            survey.head.extend(fresh.iter().take(wanting));
            // What is cut off at the end of this chunk goes on in the next one.
            held = survey.look(chunk.get(..filled).unwrap_or_default(), read == 0);
            if read == 0 {
                return survey;
            }
            chunk.copy_within(filled - held..filled, 0);
        }
    }

    /// Looks at some bytes; tells how many at their end have to be looked at together with those that follow.
    fn look(&mut self, bytes: &[u8], last: bool) -> usize {
        let cut = if std::str::from_utf8(bytes).is_ok() {
            self.letters += letters(bytes);
            0
        } else {
            self.look_at_letters(bytes, last)
        };
        if let Some(at) = memchr(0, bytes) {
            self.no_text = self.no_text.or(Some(self.line_at(bytes, at)));
        }
        self.row_a_line = self.row_a_line && memchr(b'"', bytes).is_none();
        let cut = cut.max(usize::from(!last && bytes.ends_with(b"\r")));
        let whole = bytes.get(..bytes.len() - cut).unwrap_or_default();
        // A return that ends a line by itself, as on the first Macs.
        let is_alone = |at: usize| whole.get(at + 1) != Some(&b'\n');
        self.row_a_line = self.row_a_line && !memchr_iter(b'\r', whole).any(is_alone);
        self.line += memchr_iter(b'\n', whole).count() as u64;
        cut
    }

    /// The same for bytes that are not all UTF-8.
    fn look_at_letters(&mut self, bytes: &[u8], last: bool) -> usize {
        let mut at = 0;
        for part in bytes.utf8_chunks() {
            self.letters += letters(part.valid().as_bytes());
            at += part.valid().len();
            let odd = part.invalid();
            let is_cut = std::str::from_utf8(odd).is_err_and(|e| e.error_len().is_none());
            if is_cut && !last && at + odd.len() == bytes.len() {
                return odd.len();
            }
            self.odd += odd.len();
            if !odd.is_empty() && self.not_utf8.is_none() {
                self.not_utf8 = Some(self.line_at(bytes, at));
            }
            let unknown = |b: &u8| matches!(b, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
            if self.not_windows.is_none() && odd.iter().any(unknown) {
                self.not_windows = Some(self.line_at(bytes, at));
            }
            at += odd.len();
        }
        0
    }

    fn line_at(&self, bytes: &[u8], at: usize) -> u64 {
        let before = bytes.get(..at).unwrap_or_default();
        self.line + memchr_iter(b'\n', before).count() as u64
    }

    /// The encoding; `None` for UTF-8.
    pub(super) fn encoding(&self) -> Option<&'static Encoding> {
        let zeros = |from: usize| {
            let letters = self.head.iter().skip(from).step_by(2);
            letters.filter(|b| **b == 0).count() * 4 > self.head.len()
        };
        match self.head.as_slice() {
            [0xff, 0xfe, ..] => Some(UTF_16LE),
            [0xfe, 0xff, ..] => Some(UTF_16BE),
            _ if zeros(1) => Some(UTF_16LE),
            _ if zeros(0) => Some(UTF_16BE),
            _ if self.not_utf8.is_some() && !self.is_broken_utf8() => Some(WINDOWS_1252),
            _ => None,
        }
    }

    /// Windows-1252 hardly ever looks like UTF-8: a file in which most letters do has been damaged, or two were joined.
    fn is_broken_utf8(&self) -> bool {
        self.letters > self.odd
    }

    /// The first line that is no text in the encoding found, which is not UTF-16.
    pub(super) fn odd_line(&self) -> Option<u64> {
        self.no_text.or(if self.is_broken_utf8() {
            self.not_utf8
        } else {
            self.not_windows
        })
    }
}

/// The letters beyond ASCII in a text that is UTF-8.
fn letters(text: &[u8]) -> usize {
    text.iter().filter(|b| **b >= 0xc0).count()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn look(bytes: &[u8]) -> (Option<&'static str>, Option<u64>, bool) {
        let survey = Survey::of(bytes);
        let encoding = survey.encoding().map(Encoding::name);
        (encoding, survey.odd_line(), survey.row_a_line)
    }

    #[test]
    fn encodings_and_what_is_in_none() {
        assert_eq!(look(b"a;b\r\n1;2\n"), (None, None, true));
        assert_eq!(look("Zeeën;“é”\n".as_bytes()), (None, None, true));
        assert_eq!(
            look(b"Zee\xebn;\x93x\x94\n"),
            (Some("windows-1252"), None, true)
        );
        assert_eq!(
            look(b"a\n\x81\xeb\n"),
            (Some("windows-1252"), Some(2), true)
        );
        assert_eq!(look(b"a;b\n1;\"2\"\n"), (None, None, false));
        assert_eq!(look(b"a;b\r1;2\r"), (None, None, false));
        assert_eq!(look(b"a;b\nPK\x03\0\n"), (None, Some(2), true));
        let mixed = ["é\né\né\n".as_bytes(), b"Zee\xebn\n"].concat();
        assert_eq!(look(&mixed), (None, Some(4), true));
    }

    #[test]
    fn letters_and_line_ends_may_be_cut_between_chunks() {
        for before in 0..4 {
            let text = "x".repeat(CHUNK - 1 - before) + "€\r\n“\r\n";
            assert_eq!(look(text.as_bytes()), (None, None, true), "{before}");
        }
        let cut = [&b"x".repeat(CHUNK - 1), "€".as_bytes().get(..2).unwrap()].concat();
        assert_eq!(look(&cut).0, Some("windows-1252"));
    }
}

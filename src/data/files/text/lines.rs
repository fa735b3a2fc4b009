//! Rows of a text in which no cell is quoted: each line is one, and separators part its cells.

use memchr::memchr2_iter;
use std::io::{self, Read};

/// How much is read at once.
const CHUNK: usize = 256 << 10;

/// The lines of a text, one after the other; lines with nothing in them are passed over.
pub(super) struct Lines {
    input: Box<dyn Read + Send>,
    separator: u8,
    buffer: Vec<u8>,
    /// The bytes in the buffer that were read.
    filled: usize,
    /// Where the next line begins.
    next: usize,
    /// Where the line begins that it stands at.
    start: usize,
    /// Where the cells of that line end.
    ends: Vec<usize>,
    /// The number of that line.
    line: u64,
    ended: bool,
}

impl Lines {
    pub(super) fn new(separator: u8, input: Box<dyn Read + Send>) -> Lines {
        Lines {
            input,
            separator,
            buffer: vec![0; CHUNK],
            filled: 0,
            next: 0,
            start: 0,
            ends: Vec::new(),
            line: 0,
            ended: false,
        }
    }

    /// Goes to the next line; whether there is one.
    pub(super) fn advance(&mut self) -> io::Result<bool> {
        loop {
            match self.find() {
                true if self.is_blank() => {}
                true => return Ok(true),
                false if self.ended => return Ok(false),
                false => self.fill()?,
            }
        }
    }

    /// Finds the cells of the next line; whether all of it was read.
    fn find(&mut self) -> bool {
        self.ends.clear();
        self.start = self.next;
        let unseen = self.buffer.get(self.next..self.filled).unwrap_or_default();
        let mut end = None;
        for at in memchr2_iter(self.separator, b'\n', unseen) {
            if unseen.get(at) == Some(&b'\n') {
                end = Some(at);
                break;
            }
            self.ends.push(self.next + at);
        }
        let (end, next) = match end {
            Some(end) => (end, end + 1),
            None if self.ended && !unseen.is_empty() => (unseen.len(), unseen.len()),
            None => return false,
        };
        let line = unseen.get(..end).unwrap_or_default();
        let end = self.next + line.strip_suffix(b"\r").unwrap_or(line).len();
        self.ends.push(end);
        self.next += next;
        self.line += 1;
        true
    }

    fn is_blank(&self) -> bool {
        self.ends == [self.start]
    }

    /// Reads more, behind what was not given yet.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.next..self.filled, 0);
        self.filled -= self.next;
        self.next = 0;
        if self.filled == self.buffer.len() {
            self.buffer.resize(self.filled * 2, 0);
        }
        let read = self
            .input
            .read(self.buffer.get_mut(self.filled..).unwrap_or_default())?;
        self.filled += read;
        self.ended = read == 0;
        Ok(())
    }

    /// How many cells the line has.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell of the line.
    pub(super) fn get(&self, at: usize) -> Option<&[u8]> {
        let start = match at.checked_sub(1) {
            None => self.start,
            Some(before) => self.ends.get(before)? + 1,
        };
        self.buffer.get(start..*self.ends.get(at)?)
    }

    /// The number of the line.
    pub(super) fn line(&self) -> u64 {
        self.line
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    /// Gives a byte at a time.
    struct Slow(&'static [u8]);

    impl Read for Slow {
        fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
            self.0.take(1).read(to).inspect(|n| self.0 = &self.0[*n..])
        }
    }

    fn all(mut lines: Lines) -> Vec<(u64, Vec<String>)> {
        let mut all = Vec::new();
        while lines.advance().unwrap() {
            let cells = (0..lines.len()).map(|at| lines.get(at).unwrap());
            let cells = cells.map(|c| String::from_utf8(c.to_vec()).unwrap());
            all.push((lines.line(), cells.collect()));
        }
        all
    }

    #[test]
    fn lines_and_cells_wherever_reading_stops() {
        let text = b"a;b\r\n\r\n1;\n;\n\nlong;last";
        let found = all(Lines::new(b';', Box::new(&text[..])));
        let cells = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
        let wanted = vec![
            (1, cells(["a", "b"])),
            (3, cells(["1", ""])),
            (4, cells(["", ""])),
            (6, cells(["long", "last"])),
        ];
        assert_eq!(found, wanted);
        assert_eq!(all(Lines::new(b';', Box::new(Slow(text)))), wanted);
        let wide = "x".repeat(CHUNK * 3);
        let found = all(Lines::new(
            b';',
            Box::new(io::Cursor::new(format!("{wide};y\n"))),
        ));
        assert_eq!(found, vec![(1, vec![wide, "y".to_owned()])]);
        assert_eq!(all(Lines::new(b';', Box::new(io::empty()))), vec![]);
    }
}

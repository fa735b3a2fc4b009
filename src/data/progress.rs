//! What is being done and how far it is, for whoever watches: counters, and no screen.
//!
//! They are of the whole process, as its terminal is.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// What is being done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Work {
    /// A file is looked through.
    Reading(String),
    /// A query is answered: the how manieth.
    Asking(u64),
}

/// How far the work is.
#[derive(Clone, Debug)]
pub struct Progress {
    /// What is being done.
    pub work: Work,
    /// For how long something is being done without a pause.
    pub since: Duration,
    /// The bytes that were read.
    pub done: u64,
    /// The bytes to read; 0 where nobody knows.
    pub total: u64,
}

static DONE: AtomicU64 = AtomicU64::new(0);
static TOTAL: AtomicU64 = AtomicU64::new(0);
static QUERIES: AtomicU64 = AtomicU64::new(0);
static NOW: Mutex<Option<(Work, Instant)>> = Mutex::new(None);

/// What is being done now.
pub fn now() -> Option<Progress> {
    let now = NOW.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let (work, start) = now?;
    Some(Progress {
        work,
        since: start.elapsed(),
        done: DONE.load(Ordering::Relaxed),
        total: TOTAL.load(Ordering::Relaxed),
    })
}

/// A file of so many bytes is going to be looked through.
pub(super) fn reading(file: &str, bytes: u64) {
    begin(Work::Reading(file.to_owned()));
    expect(bytes);
}

/// A query is going to be asked.
pub(super) fn asking() {
    begin(Work::Asking(QUERIES.fetch_add(1, Ordering::Relaxed) + 1));
}

fn begin(work: Work) {
    let mut now = NOW.lock().unwrap_or_else(PoisonError::into_inner);
    let start = now.take().map_or_else(Instant::now, |(_, start)| start);
    *now = Some((work, start));
    DONE.store(0, Ordering::Relaxed);
    TOTAL.store(0, Ordering::Relaxed);
}

/// So many bytes more are going to be read for it.
pub(super) fn expect(bytes: u64) {
    TOTAL.fetch_add(bytes, Ordering::Relaxed);
}

/// A file whose bytes count as progress when they are read.
pub(super) struct Counted(File);

impl Counted {
    pub(super) fn open(path: &Path) -> io::Result<Counted> {
        File::open(path).map(Counted)
    }
}

impl Read for Counted {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(to)?;
        DONE.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

impl Seek for Counted {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

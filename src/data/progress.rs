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
static NOW: Mutex<Option<Now>> = Mutex::new(None);

/// A pause that is no pause: between one query and the next.
const SHORT: Duration = Duration::from_millis(300);

struct Now {
    work: Work,
    /// When the work began, pauses included that are none.
    start: Instant,
    ended: Option<Instant>,
}

/// What is being done now.
pub fn now() -> Option<Progress> {
    let now = NOW.lock().unwrap_or_else(PoisonError::into_inner);
    let now = now.as_ref().filter(|now| now.ended.is_none())?;
    Some(Progress {
        work: now.work.clone(),
        since: now.start.elapsed(),
        done: DONE.load(Ordering::Relaxed),
        total: TOTAL.load(Ordering::Relaxed),
    })
}

/// Work that goes on until this is dropped.
pub(super) struct Doing;

impl Drop for Doing {
    fn drop(&mut self) {
        let mut now = NOW.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(now) = now.as_mut() {
            now.ended = Some(Instant::now());
        }
    }
}

/// A file of so many bytes is going to be looked through.
pub(super) fn reading(file: &str, bytes: u64) -> Doing {
    let doing = begin(Work::Reading(file.to_owned()));
    expect(bytes);
    doing
}

/// A query is going to be asked.
pub(super) fn asking() -> Doing {
    begin(Work::Asking(QUERIES.fetch_add(1, Ordering::Relaxed) + 1))
}

fn begin(work: Work) -> Doing {
    let mut now = NOW.lock().unwrap_or_else(PoisonError::into_inner);
    let goes_on = |now: &Now| now.ended.is_none_or(|end| end.elapsed() < SHORT);
    let start = now.take().filter(goes_on).map(|now| now.start);
    *now = Some(Now {
        work,
        start: start.unwrap_or_else(Instant::now),
        ended: None,
    });
    DONE.store(0, Ordering::Relaxed);
    TOTAL.store(0, Ordering::Relaxed);
    Doing
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

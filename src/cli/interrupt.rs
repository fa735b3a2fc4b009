//! Ctrl-C: nothing stays half written, and the command ends with exit code 130.
//!
//! Who writes takes a turn for each step that must not be broken off. Ctrl-C waits for the turns that were taken, gives no
//! other, and takes away what was begun.

use signal_hook::consts::SIGINT;
use signal_hook::flag;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Once, PoisonError, RwLock, RwLockReadGuard};
use std::time::Duration;

/// What a shell makes of a command that Ctrl-C ended: 128 and the number of the signal.
const EXIT: i32 = 130;

/// How often is looked whether somebody pressed Ctrl-C.
const EVERY: Duration = Duration::from_millis(20);

static TURNS: RwLock<()> = RwLock::new(());
static BEGUN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// From now on Ctrl-C ends the command in this way; before, it just ends.
pub(super) fn tidy() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let asked = Arc::new(AtomicBool::new(false));
        // Where there are no signals, Ctrl-C does what it always does.
        if flag::register(SIGINT, Arc::clone(&asked)).is_ok() {
            std::thread::spawn(move || {
                while !asked.load(Ordering::Relaxed) {
                    std::thread::sleep(EVERY);
                }
                end();
            });
        }
    });
}

fn end() {
    let _all_turns = TURNS.write().unwrap_or_else(PoisonError::into_inner);
    let begun = BEGUN.lock().unwrap_or_else(PoisonError::into_inner);
    begun.iter().for_each(|path| take_away(path));
    #[cfg(feature = "data")]
    super::progress::clear();
    std::process::exit(EXIT);
}

/// Removes a folder, and the folders above it that were made for it.
pub(super) fn take_away(path: &Path) {
    _ = fs::remove_dir_all(path);
    for folder in path.ancestors().skip(1).take(2) {
        // Only succeeds on an empty folder.
        _ = fs::remove_dir(folder);
    }
}

/// A turn to write: until it is given back, Ctrl-C waits.
pub(super) fn turn() -> RwLockReadGuard<'static, ()> {
    TURNS.read().unwrap_or_else(PoisonError::into_inner)
}

/// A folder that is being made, and that Ctrl-C takes away.
#[derive(Debug)]
pub(super) struct Begun(PathBuf);

impl Begun {
    pub(super) fn new(path: &Path) -> Begun {
        let mut begun = BEGUN.lock().unwrap_or_else(PoisonError::into_inner);
        begun.insert(path.to_owned());
        Begun(path.to_owned())
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        let mut begun = BEGUN.lock().unwrap_or_else(PoisonError::into_inner);
        begun.remove(&self.0);
    }
}

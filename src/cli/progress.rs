//! A bar for work of more than a second: on a terminal only, and on standard error.

use crate::data::progress::{self, Work};
use crate::diag::Lang;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, stderr};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Work that is done sooner shows no bar.
const SOON: Duration = Duration::from_secs(1);

/// How often the bar is drawn.
const EVERY: Duration = Duration::from_millis(100);

static BAR: Mutex<Option<ProgressBar>> = Mutex::new(None);

/// Watches what is being done with data until the command ends.
pub(super) fn watch(lang: Lang) {
    if stderr().is_terminal() {
        std::thread::spawn(move || {
            loop {
                std::thread::sleep(EVERY);
                draw(lang);
            }
        });
    }
}

/// Takes the bar away, so that something else can be written.
pub(super) fn clear() {
    let mut bar = BAR.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(bar) = bar.take() {
        bar.finish_and_clear();
    }
}

fn draw(lang: Lang) {
    let Some(now) = progress::now().filter(|now| now.since >= SOON) else {
        return clear();
    };
    let mut bar = BAR.lock().unwrap_or_else(PoisonError::into_inner);
    let bar = bar
        .get_or_insert_with(|| ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()));
    let known = now.total > 0;
    let template = match known {
        true => "{spinner} {msg} {bar:30} {percent:>3}%",
        false => "{spinner} {msg}",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_message(message(&now.work, lang));
    if known {
        bar.set_length(now.total);
        bar.set_position(now.done.min(now.total));
    }
    bar.tick();
}

fn message(work: &Work, lang: Lang) -> String {
    match (work, lang) {
        (Work::Reading(file), Lang::En) => format!("reading {file}"),
        (Work::Reading(file), Lang::Nl) => format!("{file} lezen"),
        (Work::Asking(number), Lang::En) => format!("computing, query {number}"),
        (Work::Asking(number), Lang::Nl) => format!("rekenen, vraag {number}"),
    }
}

//! `casus preview --serve`: the page from this computer, made anew when the case, the organisation's file or the data change.
//!
//! It answers this computer only, and only requests that name it, so that no other page in the browser can read the figures.

use super::{Made, make};
use crate::cli::check::human;
use crate::cli::files::Input;
use crate::cli::{Exit, Session, err, out};
use crate::data;
use crate::preview;
use crate::say;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, SystemTime};

/// The port to try first; when it is taken, any other.
const PORT: u16 = 4270;

/// How often the files are looked at. A preview has few of them, so that is cheaper than a system's own way of telling, and it
/// works on a network drive, too.
const OFTEN: Duration = Duration::from_millis(250);

/// How long a connection that waits for news says nothing; then it finds out whether the page is still there.
const PATIENCE: Duration = Duration::from_secs(15);

/// The longest head of a request.
const HEAD: u64 = 16 << 10;

/// The page as it is now; its number goes up with each change. The page has it, too, and asks for what is newer.
#[derive(Default)]
struct Shown {
    page: Mutex<(u64, Arc<String>)>,
    news: Condvar,
}

/// Serves until the program is stopped.
pub(super) fn run(session: &Session, input: &Input) -> io::Result<Exit> {
    let Input::File(path) = input else {
        let words = say!(
            en "`--serve` needs a file: standard input does not change",
            nl "`--serve` heeft een bestand nodig: standard input verandert niet",
        );
        err(&format!("{}\n", words.get(session.lang())))?;
        return Ok(Exit::Failed);
    };
    let local = Ipv4Addr::LOCALHOST;
    let listener = TcpListener::bind((local, PORT)).or_else(|_| TcpListener::bind((local, 0)))?;
    let port = listener.local_addr()?.port();
    let shown = Arc::new(Shown::default());
    let mut number = first_number();
    let mut made = make(session, input);
    let lang = session.lang_of_run(&made.reports);
    shown.put(number, drawn(session, &made, path, number)?);
    err(&human(session, &made.reports))?;
    let words = say!(
        en "http://localhost:{port}/ shows the preview; stop with Ctrl-C",
        nl "http://localhost:{port}/ toont de voorbeeldweergave; stop met Ctrl-C",
    );
    out(&format!("{}\n", words.get(lang)))?;
    let answering = shown.clone();
    thread::spawn(move || answer_all(&listener, port, &answering));
    loop {
        made.wait();
        made = make(session, input);
        number += 1;
        shown.put(number, drawn(session, &made, path, number)?);
        err(&human(session, &made.reports))?;
    }
}

/// The time in milliseconds, and changes come slower than that: so no server gives a number that one before it gave.
fn first_number() -> u64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(1, |since| since.as_millis() as u64)
}

/// The page, or what is wrong with the case.
fn drawn(session: &Session, made: &Made, path: &Path, number: u64) -> io::Result<String> {
    let lang = session.lang_of_run(&made.reports);
    let page = match &made.preview {
        Some((preview, _)) => preview.html(Some(number)),
        None => {
            let report = human(session, &made.reports);
            let plain = anstream::adapter::strip_str(&report).to_string();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            preview::trouble(lang, &name, &plain, number)
        }
    };
    page.map_err(io::Error::other)
}

impl Made {
    /// Waits until a file changes, appears or goes, and then until they stay as they are: a file may be saved in steps.
    fn wait(&self) {
        let mut seen = self.seen.clone();
        let mut changed = false;
        loop {
            thread::sleep(OFTEN);
            let now = stamps(&self.watched);
            if now != seen {
                changed = true;
                seen = now;
            } else if changed {
                return;
            }
        }
    }
}

/// Something that a page depends on.
#[derive(Clone, Debug)]
pub(super) enum Watched {
    /// A file, there or not.
    File(PathBuf),
    /// The files that a source names: which these are is looked up anew each time, for it may name a folder or a pattern.
    Source {
        /// The folder of the case.
        folder: PathBuf,
        /// What the source says.
        file: String,
    },
}

/// A file, when it was last changed, and how long it is; nothing where it is not there.
pub(super) type Stamp = (PathBuf, Option<(SystemTime, u64)>);

/// The stamps of all files.
pub(super) fn stamps(watched: &[Watched]) -> Vec<Stamp> {
    let files = watched.iter().flat_map(|watched| match watched {
        Watched::File(file) => vec![file.clone()],
        Watched::Source { folder, file } => data::there(folder, file).unwrap_or_default(),
    });
    let stamp = |file: &Path| {
        let found = file.metadata().ok()?;
        Some((found.modified().ok()?, found.len()))
    };
    files.map(|file| (file.clone(), stamp(&file))).collect()
}

impl Shown {
    fn put(&self, number: u64, page: String) {
        let mut now = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        *now = (number, Arc::new(page));
        self.news.notify_all();
    }

    fn now(&self) -> Arc<String> {
        let now = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        now.1.clone()
    }

    /// Waits for another page than `seen`; `None` when there was none for a while.
    fn after(&self, seen: u64) -> Option<u64> {
        let now = self.page.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.news.wait_timeout_while(now, PATIENCE, |n| n.0 == seen);
        let (now, _) = waited.unwrap_or_else(PoisonError::into_inner);
        (now.0 != seen).then_some(now.0)
    }
}

/// A thread for each connection: there is one reader, with a few tabs.
fn answer_all(listener: &TcpListener, port: u16, shown: &Arc<Shown>) {
    for stream in listener.incoming().flatten() {
        let shown = shown.clone();
        // A reader who goes away is no trouble.
        thread::spawn(move || answer(stream, port, &shown));
    }
}

fn answer(mut stream: TcpStream, port: u16, shown: &Shown) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let request = Request::read(&stream)?;
    let (path, query) = match request.path.split_once('?') {
        Some((path, query)) => (path, query),
        None => (request.path.as_str(), ""),
    };
    match path {
        _ if !request.is_for(port) => plain(&mut stream, "403 Forbidden"),
        _ if request.method != "GET" => plain(&mut stream, "405 Method Not Allowed"),
        "/" => {
            let page = shown.now();
            let head = head("200 OK", "text/html; charset=utf-8");
            let length = page.len();
            write!(stream, "{head}Content-Length: {length}\r\n\r\n{page}")
        }
        // Whoever does not say what it has gets to hear that there is a page.
        "/news" => tell(&mut stream, shown, query.parse().unwrap_or_default()),
        _ => plain(&mut stream, "404 Not Found"),
    }
}

/// Tells the page of each newer one, until it goes away.
fn tell(stream: &mut TcpStream, shown: &Shown, mut seen: u64) -> io::Result<()> {
    let head = head("200 OK", "text/event-stream");
    write!(stream, "{head}\r\n:\n\n")?;
    loop {
        match shown.after(seen) {
            Some(now) => {
                seen = now;
                write!(stream, "data: {now}\n\n")?;
            }
            None => write!(stream, ":\n\n")?,
        }
    }
}

fn head(status: &str, kind: &str) -> String {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nCache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n"
    )
}

fn plain(stream: &mut TcpStream, status: &str) -> io::Result<()> {
    let head = head(status, "text/plain");
    let length = status.len();
    write!(stream, "{head}Content-Length: {length}\r\n\r\n{status}")
}

/// The head of a request.
struct Request {
    method: String,
    path: String,
    host: String,
}

impl Request {
    fn read(stream: impl Read) -> io::Result<Request> {
        let mut lines = BufReader::new(stream.take(HEAD)).lines();
        let first = lines.next().unwrap_or(Ok(String::new()))?;
        let mut words = first.split(' ').map(str::to_owned);
        let mut request = Request {
            method: words.next().unwrap_or_default(),
            path: words.next().unwrap_or_default(),
            host: String::new(),
        };
        for line in lines {
            let line = line?;
            match line.split_once(':') {
                None => break,
                Some((name, value)) if name.eq_ignore_ascii_case("host") => {
                    request.host = value.trim().to_owned();
                }
                Some(_) => {}
            }
        }
        Ok(request)
    }

    /// Whether it names this server: a page from elsewhere that reaches it by another name does not.
    fn is_for(&self, port: u16) -> bool {
        let ours = ["localhost", "127.0.0.1"].map(|host| format!("{host}:{port}"));
        ours.contains(&self.host)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_requests_that_name_this_server_are_for_it() {
        let read = |text: &str| Request::read(text.as_bytes()).unwrap();
        let own = read("GET / HTTP/1.1\r\nhost: localhost:4270\r\n\r\n");
        assert_eq!((own.method.as_str(), own.path.as_str()), ("GET", "/"));
        assert!(own.is_for(4270) && !own.is_for(4271));
        assert!(!read("GET / HTTP/1.1\r\nHost: evil.example:4270\r\n\r\n").is_for(4270));
        assert!(!read("").is_for(4270));
    }

    #[test]
    fn a_change_in_any_file_of_a_source_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        put("data/2026-01.csv", "a");
        for file in ["data", "data/2026-*.csv", "data/2026-01.csv"] {
            let watched = [Watched::Source {
                folder: folder.path().to_owned(),
                file: file.to_owned(),
            }];
            let first = stamps(&watched);
            assert_eq!(stamps(&watched), first);
            put("data/2026-01.csv", "longer");
            let changed = stamps(&watched);
            assert_ne!(changed, first, "{file}");
            put("data/2026-02.csv", "a");
            assert_eq!(
                stamps(&watched) == changed,
                file.ends_with("01.csv"),
                "{file}"
            );
            for name in ["data/2026-01.csv", "data/2026-02.csv"] {
                std::fs::remove_file(folder.path().join(name)).unwrap();
            }
            assert_ne!(stamps(&watched), changed, "{file}");
            put("data/2026-01.csv", "a");
        }
    }

    #[test]
    fn a_waiting_page_hears_of_the_next() {
        let shown = Arc::new(Shown::default());
        shown.put(1, "one".to_owned());
        assert_eq!(shown.now().as_str(), "one");
        let waiting = shown.clone();
        let heard = thread::spawn(move || waiting.after(1));
        shown.put(2, "two".to_owned());
        assert_eq!(heard.join().unwrap(), Some(2));
        assert_eq!(shown.now().as_str(), "two");
    }

    /// Whether it came before this server began, or in the time between the page and its question.
    #[test]
    fn an_old_page_hears_of_the_present_one_at_once() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let shown = Arc::new(Shown::default());
        shown.put(8, "now".to_owned());
        let answering = shown.clone();
        thread::spawn(move || answer_all(&listener, port, &answering));
        let heard = move |path: &str| {
            let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
            write!(
                stream,
                "GET {path} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"
            )
            .unwrap();
            let lines = BufReader::new(stream).lines().map(Result::unwrap);
            let mut lines = lines.filter(|line| line.starts_with("data: "));
            lines.next()
        };
        for old in ["/news?7", "/news?9", "/news"] {
            assert_eq!(heard(old).as_deref(), Some("data: 8"), "{old}");
        }
        let up_to_date = thread::spawn(move || heard("/news?8"));
        shown.put(9, "later".to_owned());
        assert_eq!(up_to_date.join().unwrap().as_deref(), Some("data: 9"));
    }

    #[test]
    fn each_server_begins_with_a_number_of_its_own() {
        let first = first_number();
        thread::sleep(Duration::from_millis(2));
        assert!(first_number() > first && first > 0);
    }
}

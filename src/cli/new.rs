//! `casus new`: an interview on a terminal, a commented template elsewhere. Nothing that exists is overwritten.

use super::files::{self, Input};
use super::{Exit, Session, args, err, failed, interrupt, out, trouble, write};
use crate::diag::{Diagnostic, Lang};
use crate::interview::{self, Interview, template};
use crate::say;
use clap::{Arg, ArgMatches, Command, ValueHint, value_parser};
use std::fs::File;
use std::io::{self, BufRead, IsTerminal, Write};
use std::path::{Path, PathBuf};

/// The command's own arguments.
pub(super) fn command(lang: Lang) -> Command {
    let name = Arg::new("name")
        .value_name(lang.pick("NAME", "NAAM"))
        .value_parser(value_parser!(PathBuf))
        .value_hint(ValueHint::AnyPath)
        .help_heading(lang.pick("Arguments", "Argumenten"))
        .help(lang.pick(
            "The name of the case, and of its file [default: follows from the title]",
            "De naam van de casus, en van het bestand [anders: volgt uit de titel]",
        ));
    args::new("new", lang)
        .about(lang.pick(
            "Begins a case: seven questions on a terminal, else a template to fill in",
            "Begint een casus: zeven vragen op een terminal, en anders een sjabloon om in te vullen",
        ))
        .arg(name)
        .args(from_arguments(lang))
}

/// The options that fill in the source.
#[cfg(feature = "data")]
fn from_arguments(lang: Lang) -> Vec<Arg> {
    let from = Arg::new("from")
        .long("from")
        .value_name(lang.pick("DATA", "GEGEVENS"))
        .value_hint(ValueHint::FilePath)
        .help(lang.pick(
            "Writes the template, with the source filled in from this file",
            "Schrijft het sjabloon, met de bron ingevuld uit dit bestand",
        ));
    vec![
        from,
        super::data::infer::sheet_argument(lang).requires("from"),
    ]
}

#[cfg(not(feature = "data"))]
fn from_arguments(_: Lang) -> Vec<Arg> {
    Vec::new()
}

/// Begins a case.
pub(super) fn run(session: &Session, args: &ArgMatches) -> io::Result<Exit> {
    let lang = session.lang();
    let place = match args.get_one::<PathBuf>("name").map(|path| Place::of(path)) {
        None => None,
        Some(Ok(place)) => Some(place),
        Some(Err((path, finding))) => return told(&path, *finding, lang),
    };
    #[cfg(feature = "data")]
    if let Some(data) = args.get_one::<String>("from") {
        let sheet = args.get_one::<String>("sheet").map(String::as_str);
        return from_data(session, place, data, sheet);
    }
    if io::stdin().is_terminal() && io::stdout().is_terminal() {
        return converse(session, place);
    }
    let name = place.as_ref().map(|place| place.name.as_str());
    let text = template::text(lang, name);
    write_template(place, &text, lang)
}

/// The template with its source filled in from a file; what was seen of the data on standard error.
#[cfg(feature = "data")]
fn from_data(
    session: &Session,
    place: Option<Place>,
    data: &str,
    sheet: Option<&str>,
) -> io::Result<Exit> {
    use super::data::infer;
    use crate::report::terminal;
    let lang = session.lang();
    let folder = place.as_ref().map(|p| Input::File(p.path.clone()).folder());
    let folder = folder.unwrap_or_default();
    let file = seen_from(&folder, Path::new(data));
    let wish = crate::data::Wish {
        folder: &folder,
        file: &file,
        sheet,
        lang,
        as_of: session.as_of(),
    };
    let inferred = match crate::data::infer(&wish) {
        Ok(inferred) => inferred,
        Err(finding) => return failed(data.to_owned(), *finding, lang),
    };
    err(&terminal::file(&infer::report(&inferred, lang), lang))?;
    let name = place.as_ref().map(|place| place.name.as_str());
    let text = template::with_source(lang, name, &inferred.text);
    write_template(place, &text, lang)
}

/// A path from the folder of the case: `../` for each folder that the case lies deeper.
#[cfg(feature = "data")]
fn seen_from(folder: &Path, data: &Path) -> String {
    use std::path::Component;
    let plain = |c: &Component<'_>| matches!(c, Component::Normal(_));
    let deeper = folder.components().filter(|c| *c != Component::CurDir);
    let deeper: Vec<Component<'_>> = deeper.collect();
    let path = if data.is_absolute() || deeper.is_empty() {
        data.to_owned()
    } else if let Ok(below) = data.strip_prefix(folder) {
        below.to_owned()
    } else if deeper.iter().all(plain) {
        let up: PathBuf = deeper.iter().map(|_| "..").collect();
        up.join(data)
    } else {
        std::path::absolute(data).unwrap_or_else(|_| data.to_owned())
    };
    path.to_string_lossy().replace('\\', "/")
}

/// Writes a template to its place, or to standard output where it has none.
fn write_template(place: Option<Place>, text: &str, lang: Lang) -> io::Result<Exit> {
    let Some(place) = place else {
        return out(text).map(|()| Exit::Good);
    };
    if let Err(error) = create(&place.path, text) {
        return told(&place.path, trouble::unwritable(&error), lang);
    }
    let path = place.path.display();
    let words = say!(
        en "{path} is a template: fill in what says ???, then run `casus check {path}`",
        nl "{path} is een sjabloon: vul in waar ??? staat, en draai dan `casus check {path}`"
    );
    err(&format!("{}\n", words.get(lang)))?;
    Ok(Exit::Good)
}

/// Where a case of a name goes.
struct Place {
    name: String,
    path: PathBuf,
}

impl Place {
    /// Takes `wmo`, `wmo.case` and `cases/wmo` alike.
    fn of(given: &Path) -> Result<Place, (PathBuf, Box<Diagnostic>)> {
        let file = given.file_name().unwrap_or_default().to_string_lossy();
        let name = file.strip_suffix(".case").unwrap_or(&file).to_owned();
        let path = given.with_file_name(format!("{name}.case"));
        let is_policy = Input::File(path.clone()).is_policy();
        let mut letters = name.chars();
        let is_name = letters.next().is_some_and(char::is_alphabetic)
            && letters.all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        let wrong = match () {
            () if is_policy => trouble::no_case_name(&name, None),
            () if !is_name => trouble::no_case_name(&name, interview::name_of(&name).as_deref()),
            () if path.symlink_metadata().is_ok() => trouble::exists(),
            () => return Ok(Place { name, path }),
        };
        Err((path, wrong.into()))
    }

    /// A place for a name that nobody has taken.
    fn free(name: &str) -> Option<Place> {
        let numbered = (2..1000).map(|n| format!("{name}_{n}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        names.find_map(|name| Place::of(Path::new(&name)).ok())
    }
}

/// The interview, line by line. What was answered is kept after each line, so that nothing is lost however it ends.
fn converse(session: &Session, place: Option<Place>) -> io::Result<Exit> {
    let lang = session.lang();
    let folder = place.as_ref().map(|p| Input::File(p.path.clone()).folder());
    let policy = files::policies().of(&folder.unwrap_or_else(|| PathBuf::from(".")));
    let name = place.as_ref().map(|p| p.name.clone());
    let mut interview = Interview::new(lang, name, &policy.value, session.as_of());
    let mut kept = Kept {
        place,
        text: String::new(),
        is_there: false,
    };
    let mut lines = io::stdin().lock();
    out(&interview.opening())?;
    while !interview.is_over() {
        out("> ")?;
        let mut line = Vec::new();
        if lines.read_until(b'\n', &mut line)? == 0 {
            out("\n")?;
            out(&interview.closing())?;
            break;
        }
        let said = interview.hear(&String::from_utf8_lossy(&line));
        let was_there = kept.is_there;
        if let Err(error) = kept.keep(&mut interview) {
            let path = kept.place.map_or_else(PathBuf::new, |p| p.path);
            out(&kept.text)?;
            return told(&path, trouble::unwritable(&error), lang);
        }
        if let Some(place) = kept.place.as_ref().filter(|_| kept.is_there && !was_there) {
            let path = place.path.display();
            let words = say!(
                en "Your answers are kept in {path}, after each of them.",
                nl "Uw antwoorden worden bewaard in {path}, na elk antwoord."
            );
            out(&format!("{}\n", words.get(lang)))?;
        }
        out(&said)?;
    }
    let Some(place) = kept.place.filter(|_| kept.is_there) else {
        return Ok(Exit::Failed);
    };
    let path = place.path.display();
    let words = say!(
        en "Kept in {path}. Go on with: casus check {path}",
        nl "Bewaard in {path}. Ga verder met: casus check {path}"
    );
    out(&format!("\n{}\n", words.get(lang)))?;
    Ok(Exit::Good)
}

/// The file that grows with the answers.
struct Kept {
    place: Option<Place>,
    /// What is, or should be, in the file.
    text: String,
    is_there: bool,
}

impl Kept {
    /// Puts the case so far in its file; the first time in a new one.
    fn keep(&mut self, interview: &mut Interview<'_>) -> io::Result<()> {
        if self.place.is_none() {
            self.place = interview.name().and_then(Place::free);
            if let Some(place) = &self.place {
                interview.rename(place.name.clone());
            }
        }
        let (Some(text), Some(place)) = (interview.case_text(), &self.place) else {
            return Ok(());
        };
        if text == self.text {
            return Ok(());
        }
        self.text = text;
        match self.is_there {
            true => write::rewrite(&place.path, &self.text)?,
            false => create(&place.path, &self.text)?,
        }
        self.is_there = true;
        Ok(())
    }
}

/// Writes a file that must not be there yet.
fn create(path: &Path, text: &str) -> io::Result<()> {
    interrupt::tidy();
    let _turn = interrupt::turn();
    let mut file = File::create_new(path)?;
    file.write_all(text.as_bytes())
}

/// Tells what is wrong with a path.
fn told(path: &Path, finding: Diagnostic, lang: Lang) -> io::Result<Exit> {
    failed(path.display().to_string(), finding, lang)
}

//! Ctrl-C, in real processes: nothing stays half written, and the exit code is 130.

use crate::files::root;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

fn casus(folder: &Path, args: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_casus"))
        .args(args)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn press_ctrl_c(child: &Child) {
    let id = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
}

/// Waits until something is so, or the process has ended.
fn until(child: &mut Child, is_so: impl Fn(&Child) -> bool) {
    while child.try_wait().unwrap().is_none() && !is_so(child) {
        std::thread::yield_now();
    }
}

/// Whether the process has said what it does on Ctrl-C.
#[cfg(feature = "data")]
fn listens(child: &Child) -> bool {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
    let caught = status.lines().find_map(|l| l.strip_prefix("SigCgt:"));
    let caught = caught.and_then(|c| u64::from_str_radix(c.trim(), 16).ok());
    // Signal 2 is the second bit.
    caught.unwrap_or_default() & 0b10 != 0
}

#[test]
fn a_build_that_is_stopped_leaves_all_or_nothing() {
    let text = fs::read_to_string(root().join("examples/wmo/wmo.case")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for number in 0..60 {
        let name = format!("casus{number}");
        let text = text.replacen("casus wmo", &format!("casus {name}"), 1);
        fs::write(folder.path().join(format!("{name}.case")), text).unwrap();
    }
    let mut child = casus(folder.path(), &["build", "--target", "all"]);
    let out = folder.path().join("build");
    until(&mut child, |_| out.exists());
    press_ctrl_c(&child);
    let code = child.wait().unwrap().code();
    let mut names: Vec<String> = Vec::new();
    for case in fs::read_dir(&out).into_iter().flatten() {
        for target in fs::read_dir(case.unwrap().path()).unwrap() {
            names.push(target.unwrap().file_name().into_string().unwrap());
        }
    }
    let begun: Vec<_> = names.iter().filter(|n| n.starts_with('.')).collect();
    assert!(begun.is_empty(), "{code:?}: {begun:?}");
    match code {
        // Stopped before anything was put in its place, or after everything was.
        Some(130) => assert!(names.is_empty() && !out.exists() || names.len().is_multiple_of(60)),
        code => assert!(
            code == Some(0) && names.len().is_multiple_of(60),
            "{code:?}"
        ),
    }
}

#[cfg(feature = "data")]
#[test]
fn figures_that_are_stopped_end_with_130() {
    for command in [&["data", "figures", "-"][..], &["preview", "-"]] {
        // It waits for the case on standard input, which stays open.
        let mut child = casus(root(), command);
        let input = child.stdin.take();
        until(&mut child, listens);
        press_ctrl_c(&child);
        assert_eq!(child.wait().unwrap().code(), Some(130), "{command:?}");
        drop(input);
    }
}

//! rustlings' own watch, on a tested exercise: `threads3`, which is about threads and a channel.
//!
//! Its sleeps of 250 ms are shortened to 1 ms, in all versions alike: what the exercise does is not what is
//! measured.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use tests::vt::Vt;

use super::contestant::{Contestant, Version};

/// Lets it make its exercises, and watches one. It refuses to do so within another project.
pub(super) fn start(program: &Path) -> Result<Contestant> {
    let folder = std::env::temp_dir().join(format!("save-to-verdict-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    let mut init = Command::new(program)
        .arg("init")
        .current_dir(&folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .with_context(|| program.display().to_string())?;
    init.stdin.take().context("a pipe")?.write_all(b"\n")?;
    ensure!(init.wait()?.success(), "`{} init` fails", program.display());

    let project = folder.join("rustlings");
    // Where it goes on: at this exercise.
    fs::write(project.join(".rustlings-state.txt"), "DON'T EDIT THIS FILE!\n\nthreads3\n\n")?;
    let file = project.join("exercises").join("20_threads").join("threads3.rs");
    let stub = fs::read_to_string(&file)?.replace("from_millis(250)", "from_millis(1)");
    let (head, tail) = stub.split_once("    thread::spawn").context("another threads3")?;
    let (first, second) = tail.split_once("q.second_half").context("another threads3")?;
    let right = format!(
        "{head}    let other = tx.clone();\n    thread::spawn{first}q.second_half{}",
        second.replacen("tx.send", "other.send", 1)
    );
    let wrong = right.replacen("other.send(val)", "other.send(val + 1)", 1);
    ensure!(right != wrong, "another threads3");
    let versions = vec![
        Version::new("right", right, "Exercise done"),
        Version::new("wrong", wrong, "test result: FAILED"),
        Version::new("does not compile", stub, "could not compile"),
    ];
    let mut command = Command::new(program);
    command.current_dir(&project).env_remove("RUST_BACKTRACE");
    let mut vt = Vt::start(&mut command, 40, 110)?;
    vt.settle(Duration::from_secs(5));
    let mut contestant = Contestant::new("rustlings, threads3", vt, file, folder, versions)?;
    contestant.is_measure = true;
    Ok(contestant)
}

//! What the README's pictures show, made by running the real program, with its colours.
//!
//! The gallery draws them (`cargo run -p tests --bin gallery -- pictures`), and the README's test holds
//! them to what the program prints today.

use std::fs;
use std::path::Path;
use std::process::Command;
#[cfg(unix)]
use std::time::Duration;

#[cfg(unix)]
use crate::vt::Vt;
use crate::{at_home, fresh, root};

/// What one picture shows.
pub struct Picture {
    /// The file's name in `grader/pictures`, without `.svg`.
    pub name: &'static str,
    /// For whoever cannot see it.
    pub title: &'static str,
    /// The text, with its colours.
    pub ansi: String,
}

/// A lost wake-up: `foo` wakes its partner before it says that it is the partner's turn.
const WRONG: &str = "solutions/foobar/wrong/threads_unpark_first.rs";

/// All pictures; `program` is the grader.
///
/// # Panics
/// When the grader cannot be run, or prints what no picture can be made of.
pub fn all(program: &Path) -> Vec<Picture> {
    let learner = root().join("target").join("learners").join("pictures");
    fresh::project(&learner);
    begin(&learner);
    // What it grades first it reports first; what was graded already is only shown.
    run(program, &learner, &[]);
    let board = Picture {
        name: "board",
        title: "The board: nine problems, each with threads and with tasks, and what to do next",
        ansi: run(program, &learner, &[]),
    };
    let mut pictures = vec![deadlock(program), board];
    #[cfg(unix)]
    pictures.push(watch(program, &learner));
    let _ = fs::remove_dir_all(&learner);
    pictures
}

fn deadlock(program: &Path) -> Picture {
    let report = run(program, &root(), &["check", "foobar/threads", "--file", WRONG, "--model"]);
    // After the steps come the lines again, the legend, and how to run it again.
    let steps = report.find("Step by step").expect("an interleaving");
    let end = report[steps..].find("\n\n").expect("something below it");
    Picture {
        name: "deadlock",
        title: "A deadlock: what happened, the diagnosis, the lines, and the steps of both threads",
        ansi: report[..=steps + end].to_owned(),
    }
}

/// The screen that follows a file, a moment after its verdict.
#[cfg(unix)]
fn watch(program: &Path, learner: &Path) -> Picture {
    let mut command = command(program, learner, &["watch", "foobar/threads"]);
    let mut vt = Vt::start(&mut command, 24, 80).expect("a pseudo-terminal");
    let mut sees = |what: &str| {
        let seen = vt.wait(Duration::from_secs(300), |screen| {
            screen.contains("foobar/threads  busy-wait") && screen.contains(what)
        });
        assert!(seen.is_some(), "{}", vt.text());
    };
    sees("quit");
    let file = learner.join("exercises").join("foobar").join("threads.rs");
    let text = fs::read_to_string(&file).expect("the file");
    fs::write(&file, text + "\n").expect("the file is saved");
    sees("waits for you to save");
    vt.settle(Duration::from_millis(500));
    Picture {
        name: "watch",
        title: "The watch screen: the exercise, how far one has come, the verdict, and the keys",
        ansi: timeless(&vt.ansi()),
    }
}

/// The same however long the grading took: `graded in 2.2 s` on a busy machine becomes what it takes on a
/// quiet one.
#[cfg(unix)]
fn timeless(text: &str) -> String {
    const BEFORE: &str = "graded in ";
    let Some((before, after)) = text.split_once(BEFORE) else { return text.to_owned() };
    let rest = after.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    format!("{before}{BEFORE}0.6{rest}")
}

/// Somebody has come so far: one problem solved, the next one begun and wrong.
fn begin(learner: &Path) {
    for (exercise, solution) in [
        ("print-in-order/threads.rs", "solutions/print-in-order/threads.rs"),
        ("print-in-order/tasks.rs", "solutions/print-in-order/tasks.rs"),
        ("foobar/threads.rs", "solutions/foobar/wrong/threads_yield.rs"),
    ] {
        let to = learner.join("exercises").join(exercise);
        fs::copy(root().join(solution), to).expect("a solution");
    }
}

/// What the grader prints in a project, in colour and at 80 columns.
fn run(program: &Path, project: &Path, arguments: &[&str]) -> String {
    let mut command = command(program, project, arguments);
    let output = command.env("COLUMNS", "80").output().expect("the grader starts");
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(!text.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    text
}

/// The grader in a project, in colour.
fn command(program: &Path, project: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).args(["--color", "always"]).current_dir(project).env(AS_GRADER, "1");
    at_home(&mut command, project);
    command
}

/// A program of this package in whose environment this stands is the grader, nothing else: programs, other
/// than tests, are not told where the grader is.
pub const AS_GRADER: &str = "RACECOURSE_AS_GRADER";

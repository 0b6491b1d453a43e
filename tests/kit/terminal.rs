//! Stepping and playing, in a terminal: the real command behind a pseudo-terminal, keys in, screens out.

#![cfg(unix)]
#![forbid(unsafe_code)]

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use tests::{grade, grader_in, root};

const GRADER: &str = env!("CARGO_BIN_EXE_grader-under-test");

/// Where a screen begins and ends, and what gives the terminal back.
const BEGIN: &str = "\x1b[1;1H";
const END: &str = "\x1b[J";
const BACK: &str = "\x1b[?1049l";

/// The kit may have to be built first.
const PATIENCE: Duration = Duration::from_secs(300);

/// The command in a terminal of 80 × 24.
struct Session {
    child: Child,
    keys: File,
    output: Receiver<Vec<u8>>,
    said: String,
}

impl Session {
    fn start(arguments: &[&str]) -> Self {
        let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a pseudo-terminal");
        grantpt(&master).expect("ours");
        unlockpt(&master).expect("ours");
        let size = Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 };
        tcsetwinsize(&master, size).expect("a size");
        let name = ptsname(&master, Vec::new()).expect("a name").into_string().expect("in UTF-8");
        let slave = OpenOptions::new().read(true).write(true).open(name).expect("the other side");
        let stdio = || Stdio::from(slave.try_clone().expect("a handle"));
        let child = Command::new(GRADER)
            .args(arguments)
            .current_dir(root())
            .env("TERM", "xterm")
            .env("NO_COLOR", "1")
            .env_remove("COLUMNS")
            .stdin(stdio())
            .stdout(stdio())
            .stderr(Stdio::null())
            .spawn()
            .expect("the grader starts");
        drop(slave);
        let keys = File::from(master);
        let mut reads = keys.try_clone().expect("a handle");
        let (sender, output) = mpsc::channel();
        thread::spawn(move || {
            let mut buffer = [0; 4096];
            while let Ok(count @ 1..) = reads.read(&mut buffer) {
                if sender.send(buffer[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self { child, keys, output, said: String::new() }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("the terminal listens");
    }

    /// The last whole screen.
    fn screen(&self) -> String {
        let end = self.said.rfind(END).unwrap_or(0);
        let begin = self.said[..end].rfind(BEGIN).map_or(0, |begin| begin + BEGIN.len());
        self.said[begin..end].replace("\x1b[K", "").replace('\r', "")
    }

    /// Waits until something has been said.
    #[track_caller]
    fn wait(&mut self, what: &str, is_there: impl Fn(&Self) -> bool) {
        let began = Instant::now();
        while !is_there(self) {
            let left = PATIENCE.saturating_sub(began.elapsed());
            let Ok(more) = self.output.recv_timeout(left) else {
                panic!("no {what}, but\n{}\n{:?}", self.screen(), self.said)
            };
            self.said.push_str(&String::from_utf8_lossy(&more));
        }
    }

    #[track_caller]
    fn shows(&mut self, what: &str) -> String {
        self.wait(what, |session| session.screen().contains(what));
        self.screen()
    }

    /// The exit code, once the terminal was given back.
    #[track_caller]
    fn ends(mut self) -> (Option<i32>, String) {
        self.wait("own screen given back", |session| session.said.contains(BACK));
        let code = self.child.wait().expect("it ends").code();
        while let Ok(more) = self.output.recv_timeout(Duration::from_millis(200)) {
            self.said.push_str(&String::from_utf8_lossy(&more));
        }
        let after = self.said.rsplit(BACK).next().unwrap_or_default().to_owned();
        (code, after)
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const FILE: &str = "solutions/foobar/wrong/threads_unpark_first.rs";

/// The token of the failure that `check` finds in the file.
fn token() -> String {
    let answer = grade(GRADER, "foobar/threads", &PathBuf::from(FILE), &["--model"]);
    let command = answer.result["reproduce"].as_str().expect("a command").to_owned();
    command.split(' ').skip_while(|word| *word != "replay").nth(1).expect("a token").to_owned()
}

#[test]
fn an_execution_is_stepped_through_forward_and_back() {
    let mut session = Session::start(&["replay", &token(), "--file", FILE, "--step"]);
    let first = session.shows("step 8 of");
    assert!(first.contains("foobar/threads  deadlock"), "{first}");
    session.press("\x1b[C");
    session.shows("step 9 of");
    session.press("h");
    session.shows("step 8 of");
    session.press("?");
    session.shows("any key goes back");
    session.press("x");
    session.shows("step 8 of");
    session.press("\x1b[F");
    let end = session.shows("how it ended");
    assert!(end.contains("✗ deadlock") && end.contains("nobody can ever wake it"), "{end}");
    session.press("q");
    assert_eq!(session.ends().0, Some(1));
}

#[test]
fn a_level_is_won_with_one_move_and_told_with_its_token() {
    let level = level("foobar/threads", FILE);
    let mut session = Session::start(&["play", "foobar/threads", &level]);
    let first = session.shows("who goes on?");
    assert!(!first.contains("deadlock") && !first.contains("unpark_first"), "{first}");
    session.press("h");
    session.shows("One move can do it.");
    // Between the wake-up and what it is for.
    let mut answers = Vec::new();
    loop {
        let screen = session.screen();
        if screen.contains("foo  store ") {
            break;
        }
        let asked = Instant::now();
        session.press("\r");
        session.wait("next choice", |session| session.screen() != screen);
        answers.push(asked.elapsed());
    }
    answers.sort();
    eprintln!("an answer takes {:?}", answers[answers.len() / 2]);
    session.press("2");
    session.shows("1 move");
    session.press("g");
    let won = session.shows("how it ended");
    assert!(won.contains("You made it fail, in one move."), "{won}");
    session.press("u");
    session.shows("who goes on?");
    session.press("q");
    let (code, after) = session.ends();
    assert_eq!(code, Some(0));
    assert!(
        after.contains("deadlock") && after.contains("-- replay foobar/threads:model:"),
        "{after}"
    );
}

/// The number of the level that a file is.
fn level(exercise: &str, file: &str) -> String {
    let (problem, variant) = exercise.split_once('/').expect("an exercise");
    let exercise =
        grader::problems::exercise::Exercise::new(problem, variant.parse().expect("a variant"));
    let levels = grader::play::levels::of(&grader::project::Project::at(root()), &exercise);
    let level = levels.into_iter().find(|level| level.path.ends_with(file)).expect("a level");
    level.number.to_string()
}

#[test]
fn whoever_ends_the_grader_gets_the_terminal_back() {
    let session = {
        let mut session = Session::start(&["replay", &token(), "--file", FILE, "--step"]);
        session.shows("step 8 of");
        session
    };
    let pid = Pid::from_child(&session.child);
    kill_process(pid, Signal::TERM).expect("it runs");
    assert_eq!(session.ends().0, Some(130));
}

#[test]
fn without_a_terminal_there_is_something_else_to_do() {
    for (arguments, instead) in [
        (&["play", "foobar/threads", "1"][..], "`check` says"),
        (&["replay", "foobar/threads:model:alternates:0", "--step"], "leave it out"),
        (&["replay", "foobar/threads:native:alternates:0", "--step"], "`--model`"),
    ] {
        let output = grader_in(&root(), GRADER, arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(instead), "{said}");
    }
}

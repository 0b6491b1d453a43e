//! The daily loop, in a terminal: a learner's clone, an editor that saves in its own ways, and the screen.

#![cfg(unix)]
#![forbid(unsafe_code)]

mod learner;
mod pty;

use std::fs;
use std::path::Path;

use learner::Learner;
use pty::{Session, Size};
use tests::root;

const FILE: &str = "exercises/foobar/threads.rs";
const SIZES: [Size; 2] = [(80, 24), (160, 50)];

/// A learner in front of a screen.
struct Desk {
    session: Session,
    learner: Learner,
}

impl Desk {
    fn new(name: &str, arguments: &[&str], size: Size) -> Self {
        let learner = Learner::new(name);
        let session = Session::start(&learner.path(""), arguments, size);
        Self { session, learner }
    }

    /// Writes into the file.
    fn save(&self, file: &str, text: &str) {
        fs::write(self.learner.path(file), text).expect("the learner's file");
    }

    /// Writes beside the file and renames, as many editors do.
    fn save_by_rename(&self, file: &str, text: &str) {
        let beside = self.learner.path(file).with_extension("rs~");
        fs::write(&beside, text).expect("the learner's file");
        fs::rename(beside, self.learner.path(file)).expect("the learner's file");
    }

    /// Removes the file and writes it again, as some do.
    fn save_by_removing(&self, file: &str, text: &str) {
        fs::remove_file(self.learner.path(file)).expect("the learner's file");
        std::thread::sleep(std::time::Duration::from_millis(60));
        self.save(file, text);
    }
}

fn solution(file: &str) -> String {
    fs::read_to_string(root().join("solutions").join(file)).expect("a solution")
}

/// A file that compiles, and of which `foo` never returns.
fn spins() -> String {
    let right = solution("foobar/threads.rs");
    let at = right.find("pub fn foo").expect("the function");
    let body = at + right[at..].find('{').expect("its body") + 1;
    format!("{}\n        loop {{}}\n{}", &right[..body], &right[body..])
}

/// The screen without what is different each time: how long things took, how much was tried.
fn normal(screen: &str) -> String {
    let mut out = String::new();
    for line in screen.lines() {
        let counts = line.contains(" schedule") || line.contains(" native run");
        let chars: Vec<char> = line.chars().collect();
        let mut at = 0;
        while at < chars.len() {
            let number =
                chars[at..].iter().take_while(|c| c.is_ascii_digit() || **c == '.').count();
            let rest: String = chars[at + number..].iter().take(3).collect();
            let seconds = rest == " s" || rest.starts_with(" s ") || rest.starts_with(" s;");
            let number = if chars[at].is_ascii_digit() { number } else { 0 };
            if number > 0 && (counts || seconds) {
                out.push('#');
                at += number;
            } else {
                out.push(chars[at]);
                at += 1;
            }
        }
        out.push('\n');
    }
    out
}

fn snapshot(name: &str, size: Size, screen: &str) {
    insta::assert_snapshot!(format!("{name}_{}", size.0), normal(screen));
}

#[test]
fn every_save_is_graded_until_it_is_accepted() {
    for size in SIZES {
        let name = format!("watch-day-{}", size.0);
        let mut desk = Desk::new(&name, &["watch", "foobar/threads"], size);
        let first = desk.session.shows("Edit exercises/foobar/threads.rs");
        assert!(first.contains("0 of 18") && first.contains("FooBar"), "{first}");
        desk.save(FILE, &solution("foobar/wrong/threads_unpark_first.rs"));
        desk.session.shows("nobody can ever wake it");
        let deadlock = desk.session.shows("graded in");
        snapshot("deadlock", size, &deadlock);
        desk.session.press("\x1b[F");
        desk.session.shows("· model ");

        desk.save_by_rename(FILE, &solution("foobar/threads.rs"));
        desk.session.shows("★ Solved! 1 of 18 is accepted now.");
        desk.session.shows("n  next: foobar/tasks");

        let broken = solution("foobar/threads.rs") + "\nfn broken() -> u32 { \"text\" }\n";
        desk.save_by_removing(FILE, &broken);
        let error = desk.session.shows("error[E0308]: mismatched types");
        assert!(error.contains("expected `u32`, found `&str`"), "{error}");
        snapshot("compile_error", size, &desk.session.shows("graded in"));
        desk.save_by_rename(FILE, &broken);
        desk.session.shows("saved unchanged: its verdict is known");
        desk.save(FILE, &solution("foobar/threads.rs"));
        desk.session.shows("saved as it was once before: its verdict is known");

        desk.session.press("q");
        let (code, after) = desk.session.ends();
        assert_eq!(code, Some(0));
        let accepted = "✓ foobar/threads  accepted   1 of 18 accepted\n";
        assert!(after.contains(accepted) && after.contains("-- watch foobar/tasks"), "{after}");
    }
}

#[test]
fn a_file_that_never_ends_holds_nobody_up() {
    let mut desk = Desk::new("watch-hang", &["watch", "foobar/threads"], (80, 24));
    desk.session.shows("Edit exercises/foobar/threads.rs");
    desk.save(FILE, &spins());
    desk.session.shows("trying schedules");
    desk.session.press("?");
    desk.session.shows("a hint, each time a further one");
    desk.session.press("h");
    let hint = desk.session.shows("Hint 1 of");
    assert!(!hint.contains("Hint 2 of"), "{hint}");
    desk.session.press("h");
    let hint = desk.session.shows("Hint 2 of");
    assert!(hint.contains("trying schedules"), "it is still being graded:\n{hint}");
    desk.save(FILE, &solution("foobar/threads.rs"));
    desk.session.shows("★ Solved!");
    desk.save(FILE, &(spins() + "\n"));
    desk.session.shows("the verdict before your last save");
    desk.session.press("\x03");
    let (code, after) = desk.session.ends();
    assert_eq!(code, Some(130), "{after}");
    assert!(after.contains("accepted, before your last save"), "{after}");
    let hints = fs::read_to_string(desk.learner.path("progress.toml")).expect("the progress");
    assert!(hints.contains("foobar = 2"), "{hints}");
}

#[test]
fn the_screen_turns_to_whatever_is_saved_and_fits_into_any_window() {
    let mut desk = Desk::new("watch-turn", &[], (80, 24));
    desk.session.shows("Edit exercises/print-in-order/threads.rs");
    desk.save(FILE, &solution("foobar/wrong/threads_unpark_first.rs"));
    desk.session.shows("foobar/threads  Print FooBar Alternately");
    desk.session.shows("nobody can ever wake it");
    desk.session.resize((39, 10));
    desk.session.shows("This terminal is too small: 39 × 10.");
    desk.session.resize((160, 50));
    let wide = desk.session.shows("nobody can ever wake it");
    assert!(wide.lines().any(|line| line.chars().count() == 160), "{wide}");
    desk.session.press("r");
    desk.session.shows("m mistake  End verdict");
    desk.save("exercises/h2o/tasks.rs", "fn");
    desk.session.shows("h2o/tasks");
    desk.session.shows("compile-error");
    desk.session.press("n");
    desk.session.shows("Edit exercises/dining-philosophers/threads.rs");
    desk.session.terminate();
    assert_eq!(desk.session.ends().0, Some(130));
}

#[test]
fn who_comes_back_goes_on_where_they_were() {
    let learner = Learner::new("watch-back");
    fs::write(learner.path(FILE), solution("foobar/wrong/threads_unpark_first.rs"))
        .expect("a file");
    let mut session = Session::start(&learner.path(""), &["watch"], (80, 24));
    session.shows("nobody can ever wake it");
    session.press("x");
    session.shows("Bring the stub back?");
    session.press("y");
    session.shows("Edit exercises/foobar/threads.rs");
    assert!(kept(&learner.path("exercises/foobar")), "what was there");
    session.press("q");
    assert_eq!(session.ends().0, Some(0));
}

fn kept(folder: &Path) -> bool {
    let entries = fs::read_dir(folder).expect("the folder");
    let mut names = entries.map(|entry| entry.expect("a readable entry").file_name());
    names.any(|name| name.to_string_lossy().contains(".orig"))
}

#[test]
fn without_a_terminal_there_is_check() {
    let output = Learner::new("watch-pipe").run(&["watch", "foobar/threads"]);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains("`watch` needs a terminal") && said.contains("`check`"), "{said}");
}

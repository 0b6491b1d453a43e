//! What people expect of any command in a terminal: colours where they are wanted, words that are
//! completed, names as they are at hand, a hint after a slip, help that tells all, and an answer outside of
//! the project.

#![forbid(unsafe_code)]

mod learner;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use learner::Learner;
use rstest::rstest;
use serde_json::Value;
use tests::{at_home, grader_in, root};

const GRADER: &str = env!("CARGO_BIN_EXE_grader-under-test");

/// All that decides about colours.
const VARIABLES: [&str; 7] =
    ["NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "CLICOLOR", "TERM", "CI", "CARGO_TERM_COLOR"];

fn words(line: &str) -> Vec<&str> {
    line.split_whitespace().collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The grader in the project, with an environment that says this about colours and nothing else.
fn command(environment: &str, arguments: &str) -> Command {
    let mut command = Command::new(GRADER);
    command.args(words(arguments)).current_dir(root());
    at_home(&mut command, &root());
    for name in VARIABLES {
        command.env_remove(name);
    }
    command.env("TERM", "xterm");
    command.envs(words(environment).into_iter().map(|pair| pair.split_once('=').expect("a=b")));
    command
}

fn has_colours(output: &Output) -> (bool, bool) {
    (output.stdout.contains(&0x1b), output.stderr.contains(&0x1b))
}

/// `--color` > `NO_COLOR` > `CLICOLOR_FORCE`, `FORCE_COLOR` > `CLICOLOR=0` > the terminal; here there is
/// none.
#[rstest]
#[case("", "", false)]
#[case("", "--color always", true)]
#[case("", "--color=never", false)]
#[case("NO_COLOR=1", "--color always", true)]
#[case("CLICOLOR_FORCE=1", "--color never", false)]
#[case("CLICOLOR_FORCE=1", "", true)]
#[case("FORCE_COLOR=1", "", true)]
#[case("FORCE_COLOR=3", "--color auto", true)]
#[case("CLICOLOR_FORCE=0", "", false)]
#[case("FORCE_COLOR=0", "", false)]
#[case("CLICOLOR_FORCE=0 FORCE_COLOR=1", "", true)]
#[case("NO_COLOR=1 CLICOLOR_FORCE=1", "", false)]
#[case("NO_COLOR=1 FORCE_COLOR=1", "", false)]
#[case("NO_COLOR= FORCE_COLOR=1", "", true)]
#[case("CLICOLOR=0 FORCE_COLOR=1", "", true)]
#[case("CLICOLOR=1", "", false)]
#[case("CI=1", "", false)]
#[case("TERM=dumb FORCE_COLOR=1", "", true)]
fn colours_in_a_pipe(#[case] environment: &str, #[case] flag: &str, #[case] colours: bool) {
    let run = |arguments: &str| {
        let output = command(environment, &format!("{arguments} {flag}")).output();
        output.expect("the grader starts")
    };
    assert_eq!(has_colours(&run("list --plain")), (colours, false), "what is asked for");
    assert_eq!(has_colours(&run("show nothing")), (false, colours), "an error of ours");
    assert_eq!(has_colours(&run("check --nonsense")), (false, colours), "an error of the parser");
    assert_eq!(has_colours(&run("check --help")), (colours, false), "help");
}

/// The same, where there is a terminal.
#[cfg(unix)]
#[rstest]
#[case("", "", true)]
#[case("", "--color never", false)]
#[case("NO_COLOR=1", "", false)]
#[case("NO_COLOR=1", "--color always", true)]
#[case("NO_COLOR=", "", true)]
#[case("CLICOLOR=0", "", false)]
#[case("CLICOLOR=1", "", true)]
#[case("CLICOLOR_FORCE=0", "", true)]
#[case("CLICOLOR=0 CLICOLOR_FORCE=1", "", true)]
#[case("TERM=dumb", "", false)]
#[case("TERM=dumb CLICOLOR=1", "", false)]
#[case("TERM=dumb CI=1", "", false)]
#[case("TERM=dumb", "--color always", true)]
#[case("TERM=dumb CLICOLOR_FORCE=1", "", true)]
fn colours_in_a_terminal(#[case] environment: &str, #[case] flag: &str, #[case] colours: bool) {
    for arguments in ["list --plain", "show nothing", "check --nonsense", "list --help"] {
        let printed = in_terminal(command(environment, &format!("{arguments} {flag}")));
        assert_eq!(printed.contains('\u{1b}'), colours, "{arguments}: {printed}");
    }
}

/// Without a command there is a screen of its own in a terminal, but not where the cursor cannot move.
#[cfg(unix)]
#[test]
fn a_dumb_terminal_gets_line_after_line() {
    for arguments in ["", "list"] {
        let printed = in_terminal(command("TERM=dumb", arguments));
        assert!(printed.contains("print-in-order"), "{printed}");
        assert!(!printed.contains('\u{1b}'), "{printed}");
    }
}

/// What the command prints in a terminal, until it ends.
#[cfg(unix)]
fn in_terminal(mut command: Command) -> String {
    use std::fs::{File, OpenOptions};
    use std::io::Read;
    use std::process::Stdio;

    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    use rustix::termios::{Winsize, tcsetwinsize};

    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a pseudo-terminal");
    grantpt(&master).expect("ours");
    unlockpt(&master).expect("ours");
    let size = Winsize { ws_row: 24, ws_col: 80, ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(&master, size).expect("a size");
    let name = ptsname(&master, Vec::new()).expect("a name").into_string().expect("in UTF-8");
    let slave = OpenOptions::new().read(true).write(true).open(name).expect("the other side");
    let stdio = || Stdio::from(slave.try_clone().expect("a handle"));
    let child = command.stdin(stdio()).stdout(stdio()).stderr(stdio()).spawn();
    let mut child = child.expect("the grader starts");
    drop((slave, command));
    let mut printed = Vec::new();
    let mut buffer = [0; 4096];
    let mut terminal = File::from(master);
    // It ends with an error when nobody has the other side any more.
    while let Ok(count @ 1..) = terminal.read(&mut buffer) {
        printed.extend_from_slice(&buffer[..count]);
    }
    child.wait().expect("the grader ends");
    text(&printed)
}

/// rustc's own messages have colours when ours have.
#[rstest]
#[case("", false)]
#[case("CARGO_TERM_COLOR=always", false)]
#[case("CLICOLOR_FORCE=1", true)]
#[case("NO_COLOR=1 CLICOLOR_FORCE=1 CARGO_TERM_COLOR=always", false)]
fn what_the_compiler_says_follows(#[case] environment: &str, #[case] colours: bool) {
    let check = "check print-in-order/threads --native --file tests/kit/hostile/compile_error.rs";
    let output = command(environment, check).output().expect("the grader starts");
    let printed = text(&output.stdout);
    assert!(printed.contains("compile-error"), "{printed}{}", text(&output.stderr));
    let of_rustc = printed.lines().find(|line| line.contains("-->")).expect("a place in the file");
    assert_eq!(of_rustc.contains('\u{1b}'), colours, "{printed}");
}

/// An exercise can be named as it is at hand, from wherever one stands.
#[rstest]
#[case("", "foobar/threads")]
#[case("", "FooBar/thread")]
#[case("", "1115/threads")]
#[case("", "exercises/foobar/threads.rs")]
#[case("", "./exercises/foobar/threads.rs:12")]
#[case("exercises", "foobar/threads.rs")]
#[case("exercises/foobar", "./threads.rs")]
#[case("exercises/foobar", "threads.rs:12:3")]
#[case("exercises/h2o", "../foobar/threads.rs")]
#[case("exercises/h2o", "foobar/threads")]
#[case("exercises/h2o", "exercises/foobar/threads.rs")]
fn an_exercise_can_be_named_in_many_ways(#[case] folder: &str, #[case] name: &str) {
    let learner = Learner::new(&format!("names-{}", name.replace(['/', '.', ':'], "_")));
    let check = |name: &str| {
        let mut command = Command::new(GRADER);
        command.args(["check", name, "--format", "json"]).current_dir(learner.path(folder));
        at_home(&mut command, &learner.path(""));
        let output = command.output().expect("the grader starts");
        let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        document["results"][0]["exercise"].as_str().unwrap_or_default().to_owned()
    };
    assert_eq!(check(name), "foobar/threads");
    let path = learner.path("exercises/foobar/threads.rs:7:1");
    assert_eq!(check(path.to_str().expect("UTF-8")), "foobar/threads");
    // Whose file is gone can still be named by it.
    fs::remove_file(learner.path("exercises/foobar/threads.rs")).expect("the learner's file");
    assert_eq!(check(name), "foobar/threads");
}

/// A slip is answered with what was probably meant.
#[rstest]
#[case("chek foobar", "check")]
#[case("check --buget 2s", "--budget")]
#[case("check --format jsn", "json")]
#[case("check fobar", "foobar")]
#[case("show print-in-odrer", "print-in-order")]
#[case("check fobar/threads", "foobar/threads")]
#[case("hint 1141", "1114")]
#[case("list --track letcode", "leetcode")]
#[case("list --difficulty esy", "easy")]
#[case("foobar/threads", "check foobar/threads")]
#[case("man chek", "check")]
#[case("check tests/lib.rs", "--file tests/lib.rs")]
fn a_slip_is_answered(#[case] line: &str, #[case] meant: &str) {
    let output = grader_in(&root(), GRADER, &words(line));
    let said = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.contains(meant), "{said}");
}

/// What a shell offers after these words, the last of which is not finished.
fn completed(folder: &Path, line: &str) -> Vec<String> {
    let typed: Vec<&str> = line.split(' ').collect();
    let output = Command::new(GRADER)
        .arg("--")
        .args(&typed)
        .current_dir(folder)
        .env_remove("CARGO_MANIFEST_DIR")
        .env("COMPLETE", "bash")
        .env("_CLAP_IFS", "\n")
        .env("_CLAP_COMPLETE_INDEX", (typed.len() - 1).to_string())
        .output()
        .expect("the grader starts");
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    text(&output.stdout).lines().map(str::to_owned).collect()
}

#[rstest]
#[case("", "grader che", &["check"])]
#[case("", "grader check foob", &["foobar", "foobar/threads", "foobar/tasks"])]
#[case("", "grader check h2o/ta", &["h2o/tasks"])]
#[case("exercises/foobar", "grader check th", &["threads.rs"])]
#[case("", "grader list --track le", &["leetcode"])]
#[case("", "grader list --difficulty ha", &["hard"])]
#[case("", "grader show print", &["print-in-order"])]
#[case("", "grader replay x --file solutions/h2o/t", &["solutions/h2o/tasks.rs", "solutions/h2o/threads.rs"])]
#[case("", "grader check exercises/h2o/ta", &["exercises/h2o/tasks.rs"])]
#[case("", "grader man compl", &["completions"])]
#[case("", "grader check --bud", &["--budget"])]
fn a_shell_is_told_how_words_go_on(
    #[case] folder: &str,
    #[case] line: &str,
    #[case] expected: &[&str],
) {
    assert_eq!(completed(&root().join(folder), line), expected);
}

/// A folder that is in no project, and goes when it is dropped.
struct Elsewhere(PathBuf);

impl Elsewhere {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("racecourse-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("our own folder");
        Self(folder)
    }

    /// The grader as it is installed: started by nobody who has a project.
    fn run(&self, arguments: &str) -> Output {
        let mut command = Command::new(GRADER);
        command.args(words(arguments)).current_dir(&self.0);
        command.env_remove("CARGO_MANIFEST_DIR").env("NO_COLOR", "1");
        command.output().expect("the grader starts")
    }
}

impl Drop for Elsewhere {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn outside_of_the_project_one_is_told_so() {
    let elsewhere = Elsewhere::new("elsewhere");
    for line in ["", "list", "check foobar", "show 1114", "play", "report"] {
        let output = elsewhere.run(line);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "`{line}`: {said}");
        assert!(said.contains("is a clone of Racecourse"), "`{line}`: {said}");
        assert!(output.stdout.is_empty(), "`{line}`: {}", text(&output.stdout));
    }
    let output = elsewhere.run("check --format json");
    let document: Value = serde_json::from_slice(&output.stdout).expect("programs are told too");
    assert!(document["error"].as_str().is_some_and(|why| why.contains("clone")), "{document:#}");
    for line in ["--help", "--version", "completions zsh", "man", "check --help"] {
        let output = elsewhere.run(line);
        assert_eq!(output.status.code(), Some(0), "`{line}`: {}", text(&output.stderr));
    }
    assert!(completed(&elsewhere.0, "grader check foo").is_empty());
}

#[test]
fn doctor_names_what_is_in_the_way() {
    let of = |output: &Output| -> Value {
        serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {output:?}"))
    };
    let level = |document: &Value, check: &str| {
        let findings = document["findings"].as_array().expect("findings").iter();
        let levels = findings.filter(|found| found["check"] == check);
        levels.map(|found| found["level"].as_str().expect("a level").to_owned()).collect::<String>()
    };
    let output = grader_in(&root(), GRADER, &["doctor", "--format", "json"]);
    let document = of(&output);
    assert_eq!(output.status.code(), Some(0), "{document:#}");
    for check in ["rustc", "cargo", "project", "VS Code settings", "disk"] {
        assert_eq!(level(&document, check), "good", "{check}: {document:#}");
    }

    // A learner's clone of these tests has no harness of its own.
    let learner = Learner::new("doctor");
    fs::write(learner.path("progress.toml"), "exercises = 7 8\n").expect("the learner's progress");
    let output = learner.run(&["doctor", "--format", "json"]);
    let document = of(&output);
    assert_eq!(output.status.code(), Some(1), "{document:#}");
    assert_eq!(level(&document, "project"), "problem", "{document:#}");
    assert_eq!(level(&document, "progress"), "warning", "{document:#}");
    assert_eq!(level(&document, "VS Code settings"), "warning", "{document:#}");
    assert!(document.to_string().contains("grader/harness/Cargo.toml"), "{document:#}");

    let elsewhere = Elsewhere::new("doctor");
    let output = elsewhere.run("doctor --format json");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(level(&of(&output), "project"), "problem");
}

/// Whoever wonders why the grader behaves as it does finds every variable that it reads in `--help`.
#[test]
fn every_variable_that_is_read_is_documented() {
    let help = text(&grader_in(&root(), GRADER, &["--help"]).stdout);
    let (_, documented) = help.split_once("\nEnvironment:\n").expect("a section");
    let read = variables(&root().join("grader/src"));
    assert!(read.contains("NO_COLOR") && read.len() > 8, "{read:?}");
    for name in read {
        let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let known = documented.split(|c| !is_word(c)).any(|word| word == name);
        assert!(known, "`{name}` is read, but not in `--help`:\n{documented}");
    }
}

/// What stands in `env::var("…")`, and in constants that do.
fn variables(folder: &Path) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("a folder of the grader") {
        let path = entry.expect("a readable entry").path();
        if path.is_dir() {
            found.extend(variables(&path));
            continue;
        }
        let code = fs::read_to_string(&path).expect("a source");
        for call in ["env::var(", "env::var_os("] {
            for (at, _) in code.match_indices(call) {
                let rest = &code[at + call.len()..];
                let argument = rest.split(')').next().unwrap_or_default();
                let constant = || {
                    let line = format!("const {argument}: &str = ");
                    let value = code.split_once(&line)?.1;
                    value.split(';').next()
                };
                let quoted = Some(argument).filter(|word| word.starts_with('"')).or_else(constant);
                found.extend(quoted.map(|word| word.trim_matches('"').to_owned()));
            }
        }
    }
    found
}

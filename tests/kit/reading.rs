//! What a learner reads: statements, hints a stage at a time, and solutions once they spoil nothing.

#![forbid(unsafe_code)]

mod learner;

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use grader::problems::problem::Problem;
use grader::problems::{designs, statement};
use grader::project::Project;
use learner::Learner;
use tests::{at_home, root};

const GRADER: &str = env!("CARGO_BIN_EXE_grader-under-test");

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What it prints, if the code is 0.
fn read(learner: &Learner, arguments: &[&str]) -> String {
    let output = learner.run(arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", err(&output));
    out(&output)
}

/// A text as one line, so that it does not matter where its lines end.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn readme(problem: &str) -> String {
    let file = root().join("exercises").join(problem).join("README.md");
    fs::read_to_string(file).expect("a statement")
}

#[test]
fn a_statement_is_shown_without_its_hints() {
    let learner = Learner::new("show");
    let shown = read(&learner, &["show", "traffic-light"]);
    let before = flat(shown.split("Two roads cross.").next().expect("a head"));
    for word in [
        "Traffic Light Controlled Intersection ━",
        "leetcode, medium · LeetCode 1279",
        "exercises/traffic-light/threads.rs · not-attempted",
        "exercises/traffic-light/tasks.rs · not-attempted",
    ] {
        assert!(before.contains(word), "no `{word}` in\n{shown}");
    }
    assert_eq!(shown.matches("Traffic Light Controlled Intersection").count(), 1, "{shown}");
    assert!(flat(&shown).contains("A car crosses only while the light is green"), "{shown}");
    assert!(!shown.contains("Hint") && !shown.contains("turnstile"), "{shown}");

    let one = read(&learner, &["show", "exercises/traffic-light/tasks.rs"]);
    assert!(one.contains("check traffic-light/tasks") && !one.contains("threads.rs  "), "{one}");
}

#[test]
fn the_markdown_itself_is_the_file_without_its_head_and_its_hints() {
    let learner = Learner::new("raw");
    for problem in Problem::discover(&Project::at(root())) {
        let raw = read(&learner, &["show", &problem.id, "--raw"]);
        let readme = readme(&problem.id);
        let (_, body) = readme.split_once("\n---\n").expect("a head");
        let (text, _) = body.split_once("\n## Hints\n").expect("hints");
        assert_eq!(raw.trim(), text.trim(), "{}", problem.id);
        assert!(raw.ends_with('\n') && !raw.ends_with("\n\n"), "{raw}");
    }
}

#[test]
fn hints_are_given_a_stage_at_a_time() {
    let learner = Learner::new("stages");
    let hints = statement::Statement::parse(&readme("h2o")).hints;
    let count = hints.len();
    // Its first words, as they are shown.
    let words = |stage: usize| {
        let words: Vec<_> = hints[stage - 1].split_whitespace().take(6).collect();
        words.join(" ").replace('*', "")
    };
    for stage in 1..=count {
        let shown = flat(&read(&learner, &["hint", "1117"]));
        assert!(shown.contains(&format!("hint {stage} of {count}")), "{shown}");
        for other in 1..=count {
            assert_eq!(shown.contains(&words(other)), other == stage, "{stage}: {shown}");
        }
    }
    let shown = read(&learner, &["hint", "h2o"]);
    assert!(shown.contains(&format!("Those were all {count} hints.")), "{shown}");
    let again = flat(&read(&learner, &["hint", "h2o/tasks", "--stage", "2"]));
    assert!(again.contains(&words(2)) && again.contains(&format!("hint 2 of {count}")), "{again}");
    let too_far = read(&learner, &["hint", "foobar", "--stage", "9"]);
    assert!(too_far.contains("only 3 hints"), "{too_far}");
    let zero = learner.run(&["hint", "foobar", "--stage", "0"]);
    assert_eq!(zero.status.code(), Some(2), "{}", err(&zero));
}

#[test]
fn a_solution_is_closed_until_the_exercise_is_accepted() {
    let learner = Learner::new("solution");
    for asked in [&["foobar"][..], &["foobar/threads"], &["foobar", "--design", "2"]] {
        let closed = learner.run(&[&["solution"], asked].concat());
        assert_eq!(closed.status.code(), Some(1), "{asked:?}: {}", err(&closed));
        let text = out(&closed);
        for word in ["`foobar/threads`", "not accepted yet", "-- hint foobar", "--spoil"] {
            assert!(text.contains(word), "{asked:?}: no `{word}` in\n{text}");
        }
        assert!(!text.contains("The invariant") && !text.contains("semaphore"), "{text}");
    }

    let file = learner.path("exercises/foobar/threads.rs");
    fs::copy(learner.path("solutions/foobar/threads.rs"), &file).expect("the learner's file");
    let graded = learner.run(&["check", "foobar/threads"]);
    assert_eq!(graded.status.code(), Some(0), "{}{}", out(&graded), err(&graded));

    let open = read(&learner, &["solution", "foobar"]);
    for word in ["The invariant", "What an interviewer asks next", "designs with OS threads"] {
        assert!(open.contains(word), "no `{word}` in\n{open}");
    }
    assert!(!open.contains("designs with async tasks"), "{open}");
    assert!(flat(&open).contains("Those for `foobar/tasks` come when it is accepted"), "{open}");
    assert_eq!(learner.run(&["solution", "foobar/tasks"]).status.code(), Some(1));
    let project = Project::at(root());
    let problems = Problem::discover(&project);
    let foobar = problems.iter().find(|problem| problem.id == "foobar").expect("a problem");
    for design in designs::of(&project, foobar) {
        let exercise = design.exercise.to_string();
        let shown = project.shown(&design.file);
        assert_eq!(open.contains(&shown), exercise == "foobar/threads", "{shown}: {open}");
        let number = design.number.to_string();
        let printed = learner.run(&["solution", "foobar", "--design", &number]);
        let expected = fs::read_to_string(&design.file).expect("a design");
        if exercise == "foobar/threads" {
            assert_eq!(out(&printed), expected, "{shown}");
        } else {
            assert_eq!(printed.status.code(), Some(1), "{shown}");
            assert!(!out(&printed).contains("//!"), "{shown}");
        }
    }

    // Whoever has solved it once may read on, whatever becomes of the file, until it is the stub again.
    fs::write(&file, "fn broken(").expect("the learner's file");
    assert_eq!(learner.run(&["check", "foobar/threads"]).status.code(), Some(1));
    read(&learner, &["solution", "foobar/threads"]);
    read(&learner, &["reset", "foobar/threads"]);
    assert_eq!(learner.run(&["check", "foobar/threads"]).status.code(), Some(1));
    assert_eq!(learner.run(&["solution", "foobar/threads"]).status.code(), Some(1));
}

#[test]
fn a_solution_can_be_spoilt() {
    let learner = Learner::new("spoil");
    let both = read(&learner, &["solution", "1115", "--spoil"]);
    for word in ["The invariant", "designs with OS threads", "designs with async tasks"] {
        assert!(both.contains(word), "no `{word}` in\n{both}");
    }
    let by_name = read(&learner, &["solution", "foobar/tasks", "--spoil", "--design", "notify"]);
    let file = learner.path("solutions/foobar/right/tasks_notify.rs");
    assert_eq!(by_name, fs::read_to_string(file).expect("a design"));
    let tasks = read(&learner, &["solution", "foobar/tasks", "--spoil", "--design", "channels"]);
    assert!(tasks.contains("async"), "the variant decides: {tasks}");
    let none = learner.run(&["solution", "foobar", "--spoil", "--design", "99"]);
    assert_eq!(none.status.code(), Some(2), "{}", out(&none));
    assert!(err(&none).contains("no design `99`"), "{}", err(&none));
    assert!(!learner.path("progress.toml").exists(), "reading is no progress");
}

/// A pipe gets no colours, and no line is wider than what is asked for.
#[test]
fn what_is_read_through_a_pipe_is_plain_and_fits() {
    let learner = Learner::new("pipe");
    let at = |columns: &str, more: &[&str], arguments: &[&str]| {
        let mut command = Command::new(GRADER);
        command.args(arguments).args(more).current_dir(learner.path(""));
        for variable in ["NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "CLICOLOR"] {
            command.env_remove(variable);
        }
        command.env("COLUMNS", columns);
        at_home(&mut command, Path::new(&learner.path("")));
        out(&command.output().expect("the grader starts"))
    };
    for columns in ["40", "80", "160"] {
        let most = columns.parse().expect("a number");
        for problem in Problem::discover(&Project::at(root())) {
            let id = problem.id.as_str();
            let texts = [
                at(columns, &[], &["show", id]),
                at(columns, &[], &["hint", id, "--stage", "3"]),
                at(columns, &[], &["solution", id]),
                at(columns, &[], &["solution", id, "--spoil"]),
            ];
            for text in texts {
                assert!(!text.is_empty() && !text.contains('\u{1b}'), "{id}: {text}");
                // A command to type, a drawing and a path are not broken.
                let whole = |line: &&str| {
                    let is_word = line.split_whitespace().count() == 1;
                    let is_drawn = line.starts_with("    ") && readme(id).contains(line.trim());
                    line.contains("cargo run") || is_drawn || is_word
                };
                for line in text.lines().filter(|line| !whole(line)) {
                    assert!(line.chars().count() <= most, "{id}, {columns} columns: {line}");
                }
            }
        }
    }
    let painted = at("80", &["--color", "always"], &["show", "foobar"]);
    assert!(painted.contains("\u{1b}[36m") && !painted.contains('`'), "{painted}");
}

//! A learner's files: picked from the list, opened in an editor, brought back to the stub and taken from
//! there again. Nothing of theirs is ever lost.

#![forbid(unsafe_code)]

mod learner;

use std::fs;
use std::process::{Command, Output};

use learner::Learner;
use tests::at_home;

const GRADER: &str = env!("CARGO_BIN_EXE_grader-under-test");

const THREADS: &str = "exercises/h2o/threads.rs";
const TASKS: &str = "exercises/h2o/tasks.rs";

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn read(learner: &Learner, path: &str) -> String {
    fs::read_to_string(learner.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// The grader in a learner's clone, with an editor if one is named.
fn grader(learner: &Learner, editor: Option<&str>) -> Command {
    let mut command = Command::new(GRADER);
    let project = learner.path("");
    command.current_dir(&project).env_remove("VISUAL").env_remove("EDITOR").env("NO_COLOR", "1");
    command.env_remove("TERM_PROGRAM").env_remove("ZED_TERM");
    at_home(&mut command, &project);
    command.envs(editor.map(|editor| ("EDITOR", editor)));
    command
}

#[test]
fn a_problem_is_reset_as_a_whole_and_taken_back_as_a_whole() {
    let learner = Learner::new("reset-both");
    let stub = read(&learner, THREADS);
    for text in ["first", "second"] {
        fs::write(learner.path(THREADS), text).expect("the learner's file");
        fs::write(learner.path(TASKS), text).expect("the learner's file");
        let output = learner.run(&["reset", "h2o"]);
        assert_eq!(output.status.code(), Some(0), "{}", err(&output));
        assert!(out(&output).contains("reset --undo h2o/threads h2o/tasks"), "{}", out(&output));
        assert_eq!(read(&learner, THREADS), stub);
    }
    assert_eq!(read(&learner, "exercises/h2o/threads.rs.orig"), "first");
    assert_eq!(read(&learner, "exercises/h2o/tasks.rs.orig.2"), "second");
    let again = learner.run(&["reset", "h2o"]);
    assert_eq!(out(&again).matches("is the stub already").count(), 2, "{}", out(&again));
    let back = learner.run(&["reset", "--undo", "h2o"]);
    assert_eq!(back.status.code(), Some(0), "{}", err(&back));
    assert_eq!([read(&learner, THREADS), read(&learner, TASKS)], ["second", "second"]);
    // Of a problem, what is no stub stays; by its own name it is exchanged, and kept.
    let refused = learner.run(&["reset", "--undo", "h2o"]);
    assert_eq!(refused.status.code(), Some(2), "{}", err(&refused));
    let exchanged = learner.run(&["reset", "--undo", "h2o/tasks"]);
    assert_eq!(exchanged.status.code(), Some(0), "{}", err(&exchanged));
    assert_eq!(read(&learner, TASKS), "first");
    assert_eq!(read(&learner, "exercises/h2o/tasks.rs.orig.2"), "second");
    let nothing = learner.run(&["reset", "--undo", "foobar/tasks"]);
    assert_eq!(nothing.status.code(), Some(4), "{}", err(&nothing));
}

#[test]
fn all_files_are_reset_only_by_who_means_it() {
    let learner = Learner::new("reset-all");
    let all = |arguments: &[&str]| learner.run(&[&["reset", "--all"], arguments].concat());
    assert_eq!(out(&all(&[])), "every file is the stub already\n");
    fs::write(learner.path(THREADS), "mine").expect("the learner's file");
    fs::write(learner.path("exercises/foobar/tasks.rs"), "mine").expect("the learner's file");
    let nobody = all(&[]);
    assert_eq!(nobody.status.code(), Some(2));
    assert!(err(&nobody).contains("--yes"), "{}", err(&nobody));
    assert_eq!(read(&learner, THREADS), "mine");
    let done = all(&["--yes"]);
    assert_eq!(done.status.code(), Some(0), "{}", err(&done));
    assert_eq!(out(&done).matches("is the stub again").count(), 2, "{}", out(&done));
    assert_eq!(all(&["--undo"]).status.code(), Some(0));
    assert_eq!(read(&learner, THREADS), "mine");
}

#[test]
fn nobody_has_to_guess_how_an_editor_is_set() {
    let learner = Learner::new("no-editor");
    let output = grader(&learner, None).args(["open", "h2o/tasks"]).output().expect("it starts");
    assert_eq!(output.status.code(), Some(2));
    let said = err(&output);
    assert!(said.contains("EDITOR") && said.contains(TASKS), "{said}");
    let mut missing = grader(&learner, Some("no-such-editor --wait"));
    let output = missing.args(["open", "h2o"]).output().expect("it starts");
    assert_eq!(output.status.code(), Some(3), "{}", err(&output));
    assert!(err(&output).contains("`no-such-editor` cannot be started"), "{}", err(&output));
    fs::remove_file(learner.path(TASKS)).expect("the learner's file");
    let mut gone = grader(&learner, Some("no-such-editor"));
    let output = gone.args(["open", "h2o/tasks"]).output().expect("it starts");
    assert_eq!(output.status.code(), Some(3));
    assert!(err(&output).contains("`reset h2o/tasks` brings the stub back"), "{}", err(&output));
}

#[cfg(unix)]
mod with_an_editor {
    use std::os::unix::fs::PermissionsExt;
    use std::time::Duration;

    use tests::vt::Vt;

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(60);

    /// An editor that does what the script says, in a folder whose name a shell would take apart.
    fn editor(learner: &Learner, script: &str) -> String {
        let folder = learner.path("my $(editors)");
        fs::create_dir_all(&folder).expect("our own folder");
        let file = folder.join("vim");
        fs::write(&file, format!("#!/bin/sh\n{script}\n")).expect("our own file");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o755)).expect("our own file");
        format!("'{}' -x", file.to_str().expect("UTF-8"))
    }

    #[test]
    fn an_editor_gets_the_file_and_its_line_and_no_shell_is_in_between() {
        let learner = Learner::new("open");
        let tells = editor(&learner, "printf '[%s]' \"$@\"");
        let open = |arguments: &[&str]| {
            let mut command = grader(&learner, Some(&tells));
            let output = command.arg("open").args(arguments).output().expect("it starts");
            assert_eq!(output.status.code(), Some(0), "{}", err(&output));
            out(&output)
        };
        let at = |path: &str| learner.path(path).canonicalize().expect("it is there");
        let stub = read(&learner, TASKS);
        let line = stub.lines().position(|line| line.contains("todo!")).expect("a stub") + 1;
        let told = open(&["h2o/tasks"]);
        assert!(told.contains(&format!("[-x][+{line}]")), "{told}");
        assert!(told.contains(at(TASKS).to_str().expect("UTF-8")), "{told}");
        assert!(open(&["1117", "--statement"]).contains("h2o/README.md]"));
        // What is begun comes before what is not.
        assert!(open(&["h2o"]).contains("threads.rs]"));
        fs::write(learner.path(TASKS), "fn x() {}\nfn y() { todo!() }\n").expect("the file");
        assert!(open(&["h2o"]).contains("[+2]") && open(&[]).contains("h2o/tasks.rs]"));
    }

    #[test]
    fn how_an_editor_failed_is_said() {
        let learner = Learner::new("open-fails");
        let fails = editor(&learner, "exit 7");
        let output = grader(&learner, Some(&fails)).args(["open", "h2o"]).output().expect("starts");
        assert_eq!(output.status.code(), Some(3));
        assert!(err(&output).contains("ended with exit code 7"), "{}", err(&output));
    }

    #[test]
    fn the_list_is_picked_from_edited_and_reset_in_a_terminal() {
        let learner = Learner::new("pick");
        let writes = editor(&learner, "for file; do :; done; echo '// mine' >> \"$file\"");
        let mut command = grader(&learner, Some(&writes));
        let mut terminal = Vt::start(command.arg("list"), 24, 80).expect("a terminal");
        let mut shows = |keys: &str, expected: &str| {
            terminal.press(keys).expect("it listens");
            let seen = terminal.wait(PATIENCE, |screen| screen.contains(expected));
            assert!(seen.is_some(), "no `{expected}` after `{keys}`:\n{}", terminal.text());
        };
        shows("", "1 of 18");
        shows("d", "1 of 4");
        shows("\x1b", "1 of 18");
        shows("/1117", "1 of 2");
        shows("\r", "o open");
        shows("o", "~ not checked");
        assert!(read(&learner, THREADS).ends_with("// mine\n"));
        shows("r", "The stub of h2o/threads again?");
        shows("y", "kept: exercises/h2o/threads.rs.orig");
        assert!(!read(&learner, THREADS).contains("// mine"));
        shows("u", "~ not checked");
        assert!(read(&learner, THREADS).ends_with("// mine\n"));
    }
}

#[test]
fn a_list_is_plain_where_nobody_can_pick() {
    let learner = Learner::new("plain");
    let plain = out(&learner.run(&["list"]));
    assert_eq!(plain, out(&learner.run(&["list", "--plain"])));
    assert!(plain.contains("print-in-order") && !plain.contains('\u{1b}'), "{plain}");
}

#[test]
fn a_list_is_narrowed_by_what_designs_use() {
    let learner = Learner::new("primitives");
    let ids = |arguments: &[&str]| {
        let arguments = [&["list", "--format", "json"], arguments].concat();
        let output = learner.run(&arguments);
        let document: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
        let problems = document["problems"].as_array().expect("a list").clone();
        problems
            .into_iter()
            .map(|problem| {
                let words = |variant: &str| problem["primitives"][variant].to_string();
                (
                    problem["id"].as_str().expect("a name").to_owned(),
                    words("threads"),
                    words("tasks"),
                )
            })
            .collect::<Vec<_>>()
    };
    let all = ids(&[]);
    let parked = ids(&["--primitive", "park"]);
    assert!(!parked.is_empty() && parked.len() < all.len(), "{parked:?}");
    for (id, threads, tasks) in &all {
        let uses = format!("{threads}{tasks}").contains("\"park\"");
        assert_eq!(uses, parked.iter().any(|(parked, ..)| parked == id), "{id}");
    }
    let both = ids(&["--primitive", "park,rwlock"]);
    assert!(both.iter().all(|one| parked.contains(one)) && both.len() < parked.len(), "{both:?}");
    let unknown = learner.run(&["list", "--primitive", "condvra"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(err(&unknown).contains("'condvar'"), "{}", err(&unknown));
}

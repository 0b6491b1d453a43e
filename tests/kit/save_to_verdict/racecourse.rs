//! `watch`, on a learner's clone that borrows this one's kit.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};
use tests::pictures::AS_GRADER;
use tests::vt::Vt;
use tests::{at_home, fresh, root};

use super::contestant::{Contestant, Version};

/// Two threads that take turns.
pub(super) fn threads() -> Result<Contestant> {
    start(
        "foobar/threads",
        "wrong/threads_unpark_first",
        ["foobar/threads  accepted", "foobar/threads  deadlock", "foobar/threads  compile-error"],
    )
}

/// Two tasks that take turns.
pub(super) fn tasks() -> Result<Contestant> {
    start(
        "foobar/tasks",
        "wrong/tasks_look_then_notified",
        ["foobar/tasks  accepted", "foobar/tasks  deadlock", "foobar/tasks  compile-error"],
    )
}

/// Watches an exercise; the verdicts are those on the right, the wrong and the broken version.
fn start(
    exercise: &'static str,
    wrong: &str,
    [accepted, deadlock, broken]: [&'static str; 3],
) -> Result<Contestant> {
    let (problem, variant) = exercise.split_once('/').context("an exercise")?;
    let folder = root().join("target").join("learners").join(format!("loop-{problem}-{variant}"));
    fresh::project(&folder);
    let solution = |name: &str| {
        let path = root().join("solutions").join(problem).join(name).with_extension("rs");
        fs::read_to_string(&path).with_context(|| path.display().to_string())
    };
    let (right, wrong) = (solution(variant)?, solution(wrong)?);
    let versions = vec![
        Version::new("right", right.clone(), accepted),
        Version::new("wrong", wrong, deadlock),
        Version::new("does not compile", right + "\nconst BROKEN: u8 = \"\";\n", broken),
    ];
    let mut command = Command::new(std::env::current_exe()?);
    command.args(["watch", exercise]).current_dir(&folder).env(AS_GRADER, "1");
    at_home(&mut command, &folder);
    let mut vt = Vt::start(&mut command, 40, 110)?;
    vt.settle(std::time::Duration::from_secs(2));
    let file = folder.join("exercises").join(problem).join(variant).with_extension("rs");
    Contestant::new(exercise, vt, file, folder, versions)
}

//! The gallery: for each diagnosis one wrong solution, its terminal screens and its page, in
//! `target/gallery`; and how good the diagnoses are over all wrong solutions, in `grader/DIAGNOSES.md`.
//!
//! `cargo run -p tests --bin gallery`; with `-- screens` only the chosen ones, which takes seconds.

#![forbid(unsafe_code)]

mod measure;
mod screens;

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use grader::activity::Activity;
use grader::command::print;
use grader::grade::Grader;
use grader::graded::Graded;
use grader::many;
use grader::options::Options;
use grader::problems::exercise::{Exercise, Variant};
use grader::problems::subject::Subject;
use grader::project::Project;
use tests::{exercise_of, root};

fn main() -> Result<()> {
    let project = Project::at(root());
    let only_screens = match std::env::args().nth(1).as_deref() {
        None => false,
        Some("screens") => true,
        Some(other) => bail!("`{other}`? Say `screens`, or nothing for everything"),
    };
    let files = if only_screens { screens::chosen(&project) } else { wrong_files(&project)? };
    let results = grade(&project, &files)?;
    screens::write(&project, &results)?;
    print(&format!("{}\n", screens::folder(&project).display()))?;
    if !only_screens {
        let text = measure::report(&project, &results);
        let path = project.root().join("grader").join("DIAGNOSES.md");
        std::fs::write(&path, text).with_context(|| path.display().to_string())?;
        print(&format!("{}\n", path.display()))?;
    }
    Ok(())
}

/// A file and what was found out about it.
struct Found {
    subject: Subject,
    fingerprint: String,
    graded: Graded,
}

fn grade(project: &Project, files: &[PathBuf]) -> Result<Vec<Found>> {
    let subjects: Vec<Subject> =
        files.iter().map(|file| Subject::file(project, exercise(file), file)).collect();
    let activity = Activity::new();
    let grader = Grader::new(project, &activity);
    let mut results = Vec::new();
    let all =
        many::grade(&grader, project, &subjects, &Options::default(), |done| match done.result {
            Ok(result) => {
                let (subject, fingerprint) = (done.subject.clone(), done.fingerprint);
                results.push(Found { subject, fingerprint, graded: result });
                ControlFlow::Continue(())
            }
            Err(error) => ControlFlow::Break(error),
        });
    activity.clear();
    match all.break_value() {
        Some(error) => Err(error.into()),
        None => Ok(results),
    }
}

fn exercise(file: &Path) -> Exercise {
    let name = exercise_of(file);
    let (problem, variant) = name.split_once('/').expect("a problem and a variant");
    let variant: Variant = variant.parse().expect("a variant");
    Exercise::new(problem, variant)
}

/// All wrong solutions of all problems.
fn wrong_files(project: &Project) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let solutions = project.root().join("solutions");
    for problem in std::fs::read_dir(&solutions).context("no solutions")? {
        let Ok(wrong) = std::fs::read_dir(problem?.path().join("wrong")) else { continue };
        for file in wrong {
            files.push(file?.path());
        }
    }
    files.sort();
    Ok(files)
}

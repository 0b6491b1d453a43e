//! The gallery: for each diagnosis one wrong solution, its terminal screens and its page, in
//! `target/gallery`; and how good the diagnoses are over all wrong solutions, in `grader/DIAGNOSES.md`.
//!
//! `cargo run -p tests --bin gallery`; with `-- screens` only the chosen ones, which takes seconds; with
//! `-- pictures` the README's pictures instead, in `grader/pictures`.

#![forbid(unsafe_code)]

mod measure;
mod screens;
mod svg;

use std::fs;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow};
use grader::activity::Activity;
use grader::command::{complain, print};
use grader::graded::Graded;
use grader::grading::grade::Grader;
use grader::grading::many;
use grader::grading::options::Options;
use grader::problems::exercise::{Exercise, Variant};
use grader::problems::subject::Subject;
use grader::project::Project;
use tests::pictures::{self, AS_GRADER};
use tests::{exercise_of, root};

fn main() -> ExitCode {
    if std::env::var_os(AS_GRADER).is_some() {
        return grader::main();
    }
    let project = Project::at(root());
    let done = match std::env::args().nth(1).as_deref() {
        None => everything(&project),
        Some("screens") => grade(&project, &screens::chosen(&project))
            .and_then(|results| screens::write(&project, &results)),
        Some("pictures") => draw(&project),
        Some(other) => Err(anyhow!(
            "`{other}`? Say `screens` or `pictures`, or nothing for screens and measures"
        )),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            complain(&format!("{error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn everything(project: &Project) -> Result<()> {
    let results = grade(project, &wrong_files(project)?)?;
    screens::write(project, &results)?;
    let path = project.root().join("grader").join("DIAGNOSES.md");
    write(&path, &measure::report(project, &results))
}

fn draw(project: &Project) -> Result<()> {
    let folder = project.root().join("grader").join("pictures");
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    for picture in pictures::all(&std::env::current_exe()?) {
        write(&folder.join(picture.name).with_extension("svg"), &svg::draw(&picture))?;
    }
    Ok(())
}

fn write(path: &Path, text: &str) -> Result<()> {
    fs::write(path, text).with_context(|| path.display().to_string())?;
    print(&format!("{}\n", path.display()))?;
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

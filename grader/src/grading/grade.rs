//! Grades one file: is it still the stub? does it compile? what do the engines say? Puts the
//! answers together into one [`Graded`].
//!
//! Called by the commands that grade. An error is the grader's own; everything that can be wrong
//! with a learner's file is a verdict.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;
use std::{io, thread};

use protocol::{Engine, Verdict};
use serde_json::Value;
use thiserror::Error;

use crate::activity::Activity;
use crate::build::advice;
use crate::build::compile::{self, CompileError, Compiled};
use crate::build::kit::{Kit, KitError};
use crate::build::unseen;
use crate::build::workdir::WorkDir;
use crate::fingerprint::fingerprint;
use crate::graded::{Diagnostic, Graded, millis};
use crate::grading::engines::{self, Builds, Source};
use crate::grading::options::Options;
use crate::grading::rerun::Rerun;
use crate::problems::source_file::{self, Unreadable};
use crate::problems::subject::{Origin, Subject};
use crate::process::cancel::Cancel;
use crate::process::run::RunError;
use crate::project::Project;

/// Why a file could not be graded, through no fault of its own.
#[derive(Debug, Error)]
pub enum GradeError {
    /// The kit does not build.
    #[error(transparent)]
    Kit(#[from] KitError),
    /// The compiler could not be asked.
    #[error(transparent)]
    Compile(#[from] CompileError),
    /// The program could not be run.
    #[error(transparent)]
    Run(#[from] RunError),
    /// There is no place to work in.
    #[error("cannot make a folder to work in: {0}")]
    WorkDir(#[source] io::Error),
}

impl GradeError {
    /// Whether nobody waits for the result any more: there is nothing to tell.
    pub fn is_cancelled(&self) -> bool {
        match self {
            Self::Compile(CompileError::Rustc { source, .. })
            | Self::Run(RunError::Io { source, .. }) => source.kind() == io::ErrorKind::Interrupted,
            _ => false,
        }
    }
}

/// More often than anybody saves while rustc works.
const REBUILDS: u32 = 4;

const ONE_EXECUTION: &str = "this one execution passed; that is no verdict on the file";

/// Grades files.
pub struct Grader<'a> {
    project: &'a Project,
    activity: &'a Activity,
    /// Built when the first file needs it; the others wait for it.
    kit: Mutex<Option<Arc<Kit>>>,
}

impl<'a> Grader<'a> {
    /// A grader that has not built anything yet.
    pub fn new(project: &'a Project, activity: &'a Activity) -> Self {
        Self { project, activity, kit: Mutex::new(None) }
    }

    /// Builds what every file needs, before there is a file.
    pub fn prepare(&self) -> Result<(), KitError> {
        self.kit().map(drop)
    }

    /// Grades one file.
    pub fn grade(&self, subject: &Subject, options: &Options) -> Result<Graded, GradeError> {
        let exercise = subject.exercise.to_string();
        let start =
            |verdict| Graded::new(exercise.clone(), subject.shown.clone(), verdict, options.seed);
        let mut stamp = source_file::stamp(&subject.file);
        let mut text = match source_file::read(&subject.file) {
            Ok(text) => text,
            Err(unreadable) => {
                return Ok(unreadable_file(start(Verdict::CompileError), subject, &unreadable));
            }
        };
        if subject.is_stub(self.project, &text) {
            let content = Some(fingerprint(text.as_bytes()));
            return Ok(Graded { content, ..start(Verdict::NotAttempted) });
        }
        let kit = self.kit()?;
        let work = WorkDir::new(self.project).map_err(GradeError::WorkDir)?;
        self.activity.step(format!("{exercise}: compiling"));
        let began = Instant::now();
        let (mut native, mut model) = self.build(&kit, subject, options, work.path())?;
        // Somebody saved since the text was read: nobody can say which of both was built.
        for _ in 0..REBUILDS {
            let now = source_file::stamp(&subject.file);
            if now == stamp || options.cancel.is_requested() {
                break;
            }
            let Ok(again) = source_file::read(&subject.file) else { break };
            (stamp, text) = (now, again);
            (native, model) = self.build(&kit, subject, options, work.path())?;
        }
        let mut graded = start(Verdict::Accepted);
        graded.content = Some(fingerprint(text.as_bytes()));
        graded.build_ms = Some(millis(began.elapsed()));
        let native = match native {
            Compiled::Program(native, warnings) => {
                graded.warnings = warnings;
                native
            }
            Compiled::Errors(errors) => return Ok(self.does_not_compile(graded, subject, errors)),
        };
        let programs = engines::programs(&mut graded, options, Builds { native, model });
        let source = Source { subject, text: &text, folder: work.path() };
        for seed in options.each_seed() {
            graded.seed = seed;
            if !engines::run(&mut graded, &source, &programs, options, self.activity)? {
                break;
            }
        }
        if graded.verdict == Verdict::Accepted {
            (graded.seed, graded.seeds) = (options.seed, options.seeds);
        } else if graded.engine == Some(Engine::Native) {
            graded.notes.extend(advice::on_statics(&text).map(str::to_owned));
        }
        if options.replay.is_some() && graded.verdict == Verdict::Accepted {
            graded.notes.push(ONE_EXECUTION.to_owned());
        }
        Ok(graded)
    }

    /// Builds a file for the model only, to run single executions of it; the errors if it does not compile
    /// there.
    pub fn build_to_rerun(
        &self,
        subject: &Subject,
        text: &str,
    ) -> Result<Result<Rerun, Vec<Diagnostic>>, GradeError> {
        let kit = self.kit()?;
        let work = WorkDir::new(self.project).map_err(GradeError::WorkDir)?;
        self.activity.step(format!("{}: compiling", subject.exercise));
        Ok(
            match compile::compile(
                self.project,
                &kit,
                subject,
                Engine::Model,
                work.path(),
                &Cancel::default(),
            )? {
                Compiled::Program(program, _) => {
                    Ok(Rerun::new(program, work, !unseen::passes_memory_on(text)))
                }
                Compiled::Errors(errors) => Err(errors),
            },
        )
    }

    fn kit(&self) -> Result<Arc<Kit>, KitError> {
        let mut built = self.kit.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kit) = &*built {
            return Ok(Arc::clone(kit));
        }
        self.activity.step("Looking at the kit".to_owned());
        let kit = Arc::new(Kit::build(self.project, self.activity)?);
        Ok(Arc::clone(built.insert(kit)))
    }

    /// Both builds at once. The native one is made in any case: what does not compile for the
    /// model is an error of the learner's only if it does not compile natively either.
    fn build(
        &self,
        kit: &Kit,
        subject: &Subject,
        options: &Options,
        folder: &Path,
    ) -> Result<(Compiled, Option<Compiled>), CompileError> {
        let compile = |engine, cancel: &Cancel| {
            compile::compile(self.project, kit, subject, engine, folder, cancel)
        };
        let modelled = options.only != Some(Engine::Native);
        let of_model = options.cancel.child();
        let (native, model) = thread::scope(|scope| {
            let model = modelled.then(|| scope.spawn(|| compile(Engine::Model, &of_model)));
            let native = compile(Engine::Native, &options.cancel);
            if !matches!(native, Ok(Compiled::Program(..))) {
                // The verdict is known: nobody waits for the other build.
                of_model.cancel();
            }
            let join = |model: thread::ScopedJoinHandle<'_, _>| match model.join() {
                Ok(model) => model,
                Err(panic) => std::panic::resume_unwind(panic),
            };
            (native, model.map(join))
        });
        match native? {
            errors @ Compiled::Errors(_) => Ok((errors, None)),
            program => Ok((program, model.transpose()?)),
        }
    }

    fn does_not_compile(
        &self,
        mut graded: Graded,
        subject: &Subject,
        errors: Vec<Diagnostic>,
    ) -> Graded {
        let exercise = &subject.exercise;
        let hidden = self.project.hidden_test(&exercise.problem, exercise.variant);
        graded.verdict = Verdict::CompileError;
        graded.notes = advice::on_errors(&errors, exercise, &self.project.shown(&hidden));
        graded.diagnostics = errors;
        graded
    }
}

fn unreadable_file(mut graded: Graded, subject: &Subject, unreadable: &Unreadable) -> Graded {
    let message = unreadable.to_string();
    graded.diagnostics = vec![Diagnostic {
        code: None,
        file: Some(graded.file.clone()),
        line: unreadable.line(),
        column: None,
        rendered: format!("error: {}: {message}\n", graded.file),
        message,
        compiler: Value::Null,
    }];
    if subject.origin == Origin::Exercise {
        let exercise = &subject.exercise;
        graded
            .notes
            .push(format!("`cargo run -p grader -- reset {exercise}` brings the stub back"));
    }
    graded
}

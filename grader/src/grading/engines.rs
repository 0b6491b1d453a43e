//! The engines: which of them get a file, and what each finds out about it.
//!
//! Called by `grade`. The model comes first, because it is exact; the first engine that rejects has
//! the last word.

use std::path::{Path, PathBuf};
use std::thread;

use protocol::{Engine, Strength, Verdict};

use super::reproduce;
use crate::activity::Activity;
use crate::build::compile::Compiled;
use crate::build::{advice, unseen};
use crate::diagnosis;
use crate::graded::{EngineRun, Graded, millis};
use crate::grading::judge::{self, Judgement};
use crate::grading::options::Options;
use crate::problems::subject::Subject;
use crate::process::case;
use crate::process::run::{self, Plan, RunError, Trial};

/// The builds of a file that compiles natively.
pub struct Builds {
    /// The native one.
    pub native: PathBuf,
    /// The one for the model, if it was asked for.
    pub model: Option<Compiled>,
}

/// The programs to run, in order. What cannot be modelled is noted, never passed over silently; if
/// only the model was asked for, it is an error of the file's.
pub fn programs(graded: &mut Graded, options: &Options, builds: Builds) -> Vec<(Engine, PathBuf)> {
    let mut programs = Vec::new();
    let wanted = |engine| options.only.is_none_or(|only| only == engine);
    match builds.model {
        Some(Compiled::Program(program, _)) if wanted(Engine::Model) => {
            programs.push((Engine::Model, program));
        }
        Some(Compiled::Errors(errors)) if wanted(Engine::Model) => {
            let missing = advice::not_modelled(&errors);
            if options.only == Some(Engine::Model) {
                let note = format!("not modelled: {missing}; `--native` can judge this file");
                graded.notes.push(note);
                graded.verdict = Verdict::CompileError;
                graded.engine = Some(Engine::Model);
                graded.diagnostics = errors;
            } else {
                graded.notes.push(format!("not modelled: {missing}; judged natively only"));
            }
        }
        _ => {}
    }
    if wanted(Engine::Native) {
        programs.push((Engine::Native, builds.native));
    }
    programs
}

/// Runs the engines on the programs, with one seed; whether all of them accept.
///
/// With a processor to spare both run side by side, which halves the wait. The model's word comes
/// first all the same, and as soon as it rejects, the native run is ended.
pub fn run(
    graded: &mut Graded,
    source: &Source<'_>,
    programs: &[(Engine, PathBuf)],
    options: &Options,
    activity: &Activity,
) -> Result<bool, RunError> {
    let seed = graded.seed;
    let plan = |engine| {
        let older_values = !unseen::passes_memory_on(source.text);
        Plan { older_values, ..options.plan(engine, programs.len(), seed) }
    };
    let doing = |what: &str| activity.step(format!("{}: {what}", source.subject.exercise));
    if let [(first, before), (second, after)] = programs
        && options.processes > 1
    {
        let (first, second) = (plan(*first), plan(*second));
        return thread::scope(|scope| {
            let after = scope.spawn(|| run::run(after, source.folder, &second));
            doing("trying schedules, and running for real");
            let before = run::run(before, source.folder, &first);
            let goes_on = before.map(|trials| note(graded, source, &first, &trials));
            if !matches!(goes_on, Ok(true)) {
                second.cancel.cancel();
                return goes_on;
            }
            doing("accepted under the model, running for real");
            let trials = after.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
            Ok(note(graded, source, &second, &trials))
        });
    }
    for (engine, program) in programs {
        doing(match engine {
            Engine::Model => "trying schedules under the model",
            Engine::Native => "running for real",
        });
        let plan = plan(*engine);
        if !note(graded, source, &plan, &run::run(program, source.folder, &plan)?) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What is graded, and where.
pub struct Source<'a> {
    /// The file.
    pub subject: &'a Subject,
    /// Its text.
    pub text: &'a str,
    /// Where the runs may write.
    pub folder: &'a Path,
}

/// Notes what one engine found; whether the next one should have its turn.
fn note(graded: &mut Graded, source: &Source<'_>, plan: &Plan, trials: &[Trial]) -> bool {
    let Source { subject, text, .. } = source;
    let judgement = judge::judge(trials);
    let verdict = match &judgement {
        Judgement::Accepted => Verdict::Accepted,
        Judgement::Rejected(rejection) => rejection.failure.verdict,
    };
    let mut strength = judge::strength(trials);
    if let Some(note) = unseen::in_source(text).filter(|_| strength.proved > 0) {
        (strength.proved, strength.weakest) = (0, Strength::Sampled { bound: 0 });
        if !graded.notes.contains(&note) {
            graded.notes.push(note);
        }
    }
    let longest = trials.iter().map(|trial| trial.finished.elapsed).max();
    let ms = millis(longest.unwrap_or_default());
    graded.claims.extend(judge::claims(trials));
    graded.notes.extend(judge::notes(trials));
    graded.ran(EngineRun { engine: plan.engine, verdict, strength, ms });
    let Judgement::Rejected(rejection) = judgement else {
        return true;
    };
    graded.verdict = verdict;
    graded.engine = Some(plan.engine);
    graded.strength = Some(strength);
    graded.reproduce = Some(reproduce::command(subject, plan, &rejection));
    graded.case = rejection.case.as_deref().map(|case| case::short(case).to_owned());
    let mut failure = rejection.failure;
    graded.diagnosis = diagnosis::of_source(&mut failure, text, &graded.file);
    graded.failure = Some(failure);
    false
}

//! The engines: which of them get a file, and what each finds out about it.
//!
//! Called by `grade`. The model comes first, because it is exact; the first engine that rejects has
//! the last word.

use std::path::{Path, PathBuf};

use protocol::{Engine, Strength, Verdict};

use crate::build::compile::Compiled;
use crate::build::{advice, unseen};
use crate::graded::{EngineRun, Graded, millis};
use crate::judge::{self, Judgement};
use crate::options::Options;
use crate::problems::subject::Subject;
use crate::process::case;
use crate::process::run::{self, Plan, RunError};
use crate::{diagnosis, reproduce};

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

/// Runs one engine and notes what it found; whether the next one should have its turn.
pub fn run(
    graded: &mut Graded,
    subject: &Subject,
    text: &str,
    program: &Path,
    folder: &Path,
    plan: &Plan,
) -> Result<bool, RunError> {
    let trials = run::run(program, folder, plan)?;
    let judgement = judge::judge(&trials);
    let verdict = match &judgement {
        Judgement::Accepted => Verdict::Accepted,
        Judgement::Rejected(rejection) => rejection.failure.verdict,
    };
    let mut strength = judge::strength(&trials);
    if let Some(note) = unseen::in_source(text).filter(|_| strength.proved > 0) {
        (strength.proved, strength.weakest) = (0, Strength::Sampled { bound: 0 });
        if !graded.notes.contains(&note) {
            graded.notes.push(note);
        }
    }
    let longest = trials.iter().map(|trial| trial.finished.elapsed).max();
    let ms = millis(longest.unwrap_or_default());
    graded.claims.extend(judge::claims(&trials));
    graded.notes.extend(judge::notes(&trials));
    graded.ran(EngineRun { engine: plan.engine, verdict, strength, ms });
    let Judgement::Rejected(rejection) = judgement else {
        return Ok(true);
    };
    graded.verdict = verdict;
    graded.engine = Some(plan.engine);
    graded.strength = Some(strength);
    graded.reproduce = Some(reproduce::command(subject, plan, &rejection));
    graded.case = rejection.case.as_deref().map(|case| case::short(case).to_owned());
    let mut failure = rejection.failure;
    graded.diagnosis = diagnosis::of_source(&mut failure, text, &graded.file);
    graded.failure = Some(failure);
    Ok(false)
}

/// What a spinner says meanwhile.
pub const fn doing(engine: Engine) -> &'static str {
    match engine {
        Engine::Model => "trying schedules under the model",
        Engine::Native => "running for real",
    }
}

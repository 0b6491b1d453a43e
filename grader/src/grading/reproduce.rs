//! The command line that leads to a failure again, for people to copy and for JSON.
//!
//! Called by `engines` and `play`.

use protocol::{Again, Engine, Replay};

use crate::grading::judge::Rejection;
use crate::grading::token::Token;
use crate::problems::subject::Subject;
use crate::process::run::Plan;

const GRADER: &str = "cargo run -p grader --";

/// The command that leads to the same execution.
pub fn replay(subject: &Subject, engine: Engine, case: &str, execution: Again) -> String {
    let exercise = subject.exercise.to_string();
    let replay = Replay::whole(case.to_owned(), execution);
    let token = Token { exercise, engine, replay };
    format!("{GRADER} replay {token}{}", subject.flags())
}

/// The command that leads to the same failure: one execution where the harness named one, else
/// the whole run again.
pub fn command(subject: &Subject, plan: &Plan, rejection: &Rejection) -> String {
    let (exercise, flags) = (&subject.exercise, subject.flags());
    if let Some(case) = rejection.case.as_ref().filter(|_| rejection.replayable) {
        return replay(subject, plan.engine, case, rejection.failure.again.clone());
    }
    let engine = plan.engine.word();
    format!("{GRADER} check {exercise}{flags} --{engine} --seed {}", plan.seed)
}

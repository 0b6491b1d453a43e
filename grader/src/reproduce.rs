//! The command line that leads to a failure again, for people to copy and for JSON.
//!
//! Called by `engines`.

use protocol::Replay;

use crate::judge::Rejection;
use crate::run::Plan;
use crate::subject::Subject;
use crate::token::Token;

/// The command that leads to the same failure: one execution where the harness named one, else
/// the whole run again.
pub fn command(subject: &Subject, plan: &Plan, rejection: &Rejection) -> String {
    const GRADER: &str = "cargo run -p grader --";
    let (exercise, flags) = (&subject.exercise, subject.flags());
    if let Some(case) = rejection.case.as_ref().filter(|_| rejection.replayable) {
        let execution = rejection.failure.again.clone();
        let replay = Replay::whole(case.clone(), execution);
        let token = Token { exercise: exercise.to_string(), engine: plan.engine, replay };
        return format!("{GRADER} replay {token}{flags}");
    }
    let engine = plan.engine.word();
    format!("{GRADER} check {exercise}{flags} --{engine} --seed {}", plan.seed)
}

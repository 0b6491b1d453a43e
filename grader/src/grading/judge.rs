//! From records and the way a process ended to a verdict.
//!
//! The rule: accepted is only what has, for every case that was listed, a record of its beginning
//! and one that it passed, from a process that then ended by itself and in peace. libtest's own
//! results are not even read.
//!
//! Called by `engines`, with what `run` brings.

use std::collections::BTreeSet;

use protocol::{Claim, Ending, Failure, Record, Strength};

use crate::graded;
use crate::process::case;
use crate::process::death;
use crate::process::run::Trial;
use crate::process::supervise::Exit;

/// The judgement on one run.
#[derive(Debug)]
pub enum Judgement {
    /// Every case passed.
    Accepted,
    /// Something is wrong.
    Rejected(Box<Rejection>),
}

/// What is wrong.
#[derive(Debug)]
pub struct Rejection {
    /// The case, as libtest names it; none if the process died outside of any.
    pub case: Option<String>,
    /// What happened.
    pub failure: Failure,
    /// Whether the harness reported it, so that its execution can be run again.
    pub replayable: bool,
}

/// Judges the processes of one run: the first one that has to be rejected speaks for all.
pub fn judge(trials: &[Trial]) -> Judgement {
    let rejected = trials.iter().map(judge_one).find(|of| matches!(of, Judgement::Rejected(_)));
    rejected.unwrap_or(Judgement::Accepted)
}

fn judge_one(trial: &Trial) -> Judgement {
    let rejected = |case: Option<&str>, failure, replayable| {
        let case = case.map(str::to_owned);
        Judgement::Rejected(Box::new(Rejection { case, failure, replayable }))
    };
    if let Some((case, failure)) = first_failure(&trial.records) {
        return rejected(Some(case), failure.clone(), true);
    }
    let died = |place: &str| death::explain(&trial.finished, place);
    if let Some(case) = open_case(&trial.records) {
        return rejected(
            Some(case),
            died(&format!("in the case “{}”", case::in_words(case))),
            false,
        );
    }
    if let Some(case) = trial.cases.iter().find(|case| !has_passed(&trial.records, case)) {
        let place = format!("before the case “{}”", case::in_words(case));
        return rejected(None, died(&place), false);
    }
    if trial.finished.stopped.is_some() || trial.finished.exit != Exit::Code(0) {
        return rejected(None, died("after the last case"), false);
    }
    Judgement::Accepted
}

/// How much the run tried, as far as the records tell.
pub fn strength(trials: &[Trial]) -> graded::Strength {
    let records = trials.iter().flat_map(|trial| &trial.records);
    let ends = records.filter_map(|record| match record {
        Record::End { executions, strength, .. } => Some((*executions, *strength)),
        Record::Begin { .. } => None,
    });
    let is_proved = |of: &Strength| matches!(of, Strength::Proved { unusual: 1.. });
    let proved = ends.clone().filter(|(_, of)| is_proved(of)).count();
    graded::Strength {
        weakest: ends.clone().map(|(_, of)| of).min().unwrap_or(Strength::Sampled { bound: 0 }),
        proved,
        executions: ends.map(|(executions, _)| executions).fold(0, u64::saturating_add),
        cases: trials.iter().map(|trial| trial.cases.len()).sum(),
    }
}

/// What is worth reading beside the failure.
pub fn notes(trials: &[Trial]) -> Vec<String> {
    let of = |record: &Record| match record {
        Record::End { notes, .. } => notes.clone(),
        Record::Begin { .. } => Vec::new(),
    };
    trials.iter().flat_map(|trial| &trial.records).flat_map(of).collect()
}

/// The kinds of claims that were made, each once.
pub fn claims(trials: &[Trial]) -> BTreeSet<Claim> {
    let of = |record: &Record| match record {
        Record::End { claims, .. } => claims.clone(),
        Record::Begin { .. } => Vec::new(),
    };
    trials.iter().flat_map(|trial| &trial.records).flat_map(of).collect()
}

fn first_failure(records: &[Record]) -> Option<(&str, &Failure)> {
    records.iter().find_map(|record| match record {
        Record::End { case, ending: Ending::Failed(failure), .. } => {
            Some((case.as_str(), failure.as_ref()))
        }
        _ => None,
    })
}

/// The case that began and did not end: the process died in it.
fn open_case(records: &[Record]) -> Option<&str> {
    let Some(Record::Begin { case, .. }) = records.last() else { return None };
    Some(case)
}

fn has_passed(records: &[Record], wanted: &str) -> bool {
    let began = |record: &Record| matches!(record, Record::Begin { case, .. } if case == wanted);
    let passed = |record: &Record| {
        matches!(record, Record::End { case, ending: Ending::Passed, executions, .. }
            if case == wanted && *executions > 0)
    };
    let first = records.iter().position(began);
    first.is_some_and(|first| records[first..].iter().any(passed))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use protocol::Verdict;

    use super::*;
    use crate::process::supervise::{Finished, Stop};

    fn begin(case: &str) -> Record {
        Record::Begin { nonce: "n".into(), case: case.into() }
    }

    fn passed(case: &str) -> Record {
        let (nonce, case) = ("n".into(), case.into());
        let claims = vec![Claim::Always, Claim::Takes];
        let strength = Strength::Proved { unusual: 1 };
        Record::End {
            nonce,
            case,
            executions: 10,
            strength,
            notes: Vec::new(),
            claims,
            story: None,
            ending: Ending::Passed,
        }
    }

    fn failed(case: &str, verdict: Verdict) -> Record {
        let failure = Failure::new(verdict, "second began before first");
        let ending = Ending::Failed(Box::new(failure));
        let (nonce, case) = ("n".into(), case.into());
        let strength = Strength::Sampled { bound: 7 };
        Record::End {
            nonce,
            case,
            executions: 4,
            strength,
            notes: Vec::new(),
            claims: Vec::new(),
            story: None,
            ending,
        }
    }

    fn trial(records: Vec<Record>, exit: Exit, stopped: Option<Stop>) -> Trial {
        let finished = Finished {
            exit,
            stopped,
            stdout: "test hidden::a ... ok\ntest result: ok. 2 passed".into(),
            stderr: String::new(),
            elapsed: Duration::ZERO,
        };
        Trial { cases: vec!["hidden::a".into(), "hidden::b".into()], records, finished }
    }

    fn rejection(trial: &Trial) -> Rejection {
        match judge(std::slice::from_ref(trial)) {
            Judgement::Rejected(rejection) => *rejection,
            Judgement::Accepted => panic!("accepted"),
        }
    }

    fn all_passed() -> Vec<Record> {
        vec![begin("hidden::a"), passed("hidden::a"), begin("hidden::b"), passed("hidden::b")]
    }

    #[test]
    fn accepted_needs_both_records_of_every_case() {
        let whole = trial(all_passed(), Exit::Code(0), None);
        let whole = [whole];
        assert!(matches!(judge(&whole), Judgement::Accepted));
        let tried = strength(&whole);
        assert_eq!((tried.executions, tried.proved, tried.cases), (20, 2, 2));
        assert_eq!(tried.weakest, Strength::Proved { unusual: 1 });
        for left_out in 0..4 {
            let mut records = all_passed();
            records.remove(left_out);
            let found = rejection(&trial(records, Exit::Code(0), None));
            assert_eq!(found.failure.verdict, Verdict::RuntimeError, "without {left_out}");
        }
    }

    #[test]
    fn one_process_of_several_is_enough_to_be_rejected() {
        let good = || trial(all_passed(), Exit::Code(0), None);
        assert!(matches!(judge(&[good(), good()]), Judgement::Accepted));
        assert_eq!(strength(&[good(), good()]).cases, 4);
        let bad = trial(all_passed(), Exit::Code(101), None);
        assert!(matches!(judge(&[good(), bad]), Judgement::Rejected(_)));
    }

    #[test]
    fn a_case_that_passed_without_an_execution_has_not_passed() {
        let mut records = all_passed();
        let Record::End { executions, .. } = &mut records[1] else { panic!("an end") };
        *executions = 0;
        rejection(&trial(records, Exit::Code(0), None));
    }

    #[test]
    fn a_failure_counts_whatever_the_exit_code_and_whatever_follows() {
        let mut records = vec![begin("hidden::a"), failed("hidden::a", Verdict::Deadlock)];
        records.extend([begin("hidden::b"), passed("hidden::b"), passed("hidden::a")]);
        let found = rejection(&trial(records, Exit::Code(0), None));
        assert_eq!(found.failure.verdict, Verdict::Deadlock);
        assert_eq!(found.case.as_deref(), Some("hidden::a"));
        assert!(found.replayable);
    }

    #[test]
    fn an_exit_in_a_case_is_blamed_on_that_case() {
        let records = vec![begin("hidden::a"), passed("hidden::a"), begin("hidden::b")];
        let found = rejection(&trial(records, Exit::Code(0), None));
        assert_eq!(found.case.as_deref(), Some("hidden::b"));
        assert!(found.failure.summary.contains("in the case “b”"), "{}", found.failure.summary);
        assert!(!found.replayable);
    }

    #[test]
    fn no_records_at_all_is_no_pass() {
        let found = rejection(&trial(Vec::new(), Exit::Code(0), None));
        assert_eq!(found.case, None);
        assert_eq!(found.failure.verdict, Verdict::RuntimeError);
    }

    #[test]
    fn a_crash_after_the_last_case_is_no_pass() {
        for (exit, stopped) in [
            (Exit::Signal(6), None),
            (Exit::Code(101), None),
            (Exit::Signal(9), Some(Stop::Time(Duration::from_secs(1)))),
        ] {
            rejection(&trial(all_passed(), exit, stopped));
        }
    }
}

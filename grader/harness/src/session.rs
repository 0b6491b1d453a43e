//! One process, one order: what is read and opened once, and what happens around each case.
//!
//! Called by the `check` of either face.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};
use std::{panic, process, thread};

use protocol::{Ending, Engine, Failure, Order};

use crate::budget::Budget;
use crate::case::{Outcome, Plan};
use crate::records::Records;
use crate::{limits, order, panics, seed};

/// What a case may take without an order.
const BY_HAND: Duration = Duration::from_secs(1);

/// What the whole process shares.
struct Session {
    order: Option<(Order, Records)>,
    began: Instant,
    cases: AtomicU32,
    failed: AtomicBool,
}

/// Runs a case on the back end of the caller's choice, and reports what came out.
///
/// # Panics
///
/// If the case fails, so that libtest says so too; with the whole failure if there is no order.
pub(crate) fn case(run: impl FnOnce(&Plan) -> Outcome) {
    let session = session();
    let name = thread::current().name().unwrap_or("a case").to_owned();
    let Some(plan) = session.plan(&name) else { return };
    let Some((_, records)) = &session.order else {
        return by_hand(&name, run(&plan).ending);
    };
    records.begin(&name).expect("the records can be written");
    let outcome = run(&plan);
    let (passed, stuck) = (matches!(outcome.ending, Ending::Passed), outcome.stuck);
    session.failed.fetch_or(!passed, Ordering::Relaxed);
    records.end(&name, plan.stated.kinds(), outcome).expect("the records can be written");
    if stuck {
        // Threads cannot be ended from outside.
        process::exit(1);
    }
    if !passed {
        panic::resume_unwind(Box::new("the records say why"));
    }
}

fn session() -> &'static Session {
    static SESSION: OnceLock<Session> = OnceLock::new();
    SESSION.get_or_init(|| {
        let order = order::read().map(|order| {
            limits::set();
            panics::be_quiet();
            let records = Records::open(&order.records, order.nonce.clone());
            (order, records.expect("the records can be opened"))
        });
        let (cases, failed) = (AtomicU32::new(0), AtomicBool::new(false));
        Session { order, began: Instant::now(), cases, failed }
    })
}

impl Session {
    /// What to run for this case, if anything.
    fn plan(&self, case: &str) -> Option<Plan> {
        let Some((order, _)) = &self.order else {
            let (engine, seed) = (Engine::Native, seed::of_case(0, case));
            let (replay, alone, budget) = (None, false, Budget::new(BY_HAND, None));
            let (play, stated) = (None, Arc::default());
            return Some(Plan {
                engine,
                seed,
                replay,
                play,
                alone,
                older_values: true,
                budget,
                stated,
            });
        };
        if self.failed.load(Ordering::Relaxed) {
            return None;
        }
        let (replay, play) = match order.replay.clone() {
            Some(replay) if replay.case != case => return None,
            Some(replay) => (Some(replay.execution), replay.play),
            None => (None, None),
        };
        let seed = seed::of_case(order.seed, case);
        let budget = Budget::new(self.share(order), order.runs);
        // The grader asks for one test thread.
        Some(Plan {
            engine: order.engine,
            seed,
            replay,
            play,
            alone: true,
            older_values: order.older_values,
            budget,
            stated: Arc::default(),
        })
    }

    /// The cases that are still to come share evenly what time is left.
    fn share(&self, order: &Order) -> Duration {
        let begun = self.cases.fetch_add(1, Ordering::Relaxed);
        let left = order.cases.saturating_sub(begun).max(1);
        Duration::from_millis(order.budget_ms).saturating_sub(self.began.elapsed()) / left
    }
}

/// Somebody has started the executable without the grader.
fn by_hand(case: &str, ending: Ending) {
    if let Ending::Failed(failure) = ending {
        eprintln!("{}", readable(case, &failure));
        panic::resume_unwind(Box::new("the report says why"));
    }
}

fn readable(case: &str, failure: &Failure) -> String {
    let mut lines = vec![format!("{case}: {}: {}", failure.verdict, failure.summary)];
    let compared = [("expected", &failure.expected), ("seen", &failure.seen)];
    lines.extend(
        compared
            .iter()
            .filter_map(|(word, value)| value.as_ref().map(|value| format!("  {word}: {value}"))),
    );
    lines.extend(failure.log.iter().map(|entry| {
        format!("  {:>12?}  {}: {}", Duration::from_nanos(entry.at_ns), entry.who, entry.what)
    }));
    lines.extend(failure.waits.iter().map(|wait| format!("  {}: {}", wait.who, wait.what)));
    lines.extend(failure.notes.iter().map(|note| format!("  note: {note}")));
    lines.push(format!("  execution {}", failure.again));
    lines.join("\n")
}

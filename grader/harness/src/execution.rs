//! One run of a scenario, whatever world it runs in: its log, its first failure, its randomness,
//! who called what, and a count that shows a watchdog that things go on.
//!
//! Called by both faces and every back end.

use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use fastrand::Rng;
use protocol::{Again, Claim, Failure, LogEntry, Wait};

use crate::chances::Chances;
use crate::hooks::{Draw, Hooks, Shared};
use crate::seed::Style;
use crate::stated::Stated;
use crate::{meter, panics};

/// Who does what no caller does.
pub(crate) const SCENARIO: &str = "the test";

/// One run of a scenario.
#[derive(Debug)]
pub(crate) struct Execution {
    seed: u64,
    index: u64,
    rng: Mutex<Rng>,
    hooks: Option<Hooks>,
    log: Mutex<Vec<LogEntry>>,
    failure: Mutex<Option<Failure>>,
    failed: AtomicBool,
    chances: Mutex<Chances>,
    stated: Arc<Stated>,
    callers: Mutex<Vec<Arc<Caller>>>,
    progress: AtomicU64,
}

/// Somebody who makes one call.
#[derive(Debug)]
pub(crate) struct Caller {
    /// As the scenario names it.
    pub(crate) name: String,
    /// Counted from 0 in the order of the calls.
    pub(crate) index: usize,
    done: AtomicBool,
    thread: AtomicU32,
    hooks: Option<Hooks>,
}

impl Caller {
    /// Whether the call has returned, panicked or been aborted.
    pub(crate) fn is_done(&self) -> bool {
        touch(self.hooks, Shared::Caller(self.index), false);
        self.done.load(Ordering::Acquire)
    }

    /// The call has a real thread to itself, the one that says so.
    pub(crate) fn runs_here(&self) {
        self.thread.store(meter::own_id(), Ordering::Relaxed);
    }

    /// Whether it runs on one of these threads.
    pub(crate) fn runs_on(&self, threads: &[u32]) -> bool {
        threads.contains(&self.thread.load(Ordering::Relaxed))
    }
}

impl Execution {
    /// The execution with this seed, the `index`th of its case.
    pub(crate) fn new(seed: u64, index: u64, stated: &Arc<Stated>) -> Self {
        // Whatever helpers did in an execution that has not failed is of no interest.
        drop(panics::of_helpers());
        Self {
            seed,
            index,
            rng: Mutex::new(Rng::with_seed(seed)),
            hooks: None,
            log: Mutex::default(),
            failure: Mutex::default(),
            failed: AtomicBool::new(false),
            chances: Mutex::default(),
            stated: Arc::clone(stated),
            callers: Mutex::default(),
            progress: AtomicU64::new(0),
        }
    }

    /// The same on a back end that decides everything itself.
    pub(crate) fn hooked(index: u64, stated: &Arc<Stated>, hooks: Hooks) -> Self {
        Self { hooks: Some(hooks), ..Self::new(0, index, stated) }
    }

    /// How many executions of the case ran before this one.
    pub(crate) fn index(&self) -> u64 {
        self.index
    }

    /// How callbacks pass their time.
    pub(crate) fn style(&self) -> Style {
        Style::of(self.seed)
    }

    /// Draws from the execution's randomness.
    pub(crate) fn draw<T>(&self, draw: impl FnOnce(&mut Rng) -> T) -> T {
        draw(&mut lock(&self.rng))
    }

    /// Draws a number below another one.
    pub(crate) fn below(&self, draw: Draw, below: u32) -> u32 {
        match self.hooks {
            Some(hooks) => (hooks.below)(draw, below),
            None => self.draw(|rng| rng.u32(0..below)),
        }
    }

    /// The running caller reads or changes (true) what is shared.
    pub(crate) fn touch(&self, shared: Shared, changes: bool) {
        touch(self.hooks, shared, changes);
    }

    /// Adds to the log and returns the entry's index. Nothing is added after the failure.
    pub(crate) fn log(&self, entry: LogEntry) -> usize {
        self.touch(Shared::Log, true);
        self.progress();
        let mut log = lock(&self.log);
        if !self.has_failed() {
            log.push(entry);
        }
        log.len().saturating_sub(1)
    }

    /// Looks at the log.
    pub(crate) fn with_log<T>(&self, look: impl FnOnce(&[LogEntry]) -> T) -> T {
        self.touch(Shared::Log, false);
        look(&lock(&self.log))
    }

    /// Keeps the first failure, completed with the log and the seed.
    pub(crate) fn fail(&self, failure: Failure) {
        let mut kept = lock(&self.failure);
        if kept.is_some() {
            return;
        }
        *kept = Some(self.complete(failure));
        self.failed.store(true, Ordering::Release);
    }

    /// The failure with what the execution knows: the log, the seed, what helpers did.
    pub(crate) fn complete(&self, failure: Failure) -> Failure {
        let log = self.with_log(<[LogEntry]>::to_vec);
        let (again, execution) = (Again::Seed(self.seed), self.index);
        let notes = [failure.notes, panics::of_helpers()].concat();
        Failure { log, notes, again, execution, ..failure }
    }

    /// A claim of this kind is made.
    pub(crate) fn stated(&self, kind: Claim) {
        self.stated.add(kind);
    }

    /// Looks at, or adds to, what the execution has shown to be possible.
    pub(crate) fn with_chances<T>(&self, look: impl FnOnce(&mut Chances) -> T) -> T {
        self.touch(Shared::Chances, true);
        look(&mut lock(&self.chances))
    }

    /// Whether there is a failure.
    pub(crate) fn has_failed(&self) -> bool {
        self.failed.load(Ordering::Acquire)
    }

    /// The failure, if there is one.
    pub(crate) fn failure(&self) -> Option<Failure> {
        lock(&self.failure).clone()
    }

    /// A new caller; they are numbered from 0.
    pub(crate) fn add_caller(&self, name: String) -> Arc<Caller> {
        self.touch(Shared::Callers, true);
        let mut callers = lock(&self.callers);
        let (index, done, thread) = (callers.len(), AtomicBool::new(false), AtomicU32::new(0));
        let caller = Arc::new(Caller { name, index, done, thread, hooks: self.hooks });
        callers.push(Arc::clone(&caller));
        self.progress();
        caller
    }

    /// A caller has returned, panicked or been aborted.
    pub(crate) fn end_caller(&self, caller: &Caller) {
        self.touch(Shared::Caller(caller.index), true);
        caller.done.store(true, Ordering::Release);
        self.progress();
    }

    /// Everybody who has called so far.
    pub(crate) fn callers(&self) -> Vec<Arc<Caller>> {
        self.touch(Shared::Callers, false);
        lock(&self.callers).clone()
    }

    /// Who called after so many others.
    pub(crate) fn caller(&self, index: usize) -> Option<Arc<Caller>> {
        self.touch(Shared::Callers, false);
        lock(&self.callers).get(index).cloned()
    }

    /// What each caller that has not returned had last done; the scenario, if all have.
    pub(crate) fn waits(&self) -> Vec<Wait> {
        let callers = self.callers();
        let left = callers.iter().filter(|caller| !caller.is_done());
        let waits: Vec<Wait> = left.map(|caller| self.wait_of(&caller.name)).collect();
        if waits.is_empty() { vec![self.wait_of(SCENARIO)] } else { waits }
    }

    fn wait_of(&self, who: &str) -> Wait {
        let last = self.with_log(|log| {
            let entry = log.iter().rev().find(|entry| entry.who == who);
            entry.map(|entry| entry.what.clone())
        });
        let what = match last {
            Some(last) => format!("has not returned; it had last logged “{last}”"),
            None => "has not returned; it had logged nothing".to_owned(),
        };
        Wait { who: who.to_owned(), lane: None, what, object: None, at: None, holders: Vec::new() }
    }

    /// Something happened that a learner's code without end does not do by itself.
    pub(crate) fn progress(&self) {
        self.progress.fetch_add(1, Ordering::Relaxed);
    }

    /// How often something has happened so far.
    pub(crate) fn progress_so_far(&self) -> u64 {
        self.progress.load(Ordering::Relaxed)
    }

    /// Runs a caller's body, or the scenario's. A panic becomes the execution's failure, unless the
    /// scenario made it on purpose.
    pub(crate) fn guard<T>(&self, who: &str, body: impl FnOnce() -> T) -> Option<T> {
        match panics::catch(body) {
            Ok(value) => return Some(value),
            Err(panics::Caught::Stop | panics::Caught::OnPurpose) => {}
            Err(panics::Caught::Panic(panic)) => self.fail(panic.failure(who)),
        }
        None
    }
}

/// No state here is left half changed by a panic.
fn touch(hooks: Option<Hooks>, shared: Shared, changes: bool) {
    if let Some(hooks) = hooks {
        (hooks.touch)(shared, changes);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use protocol::Verdict;

    use super::*;

    fn entry(who: &str, what: &str) -> LogEntry {
        LogEntry { who: who.into(), what: what.into(), at_ns: 0 }
    }

    #[test]
    fn the_first_failure_wins_and_freezes_the_log() {
        let execution = Execution::new(7, 3, &Arc::default());
        assert_eq!(execution.log(entry("a", "x")), 0);
        execution.fail(Failure::new(Verdict::WrongAnswer, "first"));
        execution.fail(Failure::new(Verdict::Deadlock, "second"));
        execution.log(entry("a", "y"));
        let kept = execution.failure().expect("a failure");
        assert_eq!(
            (kept.summary.as_str(), kept.again, kept.execution),
            ("first", Again::Seed(7), 3)
        );
        assert_eq!(kept.log, [entry("a", "x")]);
        assert_eq!(execution.with_log(<[LogEntry]>::len), 1);
    }

    #[test]
    fn a_wait_tells_what_the_caller_last_did() {
        let execution = Execution::new(0, 0, &Arc::default());
        let first = execution.add_caller("first".into());
        execution.add_caller("second".into());
        execution.add_caller("third".into());
        execution.log(entry("second", "second begins"));
        execution.end_caller(&first);
        let waits = execution.waits();
        assert_eq!(waits.len(), 2);
        assert_eq!(waits[0].who, "second");
        assert!(waits[0].what.contains("“second begins”"));
        assert!(waits[1].what.contains("logged nothing"));
    }
}

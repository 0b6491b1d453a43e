//! [`std::sync::Once`](https://doc.rust-lang.org/std/sync/struct.Once.html), and the turns that
//! `OnceLock` and `LazyLock` take with it.
//!
//! The main queue is closed while somebody runs the initialiser; who waits for the end without
//! taking a turn is in the other one.

use std::cell::Cell;
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use interleave::gate::{self, Waiting};
use interleave::{Kind, Modelled, Object, Op, Queue, Shown, Side};

use crate::look::asks;

static KIND: Kind = Kind { name: "Once", main_open: true, other_open: false };

/// How far an initialisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Phase {
    New,
    Running,
    Done,
    /// The initialiser panicked.
    Poisoned,
}

/// Code that runs once, whoever comes first; the others wait until it has run.
///
/// A call from inside its own initialiser waits for itself, which is found as a deadlock (std:
/// "deadlock or panic").
pub struct Once {
    phase: Modelled<Cell<Phase>>,
}

// SAFETY: the cell inside is touched by one OS thread alone (see the crate's page).
unsafe impl Sync for Once {}
impl UnwindSafe for Once {}
impl RefUnwindSafe for Once {}

/// What the initialiser of `call_once_force` is told.
#[derive(Debug)]
pub struct OnceState {
    poisoned: bool,
}

impl OnceState {
    /// Whether an earlier initialiser panicked.
    pub fn is_poisoned(&self) -> bool {
        self.poisoned
    }
}

impl Once {
    /// Has not run.
    #[expect(clippy::new_without_default, reason = "std's has no default either")]
    pub const fn new() -> Self {
        Self { phase: Modelled::new(Cell::new(Phase::New)) }
    }

    /// Runs `body` if nothing ran before, else waits until that has ended.
    ///
    /// # Panics
    /// If an earlier `body` did.
    #[track_caller]
    pub fn call_once<F: FnOnce()>(&self, body: F) {
        let (op, phase) = self.visit("call_once");
        if let Some(turn) = begin(op, phase) {
            let turn = turn.unless_poisoned("Once instance has previously been poisoned");
            body();
            turn.done();
        }
    }

    /// As [`Once::call_once`], but runs `body` also if an earlier one panicked.
    #[track_caller]
    pub fn call_once_force<F: FnOnce(&OnceState)>(&self, body: F) {
        let (op, phase) = self.visit("call_once_force");
        if let Some(turn) = begin(op, phase) {
            body(&OnceState { poisoned: turn.poisoned });
            turn.done();
        }
    }

    /// Whether it has run.
    #[track_caller]
    pub fn is_completed(&self) -> bool {
        let (op, phase) = self.visit("is_completed");
        asks(op, || phase.get() == Phase::Done)
    }

    /// Waits until it has run.
    ///
    /// # Panics
    /// If the initialiser did.
    #[track_caller]
    pub fn wait(&self) {
        let (op, phase) = self.visit("wait");
        assert!(wait(op, phase, true), "Once instance has previously been poisoned");
    }

    /// Waits until it has run, also if an initialiser panicked meanwhile.
    #[track_caller]
    pub fn wait_force(&self) {
        let (op, phase) = self.visit("wait_force");
        while !wait(op, phase, false) {}
    }

    #[track_caller]
    fn visit(&self, verb: &'static str) -> (Op, &Cell<Phase>) {
        let op = Op { verb, object: self.phase.object(&KIND), place: Location::caller() };
        // SAFETY: a shared reference to a cell of the one OS thread.
        (op, unsafe { &*self.phase.get() })
    }
}

/// Waits for a turn at the initialisation; `None` if there is nothing left to do.
pub(super) fn begin(op: Op, phase: &Cell<Phase>) -> Option<Turn<'_>> {
    let queue = Queue::of(op.object, Side::Main);
    let before = gate::pass(op, queue, |kernel| {
        let before = phase.get();
        if before != Phase::Done {
            phase.set(Phase::Running);
            kernel.close(queue);
            kernel.hold(op.object, op.place);
        }
        before
    });
    (before != Phase::Done).then(|| {
        let poisoned = before == Phase::Poisoned;
        Turn { object: op.object, place: op.place, phase, poisoned, to: Phase::Poisoned }
    })
}

/// Waits for the initialisation to end; with `poison`, also for its panic. Tells whether it is
/// done.
pub(super) fn wait(op: Op, phase: &Cell<Phase>, poison: bool) -> bool {
    let queue = Queue::of(op.object, Side::Other);
    let waiting = Waiting { op, queue, deadline: None, spurious: false, then: None };
    let done = || phase.get() == Phase::Done;
    gate::wait(
        waiting,
        |_| (done() || (poison && phase.get() == Phase::Poisoned)).then(done),
        |_, _| done(),
    )
}

/// The turn of the thread that initialises. If it is dropped before it is done, the initialiser
/// panicked.
pub(super) struct Turn<'a> {
    object: Object,
    place: &'static Location<'static>,
    phase: &'a Cell<Phase>,
    poisoned: bool,
    to: Phase,
}

impl Turn<'_> {
    /// The initialiser has run.
    pub(super) fn done(mut self) {
        self.to = Phase::Done;
    }

    /// Gives the turn back with a panic if an earlier initialiser panicked.
    #[track_caller]
    pub(super) fn unless_poisoned(self, message: &'static str) -> Self {
        assert!(!self.poisoned, "{message}");
        self
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let (object, place) = (self.object, self.place);
        gate::step(Op { verb: "complete", object, place }, |kernel| {
            self.phase.set(self.to);
            kernel.release(object);
            let what = if self.to == Phase::Done { "done" } else { "poisoned" };
            kernel.tell(object, what, Shown::Bool(true));
            kernel.open(Queue::of(object, Side::Main));
            kernel.wake_all(Queue::of(object, Side::Other));
        });
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").finish_non_exhaustive()
    }
}

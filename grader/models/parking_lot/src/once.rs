//! [`parking_lot::Once`](https://docs.rs/parking_lot/0.12/parking_lot/struct.Once.html).
//!
//! The main queue is closed while somebody runs the initialiser.

use std::cell::Cell;
use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use interleave::{Kind, Modelled, Op, Queue, Shown, Side, gate};
use parking_lot::OnceState;

static KIND: Kind = Kind { name: "Once", main_open: true, other_open: false };

/// Code that runs once, whoever comes first; the others wait until it has run.
///
/// *Poisoning*: if the code panics, every later `call_once` panics too, and `call_once_force` runs
/// its own code.
pub struct Once {
    state: Modelled<Cell<OnceState>>,
}

// SAFETY: the cell inside is touched by one OS thread alone (see the page of `model-std`).
unsafe impl Sync for Once {}
impl UnwindSafe for Once {}
impl RefUnwindSafe for Once {}

impl Once {
    /// Nothing has run yet.
    #[inline]
    pub const fn new() -> Self {
        Self { state: Modelled::new(Cell::new(OnceState::New)) }
    }

    /// How far it is.
    #[track_caller]
    pub fn state(&self) -> OnceState {
        gate::step(self.op("state"), |_| self.cell().get())
    }

    /// Runs `f` if nothing has run yet, and waits if somebody else does.
    ///
    /// # Panics
    /// If `f` or an earlier initialiser panicked.
    #[track_caller]
    pub fn call_once<F: FnOnce()>(&self, f: F) {
        if let Some((turn, _)) = self.begin(self.op("call_once"), false) {
            f();
            turn.done();
        }
    }

    /// As [`Once::call_once`], but runs `f` also if an earlier initialiser panicked.
    #[track_caller]
    pub fn call_once_force<F: FnOnce(OnceState)>(&self, f: F) {
        if let Some((turn, before)) = self.begin(self.op("call_once_force"), true) {
            f(before);
            turn.done();
        }
    }

    /// Waits for a turn; `None` if there is nothing left to do.
    #[track_caller]
    fn begin(&self, op: Op, ignore_poison: bool) -> Option<(Turn<'_>, OnceState)> {
        let (state, queue) = (self.cell(), Queue::of(op.object, Side::Main));
        let before = gate::pass(op, queue, |kernel| {
            let before = state.get();
            if before == OnceState::New || (before == OnceState::Poisoned && ignore_poison) {
                state.set(OnceState::InProgress);
                kernel.close(queue);
                kernel.hold(op.object, op.place);
            }
            before
        });
        assert!(
            ignore_poison || before != OnceState::Poisoned,
            "Once instance has previously been poisoned"
        );
        (before != OnceState::Done).then(|| (Turn { op, state, to: OnceState::Poisoned }, before))
    }

    #[track_caller]
    fn op(&self, verb: &'static str) -> Op {
        Op { verb, object: self.state.object(&KIND), place: Location::caller() }
    }

    fn cell(&self) -> &Cell<OnceState> {
        // SAFETY: a shared reference to a cell of the one OS thread.
        unsafe { &*self.state.get() }
    }
}

/// The turn of the thread that initialises. If it is dropped before it is done, the initialiser
/// panicked.
struct Turn<'a> {
    op: Op,
    state: &'a Cell<OnceState>,
    to: OnceState,
}

impl Turn<'_> {
    /// The initialiser has run.
    fn done(mut self) {
        self.to = OnceState::Done;
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        gate::step(Op { verb: "complete", ..self.op }, |kernel| {
            self.state.set(self.to);
            let what = if self.to == OnceState::Done { "done" } else { "poisoned" };
            kernel.tell(self.op.object, what, Shown::Bool(true));
            kernel.release(self.op.object);
            kernel.open(Queue::of(self.op.object, Side::Main));
        });
    }
}

impl Default for Once {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Once {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Once").field("state", &self.cell().get()).finish()
    }
}

//! [`crossbeam::sync::Parker`](https://docs.rs/crossbeam/0.8/crossbeam/sync/struct.Parker.html).
//!
//! The token is there exactly while the main queue is open. Unlike a thread's own `park`, this one
//! never returns for no reason: no word of that in the documentation.

use std::fmt;
use std::marker::PhantomData;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::Arc;
use std::time::Duration;

use interleave::{Kernel, Kind, Modelled, Op, Queue, Shown, Side, deadline, gate};
use model_std::time::{Instant, deadline_at};

static KIND: Kind = Kind::closed("Parker");

/// Waits for a token, which an [`Unparker`] makes available.
pub struct Parker {
    unparker: Unparker,
    /// Not `Sync`, as crossbeam's.
    here: PhantomData<*const ()>,
}

// SAFETY: as crossbeam's: a parker belongs to no thread, it is only used by one at a time.
unsafe impl Send for Parker {}

/// Makes a [`Parker`]'s token available.
#[derive(Clone)]
pub struct Unparker {
    token: Arc<Token>,
}

struct Token(Modelled<()>);

// SAFETY: nothing inside but the object's number.
unsafe impl Sync for Token {}
impl RefUnwindSafe for Token {}
impl UnwindSafe for Token {}

impl Token {
    fn op(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        Op { verb, object: self.0.object(&KIND), place }
    }
}

impl Parker {
    /// A parker whose token is not there.
    pub fn new() -> Self {
        let token = Arc::new(Token(Modelled::new(())));
        Self { unparker: Unparker { token }, here: PhantomData }
    }

    /// Waits for the token and takes it.
    #[track_caller]
    pub fn park(&self) {
        let op = self.unparker.token.op("park", Location::caller());
        let queue = Queue::of(op.object, Side::Main);
        gate::pass(op, queue, |kernel| take(kernel, queue));
    }

    /// Waits for the token and takes it, but waits no longer than this.
    #[track_caller]
    pub fn park_timeout(&self, timeout: Duration) {
        self.park_until("park_timeout", deadline::after(timeout), Location::caller());
    }

    /// Waits for the token and takes it, but waits no longer than to that moment.
    #[track_caller]
    pub fn park_deadline(&self, deadline: Instant) {
        self.park_until("park_deadline", deadline_at(deadline), Location::caller());
    }

    /// What wakes this parker.
    pub fn unparker(&self) -> &Unparker {
        &self.unparker
    }

    /// Turns the parker into a pointer; only [`from_raw`](Self::from_raw) can use it.
    pub fn into_raw(this: Self) -> *const () {
        Unparker::into_raw(this.unparker)
    }

    /// The parker of that pointer.
    ///
    /// # Safety
    /// The pointer comes from [`into_raw`](Self::into_raw), and is used once.
    pub unsafe fn from_raw(ptr: *const ()) -> Self {
        // SAFETY: a parker's pointer is that of its unparker; the caller's promise.
        Self { unparker: unsafe { Unparker::from_raw(ptr) }, here: PhantomData }
    }

    fn park_until(&self, verb: &'static str, deadline: u64, place: &'static Location<'static>) {
        let op = self.unparker.token.op(verb, place);
        let queue = Queue::of(op.object, Side::Main);
        if deadline <= interleave::thread::now() {
            gate::step(op, |kernel| take(kernel, queue));
        } else {
            gate::pass_until(op, queue, deadline, |kernel, _| take(kernel, queue));
        }
    }
}

/// Takes the token, if it is there.
fn take(kernel: &mut Kernel, queue: Queue) {
    if kernel.is_open(queue) {
        kernel.tell(queue.object(), "token", Shown::Bool(false));
    } else {
        kernel.refused("times out");
    }
    kernel.close(queue);
}

impl Unparker {
    /// Makes the token available; one that is there already stays one.
    #[track_caller]
    pub fn unpark(&self) {
        let op = self.token.op("unpark", Location::caller());
        gate::step(op, |kernel| {
            kernel.open(Queue::of(op.object, Side::Main));
            kernel.tell(op.object, "token", Shown::Bool(true));
        });
    }

    /// Turns the unparker into a pointer; only [`from_raw`](Self::from_raw) can use it.
    pub fn into_raw(this: Self) -> *const () {
        Arc::into_raw(this.token).cast()
    }

    /// The unparker of that pointer.
    ///
    /// # Safety
    /// The pointer comes from [`into_raw`](Self::into_raw), and is used once.
    pub unsafe fn from_raw(ptr: *const ()) -> Self {
        // SAFETY: the pointer is that of an `Arc<Token>`, whose reference it is (the caller's
        // promise).
        Self { token: unsafe { Arc::from_raw(ptr.cast()) } }
    }
}

impl Default for Parker {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Parker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Parker { .. }")
    }
}

impl fmt::Debug for Unparker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Unparker { .. }")
    }
}

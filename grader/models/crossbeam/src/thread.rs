//! [`crossbeam::thread`](https://docs.rs/crossbeam/0.8/crossbeam/thread/index.html): scoped threads.
//!
//! `scope` waits until no thread of it runs, without joining any (others may yet join them), and
//! then joins those that nobody has joined.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::io;
use std::marker::PhantomData;
use std::mem;
use std::panic::{
    AssertUnwindSafe, Location, RefUnwindSafe, UnwindSafe, catch_unwind, resume_unwind,
};
use std::sync::Arc;

use interleave::Kind;
use model_std::thread::{Builder, JoinHandle, Result, Thread};

use crate::sync::Count;

static KIND: Kind = Kind::closed("scope");

/// A scope: threads that are started in it have ended when it is left.
pub struct Scope<'env> {
    shared: Arc<Shared>,
    // Invariant, as crossbeam's.
    lives: PhantomData<&'env mut &'env ()>,
}

// SAFETY: as crossbeam's: what is inside is shared by all threads of the scope anyway.
unsafe impl Sync for Scope<'_> {}

/// What the threads of a scope have in common.
struct Shared {
    /// Those that run, and the one that opened the scope.
    running: Count,
    /// In the order in which they were started.
    handles: RefCell<Vec<Arc<Handle>>>,
}

// SAFETY: the cell is touched by one OS thread alone (see `model-std`'s page), and never borrowed
// across a scheduling point.
unsafe impl Send for Shared {}
// SAFETY: as above.
unsafe impl Sync for Shared {}

/// The right to join a thread: whoever comes first has it.
struct Handle(Cell<Option<JoinHandle<()>>>);

// SAFETY: as for `Shared`.
unsafe impl Send for Handle {}
// SAFETY: as above.
unsafe impl Sync for Handle {}
impl UnwindSafe for Handle {}
impl RefUnwindSafe for Handle {}

/// The place for a thread's result.
struct Packet<T>(Cell<Option<T>>);

// SAFETY: the result goes from one thread to another, so it must be `Send`; the cell is touched by
// one OS thread alone (see `model-std`'s page).
unsafe impl<T: Send> Send for Packet<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Packet<T> {}
impl<T> UnwindSafe for Packet<T> {}
impl<T> RefUnwindSafe for Packet<T> {}

/// One of those that run, until dropped.
struct Runs(Arc<Shared>, &'static Location<'static>);

impl Drop for Runs {
    fn drop(&mut self) {
        self.0.running.remove(self.1);
    }
}

/// Runs `f`, then waits for every thread that was started in the scope.
///
/// # Errors
/// What the threads panicked with that nobody has joined: a `Vec<Box<dyn Any + Send>>`.
///
/// # Panics
/// If `f` does.
#[track_caller]
pub fn scope<'env, F, R>(f: F) -> Result<R>
where
    F: FnOnce(&Scope<'env>) -> R,
{
    let place = Location::caller();
    let shared = Arc::new(Shared { running: Count::one(&KIND), handles: RefCell::new(Vec::new()) });
    let scope = Scope { shared: Arc::clone(&shared), lives: PhantomData };
    let result = catch_unwind(AssertUnwindSafe(|| f(&scope)));
    shared.running.wait("leave", place);
    let handles = shared.handles.take();
    let mut panics = Vec::new();
    for left in handles.iter().filter_map(|handle| handle.0.take()) {
        panics.extend(left.join().err());
    }
    match result {
        Err(payload) => resume_unwind(payload),
        Ok(_) if !panics.is_empty() => Err(Box::new(panics)),
        Ok(result) => Ok(result),
    }
}

impl<'env> Scope<'env> {
    /// Starts a thread in the scope.
    #[track_caller]
    pub fn spawn<'scope, F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce(&Scope<'env>) -> T,
        F: Send + 'env,
        T: Send + 'env,
    {
        self.builder().spawn(f).expect("failed to spawn scoped thread")
    }

    /// Makes a thread with a name.
    pub fn builder<'scope>(&'scope self) -> ScopedThreadBuilder<'scope, 'env> {
        ScopedThreadBuilder { scope: self, builder: Builder::new() }
    }
}

impl fmt::Debug for Scope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("Scope { .. }")
    }
}

/// Makes threads of a scope with a name.
#[derive(Debug)]
pub struct ScopedThreadBuilder<'scope, 'env> {
    scope: &'scope Scope<'env>,
    builder: Builder,
}

impl<'scope, 'env> ScopedThreadBuilder<'scope, 'env> {
    /// Names the thread.
    #[must_use]
    pub fn name(mut self, name: String) -> Self {
        self.builder = self.builder.name(name);
        self
    }

    /// Accepted, and without effect.
    #[must_use]
    pub fn stack_size(mut self, size: usize) -> Self {
        self.builder = self.builder.stack_size(size);
        self
    }

    /// Starts the thread.
    ///
    /// # Errors
    /// Never.
    #[track_caller]
    pub fn spawn<F, T>(self, f: F) -> io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce(&Scope<'env>) -> T,
        F: Send + 'env,
        T: Send + 'env,
    {
        let packet = Arc::new(Packet(Cell::new(None)));
        let (there, shared) = (Arc::clone(&packet), Arc::clone(&self.scope.shared));
        shared.running.add();
        let runs = Runs(Arc::clone(&shared), Location::caller());
        let body = move || {
            let scope: Scope<'env> = Scope { shared: Arc::clone(&runs.0), lives: PhantomData };
            there.0.set(Some(f(&scope)));
            drop(runs);
        };
        let body: Box<dyn FnOnce() + Send + 'env> = Box::new(body);
        // SAFETY: only the lifetime changes. `scope` does not return before the thread has ended:
        // it waits until none runs, then joins those that nobody has joined; and an execution that
        // is abandoned resumes neither it nor them.
        let body = unsafe {
            mem::transmute::<Box<dyn FnOnce() + Send + 'env>, Box<dyn FnOnce() + Send + 'static>>(
                body,
            )
        };
        let handle = self.builder.spawn(body)?;
        let thread = handle.thread().clone();
        let handle = Arc::new(Handle(Cell::new(Some(handle))));
        shared.handles.borrow_mut().push(Arc::clone(&handle));
        Ok(ScopedJoinHandle { handle, packet, thread, lives: PhantomData })
    }
}

/// The right to join a thread of a scope.
pub struct ScopedJoinHandle<'scope, T> {
    handle: Arc<Handle>,
    packet: Arc<Packet<T>>,
    thread: Thread,
    lives: PhantomData<&'scope ()>,
}

// SAFETY: as crossbeam's: the result is only reached by `join`, which takes the handle; what it
// carries over was `Send` when the thread was started.
unsafe impl<T> Send for ScopedJoinHandle<'_, T> {}
// SAFETY: as above.
unsafe impl<T> Sync for ScopedJoinHandle<'_, T> {}

impl<T> ScopedJoinHandle<'_, T> {
    /// Waits for the thread to end.
    ///
    /// # Errors
    /// What the thread panicked with.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        let handle = self.handle.0.take().expect("the scope joins only what nobody else does");
        handle.join()?;
        Ok(self.packet.0.take().expect("a thread that did not panic leaves a result"))
    }

    /// The thread.
    pub fn thread(&self) -> &Thread {
        &self.thread
    }
}

impl<T> fmt::Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad("ScopedJoinHandle { .. }")
    }
}

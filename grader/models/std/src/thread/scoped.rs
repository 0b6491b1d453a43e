//! [`std::thread::scope`](https://doc.rust-lang.org/std/thread/fn.scope.html).

use std::cell::RefCell;
use std::fmt;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, Location, catch_unwind, resume_unwind};
use std::sync::Arc;

use interleave::TaskId;

use super::packet::Packet;
use super::{Result, Thread};

/// A scope: threads that are started in it have ended when it is left.
pub struct Scope<'scope, 'env: 'scope> {
    children: Arc<Children>,
    // Both lifetimes invariant, as std's.
    lives: PhantomData<(&'scope mut &'scope (), &'env mut &'env ())>,
}

/// Threads that nobody has joined yet, in the order in which they were started.
struct Children(RefCell<Vec<TaskId>>);

// SAFETY: the cell inside is touched by one OS thread alone (see the crate's page), and never
// borrowed across a scheduling point.
unsafe impl Send for Children {}
// SAFETY: as above.
unsafe impl Sync for Children {}

impl Children {
    fn forget(&self, task: TaskId) {
        self.0.borrow_mut().retain(|child| *child != task);
    }

    /// Waits for every thread that nobody has joined. Tells whether one of them panicked.
    ///
    /// A panic is taken only when all have ended: until then another thread of the scope may still
    /// join the one that panicked, and deal with it.
    fn join(&self, place: &'static Location<'static>) -> bool {
        while let Some(child) = self.not_ended() {
            interleave::thread::wait_for_end(child, place);
        }
        let left = self.0.take();
        left.into_iter().filter_map(interleave::thread::take_panic).count() > 0
    }

    fn not_ended(&self) -> Option<TaskId> {
        self.0.borrow().iter().copied().find(|child| !interleave::thread::has_ended(*child))
    }
}

/// Runs `body`, then waits for every thread that was started in the scope.
///
/// # Panics
/// If `body` does, or a thread of the scope that nobody joined.
#[track_caller]
pub fn scope<'env, F, T>(body: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let place = Location::caller();
    let children = Arc::new(Children(RefCell::new(Vec::new())));
    let scope = Scope { children: Arc::clone(&children), lives: PhantomData };
    let result = catch_unwind(AssertUnwindSafe(|| body(&scope)));
    let panicked = children.join(place);
    match result {
        Err(payload) => resume_unwind(payload),
        Ok(_) if panicked => panic!("a scoped thread panicked"),
        Ok(result) => result,
    }
}

impl<'scope> Scope<'scope, '_> {
    /// Starts a thread in the scope.
    #[track_caller]
    pub fn spawn<F, T>(&'scope self, body: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        self.start(None, Location::caller(), body)
    }

    pub(super) fn start<F, T>(
        &'scope self,
        name: Option<String>,
        place: &'static Location<'static>,
        body: F,
    ) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        // SAFETY: `scope` does not return before the thread has ended: it joins all children, and
        // an execution that is abandoned resumes neither it nor them.
        let (task, packet) = unsafe { Packet::spawn(name, place, body) };
        self.children.0.borrow_mut().push(task);
        ScopedJoinHandle {
            task,
            thread: Thread::of(task),
            packet,
            children: Arc::clone(&self.children),
            lives: PhantomData,
        }
    }
}

impl fmt::Debug for Scope<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scope").finish_non_exhaustive()
    }
}

/// The right to join a thread of a scope.
pub struct ScopedJoinHandle<'scope, T> {
    task: TaskId,
    thread: Thread,
    packet: Packet<T>,
    children: Arc<Children>,
    lives: PhantomData<&'scope ()>,
}

// SAFETY: as for `JoinHandle`.
unsafe impl<T> Send for ScopedJoinHandle<'_, T> {}
// SAFETY: as for `JoinHandle`.
unsafe impl<T> Sync for ScopedJoinHandle<'_, T> {}

impl<T> ScopedJoinHandle<'_, T> {
    /// The thread.
    pub fn thread(&self) -> &Thread {
        &self.thread
    }

    /// Waits for the thread to end.
    ///
    /// # Errors
    /// What the thread panicked with.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        let result = self.packet.join(self.task, Location::caller());
        self.children.forget(self.task);
        result
    }

    /// Whether the thread has ended.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        interleave::thread::is_finished(self.task, Location::caller())
    }
}

impl<T> fmt::Debug for ScopedJoinHandle<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScopedJoinHandle").finish_non_exhaustive()
    }
}

//! [`std::thread::JoinHandle`](https://doc.rust-lang.org/std/thread/struct.JoinHandle.html).

use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use interleave::TaskId;

use super::packet::Packet;
use super::{Result, Thread};

/// The right to join a thread. Dropped, it leaves the thread to itself; a panic that nobody joins
/// then ends the run as a failure.
pub struct JoinHandle<T> {
    task: TaskId,
    thread: Thread,
    packet: Packet<T>,
}

// SAFETY: as std's: the result is only reached by `join`, which takes the handle; what it carries
// over was `Send` when the thread was started.
unsafe impl<T> Send for JoinHandle<T> {}
// SAFETY: as above.
unsafe impl<T> Sync for JoinHandle<T> {}
impl<T> UnwindSafe for JoinHandle<T> {}
impl<T> RefUnwindSafe for JoinHandle<T> {}

impl<T> JoinHandle<T> {
    pub(super) fn new(task: TaskId, packet: Packet<T>) -> Self {
        Self { task, thread: Thread::of(task), packet }
    }

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
        self.packet.join(self.task, Location::caller())
    }

    /// Whether the thread has ended.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        interleave::thread::is_finished(self.task, Location::caller())
    }
}

impl<T> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").finish_non_exhaustive()
    }
}

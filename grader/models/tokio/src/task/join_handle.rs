//! [`tokio::task::JoinHandle`](https://docs.rs/tokio/latest/tokio/task/struct.JoinHandle.html).

use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, Waker};

use interleave::{Op, gate, in_execution};

use super::{AbortHandle, Id, JoinError, Joint};
use crate::leaf;

type Place<T> = Mutex<Option<Result<T, JoinError>>>;

/// The right to a task's result. Dropped, it leaves the task to itself.
pub struct JoinHandle<T> {
    joint: Arc<Joint>,
    result: Arc<Place<T>>,
    place: &'static Location<'static>,
}

impl<T> UnwindSafe for JoinHandle<T> {}
impl<T> RefUnwindSafe for JoinHandle<T> {}
impl<T> Unpin for JoinHandle<T> {}

/// Where a task puts its result.
pub(crate) struct Packet<T>(Arc<Place<T>>);

impl<T> Packet<T> {
    /// Puts the result there; gives it back if nobody will ever ask for it.
    pub(crate) fn put(self, result: Result<T, JoinError>) -> Option<Result<T, JoinError>> {
        if Arc::strong_count(&self.0) == 1 {
            return Some(result);
        }
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(result);
        None
    }
}

impl<T> JoinHandle<T> {
    /// A task's handle, and where the task puts its result.
    pub(crate) fn new(joint: Arc<Joint>, place: &'static Location<'static>) -> (Self, Packet<T>) {
        let result = Arc::new(Mutex::new(None));
        let packet = Packet(Arc::clone(&result));
        (Self { joint, result, place }, packet)
    }

    /// Cancels the task: its future is dropped at the await where it is, unless it ends first.
    #[track_caller]
    pub fn abort(&self) {
        self.abort_at(Location::caller());
    }

    /// Whether the task has ended, in whatever way.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        let op = Op { verb: "is_finished", object: self.joint.object(), place: Location::caller() };
        gate::step(op, |kernel| kernel.found_value(&self.joint.has_ended()));
        self.joint.has_ended()
    }

    /// A handle that can only cancel the task.
    pub fn abort_handle(&self) -> AbortHandle {
        AbortHandle::new(Arc::clone(&self.joint))
    }

    /// Which task it is.
    pub fn id(&self) -> Id {
        self.joint.id()
    }

    /// Wakes when the task ends. Tells whether it has ended already.
    pub(super) fn wait_for_end(&self, waker: &Waker) -> bool {
        self.joint.poll_end(&Context::from_waker(waker)).is_ready()
    }

    /// The result of a task that has ended.
    pub(super) fn take_result(&self) -> Result<T, JoinError> {
        gate::quietly(|kernel| kernel.pass_on(self.joint.object()));
        let result = self.result.lock().unwrap_or_else(PoisonError::into_inner).take();
        let result = result.expect("JoinHandle polled after completion");
        if let Err(error) = &result {
            let why = if error.is_cancelled() { "cancelled" } else { "panicked" };
            gate::closely(|kernel| kernel.refused(why));
        }
        result
    }

    /// Cancels the task, as an operation at that place.
    pub(super) fn abort_at(&self, place: &'static Location<'static>) {
        gate::step(Op { verb: "abort", object: self.joint.object(), place }, |_| ());
        self.joint.cancel();
    }
}

impl<T> Future for JoinHandle<T> {
    type Output = Result<T, JoinError>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        let op = Op { verb: "join", object: self.joint.object(), place: self.place };
        leaf::poll(op, context, |context| self.joint.poll_end(context).map(|()| self.take_result()))
    }
}

/// A result that nobody took is dropped with the handle.
impl<T> Drop for JoinHandle<T> {
    fn drop(&mut self) {
        if in_execution() {
            self.joint.touch();
            let unwanted = self.result.lock().unwrap_or_else(PoisonError::into_inner).take();
            drop(unwanted);
        }
    }
}

impl<T: fmt::Debug> fmt::Debug for JoinHandle<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("JoinHandle").field("id", &self.id()).finish()
    }
}

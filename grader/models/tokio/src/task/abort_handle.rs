//! [`tokio::task::AbortHandle`](https://docs.rs/tokio/latest/tokio/task/struct.AbortHandle.html).

use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

use interleave::{Op, gate};

use super::{Id, Joint};

/// The right to cancel a task.
#[derive(Clone)]
pub struct AbortHandle {
    joint: Arc<Joint>,
}

impl UnwindSafe for AbortHandle {}
impl RefUnwindSafe for AbortHandle {}

impl AbortHandle {
    pub(crate) fn new(joint: Arc<Joint>) -> Self {
        Self { joint }
    }

    /// Cancels the task: its future is dropped at the await where it is, unless it ends first.
    #[track_caller]
    pub fn abort(&self) {
        let op = Op { verb: "abort", object: self.joint.object(), place: Location::caller() };
        gate::step(op, |_| ());
        self.joint.cancel();
    }

    /// Whether the task has ended, in whatever way.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        let op = Op { verb: "is_finished", object: self.joint.object(), place: Location::caller() };
        gate::step(op, |_| ());
        self.joint.has_ended()
    }

    /// Which task it is.
    pub fn id(&self) -> Id {
        self.joint.id()
    }
}

impl fmt::Debug for AbortHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AbortHandle").field("id", &self.id()).finish()
    }
}

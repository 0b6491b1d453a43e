//! What the kernel keeps under a modelled object's number.

use std::panic::Location;

use crate::{Shown, TaskId};

/// What the kernel keeps for an object beside its two queues.
#[derive(Debug)]
pub(crate) struct ObjectInfo {
    /// The type's name: `Mutex`, `Condvar`, `thread` …
    pub(crate) kind: &'static str,
    /// Who holds it, each with the place where it was taken: for locks.
    pub(crate) holders: Vec<(TaskId, &'static Location<'static>)>,
    /// The value that was last told, if any was.
    pub(crate) value: Option<Shown>,
}

//! [`crossbeam::sync::WaitGroup`](https://docs.rs/crossbeam/0.8/crossbeam/sync/struct.WaitGroup.html).

use std::fmt;
use std::mem::ManuallyDrop;
use std::panic::Location;
use std::sync::Arc;

use interleave::Kind;

use super::count::Count;

static KIND: Kind = Kind::closed("WaitGroup");

/// A member of a group. Threads wait until every member is gone.
pub struct WaitGroup {
    count: Arc<Count>,
    place: &'static Location<'static>,
}

impl WaitGroup {
    /// The only member of a new group.
    #[track_caller]
    pub fn new() -> Self {
        Self { count: Arc::new(Count::one(&KIND)), place: Location::caller() }
    }

    /// Drops this member, and waits until the others are dropped.
    #[track_caller]
    pub fn wait(self) {
        // What is waited for includes this one, so that it is not dropped once more.
        let this = ManuallyDrop::new(self);
        // SAFETY: read once, from a value that is never used or dropped again.
        let count = unsafe { std::ptr::read(&raw const this.count) };
        count.wait("wait", Location::caller());
    }
}

impl Default for WaitGroup {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl Clone for WaitGroup {
    #[track_caller]
    fn clone(&self) -> Self {
        self.count.add();
        Self { count: Arc::clone(&self.count), place: Location::caller() }
    }
}

impl Drop for WaitGroup {
    fn drop(&mut self) {
        self.count.remove(self.place);
    }
}

#[expect(clippy::missing_fields_in_debug, reason = "as crossbeam's shows it")]
impl fmt::Debug for WaitGroup {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WaitGroup").field("count", &self.count.get()).finish()
    }
}

//! What a thread leaves behind for whoever joins it.

use std::any::Any;
use std::cell::Cell;
use std::panic::Location;
use std::sync::Arc;

use interleave::{TaskId, thread};

/// The place for a thread's result.
pub(super) struct Packet<T>(Arc<Place<T>>);

struct Place<T>(Cell<Option<T>>);

// SAFETY: the result goes from one thread to another, so it must be `Send`; the cell is touched by
// one OS thread alone (see the crate's page).
unsafe impl<T: Send> Send for Place<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for Place<T> {}

impl<T> Packet<T> {
    /// Starts a thread, and gives the place where its result will be.
    ///
    /// # Safety
    /// What `body` and its result borrow outlives the thread.
    pub(super) unsafe fn spawn(
        name: Option<String>,
        place: &'static Location<'static>,
        body: impl FnOnce() -> T,
    ) -> (TaskId, Self) {
        let here = Arc::new(Place(Cell::new(None)));
        let there = Arc::clone(&here);
        let body: Box<dyn FnOnce()> = Box::new(move || there.0.set(Some(body())));
        // SAFETY: only the lifetime changes, and the caller vouches for that.
        let body = unsafe { std::mem::transmute::<Box<dyn FnOnce()>, Box<dyn FnOnce()>>(body) };
        (thread::spawn(name, place, body), Self(here))
    }

    /// Waits for the thread to end.
    pub(super) fn join(
        self,
        task: TaskId,
        place: &'static Location<'static>,
    ) -> Result<T, Box<dyn Any + Send>> {
        thread::join(task, place)?;
        Ok(self.0.0.take().expect("a thread that did not panic leaves a result"))
    }
}

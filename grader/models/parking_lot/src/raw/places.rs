//! Where the learner called, also where `lock_api` cannot tell.
//!
//! `#[track_caller]` reaches a raw lock through most of `lock_api`, but not through the drop of a
//! guard, the re-lock at the end of `unlocked`, nor anything of a `ReentrantMutex`.

use std::cell::{Cell, RefCell};
use std::panic::Location;

use interleave::{Object, TaskId, gate};

/// A line of source.
pub(crate) type Place = &'static Location<'static>;

/// What a raw lock knows of the lines it is used in.
pub(crate) struct Places {
    /// Where the operation that comes next was called, and by whom.
    next: Cell<Option<(TaskId, Place)>>,
    /// Where each task gave the lock back by hand: where it takes it again, if `unlocked` did.
    given: RefCell<Vec<(TaskId, Place)>>,
    /// The line in which the latest guard was dropped: looked at more closely once only.
    dropped: Cell<Option<Place>>,
}

impl Places {
    pub(crate) const fn new() -> Self {
        Self { next: Cell::new(None), given: RefCell::new(Vec::new()), dropped: Cell::new(None) }
    }

    /// Announces where the next operation was called.
    pub(crate) fn announce(&self, place: Place) {
        self.next.set(Some((running(), place)));
    }

    /// Where a lock is taken.
    pub(crate) fn taking(&self, caller: Place) -> Place {
        let me = running();
        if let Some((_, place)) = self.next.take().filter(|(task, _)| *task == me) {
            return place;
        }
        if origin(caller) == Origin::Learner {
            return caller;
        }
        let given = self.given.borrow();
        given.iter().find(|(task, _)| *task == me).map_or(caller, |(_, place)| place)
    }

    /// Where something is done with a lock that is held: by the learner, or where it was taken.
    pub(crate) fn giving(&self, object: Object, caller: Place) -> Place {
        self.next.take();
        if self.dropped.get().is_some_and(|dropped| std::ptr::eq(dropped, caller)) {
            return taken(object, caller);
        }
        let origin = origin(caller);
        if origin == Origin::Guard {
            self.dropped.set(Some(caller));
        }
        let place = if origin == Origin::Learner { caller } else { taken(object, caller) };
        if origin != Origin::Guard {
            let me = running();
            let mut given = self.given.borrow_mut();
            given.retain(|(task, _)| *task != me);
            given.push((me, place));
        }
        place
    }
}

fn running() -> TaskId {
    gate::quietly(|kernel| kernel.current())
}

/// Where the running task took the lock; if it did not, whoever holds it.
fn taken(object: Object, otherwise: Place) -> Place {
    gate::quietly(|kernel| {
        let holders = kernel.holders(object);
        let mine = holders.iter().rev().find(|(holder, _)| *holder == kernel.current());
        mine.or(holders.first()).map_or(otherwise, |(_, place)| *place)
    })
}

#[derive(PartialEq, Eq)]
enum Origin {
    Learner,
    /// The drop of a guard, mostly.
    Guard,
    /// Anything of a `ReentrantMutex`.
    Reentrant,
}

fn origin(place: Place) -> Origin {
    let mut path = place.file().rsplit(['/', '\\']);
    let file = path.next();
    match path.nth(1) {
        Some(package) if package.starts_with("lock_api") => {
            if file == Some("remutex.rs") {
                Origin::Reentrant
            } else {
                Origin::Guard
            }
        }
        _ => Origin::Learner,
    }
}

//! What `Mutex` and `RwLock` have in common: data that a panic can poison.

use std::sync::{LockResult, PoisonError};

use interleave::{Object, Shown, gate};

/// Data, and whether a thread panicked while it could change it.
pub(super) struct Poisonable<T: ?Sized> {
    pub(super) poisoned: bool,
    pub(super) data: T,
}

impl<T> Poisonable<T> {
    pub(super) const fn new(data: T) -> Self {
        Self { poisoned: false, data }
    }

    pub(super) fn into_inner(self) -> LockResult<T> {
        unless(self.poisoned, self.data)
    }
}

impl<T: ?Sized> Poisonable<T> {
    pub(super) fn get_mut(&mut self) -> LockResult<&mut T> {
        unless(self.poisoned, &mut self.data)
    }
}

/// Access, or an error with access inside.
#[inline]
pub(super) fn unless<G>(poisoned: bool, guard: G) -> LockResult<G> {
    if poisoned { Err(PoisonError::new(guard)) } else { Ok(guard) }
}

/// Tells whoever looks closely whether a lock is poisoned from now on. For whoever has just taken
/// the step that made it so.
pub(super) fn tell(object: Object, poisoned: bool) {
    gate::closely(|kernel| kernel.tell(object, "poisoned", Shown::Bool(poisoned)));
}

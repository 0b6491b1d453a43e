//! How a raw lock gets its number in the engine.
//!
//! A raw lock knows neither the data it guards nor, in a `ReentrantMutex`, the owner beside it. Yet
//! a static must get all of that back when a new execution first touches it. So the generic locks of
//! [`crate::lock_api`], which know the whole, introduce their raw lock before every operation.

use interleave::{Kind, Object, Slot, gate};

use super::places::Place;

/// A raw lock that a generic lock introduces to the engine.
pub trait Identified {
    /// The type's name, as a learner knows it.
    fn kind() -> &'static Kind;

    /// Says that the next operation is called at `place`, on an object of this kind whose bytes,
    /// this raw lock among them, are the `len` at `whole`.
    ///
    /// # Safety
    /// As for [`Slot::object_with`], of these bytes; all of them are inside an `UnsafeCell`.
    unsafe fn introduce(&self, kind: &'static Kind, whole: *mut u8, len: usize, place: Place);
}

/// The number that an object has in each execution.
pub(crate) struct Identity(Slot);

impl Identity {
    pub(crate) const fn new() -> Self {
        Self(Slot::new())
    }

    /// The number of an object that was introduced, or has no bytes to get back.
    pub(crate) fn object(&self, kind: &'static Kind) -> Object {
        // SAFETY: no bytes are read or written.
        unsafe { self.introduce(kind, std::ptr::null_mut(), 0) }
    }

    /// # Safety
    /// As for [`Slot::object_with`], of the `len` bytes at `whole`.
    pub(crate) unsafe fn introduce(
        &self,
        kind: &'static Kind,
        whole: *mut u8,
        len: usize,
    ) -> Object {
        gate::quietly(|kernel| {
            // SAFETY: the caller's promises.
            unsafe {
                self.0.object_with(kernel, kind.name, whole, len, |kernel, object| {
                    kind.begin(kernel, object);
                })
            }
        })
    }
}

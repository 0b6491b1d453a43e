//! The object at which a task waits alone: for one of several channels (the main queue), or for the
//! partner whom it has met to do his part (the other one).
//!
//! Called by `selection` and `meeting`.

use std::cell::RefCell;

use interleave::{Kernel, Object, Slot};

thread_local! {
    /// By the tasks' numbers. Slots know by themselves when a new execution has begun.
    static SLOTS: RefCell<Vec<Slot>> = const { RefCell::new(Vec::new()) };
}

/// The running task's own object. A task waits in one place at a time, so one is enough.
pub(super) fn object(kernel: &mut Kernel) -> Object {
    let index = kernel.current().index();
    SLOTS.with_borrow_mut(|slots| {
        if slots.len() <= index {
            slots.resize_with(index + 1, Slot::new);
        }
        // SAFETY: no state to put back.
        unsafe { slots[index].object_with(kernel, "Select", std::ptr::null_mut(), 0, |_, _| ()) }
    })
}

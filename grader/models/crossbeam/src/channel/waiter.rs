//! A selection that waits at several channels, as one of them sees it.
//!
//! Every channel keeps the selections that wait at it, and tells them when something has changed.
//! Implemented by `selection`.

use std::cell::RefCell;
use std::rc::Rc;

use interleave::{Kernel, Object};

use super::meeting::Meeting;

/// A selection that waits.
pub(super) trait Waiter {
    /// Whose it is: every task has one such object, and waits in one selection at a time.
    fn object(&self) -> Object;

    /// Looks again whether one of its cases is ready: it can go on exactly then.
    fn refresh(&self, kernel: &mut Kernel);

    /// Whether a partner may still decide for it: it has none, and no case of its own is ready.
    fn is_free(&self, kernel: &mut Kernel) -> bool;

    /// A partner has come, in that case.
    fn meet(&self, kernel: &mut Kernel, case: usize, meeting: &Rc<Meeting>);
}

/// The selections that wait at a channel.
#[derive(Default)]
pub(super) struct Waiters(RefCell<Vec<Rc<dyn Waiter>>>);

impl Waiters {
    pub(super) fn add(&self, waiter: &Rc<dyn Waiter>) {
        self.0.borrow_mut().push(Rc::clone(waiter));
    }

    pub(super) fn remove(&self, waiter: Object) {
        self.0.borrow_mut().retain(|there| there.object() != waiter);
    }

    /// Tells all of them that something has changed.
    pub(super) fn refresh(&self, kernel: &mut Kernel) {
        for waiter in self.0.borrow().iter() {
            waiter.refresh(kernel);
        }
    }
}

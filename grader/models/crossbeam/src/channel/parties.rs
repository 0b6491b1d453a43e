//! Those who wait at one end of a channel without a buffer until somebody comes to the other.
//!
//! Called by `rendezvous`.

use std::cell::RefCell;
use std::rc::Rc;

use interleave::{Kernel, Object, Queue};

use super::meeting::Meeting;
use super::waiter::Waiter;
use crate::choice;

/// Who waits at one end, in order of arrival.
#[derive(Default)]
pub(super) struct Parties(RefCell<Vec<Party>>);

struct Party {
    meeting: Rc<Meeting>,
    who: Who,
}

enum Who {
    /// In `send` or `recv`, in the channel's own queue.
    Alone { deadline: Option<u64> },
    /// In a selection, of which this is that case.
    Choosing { waiter: Rc<dyn Waiter>, case: usize },
}

impl Party {
    /// Whether it still waits for somebody, other than the selection of that object.
    fn is_free(&self, kernel: &mut Kernel, me: Option<Object>) -> bool {
        match &self.who {
            Who::Alone { .. } => true,
            Who::Choosing { waiter, .. } => Some(waiter.object()) != me && waiter.is_free(kernel),
        }
    }

    /// Whether it is in the channel's queue. All timers up to now have fired: who begins to wait
    /// has a deadline that is yet to come.
    fn is_queued(&self, now: u64) -> bool {
        match self.who {
            Who::Alone { deadline } => deadline.is_none_or(|deadline| deadline > now),
            Who::Choosing { .. } => false,
        }
    }
}

impl Parties {
    /// Somebody in `send` or `recv`, who goes on to wait in the channel's queue in this very step.
    pub(super) fn add_alone(&self, meeting: &Rc<Meeting>, deadline: Option<u64>) {
        let who = Who::Alone { deadline };
        self.0.borrow_mut().push(Party { meeting: Rc::clone(meeting), who });
    }

    /// A selection.
    pub(super) fn add_choosing(&self, meeting: Meeting, waiter: &Rc<dyn Waiter>, case: usize) {
        let who = Who::Choosing { waiter: Rc::clone(waiter), case };
        self.0.borrow_mut().push(Party { meeting: Rc::new(meeting), who });
    }

    /// Somebody gives up.
    pub(super) fn remove(&self, meeting: &Rc<Meeting>) {
        self.0.borrow_mut().retain(|party| !Rc::ptr_eq(&party.meeting, meeting));
    }

    /// A selection does not wait any more.
    pub(super) fn remove_choosing(&self, me: Object) {
        self.0.borrow_mut().retain(
            |party| !matches!(&party.who, Who::Choosing { waiter, .. } if waiter.object() == me),
        );
    }

    /// Whether there is somebody to meet, for a selection of that object.
    pub(super) fn has_free(&self, kernel: &mut Kernel, me: Object) -> bool {
        self.0.borrow().iter().any(|party| party.is_free(kernel, Some(me)))
    }

    /// Meets one of them, whichever the strategy likes, and lets him go on. Nobody meets himself.
    pub(super) fn meet(
        &self,
        kernel: &mut Kernel,
        queue: Queue,
        me: Option<Object>,
    ) -> Option<Rc<Meeting>> {
        let free: Vec<usize> = {
            let parties = self.0.borrow();
            let free = |at: &usize| parties[*at].is_free(kernel, me);
            (0..parties.len()).filter(free).collect()
        };
        if free.is_empty() {
            return None;
        }
        let at = free[choice::any(kernel, free.len())];
        let before = self.queued_before(at, kernel.now());
        let party = self.0.borrow_mut().remove(at);
        party.meeting.meet();
        match &party.who {
            Who::Alone { .. } if party.is_queued(kernel.now()) => kernel.wake(queue, before),
            // His time is over, but he has not run since: he meets somebody all the same.
            Who::Alone { .. } => (),
            Who::Choosing { waiter, case } => waiter.meet(kernel, *case, &party.meeting),
        }
        Some(party.meeting)
    }

    fn queued_before(&self, at: usize, now: u64) -> usize {
        self.0.borrow()[..at].iter().filter(|party| party.is_queued(now)).count()
    }
}

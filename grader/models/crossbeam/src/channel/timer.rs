//! What `after`, `at` and `tick` make: a channel that time fills.
//!
//! Its queues are never open: a receiver sleeps until the message is due, and whoever runs first
//! then takes it.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;
use std::time::Duration;

use interleave::gate::{self, Waiting};
use interleave::{Kernel, Object, Op, Slot, deadline};
use model_std::time::{Instant, deadline_at};

use super::case::{Case, Token};
use super::ends::{End, Failed};
use super::waiter::Waiter;

/// A channel that holds one message, from a certain moment on.
pub(super) struct Timer {
    slot: Slot,
    /// The next message, and when it is due as the engine counts time.
    next: Cell<Option<(Instant, u64)>>,
    /// So long after a message was taken the next one is due.
    period: Option<Duration>,
}

// SAFETY: the cell is touched by one OS thread alone (see `model-std`'s page).
unsafe impl Send for Timer {}
// SAFETY: as above.
unsafe impl Sync for Timer {}

impl Timer {
    pub(super) fn new(first: Instant, period: Option<Duration>) -> Self {
        let next = Cell::new(Some((first, deadline_at(first))));
        Self { slot: Slot::new(), next, period }
    }

    /// Waits for the message, until `deadline` if there is one.
    pub(super) fn recv(&self, op: Op, deadline: Option<u64>) -> Result<Instant, Failed> {
        let late = |kernel: &Kernel| deadline.is_some_and(|deadline| deadline <= kernel.now());
        loop {
            let attempt = |kernel: &mut Kernel| match self.take(kernel) {
                Some(message) => Some(Ok(message)),
                None => late(kernel).then_some(Err(Failed::Late)),
            };
            let begin = |kernel: &mut Kernel| {
                let result = attempt(kernel);
                if let Some(Err(failed)) = &result {
                    kernel.refused(failed.word(op, End::Receiver));
                }
                result.map(Some)
            };
            let queue = End::Receiver.queue(op.object);
            let deadline = self.moment().into_iter().chain(deadline).min();
            let waiting = Waiting { op, queue, deadline, spurious: false, then: None };
            // Somebody else may have been faster.
            if let Some(result) = gate::wait(waiting, begin, |kernel, _| attempt(kernel)) {
                return result;
            }
        }
    }

    /// Whether the message is there. Asked with `op`'s step.
    pub(super) fn is_full(&self, op: Op) -> bool {
        gate::step(op, |kernel| self.is_due(kernel))
    }

    fn touch(&self, kernel: &mut Kernel) {
        let object = self.object(kernel);
        kernel.touch(object);
    }

    fn object(&self, kernel: &mut Kernel) -> Object {
        // SAFETY: no state to put back: a timer is made at run time, so it cannot be in a static but
        // behind something that makes it anew.
        unsafe { self.slot.object::<()>(kernel, "channel", std::ptr::null_mut()) }
    }

    pub(super) fn op(
        &self,
        verb: &'static str,
        place: &'static std::panic::Location<'static>,
    ) -> Op {
        let object = gate::quietly(|kernel| self.object(kernel));
        Op { verb, object, place }
    }

    fn moment(&self) -> Option<u64> {
        self.next.get().map(|(_, at)| at)
    }

    fn is_due(&self, kernel: &Kernel) -> bool {
        self.moment().is_some_and(|at| at <= kernel.now())
    }

    fn take(&self, kernel: &Kernel) -> Option<Instant> {
        let (message, at) = self.next.get()?;
        let late = kernel.now().checked_sub(at)?;
        let next = self.period.and_then(|period| {
            let message = message.checked_add(Duration::from_nanos(late))?.checked_add(period)?;
            Some((message, kernel.now().saturating_add(deadline::nanoseconds(period))))
        });
        self.next.set(next);
        Some(message)
    }
}

/// Receiving from a timer, as a case of a selection.
pub(super) struct TimerCase(pub(super) Arc<Timer>);

impl Case for TimerCase {
    fn is_ready(&self, kernel: &mut Kernel, _: Object) -> bool {
        self.0.touch(kernel);
        self.0.is_due(kernel)
    }

    fn perform(&self, kernel: &mut Kernel, _: Object) -> Token {
        self.0.touch(kernel);
        self.0.take(kernel).map_or(Token::Disconnected, Token::Moment)
    }

    fn moment(&self) -> Option<u64> {
        self.0.moment()
    }

    fn begin(&self, _: &mut Kernel, _: &Rc<dyn Waiter>, _: usize, _: bool) {}

    fn end(&self, _: &mut Kernel, _: Object) {}
}

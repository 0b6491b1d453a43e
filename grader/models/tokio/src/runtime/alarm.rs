//! A timer: it goes off while whoever set it waits.
//!
//! Set by `time`.

use std::panic::Location;
use std::sync::Arc;
use std::task::Waker;

use interleave::{Kind, Modelled, Op, Queue, Side, Wake, gate, in_execution, thread};

use super::alarms::Key;
use super::context;
use super::poller::Poller;

/// A timer that was set. Dropped, it never goes off.
pub(crate) struct Alarm(Set);

enum Set {
    /// With the poller that set it for itself.
    Poller(Arc<Poller>, Key),
    /// With a virtual thread of its own: it wakes somebody else, or no runtime drives who set it.
    Helper(Modelled<()>),
}

// SAFETY: touched by the one OS thread that runs all virtual threads of an execution; one that is
// dropped elsewhere or later touches nothing.
unsafe impl Send for Alarm {}
// SAFETY: nothing can be done through a shared reference.
unsafe impl Sync for Alarm {}

static KIND: Kind = Kind::closed("timer");

impl Alarm {
    /// Wakes at `deadline` (virtual nanoseconds).
    #[track_caller]
    pub(crate) fn set(deadline: u64, waker: &Waker) -> Self {
        // A waker that is not the poller's own must be called even if the poller ends first.
        if let Some(poller) = context::poller().filter(|poller| poller.owns(waker)) {
            let key = poller.alarms.insert(deadline);
            return Self(Set::Poller(poller, key));
        }
        let cancelled = Modelled::new(());
        let object = cancelled.object(&KIND);
        let (queue, waker) = (Queue::of(object, Side::Main), waker.clone());
        let op = Op { verb: "sleep", object, place: Location::caller() };
        let body = move || {
            let woken = gate::pass_until(op, queue, deadline, |_, wake| wake);
            if woken == Wake::TimedOut {
                waker.wake();
            }
        };
        thread::spawn(Some("timer".to_owned()), op.place, Box::new(body));
        Self(Set::Helper(cancelled))
    }
}

impl Drop for Alarm {
    fn drop(&mut self) {
        match &self.0 {
            Set::Poller(poller, key) => {
                poller.alarms.remove(key);
            }
            Set::Helper(cancelled) if in_execution() => {
                let queue = Queue::of(cancelled.object(&KIND), Side::Main);
                gate::quietly(|kernel| kernel.open(queue));
            }
            Set::Helper(_) => {}
        }
    }
}

//! [`tokio::time::Sleep`](https://docs.rs/tokio/latest/tokio/time/struct.Sleep.html): a timer, and
//! what every other timer here is made of.

use std::fmt;
use std::marker::PhantomPinned;
use std::panic::Location;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use interleave::{Object, Op, thread};
use model_std::time::deadline_at;

use super::Instant;
use crate::leaf;
use crate::runtime::{self, Alarm};

/// Waits for so long. The time counts from this call, not from the first poll.
///
/// # Panics
/// Outside of a runtime, and in one that has no timers.
#[track_caller]
pub fn sleep(duration: Duration) -> Sleep {
    let deadline = Instant::now() + no_more_than_decades(duration);
    Sleep::new("sleep", deadline)
}

/// Waits until then.
///
/// # Panics
/// Outside of a runtime, and in one that has no timers.
#[track_caller]
pub fn sleep_until(deadline: Instant) -> Sleep {
    Sleep::new("sleep_until", deadline)
}

/// tokio waits for thirty years at most, so that no clock overflows.
pub(super) fn no_more_than_decades(duration: Duration) -> Duration {
    duration.min(Duration::from_secs(86_400 * 365 * 30))
}

/// Waits for a moment. Dropped, it is cancelled.
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Sleep {
    deadline: Instant,
    verb: &'static str,
    place: &'static Location<'static>,
    /// Polled or reset: only then may it count as elapsed.
    started: bool,
    alarm: Option<Armed>,
    /// As tokio's, it has to be pinned to be polled.
    _pinned: PhantomPinned,
}

/// An alarm that will go off.
struct Armed {
    _alarm: Alarm,
    waker: Waker,
    /// Who polled: the alarm rings with that task.
    task: Object,
}

impl Armed {
    #[track_caller]
    fn new(deadline: Instant, waker: Waker) -> Self {
        let at = deadline_at(deadline.into_std());
        Self { _alarm: Alarm::set(at, &waker), waker, task: thread::own_object() }
    }
}

impl Sleep {
    #[track_caller]
    pub(super) fn new(verb: &'static str, deadline: Instant) -> Self {
        runtime::require_time();
        let place = Location::caller();
        Self { deadline, verb, place, started: false, alarm: None, _pinned: PhantomPinned }
    }

    /// When it will be ready.
    pub fn deadline(&self) -> Instant {
        self.deadline
    }

    /// Whether the time has come. A sleep that was neither polled nor reset says no.
    pub fn is_elapsed(&self) -> bool {
        self.started && self.deadline <= Instant::now()
    }

    /// Sets it to another moment, be it that it has been ready before. If a task waits for it, that
    /// task is woken then.
    pub fn reset(self: Pin<&mut Self>, deadline: Instant) {
        let this = self.fields();
        this.deadline = deadline;
        this.started = true;
        if let Some(armed) = this.alarm.take() {
            if armed.task == thread::own_object() {
                this.alarm = Some(Armed::new(deadline, armed.waker));
            } else {
                // The alarm is another task's: that one sets it anew.
                armed.waker.wake();
            }
        }
    }

    /// Sets it to another moment, and nobody is woken until it is polled again.
    pub(super) fn put_off(self: Pin<&mut Self>, deadline: Instant) {
        let this = self.fields();
        this.deadline = deadline;
        this.started = false;
        this.alarm = None;
    }

    /// One poll, told as an operation of that name, there.
    pub(super) fn poll_as(
        self: Pin<&mut Self>,
        verb: &'static str,
        place: &'static Location<'static>,
        context: &mut Context<'_>,
    ) -> Poll<()> {
        let this = self.fields();
        let op = Op { verb, object: thread::own_object(), place };
        leaf::poll(op, context, |context| {
            this.started = true;
            this.alarm = None;
            if this.deadline <= Instant::now() {
                return Poll::Ready(());
            }
            this.alarm = Some(Armed::new(this.deadline, context.waker().clone()));
            Poll::Pending
        })
    }

    fn fields(self: Pin<&mut Self>) -> &mut Self {
        // SAFETY: no field is pinned by this being pinned, so whoever gets them may move them; this
        // as a whole is not moved by any of the callers, all of which are above.
        unsafe { self.get_unchecked_mut() }
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let (verb, place) = (self.verb, self.place);
        self.poll_as(verb, place, context)
    }
}

impl fmt::Debug for Sleep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sleep").field("deadline", &self.deadline).finish_non_exhaustive()
    }
}

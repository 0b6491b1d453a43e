//! The futures of a `Notify`.

use std::any::Any;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use interleave::{Op, gate};
use tokio::sync as real;

use super::notify_permit::{tell_kept_permit, tell_permit};
use super::waiting::visibly;
use crate::leaf::poll_freely;

/// Waits for a notification.
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct Notified<'a> {
    wait: Wait<'a>,
}

/// Waits for a notification, and keeps the `Notify` alive.
#[derive(Debug)]
#[must_use = "futures do nothing unless you `.await` or poll them"]
pub struct OwnedNotified {
    /// Refers to what `_notify` owns, so it stands before it and goes first.
    wait: Wait<'static>,
    _notify: Keeps,
}

struct Keeps(#[expect(dead_code, reason = "it is kept, not used")] Arc<dyn Any + Send + Sync>);

/// The wait of both.
struct Wait<'a> {
    op: Op,
    waits: bool,
    real: real::futures::Notified<'a>,
    /// Goes last.
    left: Left<'a>,
}

/// Tells what has become of the notification of one who went while he waited.
struct Left<'a> {
    op: Op,
    notify: &'a real::Notify,
    early: bool,
}

impl Drop for Left<'_> {
    fn drop(&mut self) {
        if self.early {
            tell_kept_permit(self.op.object, self.notify);
        }
    }
}

impl<'a> Notified<'a> {
    pub(super) fn new(op: Op, notify: &'a real::Notify) -> Self {
        Self { wait: Wait::new(op, notify) }
    }

    /// From now on `notify_one` reaches this future too. Tells whether it is ready; if so, the
    /// notification is used up.
    #[track_caller]
    pub fn enable(self: Pin<&mut Self>) -> bool {
        // SAFETY: `wait` is pinned as long as this is, and never moved out of it.
        unsafe { self.map_unchecked_mut(|this| &mut this.wait) }.enable()
    }
}

impl OwnedNotified {
    pub(super) fn new<N: Send + Sync + 'static>(
        op: Op,
        notify: Arc<N>,
        real: fn(&N) -> &real::Notify,
    ) -> Self {
        // SAFETY: what an `Arc` owns stays where it is as long as the `Arc` lives, and `_notify`
        // outlives `wait`; nobody has a unique reference to it as long as it is shared.
        let real = unsafe { &*std::ptr::from_ref(real(&notify)) };
        Self { wait: Wait::new(op, real), _notify: Keeps(notify) }
    }

    /// As [`Notified::enable`].
    #[track_caller]
    pub fn enable(self: Pin<&mut Self>) -> bool {
        // SAFETY: `wait` is pinned as long as this is, and never moved out of it.
        unsafe { self.map_unchecked_mut(|this| &mut this.wait) }.enable()
    }
}

impl Future for Notified<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // SAFETY: as in `enable`.
        unsafe { self.map_unchecked_mut(|this| &mut this.wait) }.poll(context)
    }
}

impl Future for OwnedNotified {
    type Output = ();

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        // SAFETY: as in `enable`.
        unsafe { self.map_unchecked_mut(|this| &mut this.wait) }.poll(context)
    }
}

impl<'a> Wait<'a> {
    fn new(op: Op, notify: &'a real::Notify) -> Self {
        let left = Left { op, notify, early: false };
        Self { op, waits: false, real: notify.notified(), left }
    }

    fn parts(self: Pin<&mut Self>) -> (Op, &mut bool, Pin<&mut real::futures::Notified<'a>>) {
        // SAFETY: `real` is pinned as long as this is, and never moved out of it; the other fields
        // are plain data.
        unsafe {
            let this = self.get_unchecked_mut();
            (this.op, &mut this.waits, Pin::new_unchecked(&mut this.real))
        }
    }

    #[track_caller]
    fn enable(self: Pin<&mut Self>) -> bool {
        let (op, notify) = (self.op, self.left.notify);
        let (_, waits, real) = self.parts();
        let place = std::panic::Location::caller();
        gate::step(Op { verb: "enable", place, ..op }, |_| ());
        let ready = real.enable();
        *waits = !ready;
        gate::closely(|kernel| kernel.found_value(&ready));
        if ready {
            tell_permit(op.object, notify);
        }
        ready
    }

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let notify = self.left.notify;
        let (op, waits, real) = self.parts();
        poll_freely(op, context, |context| {
            let polled = real.poll(context);
            *waits = polled.is_pending();
            if polled.is_ready() {
                tell_permit(op.object, notify);
            }
            polled
        })
    }
}

/// Whoever goes may leave a notification to the next one.
impl Drop for Wait<'_> {
    fn drop(&mut self) {
        if self.waits {
            visibly(Op { verb: "drop", ..self.op });
            self.left.early = true;
        }
    }
}

impl fmt::Debug for Wait<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.real.fmt(f)
    }
}

impl fmt::Debug for Keeps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Notify")
    }
}

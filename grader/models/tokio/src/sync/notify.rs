//! [`tokio::sync::Notify`](https://docs.rs/tokio/latest/tokio/sync/struct.Notify.html).

use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::Arc;

use interleave::{Kind, Modelled, Op, gate, in_execution};
use tokio::sync as real;

use super::notified::{Notified, OwnedNotified};
use super::notify_permit::tell_permit;

static KIND: Kind = Kind::closed("Notify");

/// Wakes tasks. At most one permit is kept for a task that comes later.
pub struct Notify {
    inner: Modelled<real::Notify>,
}

// SAFETY: the real one is `Sync`; the cell around it is touched by one OS thread alone (see the
// crate's page).
unsafe impl Sync for Notify {}
impl UnwindSafe for Notify {}
impl RefUnwindSafe for Notify {}

impl Notify {
    /// Without a permit.
    pub fn new() -> Self {
        Self::const_new()
    }

    /// As [`Notify::new`], for statics.
    pub const fn const_new() -> Self {
        Self { inner: Modelled::new(real::Notify::const_new()) }
    }

    /// Waits for a notification. [`notify_waiters`](Self::notify_waiters) reaches the future from
    /// its creation on; [`notify_one`](Self::notify_one) once it was polled or enabled, or else it
    /// leaves a permit.
    #[track_caller]
    pub fn notified(&self) -> Notified<'_> {
        let op = self.step("notified", Location::caller());
        Notified::new(op, self.real())
    }

    /// As [`Notify::notified`]; the future keeps the `Notify` alive.
    #[track_caller]
    pub fn notified_owned(self: Arc<Self>) -> OwnedNotified {
        let op = self.step("notified_owned", Location::caller());
        OwnedNotified::new(op, self, Self::real)
    }

    /// Wakes the task that has waited longest; if there is none, leaves a permit for the next one.
    #[track_caller]
    pub fn notify_one(&self) {
        let op = self.step("notify_one", Location::caller());
        self.real().notify_one();
        tell_permit(op.object, self.real());
    }

    /// Wakes the task that came last; if there is none, leaves a permit for the next one.
    #[track_caller]
    pub fn notify_last(&self) {
        let op = self.step("notify_last", Location::caller());
        self.real().notify_last();
        tell_permit(op.object, self.real());
    }

    /// Wakes all tasks that wait, and leaves nothing for later.
    #[track_caller]
    pub fn notify_waiters(&self) {
        self.step("notify_waiters", Location::caller());
        self.real().notify_waiters();
    }

    fn step(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        let op = Op { verb, object: self.inner.object(&KIND), place };
        gate::step(op, |_| ());
        op
    }

    fn real(&self) -> &real::Notify {
        // SAFETY: it is only ever shared.
        unsafe { &*self.inner.get() }
    }
}

impl Default for Notify {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Notify {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if in_execution() {
            // A static may have to start afresh.
            self.inner.object(&KIND);
        }
        self.real().fmt(f)
    }
}

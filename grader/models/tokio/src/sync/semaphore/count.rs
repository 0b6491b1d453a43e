//! The semaphore itself, without its permits.

use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use interleave::{Kind, Modelled, Object, Op, Shown, gate, in_execution};
use tokio::sync as real;

use crate::sync::held::HasPermits;

static KIND: Kind = Kind::closed("Semaphore");

/// A number of permits. Whoever asked first gets some first, however few others ask for.
pub struct Semaphore {
    inner: Modelled<real::Semaphore>,
}

// SAFETY: the real semaphore is `Sync`; the cell around it is touched by one OS thread alone (see
// the crate's page).
unsafe impl Sync for Semaphore {}
impl UnwindSafe for Semaphore {}
impl RefUnwindSafe for Semaphore {}

impl Semaphore {
    /// As many permits as there can be.
    pub const MAX_PERMITS: usize = real::Semaphore::MAX_PERMITS;

    /// With so many permits at first.
    ///
    /// # Panics
    /// If that is more than [`Semaphore::MAX_PERMITS`].
    #[track_caller]
    pub fn new(permits: usize) -> Self {
        Self { inner: Modelled::new(real::Semaphore::new(permits)) }
    }

    /// As [`Semaphore::new`], for statics.
    pub const fn const_new(permits: usize) -> Self {
        Self { inner: Modelled::new(real::Semaphore::const_new(permits)) }
    }

    /// How many permits anybody could have now.
    #[track_caller]
    pub fn available_permits(&self) -> usize {
        let (_, real) = self.step("available_permits", Location::caller());
        let permits = real.available_permits();
        gate::closely(|kernel| kernel.found_value(&permits));
        permits
    }

    /// Adds permits.
    ///
    /// # Panics
    /// If there would be more than [`Semaphore::MAX_PERMITS`].
    #[track_caller]
    pub fn add_permits(&self, n: usize) {
        let (object, real) = self.step("add_permits", Location::caller());
        real.add_permits(n);
        self.tell_permits(object, false);
    }

    /// Takes up to `n` permits away for ever; tells how many.
    #[track_caller]
    pub fn forget_permits(&self, n: usize) -> usize {
        let (object, real) = self.step("forget_permits", Location::caller());
        let forgotten = real.forget_permits(n);
        gate::closely(|kernel| kernel.found_value(&forgotten));
        self.tell_permits(object, false);
        forgotten
    }

    /// From now on nobody gets a permit, not even who waits already.
    #[track_caller]
    pub fn close(&self) {
        let (object, real) = self.step("close", Location::caller());
        real.close();
        gate::closely(|kernel| kernel.tell(object, "closed", Shown::Bool(true)));
    }

    /// Whether it is closed.
    #[track_caller]
    pub fn is_closed(&self) -> bool {
        let closed = self.step("is_closed", Location::caller()).1.is_closed();
        gate::closely(|kernel| kernel.found_value(&closed));
        closed
    }

    pub(super) fn op(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        Op { verb, object: self.inner.object(&KIND), place }
    }

    /// Its number and the real one, after a scheduling point.
    fn step(
        &self,
        verb: &'static str,
        place: &'static Location<'static>,
    ) -> (Object, &real::Semaphore) {
        let op = self.op(verb, place);
        gate::step(op, |_| ());
        (op.object, self.permits())
    }
}

impl HasPermits for Semaphore {
    fn permits(&self) -> &real::Semaphore {
        // SAFETY: the semaphore is only ever shared.
        unsafe { &*self.inner.get() }
    }

    const SHOWN: bool = true;
}

impl fmt::Debug for Semaphore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if in_execution() {
            // A static may have to start afresh.
            self.inner.object(&KIND);
        }
        self.permits().fmt(f)
    }
}

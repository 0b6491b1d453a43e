//! [`crossbeam::atomic::AtomicCell`](https://docs.rs/crossbeam/0.8/crossbeam/atomic/struct.AtomicCell.html).

use std::fmt;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use interleave::{Kind, Modelled, Op, gate, in_execution};

static KIND: Kind = Kind::closed("AtomicCell");

/// A value that threads share, and that is read and written whole.
pub struct AtomicCell<T> {
    inner: Modelled<T>,
}

// SAFETY: as crossbeam's: values go in and out, from one thread to another; nobody is given a
// reference. The cell is touched by one OS thread alone (see `model-std`'s page).
unsafe impl<T: Send> Send for AtomicCell<T> {}
// SAFETY: as above.
unsafe impl<T: Send> Sync for AtomicCell<T> {}
impl<T> UnwindSafe for AtomicCell<T> {}
impl<T> RefUnwindSafe for AtomicCell<T> {}

impl<T> AtomicCell<T> {
    /// A cell with that value.
    pub const fn new(val: T) -> Self {
        Self { inner: Modelled::new(val) }
    }

    /// Takes the value out.
    pub fn into_inner(self) -> T {
        self.inner.into_inner()
    }

    /// Whether the real cell needs no lock for such values.
    pub const fn is_lock_free() -> bool {
        crossbeam::atomic::AtomicCell::<T>::is_lock_free()
    }

    /// Writes.
    #[track_caller]
    pub fn store(&self, val: T) {
        drop(self.replace("store", Location::caller(), |_| val));
    }

    /// Writes and returns what was there.
    #[track_caller]
    pub fn swap(&self, val: T) -> T {
        self.replace("swap", Location::caller(), |_| val)
    }

    /// Where the value is.
    #[inline]
    pub const fn as_ptr(&self) -> *mut T {
        self.inner.get()
    }

    fn replace(
        &self,
        verb: &'static str,
        place: &'static Location<'static>,
        new: impl FnOnce(&T) -> T,
    ) -> T {
        let object = self.inner.object(&KIND);
        gate::step(Op { verb, object, place }, |kernel| {
            let value = self.inner.get();
            // SAFETY: valid for reads and writes; nobody holds a reference to it (`into_inner` has
            // the whole cell), and one effect runs at a time.
            let before = unsafe { value.replace(new(&*value)) };
            // An exchange tells later what has become of it.
            let exchanges = matches!(verb, "compare_exchange" | "compare_and_swap");
            if !exchanges && verb != "store" {
                kernel.found_value(&before);
            }
            if !exchanges && verb != "load" {
                // SAFETY: as above.
                kernel.tell_value(object, unsafe { &*value });
            }
            before
        })
    }
}

impl<T: Default> AtomicCell<T> {
    /// Takes the value and leaves the default.
    #[track_caller]
    pub fn take(&self) -> T {
        // Made first: the learner's own `default` may use modelled objects.
        let default = T::default();
        self.replace("take", Location::caller(), |_| default)
    }
}

impl<T: Copy> AtomicCell<T> {
    /// Reads.
    #[track_caller]
    pub fn load(&self) -> T {
        self.change("load", Location::caller(), |value| value)
    }

    /// Replaces the value by `change` of it, in one step; returns the former one.
    pub(super) fn change(
        &self,
        verb: &'static str,
        place: &'static Location<'static>,
        change: impl FnOnce(T) -> T,
    ) -> T {
        self.replace(verb, place, |value| change(*value))
    }
}

impl<T: Copy + Eq> AtomicCell<T> {
    /// Writes `new` if `current` is there; returns what was there.
    #[deprecated(note = "Use `compare_exchange` instead")]
    #[track_caller]
    pub fn compare_and_swap(&self, current: T, new: T) -> T {
        let (Ok(before) | Err(before)) = self.exchange("compare_and_swap", current, new);
        before
    }

    /// Writes `new` if `current` is there; returns what was there.
    ///
    /// # Errors
    /// What was there instead.
    #[track_caller]
    pub fn compare_exchange(&self, current: T, new: T) -> Result<T, T> {
        self.exchange("compare_exchange", current, new)
    }

    /// Writes `f` of what was there, trying again as often as others come between; `None` gives up.
    ///
    /// # Errors
    /// What was there when `f` gave up.
    #[track_caller]
    pub fn fetch_update<F>(&self, mut f: F) -> Result<T, T>
    where
        F: FnMut(T) -> Option<T>,
    {
        let mut before = self.load();
        while let Some(new) = f(before) {
            match self.compare_exchange(before, new) {
                Err(now) => before = now,
                done => return done,
            }
        }
        Err(before)
    }

    #[track_caller]
    fn exchange(&self, verb: &'static str, current: T, new: T) -> Result<T, T> {
        let before = self.change(verb, Location::caller(), |value| value);
        // Not in the step itself, since the learner's own `eq` may use modelled objects; what does
        // not do that runs on without another thread in between.
        if before == current {
            // SAFETY: as in `replace`; between two steps a thread is alone.
            unsafe { *self.inner.get() = new };
            let object = self.inner.object(&KIND);
            gate::closely(|kernel| {
                kernel.found_value(&before);
                kernel.tell_value(object, &new);
            });
            Ok(before)
        } else {
            gate::closely(|kernel| {
                kernel.refused("fails");
                kernel.found_value(&before);
            });
            Err(before)
        }
    }
}

impl<T: Default> Default for AtomicCell<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T> From<T> for AtomicCell<T> {
    fn from(val: T) -> Self {
        Self::new(val)
    }
}

impl<T: Copy + fmt::Debug> fmt::Debug for AtomicCell<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = in_execution().then(|| {
            self.inner.object(&KIND);
            // SAFETY: a copy, on the one OS thread.
            unsafe { *self.inner.get() }
        });
        let mut f = f.debug_struct("AtomicCell");
        match value {
            Some(value) => f.field("value", &value),
            None => f.field("value", &format_args!("<not in an execution>")),
        };
        f.finish()
    }
}

//! The mutex itself, without its guards.

use std::fmt;
use std::panic::Location;

use interleave::{Kind, Modelled, Object, Op, gate, in_execution};
use tokio::sync::Semaphore;

use crate::sync::held::HasPermits;

static KIND: Kind = Kind::closed("Mutex");

/// Mutual exclusion for data, held across awaits if need be. Whoever asked first gets it first.
pub struct Mutex<T: ?Sized> {
    inner: Modelled<State<T>>,
}

struct State<T: ?Sized> {
    /// One permit; never closed.
    turn: Semaphore,
    data: T,
}

// SAFETY: as tokio's: a mutex hands its data to one task at a time, so it can be shared when the
// data can be sent. The cell inside is touched by one OS thread alone (see the crate's page).
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}

impl<T: ?Sized> Mutex<T> {
    /// A free mutex around `data`.
    pub fn new(data: T) -> Self
    where
        T: Sized,
    {
        Self::const_new(data)
    }

    /// As [`Mutex::new`], for statics.
    pub const fn const_new(data: T) -> Self
    where
        T: Sized,
    {
        Self { inner: Modelled::new(State { turn: Semaphore::const_new(1), data }) }
    }

    /// The data of a mutex that nobody else can see.
    pub fn get_mut(&mut self) -> &mut T {
        &mut self.inner.get_mut().data
    }

    /// Takes the mutex apart.
    pub fn into_inner(self) -> T
    where
        T: Sized,
    {
        self.inner.into_inner().data
    }

    pub(super) fn op(&self, verb: &'static str, place: &'static Location<'static>) -> Op {
        Op { verb, object: self.inner.object(&KIND), place }
    }

    pub(super) fn data(&self) -> *mut T {
        // SAFETY: the pointer is valid; no reference is made.
        unsafe { &raw mut (*self.inner.get()).data }
    }
}

impl<T: ?Sized> HasPermits for Mutex<T> {
    fn permits(&self) -> &Semaphore {
        // SAFETY: the semaphore is only ever shared, and apart from what guards refer to.
        unsafe { &(*self.inner.get()).turn }
    }

    fn tell_data(&self, object: Object) {
        // SAFETY: nobody else has the data, and whoever calls this has no reference to it.
        gate::closely(|kernel| kernel.tell_guarded(object, unsafe { &*self.data() }));
    }
}

impl<T> From<T> for Mutex<T> {
    fn from(data: T) -> Self {
        Self::new(data)
    }
}

impl<T: Default> Default for Mutex<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Mutex<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if in_execution() {
            // A static may have to start afresh.
            self.inner.object(&KIND);
        }
        let turn = self.permits().try_acquire();
        // SAFETY: while `turn` lives, nobody else has the data.
        let data = turn.as_ref().ok().map(|_| unsafe { &*self.data() });
        let mut f = f.debug_struct("Mutex");
        match data {
            Some(data) => f.field("data", &data),
            None => f.field("data", &format_args!("<locked>")),
        };
        f.finish()
    }
}

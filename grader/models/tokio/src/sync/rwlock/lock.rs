//! The lock itself, without its guards.

use std::fmt;
use std::panic::Location;

use interleave::{Kind, Modelled, Op, in_execution};
use tokio::sync::Semaphore;

use crate::sync::held::HasPermits;

static KIND: Kind = Kind::closed("RwLock");

const MAX_READERS: u32 = u32::MAX >> 3;

/// Many readers or one writer. Whoever asked first gets it first: a reader does not overtake a
/// writer who waits.
pub struct RwLock<T: ?Sized> {
    inner: Modelled<State<T>>,
}

struct State<T: ?Sized> {
    max_readers: u32,
    /// A permit a reader, all of them for a writer; never closed.
    turns: Semaphore,
    data: T,
}

// SAFETY: as tokio's: readers share the data, a writer has it alone. The cell inside is touched by
// one OS thread alone (see the crate's page).
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}

impl<T: ?Sized> RwLock<T> {
    /// A free lock around `data`.
    pub fn new(data: T) -> Self
    where
        T: Sized,
    {
        Self::const_new(data)
    }

    /// A free lock that lets no more than `max_reads` readers in at a time.
    ///
    /// # Panics
    /// If that is none, or more than 2²⁹ - 1.
    #[track_caller]
    pub fn with_max_readers(data: T, max_reads: u32) -> Self
    where
        T: Sized,
    {
        assert_ne!(max_reads, 0, "a RwLock may not be created with 0 readers");
        assert!(
            max_reads <= MAX_READERS,
            "a RwLock may not be created with more than {MAX_READERS} readers"
        );
        Self::const_with_max_readers(data, max_reads)
    }

    /// As [`RwLock::new`], for statics.
    pub const fn const_new(data: T) -> Self
    where
        T: Sized,
    {
        Self::const_with_max_readers(data, MAX_READERS)
    }

    /// As [`RwLock::with_max_readers`], for statics.
    pub const fn const_with_max_readers(data: T, max_reads: u32) -> Self
    where
        T: Sized,
    {
        assert!(max_reads != 0, "a RwLock may not be created with 0 readers");
        assert!(max_reads <= MAX_READERS);
        let turns = Semaphore::const_new(max_reads as usize);
        Self { inner: Modelled::new(State { max_readers: max_reads, turns, data }) }
    }

    /// The data of a lock that nobody else can see.
    pub fn get_mut(&mut self) -> &mut T {
        &mut self.inner.get_mut().data
    }

    /// Takes the lock apart.
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

    /// How many permits a writer takes.
    pub(super) fn max_readers(&self) -> u32 {
        // SAFETY: never written, and apart from what guards refer to.
        unsafe { (*self.inner.get()).max_readers }
    }
}

impl<T: ?Sized> HasPermits for RwLock<T> {
    fn permits(&self) -> &Semaphore {
        // SAFETY: the semaphore is only ever shared, and apart from what guards refer to.
        unsafe { &(*self.inner.get()).turns }
    }
}

impl<T> From<T> for RwLock<T> {
    fn from(data: T) -> Self {
        Self::new(data)
    }
}

impl<T: Default> Default for RwLock<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: ?Sized + fmt::Debug> fmt::Debug for RwLock<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if in_execution() {
            // A static may have to start afresh.
            self.inner.object(&KIND);
        }
        let turn = self.permits().try_acquire();
        // SAFETY: while `turn` lives, nobody writes.
        let data = turn.as_ref().ok().map(|_| unsafe { &*self.data() });
        let mut f = f.debug_struct("RwLock");
        match data {
            Some(data) => f.field("data", &data),
            None => f.field("data", &format_args!("<locked>")),
        };
        f.finish()
    }
}

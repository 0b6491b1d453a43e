//! [`std::sync::LazyLock`](https://doc.rust-lang.org/std/sync/struct.LazyLock.html).

use std::cell::Cell;
use std::fmt;
use std::ops::{Deref, DerefMut};
use std::panic::{Location, RefUnwindSafe, UnwindSafe};

use interleave::{Kind, Modelled, Op, in_execution};

use super::once::{self, Phase};
use crate::look::look_for;

static KIND: Kind = Kind { name: "LazyLock", main_open: true, other_open: false };

/// A value that is made when first looked at. An initialiser that looks at its own value waits for
/// itself, which is found as a deadlock.
pub struct LazyLock<T, F = fn() -> T> {
    inner: Modelled<State<T, F>>,
}

struct State<T, F> {
    phase: Cell<Phase>,
    content: Content<T, F>,
}

/// Written by whoever has the turn, while nobody reads it.
enum Content<T, F> {
    Recipe(F),
    Value(T),
    /// The initialiser runs, or has panicked.
    Nothing,
}

// SAFETY: as std's: the value is shared; the initialiser may run on any thread, but only once. The
// cells inside are touched by one OS thread alone (see the crate's page).
unsafe impl<T: Send + Sync, F: Send> Sync for LazyLock<T, F> {}
impl<T: UnwindSafe, F: UnwindSafe> UnwindSafe for LazyLock<T, F> {}
impl<T: RefUnwindSafe + UnwindSafe, F: UnwindSafe> RefUnwindSafe for LazyLock<T, F> {}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    /// Will be made by this.
    pub const fn new(make: F) -> Self {
        let state = State { phase: Cell::new(Phase::New), content: Content::Recipe(make) };
        Self { inner: Modelled::new(state) }
    }

    /// The value; made now if nobody has looked at it.
    ///
    /// # Panics
    /// If the initialiser panicked, now or before.
    #[track_caller]
    pub fn force(this: &Self) -> &T {
        let op = Op { verb: "force", object: this.inner.object(&KIND), place: Location::caller() };
        let state = this.inner.get();
        // SAFETY: a shared reference to a cell of the one OS thread, apart from `content`.
        let phase = unsafe { &(*state).phase };
        if let Some(turn) = once::begin(op, phase) {
            let turn = turn.unless_poisoned("LazyLock instance has previously been poisoned");
            // SAFETY: the turn is this thread's, so nobody writes; nobody reads before `done`. The
            // borrow ends before the initialiser runs.
            let recipe = unsafe { std::mem::replace(&mut (*state).content, Content::Nothing) };
            let Content::Recipe(make) = recipe else {
                unreachable!("a recipe is there until it was used")
            };
            let value = make();
            // SAFETY: as above.
            unsafe { (*state).content = Content::Value(value) };
            turn.done();
        }
        this.value().expect("who is done has written")
    }
}

impl<T, F: FnOnce() -> T> LazyLock<T, F> {
    /// As [`LazyLock::force`], for a value that nobody else can see.
    ///
    /// # Panics
    /// If the initialiser panicked, now or before.
    #[track_caller]
    pub fn force_mut(this: &mut Self) -> &mut T {
        Self::force(this);
        Self::get_mut(this).expect("just made")
    }
}

impl<T, F> LazyLock<T, F> {
    /// The value, if it was made.
    #[track_caller]
    pub fn get(this: &Self) -> Option<&T> {
        let op = Op { verb: "get", object: this.inner.object(&KIND), place: Location::caller() };
        look_for(op, || this.value())
    }

    /// The value, if it was made, when nobody else can see it.
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        match &mut this.inner.get_mut().content {
            Content::Value(value) => Some(value),
            _ => None,
        }
    }

    fn value(&self) -> Option<&T> {
        let state = self.inner.get();
        // SAFETY: a copy out of a cell of the one OS thread.
        let done = unsafe { (*state).phase.get() == Phase::Done };
        // SAFETY: written once, before it was done, and from then on only read.
        match done.then(|| unsafe { &(*state).content }) {
            Some(Content::Value(value)) => Some(value),
            _ => None,
        }
    }
}

impl<T, F: FnOnce() -> T> Deref for LazyLock<T, F> {
    type Target = T;

    #[track_caller]
    fn deref(&self) -> &T {
        Self::force(self)
    }
}

impl<T, F: FnOnce() -> T> DerefMut for LazyLock<T, F> {
    #[track_caller]
    fn deref_mut(&mut self) -> &mut T {
        Self::force_mut(self)
    }
}

impl<T: Default> Default for LazyLock<T> {
    fn default() -> Self {
        Self::new(T::default)
    }
}

impl<T: fmt::Debug, F> fmt::Debug for LazyLock<T, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seen = || {
            self.inner.object(&KIND);
            self.value()
        };
        let mut f = f.debug_tuple("LazyLock");
        match in_execution().then(seen).flatten() {
            Some(value) => f.field(value),
            None => f.field(&format_args!("<uninit>")),
        };
        f.finish()
    }
}

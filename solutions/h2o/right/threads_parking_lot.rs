//! right: two permits for hydrogens, one for oxygens, and a barrier for three, from `parking_lot`
//!
//! Permits say who may come to the meeting place, the barrier says when to bond, and keeping the
//! permit until the bond has ended keeps the molecules apart. The semaphore gives its permit back
//! in `Drop`, so that it cannot be forgotten. The barrier counts its rounds: whoever waits sleeps
//! until the round is another one, however far the next one has come by then.

use parking_lot::{Condvar, Mutex};

pub struct H2O {
    hydrogens: Semaphore,
    oxygens: Semaphore,
    meeting: Meeting,
}

impl H2O {
    pub fn new() -> Self {
        Self {
            hydrogens: Semaphore::new(2),
            oxygens: Semaphore::new(1),
            meeting: Meeting::default(),
        }
    }

    pub fn hydrogen(&self, release_hydrogen: impl FnOnce()) {
        let _permit = self.hydrogens.acquire();
        self.meeting.wait();
        release_hydrogen();
    }

    pub fn oxygen(&self, release_oxygen: impl FnOnce()) {
        let _permit = self.oxygens.acquire();
        self.meeting.wait();
        release_oxygen();
    }
}

/// A barrier for three, which can be used again and again.
#[derive(Default)]
struct Meeting {
    /// Who is here, and how many meetings there have been.
    state: Mutex<(usize, usize)>,
    all_here: Condvar,
}

impl Meeting {
    fn wait(&self) {
        let mut state = self.state.lock();
        state.0 += 1;
        if state.0 == 3 {
            *state = (0, state.1 + 1);
            self.all_here.notify_all();
        } else {
            let meeting = state.1;
            self.all_here.wait_while(&mut state, |state| state.1 == meeting);
        }
    }
}

struct Semaphore {
    permits: Mutex<usize>,
    released: Condvar,
}

impl Semaphore {
    fn new(permits: usize) -> Self {
        Self { permits: Mutex::new(permits), released: Condvar::new() }
    }

    fn acquire(&self) -> Permit<'_> {
        let mut permits = self.permits.lock();
        self.released.wait_while(&mut permits, |permits| *permits == 0);
        *permits -= 1;
        Permit { semaphore: self }
    }
}

/// Goes back where it came from when it is dropped.
struct Permit<'a> {
    semaphore: &'a Semaphore,
}

impl Drop for Permit<'_> {
    fn drop(&mut self) {
        *self.semaphore.permits.lock() += 1;
        self.semaphore.released.notify_one();
    }
}

//! verdict: deadlock — each oxygen takes its hydrogens one by one, so two oxygens may hold one each, and both wait.
//! pattern: lock-order
//!
//! O, O, H, H are there, enough for a molecule. Both oxygens take a hydrogen and wait for a second
//! one that never comes. It is the dining philosophers' mistake: what is needed together must be
//! taken together, or by one at a time. (Here: take the turn first, then the two hydrogens.)

use std::sync::{Condvar, Mutex};

pub struct H2O {
    /// Hydrogens that have come and that no oxygen has taken.
    free: Semaphore,
    /// Hydrogens that may bond.
    chosen: Semaphore,
    /// Hydrogens that have bonded.
    bonded: Semaphore,
    /// Held by the oxygen whose molecule bonds.
    turn: Mutex<()>,
}

impl H2O {
    pub fn new() -> Self {
        Self {
            free: Semaphore::new(0),
            chosen: Semaphore::new(0),
            bonded: Semaphore::new(0),
            turn: Mutex::new(()),
        }
    }

    pub fn hydrogen(&self, release_hydrogen: impl FnOnce()) {
        self.free.release();
        self.chosen.acquire();
        release_hydrogen();
        self.bonded.release();
    }

    pub fn oxygen(&self, release_oxygen: impl FnOnce()) {
        self.free.acquire();
        self.free.acquire();
        let _turn = self.turn.lock().unwrap();
        self.chosen.release();
        self.chosen.release();
        release_oxygen();
        self.bonded.acquire();
        self.bonded.acquire();
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

    fn acquire(&self) {
        let permits = self.permits.lock().unwrap();
        let mut permits = self.released.wait_while(permits, |permits| *permits == 0).unwrap();
        *permits -= 1;
    }

    fn release(&self) {
        *self.permits.lock().unwrap() += 1;
        self.released.notify_one();
    }
}

//! verdict: wrong-answer — hydrogens are released before any oxygen has come.
//! pattern: none
//!
//! The most copied answer to this problem, and LeetCode accepts it: in the finished string every
//! three letters are a molecule. But the string does not show *when* the letters were written. Two
//! hydrogens that come alone are released at once, and the oxygen that would make them water may
//! never come. The oxygen waits for the hydrogens; nobody waits for the oxygen.

use std::sync::{Condvar, Mutex};

pub struct H2O {
    /// Places for hydrogens in this molecule.
    hydrogens: Semaphore,
    /// Hydrogens that have bonded.
    bonded: Semaphore,
}

impl H2O {
    pub fn new() -> Self {
        Self { hydrogens: Semaphore::new(2), bonded: Semaphore::new(0) }
    }

    pub fn hydrogen(&self, release_hydrogen: impl FnOnce()) {
        self.hydrogens.acquire(1);
        release_hydrogen();
        self.bonded.release(1);
    }

    pub fn oxygen(&self, release_oxygen: impl FnOnce()) {
        self.bonded.acquire(2);
        release_oxygen();
        self.hydrogens.release(2);
    }
}

/// Takes and gives several permits in one step, like Java's.
struct Semaphore {
    permits: Mutex<usize>,
    released: Condvar,
}

impl Semaphore {
    fn new(permits: usize) -> Self {
        Self { permits: Mutex::new(permits), released: Condvar::new() }
    }

    fn acquire(&self, wanted: usize) {
        let permits = self.permits.lock().unwrap();
        let mut permits = self.released.wait_while(permits, |permits| *permits < wanted).unwrap();
        *permits -= wanted;
    }

    fn release(&self, given: usize) {
        *self.permits.lock().unwrap() += given;
        self.released.notify_all();
    }
}

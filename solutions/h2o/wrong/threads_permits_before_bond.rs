//! verdict: wrong-answer — the permits are given back before the bond, so the next molecule starts while this one still bonds.
//! pattern: permit-lost
//!
//! After the barrier the three are sure of each other, and it looks as if the permits had done
//! their work. But they also keep the next atoms out. Given back too early, they let three new ones
//! meet and bond before a slow atom of the old molecule has ended. Give a permit back last of all.

use std::sync::{Barrier, Condvar, Mutex};

pub struct H2O {
    hydrogens: Semaphore,
    oxygens: Semaphore,
    meeting: Barrier,
}

impl H2O {
    pub fn new() -> Self {
        Self { hydrogens: Semaphore::new(2), oxygens: Semaphore::new(1), meeting: Barrier::new(3) }
    }

    pub fn hydrogen(&self, release_hydrogen: impl FnOnce()) {
        self.hydrogens.acquire();
        self.meeting.wait();
        self.hydrogens.release();
        release_hydrogen();
    }

    pub fn oxygen(&self, release_oxygen: impl FnOnce()) {
        self.oxygens.acquire();
        self.meeting.wait();
        self.oxygens.release();
        release_oxygen();
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

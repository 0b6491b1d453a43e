//! right: two permits for hydrogens, one for oxygens, and a barrier for three
//!
//! The permits decide *who* may come to the meeting place: never a third hydrogen or a second
//! oxygen. The barrier decides *when*: nobody bonds before all three are there. Each atom keeps its
//! permit until its bond has ended, so three new atoms can be at the barrier only when all three
//! old ones are through: that keeps the molecules apart. std has no semaphore, so a small one stands
//! at the end of the file.

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
        release_hydrogen();
        self.hydrogens.release();
    }

    pub fn oxygen(&self, release_oxygen: impl FnOnce()) {
        self.oxygens.acquire();
        self.meeting.wait();
        release_oxygen();
        self.oxygens.release();
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

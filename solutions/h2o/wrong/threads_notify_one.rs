//! verdict: deadlock — `notify_one` wakes one of the sleepers, but three can go on, and it may be the wrong one.
//! pattern: wrong-waiter
//!
//! The third atom of a molecule makes two others able to go on, and tells one. That one may even be
//! an atom of a later molecule, which looks, sleeps again and tells nobody. `notify_one` is right
//! only if each change lets exactly one sleeper go on and it does not matter which.

use std::sync::{Condvar, Mutex, MutexGuard};

#[derive(Default)]
struct Counts {
    hydrogens: usize,
    oxygens: usize,
    bonded: usize,
}

impl Counts {
    fn let_bond(&self, molecule: usize) -> bool {
        self.hydrogens >= 2 * (molecule + 1)
            && self.oxygens > molecule
            && self.bonded >= 3 * molecule
    }
}

pub struct H2O {
    counts: Mutex<Counts>,
    changed: Condvar,
}

impl H2O {
    pub fn new() -> Self {
        Self { counts: Mutex::default(), changed: Condvar::new() }
    }

    pub fn hydrogen(&self, release_hydrogen: impl FnOnce()) {
        let mut counts = self.counts.lock().unwrap();
        let molecule = counts.hydrogens / 2;
        counts.hydrogens += 1;
        self.bond(counts, molecule, release_hydrogen);
    }

    pub fn oxygen(&self, release_oxygen: impl FnOnce()) {
        let mut counts = self.counts.lock().unwrap();
        let molecule = counts.oxygens;
        counts.oxygens += 1;
        self.bond(counts, molecule, release_oxygen);
    }

    fn bond(&self, counts: MutexGuard<'_, Counts>, molecule: usize, release: impl FnOnce()) {
        self.changed.notify_one();
        let must_wait = |counts: &mut Counts| !counts.let_bond(molecule);
        drop(self.changed.wait_while(counts, must_wait).unwrap());
        release();
        self.counts.lock().unwrap().bonded += 1;
        self.changed.notify_one();
    }
}

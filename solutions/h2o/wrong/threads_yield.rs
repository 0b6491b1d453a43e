//! verdict: busy-wait — an atom that must wait yields and looks again instead of sleeping.
//! pattern: busy-wait
//!
//! Every molecule is right. But two hydrogens that wait an hour for their oxygen keep two cores hot
//! for an hour. `yield_now` lets others go first; it does not wait for anything.

use std::sync::{Mutex, MutexGuard};
use std::thread;

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
}

impl H2O {
    pub fn new() -> Self {
        Self { counts: Mutex::default() }
    }

    pub fn hydrogen(&self, release_hydrogen: impl FnOnce()) {
        let mut counts = self.counts();
        let molecule = counts.hydrogens / 2;
        counts.hydrogens += 1;
        drop(counts);
        self.bond(molecule, release_hydrogen);
    }

    pub fn oxygen(&self, release_oxygen: impl FnOnce()) {
        let mut counts = self.counts();
        let molecule = counts.oxygens;
        counts.oxygens += 1;
        drop(counts);
        self.bond(molecule, release_oxygen);
    }

    fn bond(&self, molecule: usize, release: impl FnOnce()) {
        while !self.counts().let_bond(molecule) {
            thread::yield_now();
        }
        release();
        self.counts().bonded += 1;
    }

    fn counts(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap()
    }
}

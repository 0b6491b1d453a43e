//! Building H2O with OS threads: atoms are numbered as they come, and three counts that only ever
//! grow tell each of them when its molecule may bond. The editorial beside this file says why it
//! works.

use std::sync::{Condvar, Mutex, MutexGuard};

/// What has happened so far.
#[derive(Default)]
struct Counts {
    hydrogens: usize,
    oxygens: usize,
    /// Bonds that have ended.
    bonded: usize,
}

impl Counts {
    /// All atoms of this molecule (counted from 0) have come, and the ones before have bonded.
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

    /// The rest of an atom's life, once it has been counted.
    fn bond(&self, counts: MutexGuard<'_, Counts>, molecule: usize, release: impl FnOnce()) {
        self.changed.notify_all();
        let must_wait = |counts: &mut Counts| !counts.let_bond(molecule);
        drop(self.changed.wait_while(counts, must_wait).unwrap());
        release();
        self.counts.lock().unwrap().bonded += 1;
        self.changed.notify_all();
    }
}

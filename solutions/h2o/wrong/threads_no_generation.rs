//! verdict: deadlock — the last atom resets the counts for the next molecule before the others have looked at them.
//! pattern: missed-generation
//!
//! Two atoms wait for "two hydrogens and one oxygen". The third one makes it true, wakes them, and
//! makes it false again, all under one lock: when they look, they find an empty vessel and sleep on,
//! for ever. Something must stay true for those who were promised it: a number of the molecule (a
//! generation), or counts that only grow.

use std::sync::{Condvar, Mutex, MutexGuard};

#[derive(Default)]
struct Vessel {
    hydrogens: usize,
    oxygens: usize,
}

impl Vessel {
    fn is_complete(&self) -> bool {
        self.hydrogens == 2 && self.oxygens == 1
    }
}

pub struct H2O {
    vessel: Mutex<Vessel>,
    changed: Condvar,
}

impl H2O {
    pub fn new() -> Self {
        Self { vessel: Mutex::default(), changed: Condvar::new() }
    }

    pub fn hydrogen(&self, release_hydrogen: impl FnOnce()) {
        let mut vessel = self.vessel.lock().unwrap();
        while vessel.hydrogens == 2 {
            vessel = self.changed.wait(vessel).unwrap();
        }
        vessel.hydrogens += 1;
        self.bond(vessel, release_hydrogen);
    }

    pub fn oxygen(&self, release_oxygen: impl FnOnce()) {
        let mut vessel = self.vessel.lock().unwrap();
        while vessel.oxygens == 1 {
            vessel = self.changed.wait(vessel).unwrap();
        }
        vessel.oxygens += 1;
        self.bond(vessel, release_oxygen);
    }

    fn bond(&self, mut vessel: MutexGuard<'_, Vessel>, release: impl FnOnce()) {
        if vessel.is_complete() {
            *vessel = Vessel::default();
            self.changed.notify_all();
        } else {
            while !vessel.is_complete() {
                vessel = self.changed.wait(vessel).unwrap();
            }
        }
        drop(vessel);
        release();
    }
}

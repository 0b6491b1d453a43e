//! verdict: wrong-answer — a barrier counts to three, but does not look who comes: three hydrogens pass it.
//! pattern: none
//!
//! With one molecule all goes well. With the atoms of two at hand, any three of them meet first.
//! (And nothing keeps the next three back until these have bonded.) Somebody must see to it that
//! only two hydrogens and one oxygen get to the barrier.

use std::sync::Barrier;

pub struct H2O {
    meeting: Barrier,
}

impl H2O {
    pub fn new() -> Self {
        Self { meeting: Barrier::new(3) }
    }

    pub fn hydrogen(&self, release_hydrogen: impl FnOnce()) {
        self.meeting.wait();
        release_hydrogen();
    }

    pub fn oxygen(&self, release_oxygen: impl FnOnce()) {
        self.meeting.wait();
        release_oxygen();
    }
}

//! right: a monitor that gives out places, a whole molecule at a time
//!
//! Whoever changes something (an atom that comes, the last one that has bonded) looks whether a
//! molecule can be formed: two hydrogens and an oxygen wait, and nobody bonds. If so, it gives out
//! two places for hydrogens and one for oxygen. An atom needs a place to bond. Which of several
//! waiting hydrogens takes it does not matter, so nobody has to be numbered.

use std::sync::{Condvar, Mutex, MutexGuard};

/// For each element: how many wait without a place, and how many places nobody has taken yet.
#[derive(Default)]
struct State {
    waiting: [usize; 2],
    places: [usize; 2],
    /// Atoms of the molecule that have not bonded.
    bonding: usize,
}

const HYDROGEN: usize = 0;
const OXYGEN: usize = 1;
const MOLECULE: [usize; 2] = [2, 1];

impl State {
    fn form_molecule(&mut self) -> bool {
        let complete = (0..2).all(|element| self.waiting[element] >= MOLECULE[element]);
        if !complete || self.bonding > 0 {
            return false;
        }
        for element in [HYDROGEN, OXYGEN] {
            self.waiting[element] -= MOLECULE[element];
            self.places[element] = MOLECULE[element];
        }
        self.bonding = 3;
        true
    }
}

pub struct H2O {
    state: Mutex<State>,
    formed: Condvar,
}

impl H2O {
    pub fn new() -> Self {
        Self { state: Mutex::default(), formed: Condvar::new() }
    }

    pub fn hydrogen(&self, release_hydrogen: impl FnOnce()) {
        self.bond(HYDROGEN, release_hydrogen);
    }

    pub fn oxygen(&self, release_oxygen: impl FnOnce()) {
        self.bond(OXYGEN, release_oxygen);
    }

    fn bond(&self, element: usize, release: impl FnOnce()) {
        let mut state = self.state.lock().unwrap();
        state.waiting[element] += 1;
        self.form(&mut state);
        while state.places[element] == 0 {
            state = self.formed.wait(state).unwrap();
        }
        state.places[element] -= 1;
        drop(state);

        release();

        let mut state = self.state.lock().unwrap();
        state.bonding -= 1;
        self.form(&mut state);
    }

    fn form(&self, state: &mut MutexGuard<'_, State>) {
        if state.form_molecule() {
            self.formed.notify_all();
        }
    }
}

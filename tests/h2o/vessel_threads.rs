//! The learner's object with every atom's life in the log, for the scenarios in `threads.rs`.

use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::time::Duration;

use harness::threads::Run;

use super::molecules;
use crate::exercise::H2O;

/// An object under observation.
pub struct Vessel {
    run: Run,
    water: Arc<H2O>,
    hydrogens: usize,
    oxygens: usize,
    /// Tells of every atom that returns.
    done: (Sender<()>, Receiver<()>),
    /// Put behind every atom's name, to tell two objects apart.
    mark: &'static str,
}

impl Vessel {
    pub fn new(run: &Run) -> Self {
        Self::marked(run, "")
    }

    pub fn marked(run: &Run, mark: &'static str) -> Self {
        let (run, water) = (run.clone(), Arc::new(H2O::new()));
        Self { run, water, hydrogens: 0, oxygens: 0, done: mpsc::channel(), mark }
    }

    /// Starts a caller for each letter, `H` or `O`, whose bond takes a while or no time at all.
    pub fn arrive(&mut self, atoms: &str) {
        atoms.chars().for_each(|element| self.start(element, None));
    }

    /// The same with bonds that take so much time.
    pub fn arrive_for(&mut self, atoms: &str, bond: Duration) {
        atoms.chars().for_each(|element| self.start(element, Some(bond)));
    }

    fn start(&mut self, element: char, time: Option<Duration>) {
        let is_hydrogen = element == 'H';
        let count = if is_hydrogen { &mut self.hydrogens } else { &mut self.oxygens };
        *count += 1;
        let atom = format!("{element}{count}{}", self.mark);
        let (run, water, done) = (self.run.clone(), Arc::clone(&self.water), self.done.0.clone());
        self.run.call(atom.clone(), move || {
            let bond = || match time {
                None => run.work(&atom),
                Some(time) => run.work_for(&atom, time),
            };
            run.log(format!("{atom} calls"));
            if is_hydrogen {
                water.hydrogen(bond);
            } else {
                water.oxygen(bond);
            }
            run.log(format!("{atom} returns"));
            let _ = done.send(()); // nobody needs to wait for it
        });
    }

    /// Waits until three more atoms have returned.
    pub fn await_molecule(&self) {
        for _ in 0..3 {
            self.done.1.recv().expect("there is a sender beside it");
        }
    }

    /// Claims that nothing illegal has happened, and that so many bonds have begun.
    pub fn has_bonds(&self, expected: usize) {
        let entries = self.run.entries();
        self.run.faultless(molecules::fault(&entries));
        self.run.expect("the number of bonds", expected, molecules::bonds(&entries));
    }

    /// The end of a scenario: waits for all atoms; all of them have bonded.
    pub fn all_bond(&self) {
        self.run.join();
        let atoms = self.hydrogens + self.oxygens;
        self.has_bonds(atoms);
        let returned = molecules::returned(&self.run.entries());
        self.run.expect("the number of atoms that returned", atoms, returned);
    }
}

//! right: a doorman, a thread of its own that lets the atoms in, three at a time
//!
//! All the waiting is in one straight line of code: two hydrogens, an oxygen, "bond!", and wait
//! until all have bonded. Each atom that is let in gets a sender and drops it when its bond has
//! ended; the doorman hears of the last one because his receiver then has no sender left. When the
//! object is dropped, nobody can come any more, and the doorman goes home.

use std::sync::mpsc::{self, Sender};
use std::thread;

/// Dropped by an atom that has bonded.
type Bond = Sender<()>;

pub struct H2O {
    hydrogens: Sender<Sender<Bond>>,
    oxygens: Sender<Sender<Bond>>,
}

impl H2O {
    pub fn new() -> Self {
        let (hydrogens, hydrogens_come) = mpsc::channel::<Sender<Bond>>();
        let (oxygens, oxygens_come) = mpsc::channel::<Sender<Bond>>();
        thread::spawn(move || {
            while let (Ok(one), Ok(two), Ok(three)) =
                (hydrogens_come.recv(), hydrogens_come.recv(), oxygens_come.recv())
            {
                let (bond, all_bonded) = mpsc::channel();
                for atom in [one, two, three] {
                    atom.send(bond.clone()).expect("an atom waits for its turn");
                }
                drop(bond);
                assert!(all_bonded.recv().is_err(), "nobody sends anything");
            }
        });
        Self { hydrogens, oxygens }
    }

    pub fn hydrogen(&self, release_hydrogen: impl FnOnce()) {
        bond(&self.hydrogens, release_hydrogen);
    }

    pub fn oxygen(&self, release_oxygen: impl FnOnce()) {
        bond(&self.oxygens, release_oxygen);
    }
}

fn bond(door: &Sender<Sender<Bond>>, release: impl FnOnce()) {
    let (atom, turn) = mpsc::channel();
    door.send(atom).expect("the doorman stays as long as the object");
    let bond = turn.recv().expect("the doorman lets everybody in");
    release();
    drop(bond);
}

//! verdict: deadlock — the doorman waits until all senders are gone, and holds one of them himself.
//! pattern: no-final-wake-up
//!
//! Each atom drops its sender when it has bonded, and the channel is closed when the last is gone.
//! But the one that was cloned for the others is still in the doorman's hands: he waits for
//! himself, and the second molecule never forms. Drop the original before the wait.

use std::thread;

use crossbeam::channel::{self, Sender};

/// Dropped by an atom that has bonded.
type Bond = Sender<()>;

pub struct H2O {
    hydrogens: Sender<Sender<Bond>>,
    oxygens: Sender<Sender<Bond>>,
}

impl H2O {
    pub fn new() -> Self {
        let (hydrogens, hydrogens_come) = channel::unbounded::<Sender<Bond>>();
        let (oxygens, oxygens_come) = channel::unbounded::<Sender<Bond>>();
        thread::spawn(move || {
            while let (Ok(one), Ok(two), Ok(three)) =
                (hydrogens_come.recv(), hydrogens_come.recv(), oxygens_come.recv())
            {
                let (bond, all_bonded) = channel::bounded(0);
                for atom in [one, two, three] {
                    atom.send(bond.clone()).expect("an atom waits for its turn");
                }
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
    let (atom, turn) = channel::bounded(1);
    door.send(atom).expect("the doorman stays as long as the object");
    let bond = turn.recv().expect("the doorman lets everybody in");
    release();
    drop(bond);
}

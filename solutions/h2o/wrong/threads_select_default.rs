//! verdict: busy-wait — `select!` with a `default` branch never sleeps: the doorman runs round and round.
//! pattern: busy-wait
//!
//! `default` means "and if nothing is ready, do not wait". The doorman yields and asks again, as
//! fast as he can, for as long as atoms are missing. Without that branch `select!` sleeps until one
//! of the doors has something, and this doorman has nothing else to do.

use std::thread;

use crossbeam::channel::{self, Receiver, Sender};
use crossbeam::select;
use crossbeam::sync::WaitGroup;

/// How an atom is told to bond. It drops what it gets when it has bonded.
type Atom = Sender<WaitGroup>;

pub struct H2O {
    hydrogens: Sender<Atom>,
    oxygens: Sender<Atom>,
}

impl H2O {
    pub fn new() -> Self {
        let (hydrogens, hydrogens_come) = channel::unbounded();
        let (oxygens, oxygens_come) = channel::unbounded();
        thread::spawn(move || keep_the_doors(&hydrogens_come, &oxygens_come));
        Self { hydrogens, oxygens }
    }

    pub fn hydrogen(&self, release_hydrogen: impl FnOnce()) {
        bond(&self.hydrogens, release_hydrogen);
    }

    pub fn oxygen(&self, release_oxygen: impl FnOnce()) {
        bond(&self.oxygens, release_oxygen);
    }
}

fn keep_the_doors(hydrogens: &Receiver<Atom>, oxygens: &Receiver<Atom>) {
    let (mut waiting_hydrogens, mut waiting_oxygens) = (Vec::new(), Vec::new());
    loop {
        select! {
            recv(hydrogens) -> atom => match atom {
                Ok(atom) => waiting_hydrogens.push(atom),
                Err(_) => return,
            },
            recv(oxygens) -> atom => match atom {
                Ok(atom) => waiting_oxygens.push(atom),
                Err(_) => return,
            },
            default => thread::yield_now(),
        }
        if waiting_hydrogens.len() >= 2 && !waiting_oxygens.is_empty() {
            let all_bonded = WaitGroup::new();
            for atom in waiting_hydrogens.drain(..2).chain(waiting_oxygens.drain(..1)) {
                atom.send(all_bonded.clone()).expect("an atom waits for its turn");
            }
            all_bonded.wait();
        }
    }
}

fn bond(door: &Sender<Atom>, release: impl FnOnce()) {
    let (atom, turn) = channel::bounded(1);
    door.send(atom).expect("the doorman stays as long as the object");
    let bond = turn.recv().expect("the doorman lets everybody in");
    release();
    drop(bond);
}

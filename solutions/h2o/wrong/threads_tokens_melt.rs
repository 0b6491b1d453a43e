//! verdict: deadlock — a parker holds one token, so two hydrogens that report quickly are heard once.
//! pattern: lost-wake-up, permit-lost
//!
//! The oxygen parks twice, once for each hydrogen of its molecule. If both have come before it
//! parks, the second `unpark` finds the token of the first still there, and changes nothing. A
//! token is a flag, not a count: what must be counted needs a number, a semaphore or a channel.

use crossbeam::channel::{self, Receiver, Sender};
use crossbeam::sync::{Parker, Unparker};
use parking_lot::Mutex;

pub struct H2O {
    /// Held by the oxygen whose molecule is built. Unparked by hydrogens that come or have bonded.
    oxygen: Mutex<Parker>,
    to_oxygen: Unparker,
    /// Two places a molecule.
    places: (Sender<()>, Receiver<()>),
    /// Says that a hydrogen may bond.
    go: (Sender<()>, Receiver<()>),
}

impl H2O {
    pub fn new() -> Self {
        let oxygen = Parker::new();
        let to_oxygen = oxygen.unparker().clone();
        let places = channel::bounded(2);
        (0..2).for_each(|_| places.0.send(()).expect("the receiver is beside it"));
        Self { oxygen: Mutex::new(oxygen), to_oxygen, places, go: channel::unbounded() }
    }

    pub fn hydrogen(&self, release_hydrogen: impl FnOnce()) {
        self.places.1.recv().expect("the sender lives in the same object");
        self.to_oxygen.unpark();
        self.go.1.recv().expect("the sender lives in the same object");
        release_hydrogen();
        self.to_oxygen.unpark();
    }

    pub fn oxygen(&self, release_oxygen: impl FnOnce()) {
        let hydrogens = self.oxygen.lock();
        Self::wait_for_two(&hydrogens);
        (0..2).for_each(|_| self.go.0.send(()).expect("the receiver is beside it"));
        release_oxygen();
        Self::wait_for_two(&hydrogens);
        (0..2).for_each(|_| self.places.0.send(()).expect("the receiver is beside it"));
    }

    fn wait_for_two(hydrogens: &Parker) {
        hydrogens.park();
        hydrogens.park();
    }
}

//! verdict: wrong-answer — `let _ =` drops the guard at once, so nobody's turn lasts, and molecules overlap.
//! pattern: permit-lost
//!
//! The oxygen should keep its turn until its molecule has bonded. `let _turn = …` keeps the guard
//! until the end of the function; `let _ = …` does not keep it at all. For std's mutex the compiler
//! refuses that line; for others it does not know.

use crossbeam::channel::{self, Receiver, Sender};
use parking_lot::Mutex;

struct Tokens {
    sender: Sender<()>,
    receiver: Receiver<()>,
}

impl Tokens {
    fn new() -> Self {
        let (sender, receiver) = channel::unbounded();
        Self { sender, receiver }
    }

    fn give(&self) {
        self.sender.send(()).expect("the receiver lives in the same object");
    }

    fn take(&self) {
        self.receiver.recv().expect("the sender lives in the same object");
    }
}

pub struct H2O {
    /// Hydrogens that have come and that no oxygen has taken.
    free: Tokens,
    /// Hydrogens that may bond.
    chosen: Tokens,
    /// Hydrogens that have bonded.
    bonded: Tokens,
    /// For the oxygen that picks its hydrogens, so that two do not take one each.
    picking: Mutex<()>,
    /// For the oxygen whose molecule bonds.
    turn: Mutex<()>,
}

impl H2O {
    pub fn new() -> Self {
        let [free, chosen, bonded] = [Tokens::new(), Tokens::new(), Tokens::new()];
        Self { free, chosen, bonded, picking: Mutex::new(()), turn: Mutex::new(()) }
    }

    pub fn hydrogen(&self, release_hydrogen: impl FnOnce()) {
        self.free.give();
        self.chosen.take();
        release_hydrogen();
        self.bonded.give();
    }

    #[expect(clippy::let_underscore_lock, reason = "it is the mistake that this file is about")]
    pub fn oxygen(&self, release_oxygen: impl FnOnce()) {
        {
            let _picking = self.picking.lock();
            self.free.take();
            self.free.take();
        }
        let _ = self.turn.lock();
        self.chosen.give();
        self.chosen.give();
        release_oxygen();
        self.bonded.take();
        self.bonded.take();
    }
}

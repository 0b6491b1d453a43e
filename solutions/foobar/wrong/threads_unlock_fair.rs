//! verdict: wrong-answer — it relies on `unlock_fair` to let the two alternate.
//! pattern: none
//!
//! A fair unlock hands the mutex to whoever queues for it, so once both queue they do take turns.
//! But nothing says that foo comes first, or that the other one has come at all: if bar is early it
//! begins, and if it is late foo prints alone.

use parking_lot::{Mutex, MutexGuard};

pub struct FooBar {
    rounds: u32,
    printing: Mutex<()>,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, printing: Mutex::new(()) }
    }

    pub fn foo(&self, print_foo: impl Fn()) {
        self.alternate(print_foo);
    }

    pub fn bar(&self, print_bar: impl Fn()) {
        self.alternate(print_bar);
    }

    fn alternate(&self, print: impl Fn()) {
        for _ in 0..self.rounds {
            let printing = self.printing.lock();
            print();
            MutexGuard::unlock_fair(printing);
        }
    }
}

//! right: whose turn it is in an `AtomicCell`, and a crossbeam `Parker` for each side
//!
//! The turn changes first, then the other is unparked; an `unpark` that comes before the `park`
//! leaves a token, and the `park` returns at once. So no wake-up is lost between the look and the
//! sleep. A token may also be a stale one, from a turn that was seen without sleeping: hence the
//! loop. The unparkers are there from the start, so it does not matter who comes first.

use crossbeam::atomic::AtomicCell;
use crossbeam::sync::{Parker, Unparker};
use parking_lot::Mutex;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Foo,
    Bar,
}

struct Side {
    /// Taken by the one thread that waits here: a parker cannot be shared.
    parker: Mutex<Option<Parker>>,
    unparker: Unparker,
}

impl Side {
    fn new() -> Self {
        let parker = Parker::new();
        let unparker = parker.unparker().clone();
        Self { parker: Mutex::new(Some(parker)), unparker }
    }
}

pub struct FooBar {
    rounds: u32,
    turn: AtomicCell<Turn>,
    foo: Side,
    bar: Side,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, turn: AtomicCell::new(Turn::Foo), foo: Side::new(), bar: Side::new() }
    }

    pub fn foo(&self, print_foo: impl Fn()) {
        self.alternate(&self.foo, Turn::Foo, &self.bar, Turn::Bar, print_foo);
    }

    pub fn bar(&self, print_bar: impl Fn()) {
        self.alternate(&self.bar, Turn::Bar, &self.foo, Turn::Foo, print_bar);
    }

    fn alternate(&self, own: &Side, own_turn: Turn, other: &Side, next: Turn, print: impl Fn()) {
        let parker = own.parker.lock().take().expect("each side is called once");
        for _ in 0..self.rounds {
            while self.turn.load() != own_turn {
                parker.park();
            }
            print();
            self.turn.store(next);
            other.unparker.unpark();
        }
    }
}

//! verdict: wrong-answer — it parks once and does not look again, so a stale token lets it print twice.
//! pattern: wait-not-in-loop, missed-generation
//!
//! A token stays until it is taken. If bar sees its turn without having slept, the token that foo
//! leaves a moment later is still there: in the next round bar's `park` returns at once, and bar
//! goes on in the middle of foo's turn. The token says "look again", not "it is your turn":
//! `while`, not `if`.

use crossbeam::atomic::AtomicCell;
use crossbeam::sync::{Parker, Unparker};
use parking_lot::Mutex;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Foo,
    Bar,
}

struct Side {
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
            if self.turn.load() != own_turn {
                parker.park();
            }
            print();
            self.turn.store(next);
            other.unparker.unpark();
        }
    }
}

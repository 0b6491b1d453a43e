//! verdict: busy-wait — a waiting thread asks an `AtomicCell` again and again instead of sleeping.
//! pattern: busy-wait
//!
//! The output is right, but whoever waits keeps a core busy for as long as the other prints. An
//! atomic can say whose turn it is; to be woken takes something that one can sleep on, like a
//! `Parker`.

use std::hint;

use crossbeam::atomic::AtomicCell;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Foo,
    Bar,
}

pub struct FooBar {
    rounds: u32,
    turn: AtomicCell<Turn>,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, turn: AtomicCell::new(Turn::Foo) }
    }

    pub fn foo(&self, print_foo: impl Fn()) {
        self.alternate(Turn::Foo, Turn::Bar, print_foo);
    }

    pub fn bar(&self, print_bar: impl Fn()) {
        self.alternate(Turn::Bar, Turn::Foo, print_bar);
    }

    fn alternate(&self, own: Turn, other: Turn, print: impl Fn()) {
        for _ in 0..self.rounds {
            while self.turn.load() != own {
                hint::spin_loop();
            }
            print();
            self.turn.store(other);
        }
    }
}

//! right: one crossbeam `WaitGroup` per hand-over
//!
//! A wait group is over when every clone but the waiter's own is gone, and it stays over. Each
//! hand-over has two clones, made in `new`: the earlier callback's caller drops one when it has
//! ended, the later one waits with the other. None is left in the object, or nobody would ever be
//! through.

use crossbeam::sync::WaitGroup;
use parking_lot::Mutex;

struct HandOver {
    under_way: Mutex<Option<WaitGroup>>,
    waiter: Mutex<Option<WaitGroup>>,
}

impl HandOver {
    fn new() -> Self {
        let group = WaitGroup::new();
        Self { under_way: Mutex::new(Some(group.clone())), waiter: Mutex::new(Some(group)) }
    }

    fn tell(&self) {
        *self.under_way.lock() = None;
    }

    fn wait(&self) {
        let waiter = self.waiter.lock().take();
        waiter.expect("awaited once").wait();
    }
}

pub struct Foo {
    first_done: HandOver,
    second_done: HandOver,
}

impl Foo {
    pub fn new() -> Self {
        Self { first_done: HandOver::new(), second_done: HandOver::new() }
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        print_first();
        self.first_done.tell();
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        self.first_done.wait();
        print_second();
        self.second_done.tell();
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        self.second_done.wait();
        print_third();
    }
}

//! verdict: wrong-answer — the stage lives in a `static`, so it is every object's stage at once.

use std::sync::{Condvar, Mutex};

static STAGE: Mutex<u32> = Mutex::new(0);
static CHANGED: Condvar = Condvar::new();

pub struct Foo {}

impl Foo {
    pub fn new() -> Self {
        Self {}
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        self.turn(0, print_first);
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        self.turn(1, print_second);
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        self.turn(2, print_third);
    }

    fn turn(&self, mine: u32, print: impl FnOnce()) {
        let mut stage = STAGE.lock().unwrap();
        while *stage < mine {
            stage = CHANGED.wait(stage).unwrap();
        }
        print();
        *stage += 1;
        CHANGED.notify_all();
    }
}

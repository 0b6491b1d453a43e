//! verdict: livelock — prints for ever.

use std::sync::{Condvar, Mutex};

pub struct Foo {
    stage: Mutex<u32>,
    changed: Condvar,
}

impl Foo {
    pub fn new() -> Self {
        Self { stage: Mutex::new(0), changed: Condvar::new() }
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        self.turn(0, print_first);
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        loop {
            println!("second");
        }
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        self.turn(2, print_third);
    }

    fn turn(&self, mine: u32, print: impl FnOnce()) {
        let mut stage = self.stage.lock().unwrap();
        while *stage != mine {
            stage = self.changed.wait(stage).unwrap();
        }
        print();
        *stage += 1;
        self.changed.notify_all();
    }
}

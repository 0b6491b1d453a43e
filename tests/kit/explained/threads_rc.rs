//! explained: Rc, Arc, threads

use std::cell::Cell;
use std::rc::Rc;

pub struct Foo {
    stage: Rc<Cell<u32>>,
}

impl Foo {
    pub fn new() -> Self {
        Self { stage: Rc::new(Cell::new(0)) }
    }

    pub fn first(&self, print_first: impl FnOnce()) {
        print_first();
        self.stage.set(1);
    }

    pub fn second(&self, print_second: impl FnOnce()) {
        print_second();
        self.stage.set(2);
    }

    pub fn third(&self, print_third: impl FnOnce()) {
        print_third();
    }
}

//! verdict: deadlock — a std condition variable puts the whole executor thread to sleep.
//! pattern: blocking-in-task
//!
//! It is the answer for threads, with `async` in front. While bar waits, its thread can poll no
//! other task: on a runtime with one thread nobody is left to run foo. Inside a task one waits with
//! `.await`, never with something that blocks the thread.

use std::sync::{Condvar, Mutex};

pub struct FooBar {
    rounds: u32,
    foo_is_next: Mutex<bool>,
    changed: Condvar,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, foo_is_next: Mutex::new(true), changed: Condvar::new() }
    }

    pub async fn foo<Fut>(&self, print_foo: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            self.wait_for(true);
            print_foo().await;
            self.hand_over(false);
        }
    }

    pub async fn bar<Fut>(&self, print_bar: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            self.wait_for(false);
            print_bar().await;
            self.hand_over(true);
        }
    }

    fn wait_for(&self, own: bool) {
        let foo_is_next = self.foo_is_next.lock().unwrap();
        drop(self.changed.wait_while(foo_is_next, |foo_is_next| *foo_is_next != own).unwrap());
    }

    fn hand_over(&self, to_foo: bool) {
        *self.foo_is_next.lock().unwrap() = to_foo;
        self.changed.notify_one();
    }
}

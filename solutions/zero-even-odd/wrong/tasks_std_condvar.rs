//! verdict: deadlock — a std condition variable puts the whole executor thread to sleep.
//! pattern: blocking-in-task
//!
//! It is the answer for threads, with `async` in front. While odd waits, its thread can poll no
//! other task: on a runtime with one thread nobody is left to print the zero. Inside a task one
//! waits with `.await`, never with something that blocks the thread.

use std::sync::{Condvar, Mutex};

pub struct ZeroEvenOdd {
    n: u32,
    ended: Mutex<u32>,
    one_more: Condvar,
}

impl ZeroEvenOdd {
    pub fn new(n: u32) -> Self {
        Self { n, ended: Mutex::new(0), one_more: Condvar::new() }
    }

    pub async fn zero<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in 1..=self.n {
            self.in_turn(2 * number - 2, print_number(0)).await;
        }
    }

    pub async fn even<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (2..=self.n).step_by(2) {
            self.in_turn(2 * number - 1, print_number(number)).await;
        }
    }

    pub async fn odd<Fut>(&self, print_number: impl Fn(u32) -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for number in (1..=self.n).step_by(2) {
            self.in_turn(2 * number - 1, print_number(number)).await;
        }
    }

    async fn in_turn(&self, before: u32, print: impl Future<Output = ()> + Send) {
        self.wait_for(before);
        print.await;
        *self.ended.lock().unwrap() += 1;
        self.one_more.notify_all();
    }

    fn wait_for(&self, before: u32) {
        let ended = self.ended.lock().unwrap();
        drop(self.one_more.wait_while(ended, |ended| *ended < before).unwrap());
    }
}

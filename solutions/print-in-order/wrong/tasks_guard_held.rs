//! verdict: deadlock — the lock is held while waiting for somebody who needs that lock.
//! pattern: guard-held
//!
//! `second` locks the count, finds it too early, and awaits the change with the guard still in its
//! hand. `first` can never raise the count. A condition variable gives the lock back while it
//! sleeps; an await does not. End the guard's scope before the await.

use tokio::sync::{Mutex, Notify};

pub struct Foo {
    ended: Mutex<u8>,
    first_done: Notify,
    second_done: Notify,
}

impl Foo {
    pub fn new() -> Self {
        Self { ended: Mutex::new(0), first_done: Notify::new(), second_done: Notify::new() }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        print_first.await;
        *self.ended.lock().await = 1;
        self.first_done.notify_one();
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        let mut ended = self.ended.lock().await;
        if *ended < 1 {
            self.first_done.notified().await;
        }
        print_second.await;
        *ended = 2;
        self.second_done.notify_one();
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        let ended = self.ended.lock().await;
        if *ended < 2 {
            self.second_done.notified().await;
        }
        print_third.await;
    }
}

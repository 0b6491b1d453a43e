//! right: two `RwLock`s as gates, which are locked before anybody comes
//!
//! `new` keeps a write guard of each lock. Whoever has printed drops the guard, and the gate is
//! open for good: `read` returns at once then, however late it is called, and however often. A
//! tokio guard that owns its lock may be dropped by another task than the one that took it.

use std::sync::{Arc, Mutex};

use tokio::sync::{OwnedRwLockWriteGuard, RwLock};

struct Gate {
    lock: Arc<RwLock<()>>,
    bar: Mutex<Option<OwnedRwLockWriteGuard<()>>>,
}

impl Gate {
    fn new() -> Self {
        let lock = Arc::new(RwLock::new(()));
        let bar = Arc::clone(&lock).try_write_owned().expect("nobody else has this lock yet");
        Self { lock, bar: Mutex::new(Some(bar)) }
    }

    fn open(&self) {
        drop(self.bar.lock().unwrap().take());
    }

    async fn pass(&self) {
        drop(self.lock.read().await);
    }
}

pub struct Foo {
    first_done: Gate,
    second_done: Gate,
}

impl Foo {
    pub fn new() -> Self {
        Self { first_done: Gate::new(), second_done: Gate::new() }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        print_first.await;
        self.first_done.open();
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        self.first_done.pass().await;
        print_second.await;
        self.second_done.open();
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        self.second_done.pass().await;
        print_third.await;
    }
}

//! right: std's `Condvar`, on threads that may block
//!
//! What blocks belongs on a thread of its own, and `spawn_blocking` has one: the worker that polls
//! the task is free meanwhile. It works, and it costs two threads that sleep; a design that waits
//! with `.await` needs none.

use std::sync::{Arc, Condvar, Mutex};

use tokio::task::spawn_blocking;

#[derive(Default)]
struct Ended {
    callbacks: Mutex<u8>,
    changed: Condvar,
}

impl Ended {
    fn advance_to(&self, callbacks: u8) {
        *self.callbacks.lock().unwrap() = callbacks;
        self.changed.notify_all();
    }

    async fn wait_for(self: &Arc<Self>, callbacks: u8) {
        let shared = Arc::clone(self);
        let wait = move || {
            let ended = shared.callbacks.lock().unwrap();
            drop(shared.changed.wait_while(ended, |ended| *ended < callbacks).unwrap());
        };
        spawn_blocking(wait).await.expect("waiting does not panic");
    }
}

pub struct Foo {
    ended: Arc<Ended>,
}

impl Foo {
    pub fn new() -> Self {
        Self { ended: Arc::default() }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        print_first.await;
        self.ended.advance_to(1);
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        self.ended.wait_for(1).await;
        print_second.await;
        self.ended.advance_to(2);
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        self.ended.wait_for(2).await;
        print_third.await;
    }
}

//! verdict: deadlock — `third` queues for two permits in front of `second`, who needs only one.
//! pattern: wrong-waiter, lock-order
//!
//! tokio's semaphore is fair: permits go to the oldest waiter, and one who needs two keeps the
//! first while it waits for the second. If `third` comes before `second`, it takes the permit of
//! `first` and waits for that of `second`, who queues behind it. Two semaphores cannot be mixed up.

use tokio::sync::Semaphore;

pub struct Foo {
    ended: Semaphore,
}

impl Foo {
    pub fn new() -> Self {
        Self { ended: Semaphore::new(0) }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        print_first.await;
        self.ended.add_permits(1);
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        let first_done = self.ended.acquire().await.unwrap();
        print_second.await;
        drop(first_done);
        self.ended.add_permits(1);
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        let _both_done = self.ended.acquire_many(2).await.unwrap();
        print_third.await;
    }
}

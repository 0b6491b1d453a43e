//! right: one pinned wait in a `select!` loop, beside a reminder that goes off now and then
//!
//! The wait is made once, outside the loop, and lent to `select!` in each round. So when the
//! reminder wins, the wait is not dropped: it keeps its place in the line. `biased` looks at the
//! wait first, and who is told at the very moment of a reminder goes on at once. The reminder comes
//! a few times an hour: it counts how long we have waited, it does not look whether it is our turn.

use std::pin::pin;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::select;
use tokio::sync::Notify;
use tokio::time::{Instant, interval_at};

const A_LONG_TIME: Duration = Duration::from_secs(20 * 60);

pub struct Foo {
    first_done: Notify,
    second_done: Notify,
    /// How often somebody had waited for a long time, for whoever watches over the service.
    reminders: AtomicU32,
}

impl Foo {
    pub fn new() -> Self {
        Self { first_done: Notify::new(), second_done: Notify::new(), reminders: AtomicU32::new(0) }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        print_first.await;
        self.first_done.notify_one();
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        self.wait_for(&self.first_done).await;
        print_second.await;
        self.second_done.notify_one();
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        self.wait_for(&self.second_done).await;
        print_third.await;
    }

    async fn wait_for(&self, done: &Notify) {
        let mut done = pin!(done.notified());
        let mut reminder = interval_at(Instant::now() + A_LONG_TIME, A_LONG_TIME);
        loop {
            select! {
                biased;
                () = &mut done => return,
                _ = reminder.tick() => {
                    self.reminders.fetch_add(1, Ordering::Relaxed);
                }
            }
        }
    }
}

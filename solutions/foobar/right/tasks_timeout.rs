//! right: a time limit around each wait for the turn, and then the wait starts anew
//!
//! `timeout` drops the wait when the time is up. Here that is harmless: `acquire` either has the
//! permit or has nothing, and a permit that was just on its way goes back to the semaphore. Nobody
//! else queues there, so no place in a line is lost. What may not happen is that the turn is taken
//! because the time is up: it is only counted that it took long.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::timeout;

const A_LONG_TIME: Duration = Duration::from_secs(20 * 60);

pub struct FooBar {
    rounds: u32,
    foo_turn: Semaphore,
    bar_turn: Semaphore,
    /// How often somebody had waited for a long time, for whoever watches over the service.
    late: AtomicU32,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self {
            rounds: n,
            foo_turn: Semaphore::new(1),
            bar_turn: Semaphore::new(0),
            late: AtomicU32::new(0),
        }
    }

    pub async fn foo<Fut>(&self, print_foo: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            self.take(&self.foo_turn).await;
            print_foo().await;
            self.bar_turn.add_permits(1);
        }
    }

    pub async fn bar<Fut>(&self, print_bar: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            self.take(&self.bar_turn).await;
            print_bar().await;
            self.foo_turn.add_permits(1);
        }
    }

    async fn take(&self, turn: &Semaphore) {
        loop {
            if let Ok(permit) = timeout(A_LONG_TIME, turn.acquire()).await {
                return permit.expect("nobody closes it").forget();
            }
            self.late.fetch_add(1, Ordering::Relaxed);
        }
    }
}

//! verdict: deadlock — bar spares the answer of the last round, for which foo still waits.
//! pattern: no-final-wake-up
//!
//! "After the last bar nobody needs to be told" is true only if foo does not wait after its last
//! foo. Here it does, and hangs at the very end. Both sides must count the same hand-overs.

use tokio::sync::Notify;

pub struct FooBar {
    rounds: u32,
    foo_done: Notify,
    bar_done: Notify,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, foo_done: Notify::new(), bar_done: Notify::new() }
    }

    pub async fn foo<Fut>(&self, print_foo: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            print_foo().await;
            self.foo_done.notify_one();
            self.bar_done.notified().await;
        }
    }

    pub async fn bar<Fut>(&self, print_bar: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for round in 1..=self.rounds {
            self.foo_done.notified().await;
            print_bar().await;
            if round < self.rounds {
                self.bar_done.notify_one();
            }
        }
    }
}

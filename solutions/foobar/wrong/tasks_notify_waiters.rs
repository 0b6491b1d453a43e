//! verdict: deadlock — `notify_waiters` reaches only those who wait already, and keeps nothing.
//! pattern: lost-wake-up
//!
//! If foo has printed before bar is called, bar's turn is announced to nobody, and both wait for
//! ever. `notify_one` would keep a permit for whoever comes later.

use tokio::sync::Notify;

pub struct FooBar {
    rounds: u32,
    foo_turn: Notify,
    bar_turn: Notify,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, foo_turn: Notify::new(), bar_turn: Notify::new() }
    }

    pub async fn foo<Fut>(&self, print_foo: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for round in 0..self.rounds {
            if round > 0 {
                self.foo_turn.notified().await;
            }
            print_foo().await;
            self.bar_turn.notify_waiters();
        }
    }

    pub async fn bar<Fut>(&self, print_bar: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            self.bar_turn.notified().await;
            print_bar().await;
            self.foo_turn.notify_waiters();
        }
    }
}

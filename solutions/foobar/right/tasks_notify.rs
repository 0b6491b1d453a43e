//! right: two `Notify`, one permit going back and forth
//!
//! `notify_one` keeps a permit if nobody waits yet, so a turn given early is not lost. There is one
//! permit in all, so two can never melt into one, and each `Notify` has one waiter.

use tokio::sync::Notify;

pub struct FooBar {
    rounds: u32,
    foo_turn: Notify,
    bar_turn: Notify,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        let foo_turn = Notify::new();
        foo_turn.notify_one();
        Self { rounds: n, foo_turn, bar_turn: Notify::new() }
    }

    pub async fn foo<Fut>(&self, print_foo: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            self.foo_turn.notified().await;
            print_foo().await;
            self.bar_turn.notify_one();
        }
    }

    pub async fn bar<Fut>(&self, print_bar: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            self.bar_turn.notified().await;
            print_bar().await;
            self.foo_turn.notify_one();
        }
    }
}

//! verdict: wrong-answer — one meeting a round: foo begins the next round while bar still prints.
//! pattern: none
//!
//! The barrier makes bar wait for foo, but nothing makes foo wait for bar. With n = 1 it cannot be
//! seen. Order in both directions takes a signal in both directions.

use tokio::sync::Barrier;

pub struct FooBar {
    rounds: u32,
    foo_done: Barrier,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, foo_done: Barrier::new(2) }
    }

    pub async fn foo<Fut>(&self, print_foo: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            print_foo().await;
            self.foo_done.wait().await;
        }
    }

    pub async fn bar<Fut>(&self, print_bar: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            self.foo_done.wait().await;
            print_bar().await;
        }
    }
}

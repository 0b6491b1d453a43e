//! verdict: wrong-answer — the permit goes back by itself at the end of each round.
//! pattern: permit-lost
//!
//! `acquire` returns a guard, and dropping it puts the permit back where it came from: foo's next
//! turn is granted before bar has printed. With n = 1 it cannot be seen. `forget` uses a permit up.

use tokio::sync::Semaphore;

pub struct FooBar {
    rounds: u32,
    foo_turn: Semaphore,
    bar_turn: Semaphore,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, foo_turn: Semaphore::new(1), bar_turn: Semaphore::new(0) }
    }

    pub async fn foo<Fut>(&self, print_foo: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            let _permit = self.foo_turn.acquire().await.unwrap();
            print_foo().await;
            self.bar_turn.add_permits(1);
        }
    }

    pub async fn bar<Fut>(&self, print_bar: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            let _permit = self.bar_turn.acquire().await.unwrap();
            print_bar().await;
            self.foo_turn.add_permits(1);
        }
    }
}

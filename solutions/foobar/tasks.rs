//! Print FooBar Alternately with async tasks: one permit that goes back and forth between two
//! semaphores. The editorial beside this file says why it works.

use tokio::sync::Semaphore;

/// There is one permit in all: in a semaphore, or in the hands of whoever prints.
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
            self.foo_turn.acquire().await.expect("nobody closes it").forget();
            print_foo().await;
            self.bar_turn.add_permits(1);
        }
    }

    pub async fn bar<Fut>(&self, print_bar: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            self.bar_turn.acquire().await.expect("nobody closes it").forget();
            print_bar().await;
            self.foo_turn.add_permits(1);
        }
    }
}

//! verdict: wrong-answer — it relies on the fair mutex to let the two alternate.
//! pattern: none
//!
//! tokio's mutex is first come, first served, so once both queue for it they do take turns. But
//! nothing says that foo comes first, or that the other one has come at all: if bar is early it
//! begins, and if it is late foo prints alone.

use tokio::sync::Mutex;

pub struct FooBar {
    rounds: u32,
    printing: Mutex<()>,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, printing: Mutex::new(()) }
    }

    pub async fn foo<Fut>(&self, print_foo: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            let _guard = self.printing.lock().await;
            print_foo().await;
        }
    }

    pub async fn bar<Fut>(&self, print_bar: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            let _guard = self.printing.lock().await;
            print_bar().await;
        }
    }
}

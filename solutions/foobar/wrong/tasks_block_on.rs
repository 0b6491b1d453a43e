//! verdict: runtime-error — `block_on` inside a task panics: the thread is driving the runtime already.
//! pattern: blocking-in-task
//!
//! It is the bridge from ordinary code into the runtime, and a task is no ordinary code: it would
//! hold the executor's thread until the other side has printed, which may need that thread. tokio
//! refuses. In an async function there is `.await`.

use tokio::runtime::Handle;
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
            wait_for(&self.foo_turn);
            print_foo().await;
            self.bar_turn.notify_one();
        }
    }

    pub async fn bar<Fut>(&self, print_bar: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            wait_for(&self.bar_turn);
            print_bar().await;
            self.foo_turn.notify_one();
        }
    }
}

fn wait_for(turn: &Notify) {
    Handle::current().block_on(turn.notified());
}

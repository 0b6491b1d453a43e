//! verdict: runtime-error — a spawned task does not see the task-local of the one who spawned it.
//! pattern: none
//!
//! The hand-over goes to a task of its own and looks there for the side that it is on. But a
//! task-local belongs to the future in `scope`, and what is spawned is another one: `get` panics.
//! Read it before, and move the value in. (Without the `await` of the handle nobody would even hear
//! of the panic: the other side would just wait for ever.)

use std::sync::Arc;

use tokio::sync::Semaphore;
use tokio::task_local;

const FOO: usize = 0;
const BAR: usize = 1;

task_local! {
    static SIDE: usize;
}

pub struct FooBar {
    rounds: u32,
    turns: Arc<[Semaphore; 2]>,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, turns: Arc::new([Semaphore::new(1), Semaphore::new(0)]) }
    }

    pub async fn foo<Fut>(&self, print_foo: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        SIDE.scope(FOO, self.alternate(print_foo)).await;
    }

    pub async fn bar<Fut>(&self, print_bar: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        SIDE.scope(BAR, self.alternate(print_bar)).await;
    }

    async fn alternate<Fut>(&self, print: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            let own_turn = &self.turns[SIDE.get()];
            own_turn.acquire().await.expect("nobody closes it").forget();
            print().await;
            let turns = Arc::clone(&self.turns);
            let hand_over = tokio::spawn(async move { turns[1 - SIDE.get()].add_permits(1) });
            hand_over.await.expect("it does not panic");
        }
    }
}

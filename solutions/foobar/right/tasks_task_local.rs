//! right: two semaphores, and a task-local that says which side one is on
//!
//! The permit goes back and forth as in the reference. Which of the two semaphores is one's own
//! stands in a task-local: it is set for the future in `scope`, and seen by all that is awaited in
//! it, whichever thread polls. (A task that is spawned in there would not see it.)

use tokio::sync::Semaphore;
use tokio::task_local;

const FOO: usize = 0;
const BAR: usize = 1;

task_local! {
    static SIDE: usize;
}

pub struct FooBar {
    rounds: u32,
    turns: [Semaphore; 2],
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, turns: [Semaphore::new(1), Semaphore::new(0)] }
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
            let other = 1 - SIDE.get();
            self.turns[other].add_permits(1);
        }
    }
}

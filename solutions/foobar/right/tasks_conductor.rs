//! right: a conductor, a task of its own that gives each side its cue
//!
//! The order stands in one place: foo's cue, wait until it has printed, bar's cue, wait again. Cues
//! and answers are permits, so none is lost if it comes early. The conductor ends with the last
//! round. Should the object be dropped before, it would wait for ever: dropping a `JoinHandle`
//! leaves its task running, so `Drop` aborts it.

use std::sync::Arc;

use tokio::sync::{Notify, Semaphore};
use tokio::task::JoinHandle;

struct Stage {
    foo: Semaphore,
    bar: Semaphore,
    printed: Notify,
}

impl Stage {
    async fn conduct(&self, rounds: u32) {
        for _ in 0..rounds {
            for cue in [&self.foo, &self.bar] {
                cue.add_permits(1);
                self.printed.notified().await;
            }
        }
    }

    async fn play<Fut>(&self, cue: &Semaphore, rounds: u32, print: impl Fn() -> Fut)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..rounds {
            cue.acquire().await.expect("nobody closes it").forget();
            print().await;
            self.printed.notify_one();
        }
    }
}

pub struct FooBar {
    rounds: u32,
    stage: Arc<Stage>,
    conductor: JoinHandle<()>,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        let stage = Arc::new(Stage {
            foo: Semaphore::new(0),
            bar: Semaphore::new(0),
            printed: Notify::new(),
        });
        let conductor = tokio::spawn({
            let stage = Arc::clone(&stage);
            async move { stage.conduct(n).await }
        });
        Self { rounds: n, stage, conductor }
    }

    pub async fn foo<Fut>(&self, print_foo: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.stage.play(&self.stage.foo, self.rounds, print_foo).await;
    }

    pub async fn bar<Fut>(&self, print_bar: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        self.stage.play(&self.stage.bar, self.rounds, print_bar).await;
    }
}

impl Drop for FooBar {
    fn drop(&mut self) {
        self.conductor.abort();
    }
}

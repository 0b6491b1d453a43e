//! right: two meetings a round, on one barrier
//!
//! Each round has two meetings. Before the first, foo prints while bar waits; between the two, bar
//! prints while foo waits. One meeting a round would not do: foo would begin the next round while
//! bar still prints. A tokio barrier can be used again at once.

use tokio::sync::Barrier;

pub struct FooBar {
    rounds: u32,
    meeting: Barrier,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, meeting: Barrier::new(2) }
    }

    pub async fn foo<Fut>(&self, print_foo: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            print_foo().await;
            self.meeting.wait().await;
            self.meeting.wait().await;
        }
    }

    pub async fn bar<Fut>(&self, print_bar: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            self.meeting.wait().await;
            print_bar().await;
            self.meeting.wait().await;
        }
    }
}

//! verdict: deadlock — it looks at the turn first, and subscribes to its changes afterwards.
//! pattern: lost-wake-up
//!
//! A new receiver of a `watch` channel counts the present value as seen. Between the look and
//! `subscribe` there is no await, so only another thread can step in: it hands the turn over just
//! there, and `changed` waits for a change that has been. Subscribe once and then look through that
//! receiver, or let `wait_for` do both.

use tokio::sync::watch;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Turn {
    Foo,
    Bar,
}

pub struct FooBar {
    rounds: u32,
    turn: watch::Sender<Turn>,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        Self { rounds: n, turn: watch::Sender::new(Turn::Foo) }
    }

    pub async fn foo<Fut>(&self, print_foo: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            self.wait_for(Turn::Foo).await;
            print_foo().await;
            self.turn.send_replace(Turn::Bar);
        }
    }

    pub async fn bar<Fut>(&self, print_bar: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        for _ in 0..self.rounds {
            self.wait_for(Turn::Bar).await;
            print_bar().await;
            self.turn.send_replace(Turn::Foo);
        }
    }

    fn turn(&self) -> Turn {
        *self.turn.borrow()
    }

    async fn wait_for(&self, own: Turn) {
        while self.turn() != own {
            let mut changes = self.turn.subscribe();
            changes.changed().await.expect("the sender is in `self`");
        }
    }
}

//! right: whose turn it is, in a `watch` channel
//!
//! The value stays, so it does not matter who looks when: `wait_for` looks before it sleeps, and
//! again after every change. Only the one whose turn it is changes it, so no change can be missed.
//! `send_replace` stores the value even while nobody is subscribed.

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

    async fn wait_for(&self, own: Turn) {
        let mut turn = self.turn.subscribe();
        // What `wait_for` returns is a read guard: it must be gone before the next await.
        drop(turn.wait_for(|turn| *turn == own).await.expect("the sender is in `self`"));
    }
}

//! right: two channels, one token going back and forth
//!
//! Whoever holds the token may print, then sends it to the other. A message waits in its channel
//! until it is taken. Both ends stay in the object, since `bar`'s last token may lie there unread
//! after `foo` has returned. `recv` needs `&mut`, hence tokio's mutex around each receiver: it has
//! one user, who holds it for as long as its call lasts.

use tokio::sync::Mutex;
use tokio::sync::mpsc::{self, Receiver, Sender};

struct Turn {
    sender: Sender<()>,
    receiver: Mutex<Receiver<()>>,
}

impl Turn {
    fn new() -> Self {
        let (sender, receiver) = mpsc::channel(1);
        Self { sender, receiver: Mutex::new(receiver) }
    }

    /// There is only one token, so there is always room for it.
    fn give(&self) {
        self.sender.try_send(()).expect("an empty channel with a receiver");
    }
}

pub struct FooBar {
    rounds: u32,
    foo_turn: Turn,
    bar_turn: Turn,
}

impl FooBar {
    pub fn new(n: u32) -> Self {
        let foo_turn = Turn::new();
        foo_turn.give();
        Self { rounds: n, foo_turn, bar_turn: Turn::new() }
    }

    pub async fn foo<Fut>(&self, print_foo: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        let mut turn = self.foo_turn.receiver.lock().await;
        for _ in 0..self.rounds {
            turn.recv().await.expect("the sender is in `self`");
            print_foo().await;
            self.bar_turn.give();
        }
    }

    pub async fn bar<Fut>(&self, print_bar: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        let mut turn = self.bar_turn.receiver.lock().await;
        for _ in 0..self.rounds {
            turn.recv().await.expect("the sender is in `self`");
            print_bar().await;
            self.foo_turn.give();
        }
    }
}

//! verdict: runtime-error — bar's last token goes to a receiver that has left with foo.
//! pattern: none
//!
//! Each side takes its receiver out of the object, and drops it when it returns. After the last bar
//! foo is gone, `send` fails, and the `unwrap` panics. Either spare the last token, or let the
//! receivers live in the object.

use std::sync::Mutex;

use tokio::sync::mpsc::{self, Receiver, Sender};

struct Turn {
    sender: Sender<()>,
    receiver: Mutex<Option<Receiver<()>>>,
}

impl Turn {
    fn new() -> Self {
        let (sender, receiver) = mpsc::channel(1);
        Self { sender, receiver: Mutex::new(Some(receiver)) }
    }

    fn receiver(&self) -> Receiver<()> {
        self.receiver.lock().unwrap().take().unwrap()
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
        foo_turn.sender.try_send(()).unwrap();
        Self { rounds: n, foo_turn, bar_turn: Turn::new() }
    }

    pub async fn foo<Fut>(&self, print_foo: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        let mut turn = self.foo_turn.receiver();
        for _ in 0..self.rounds {
            turn.recv().await.unwrap();
            print_foo().await;
            self.bar_turn.sender.send(()).await.unwrap();
        }
    }

    pub async fn bar<Fut>(&self, print_bar: impl Fn() -> Fut + Send + Sync)
    where
        Fut: Future<Output = ()> + Send,
    {
        let mut turn = self.bar_turn.receiver();
        for _ in 0..self.rounds {
            turn.recv().await.unwrap();
            print_bar().await;
            self.foo_turn.sender.send(()).await.unwrap();
        }
    }
}

//! verdict: runtime-error — `blocking_recv` inside a task panics: it would block the executor's thread.
//! pattern: blocking-in-task
//!
//! It is made for ordinary threads that wait for a task. Inside a task there is `.await` for it;
//! tokio notices the mistake and says so, where a blocking call of std would just hang.

use std::sync::Mutex;

use tokio::sync::oneshot::{self, Receiver, Sender};

struct HandOver {
    sender: Mutex<Option<Sender<()>>>,
    receiver: Mutex<Option<Receiver<()>>>,
}

impl HandOver {
    fn new() -> Self {
        let (sender, receiver) = oneshot::channel();
        Self { sender: Mutex::new(Some(sender)), receiver: Mutex::new(Some(receiver)) }
    }

    fn tell(&self) {
        self.sender.lock().unwrap().take().unwrap().send(()).unwrap();
    }

    fn wait(&self) {
        let receiver = self.receiver.lock().unwrap().take().unwrap();
        receiver.blocking_recv().unwrap();
    }
}

pub struct Foo {
    first_done: HandOver,
    second_done: HandOver,
}

impl Foo {
    pub fn new() -> Self {
        Self { first_done: HandOver::new(), second_done: HandOver::new() }
    }

    pub async fn first(&self, print_first: impl Future<Output = ()> + Send) {
        print_first.await;
        self.first_done.tell();
    }

    pub async fn second(&self, print_second: impl Future<Output = ()> + Send) {
        self.first_done.wait();
        print_second.await;
        self.second_done.tell();
    }

    pub async fn third(&self, print_third: impl Future<Output = ()> + Send) {
        self.second_done.wait();
        print_third.await;
    }
}

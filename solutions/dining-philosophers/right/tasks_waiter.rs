//! right: a waiter, a task of its own that keeps the list of those who wait
//!
//! Philosophers send a message when they are hungry and one when they have put their forks back.
//! The waiter goes through the list in the order of arrival and serves everybody whose forks are
//! free and not promised to somebody earlier on the list. When the object is dropped, the task
//! ends.

use tokio::sync::mpsc::{self, UnboundedReceiver, UnboundedSender};
use tokio::sync::oneshot;

const SEATS: usize = 5;

enum Message {
    /// A hungry philosopher, and how to tell that the forks are there.
    Hungry(usize, oneshot::Sender<()>),
    Done(usize),
}

pub struct DiningPhilosophers {
    waiter: UnboundedSender<Message>,
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        let (waiter, messages) = mpsc::unbounded_channel();
        tokio::spawn(wait_on(messages));
        Self { waiter }
    }

    pub async fn wants_to_eat(
        &self,
        philosopher: usize,
        pick_left_fork: impl Future<Output = ()> + Send,
        pick_right_fork: impl Future<Output = ()> + Send,
        eat: impl Future<Output = ()> + Send,
        put_left_fork: impl Future<Output = ()> + Send,
        put_right_fork: impl Future<Output = ()> + Send,
    ) {
        let (served, is_served) = oneshot::channel();
        self.tell(Message::Hungry(philosopher, served));
        is_served.await.expect("the waiter serves everybody");
        pick_left_fork.await;
        pick_right_fork.await;
        eat.await;
        put_left_fork.await;
        put_right_fork.await;
        self.tell(Message::Done(philosopher));
    }

    fn tell(&self, message: Message) {
        assert!(self.waiter.send(message).is_ok(), "the waiter stays as long as the object");
    }
}

/// The waiter's evening.
async fn wait_on(mut messages: UnboundedReceiver<Message>) {
    let mut taken = [false; SEATS];
    let mut waiting = Vec::new();
    while let Some(message) = messages.recv().await {
        match message {
            Message::Hungry(philosopher, served) => waiting.push((philosopher, served)),
            Message::Done(philosopher) => {
                forks(philosopher).into_iter().for_each(|fork| taken[fork] = false);
            }
        }
        let mut promised = [false; SEATS];
        for (philosopher, served) in std::mem::take(&mut waiting) {
            let forks = forks(philosopher);
            if forks.iter().all(|&fork| !taken[fork] && !promised[fork]) {
                forks.into_iter().for_each(|fork| taken[fork] = true);
                served.send(()).expect("nobody gives up");
            } else {
                forks.into_iter().for_each(|fork| promised[fork] = true);
                waiting.push((philosopher, served));
            }
        }
    }
}

fn forks(philosopher: usize) -> [usize; 2] {
    [philosopher, (philosopher + 1) % SEATS]
}

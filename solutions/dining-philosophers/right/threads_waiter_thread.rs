//! right: a waiter, a thread of his own who keeps the list of those who wait
//!
//! Philosophers send him a message when they are hungry and one when they have put their forks
//! back. He goes through the list in the order of arrival and serves everybody whose forks are free
//! and not promised to somebody earlier on the list. When the object is dropped he goes home.

use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;

const SEATS: usize = 5;

enum Message {
    /// A hungry philosopher, and how to tell him that he has his forks.
    Hungry(usize, Sender<()>),
    Done(usize),
}

pub struct DiningPhilosophers {
    waiter: Sender<Message>,
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        let (waiter, messages) = mpsc::channel();
        thread::spawn(move || wait_on(&messages));
        Self { waiter }
    }

    pub fn wants_to_eat(
        &self,
        philosopher: usize,
        pick_left_fork: impl FnOnce(),
        pick_right_fork: impl FnOnce(),
        eat: impl FnOnce(),
        put_left_fork: impl FnOnce(),
        put_right_fork: impl FnOnce(),
    ) {
        let (served, is_served) = mpsc::channel();
        self.tell(Message::Hungry(philosopher, served));
        is_served.recv().expect("the waiter serves everybody");
        pick_left_fork();
        pick_right_fork();
        eat();
        put_left_fork();
        put_right_fork();
        self.tell(Message::Done(philosopher));
    }

    fn tell(&self, message: Message) {
        self.waiter.send(message).expect("the waiter stays as long as the object");
    }
}

/// The waiter's evening.
fn wait_on(messages: &Receiver<Message>) {
    let mut taken = [false; SEATS];
    let mut waiting = Vec::new();
    for message in messages {
        match message {
            Message::Hungry(philosopher, served) => waiting.push((philosopher, served)),
            Message::Done(philosopher) => {
                forks(philosopher).into_iter().for_each(|fork| taken[fork] = false);
            }
        }
        let mut promised = [false; SEATS];
        waiting.retain(|(philosopher, served)| {
            let forks = forks(*philosopher);
            let is_free = forks.iter().all(|&fork| !taken[fork] && !promised[fork]);
            let list = if is_free { &mut taken } else { &mut promised };
            forks.into_iter().for_each(|fork| list[fork] = true);
            if is_free {
                served.send(()).expect("a hungry philosopher listens");
            }
            !is_free
        });
    }
}

fn forks(philosopher: usize) -> [usize; 2] {
    [philosopher, (philosopher + 1) % SEATS]
}

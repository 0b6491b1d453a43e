//! right: a fork is the one place of a bounded channel: full means taken
//!
//! `send` waits until there is room, in the order of arrival, so it takes the fork; to lay it down
//! is to take the message out again, which never waits. Philosopher 4 is left-handed, the others
//! are not.

use std::sync::Mutex;

use tokio::sync::mpsc::{self, Receiver, Sender};

const SEATS: usize = 5;

struct Fork {
    take: Sender<()>,
    lay_down: Mutex<Receiver<()>>,
}

impl Fork {
    fn new() -> Self {
        let (take, lay_down) = mpsc::channel(1);
        Self { take, lay_down: Mutex::new(lay_down) }
    }

    async fn take(&self) {
        self.take.send(()).await.expect("the receiver lives in the same object");
    }

    fn lay_down(&self) {
        self.lay_down.lock().unwrap().try_recv().expect("the fork was taken");
    }
}

pub struct DiningPhilosophers {
    forks: [Fork; SEATS],
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self { forks: std::array::from_fn(|_| Fork::new()) }
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
        let (left, right) = (&self.forks[philosopher], &self.forks[(philosopher + 1) % SEATS]);
        if philosopher == SEATS - 1 {
            right.take().await;
            pick_right_fork.await;
            left.take().await;
            pick_left_fork.await;
        } else {
            left.take().await;
            pick_left_fork.await;
            right.take().await;
            pick_right_fork.await;
        }
        eat.await;
        put_right_fork.await;
        right.lay_down();
        put_left_fork.await;
        left.lay_down();
    }
}

//! right: a state table in which the hungrier neighbour goes first, and a `Notify` for each seat
//!
//! The table is behind a std mutex that is never held over an await. A neighbour who came earlier
//! counts like one who eats, so nobody is passed over. The permit in a `Notify` makes up for the
//! gap between the look and the wait; one that is left over costs another look.

use std::sync::Mutex;

use tokio::sync::Notify;

const SEATS: usize = 5;

#[derive(Clone, Copy, Default)]
enum State {
    #[default]
    Thinking,
    /// Since this number.
    Hungry(u64),
    Eating,
}

#[derive(Default)]
struct Table {
    clock: u64,
    states: [State; SEATS],
}

pub struct DiningPhilosophers {
    table: Mutex<Table>,
    changed_beside: [Notify; SEATS],
}

impl DiningPhilosophers {
    pub fn new() -> Self {
        Self { table: Mutex::default(), changed_beside: Default::default() }
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
        let since = self.become_hungry(philosopher);
        while !self.may_eat(philosopher, since) {
            self.changed_beside[philosopher].notified().await;
        }
        pick_left_fork.await;
        pick_right_fork.await;
        eat.await;
        put_left_fork.await;
        put_right_fork.await;
        self.table.lock().unwrap().states[philosopher] = State::Thinking;
        for other in neighbours(philosopher) {
            self.changed_beside[other].notify_one();
        }
    }

    fn become_hungry(&self, philosopher: usize) -> u64 {
        let mut table = self.table.lock().unwrap();
        let since = table.clock;
        table.clock += 1;
        table.states[philosopher] = State::Hungry(since);
        since
    }

    /// Whether both forks are free and nobody hungrier wants one: then the philosopher eats.
    fn may_eat(&self, philosopher: usize, since: u64) -> bool {
        let mut table = self.table.lock().unwrap();
        let may = neighbours(philosopher).into_iter().all(|other| match table.states[other] {
            State::Thinking => true,
            State::Hungry(other_since) => since < other_since,
            State::Eating => false,
        });
        if may {
            table.states[philosopher] = State::Eating;
        }
        may
    }
}

fn neighbours(philosopher: usize) -> [usize; 2] {
    [(philosopher + SEATS - 1) % SEATS, (philosopher + 1) % SEATS]
}
